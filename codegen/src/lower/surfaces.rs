//! Lowers what a capability exposes: routes and tools, each input of their calls with its source.

use super::{codes, docs};
use crate::check::{
    BodyInput, CheckedAction, CheckedBinding, CheckedCall, CheckedCapability, CheckedInput, CheckedOperation,
    CheckedRoute, CheckedTool, Protocol,
};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{
    Action, Binding, Body, BodyTemplate, CallInput, Content, Location, Mcp, Operation, Parameter, Presence, Rest,
    Route, SurfaceCall, Tool, ValueSource,
};

/// The adapters of one capability. A route or tool whose call a surface cannot carry is told and left out.
pub(super) fn of(
    capability: &CheckedCapability,
    calls: Calls<'_>,
    diagnostics: &mut Diagnostics,
) -> (Vec<Rest>, Vec<Mcp>) {
    let (mut rest, mut mcp) = (Vec::new(), Vec::new());
    for adapter in &capability.adapters {
        let namespace = adapter.namespace.clone();
        let description = adapter.description.trim().to_owned();
        let address = adapter.address.clone();
        match &adapter.protocol {
            Protocol::Rest { port, routes } => {
                let is_served = |route: &&CheckedRoute| calls.is_served(&route.name, &route.action, diagnostics);
                let routes = routes.iter().filter(is_served).map(|checked| calls.route(checked)).collect();
                rest.push(Rest { namespace, description, address, port: *port, routes });
            }
            Protocol::Mcp { port, tools } => {
                let is_served = |tool: &&CheckedTool| calls.is_served(&tool.name, &tool.action, diagnostics);
                let tools = tools.iter().filter(is_served).map(|checked| calls.tool(checked)).collect();
                mcp.push(Mcp { namespace, description, address, port: *port, tools });
            }
        }
    }
    (rest, mcp)
}

/// What can be called: the capability's operations, and what has become of them.
#[derive(Clone, Copy)]
pub(super) struct Calls<'ir> {
    pub(super) checked: &'ir [CheckedOperation],
    /// All of the SDK's.
    pub(super) operations: &'ir [Operation],
    /// Where the capability's own begin among them.
    pub(super) begin: usize,
}

/// Where an input that only the contract knows is found; nowhere when the surface has no place for it.
type Offer = fn(&Parameter) -> Option<ValueSource>;

impl Calls<'_> {
    fn is_served(self, name: &str, action: &CheckedAction, diagnostics: &mut Diagnostics) -> bool {
        let CheckedAction::Call(call) = action else { return true };
        let Some(why) = not_json(&self.operations[self.begin + call.operation]) else { return true };
        let message = format!("`{name}` is not served: its call {why}, and a surface takes JSON");
        let finding = Diagnostic::warning(codes::NOT_SERVED, self.checked[call.operation].span, message);
        diagnostics.push(finding.help("the method of the client takes it"));
        false
    }

    fn route(self, checked: &CheckedRoute) -> Route {
        Route {
            name: checked.name.clone(),
            method: checked.method.clone(),
            path: checked.path.clone(),
            docs: docs::text(None, checked.description.as_deref()),
            action: self.action(&checked.action, on_route, ValueSource::Body),
        }
    }

    fn tool(self, checked: &CheckedTool) -> Tool {
        Tool {
            name: checked.name.clone(),
            title: checked.title.clone(),
            description: checked.description.clone(),
            hints: checked.hints,
            action: self.action(&checked.action, in_tool, ValueSource::Argument("body".to_owned())),
        }
    }

    fn action(self, checked: &CheckedAction, offer: Offer, body: ValueSource) -> Action {
        match checked {
            CheckedAction::Fixed(json) => Action::Fixed(json.clone()),
            CheckedAction::Call(call) => {
                let at = self.begin + call.operation;
                let bindings = bindings(call, &self.checked[call.operation], &self.operations[at], offer, body);
                Action::Call(SurfaceCall { operation: at, bindings, output: call.output.clone() })
            }
        }
    }
}

/// What a call carries that JSON does not.
fn not_json(operation: &Operation) -> Option<&'static str> {
    match operation.body.as_ref().map(|body| &body.content) {
        Some(Content::Multipart(_) | Content::Template(BodyTemplate::Parts(_))) => Some("carries a form of parts"),
        Some(Content::Bytes { .. }) => Some("carries bytes"),
        _ => None,
    }
}

