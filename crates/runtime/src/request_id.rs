//! Finds the identifier that a vendor gave to a request.

use http::HeaderMap;

/// Where most vendors put the identifier of a request, the likeliest first.
const USUAL: [&str; 3] = ["x-request-id", "request-id", "x-correlation-id"];

/// The identifier that the vendor gave to a request.
///
/// Many vendors and their proxies put a name of their own into the header's (`x-acme-request-id`): such a header counts
/// when none of the usual ones is there.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    let usual = USUAL.iter().filter_map(|name| headers.get(*name));
    let branded = headers.iter().filter(|(name, _)| is_branded(name.as_str())).map(|(_, value)| value);
    usual.chain(branded).filter_map(|value| value.to_str().ok()).find(|id| !id.is_empty())
}

fn is_branded(name: &str) -> bool {
    name.starts_with("x-") && (name.ends_with("-request-id") || name.ends_with("-requestid"))
}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue};

    use super::*;

    #[test]
    fn finds_the_likeliest_request_id() {
        let mut headers = HeaderMap::new();
        assert_eq!(request_id(&headers), None);
        for (name, id, expected) in [
            ("x-requested-by", "nobody", None),
            ("x-acme-request-id", "branded", Some("branded")),
            ("x-correlation-id", "correlation", Some("correlation")),
            ("request-id", "", Some("correlation")),
            ("x-request-id", "usual", Some("usual")),
        ] {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(id));
            assert_eq!(request_id(&headers), expected, "{name}");
        }
    }

    #[test]
    fn a_proxys_spelling_counts_too() {
        let mut headers = HeaderMap::new();
        headers.insert("x-cloud-requestid", HeaderValue::from_static("a"));
        assert_eq!(request_id(&headers), Some("a"));
    }
}
