//! Puts arguments into the path, the query, the headers and the cookies of a request.

use std::fmt::{self, Display, Write};

use percent_encoding::utf8_percent_encode;
use serde::Serialize;

use super::RequestBuilder;
use crate::error::{Error, Result};
use crate::header as headers;
use crate::request::identifier;
use crate::secret::Secret;
use crate::style::{Escape, Parts, RESERVED, Style, expand, json};

impl RequestBuilder {
    /// Fills the hole `{name}`; the value is percent-encoded, and refused when it would name another address.
    pub fn path(mut self, name: &'static str, value: &dyn Display) -> Self {
        let put = self.path.put(name, value);
        self.keep(put, |_, ()| ());
        self
    }

    /// Fills the hole `{name}` with any value, written in a style.
    pub fn path_styled<T: Serialize + ?Sized>(mut self, name: &'static str, value: &T, style: Style) -> Self {
        let put = json(name, value).and_then(|json| self.path.put_styled(name, &json, style));
        self.keep(put, |_, ()| ());
        self
    }

    /// Refuses a value that is no UUID.
    pub fn uuid<'a, T: Display + 'a>(self, name: &'static str, value: impl Into<Option<&'a T>>) -> Self {
        self.check(identifier::uuid, name, value.into().map(|value| value as &dyn Display))
    }

    /// Refuses a value that is no ULID.
    pub fn ulid<'a, T: Display + 'a>(self, name: &'static str, value: impl Into<Option<&'a T>>) -> Self {
        self.check(identifier::ulid, name, value.into().map(|value| value as &dyn Display))
    }

    fn check(
        mut self,
        check: fn(&'static str, &str) -> Result<()>,
        name: &'static str,
        value: Option<&dyn Display>,
    ) -> Self {
        if let Some(value) = value {
            self.keep(check(name, &value.to_string()), |_, ()| ());
        }
        self
    }

    /// Adds a query parameter, if there is a value.
    pub fn query<T: Display>(mut self, name: &str, value: Option<T>) -> Self {
        if let Some(value) = value {
            self.query.push(name, &value);
        }
        self
    }

    /// Adds a list of plain values to the query; none and an empty one leave nothing behind.
    pub fn query_list<T: Display>(mut self, name: &str, values: Option<&[T]>, style: Style) -> Self {
        let mut values = values.unwrap_or_default().iter().map(|value| value as &dyn Display);
        self.query.push_list(name, &mut values, style);
        self
    }

    /// Adds any value to the query, if there is one, written in a style.
    pub fn query_styled<T: Serialize + ?Sized>(self, name: &str, value: Option<&T>, style: Style) -> Self {
        self.query_escaped(name, value, style, Escape::Percent)
    }

    /// Like [`query_styled`](Self::query_styled), and leaves characters alone that the vendor wants unescaped
    /// (`allowReserved`). Those that part pairs and items are escaped all the same.
    pub fn query_reserved<T: Serialize + ?Sized>(self, name: &str, value: Option<&T>, style: Style) -> Self {
        self.query_escaped(name, value, style, Escape::PercentSplitting)
    }

    fn query_escaped<T: Serialize + ?Sized>(
        mut self,
        name: &str,
        value: Option<&T>,
        style: Style,
        escape: Escape,
    ) -> Self {
        if let Some(value) = value {
            let pushed = json(name, value).and_then(|json| self.query.push_styled(name, &json, style, escape));
            self.keep(pushed, |_, ()| ());
        }
        self
    }

    /// Sets a header, if there is a value.
    pub fn header<T: Display>(mut self, name: &str, value: Option<T>) -> Self {
        if let Some(value) = value {
            self.keep(headers::checked(name, &value.to_string()), |builder, (name, value)| {
                builder.request.headers.insert(name, value);
            });
        }
        self
    }

    /// Sets a header to a secret, if there is one; header maps show it as `Sensitive`.
    pub fn header_secret(mut self, name: &str, value: Option<&Secret>) -> Self {
        if let Some(value) = value {
            self.keep(headers::checked(name, value.expose()), |builder, (name, mut value)| {
                value.set_sensitive(true);
                builder.request.headers.insert(name, value);
            });
        }
        self
    }

    /// Sets a header to any value, if there is one, written in a style; one without parts sets none.
    pub fn header_styled<T: Serialize + ?Sized>(mut self, name: &str, value: Option<&T>, style: Style) -> Self {
        if let Some(value) = value {
            let text = json(name, value).and_then(|json| match style {
                Style::Json => Ok(json),
                _ => expand(name, &Parts::of(name, &json)?, style, Escape::Refuse, None),
            });
            let checked = text.and_then(|text| match text.is_empty() {
                true => Ok(None),
                false => headers::checked(name, &text).map(Some),
            });
            self.keep(checked, |builder, header| {
                if let Some((name, value)) = header {
                    builder.request.headers.insert(name, value);
                }
            });
        }
        self
    }

    /// Adds a cookie, if there is a value; percent-encoded.
    pub fn cookie<T: Display>(mut self, name: &str, value: Option<T>) -> Self {
        if let Some(value) = value {
            let value = value.to_string();
            if value.chars().any(char::is_control) {
                self.refused.get_or_insert(Error::invalid_input(name.to_owned(), "holds a control character"));
            }
            let name = utf8_percent_encode(name, RESERVED);
            self.push_cookies(format_args!("{name}={}", utf8_percent_encode(&value, RESERVED)));
        }
        self
    }

    /// Adds any value as a cookie, if there is one, written in a style; exploded parts are cookies of their own.
    pub fn cookie_styled<T: Serialize + ?Sized>(mut self, name: &str, value: Option<&T>, style: Style) -> Self {
        if let Some(value) = value {
            let text = json(name, value).and_then(|json| match style {
                Style::Json => expand(name, &Parts::One(json), Style::Form, Escape::Percent, None),
                _ => expand(name, &Parts::of(name, &json)?, style, Escape::Percent, Some("; ")),
            });
            self.keep(text, |builder, text| match text.is_empty() {
                true => {}
                false => builder.push_cookies(format_args!("{text}")),
            });
        }
        self
    }

    fn push_cookies(&mut self, cookies: fmt::Arguments<'_>) {
        let separator = if self.cookies.is_empty() { "" } else { "; " };
        // Writing into a string does not fail.
        let _ = write!(self.cookies, "{separator}{cookies}");
    }
}
