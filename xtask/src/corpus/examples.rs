//! Turns the bodies that the contract shows into a program that decodes them, encodes them and says what was lost.

#[cfg(test)]
mod check;

use meterforge_codegen::emit::type_path;
use meterforge_codegen::generate::Generated;
use meterforge_codegen::ir::{Content, Operation, Output, Type};
use meterforge_codegen::name::crate_ident;
use std::fmt::Write as _;

/// What every such program is made of beside its examples.
pub(super) const CHECK: &str = include_str!("examples/check.rs");

/// The example bodies of one crate.
pub(super) struct Examples {
    pub(super) package: String,
    shown: Vec<Shown>,
}

/// One body as the contract shows it.
struct Shown {
    /// The operation, which body of it, and what the example is called.
    place: String,
    /// The Rust type by its full path.
    ty: String,
    json: String,
}

impl Examples {
    /// Those that the crate has a type for; nothing when there are none.
    pub(super) fn of(generated: &Generated) -> Option<Self> {
        let operations = generated.sdk.operations.iter();
        let shown: Vec<Shown> =
            operations.flat_map(contents).flat_map(|(place, content)| shown(generated, &place, content)).collect();
        (!shown.is_empty()).then(|| Self { package: generated.sdk.package.clone(), shown })
    }

    /// The function that checks them.
    fn function(&self) -> String {
        let package = &self.package;
        let mut text = format!("fn {}(report: &mut check::Report) {{\n", crate_ident(package));
        for Shown { place, ty, json } in &self.shown {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "    report.check::<{ty}>({package:?}, {place:?}, {json:?});");
        }
        text + "}\n"
    }
}

/// The program that checks all of them.
pub(super) fn program(all: &[Examples]) -> String {
    let mut text = "//! Decodes and encodes every example body of a corpus.\n\n".to_owned();
    // What the vendor advises against has examples, too.
    text.push_str("#![allow(deprecated)]\n\nmod check;\n\n");
    text.push_str("fn main() {\n    let mut report = check::Report::default();\n");
    for examples in all {
        let _ = writeln!(text, "    {}(&mut report);", crate_ident(&examples.package));
    }
    text.push_str("    print!(\"{report}\");\n}\n");
    for examples in all {
        text.push('\n');
        text.push_str(&examples.function());
    }
    text
}

/// Every body and answer of an operation, with words that say which it is.
fn contents(operation: &Operation) -> Vec<(String, &Content)> {
    let mut contents: Vec<(String, &Content)> = Vec::new();
    let name = &operation.wire_name;
    contents.extend(operation.body.iter().map(|body| (format!("{name}, body"), &body.content)));
    match &operation.output {
        Output::Empty => {}
        Output::One(content) | Output::Maybe(content) => contents.push((format!("{name}, answer"), content)),
        Output::Several(answers) => contents.extend(
            answers.iter().filter_map(|answer| Some((format!("{name}, {}", answer.status), answer.content.as_ref()?))),
        ),
    }
    contents.extend(
        operation
            .errors
            .iter()
            .filter_map(|error| Some((format!("{name}, {}", error.status), error.content.as_ref()?))),
    );
    contents
}

/// The examples of a content, unless its type is any JSON value, which loses nothing.
fn shown(generated: &Generated, place: &str, content: &Content) -> Vec<Shown> {
    let Some(ty) = content.ty().filter(|ty| !matches!(ty, Type::Json | Type::JsonObject)) else { return Vec::new() };
    let ty = type_path(&generated.sdk, &generated.names, ty);
    let examples = content.examples().iter();
    examples
        .map(|example| {
            let name = example.name.iter().map(|name| format!(" `{name}`")).collect::<String>();
            Shown { place: format!("{place}{name}"), ty: ty.clone(), json: example.json.clone() }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_name_types_by_their_full_path() {
        let shown = vec![Shown {
            place: "get, answer `a`".to_owned(),
            ty: "acme_two::model::Meter".to_owned(),
            json: "{\n  \"a\": 1\n}".to_owned(),
        }];
        let text = program(&[Examples { package: "acme-two".to_owned(), shown }]);
        assert!(text.contains("    acme_two(&mut report);\n"), "{text}");
        let call = r#"report.check::<acme_two::model::Meter>("acme-two", "get, answer `a`", "{\n  \"a\": 1\n}");"#;
        assert!(text.contains(call), "{text}");
    }
}
