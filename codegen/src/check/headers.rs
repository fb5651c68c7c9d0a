//! Checks names of headers.

use super::context::Context;
use crate::capability::Text;
use crate::diagnostic::Diagnostic;

/// Who puts the header on the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// The credential.
    Authentication,
    /// An input.
    Parameter,
}

/// Headers that the client sets by itself.
const OWN: [&str; 10] = [
    "authorization",
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Reports a name that no header can have, or that an input should not have.
pub(super) fn name(cx: &mut Context, name: &Text, owner: Owner) {
    if !is_token(&name.value) {
        let message = format!("invalid header name {:?}", name.value);
        cx.push(Diagnostic::error("NK226", name.span, message));
    } else if owner == Owner::Parameter && OWN.contains(&&*name.value.to_ascii_lowercase()) {
        let message = format!("header `{}` overrides what the client sets by itself", name.value);
        cx.push(Diagnostic::warning("NK226", name.span, message));
    }
}

/// RFC 9110, 5.6.2.
fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens() {
        for (text, yes) in
            [("X-Api-Key", true), ("x_y.z", true), ("X Y", false), ("", false), ("X:", false), ("é", false)]
        {
            assert_eq!(is_token(text), yes, "{text}");
        }
    }
}
