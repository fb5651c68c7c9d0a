//! Hands the inputs of a call out as the types that the call takes.

use std::collections::BTreeMap;
use std::fmt;

use meterforge_runtime::codegen_v1::{DecodeError, decode_serde};
use meterforge_runtime::{Cursor, Error, Secret};
use serde::de::DeserializeOwned;

use crate::json::{self, Json};
use crate::template::Template;

/// The inputs of one call by name, as the JSON texts they came as.
#[derive(Default)]
pub struct Inputs {
    values: BTreeMap<&'static str, Json>,
    page: Option<Cursor>,
}

/// An input that is missing or not what the call takes. It never shows the value, which may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputError {
    /// The input, as whoever called it knows it.
    pub input: String,
    /// Where in it, as a JSON pointer (RFC 6901); empty for the whole.
    pub pointer: String,
    /// What is wrong with it.
    pub problem: String,
}

impl Inputs {
    /// Adds a value; null counts as none.
    pub(crate) fn put(&mut self, input: &'static str, value: Json) {
        if !json::is_null(&value) {
            self.values.insert(input, value);
        }
    }

    /// Asks for a page that an earlier answer pointed to.
    pub(crate) fn ask_for(&mut self, page: Option<Cursor>) {
        self.page = page;
    }

    /// The page that is asked for, when it is not the first.
    pub(crate) fn page(&self) -> Option<&Cursor> {
        self.page.as_ref()
    }

    /// An input that must be there.
    ///
    /// # Errors
    /// When it is missing or not of this type.
    pub fn required<T: DeserializeOwned>(&mut self, input: &'static str) -> Result<T, InputError> {
        self.optional(input)?.ok_or_else(|| InputError::new(input, "is missing"))
    }

    /// An input that may be left out.
    ///
    /// # Errors
    /// When it is not of this type.
    pub fn optional<T: DeserializeOwned>(&mut self, input: &'static str) -> Result<Option<T>, InputError> {
        self.values.remove(input).map(|value| read(input, &value)).transpose()
    }

    /// A secret that must be there.
    ///
    /// # Errors
    /// When it is missing or no text.
    pub fn required_secret(&mut self, input: &'static str) -> Result<Secret, InputError> {
        self.required::<String>(input).map(Secret::from)
    }

    /// A secret that may be left out.
    ///
    /// # Errors
    /// When it is no text.
    pub fn optional_secret(&mut self, input: &'static str) -> Result<Option<Secret>, InputError> {
        Ok(self.optional::<String>(input)?.map(Secret::from))
    }

    /// A body that a template builds from the inputs; members whose input is left out are left out.
    ///
    /// # Errors
    /// When what comes out is not of this type.
    pub fn body<T: DeserializeOwned>(&mut self, template: &Template) -> Result<T, InputError> {
        let filled = template.fill(&|input| self.values.get(input).cloned())?;
        let body = filled.unwrap_or_else(json::null);
        exact_or_whole(&body).map_err(|error| {
            let input = template.input_at(error.path()).unwrap_or("body");
            InputError { input: input.to_owned(), pointer: String::new(), problem: problem(&error) }
        })
    }
}

fn read<T: DeserializeOwned>(input: &str, value: &Json) -> Result<T, InputError> {
    exact_or_whole(value).map_err(|error| InputError {
        input: input.to_owned(),
        pointer: pointer(error.path()),
        problem: problem(&error),
    })
}

/// What is wrong, without the value: a decoder's words show it.
fn problem(error: &DecodeError) -> String {
    let text = error.to_string();
    match text.rsplit_once(", expected ") {
        Some((_, expected)) => format!("is not what is expected: {expected}"),
        None if ["missing field", "duplicate field"].iter().any(|told| text.contains(told)) => text,
        None => "is not what the operation takes".to_owned(),
    }
}

/// Decodes the text as it came; failing that, with `1.0` as the integer that it is.
fn exact_or_whole<T: DeserializeOwned>(value: &Json) -> Result<T, DecodeError> {
    let exact = |value: &Json| decode_serde(value.get().as_bytes());
    exact(value).or_else(|error| exact(&json::without_fractions(value)).map_err(|_| error))
}

/// A path such as `.records[3].value` as a JSON pointer.
fn pointer(path: &str) -> String {
    let mut pointer = String::new();
    for step in path.split('.').filter(|step| !step.is_empty()) {
        for part in step.split('[') {
            let part = part.trim_end_matches(']').trim_matches('"');
            if !part.is_empty() {
                pointer.push('/');
                pointer.push_str(&part.replace('~', "~0").replace('/', "~1"));
            }
        }
    }
    pointer
}

impl InputError {
    /// An input with this problem.
    pub(crate) fn new(input: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { input: input.into(), pointer: String::new(), problem: problem.into() }
    }

    /// A cursor that is none of the list.
    pub(crate) fn of_cursor(error: &Error) -> Self {
        Self::new("cursor", error.to_string())
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pointer.as_str() {
            "" => write!(f, "`{}`: {}", self.input, self.problem),
            pointer => write!(f, "`{}` at `{pointer}`: {}", self.input, self.problem),
        }
    }
}

impl std::error::Error for InputError {}

/// Shows the names but no value.
impl fmt::Debug for Inputs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inputs").field("names", &self.values.keys()).finish_non_exhaustive()
    }
}
