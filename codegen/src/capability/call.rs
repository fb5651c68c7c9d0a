//! Reads what a route or tool does: whom it calls, and with what.

use super::codes::EXPOSES;
use super::{Constant, Text, parameter};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::table::wrong_type;
use crate::source::{Entry, Span, Spanned, Table};

/// What a route or tool does.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// It calls an operation.
    Call(Call),
    /// It answers by itself, with fixed values.
    Mock,
    /// Something that was reported.
    Reported,
}

/// `call` and `with`.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// `call`: `namespace.operation`.
    pub target: Text,
    /// `with`; `None` when it is absent altogether.
    pub arguments: Option<Vec<Argument>>,
}

/// One entry of `with`.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// The callee's input.
    pub name: Text,
    /// What it gets.
    pub value: Spanned<Constant>,
}

/// What the text of an argument means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArgumentValue {
    /// The caller's value of this name.
    Caller(String),
    /// The caller's whole body.
    Body,
    /// A member of the caller's body.
    BodyMember(String),
    /// A header of the caller's request.
    Header(String),
    /// The text itself, possibly a template.
    Constant,
    /// A value of the other adapter kind, whose word is given.
    WrongScope(String),
}

impl ArgumentValue {
    /// Reads a text of `with` inside an adapter of kind `own` (`rest` or `tools`) and namespace `namespace`.
    pub fn of(text: &str, own: &str, namespace: Option<&str>) -> Self {
        let Some((scope, rest)) = text.split_once('.') else { return Self::Constant };
        let other = if own == "rest" { "tools" } else { "rest" };
        if scope == other {
            return Self::WrongScope(rest.to_owned());
        }
        if scope != own && Some(scope) != namespace {
            return Self::Constant;
        }
        match rest.split_once('.') {
            None if rest == "body" && own == "rest" => Self::Body,
            None => Self::Caller(rest.to_owned()),
            Some(("body", member)) => Self::BodyMember(member.to_owned()),
            Some(("headers", header)) => Self::Header(header.to_owned()),
            Some(_) => Self::Constant,
        }
    }
}

/// What a route or tool does: one of `call`, `steps`, `ref`, or nothing.
pub(super) fn read(table: &mut Table<'_>, found: &mut Diagnostics) -> Action {
    table.ignore(&["mappings"]);
    let modes: Vec<(&str, Span)> =
        ["call", "steps", "ref"].into_iter().filter_map(|key| Some((key, table.entry(key)?.key.span))).collect();
    let call = table.string("call", found);
    let arguments = arguments(table, found);
    match (&modes[..], call) {
        ([], _) => Action::Mock,
        ([_], Some(target)) => Action::Call(Call { target, arguments }),
        ([("call", _)], None) => Action::Reported,
        ([(key, span)], None) => {
            found.push(Diagnostic::error("NK315", *span, format!("`{key}` (orchestration) is not supported yet")));
            Action::Reported
        }
        ([first, second, ..], _) => {
            let diagnostic = Diagnostic::error("NK315", second.1, "declare exactly one of `call`, `steps` and `ref`");
            found.push(diagnostic.related(first.1, format!("`{}` is here", first.0)));
            Action::Reported
        }
    }
}

fn arguments(table: &mut Table<'_>, found: &mut Diagnostics) -> Option<Vec<Argument>> {
    let node = table.optional("with")?;
    let Some(map) = node.as_map() else {
        return wrong_type(node, "with", "a mapping", EXPOSES, found);
    };
    let argument = |entry: &Entry| {
        let value = parameter::constant(&entry.value, EXPOSES, found)?;
        Some(Argument { name: Spanned::new(entry.key.text.to_string(), entry.key.span), value })
    };
    Some(map.iter().filter_map(argument).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_with_mean_what_their_first_word_says() {
        use ArgumentValue::{Body, BodyMember, Caller, Constant, Header, WrongScope};
        let owned = str::to_owned;
        let cases = [
            ("rest", "rest.id", Caller(owned("id"))),
            ("tools", "tools.id", Caller(owned("id"))),
            ("rest", "acme-rest.id", Caller(owned("id"))),
            ("rest", "rest.body", Body),
            ("tools", "tools.body", Caller(owned("body"))),
            ("rest", "rest.body.name", BodyMember(owned("name"))),
            ("rest", "rest.headers.X-Trace", Header(owned("X-Trace"))),
            ("rest", "tools.id", WrongScope(owned("id"))),
            ("tools", "rest.id", WrongScope(owned("id"))),
            ("rest", "api.acme.test", Constant),
            ("rest", "blue", Constant),
            ("rest", "{{env.X}}", Constant),
        ];
        for (own, text, expected) in cases {
            assert_eq!(ArgumentValue::of(text, own, Some("acme-rest")), expected, "{text} in {own}");
        }
    }
}
