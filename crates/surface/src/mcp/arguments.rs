//! Turns the arguments of a tool into the inputs of its call.

use serde_json::{Map, Value};

use super::tools::{CURSOR, Ready, Target};
use crate::binding::Source;
use crate::cursor::Place;
use crate::inputs::{InputError, Inputs};
use crate::json::{self, Json};

/// The inputs of a call, all checked, and the place in the list that is asked for.
pub(super) fn inputs(
    tool: &Ready,
    target: &Target,
    arguments: Map<String, Value>,
) -> Result<(Inputs, Place), InputError> {
    let arguments = Value::Object(arguments);
    tool.arguments.check("arguments", &arguments).map_err(by_argument)?;
    let argument = |name: &str| -> Option<Json> { arguments.get(name).map(json::of) };
    let mut inputs = Inputs::default();
    for binding in target.inputs {
        let value = match binding.source {
            Source::Argument(name) => argument(name),
            Source::Constant(json) => Some(json::fixed(json)),
            Source::Template(template) => template.fill(&argument)?,
            _ => None,
        };
        if let Some(value) = value {
            inputs.put(binding.input, value);
        }
    }
    let place = match arguments.get(CURSOR).and_then(Value::as_str).filter(|_| target.takes_cursor()) {
        None => Place::default(),
        Some(text) => text.parse().map_err(|_| InputError::new(CURSOR, "is no cursor of this list"))?,
    };
    if place.page.is_some() && !target.info.is_paged {
        return Err(InputError::new(CURSOR, "is no cursor of this list"));
    }
    inputs.ask_for(place.page.clone());
    Ok((inputs, place))
}
/// The same finding under the name of the one argument that it is about.
fn by_argument(error: InputError) -> InputError {
    let Some((argument, rest)) =
        error.pointer.strip_prefix('/').map(|pointer| pointer.split_once('/').unwrap_or((pointer, "")))
    else {
        return error;
    };
    let input = argument.replace("~1", "/").replace("~0", "~");
    let pointer = if rest.is_empty() { String::new() } else { format!("/{rest}") };
    InputError { input, pointer, ..error }
}
