//! Puts a value into the body of a request.

use bytes::Bytes;
use http::{HeaderValue, header};

use super::RequestBuilder;
use crate::json::{self, Shape};
use crate::query::Query;
use crate::style::{Style, unwritable};
use crate::upload::{Payload, Upload};

impl RequestBuilder {
    /// Sends the value as JSON.
    pub fn json(self, body: &dyn Shape) -> Self {
        self.json_text(json::encode(body))
    }

    /// Sends what was encoded as JSON elsewhere.
    pub(crate) fn json_text(mut self, json: serde_json::Result<Vec<u8>>) -> Self {
        let json = json.map_err(|error| unwritable("body", error));
        self.keep(json, |builder, json| builder.body("application/json", Payload::Bytes(json.into())));
        self
    }

    /// Sends the value as JSON, if there is one.
    pub fn json_if_some<T: Shape>(self, body: Option<&T>) -> Self {
        match body {
            Some(body) => self.json(body),
            None => self,
        }
    }

    /// Sends the members of an object as a form (`application/x-www-form-urlencoded`), each in its own style where there
    /// is one.
    pub fn form(mut self, body: &dyn Shape, styles: &[(&str, Style)]) -> Self {
        let mut form = Query::default();
        let json = json::encode(body).map_err(|error| unwritable("body", error));
        let pushed = json.and_then(|json| form.push_form(&json, styles));
        self.keep(pushed, |builder, ()| {
            let form = Bytes::copy_from_slice(form.as_str().as_bytes());
            builder.body("application/x-www-form-urlencoded", Payload::Bytes(form));
        });
        self
    }

    /// Sends the members of an object as a form, if there is one.
    pub fn form_if_some<T: Shape>(self, body: Option<&T>, styles: &[(&str, Style)]) -> Self {
        match body {
            Some(body) => self.form(body, styles),
            None => self,
        }
    }

    /// Sends text of the given media type.
    pub fn text(mut self, media_type: &'static str, body: &str) -> Self {
        self.body(media_type, Payload::Bytes(Bytes::copy_from_slice(body.as_bytes())));
        self
    }

    /// Sends text of the given media type, if there is any.
    pub fn text_if_some(self, media_type: &'static str, body: Option<&String>) -> Self {
        match body {
            Some(body) => self.text(media_type, body),
            None => self,
        }
    }

    /// Sends bytes, a file or a stream; of the given media type, unless the caller says what it is.
    pub fn upload(mut self, media_type: &'static str, body: &Upload) -> Self {
        if let Some(own) = body.own_media_type() {
            self = self.header("content-type", Some(own));
        }
        match body.as_bytes() {
            Some(bytes) => self.body(media_type, Payload::Bytes(bytes.clone())),
            None => self.body(media_type, Payload::of(vec![body.clone()])),
        }
        self
    }

    /// Sends bytes, a file or a stream, if there is one.
    pub fn upload_if_some(self, media_type: &'static str, body: Option<&Upload>) -> Self {
        match body {
            Some(body) => self.upload(media_type, body),
            None => self,
        }
    }

    /// Names another media type for a body that is there.
    pub fn content_type(mut self, media_type: &'static str) -> Self {
        if let Some(content_type) = self.request.headers.get_mut(header::CONTENT_TYPE) {
            *content_type = HeaderValue::from_static(media_type);
        }
        self
    }

    pub(super) fn body(&mut self, media_type: &'static str, body: Payload) {
        self.request.headers.entry(header::CONTENT_TYPE).or_insert(HeaderValue::from_static(media_type));
        self.request.body = body;
    }
}
