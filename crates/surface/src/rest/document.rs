//! Reads the OpenAPI document of an adapter, and says which part of it is served here.

use http::StatusCode;
use serde_json::{Map, Value, json};

use super::routes::Routes;
use super::{Options, StartError};
use crate::capability::{Rest, Route};

/// The document as it was generated.
pub(super) fn parse(adapter: &Rest) -> Result<Value, StartError> {
    serde_json::from_str(adapter.document).map_err(|error| StartError::new(adapter, error))
}

/// Where the schemas of one route stand in the document.
pub(super) struct Pointers<'d> {
    operation: &'d Value,
    pointer: String,
}

impl<'d> Pointers<'d> {
    pub(super) fn of(document: &'d Value, route: &Route) -> Result<Self, String> {
        let method = route.method.to_ascii_lowercase();
        let pointer = format!("/paths/{}/{method}", escaped(route.path));
        let operation =
            document.pointer(&pointer).ok_or_else(|| format!("the document lacks {} {}", route.method, route.path))?;
        Ok(Self { operation, pointer })
    }

    /// The schema of a parameter.
    pub(super) fn parameter(&self, location: &str, name: &str) -> Option<String> {
        let parameters = self.operation["parameters"].as_array()?;
        let is_it = |parameter: &Value| {
            parameter["in"] == location
                && parameter["name"].as_str().is_some_and(|other| other.eq_ignore_ascii_case(name))
        };
        let at = parameters.iter().position(is_it)?;
        Some(format!("{}/parameters/{at}/schema", self.pointer))
    }

    /// The schema of the body, where one is taken.
    pub(super) fn body(&self) -> Option<String> {
        let content = self.operation["requestBody"]["content"].as_object()?;
        let (media_type, _) = content.iter().next()?;
        Some(format!("{}/requestBody/content/{}/schema", self.pointer, escaped(media_type)))
    }

    /// Whether a request without a body is refused.
    pub(super) fn needs_body(&self) -> bool {
        self.operation["requestBody"]["required"] == true
    }
}

/// A reference token of a JSON pointer (RFC 6901).
fn escaped(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

/// What is served of the document, at the address it is served at.
pub(super) fn served(mut document: Value, routes: &Routes, options: &Options) -> Value {
    let is_served = |method: &str, path: &str| {
        routes.served().any(|route| route.path == path && route.method.eq_ignore_ascii_case(method))
    };
    if let Some(paths) = document["paths"].as_object_mut() {
        for (path, methods) in paths.iter_mut() {
            if let Some(methods) = methods.as_object_mut() {
                methods.retain(|method, _| is_served(method, path));
            }
        }
        paths.retain(|_, methods| methods.as_object().is_some_and(|methods| !methods.is_empty()));
    }
    document["servers"] = json!([{ "url": if options.prefix.is_empty() { "/" } else { &options.prefix } }]);
    if options.asks_for_token {
        document["components"]["securitySchemes"] = json!({ "token": { "type": "http", "scheme": "bearer" } });
        document["security"] = json!([{ "token": [] }]);
        let refused = json!({ "$ref": "#/components/responses/Problem" });
        for operation in operations(&mut document) {
            operation["responses"][StatusCode::UNAUTHORIZED.as_str()] = refused.clone();
        }
    }
    document
}

fn operations(document: &mut Value) -> impl Iterator<Item = &mut Value> {
    let paths = document["paths"].as_object_mut().into_iter().flat_map(Map::values_mut);
    paths.filter_map(Value::as_object_mut).flat_map(Map::values_mut)
}
