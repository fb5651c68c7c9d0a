//! Says what an adapter gives of the vendor's answer, and what it answers by itself.

use crate::capability::{Constant, MappedOutput, MappedValue, json_path};
use crate::ir::{Mapped, MappedShape, Projection};
use serde_json::{Map, Value};

/// What is given of the answer: all of it where nothing else is said.
pub(super) fn of(outputs: &[MappedOutput]) -> Projection {
    let parts: Vec<Mapped> = outputs.iter().filter_map(mapped).collect();
    let is_whole = |part: &Mapped| part.path.is_empty() && part.shape == MappedShape::AsItIs;
    if parts.first().is_none_or(is_whole) { Projection::Whole } else { Projection::First(parts) }
}

/// One part; nothing where its path was reported.
fn mapped(output: &MappedOutput) -> Option<Mapped> {
    let path = match &output.value {
        Some(MappedValue::Path(path)) => json_path::steps(&path.value)?,
        Some(MappedValue::Fixed(_)) => {
            return Some(Mapped { path: Vec::new(), shape: MappedShape::Fixed(fixed_value(output)?.to_string()) });
        }
        None => Vec::new(),
    };
    let shape = match (&output.items, output.properties.as_slice()) {
        (Some(item), _) => MappedShape::List(Box::new(mapped(item)?)),
        (None, []) => MappedShape::AsItIs,
        (None, properties) => {
            let members = properties.iter().filter_map(|(name, part)| Some((name.clone(), mapped(part)?)));
            MappedShape::Object(members.collect())
        }
    };
    Some(Mapped { path, shape })
}

/// The answer of an adapter that calls nothing, as JSON; nothing when no part of it is fixed.
pub(super) fn fixed(outputs: &[MappedOutput]) -> Option<String> {
    outputs.iter().find_map(fixed_value).map(|value| value.to_string())
}

fn fixed_value(output: &MappedOutput) -> Option<Value> {
    match &output.value {
        Some(MappedValue::Fixed(constant)) => scalar(&constant.value),
        Some(MappedValue::Path(_)) => None,
        None if !output.properties.is_empty() => {
            let members = output.properties.iter().filter_map(|(name, part)| Some((name.clone(), fixed_value(part)?)));
            Some(Value::Object(Map::from_iter(members)))
        }
        None => Some(Value::Array(vec![fixed_value(output.items.as_deref()?)?])),
    }
}

/// A template in an answer would need the caller's values, which are not there.
fn scalar(constant: &Constant) -> Option<Value> {
    match constant {
        Constant::Number(number) => serde_json::from_str(number).ok(),
        Constant::Bool(value) => Some(Value::Bool(*value)),
        Constant::Text(text) if text.contains("{{") => None,
        Constant::Text(text) => Some(Value::String(text.clone())),
    }
}
