//! Keeps for each tool what a call of it needs.

use std::sync::Arc;

use meterforge_runtime::ReplaySafety;
use rmcp::model::Tool;
use serde_json::{Value, json};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Options;
use crate::binding::{Binding, Source};
use crate::capability::{Action, Exposed, Mcp, OperationInfo};
use crate::projection::Projection;
use crate::schema::{Schema, Schemas};

/// The argument by which a caller goes on with a list.
pub(super) const CURSOR: &str = "cursor";

/// The tools that are served, in the order of the capability.
#[derive(Debug)]
pub(super) struct Tools {
    pub(super) exposed: Exposed,
    pub(super) namespace: &'static str,
    pub(super) instructions: &'static str,
    pub(super) tools: Vec<Ready>,
    pub(super) max_result_bytes: usize,
    calls: Option<Arc<Semaphore>>,
}

/// A tool with everything decided but its arguments.
#[derive(Debug)]
pub(super) struct Ready {
    /// What clients see.
    pub(super) listed: Tool,
    pub(super) does: Does,
    /// Whether the result is put into a member `result`.
    pub(super) wraps: bool,
    /// What its arguments must be.
    pub(super) arguments: Schema,
}

/// What a tool does.
#[derive(Debug)]
pub(super) enum Does {
    Call(Target),
    Fixed(&'static str),
}

/// The call behind a tool.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) operation: usize,
    pub(super) info: OperationInfo,
    pub(super) inputs: &'static [Binding],
    pub(super) output: Projection,
}

impl Tools {
    pub(super) fn new(exposed: &Exposed, adapter: &Mcp, options: &Options) -> Result<Self, String> {
        let listed: Vec<Tool> = serde_json::from_str(adapter.document).map_err(|error| error.to_string())?;
        let schemas: Vec<Value> = listed.iter().map(|tool| json!(tool.input_schema)).collect();
        let mut tools = Vec::new();
        for tool in adapter.tools {
            let at = listed.iter().position(|listed| listed.name == tool.name);
            let at = at.ok_or_else(|| format!("the document lacks the tool `{}`", tool.name))?;
            let (does, refusal) = match tool.action {
                Action::Fixed(json) => (Does::Fixed(json), options.policy.refusal(&[tool.name], ReplaySafety::Safe)),
                Action::Call { operation, inputs, output } => {
                    let (at, info) =
                        exposed.operation(operation).ok_or_else(|| format!("there is no operation `{operation}`"))?;
                    let refusal = options.policy.refusal(&[tool.name, operation], info.safety);
                    (Does::Call(Target { operation: at, info, inputs, output }), refusal)
                }
            };
            if refusal.is_some() {
                continue;
            }
            let fault = |error: crate::schema::BadSchema| format!("the schema of `{}`: {}", tool.name, error.problem);
            let arguments = Schemas::of(&schemas[at]).and_then(|schemas| schemas.at("")).map_err(fault)?;
            tools.push(Ready { listed: listed[at].clone(), does, wraps: tool.wraps, arguments });
        }
        Ok(Self {
            exposed: exposed.clone(),
            namespace: adapter.namespace,
            instructions: adapter.description,
            tools,
            max_result_bytes: options.max_result_bytes,
            calls: options.calls.clone(),
        })
    }

    /// Room for one more call, unless there is none.
    pub(super) fn admit(&self) -> Option<Room> {
        match &self.calls {
            None => Some(None),
            Some(calls) => calls.clone().try_acquire_owned().ok().map(Some),
        }
    }

    /// A tool by its name.
    pub(super) fn find(&self, name: &str) -> Option<&Ready> {
        self.tools.iter().find(|ready| ready.listed.name == name)
    }
}

impl Target {
    /// Whether a caller may go on with a list by our own argument.
    pub(super) fn takes_cursor(&self) -> bool {
        let is_taken = |binding: &Binding| matches!(binding.source, Source::Argument(CURSOR));
        self.info.list.is_some() && !self.inputs.iter().any(is_taken)
    }
}

/// The room that a call takes, where it is limited.
pub(super) type Room = Option<OwnedSemaphorePermit>;

/// Tools are shared by every session.
pub(super) type Shared = Arc<Tools>;
