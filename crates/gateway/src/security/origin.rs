//! Compares the origin of a browser's page with those that may ask.

use std::str::FromStr;

use http::header::ORIGIN;
use http::{HeaderMap, HeaderValue, Uri};

/// An origin whose pages may ask, such as `https://app.example.com`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowedOrigin(String);

impl FromStr for AllowedOrigin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let expected =
            || "expected a scheme and a host such as `https://app.example.com`, and nothing behind".to_owned();
        let uri = Uri::from_str(text).map_err(|_| expected())?;
        match (uri.scheme_str(), uri.authority()) {
            (Some(scheme @ ("http" | "https")), Some(authority))
                if text.len() == scheme.len() + 3 + authority.as_str().len() =>
            {
                // Browsers leave the usual port out.
                let usual = if scheme == "https" { ":443" } else { ":80" };
                Ok(Self(text.strip_suffix(usual).unwrap_or(text).to_ascii_lowercase()))
            }
            _ => Err(expected()),
        }
    }
}

/// The origins that may ask.
#[derive(Clone, Debug)]
pub(crate) struct Origins(Vec<AllowedOrigin>);

impl Origins {
    pub(crate) fn of(allowed: &[AllowedOrigin]) -> Self {
        Self(allowed.to_vec())
    }

    /// Whether a request comes from one of them, or from no page at all.
    pub(crate) fn allow(&self, headers: &HeaderMap) -> bool {
        headers.get_all(ORIGIN).iter().all(|origin| self.is_allowed(origin))
    }

    /// Whether it is one of them. What browsers send is in its only spelling already.
    pub(crate) fn is_allowed(&self, origin: &HeaderValue) -> bool {
        self.0.iter().any(|allowed| allowed.0.as_bytes() == origin.as_bytes())
    }

    /// Whether there are any.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_origins_that_are_named_may_ask() {
        let origins =
            Origins::of(&["https://App.example:443".parse().unwrap(), "http://localhost:3000".parse().unwrap()]);
        for (sent, expected) in [
            (&[][..], true),
            (&["https://app.example"][..], true),
            (&["http://localhost:3000"], true),
            (&["http://localhost"], false),
            (&["http://localhost:30000"], false),
            (&["http://app.example"], false),
            (&["https://app.example.evil"], false),
            (&["https://app.example", "https://evil.example"], false),
            (&["null"], false),
            (&[""], false),
        ] {
            let mut headers = HeaderMap::new();
            for origin in sent {
                headers.append(ORIGIN, HeaderValue::from_static(origin));
            }
            assert_eq!(origins.allow(&headers), expected, "{sent:?}");
        }
        for text in ["", "*", "null", "app.example", "https://app.example/", "https://a/b", "file:///x", "https://a?b"]
        {
            assert!(text.parse::<AllowedOrigin>().is_err(), "{text}");
        }
    }
}
