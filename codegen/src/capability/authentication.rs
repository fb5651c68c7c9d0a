//! Reads `authentication`: what a request carries to prove who sends it, or what an adapter asks of its callers.

use super::Text;
use super::codes::{AUTHENTICATION, EXPOSES};
use crate::diagnostic::{Diagnostic, Diagnostics, suggest};
use crate::source::{Codes, Node, Span, Table};

/// `authentication`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authentication {
    /// Where its `type` stands.
    pub span: Span,
    /// How it works.
    pub scheme: Scheme,
}

/// How a request proves who sends it. The texts may be templates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// `bearer`
    Bearer {
        /// `token`
        token: Text,
    },
    /// `apikey`
    ApiKey {
        /// `key`: name of the header or query parameter.
        key: Text,
        /// `value`: the secret.
        value: Text,
        /// `placement`
        placement: Placement,
    },
    /// `basic`
    Basic {
        /// `username`
        username: Text,
        /// `password`
        password: Text,
    },
    /// `digest`
    Digest,
    /// `oauth2`: how a server checks its callers.
    OAuth2,
}

/// Where an API key goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// Into a header.
    Header,
    /// Into the query.
    Query,
}

/// Who authenticates whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Outgoing,
    Incoming,
}

const TYPES: [&str; 5] = ["bearer", "apikey", "basic", "digest", "oauth2"];

/// Reads what an outgoing request carries.
pub(super) fn read(node: &Node, found: &mut Diagnostics) -> Option<Authentication> {
    read_as(node, Direction::Outgoing, AUTHENTICATION, "NK228", found)
}

/// Reads what an adapter asks of its callers.
pub(super) fn read_incoming(node: &Node, found: &mut Diagnostics) -> Option<Authentication> {
    read_as(node, Direction::Incoming, EXPOSES, "NK303", found)
}

fn read_as(
    node: &Node,
    direction: Direction,
    codes: Codes,
    code: &'static str,
    found: &mut Diagnostics,
) -> Option<Authentication> {
    let mut table = Table::open(node, "authentication", codes, found)?;
    let kind = table.required_string("type", found)?;
    let scheme = match (&*kind.value, direction) {
        ("bearer", _) => table.required_string("token", found).map(|token| Scheme::Bearer { token }),
        ("apikey", _) => api_key(&mut table, &kind, code, found),
        ("basic", _) => both(&mut table, found).map(|(username, password)| Scheme::Basic { username, password }),
        ("digest", Direction::Incoming) => both(&mut table, found).map(|_| Scheme::Digest),
        ("oauth2", Direction::Incoming) => Some(oauth2(&mut table, found)),
        ("digest" | "oauth2", Direction::Outgoing) => {
            let message = format!("`{}` authentication is not supported for outgoing calls", kind.value);
            found.push(Diagnostic::error(code, kind.span, message).help("use `bearer`, `apikey` or `basic`"));
            return None;
        }
        (other, _) => {
            let diagnostic = Diagnostic::error(code, kind.span, format!("unknown authentication type `{other}`"));
            found.push(match suggest::help(other, TYPES) {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            });
            return None;
        }
    };
    table.finish(found);
    Some(Authentication { span: kind.span, scheme: scheme? })
}

fn both(table: &mut Table<'_>, found: &mut Diagnostics) -> Option<(Text, Text)> {
    let username = table.required_string("username", found);
    let password = table.required_string("password", found);
    Some((username?, password?))
}

fn api_key(table: &mut Table<'_>, kind: &Text, code: &'static str, found: &mut Diagnostics) -> Option<Scheme> {
    let key = table.required_string("key", found);
    let value = table.required_string("value", found);
    let placement = match table.string("placement", found) {
        None if table.has("placement") => return None,
        None => {
            let message = "apikey authentication has no `placement`; assuming `header`";
            found.push(Diagnostic::warning(code, kind.span, message).help("add `placement: header`"));
            Placement::Header
        }
        Some(text) if text.value == "header" => Placement::Header,
        Some(text) if text.value == "query" => Placement::Query,
        Some(text) => {
            let message = format!("`placement` must be header or query, found `{}`", text.value);
            found.push(Diagnostic::error(code, text.span, message));
            return None;
        }
    };
    Some(Scheme::ApiKey { key: key?, value: value?, placement })
}

fn oauth2(table: &mut Table<'_>, found: &mut Diagnostics) -> Scheme {
    table.required_string("authorizationServerUri", found);
    table.required_string("resource", found);
    table.ignore(&["scopes", "audience", "tokenEndpoint", "tokenValidation"]);
    Scheme::OAuth2
}
