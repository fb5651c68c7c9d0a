//! Prints the tools of an MCP server as its clients list them.

use super::given::{self, Given};
use super::reply::Reply;
use super::{Surface, reply};
use crate::emit::json::Json;
use crate::emit::schema::{Schemas, described};
use crate::ir::{Action, Mcp, SurfaceCall, Tool, ValueSource};
use std::collections::BTreeSet;

/// Where the schemas of a tool stand.
const HOME: &str = "#/$defs/";

/// The argument by which a caller goes on with a list.
const CURSOR: &str = "cursor";

/// The list of the tools as a file.
pub(super) fn document<'sdk>(surface: &Surface<'sdk>, mcp: &'sdk Mcp) -> String {
    Json::List(mcp.tools.iter().map(|tool| listed(surface, tool)).collect()).pretty()
}

/// Whether the result of a tool is put into a member `result`, because it is not always an object.
pub(super) fn wraps(surface: &Surface<'_>, tool: &Tool) -> bool {
    match &tool.action {
        Action::Fixed(json) => !matches!(Json::parsed(json), Json::Object(_)),
        Action::Call(call) => Reply::of(&surface.target(call), &call.output).is_bare(),
    }
}

fn listed<'sdk>(surface: &Surface<'sdk>, tool: &'sdk Tool) -> Json<'sdk> {
    let (description, input, output) = match &tool.action {
        Action::Fixed(json) => {
            let schema = Json::object().with("const", Json::parsed(json));
            let output = if wraps(surface, tool) { wrapped(schema) } else { schema.with("type", "object") };
            (None, arguments(Json::object(), &[]), Some(output))
        }
        Action::Call(call) => (
            surface.target(call).operation.docs.summary.as_deref(),
            input_schema(surface, call),
            output_schema(surface, call),
        ),
    };
    let description = tool.description.as_deref().filter(|text| !text.trim().is_empty()).or(description);
    let hints = tool.hints;
    let annotations = Json::object()
        .with_some("readOnlyHint", hints.read_only)
        .with_some("destructiveHint", hints.destructive)
        .with_some("idempotentHint", hints.idempotent)
        .with_some("openWorldHint", hints.open_world);
    Json::object()
        .with("name", &tool.name)
        .with_some("title", tool.title.as_deref())
        .with_some("description", description)
        .with("inputSchema", input)
        .with_some("outputSchema", output)
        .with_some("annotations", (!annotations.is_empty()).then_some(annotations))
}

fn input_schema<'sdk>(surface: &Surface<'sdk>, call: &'sdk SurfaceCall) -> Json<'sdk> {
    let inputs = given::inputs(surface, call);
    let mut schemas = Schemas::new(surface.cx, HOME);
    let mut properties = Vec::new();
    let mut required = Vec::new();
    // One argument may fill several inputs; it is asked for once.
    let mut seen = BTreeSet::new();
    for input in &inputs {
        match &input.binding.source {
            ValueSource::Argument(name) if seen.insert(name.as_str()) => {
                let schema = described(input.schema(&mut schemas), input.docs());
                let schema = if input.is_deprecated() { schema.with("deprecated", true) } else { schema };
                properties.push((name.as_str(), schema));
                required.extend(input.is_required().then_some(name.as_str()));
            }
            ValueSource::Text(text) => {
                for name in text.inputs().filter(|name| seen.insert(name)) {
                    properties.push((name, Json::object().with("type", "string")));
                    required.push(name);
                }
            }
            _ => {}
        }
    }
    let has_list = inputs_of_list(surface, call, &inputs);
    if has_list {
        let cursor = Json::object()
            .with("type", "string")
            .with("description", "Where to go on: the `nextCursor` of an earlier result.");
        properties.push((CURSOR, cursor));
    }
    schemas.settled(arguments(Json::members(properties), &required))
}

/// Whether a caller may go on with a list by our own argument.
fn inputs_of_list(surface: &Surface<'_>, call: &SurfaceCall, inputs: &[Given<'_>]) -> bool {
    let is_taken = |input: &Given<'_>| input.binding.source == ValueSource::Argument(CURSOR.to_owned());
    reply::list(&surface.target(call)).is_some() && !inputs.iter().any(is_taken)
}

fn arguments<'a>(properties: Json<'a>, required: &[&'a str]) -> Json<'a> {
    Json::object()
        .with("type", "object")
        .with("properties", properties)
        .with_some("required", (!required.is_empty()).then(|| Json::texts(required.iter().copied())))
        .with("additionalProperties", false)
}

fn output_schema<'sdk>(surface: &Surface<'sdk>, call: &'sdk SurfaceCall) -> Option<Json<'sdk>> {
    let target = surface.target(call);
    let mut schemas = Schemas::new(surface.cx, HOME);
    let reply = Reply::of(&target, &call.output);
    let schema = reply.schema(&mut schemas)?;
    let schema = if reply.is_optional { crate::emit::schema::or_null(schema) } else { schema };
    let whole = if reply.is_bare() { wrapped(schema) } else { schemas.opened(schema) };
    let whole = match reply::list(&target).is_some_and(|_| inputs_of_list(surface, call, &given::inputs(surface, call)))
    {
        true => with_next(whole),
        false => whole,
    };
    let whole = match target.has_receipt() {
        true => {
            let either = Json::List(vec![whole, reply::already_accepted()]);
            Json::object().with("type", "object").with("anyOf", either)
        }
        false => whole,
    };
    Some(schemas.settled(whole))
}

/// A result that is not always an object.
fn wrapped(schema: Json<'_>) -> Json<'_> {
    Json::object()
        .with("type", "object")
        .with("properties", Json::object().with("result", schema))
        .with("required", Json::texts(["result"]))
}

/// A result that says how to go on with its list.
fn with_next(schema: Json<'_>) -> Json<'_> {
    let next =
        Json::object().with("type", "string").with("description", "There is more: give it as `cursor` to go on.");
    let Json::Object(members) = schema else { return schema };
    let members = members.into_iter().map(|(name, value)| match name.as_ref() {
        "properties" => (name, value.with("nextCursor", next.clone())),
        _ => (name, value),
    });
    Json::Object(members.collect())
}
