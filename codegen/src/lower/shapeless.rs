//! Tells what a schema says that no Rust type expresses, so that nobody wonders why it is any JSON value.

use super::codes;
use super::context::Context;
use super::flatten::Flat;
use crate::contract::JsonKind;
use crate::diagnostic::Diagnostic;

/// Keywords that say what a value is not, or what it is under a condition.
const CONDITIONS: [&str; 6] =
    ["not", "if", "contains", "dependentSchemas", "unevaluatedProperties", "unevaluatedItems"];

/// Tells a schema that says nothing but a condition, and one that contradicts itself.
pub(super) fn tell(cx: &mut Context<'_, '_>, flat: &Flat<'_>) {
    if let Some(unknown) = flat.parts.iter().find_map(|schema| schema.unknown_type()) {
        let message = format!("no type is called {}, so this says nothing", unknown.kind());
        let finding = Diagnostic::warning(codes::COMBINATION, unknown.span, message);
        cx.tell(finding.help("expected one of `string`, `number`, `integer`, `boolean`, `array`, `object`, `null`"));
    }
    if flat.is_conflicting {
        return;
    }
    if let Some((keyword, what)) = contradiction(flat) {
        let message = format!("a schema of type `{}` has no `{keyword}`, so this stays any JSON value", what);
        cx.tell(
            Diagnostic::warning(codes::COMBINATION, flat.span, message).help("correct `type`, or take the other away"),
        );
        return;
    }
    let says_more = !flat.kinds.is_empty() || flat.values.is_some() || !flat.choices.is_empty() || flat.is_object();
    let condition = CONDITIONS.iter().find_map(|keyword| Some((keyword, flat.keyword(keyword)?)));
    if let Some((keyword, node)) = condition.filter(|_| !says_more && flat.items.is_empty()) {
        let message = format!("no type says what `{keyword}` says, so this stays any JSON value");
        cx.tell(Diagnostic::warning(codes::COMBINATION, node.span, message).help("say what it is by `type`"));
    }
}

/// Whether its type and its keywords cannot both be true.
pub(super) fn is_contradictory(flat: &Flat<'_>) -> bool {
    contradiction(flat).is_some()
}

fn contradiction(flat: &Flat<'_>) -> Option<(&'static str, &'static str)> {
    let [kind] = flat.kinds.as_slice() else { return None };
    if flat.values.is_some() || !flat.choices.is_empty() {
        return None;
    }
    let name = match kind {
        JsonKind::Boolean => "boolean",
        JsonKind::Integer => "integer",
        JsonKind::Number => "number",
        JsonKind::String => "string",
        JsonKind::Array => "array",
        JsonKind::Object => "object",
    };
    let has_items = !flat.items.is_empty();
    let has_properties = !flat.properties.is_empty();
    match kind {
        JsonKind::Object if has_items && !has_properties => Some(("items", name)),
        JsonKind::Object | JsonKind::Array if has_items => None,
        JsonKind::Object => None,
        _ if has_properties => Some(("properties", name)),
        JsonKind::Array => None,
        _ => has_items.then_some(("items", name)),
    }
}
