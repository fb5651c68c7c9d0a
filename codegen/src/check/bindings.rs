//! Says where each input of a call comes from, on a route and in a tool.

use super::calls::{BodyPart, CalleeInput, InputKind, Surface, value_of};
use super::context::Context;
use super::model::InputLocation;
use super::scope::{Inputs, Meaning, Scope};
use crate::capability::template::{Piece as Read, Template as ReadTemplate};
use crate::capability::{Argument, ArgumentValue, Call, Constant, ExposedParameter, Location};
use crate::diagnostic::Diagnostic;
use crate::ir::{Piece, Template, ValueSource};

/// Where an input of the callee gets its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The caller's value of this name.
    Caller(String),
    /// What the author wrote down: a fixed value, a text, a part of the caller's request.
    Given(ValueSource),
    /// Nowhere: the author left it out.
    LeftOut,
    /// Nowhere that a surface could reach; it was reported.
    Reported,
}

/// Where an input gets its value: from `with`, or else by name.
pub(super) fn source(
    cx: &mut Context,
    scope: &Scope,
    surface: Surface<'_>,
    call: &Call,
    input: CalleeInput<'_>,
) -> Source {
    let named = call.arguments.iter().flatten().find(|argument| argument.name.value == input.name);
    let Some(argument) = named else {
        let is_beside = matches!(input.kind, InputKind::Beside(_));
        let is_left_out = is_beside && !input.required && call.arguments.is_some();
        return if is_left_out { Source::LeftOut } else { Source::Caller(input.name.to_owned()) };
    };
    match value_of(surface, argument) {
        ArgumentValue::Caller(name) => Source::Caller(name),
        ArgumentValue::Body => Source::Given(ValueSource::Body),
        ArgumentValue::BodyMember(member) => Source::Given(ValueSource::Member(member)),
        ArgumentValue::Header(header) => Source::Given(ValueSource::Header(header.to_ascii_lowercase())),
        ArgumentValue::Constant => written(cx, scope, argument),
        ArgumentValue::WrongScope(_) => Source::Reported,
    }
}

/// A fixed value, or a text with the caller's values in it.
fn written(cx: &mut Context, scope: &Scope, argument: &Argument) -> Source {
    let text = match &argument.value.value {
        Constant::Number(number) => return Source::Given(ValueSource::Constant(number.clone())),
        Constant::Bool(value) => return Source::Given(ValueSource::Constant(value.to_string())),
        Constant::Text(text) => text,
    };
    // What is no template was reported where all of them are looked at.
    let Ok(template) = text.parse::<ReadTemplate>() else { return Source::Reported };
    if template.is_literal() {
        return Source::Given(ValueSource::Constant(serde_json::Value::from(text.as_str()).to_string()));
    }
    let mut parts = Vec::new();
    for piece in template.pieces() {
        parts.push(match piece {
            Read::Literal(text) => Piece::Text(text.clone()),
            Read::Reference(reference) => {
                match scope.resolve(&mut Context::default(), reference, argument.value.span, Inputs::Allowed) {
                    Some(Meaning::Input(name)) => Piece::Input(name),
                    Some(Meaning::Variable(variable)) => {
                        let message = format!("the variable `{}` cannot be passed on by an adapter", variable.name);
                        let finding = Diagnostic::error("NK323", argument.value.span, message);
                        cx.push(finding.help("let the consumed operation name it"));
                        return Source::Reported;
                    }
                    None => return Source::Reported,
                }
            }
        });
    }
    match parts.as_slice() {
        [Piece::Input(name)] => Source::Caller(name.clone()),
        _ => Source::Given(ValueSource::Text(Template(parts))),
    }
}

/// What a route has to offer to the inputs of a call.
pub(super) struct Offered<'r> {
    pub(super) holes: Vec<&'r str>,
    /// Inputs that the route declares itself.
    pub(super) declared: Vec<&'r ExposedParameter>,
}

/// Where on a route a caller's value is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum OnRoute<'r> {
    /// There.
    At(ValueSource),
    /// In a placeholder.
    Hole(&'r str),
    /// In several placeholders, which nobody can tell apart.
    Ambiguous,
    /// Nowhere.
    Nowhere,
}

impl<'r> Offered<'r> {
    /// Finds a caller's value by the name it is asked for, for an input of this kind.
    pub(super) fn find(&self, name: &str, kind: InputKind) -> OnRoute<'r> {
        match placeholder(name, &self.holes) {
            Match::One(hole) => return OnRoute::Hole(hole),
            Match::Several => return OnRoute::Ambiguous,
            Match::None => {}
        }
        let declared = self.declared.iter().find(|parameter| parameter.name.value == name);
        let location = declared.and_then(|parameter| parameter.location.as_ref()).map(|location| location.value);
        let name = name.to_owned();
        OnRoute::At(match (location, kind) {
            (Some(Location::Query), _) => ValueSource::Query(name),
            (Some(Location::Header), _) => ValueSource::Header(name.to_ascii_lowercase()),
            (Some(Location::Cookie), _) => ValueSource::Cookie(name),
            (Some(Location::Body), InputKind::Body(BodyPart::Whole)) => ValueSource::Body,
            (Some(Location::Body), _) => ValueSource::Member(name),
            (_, InputKind::Path) => return OnRoute::Nowhere,
            (_, InputKind::Beside(InputLocation::Header)) => ValueSource::Header(name.to_ascii_lowercase()),
            (_, InputKind::Beside(InputLocation::Cookie)) => ValueSource::Cookie(name),
            (_, InputKind::Beside(_)) => ValueSource::Query(name),
            (_, InputKind::Body(BodyPart::Whole)) => ValueSource::Body,
            (_, InputKind::Body(BodyPart::Variable)) => ValueSource::Member(name),
        })
    }
}

/// How many placeholders a name finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Match<'h> {
    None,
    One(&'h str),
    Several,
}

/// Finds a name among placeholders: as written, in any case, or by letters and digits alone.
fn placeholder<'h>(name: &str, holes: &[&'h str]) -> Match<'h> {
    let letters = |text: &str| -> String {
        text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
    };
    let levels: [&dyn Fn(&str) -> bool; 3] =
        [&|hole| hole == name, &|hole| hole.eq_ignore_ascii_case(name), &|hole| letters(hole) == letters(name)];
    for matches in levels {
        let mut hits = holes.iter().filter(|hole| matches(hole));
        match (hits.next(), hits.find(|_| true)) {
            (Some(_), Some(_)) => return Match::Several,
            (Some(hole), None) => return Match::One(hole),
            (None, _) => {}
        }
    }
    Match::None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_found_by_the_closest_level() {
        let cases: [(&str, &[&str], Match<'_>); 6] = [
            ("id", &["id", "ID"], Match::One("id")),
            ("customerId", &["customerid"], Match::One("customerid")),
            ("account_id", &["account-id"], Match::One("account-id")),
            ("userid", &["userId", "USERID"], Match::Several),
            ("userid", &["user-id", "user_id"], Match::Several),
            ("PluginId", &["workspace"], Match::None),
        ];
        for (name, holes, expected) in cases {
            assert_eq!(placeholder(name, holes), expected, "{name}");
        }
    }
}
