//! Takes a caller's credentials off a request: what they prove is for us, and for nobody behind us.

use http::header::{AUTHORIZATION, PROXY_AUTHORIZATION};
use http::{HeaderMap, HeaderName};

use crate::token::Token;

/// What a request brings as its bearer token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bearer {
    /// The one that is asked for.
    Right,
    /// Another one.
    Wrong,
    /// None, or more than one, or another kind of credential.
    Missing,
}

impl Bearer {
    /// Reads it (RFC 6750, section 2.1).
    pub(crate) fn of(headers: &HeaderMap, token: &Token) -> Self {
        let mut values = headers.get_all(AUTHORIZATION).iter();
        let (Some(value), None) = (values.next(), values.next()) else { return Self::Missing };
        let Some((scheme, text)) = value.as_bytes().split_at_checked(b"Bearer ".len()) else { return Self::Missing };
        match scheme.eq_ignore_ascii_case(b"Bearer ") {
            false => Self::Missing,
            true if token.is(text) => Self::Right,
            true => Self::Wrong,
        }
    }
}

/// Headers by which a caller, or a proxy for it, proves who it is, or says where it comes from.
const PERSONAL: [HeaderName; 9] = [
    AUTHORIZATION,
    PROXY_AUTHORIZATION,
    HeaderName::from_static("forwarded"),
    HeaderName::from_static("via"),
    HeaderName::from_static("x-forwarded-for"),
    HeaderName::from_static("x-forwarded-host"),
    HeaderName::from_static("x-forwarded-proto"),
    HeaderName::from_static("x-forwarded-user"),
    HeaderName::from_static("x-real-ip"),
];

/// Takes them off, so that no input can be bound to them.
pub(crate) fn strip(headers: &mut HeaderMap) {
    for name in &PERSONAL {
        headers.remove(name);
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn exactly_one_right_token_is_asked_for() {
        let token = Token::new("0123456789abcdef").unwrap();
        for (values, expected) in [
            (&[][..], Bearer::Missing),
            (&["Bearer 0123456789abcdef"][..], Bearer::Right),
            (&["bearer 0123456789abcdef"], Bearer::Right),
            (&["Bearer 0123456789abcdeg"], Bearer::Wrong),
            (&["Bearer "], Bearer::Wrong),
            (&["Bearer"], Bearer::Missing),
            (&["Bearer  0123456789abcdef"], Bearer::Wrong),
            (&["0123456789abcdef"], Bearer::Missing),
            (&["Basic 0123456789abcdef"], Bearer::Missing),
            (&["Bearer 0123456789abcdef", "Bearer 0123456789abcdef"], Bearer::Missing),
        ] {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(AUTHORIZATION, HeaderValue::from_static(value));
            }
            assert_eq!(Bearer::of(&headers, &token), expected, "{values:?}");
        }
    }

    #[test]
    fn what_proves_who_a_caller_is_goes_no_further() {
        let mut headers = HeaderMap::new();
        for name in ["authorization", "x-forwarded-user", "via", "x-region"] {
            headers.append(name, HeaderValue::from_static("a"));
            headers.append(name, HeaderValue::from_static("b"));
        }
        strip(&mut headers);
        let left: Vec<&str> = headers.keys().map(HeaderName::as_str).collect();
        assert_eq!(left, ["x-region"]);
    }
}
