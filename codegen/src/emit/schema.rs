//! Prints IR types as JSON Schemas (draft 2020-12): exact for what is sent, tolerant for what is received.

mod definition;
mod limits;
mod settle;

use super::context::Context;
use super::json::{Json, Member};
use crate::ir::{DecimalWire, Shape, Text, TextFormat, Type, TypeId};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Which way a value travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    /// A caller gives it in a body: exactly what the contract knows.
    In,
    /// A caller gives it beside the body: the same, and no text holds a control character.
    Beside,
    /// The vendor gives it: readers take more than the contract knows, as the SDK does.
    Out,
}

impl Way {
    /// Whether a caller gives it.
    pub(super) fn is_given(self) -> bool {
        self != Self::Out
    }
}

/// No control characters, which neither a query nor a header holds on purpose.
pub(super) const PLAIN: &str = r"^[^\u0000-\u001f\u007f-\u009f]*$";

/// Schemas of one document, and the definitions that they refer to.
#[derive(Debug)]
pub(super) struct Schemas<'sdk> {
    cx: &'sdk Context<'sdk>,
    /// What a reference to a definition begins with.
    home: &'static str,
    /// By name; one under construction is null.
    definitions: BTreeMap<String, Json<'sdk>>,
}

impl<'sdk> Schemas<'sdk> {
    /// Schemas whose definitions stand at a place of the document, such as `#/components/schemas/`.
    pub(super) fn new(cx: &'sdk Context<'sdk>, home: &'static str) -> Self {
        Self { cx, home, definitions: BTreeMap::new() }
    }

    /// The definitions so far, sorted by name.
    pub(super) fn definitions(self) -> Json<'sdk> {
        Json::members(self.definitions)
    }

    /// The schema of a type.
    pub(super) fn of(&mut self, ty: &Type, way: Way) -> Json<'sdk> {
        let text = || Json::object().with("type", "string");
        match ty {
            Type::Bool => Json::object().with("type", "boolean"),
            Type::Integer => integer(way),
            Type::Unsigned => unsigned(way),
            Type::Float => Json::object().with("type", "number"),
            Type::Decimal(DecimalWire::Number) | Type::DecimalNumber => decimal(way),
            Type::Decimal(DecimalWire::String) => bounded_decimal_text(way),
            Type::DecimalText => decimal_text(way),
            Type::Secret => text().with("format", "password"),
            // A reader takes texts as they come; some vendors leave the offset out of a time.
            Type::String(_) | Type::Id(_) | Type::Date | Type::DateTime | Type::Duration if way == Way::Out => text(),
            Type::String(format) => formatted(*format, way),
            Type::Id(id) => formatted(self.cx.sdk.ids[id.0 as usize].format, way),
            Type::Date => text().with("format", "date"),
            Type::DateTime => text().with("format", "date-time"),
            Type::Duration => text().with("format", "duration"),
            Type::File => text().with("contentEncoding", "base64"),
            Type::Json => Json::object(),
            Type::JsonObject => Json::object().with("type", "object"),
            Type::List(item) => Json::object().with("type", "array").with("items", self.of(item, way)),
            Type::Map(value) => Json::object().with("type", "object").with("additionalProperties", self.of(value, way)),
            Type::Nullable(inner) => or_null(self.of(inner, way)),
            Type::Named(id) => self.named(*id, way),
        }
    }

    /// A reference to the definition of a type, which is written when it is first asked for.
    fn named(&mut self, id: TypeId, way: Way) -> Json<'sdk> {
        let name = self.name(id, way);
        let reference = Json::object().with("$ref", format!("{}{name}", self.home));
        if !self.definitions.contains_key(&name) {
            self.definitions.insert(name.clone(), Json::Null);
            let definition = definition::of(self, id, way);
            self.definitions.insert(name, definition);
        }
        reference
    }

    /// A type that travels in several ways has as many definitions. No name of a type has a hyphen.
    fn name(&self, id: TypeId, way: Way) -> String {
        let definition = self.cx.definition(id);
        let name = self.cx.names.type_(id);
        match (way, &definition.shape) {
            (Way::Beside, Shape::Struct(_) | Shape::Union(_) | Shape::Alias(_)) => format!("{name}-Parameter"),
            (Way::In | Way::Beside, _) if definition.usage.sent && definition.usage.received => format!("{name}-Input"),
            _ => name.to_owned(),
        }
    }
}

