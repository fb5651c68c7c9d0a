//! Sorts media types by how what they carry is read and written.

/// What a media type carries, what is read best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Json,
    Form,
    Multipart,
    Yaml,
    Text,
    Bytes,
}

/// The kind of a media type, or of a range such as `*/*`.
pub(super) fn kind(media_type: &str) -> Kind {
    let essence = essence(media_type);
    match essence.as_str() {
        "application/json" | "text/json" | "*/*" | "application/*" => Kind::Json,
        other if other.ends_with("+json") => Kind::Json,
        "application/x-www-form-urlencoded" => Kind::Form,
        "multipart/form-data" => Kind::Multipart,
        "application/yaml" | "application/x-yaml" | "text/yaml" | "text/x-yaml" | "text/vnd.yaml" => Kind::Yaml,
        other if other.ends_with("+yaml") => Kind::Yaml,
        "application/xml" | "application/x-ndjson" | "application/ndjson" | "application/jsonl" => Kind::Text,
        "application/sparql-query" | "application/graphql" | "application/javascript" => Kind::Text,
        other if other.starts_with("text/") || other.ends_with("+xml") => Kind::Text,
        _ => Kind::Bytes,
    }
}

/// A media type that can be sent, where the contract leaves a range open.
pub(super) fn concrete(media_type: &str) -> String {
    if !media_type.contains('*') {
        return media_type.to_owned();
    }
    let usual = match kind(media_type) {
        Kind::Json => "application/json",
        Kind::Text => "text/plain",
        _ => "application/octet-stream",
    };
    usual.to_owned()
}

/// Type and subtype in lower case, without parameters.
pub(super) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_are_read_by_their_kind() {
        let cases = [
            ("application/json", Kind::Json),
            ("application/json; charset=utf-8", Kind::Json),
            ("application/problem+json", Kind::Json),
            ("*/*", Kind::Json),
            ("application/x-www-form-urlencoded", Kind::Form),
            ("multipart/form-data", Kind::Multipart),
            ("multipart/mixed", Kind::Bytes),
            ("application/vnd.oai.openapi+yaml", Kind::Yaml),
            ("text/yaml", Kind::Yaml),
            ("text/csv", Kind::Text),
            ("image/svg+xml", Kind::Text),
            ("application/pdf", Kind::Bytes),
            ("application/octet-stream", Kind::Bytes),
        ];
        for (media_type, wanted) in cases {
            assert_eq!(kind(media_type), wanted, "{media_type}");
        }
    }

    #[test]
    fn ranges_become_something_that_can_be_sent() {
        let cases = [
            ("*/*", "application/json"),
            ("text/*", "text/plain"),
            ("image/*", "application/octet-stream"),
            ("image/png", "image/png"),
        ];
        for (media_type, wanted) in cases {
            assert_eq!(concrete(media_type), wanted, "{media_type}");
        }
    }
}
