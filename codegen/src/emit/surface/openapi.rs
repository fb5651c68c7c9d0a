//! Prints the OpenAPI 3.1 document of a REST adapter.

use super::given::{self, Given};
use super::reply::{Readable, Reply};
use super::{Surface, problem, reply};
use crate::emit::json::{Json, Member};
use crate::emit::operation::Target;
use crate::emit::schema::{PLAIN, Schemas, described};
use crate::ir::{Action, Paging, Rest, Route, StatusRange, SurfaceCall, Template, Text, ValueSource};
use crate::path_template::PathTemplate;
use std::collections::{BTreeMap, BTreeSet};

/// Where the schemas of a document stand.
const HOME: &str = "#/components/schemas/";

/// The name of the query parameter by which a caller asks for a further page, where the vendor's own is not exposed.
const CURSOR: &str = "cursor";

/// The document as a file.
pub(super) fn document<'sdk>(surface: &Surface<'sdk>, rest: &'sdk Rest) -> String {
    let mut schemas = Schemas::new(surface.cx, HOME);
    let mut paths: Vec<(String, Vec<Member<'_>>)> = Vec::new();
    let mut taken = BTreeSet::new();
    for route in &rest.routes {
        let path = route.path.to_string();
        let method = route.method.to_ascii_lowercase();
        let operation = operation(surface, &mut schemas, route, &mut taken);
        match paths.iter_mut().find(|(other, _)| *other == path) {
            Some((_, methods)) => methods.push((method.into(), operation)),
            None => paths.push((path, vec![(method.into(), operation)])),
        }
    }
    let paths = paths.into_iter().map(|(path, methods)| (path, Json::Object(methods)));
    let description = [rest.description.trim(), surface.capability.description.trim()];
    let description = description.into_iter().find(|text| !text.is_empty());
    let info = Json::object()
        .with("title", surface.capability.label.trim())
        .with_some("description", description)
        .with("version", "1");
    let components = Json::object()
        .with("schemas", schemas.definitions().with("Problem", problem::schema()))
        .with("responses", Json::object().with("Problem", problem::response()));
    Json::object()
        .with("openapi", "3.1.0")
        .with("info", info)
        .with("paths", Json::members(paths))
        .with("components", components)
        .pretty()
}

fn operation<'sdk>(
    surface: &Surface<'sdk>,
    schemas: &mut Schemas<'sdk>,
    route: &'sdk Route,
    taken: &mut BTreeSet<String>,
) -> Json<'sdk> {
    let id = unused(&route.name, taken);
    let call = match &route.action {
        Action::Fixed(json) => {
            let content = Json::object().with(
                "application/json",
                Json::object().with("schema", Json::object().with("const", Json::parsed(json))),
            );
            let answer = Json::object().with("description", "The answer.").with("content", content);
            return summarised(Json::object().with("operationId", id), &route.docs)
                .with("responses", Json::object().with("200", answer));
        }
        Action::Call(call) => call,
    };
    let target = surface.target(call);
    let docs = if route.docs == Text::default() { &target.operation.docs } else { &route.docs };
    let inputs = given::inputs(surface, call);
    let body = body(schemas, &inputs, &route.path, &route.method);
    let responses = responses(schemas, &target, call, body.is_some());
    let parameters = parameters(schemas, &inputs, &target, route);
    let operation = summarised(Json::object().with("operationId", id), docs);
    let operation = if target.operation.deprecated { operation.with("deprecated", true) } else { operation };
    operation
        .with_some("parameters", (!parameters.is_empty()).then_some(Json::List(parameters)))
        .with_some("requestBody", body)
        .with("responses", responses)
}

/// Identifiers of operations are unique in a document; names of routes need not be.
fn unused(name: &str, taken: &mut BTreeSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    let free = std::iter::once(name.to_owned()).chain(numbered).find(|candidate| !taken.contains(candidate));
    let free = free.unwrap_or_default();
    taken.insert(free.clone());
    free
}

fn summarised<'a>(operation: Json<'a>, docs: &'a Text) -> Json<'a> {
    operation.with_some("summary", docs.summary.as_ref()).with_some("description", docs.detail.as_ref())
}

/// Where a text that is asked for by name is found on a route: in a placeholder, or else beside the body where there can
/// be none.
pub(super) fn place_of(name: &str, path: &PathTemplate, method: &str) -> ValueSource {
    if path.holes().any(|hole| hole == name) {
        ValueSource::Path(name.to_owned())
    } else if matches!(method, "GET" | "DELETE") {
        ValueSource::Query(name.to_owned())
    } else {
        ValueSource::Member(name.to_owned())
    }
}

