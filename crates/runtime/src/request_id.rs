//! Finds the identifier that a vendor gave to a request.

use http::HeaderMap;

/// Where vendors and their proxies put the identifier of a request, the likeliest first.
const REQUEST_ID: [&str; 5] =
    ["x-request-id", "request-id", "x-kong-request-id", "x-correlation-id", "x-amzn-requestid"];

/// The identifier that the vendor gave to a request.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    REQUEST_ID.iter().find_map(|name| headers.get(*name)?.to_str().ok()).filter(|id| !id.is_empty())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn finds_the_likeliest_request_id() {
        let mut headers = HeaderMap::new();
        assert_eq!(request_id(&headers), None);
        headers.insert("x-correlation-id", HeaderValue::from_static("b"));
        assert_eq!(request_id(&headers), Some("b"));
        headers.insert("x-request-id", HeaderValue::from_static("a"));
        assert_eq!(request_id(&headers), Some("a"));
    }
}
