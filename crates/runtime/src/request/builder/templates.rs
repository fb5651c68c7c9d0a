//! Fills the templates of a request.

use bytes::Bytes;
use http::Method;

use super::RequestBuilder;
use crate::error::{Error, Result};
use crate::query::Query;
use crate::style::{Escape, Style};
use crate::template::{self, Filled, Inputs, Lacking, single};
use crate::upload::Payload;

impl RequestBuilder {
    /// Fills the hole `{name}` of the path with a template.
    pub fn path_template(self, name: &'static str, template: &str, inputs: &Inputs<'_>) -> Self {
        self.text_of(name, template, inputs, Lacking::Refused, |builder, text, _| builder.path(name, &text))
    }

    /// Adds a query parameter, unless none of its inputs was given; one that is an input alone may have several parts.
    pub fn query_template(mut self, name: &str, template: &str, inputs: &Inputs<'_>) -> Self {
        match single(template, inputs) {
            Ok(None) => self
                .text_of(name, template, inputs, Lacking::LeftOut, |builder, text, _| builder.query(name, Some(text))),
            Ok(Some(None)) => self,
            Ok(Some(Some(json))) => {
                let pushed = self.query.push_styled(name, &json, Style::FormExploded, Escape::Percent);
                self.keep(pushed, |_, ()| ());
                self
            }
            Err(error) => self.refuse(error),
        }
    }

    /// Sets a header, unless none of its inputs was given. One with a variable in it is shown as `Sensitive`.
    pub fn header_template(self, name: &str, template: &str, inputs: &Inputs<'_>) -> Self {
        self.text_of(name, template, inputs, Lacking::LeftOut, |builder, text, holds_variable| match holds_variable {
            true => builder.header_secret(name, Some(&text.into())),
            false => builder.header(name, Some(text)),
        })
    }

    /// Adds a cookie, unless none of its inputs was given.
    pub fn cookie_template(self, name: &str, template: &str, inputs: &Inputs<'_>) -> Self {
        self.text_of(name, template, inputs, Lacking::LeftOut, |builder, text, _| builder.cookie(name, Some(text)))
    }

    /// Sends a template of JSON.
    pub fn json_template(self, template: &str, inputs: &Inputs<'_>) -> Self {
        if self.sends_nothing(inputs) {
            return self;
        }
        self.template_body("application/json", template::json(template, inputs))
    }

    /// Sends a template of text. One that is an input alone is that text, or that value as JSON.
    pub fn text_template(self, media_type: &'static str, template: &str, filled: Filled, inputs: &Inputs<'_>) -> Self {
        if self.sends_nothing(inputs) {
            return self;
        }
        self.template_body(media_type, whole("body", template, filled, inputs))
    }

    /// Sends templates as the fields of a form; a field that is an input alone is left out without it.
    pub fn form_template(self, fields: &[(&str, &str)], inputs: &Inputs<'_>) -> Self {
        if self.sends_nothing(inputs) {
            return self;
        }
        let mut form = Query::default();
        let pushed = fields.iter().try_for_each(|(name, template)| match single(template, inputs)? {
            Some(Some(json)) => form.push_field(name, &json),
            Some(None) => Ok(()),
            None => {
                let text = template::text(name, template, inputs, Filled::Plain, Lacking::Refused)?;
                text.into_iter().for_each(|(text, _)| form.push(name, &text));
                Ok(())
            }
        });
        self.template_body("application/x-www-form-urlencoded", pushed.map(|()| Some(form.as_str().to_owned())))
    }

    /// Adds a template as a field of a form of parts; one that is an input alone is left out without it.
    pub fn template_part(self, name: &str, template: &str, filled: Filled, inputs: &Inputs<'_>) -> Self {
        match whole(name, template, filled, inputs) {
            Ok(text) => self.text_part(name, text),
            Err(error) => self.refuse(error),
        }
    }

    /// A body that most servers ignore is sent only if something was given, or nothing can be.
    fn sends_nothing(&self, inputs: &Inputs<'_>) -> bool {
        matches!(self.request.method, Method::GET | Method::DELETE) && inputs.are_absent()
    }

    fn template_body(mut self, media_type: &'static str, body: Result<Option<String>>) -> Self {
        self.keep(body, |builder, body| {
            if let Some(body) = body {
                builder.body(media_type, Payload::Bytes(Bytes::from(body)));
            }
        });
        self
    }

    /// Places a template's text, unless it is left out or refused.
    fn text_of(
        self,
        name: &str,
        template: &str,
        inputs: &Inputs<'_>,
        lacking: Lacking,
        place: impl FnOnce(Self, String, bool) -> Self,
    ) -> Self {
        match template::text(name, template, inputs, Filled::Plain, lacking) {
            Ok(Some((text, holds_variable))) => place(self, text, holds_variable),
            Ok(None) => self,
            Err(error) => self.refuse(error),
        }
    }

    fn refuse(mut self, error: Error) -> Self {
        self.refused.get_or_insert(error);
        self
    }
}

/// A text of its own: one that is an input alone is that text, or that value as JSON.
fn whole(name: &str, template: &str, filled: Filled, inputs: &Inputs<'_>) -> Result<Option<String>> {
    Ok(match single(template, inputs)? {
        None => template::text(name, template, inputs, filled, Lacking::Refused)?.map(|(text, _)| text),
        Some(json) if filled == Filled::Json => json,
        Some(json) => json.map(|json| serde_json::from_str(&json).unwrap_or(json)),
    })
}
