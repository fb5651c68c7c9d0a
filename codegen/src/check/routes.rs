//! Checks the routes of a REST adapter: that they differ, and that each can fill the paths of its calls.

use super::calls::{Callees, InputKind, Source, Surface, source};
use super::context::Context;
use super::service::Callee;
use crate::capability::{Action, Call, Method, Rest, Text};
use crate::diagnostic::Diagnostic;
use crate::path_template::PathTemplate;
use crate::source::Span;

/// Checks every route of an adapter.
pub(super) fn check(cx: &mut Context, callees: &Callees<'_>, surface: Surface<'_>, rest: &Rest) {
    let mut seen: Vec<(Method, String, Span)> = Vec::new();
    for resource in &rest.resources {
        let path = match resource.path.value.parse::<PathTemplate>() {
            Ok(path) => path,
            Err(error) => {
                let message = format!("malformed placeholder in path: {error}");
                cx.push(Diagnostic::error("NK322", resource.path.span, message));
                continue;
            }
        };
        let holes: Vec<&str> = path.holes().collect();
        let mut used: Vec<&str> = Vec::new();
        let mut every_call_known = true;
        for operation in &resource.operations {
            if let Some(method) = &operation.method {
                conflict(cx, &mut seen, method.value, &path, resource.path.span);
            }
            let linked = match &operation.action {
                Action::Call(call) => callees.link(cx, surface, call).map(|at| (call, callees.at(at))),
                Action::Mock if operation.outputs.iter().any(|output| output.value.is_some()) => continue,
                Action::Mock => {
                    let span = operation.method.as_ref().map_or(resource.path.span, |method| method.span);
                    let message = "the operation neither calls anything nor answers by itself";
                    cx.push(Diagnostic::error("NK315", span, message).help("add `call: namespace.operation`"));
                    None
                }
                Action::Reported => None,
            };
            let Some((call, callee)) = linked else {
                every_call_known = false;
                continue;
            };
            if let Some(method) = operation.method.as_ref().filter(|m| m.value.as_str() != callee.operation.method) {
                let message = format!("{} is served by a {}", method.value.as_str(), callee.operation.method);
                cx.push(Diagnostic::note("NK316", method.span, message));
            }
            used.extend(bind(cx, surface, call, callee, &resource.path, &holes));
        }
        if every_call_known {
            unused(cx, &resource.path, &holes, &used);
        }
    }
}

fn conflict(cx: &mut Context, seen: &mut Vec<(Method, String, Span)>, method: Method, path: &PathTemplate, span: Span) {
    let shape = path.shape();
    match seen.iter().find(|(other, at, _)| *other == method && *at == shape) {
        Some((_, _, first)) => {
            let message = format!("route conflict: {} {shape} is served twice", method.as_str());
            cx.push(Diagnostic::error("NK309", span, message).related(*first, "also here"));
        }
        None => seen.push((method, shape, span)),
    }
}

/// The placeholders that a call uses; reports path parameters that none can fill.
fn bind<'h>(
    cx: &mut Context,
    surface: Surface<'_>,
    call: &Call,
    callee: &Callee,
    path: &Text,
    holes: &[&'h str],
) -> Vec<&'h str> {
    let mut used = Vec::new();
    for input in callee.inputs() {
        let Source::Caller(name) = source(surface, call, input) else { continue };
        match placeholder(&name, holes) {
            Match::One(hole) => used.push(hole),
            Match::Several => {
                let message = format!("several placeholders of `{}` match `{name}`", path.value);
                cx.push(Diagnostic::error("NK308", path.span, message).help("name one of them exactly in `with`"));
                used.extend(holes);
            }
            Match::None if input.kind == InputKind::Path => {
                let message = format!("no source for path parameter `{}` of `{}`", input.name, callee.operation.name);
                let help = match holes {
                    [] => format!("`{}` has no placeholders", path.value),
                    _ => format!("`{}` has only {}", path.value, holes.join(", ")),
                };
                cx.push(Diagnostic::error("NK307", path.span, message).help(help));
            }
            Match::None => {}
        }
    }
    used
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

fn unused(cx: &mut Context, path: &Text, holes: &[&str], used: &[&str]) {
    for hole in holes.iter().filter(|hole| !used.contains(hole)) {
        let message = format!("`{{{hole}}}` is captured but never forwarded");
        cx.push(Diagnostic::warning("NK318", path.span, message));
    }
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
