//! Writes a checked capability as a few lines, without positions.

use meterforge_codegen::capability::OutputFormat;
use meterforge_codegen::check::{BodyInput, CheckedCapability, CheckedOperation, Input, TemplateInput, Tool};
use meterforge_codegen::ir::{BodyTemplate, Filling};

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
        BodyInput::Template(body) => {
            let made = match &body.template {
                BodyTemplate::Json(json) => json.to_string(),
                BodyTemplate::Text { media_type, text, escape } => format!("{media_type} {escape:?} {text}"),
                other => format!("{other:?}"),
            };
            text.push_str(&format!("  body, made by {made}\n"));
            body.files.iter().for_each(|file| text.push_str(&format!("    {file:?}\n")));
            body.inputs.iter().for_each(|each| template_input(text, each));
        }
    }
    if operation.format != OutputFormat::Json {
        text.push_str(&format!("  answers {:?}\n", operation.format));
    }
    operation.template_inputs.iter().for_each(|each| template_input(text, each));
    operation.tools.iter().for_each(|each| tool(text, each));
}

fn input(text: &mut String, input: &Input) {
    text.push_str(&format!("  {:?} {} {:?}", input.location, input.wire_name, input.ty));
    if let Some(name) = &input.input_name {
        text.push_str(&format!(" given as {name}"));
    }
    match &input.filling {
        Filling::Caller => {}
        Filling::Constant(constant) => text.push_str(&format!(" always {constant:?}")),
        Filling::Template(template) => text.push_str(&format!(" made of {:?}", template.to_string())),
    }
    let marks = [(input.required, " required"), (input.inferred, " inferred")];
    marks.iter().filter(|(yes, _)| *yes).for_each(|(_, mark)| text.push_str(mark));
    text.push_str(&format!(" {}\n", quoted(input.description.as_deref())));
}

fn template_input(text: &mut String, input: &TemplateInput) {
    let required = if input.required { " required" } else { "" };
    let description = quoted(input.description.as_deref());
    text.push_str(&format!("    from {} {:?}{required} {description}\n", input.name, input.ty));
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
