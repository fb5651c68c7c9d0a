//! Finds the vendor's own words in the body of an error answer.

use http::header;
use serde_json::{Map, Value};

use super::Reply;

/// The longest message that is shown, in characters; longer ones are cut.
const LONGEST_MESSAGE: usize = 300;

/// The longest bare text that is taken for a message, in bytes: beyond it, it is a page.
const LONGEST_TEXT: usize = 1000;

/// What a vendor says went wrong.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct VendorMessage {
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
}

/// Reads a JSON string, RFC 9457 problem details, the usual `{message}` and `{error}` objects, or a short bare text.
pub(crate) fn read(reply: &Reply) -> VendorMessage {
    if !reply.status.is_success() || reply.status.as_u16() == 207 {
        match serde_json::from_slice(&reply.body) {
            Ok(value) => from_json(&value, reply, 0),
            Err(_) if is_html(reply) => VendorMessage::default(),
            Err(_) => from_text(reply),
        }
    } else {
        VendorMessage::default()
    }
}

fn from_json(value: &Value, reply: &Reply, depth: usize) -> VendorMessage {
    match value {
        Value::String(text) => VendorMessage { code: None, message: shown(text, reply) },
        Value::Object(members) if depth < 3 => from_object(members, reply, depth),
        Value::Array(items) if depth < 3 => {
            items.first().map(|item| from_json(item, reply, depth + 1)).unwrap_or_default()
        }
        _ => VendorMessage::default(),
    }
}

fn from_object(members: &Map<String, Value>, reply: &Reply, depth: usize) -> VendorMessage {
    let text =
        |names: &[&str]| names.iter().find_map(|name| members.get(*name)?.as_str().and_then(|text| shown(text, reply)));
    // A title that only repeats the status says nothing new beside a detail.
    let is_said =
        |title: &str| reply.status.canonical_reason().is_some_and(|reason| reason.eq_ignore_ascii_case(title));
    let number = |name: &str| members.get(name)?.as_i64().map(|code| code.to_string());
    let mut found = VendorMessage {
        code: text(&["code", "error_code", "errorCode"]).or_else(|| number("code")),
        message: match (text(&["title"]), text(&["detail"])) {
            (Some(title), Some(detail)) if title != detail && !is_said(&title) => {
                shown(&format!("{title}: {detail}"), reply)
            }
            (title, detail) => detail.or(title),
        }
        .or_else(|| text(&["message", "error_description", "error_message", "errorMessage", "msg", "reason", "error"])),
    };
    // Some wrap it all once more: `{"error": {"code": …, "message": …}}`, `{"errors": ["…"]}`.
    for name in ["error", "errors"] {
        if found.message.is_none() {
            let inside = members.get(name).map(|value| from_json(value, reply, depth + 1)).unwrap_or_default();
            found = VendorMessage { code: found.code.or(inside.code), message: inside.message };
        }
    }
    found
}

fn from_text(reply: &Reply) -> VendorMessage {
    let text = std::str::from_utf8(&reply.body).ok().filter(|text| text.len() <= LONGEST_TEXT);
    VendorMessage { code: None, message: text.and_then(|text| shown(text, reply)) }
}

fn is_html(reply: &Reply) -> bool {
    let declared = reply.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    declared.is_some_and(|value| value.contains("html")) || reply.body.trim_ascii_start().starts_with(b"<")
}

/// One line without control characters and without the credential, cut to a length that fits a log; none when nothing
/// is left. The credential goes first, so that no part of it is left over at the cut.
fn shown(text: &str, reply: &Reply) -> Option<String> {
    let text = reply.redaction.hide(text);
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    let line = words.join(" ");
    match line.char_indices().nth(LONGEST_MESSAGE) {
        _ if line.is_empty() => None,
        Some((cut, _)) => Some(format!("{}…", &line[..cut])),
        None => Some(line),
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::{HeaderMap, HeaderValue, StatusCode};

    use super::*;
    use crate::redaction::Redaction;

    fn reply(content_type: &'static str, body: &str) -> Reply {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        Reply {
            status: StatusCode::BAD_REQUEST,
            headers,
            body: Bytes::from(body.to_owned()),
            redaction: Redaction::of(["k3y".into()]),
        }
    }

    #[test]
    fn finds_code_and_message_in_what_vendors_write() {
        let json = "application/json";
        for (content_type, body, code, message) in [
            (json, r#""entitlement not found""#, None, Some("entitlement not found")),
            (json, r#"{"message":"no such meter"}"#, None, Some("no such meter")),
            (json, r#"{"error":"bad"}"#, None, Some("bad")),
            (json, r#"{"error":{"code":"E1","message":"bad"}}"#, Some("E1"), Some("bad")),
            (json, r#"{"errors":[{"code":7,"message":"bad"}]}"#, Some("7"), Some("bad")),
            (json, r#"{"errors":["first","second"]}"#, None, Some("first")),
            (json, r#"{"code":"quota","message":"a\nb"}"#, Some("quota"), Some("a b")),
            (json, r#"{"title":"Bad Request","detail":"key is empty"}"#, None, Some("key is empty")),
            (json, r#"{"title":"No key","detail":"key is empty"}"#, None, Some("No key: key is empty")),
            (json, r#"{"title":"Gone","status":410}"#, None, Some("Gone")),
            (json, r#"{"unheard":"of"}"#, None, None),
            (json, "null", None, None),
            (json, r#""""#, None, None),
            ("text/plain", "  bad request\r\n", None, Some("bad request")),
            ("text/html", "oops", None, None),
            ("text/plain", " <!doctype html><p>oops", None, None),
            ("text/plain", "", None, None),
        ] {
            let expected = VendorMessage { code: code.map(Into::into), message: message.map(Into::into) };
            assert_eq!(read(&reply(content_type, body)), expected, "{body}");
        }
    }

    #[test]
    fn cuts_long_messages_and_skips_pages_of_text() {
        let long = read(&reply("application/json", &format!("{{\"message\":\"{}\"}}", "é".repeat(400))));
        assert_eq!(long.message.unwrap(), format!("{}…", "é".repeat(300)));
        assert_eq!(read(&reply("text/plain", &"x".repeat(1001))), VendorMessage::default());
    }

    #[test]
    fn the_credential_is_hidden_even_where_the_cut_would_part_it() {
        let echo = read(&reply("application/json", r#"{"code":"k3y","message":"bad key k3y"}"#));
        let expected = VendorMessage { code: Some("<redacted>".into()), message: Some("bad key <redacted>".into()) };
        assert_eq!(echo, expected);
        let parted = read(&reply("text/plain", &format!("{} k3y", "x".repeat(297))));
        assert_eq!(parted.message.unwrap(), format!("{} <r…", "x".repeat(297)));
    }

    #[test]
    fn does_not_read_messages_out_of_successes() {
        let success = Reply { status: StatusCode::OK, ..reply("application/json", r#"{"message":"hello"}"#) };
        assert_eq!(read(&success), VendorMessage::default());
    }
}