/// The names that the texts of a call ask for, each once.
fn asked_for<'sdk>(inputs: &[Given<'sdk>]) -> BTreeSet<&'sdk str> {
    let bindings = inputs.iter().map(|input| input.binding);
    let texts = bindings.filter_map(|binding| match &binding.source {
        ValueSource::Text(text) => Some(text),
        _ => None,
    });
    texts.flat_map(Template::inputs).collect()
}

fn parameters<'sdk>(
    schemas: &mut Schemas<'sdk>,
    inputs: &[Given<'sdk>],
    target: &Target<'_>,
    route: &'sdk Route,
) -> Vec<Json<'sdk>> {
    let mut parameters = Vec::new();
    // One value may fill several inputs; it is asked for once.
    let mut seen = BTreeSet::new();
    for input in inputs {
        let (location, name) = match &input.binding.source {
            ValueSource::Path(name) => ("path", name),
            ValueSource::Query(name) => ("query", name),
            ValueSource::Header(name) => ("header", name),
            ValueSource::Cookie(name) => ("cookie", name),
            _ => continue,
        };
        if seen.insert((location, name.as_str())) {
            let schema = input.schema(schemas);
            let is_deep = location == "query" && input.is_object();
            let parameter = parameter(location, name, location == "path" || input.is_required());
            let parameter = described(parameter, input.docs());
            let parameter = if input.is_deprecated() { parameter.with("deprecated", true) } else { parameter };
            let parameter =
                if is_deep { parameter.with("style", "deepObject").with("explode", true) } else { parameter };
            parameters.push(parameter.with("schema", schema));
        }
    }
    for name in asked_for(inputs) {
        let (location, pattern) = match place_of(name, &route.path, &route.method) {
            ValueSource::Path(_) => ("path", given::SEGMENT),
            ValueSource::Query(_) => ("query", PLAIN),
            _ => continue,
        };
        if seen.insert((location, name)) {
            let schema = Json::object().with("type", "string").with("pattern", pattern);
            parameters.push(parameter(location, name, true).with("schema", schema));
        }
    }
    for hole in route.path.holes() {
        // It must be there for the route to be found, and means nothing more.
        if seen.insert(("path", hole)) {
            parameters.push(parameter("path", hole, true).with("schema", Json::object().with("type", "string")));
        }
    }
    if let Some(paging) = target.operation.paging.as_ref().filter(|_| !seen.contains(&("query", CURSOR))) {
        let pattern = match paging {
            Paging::Offset { .. } | Paging::Number { .. } => "^0~[1-9][0-9]{0,17}$",
            Paging::Token { .. } => r"^0~[^\u0000-\u001f\u007f-\u009f]+$",
        };
        let cursor = parameter("query", CURSOR, false).with(
            "description",
            "Where to go on: the `cursor` in the `Link` header of an earlier answer, `rel=\"next\"`.",
        );
        parameters.push(cursor.with("schema", Json::object().with("type", "string").with("pattern", pattern)));
    }
    parameters
}

fn parameter<'a>(location: &'static str, name: &'a str, is_required: bool) -> Json<'a> {
    let parameter = Json::object().with("name", name).with("in", location);
    if is_required { parameter.with("required", true) } else { parameter }
}

/// The body of a request: the vendor's own, or an object of the values that are asked for one by one.
fn body<'sdk>(
    schemas: &mut Schemas<'sdk>,
    inputs: &[Given<'sdk>],
    path: &PathTemplate,
    method: &str,
) -> Option<Json<'sdk>> {
    let whole = inputs.iter().find(|input| input.binding.source == ValueSource::Body);
    let (schema, is_required, description) = match whole {
        Some(input) => (input.schema(schemas), input.is_required(), input.docs()),
        None => {
            let (schema, is_required) = members(schemas, inputs, path, method)?;
            (schema, is_required, None)
        }
    };
    let content = Json::object().with("application/json", Json::object().with("schema", schema));
    let body = described(Json::object(), description).with("content", content);
    Some(if is_required { body.with("required", true) } else { body })
}

