//! Turns what the vendor answered into the result of a tool.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::CONTENT_TYPE;
use rmcp::model::{CallToolResult, ContentBlock, ResourceContents};
use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::failure;
use super::tools::{Ready, Target, Tools};
use crate::answer::Answer;
use crate::cursor::Place;
use crate::json::{self, Json};
use crate::list::{Unbounded, bounded};
use crate::projection::{self, Projection};

/// The member that holds a result which is no object.
const RESULT: &str = "result";

/// The member that says how to go on with a list.
const NEXT: &str = "nextCursor";

/// The result of a good answer to the call for a place in a list.
pub(super) fn of(tools: &Tools, tool: &Ready, target: &Target, place: &Place, answer: Answer) -> CallToolResult {
    if let Some(key) = &answer.duplicate {
        return structured(&json::of(&json!({ "alreadyAccepted": { "key": key } })));
    }
    if answer.body.is_empty() {
        return match tool.wraps {
            true => structured(&with_next(&json::null(), true, None)),
            false => CallToolResult::success(Vec::new()),
        };
    }
    if std::str::from_utf8(&answer.body).is_err() {
        return bytes(&answer, tools.max_result_bytes);
    }
    let bounded = match bounded(&answer.body, target.info.list, place.skip, tools.max_result_bytes) {
        Ok(bounded) => bounded,
        Err(Unbounded::TooLong(length)) => return failure::too_long(length, tools.max_result_bytes),
        Err(Unbounded::NotAsSaid) => return text(&answer, tools.max_result_bytes),
    };
    if bounded.given.is_some() && !target.takes_cursor() {
        // There would be no way to ask for the rest.
        return failure::too_long(answer.body.len(), tools.max_result_bytes);
    }
    let next = match bounded.given {
        Some(given) => Some(Place { page: place.page.clone(), skip: given }),
        None => answer.next.map(|page| Place { page: Some(page), skip: 0 }),
    };
    let json = match target.output {
        Projection::Whole => bounded.json,
        Projection::First(parts) => match serde_json::from_str::<Value>(bounded.json.get()) {
            Ok(whole) => json::of(&projection::first(parts, &whole)),
            Err(_) => json::null(),
        },
    };
    structured(&with_next(&json, tool.wraps, next.filter(|_| target.takes_cursor())))
}

/// Something fixed.
pub(super) fn fixed(json: &'static str, wraps: bool) -> CallToolResult {
    structured(&with_next(&json::fixed(json), wraps, None))
}

/// The JSON as an object, with the place to go on from. Texts are joined, so that every digit stays as it came.
fn with_next(json: &RawValue, wraps: bool, next: Option<Place>) -> Json {
    let mut text = match json.get().strip_suffix('}').filter(|_| !wraps && json.get().starts_with('{')) {
        Some(members) => members.trim_end().to_owned(),
        None => format!("{{\"{RESULT}\":{}", json.get()),
    };
    if let Some(next) = next {
        let separator = if text.ends_with('{') { "" } else { "," };
        text.push_str(&format!("{separator}\"{NEXT}\":{}", json::of(&next.to_string()).get()));
    }
    text.push('}');
    json::fixed(&text)
}

/// A result as structure, and as the same text for clients that know no structure.
fn structured(json: &RawValue) -> CallToolResult {
    let mut result = CallToolResult::success(vec![ContentBlock::text(json.get())]);
    result.structured_content = serde_json::from_str(json.get()).ok();
    result
}

/// An answer that is text and no JSON.
fn text(answer: &Answer, most: usize) -> CallToolResult {
    match std::str::from_utf8(&answer.body) {
        Ok(text) if text.len() <= most => structured(&with_next(&json::of(&text), true, None)),
        _ => failure::too_long(answer.body.len(), most),
    }
}

/// An answer that is no text.
fn bytes(answer: &Answer, most: usize) -> CallToolResult {
    if answer.body.len() > most {
        return failure::too_long(answer.body.len(), most);
    }
    let media_type = answer.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let blob = ResourceContents::blob(STANDARD.encode(&answer.body), "answer:body");
    let blob = blob.with_mime_type(media_type.unwrap_or("application/octet-stream"));
    CallToolResult::success(vec![ContentBlock::resource(blob)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_objects_that_say_how_to_go_on() {
        let next = || Some(Place { page: None, skip: 2 });
        for (json, wraps, next, expected) in [
            (r#"{"a":{"b":1.10}}"#, false, None, r#"{"a":{"b":1.10}}"#),
            (r#"{"a":{"b":1.10}}"#, false, next(), r#"{"a":{"b":1.10},"nextCursor":"2~"}"#),
            ("{}", false, next(), r#"{"nextCursor":"2~"}"#),
            ("{ }", false, next(), r#"{"nextCursor":"2~"}"#),
            ("{}", true, None, r#"{"result":{}}"#),
            ("[1]", true, next(), r#"{"result":[1],"nextCursor":"2~"}"#),
            ("[1]", false, None, r#"{"result":[1]}"#),
            ("null", true, None, r#"{"result":null}"#),
        ] {
            assert_eq!(with_next(&json::fixed(json), wraps, next).get(), expected);
        }
    }
}
