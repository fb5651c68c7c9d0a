//! Finds the inputs of a call in a request, and checks them against the published schemas.

use std::collections::BTreeMap;

use axum::extract::Request;
use http::HeaderMap;
use http::header::COOKIE;
use http::request::Parts;
use jsonschema::JsonType;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::body::Body;
use super::query::Query;
use super::routes::{CURSOR, Input, Params, Routes, Target};
use super::{Problem, text};
use crate::binding::{Kind, Source};
use crate::cursor::Place;
use crate::inputs::{InputError, Inputs};
use crate::json::{self, Json};
use crate::schema::Schema;

/// The inputs of a call, all checked, or the problem with the first that is not as it should be.
pub(super) async fn inputs(
    routes: &Routes,
    target: &Target,
    params: &Params,
    request: Request,
) -> Result<Inputs, Problem> {
    let (parts, body) = request.into_parts();
    let body = Body::read(target, &parts.headers, body, routes.max_body_bytes).await?;
    let mut query = Query::parse(parts.uri.query().unwrap_or_default());
    let mut inputs = Inputs::default();
    for input in &target.inputs {
        if let Some(value) = found(input, params, &parts, &mut query, &body)? {
            inputs.put(input.binding.input, value);
        }
    }
    if target.takes_cursor()
        && let Some(text) = query.take(CURSOR, Kind::Text)?
    {
        inputs.ask_for(page(&text)?);
    }
    match query.unknown() {
        None => Ok(inputs),
        Some(name) => Err(InputError::new(name, "is no parameter of this route").into()),
    }
}

fn found(
    input: &Input,
    params: &Params,
    parts: &Parts,
    query: &mut Query,
    body: &Body,
) -> Result<Option<Json>, InputError> {
    let (name, value) = match input.binding.source {
        Source::Path(name, kind) => {
            let encoded = params.iter().find(|(other, _)| other == name).map(|(_, text)| text.as_str());
            (name, encoded.map(|encoded| decoded(name, encoded)).transpose()?.map(|text| read(name, kind, &text)))
        }
        Source::Query(name, kind) => (name, query.take(name, kind)?.map(Ok)),
        Source::Header(name, kind) => (name, header(&parts.headers, name)?.map(|text| read(name, kind, &text))),
        Source::Cookie(name, kind) => (name, cookie(&parts.headers, name).map(|text| read(name, kind, &text))),
        Source::Body => return Ok(body.whole()),
        Source::Member(name) => return Ok(body.member(name)),
        Source::Constant(json) => return Ok(Some(json::fixed(json))),
        Source::Template(template) => {
            let mut values = BTreeMap::new();
            for name in template.inputs() {
                values.insert(name, by_name(name, params, query, body)?);
            }
            return template.fill(&|name| values.get(name).cloned().flatten());
        }
        Source::Argument(_) => return Ok(None),
    };
    let value = value.transpose()?;
    match (value, &input.schema) {
        (Some(value), Some(schema)) => checked(name, value, schema).map(Some),
        (value, _) => Ok(value),
    }
}

/// A value that is asked for by name alone: a placeholder, a query parameter, a member of the body.
fn by_name(name: &str, params: &Params, query: &mut Query, body: &Body) -> Result<Option<Json>, InputError> {
    if let Some((_, encoded)) = params.iter().find(|(other, _)| other == name) {
        return decoded(name, encoded).map(|text| Some(json::of(&text)));
    }
    Ok(query.take(name, Kind::Text)?.or_else(|| body.member(name)))
}

fn read(name: &str, kind: Kind, text: &str) -> Result<Json, InputError> {
    text::value(kind, text).map_err(|problem| InputError::new(name, problem))
}

/// The value, once it fits its schema. Inside objects from a query, texts become what the schema asks for.
fn checked(name: &str, json: Json, schema: &Schema) -> Result<Json, InputError> {
    let mut value = parsed(name, &json)?;
    let mut was_read = false;
    if value.is_object() || value.is_array() {
        for (pointer, wanted) in schema.misread_texts(&value) {
            if let Some(place) = value.pointer_mut(&pointer) {
                was_read |= reread(place, wanted);
            }
        }
    }
    schema.check(name, &value)?;
    Ok(if was_read { json::of(&value) } else { json })
}

fn reread(place: &mut Value, wanted: JsonType) -> bool {
    let Some(text) = place.as_str() else { return false };
    let kind = match wanted {
        JsonType::Integer | JsonType::Number => Kind::Number,
        JsonType::Boolean => Kind::Bool,
        _ => return false,
    };
    match text::value(kind, text).ok().and_then(|json| serde_json::from_str(json.get()).ok()) {
        Some(value) => {
            *place = value;
            true
        }
        None => false,
    }
}

fn parsed(name: &str, json: &Json) -> Result<Value, InputError> {
    serde_json::from_str(json.get()).map_err(|error| InputError::new(name, error.to_string()))
}

/// A page that an earlier answer pointed to. Nothing is left out of it: an answer is relayed whole.
fn page(text: &Json) -> Result<Option<meterforge_runtime::Cursor>, InputError> {
    let place = serde_json::from_str::<String>(text.get()).ok().and_then(|text| text.parse::<Place>().ok());
    match place {
        Some(Place { page, skip: 0 }) => Ok(page),
        _ => Err(InputError::new(CURSOR, "is no cursor of this list")),
    }
}

fn decoded(name: &str, encoded: &str) -> Result<String, InputError> {
    let text = percent_decode_str(encoded).decode_utf8();
    text.map(|text| text.into_owned()).map_err(|_| InputError::new(name, "is not UTF-8"))
}

fn header(headers: &HeaderMap, name: &str) -> Result<Option<String>, InputError> {
    let mut texts = headers.get_all(name).iter();
    let Some(first) = texts.next() else { return Ok(None) };
    if texts.next().is_some() {
        return Err(InputError::new(name, "is given more than once"));
    }
    let text = std::str::from_utf8(first.as_bytes());
    text.map(|text| Some(text.to_owned())).map_err(|_| InputError::new(name, "is not UTF-8"))
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let texts = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = texts.flat_map(|text| text.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let (_, value) = pairs.find(|(other, _)| *other == name)?;
    percent_decode_str(value).decode_utf8().ok().map(|text| text.into_owned())
}