fn members<'sdk>(
    schemas: &mut Schemas<'sdk>,
    inputs: &[Given<'sdk>],
    path: &PathTemplate,
    method: &str,
) -> Option<(Json<'sdk>, bool)> {
    let mut properties = BTreeMap::new();
    let mut order = Vec::new();
    let mut required = Vec::new();
    for input in inputs {
        if let ValueSource::Member(name) = &input.binding.source
            && !properties.contains_key(name.as_str())
        {
            properties.insert(name.as_str(), described(input.schema(schemas), input.docs()));
            order.push(name.as_str());
            required.extend(input.is_required().then_some(name.as_str()));
        }
    }
    for name in asked_for(inputs) {
        if matches!(place_of(name, path, method), ValueSource::Member(_)) && !properties.contains_key(name) {
            properties.insert(name, Json::object().with("type", "string"));
            order.push(name);
            required.push(name);
        }
    }
    if order.is_empty() {
        return None;
    }
    let is_required = !required.is_empty();
    let properties = order.into_iter().filter_map(|name| Some((name, properties.remove(name)?)));
    let schema = Json::object()
        .with("type", "object")
        .with("properties", Json::members(properties))
        .with_some("required", is_required.then(|| Json::texts(required)))
        .with("additionalProperties", false);
    Some((schema, is_required))
}

/// What a call is answered with: the vendor's answers as they come, and our own refusals.
fn responses<'sdk>(
    schemas: &mut Schemas<'sdk>,
    target: &Target<'sdk>,
    call: &'sdk SurfaceCall,
    takes_body: bool,
) -> Json<'sdk> {
    let mut responses: BTreeMap<String, Json<'_>> = BTreeMap::new();
    responses.insert("2XX".to_owned(), good(schemas, target, call));
    for refusal in &target.operation.errors {
        let status = match refusal.status {
            StatusRange::Default => continue,
            status => status.to_string(),
        };
        let content = refusal.content.as_ref().and_then(|content| {
            let schema = Readable::of(content)?.schema(schemas);
            Some(Json::object().with(content.media_type(), Json::object().with("schema", schema)))
        });
        let text = refusal.docs.summary.as_deref().unwrap_or("The vendor refuses.");
        let response = Json::object().with("description", text);
        responses.insert(status, response.with("content", anything_too(content.unwrap_or_else(Json::object))));
    }
    for (status, what) in problem::refusals(takes_body) {
        let own = || Json::object().with("schema", problem::reference(problem::SCHEMA));
        let response = match responses.remove(status) {
            None => match status {
                // The vendor may answer with it, too.
                "400" | "502" | "503" | "504" => {
                    let content = Json::object().with(problem::MEDIA_TYPE, own()).with("*/*", Json::object());
                    Json::object().with("description", what).with("content", content)
                }
                _ => problem::reference("#/components/responses/Problem"),
            },
            Some(vendors) => with_own(vendors, own()),
        };
        responses.insert(status.to_owned(), response);
    }
    let rest = Json::object().with("description", "Whatever else the vendor answers.");
    responses.insert("default".to_owned(), rest.with("content", anything_too(Json::object())));
    Json::members(responses)
}

fn good<'sdk>(schemas: &mut Schemas<'sdk>, target: &Target<'sdk>, call: &'sdk SurfaceCall) -> Json<'sdk> {
    let reply = Reply::of(target, &call.output);
    let answer = Json::object().with("description", "The vendor's answer.");
    let schema = match (reply.schema(schemas), target.has_receipt()) {
        (Some(schema), true) => Some(Json::object().with("anyOf", Json::List(vec![schema, reply::already_accepted()]))),
        (None, true) => Some(reply::already_accepted()),
        (schema, false) => schema,
    };
    match schema {
        Some(schema) => {
            answer.with("content", Json::object().with(reply.media_type, Json::object().with("schema", schema)))
        }
        None if reply.media_type == "application/json" => answer,
        None => answer.with("content", Json::object().with(reply.media_type, Json::object())),
    }
}

/// Vendors answer in other media types than they say, mostly when they refuse.
fn anything_too(content: Json<'_>) -> Json<'_> {
    content.with("*/*", Json::object())
}

/// A vendor's response, with a problem of our own as one more thing that may come at this status.
fn with_own<'a>(response: Json<'a>, own: Json<'a>) -> Json<'a> {
    let Json::Object(members) = response else { return response };
    let members = members.into_iter().map(|(name, value)| match (name.as_ref(), value) {
        ("content", Json::Object(content)) => {
            let vendors = content.iter().find(|(media_type, _)| media_type == problem::MEDIA_TYPE);
            let schema = vendors.and_then(|(_, media_type)| media_type.get("schema")).cloned();
            let own = match (schema, own.get("schema")) {
                (Some(vendors), Some(ours)) => {
                    let either = Json::List(vec![vendors, ours.clone()]);
                    Json::object().with("schema", Json::object().with("anyOf", either))
                }
                _ => own.clone(),
            };
            let others = content.into_iter().filter(|(media_type, _)| media_type != problem::MEDIA_TYPE);
            (name, Json::Object(std::iter::once((problem::MEDIA_TYPE.into(), own)).chain(others).collect()))
        }
        (_, value) => (name, value),
    });
    Json::Object(members.collect())
}
