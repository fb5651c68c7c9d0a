//! Fills templates: texts and JSON with `{{input}}` and `{{$VARIABLE}}` in them.
//!
//! An input whose name begins with `$` is written `{{$$name}}`, and `{{{}}` is a brace.

mod json;
#[cfg(test)]
mod tests;
mod text;

use serde::Serialize;

use crate::error::Error;
use crate::secret::Secret;

pub(crate) use json::json;
pub use text::Filled;
pub(crate) use text::{Lacking, single, text};

/// A value that comes from the environment of the process, or from whoever builds the client.
#[derive(Clone, Copy, Debug)]
pub struct VariableInfo {
    /// Its name in the environment.
    pub name: &'static str,
    /// Whether a client without it can be built.
    pub required: bool,
}

/// A variable and its value.
pub(crate) type Variable = (&'static str, Secret);

/// What the templates of one call are filled with.
pub struct Inputs<'a> {
    variables: &'a [Variable],
    given: Vec<Given>,
}

/// An input as JSON, so that no digit of a number is lost; none where the caller gave none.
struct Given {
    name: &'static str,
    json: Option<Result<String, serde_json::Error>>,
}

impl<'a> Inputs<'a> {
    pub(crate) fn new(variables: &'a [Variable]) -> Self {
        Self { variables, given: Vec::new() }
    }

    /// Adds an input, whether it was given or not.
    pub fn give<T: Serialize + ?Sized>(mut self, name: &'static str, value: Option<&T>) -> Self {
        let json = value.map(serde_json::to_string).filter(|json| !matches!(json, Ok(null) if null == "null"));
        self.given.push(Given { name, json });
        self
    }

    /// Whether there are inputs, and the caller gave none at all.
    pub(crate) fn are_absent(&self) -> bool {
        !self.given.is_empty() && self.given.iter().all(|given| given.json.is_none())
    }

    fn find(&self, reference: Reference<'_>) -> Result<Option<Found<'_>>, Error> {
        match reference {
            Reference::Variable(name) => {
                let found = self.variables.iter().find(|(known, _)| *known == name);
                Ok(found.map(|(_, secret)| Found::Variable(secret)))
            }
            Reference::Input(name) => match self.given.iter().find(|given| given.name == name) {
                Some(Given { json: Some(Ok(json)), .. }) => Ok(Some(Found::Input(json))),
                Some(Given { json: Some(Err(error)), .. }) => {
                    Err(Error::invalid_input(name.to_owned(), "cannot be written as JSON").because(error.to_string()))
                }
                _ => Ok(None),
            },
        }
    }
}

/// What a hole of a template asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reference<'a> {
    Input(&'a str),
    Variable(&'a str),
}

/// What a hole is filled with.
#[derive(Clone, Copy)]
enum Found<'a> {
    /// As JSON.
    Input(&'a str),
    Variable(&'a Secret),
}

/// What is between two braces and what is not; the generator writes both, so nothing else is in between.
enum Piece<'a> {
    Text(&'a str),
    Hole(Reference<'a>),
}

fn pieces(template: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = template;
    std::iter::from_fn(move || {
        if let Some((inside, behind)) = rest.strip_prefix("{{").and_then(|inside| inside.split_once("}}")) {
            rest = behind;
            return Some(match inside.strip_prefix('$') {
                _ if inside == "{" => Piece::Text(inside),
                Some(input) if input.starts_with('$') => Piece::Hole(Reference::Input(input)),
                Some(variable) => Piece::Hole(Reference::Variable(variable)),
                None => Piece::Hole(Reference::Input(inside)),
            });
        }
        let end = rest.find("{{").filter(|end| *end > 0).unwrap_or(rest.len());
        let (text, behind) = rest.split_at(end);
        rest = behind;
        (!text.is_empty()).then_some(Piece::Text(text))
    })
}
