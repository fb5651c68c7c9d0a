//! Adds the limits of a value to its schema.

use crate::emit::json::Json;
use crate::ir::{Count, Limit, Literal};

/// The same schema with what the contract says beyond the type.
pub(in crate::emit) fn limited<'a>(mut schema: Json<'a>, limits: &'a [Limit]) -> Json<'a> {
    for limit in limits {
        schema = match limit {
            Limit::Length(count) => counted(schema, count, "minLength", "maxLength"),
            Limit::Items(count) => counted(schema, count, "minItems", "maxItems"),
            Limit::Entries(count) => counted(schema, count, "minProperties", "maxProperties"),
            Limit::AtLeast(bound) => schema.with("minimum", number(bound)),
            Limit::MoreThan(bound) => schema.with("exclusiveMinimum", number(bound)),
            Limit::AtMost(bound) => schema.with("maximum", number(bound)),
            Limit::LessThan(bound) => schema.with("exclusiveMaximum", number(bound)),
            Limit::MultipleOf(step) => schema.with("multipleOf", number(step)),
            Limit::Pattern(pattern) => match schema.get("pattern") {
                None => schema.with("pattern", pattern),
                Some(_) => schema.with("allOf", Json::List(vec![Json::object().with("pattern", pattern)])),
            },
            Limit::Default(Literal::Bool(value)) => schema.with("default", *value),
            Limit::Default(Literal::Number(text)) => schema.with("default", number(text)),
            Limit::Default(Literal::Text(text)) => schema.with("default", text),
            Limit::MediaTypes(_) | Limit::OrNoValue => schema,
        };
    }
    schema
}

fn counted<'a>(schema: Json<'a>, count: &'a Count, least: &'static str, most: &'static str) -> Json<'a> {
    schema.with_some(least, count.least.as_ref().map(number)).with_some(most, count.most.as_ref().map(number))
}

fn number(text: &String) -> Json<'_> {
    Json::Number(text.into())
}
