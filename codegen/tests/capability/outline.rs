//! Writes a checked capability as a few lines, without positions.

use meterforge_codegen::check::{BodyInput, CheckedCapability, CheckedOperation, Input, Tool};
use std::fmt::Write;

pub(super) fn of(capability: &CheckedCapability) -> String {
    let mut text = format!("{} ({})\n{}\n", capability.label, capability.file, capability.description);
    writeln!(text, "base URL {:?}", capability.base_url).unwrap();
    writeln!(text, "{:?}", capability.authentication).unwrap();
    capability.operations.iter().for_each(|each| operation(&mut text, each));
    text
}

fn operation(text: &mut String, operation: &CheckedOperation) {
    writeln!(text, "\n{}: {} {}", operation.name, operation.method, operation.path).unwrap();
    if let Some(description) = &operation.description {
        writeln!(text, "  \"{description}\"").unwrap();
    }
    operation.inputs.iter().for_each(|each| input(text, each));
    match &operation.body {
        BodyInput::None => {}
        BodyInput::Whole { required, description, .. } => {
            writeln!(text, "  body, whole, required {required} {}", quoted(description.as_deref())).unwrap();
        }
        BodyInput::Template { inputs, .. } => writeln!(text, "  body, made of {}", inputs.join(", ")).unwrap(),
    }
    operation.tools.iter().for_each(|each| tool(text, each));
}

fn input(text: &mut String, input: &Input) {
    write!(text, "  {:?} {} {:?}", input.location, input.wire_name, input.ty).unwrap();
    if let Some(name) = &input.input_name {
        write!(text, " given as {name}").unwrap();
    }
    if let Some(constant) = &input.constant {
        write!(text, " always {constant:?}").unwrap();
    }
    let marks = [(input.required, " required"), (input.inferred, " inferred")];
    marks.iter().filter(|(yes, _)| *yes).for_each(|(_, mark)| text.push_str(mark));
    writeln!(text, " {}", quoted(input.description.as_deref())).unwrap();
}

fn tool(text: &mut String, tool: &Tool) {
    let hints = tool.hints;
    let hints = [
        ("readOnly", hints.read_only),
        ("destructive", hints.destructive),
        ("idempotent", hints.idempotent),
        ("openWorld", hints.open_world),
    ];
    let hints: Vec<String> =
        hints.iter().filter_map(|(name, hint)| hint.map(|hint| format!("{name} {hint}"))).collect();
    writeln!(text, "  tool {} [{}] {}", tool.name, hints.join(", "), quoted(tool.description.as_deref())).unwrap();
}

fn quoted(text: Option<&str>) -> String {
    text.map(|text| format!("\"{text}\"")).unwrap_or_default()
}
