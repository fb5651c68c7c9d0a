//! Reads `encoding`: how the fields of a form are written.

use super::MediaType;
use super::operation::text;
use crate::source::{Node, Span};

/// One entry of `encoding`.
#[derive(Clone, Copy, Debug)]
pub struct Encoding<'doc> {
    /// The property that it is about.
    pub property: &'doc str,
    /// `contentType`: one media type or several.
    pub content_type: Option<&'doc str>,
    /// `style`, as written.
    pub style: Option<&'doc str>,
    /// `explode`, as written.
    pub explode: Option<bool>,
    /// Whether it lists headers of a part.
    pub has_headers: bool,
    /// Where it stands.
    pub span: Span,
}

/// The entries of a media type, in source order.
pub(crate) fn read<'doc>(media_type: &MediaType<'doc>) -> Vec<Encoding<'doc>> {
    let entries = media_type.encoding.and_then(Node::as_map).into_iter().flat_map(|map| map.iter());
    let encoding = |entry: &'doc crate::source::Entry| Encoding {
        property: &entry.key.text,
        content_type: text(&entry.value, "contentType"),
        style: text(&entry.value, "style"),
        explode: entry.value.get("explode").and_then(Node::as_bool),
        has_headers: entry.value.get("headers").and_then(Node::as_map).is_some_and(|map| !map.is_empty()),
        span: entry.key.span,
    };
    entries.map(encoding).collect()
}