/// A number that 64 bits hold; told where it is asked for, so that none is refused that the schema allows.
fn integer(way: Way) -> Json<'static> {
    let integer = Json::object().with("type", "integer").with("format", "int64");
    match way {
        Way::In | Way::Beside => integer.with("minimum", i64::MIN).with("maximum", i64::MAX),
        Way::Out => integer,
    }
}

/// The same without a sign, up to the last double below 2⁶⁴.
fn unsigned(way: Way) -> Json<'static> {
    let integer = Json::object().with("type", "integer").with("minimum", 0_i64);
    match way {
        Way::In | Way::Beside => integer.with("maximum", Json::Number("18446744073709549568".into())),
        Way::Out => integer,
    }
}

/// A number whose whole part fits 96 bits: up to the last double below 2⁹⁶, since clients that read the bound as a double
/// would round one that is nearer to the other side.
fn decimal(way: Way) -> Json<'static> {
    const MOST: &str = "79228162514264328797450928128";
    const LEAST: &str = "-79228162514264328797450928128";
    match way {
        Way::In | Way::Beside => Json::object()
            .with("type", "number")
            .with("minimum", Json::Number(LEAST.into()))
            .with("maximum", Json::Number(MOST.into())),
        // The SDK reads a decimal from a string as well.
        Way::Out => Json::object().with("type", Json::texts(["number", "string"])),
    }
}

fn bounded_decimal_text(way: Way) -> Json<'static> {
    match way {
        Way::In | Way::Beside => {
            Json::object().with("type", "string").with("pattern", "^-?[0-9]{1,28}(\\.[0-9]{1,28})?$")
        }
        Way::Out => Json::object().with("type", Json::texts(["string", "number"])),
    }
}

fn decimal_text(way: Way) -> Json<'static> {
    let text = Json::object().with("type", "string");
    match way {
        Way::In | Way::Beside => text.with("pattern", "^-?[0-9]+(\\.[0-9]+)?$"),
        Way::Out => text,
    }
}

fn formatted(format: TextFormat, way: Way) -> Json<'static> {
    let text = Json::object().with("type", "string");
    match format {
        TextFormat::Any if way == Way::Beside => text.with("pattern", PLAIN),
        TextFormat::Any => text,
        TextFormat::Uuid => text.with("format", "uuid"),
        TextFormat::Ulid => text.with("pattern", "^[0-7][0-9A-HJKMNP-TV-Z]{25}$"),
    }
}

/// The same schema with null allowed.
pub(super) fn or_null<'a>(schema: Json<'a>) -> Json<'a> {
    let null = || Json::object().with("type", "null");
    let is_closed = schema.get("enum").or_else(|| schema.get("const")).is_some();
    match schema {
        schema if schema.is_empty() => schema,
        Json::Object(members) if !is_closed && members.iter().any(|(name, _)| name == "type") => {
            let member = |(name, value): Member<'a>| match (name.as_ref(), value) {
                ("type", Json::List(mut types)) => (
                    name,
                    Json::List({
                        types.push(Json::text("null"));
                        types
                    }),
                ),
                ("type", ty) => (name, Json::List(vec![ty, Json::text("null")])),
                (_, value) => (name, value),
            };
            Json::Object(members.into_iter().map(member).collect())
        }
        Json::Object(members) if matches!(members.as_slice(), [(name, Json::List(_))] if name == "anyOf") => {
            let either = |(name, value)| match value {
                Json::List(mut schemas) => (
                    name,
                    Json::List({
                        schemas.push(null());
                        schemas
                    }),
                ),
                value => (name, value),
            };
            Json::Object(members.into_iter().map(either).collect())
        }
        schema => Json::object().with("anyOf", Json::List(vec![schema, null()])),
    }
}

/// The same schema with what it means. Beside a reference, too: draft 2020-12 allows it.
pub(super) fn described<'a>(schema: Json<'a>, docs: impl Into<Option<&'a Text>>) -> Json<'a> {
    let Some(docs) = docs.into() else { return schema };
    let text = match (&docs.summary, &docs.detail) {
        (Some(summary), Some(detail)) => Some(Cow::Owned(format!("{summary}\n\n{detail}"))),
        (summary, detail) => summary.as_ref().or(detail.as_ref()).map(Cow::from),
    };
    schema.with_some("description", text.filter(|text| !text.is_empty()).map(Json::Text))
}

pub(super) use limits::limited;
