//! Builds JSON from a template and the values that fill it.

use std::fmt::Write;

use crate::inputs::InputError;
use crate::json::{self, Json};

/// JSON with holes for values.
#[derive(Clone, Copy, Debug)]
pub enum Template {
    /// A value, with the type it has.
    Input(&'static str),
    /// Something fixed, as JSON.
    Fixed(&'static str),
    /// A text in which values stand among fixed parts.
    Text(&'static [Part]),
    /// An object; a member whose value is left out is left out.
    Object(&'static [(&'static str, Template)]),
    /// A list; an element whose value is left out is left out.
    List(&'static [Template]),
}

/// A part of a text.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    /// Fixed.
    Fixed(&'static str),
    /// A value: a text as it is, anything else as JSON.
    Input(&'static str),
}

impl Template {
    /// The JSON with every hole filled; none when it is one hole whose value is left out.
    ///
    /// # Errors
    /// When a value inside a text is left out, since half a text would mean something else.
    pub(crate) fn fill(&self, value: &dyn Fn(&str) -> Option<Json>) -> Result<Option<Json>, InputError> {
        match self {
            Self::Input(name) => Ok(value(name)),
            Self::Fixed(text) => Ok(Some(json::fixed(text))),
            Self::Text(parts) => text(parts, value).map(|text| Some(json::of(&text))),
            Self::Object(members) => {
                let mut filled = String::from("{");
                for (name, template) in *members {
                    if let Some(member) = template.fill(value)? {
                        let separator = if filled.len() == 1 { "" } else { "," };
                        // Writing into a string does not fail.
                        let _ = write!(filled, "{separator}{}:{}", json::of(name).get(), member.get());
                    }
                }
                filled.push('}');
                Ok(Some(json::fixed(&filled)))
            }
            Self::List(elements) => {
                let mut filled = Vec::new();
                for element in *elements {
                    filled.extend(element.fill(value)?);
                }
                Ok(Some(json::of(&filled)))
            }
        }
    }

    /// The inputs that fill it.
    #[cfg(feature = "rest")]
    pub(crate) fn inputs(&self) -> Vec<&'static str> {
        match self {
            Self::Input(name) => vec![name],
            Self::Fixed(_) => Vec::new(),
            Self::Text(parts) => parts.iter().filter_map(Part::input).collect(),
            Self::Object(members) => members.iter().flat_map(|(_, template)| template.inputs()).collect(),
            Self::List(elements) => elements.iter().flat_map(Self::inputs).collect(),
        }
    }

    /// The input that fills the place at a path such as `.creditRequests[0].creditAmount`, or a place around it.
    pub(crate) fn input_at(&self, path: &str) -> Option<&'static str> {
        match self {
            Self::Input(name) => Some(name),
            Self::Fixed(_) => None,
            Self::Text(parts) => parts.iter().find_map(Part::input),
            Self::Object(members) => members.iter().find_map(|(name, template)| {
                let rest = path.strip_prefix('.')?.strip_prefix(name)?;
                let is_whole = rest.is_empty() || rest.starts_with(['.', '[']);
                if is_whole { template.input_at(rest) } else { None }
            }),
            Self::List(elements) => {
                let (index, rest) = path.strip_prefix('[')?.split_once(']')?;
                elements.get(index.parse::<usize>().ok()?)?.input_at(rest)
            }
        }
    }
}

impl Part {
    fn input(&self) -> Option<&'static str> {
        match self {
            Self::Input(name) => Some(name),
            Self::Fixed(_) => None,
        }
    }
}

fn text(parts: &[Part], value: &dyn Fn(&str) -> Option<Json>) -> Result<String, InputError> {
    let mut text = String::new();
    for part in parts {
        match part {
            Part::Fixed(fixed) => text.push_str(fixed),
            Part::Input(name) => {
                let value = value(name).ok_or_else(|| InputError::new(*name, "is missing"))?;
                match serde_json::from_str::<String>(value.get()) {
                    Ok(inner) => text.push_str(&inner),
                    Err(_) => text.push_str(value.get()),
                }
            }
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CREDIT: Template = Template::Object(&[(
        "creditRequests",
        Template::List(&[Template::Object(&[
            ("accountId", Template::Input("accountId")),
            ("amount", Template::Input("amount")),
            ("purpose", Template::Text(&[Part::Fixed("for "), Part::Input("why")])),
            ("tags", Template::List(&[Template::Input("tag"), Template::Fixed("\"ours\"")])),
        ])]),
    )]);

    fn filled(values: &[(&str, &str)]) -> Result<String, InputError> {
        let value = |name: &str| values.iter().find(|(other, _)| *other == name).map(|(_, json)| json::fixed(json));
        Ok(CREDIT.fill(&value)?.unwrap().get().to_owned())
    }

    #[test]
    fn holes_take_typed_values_and_vanish_without_one() {
        for (values, expected) in [
            (
                &[("accountId", "\"a \\\"1\\\"\""), ("amount", "0.10000000000000000001"), ("why", "\"tests\"")][..],
                r#"{"creditRequests":[{"accountId":"a \"1\"","amount":0.10000000000000000001,"purpose":"for tests","tags":["ours"]}]}"#,
            ),
            (&[("why", "7"), ("tag", "[1,2]")], r#"{"creditRequests":[{"purpose":"for 7","tags":[[1,2],"ours"]}]}"#),
        ] {
            assert_eq!(filled(values).unwrap(), expected);
        }
    }

    #[test]
    fn half_a_text_is_none() {
        let error = filled(&[("accountId", "\"a\"")]).unwrap_err();
        assert_eq!(error.to_string(), "`why`: is missing");
    }

    #[test]
    fn a_place_in_what_came_out_is_traced_to_its_input() {
        for (path, input) in [
            (".creditRequests[0].amount", Some("amount")),
            (".creditRequests[0].tags[0]", Some("tag")),
            (".creditRequests[0].tags[1]", None),
            (".creditRequests[0].purpose", Some("why")),
            (".creditRequests[1].amount", None),
            (".creditRequests", None),
            (".amountOfMoney", None),
        ] {
            assert_eq!(CREDIT.input_at(path), input, "{path}");
        }
    }
}
