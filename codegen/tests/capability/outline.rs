//! Writes a checked capability as a few lines, without positions.

use meterforge_codegen::check::{BodyInput, CheckedCapability, CheckedOperation, Input, Tool};

pub(super) fn of(capability: &CheckedCapability) -> String {
    let mut text = format!("{} ({})\n{}\n", capability.label, capability.file, capability.description);
    text.push_str(&format!("base URL {:?}\n", capability.base_url));
    text.push_str(&format!("{:?}\n", capability.authentication));
    capability.operations.iter().for_each(|each| operation(&mut text, each));
    text
}

fn operation(text: &mut String, operation: &CheckedOperation) {
    text.push_str(&format!("\n{}: {} {}\n", operation.name, operation.method, operation.path));
    if let Some(description) = &operation.description {
        text.push_str(&format!("  \"{description}\"\n"));
    }
    operation.inputs.iter().for_each(|each| input(text, each));
    match &operation.body {
        BodyInput::None => {}
        BodyInput::Whole { required, description, .. } => {
            text.push_str(&format!("  body, whole, required {required} {}\n", quoted(description.as_deref())));
        }
        BodyInput::Template { inputs, .. } => text.push_str(&format!("  body, made of {}\n", inputs.join(", "))),
    }
    operation.tools.iter().for_each(|each| tool(text, each));
}

fn input(text: &mut String, input: &Input) {
    text.push_str(&format!("  {:?} {} {:?}", input.location, input.wire_name, input.ty));
    if let Some(name) = &input.input_name {
        text.push_str(&format!(" given as {name}"));
    }
    if let Some(constant) = &input.constant {
        text.push_str(&format!(" always {constant:?}"));
    }
    let marks = [(input.required, " required"), (input.inferred, " inferred")];
    marks.iter().filter(|(yes, _)| *yes).for_each(|(_, mark)| text.push_str(mark));
    text.push_str(&format!(" {}\n", quoted(input.description.as_deref())));
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
    text.push_str(&format!("  tool {} [{}] {}\n", tool.name, hints.join(", "), quoted(tool.description.as_deref())));
}

fn quoted(text: Option<&str>) -> String {
    text.map(|text| format!("\"{text}\"")).unwrap_or_default()
}
