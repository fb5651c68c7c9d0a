//! Puts fields and files together as a form of several parts (`multipart/form-data`, RFC 7578).

use std::fmt::{Display, Write};

use serde::Serialize;

use super::{Payload, Upload};
use crate::chance::Chance;
use crate::error::{Error, Result};

/// A body of fields and files.
///
/// ```
/// use meterforge_runtime::{Multipart, Upload};
///
/// let form = Multipart::new()
///     .text("purpose", "invoice")
///     .json("labels", &["2025", "paid"])
///     .file("file", Upload::from_path("invoice.pdf").media_type("application/pdf"));
/// ```
///
/// A part whose name or file name holds a control character is an error of the call,
/// [`is_invalid_input`](crate::Error::is_invalid_input), before anything is sent.
#[derive(Clone, Debug, Default)]
pub struct Multipart {
    parts: Vec<Part>,
    /// The first part that is no JSON, and why.
    refused: Option<(String, String)>,
}

#[derive(Clone, Debug)]
struct Part {
    name: String,
    /// The name under which it is a file, unless the upload has one of its own; a field has none.
    file_name: Option<String>,
    content: Upload,
    /// What the vendor's documents say that it holds.
    media_type: Option<&'static str>,
}

impl Multipart {
    /// No parts yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a field of text.
    #[must_use]
    pub fn text(mut self, name: impl Into<String>, value: impl Display) -> Self {
        self.push(name.into(), None, value.to_string().into(), None);
        self
    }

    /// Adds a field of JSON.
    #[must_use]
    pub fn json<T: Serialize + ?Sized>(mut self, name: impl Into<String>, value: &T) -> Self {
        self.push_json(&name.into(), value);
        self
    }

    /// Adds a file. Without a name of its own it gets that of the field, since vendors tell files by having one.
    #[must_use]
    pub fn file(mut self, name: impl Into<String>, file: impl Into<Upload>) -> Self {
        let name = name.into();
        self.push(name.clone(), Some(name), file.into(), None);
        self
    }

    pub(crate) fn push_text(&mut self, name: &str, value: &dyn Display) {
        self.push(name.to_owned(), None, value.to_string().into(), None);
    }

    pub(crate) fn push_json<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        match serde_json::to_string(value) {
            Ok(json) => self.push(name.to_owned(), None, json.into(), Some("application/json")),
            Err(error) => {
                self.refused.get_or_insert((name.to_owned(), error.to_string()));
            }
        }
    }

    pub(crate) fn push_file(&mut self, name: &str, file: Upload) {
        self.push(name.to_owned(), Some(name.to_owned()), file, None);
    }

    /// Says what the parts of a name hold.
    pub(crate) fn set_media_type(&mut self, name: &str, media_type: &'static str) {
        let named = self.parts.iter_mut().filter(|part| part.name == name);
        named.for_each(|part| part.media_type = Some(media_type));
    }

    /// Makes files of the parts of a name; an upload's own name comes first.
    pub(crate) fn set_file_name(&mut self, name: &str, file_name: &str) {
        let named = self.parts.iter_mut().filter(|part| part.name == name);
        named.for_each(|part| part.file_name = Some(file_name.to_owned()));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.refused.is_none()
    }

    fn push(&mut self, name: String, file_name: Option<String>, content: Upload, media_type: Option<&'static str>) {
        self.parts.push(Part { name, file_name, content, media_type });
    }

    /// The body, with this boundary between its parts.
    pub(crate) fn payload(self, boundary: &str) -> Result<Payload> {
        if let Some((name, problem)) = self.refused {
            return Err(Error::invalid_input(name, "cannot be written as JSON").because(problem));
        }
        let mut pieces = Vec::with_capacity(2 * self.parts.len() + 1);
        // What stands between two contents is one piece.
        let mut between = String::new();
        for part in self.parts {
            part.write_head(&mut between, boundary)?;
            pieces.push(Upload::from(std::mem::take(&mut between)));
            pieces.push(part.content);
            between.push_str("\r\n");
        }
        // Writing into a string does not fail.
        let _ = write!(between, "--{boundary}--\r\n");
        pieces.push(between.into());
        Ok(Payload::of(pieces))
    }
}

impl Part {
    fn write_head(&self, head: &mut String, boundary: &str) -> Result<()> {
        let _ = write!(head, "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"", self.quoted(&self.name)?);
        let media_type = match &self.file_name {
            None => self.media_type,
            Some(file_name) => {
                let file_name = self.content.file_name.as_ref().unwrap_or(file_name);
                let _ = write!(head, "; filename=\"{}\"", self.quoted(file_name)?);
                let own = self.content.own_media_type();
                Some(own.or(self.media_type).unwrap_or("application/octet-stream"))
            }
        };
        if let Some(media_type) = media_type {
            let _ = write!(head, "\r\nContent-Type: {}", self.plain(media_type)?);
        }
        head.push_str("\r\n\r\n");
        Ok(())
    }

    /// As browsers write it: a quote is percent-encoded and nothing else is.
    fn quoted(&self, text: &str) -> Result<String> {
        Ok(self.plain(text)?.replace('"', "%22"))
    }

    fn plain<'a>(&self, text: &'a str) -> Result<&'a str> {
        match text.chars().any(char::is_control) {
            true => Err(Error::invalid_input(self.name.escape_debug().to_string(), "holds a control character")),
            false => Ok(text),
        }
    }
}

/// A line that no content holds, but for a chance of one to 2¹⁵⁶.
pub(crate) fn boundary(chance: &dyn Chance) -> String {
    let mut boundary = String::from("form-");
    for _ in 0..3 {
        // Half of a double's digits are enough for each, and all are exact.
        let _ = write!(boundary, "{:013x}", (chance.unit() * (1_u64 << 52) as f64) as u64);
    }
    boundary
}
