//! Turns `requestBody` and `responses` into their contents by status and media type.

use super::operation::text;
use super::{Contract, codes, reference};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Node, Span};

/// `requestBody`
#[derive(Clone, Debug)]
pub struct RequestBody<'doc> {
    /// `required`
    pub required: bool,
    /// `description`
    pub description: Option<&'doc str>,
    /// `content`, in source order.
    pub content: Vec<MediaType<'doc>>,
    /// Where it stands.
    pub span: Span,
}

/// One entry of `content`.
#[derive(Clone, Copy, Debug)]
pub struct MediaType<'doc> {
    /// Its name, such as `application/json`.
    pub name: &'doc str,
    /// Its schema.
    pub schema: Option<&'doc Node>,
    /// `encoding`, by property.
    pub encoding: Option<&'doc Node>,
    /// `example`
    pub example: Option<&'doc Node>,
    /// `examples`
    pub examples: Option<&'doc Node>,
    /// Where it stands.
    pub span: Span,
}

/// One entry of `responses`.
#[derive(Clone, Debug)]
pub struct Response<'doc> {
    /// The status it answers for.
    pub status: Status,
    /// `description`
    pub description: Option<&'doc str>,
    /// `content`, in source order.
    pub content: Vec<MediaType<'doc>>,
    /// `headers`, in source order.
    pub headers: Vec<HeaderObject<'doc>>,
    /// Where it stands.
    pub span: Span,
}

/// One entry of `headers`.
#[derive(Clone, Copy, Debug)]
pub struct HeaderObject<'doc> {
    /// Its name.
    pub name: &'doc str,
    /// `description`
    pub description: Option<&'doc str>,
    /// `deprecated`
    pub deprecated: bool,
    /// Its schema, or that of its content.
    pub schema: Option<&'doc Node>,
    /// The media type of its content, where it has one.
    pub media_type: Option<&'doc str>,
}

/// An exact status, a class such as `4XX` by its first digit, or `default`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// `404`
    Exact(u16),
    /// `4XX`
    Class(u16),
    /// `default`
    Default,
}

impl Status {
    /// Its first digit; none for `default`.
    pub fn class(self) -> Option<u16> {
        match self {
            Self::Exact(status) => Some(status / 100),
            Self::Class(class) => Some(class),
            Self::Default => None,
        }
    }
}

pub(super) fn request_body<'doc>(
    contract: &Contract<'doc>,
    node: &'doc Node,
    diagnostics: &mut Diagnostics,
) -> RequestBody<'doc> {
    // A reference that leads nowhere leaves a body of which nothing is known.
    let node = reference::follow(contract, node, diagnostics).unwrap_or(node);
    RequestBody {
        required: node.get("required").and_then(Node::as_bool).unwrap_or(false),
        description: text(node, "description"),
        content: content(node),
        span: node.span,
    }
}

pub(super) fn read<'doc>(
    contract: &Contract<'doc>,
    operation: &'doc Node,
    diagnostics: &mut Diagnostics,
) -> Vec<Response<'doc>> {
    let mut responses = Vec::new();
    for line in operation.get("responses").and_then(Node::as_map).into_iter().flat_map(|map| map.iter()) {
        if line.key.text.starts_with("x-") {
            continue;
        }
        let Some(status) = status(&line.key.text) else {
            let message = format!("`{}` is no status; expected `200`, `4XX` or `default`", line.key.text);
            diagnostics.push(Diagnostic::warning(codes::BAD_STATUS, line.key.span, message));
            continue;
        };
        let span = line.key.span;
        responses.push(match reference::follow(contract, &line.value, diagnostics) {
            Some(node) => Response {
                status,
                description: text(node, "description"),
                content: content(node),
                headers: headers(contract, node, diagnostics),
                span,
            },
            None => Response { status, description: None, content: unknown(status, span), headers: Vec::new(), span },
        });
    }
    responses
}

/// What an answer carries of which only the status is known: perhaps something, when it is a good one.
fn unknown(status: Status, span: Span) -> Vec<MediaType<'static>> {
    let is_good = status.class().is_none_or(|class| class == 2);
    is_good.then_some(json(span)).into_iter().collect()
}

fn json(span: Span) -> MediaType<'static> {
    MediaType { name: "application/json", schema: None, encoding: None, example: None, examples: None, span }
}

fn content<'doc>(node: &'doc Node) -> Vec<MediaType<'doc>> {
    let entries = node.get("content").and_then(Node::as_map).into_iter().flat_map(|map| map.iter());
    let media_type = |entry: &'doc crate::source::Entry| MediaType {
        name: &entry.key.text,
        schema: entry.value.get("schema"),
        encoding: entry.value.get("encoding"),
        example: entry.value.get("example"),
        examples: entry.value.get("examples"),
        span: entry.key.span,
    };
    entries.map(media_type).collect()
}

fn headers<'doc>(
    contract: &Contract<'doc>,
    response: &'doc Node,
    diagnostics: &mut Diagnostics,
) -> Vec<HeaderObject<'doc>> {
    let mut headers = Vec::new();
    for entry in response.get("headers").and_then(Node::as_map).into_iter().flat_map(|map| map.iter()) {
        let Some(node) = reference::follow(contract, &entry.value, diagnostics) else { continue };
        let content = node.get("content").and_then(Node::as_map).and_then(|content| content.iter().next());
        headers.push(HeaderObject {
            name: &entry.key.text,
            description: text(node, "description"),
            deprecated: node.get("deprecated").and_then(Node::as_bool).unwrap_or(false),
            schema: content.map_or_else(|| node.get("schema"), |content| content.value.get("schema")),
            media_type: content.map(|content| &*content.key.text),
        });
    }
    headers
}

fn status(text: &str) -> Option<Status> {
    if text == "default" {
        return Some(Status::Default);
    }
    let digit = text.chars().next()?.to_digit(10).filter(|digit| (1..=5).contains(digit))?;
    if text.len() == 3 && text[1..].eq_ignore_ascii_case("xx") {
        return Some(Status::Class(digit as u16));
    }
    text.parse().ok().filter(|status| (100..600).contains(status)).map(Status::Exact)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_statuses() {
        let cases = [
            ("200", Some(Status::Exact(200))),
            ("4XX", Some(Status::Class(4))),
            ("5xx", Some(Status::Class(5))),
            ("default", Some(Status::Default)),
            ("600", None),
            ("20", None),
            ("ok", None),
            ("", None),
        ];
        for (text, wanted) in cases {
            assert_eq!(status(text), wanted, "{text}");
        }
    }
}
