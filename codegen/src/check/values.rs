//! Checks the templates among what adapters pass on and answer.

use super::context::Context;
use super::scope::{Inputs, Scope, template};
use crate::capability::{Action, Adapter, Constant, Document, MappedOutput, MappedValue};
use crate::diagnostic::Diagnostic;
use crate::source::Spanned;

/// Checks every argument and every fixed answer of a document's adapters.
pub(super) fn check(cx: &mut Context, document: &Document) {
    let scope = Scope::of(document);
    for adapter in &document.exposes {
        match adapter {
            Adapter::Rest(rest) => {
                for operation in rest.resources.iter().flat_map(|resource| &resource.operations) {
                    of_action(cx, &scope, &operation.action, &operation.outputs);
                }
            }
            Adapter::Mcp(mcp) => {
                mcp.tools.iter().for_each(|tool| of_action(cx, &scope, &tool.action, &tool.outputs));
            }
            Adapter::Skipped(_) => {}
        }
    }
}

fn of_action(cx: &mut Context, scope: &Scope, action: &Action, outputs: &[MappedOutput]) {
    if let Action::Call(call) = action {
        call.arguments.iter().flatten().for_each(|argument| value(cx, scope, &argument.value));
    }
    outputs.iter().for_each(|output| fixed_answers(cx, scope, output));
}

fn fixed_answers(cx: &mut Context, scope: &Scope, output: &MappedOutput) {
    if let Some(MappedValue::Fixed(fixed)) = &output.value {
        value(cx, scope, fixed);
    }
    output.properties.iter().for_each(|(_, property)| fixed_answers(cx, scope, property));
    output.items.iter().for_each(|items| fixed_answers(cx, scope, items));
}

fn value(cx: &mut Context, scope: &Scope, value: &Spanned<Constant>) {
    let Constant::Text(text) = &value.value else { return };
    let mut own = Context::default();
    if let Some(template) = template(&mut own, text, value.span) {
        for reference in template.references() {
            scope.resolve(&mut own, reference, value.span, Inputs::Allowed);
        }
    }
    cx.used_keys.extend(own.used_keys);
    // The codes of templates that a request needs would stop an SDK, which needs none of these.
    own.found.iter().for_each(|diagnostic| cx.push(Diagnostic { code: "NK323", ..diagnostic.clone() }));
}
