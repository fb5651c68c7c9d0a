//! Gathers the parts of a `multipart/form-data` body.

use std::fmt::Display;

use http::header;
use serde::Serialize;

use super::RequestBuilder;
use crate::error::Result;
use crate::header as headers;
use crate::request::Request;
use crate::secret::Secret;
use crate::upload::{Multipart, Upload};

/// The parts of a body, and what stands between them.
pub(super) struct Form {
    boundary: String,
    parts: Multipart,
}

impl RequestBuilder {
    /// Sends the parts that follow; no part at all leaves no body.
    pub(crate) fn parted_by(mut self, boundary: String) -> Self {
        self.form = Some(Box::new(Form { boundary, parts: Multipart::new() }));
        self
    }

    /// Adds all parts of a form, if there is one.
    pub fn parts(mut self, parts: Option<&Multipart>) -> Self {
        if let (Some(form), Some(parts)) = (&mut self.form, parts) {
            form.parts = parts.clone();
        }
        self
    }

    /// Adds a field of text, if there is a value.
    pub fn text_part<T: Display>(self, name: &str, value: Option<T>) -> Self {
        self.each(value, |parts, value| parts.push_text(name, &value))
    }

    /// Adds a field of text for each item; none and an empty list leave nothing behind.
    pub fn text_parts<T: Display>(self, name: &str, values: Option<&[T]>) -> Self {
        self.each(values.unwrap_or_default(), |parts, value| parts.push_text(name, value))
    }

    /// Adds a field of text that nobody is shown, if there is a value.
    pub fn secret_part(self, name: &str, value: Option<&Secret>) -> Self {
        self.each(value, |parts, value| parts.push_text(name, &value.expose()))
    }

    /// Adds a field of JSON, if there is a value.
    pub fn json_part<T: Serialize>(self, name: &str, value: Option<&T>) -> Self {
        self.each(value, |parts, value| parts.push_json(name, value))
    }

    /// Adds a field of JSON for each item; none and an empty list leave nothing behind.
    pub fn json_parts<T: Serialize>(self, name: &str, values: Option<&[T]>) -> Self {
        self.each(values.unwrap_or_default(), |parts, value| parts.push_json(name, value))
    }

    /// Adds a file, if there is one.
    pub fn file_part(self, name: &str, file: Option<&Upload>) -> Self {
        self.each(file, |parts, file| parts.push_file(name, file.clone()))
    }

    /// Adds each file under the same name; none and an empty list leave nothing behind.
    pub fn file_parts(self, name: &str, files: Option<&[Upload]>) -> Self {
        self.each(files.unwrap_or_default(), |parts, file| parts.push_file(name, file.clone()))
    }

    /// Says what the parts of a name hold, unless a caller says so of a file.
    pub fn part_type(mut self, name: &str, media_type: &'static str) -> Self {
        if let Some(form) = &mut self.form {
            form.parts.set_media_type(name, media_type);
        }
        self
    }

    /// Makes files of the parts of a name, unless a caller has named one.
    pub fn part_file_name(mut self, name: &str, file_name: &str) -> Self {
        if let Some(form) = &mut self.form {
            form.parts.set_file_name(name, file_name);
        }
        self
    }

    fn each<T>(mut self, values: impl IntoIterator<Item = T>, push: impl Fn(&mut Multipart, T)) -> Self {
        if let Some(form) = &mut self.form {
            values.into_iter().for_each(|value| push(&mut form.parts, value));
        }
        self
    }
}

impl Form {
    pub(super) fn finish(self, request: &mut Request) -> Result<()> {
        if self.parts.is_empty() {
            return Ok(());
        }
        let media_type = format!("multipart/form-data; boundary={}", self.boundary);
        let (name, value) = headers::checked(header::CONTENT_TYPE.as_str(), &media_type)?;
        request.headers.insert(name, value);
        request.body = self.parts.payload(&self.boundary)?;
        Ok(())
    }
}