/// Every input with its source: what the capability binds, and what the contract adds to it. Where the author chose among
/// the inputs, only what the call cannot be made without is added.
fn bindings(
    call: &CheckedCall,
    checked: &CheckedOperation,
    operation: &Operation,
    offer: Offer,
    body: ValueSource,
) -> Vec<Binding> {
    let bound = |binding: &CheckedBinding| bound(binding, checked, operation);
    let mut bindings: Vec<Binding> = call.bindings.iter().flat_map(bound).collect();
    let is_wanted = |presence: Presence| presence == Presence::Required || !call.is_selective;
    for (at, parameter) in operation.parameters.iter().enumerate() {
        let is_new = parameter.is_given() && !is_declared(parameter, checked) && !is_named(parameter, checked);
        if is_new && is_wanted(parameter.presence) {
            let source = offer(parameter).filter(|source| bindings.iter().all(|binding| binding.source != *source));
            bindings.extend(source.map(|source| Binding { input: CallInput::Parameter(at), source }));
        }
    }
    let has_body = bindings.iter().any(|binding| !matches!(binding.input, CallInput::Parameter(_)));
    // The inputs of a body that the client makes are parameters.
    let is_whole = |body: &Body| !matches!(body.content, Content::Template(_));
    if !has_body && operation.body.as_ref().is_some_and(|body| is_whole(body) && is_wanted(body.presence)) {
        bindings.push(Binding { input: CallInput::Body, source: body });
    }
    bindings.sort_by_key(|binding| match binding.input {
        CallInput::Parameter(at) => at,
        CallInput::Body | CallInput::Variable(_) => usize::MAX,
    });
    bindings
}

/// Whether the capability knows a parameter, and so has said where it comes from.
fn is_declared(parameter: &Parameter, checked: &CheckedOperation) -> bool {
    checked.inputs.iter().any(|input| is_made_of(parameter, &input.wire_name))
}

/// Whether a template of the capability names a parameter, and so has said where it comes from.
fn is_named(parameter: &Parameter, checked: &CheckedOperation) -> bool {
    let of_body = match &checked.body {
        BodyInput::Template(body) => body.inputs.as_slice(),
        BodyInput::None | BodyInput::Whole { .. } => &[],
    };
    checked.template_inputs.iter().chain(of_body).any(|input| input.name == parameter.caller_name())
}

/// Whether a parameter is the one of this name, or a member of it: `page[size]` of `page`.
fn is_made_of(parameter: &Parameter, wire_name: &str) -> bool {
    parameter.wire_name == wire_name || member_of(parameter, wire_name).is_some()
}

fn member_of<'p>(parameter: &'p Parameter, wire_name: &str) -> Option<&'p str> {
    parameter.wire_name.strip_prefix(wire_name)?.strip_prefix('[')?.strip_suffix(']')
}

/// The inputs that a binding of the capability gives.
fn bound(binding: &CheckedBinding, checked: &CheckedOperation, operation: &Operation) -> Vec<Binding> {
    let only = |input| vec![Binding { input, source: binding.source.clone() }];
    let name = match &binding.input {
        CheckedInput::Body => return only(CallInput::Body),
        CheckedInput::Variable(name) if operation.body.as_ref().is_some_and(|body| body.template.is_some()) => {
            return only(CallInput::Variable(name.clone()));
        }
        // Where nobody types the body, each of its inputs is a parameter; where the contract does and the capability makes
        // it of more than its inputs, callers give the whole.
        CheckedInput::Variable(name) | CheckedInput::Parameter(name) => name,
    };
    let is_it = |parameter: &Parameter| parameter.is_given() && parameter.caller_name() == name;
    if let Some(at) = operation.parameters.iter().position(is_it) {
        return only(CallInput::Parameter(at));
    }
    let declared = checked.inputs.iter().find(|input| input.input_name.as_ref().unwrap_or(&input.wire_name) == name);
    let wire_name = declared.map_or(name, |input| &input.wire_name);
    let members = operation.parameters.iter().enumerate().filter_map(|(at, parameter)| {
        let source = member(&binding.source, member_of(parameter, wire_name)?)?;
        Some(Binding { input: CallInput::Parameter(at), source })
    });
    members.collect()
}

/// Where a member is found when its object was asked for; nowhere when the object was fixed.
fn member(source: &ValueSource, member: &str) -> Option<ValueSource> {
    match source {
        ValueSource::Query(name) => Some(ValueSource::Query(format!("{name}[{member}]"))),
        ValueSource::Argument(name) => Some(ValueSource::Argument(argument_name(&format!("{name}[{member}]")))),
        _ => None,
    }
}

fn on_route(parameter: &Parameter) -> Option<ValueSource> {
    let name = parameter.wire_name.clone();
    match parameter.location {
        Location::Path => None,
        Location::Query => Some(ValueSource::Query(name)),
        Location::Header => Some(ValueSource::Header(name.to_ascii_lowercase())),
        Location::Cookie => Some(ValueSource::Cookie(name)),
        Location::Part | Location::Template => None,
    }
}

fn in_tool(parameter: &Parameter) -> Option<ValueSource> {
    Some(ValueSource::Argument(argument_name(&parameter.wire_name)))
}

/// A name as every assistant takes it for an argument: letters, digits, `_`, `-` and `.`.
fn argument_name(name: &str) -> String {
    let fit = |c: char| if c.is_ascii_alphanumeric() || "_-.".contains(c) { c } else { '_' };
    name.trim_end_matches(']').replace("][", "[").chars().map(fit).collect()
}

#[cfg(test)]
mod tests {
    use super::argument_name;

    #[test]
    fn arguments_have_plain_names() {
        for (name, argument) in
            [("limit", "limit"), ("page[size]", "page_size"), ("filter[a][eq]", "filter_a_eq"), ("größe", "gr__e")]
        {
            assert_eq!(argument_name(name), argument);
        }
    }
}
