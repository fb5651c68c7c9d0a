//! Relays what the vendor answered.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::{CONTENT_TYPE, LINK};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::{Value, json};

use super::Problem;
use super::routes::{CURSOR, Target};
use crate::answer::Answer;
use crate::cursor::Place;
use crate::projection::{self, Projection};

/// Headers of the vendor's that mean the same to whoever called us. All others are between the vendor and us: cookies,
/// hops, transfer codings.
const RELAYED: [&str; 10] = [
    "cache-control",
    "content-disposition",
    "content-language",
    "content-type",
    "etag",
    "last-modified",
    "location",
    "retry-after",
    "retry-after-ms",
    "vary",
];

/// Where the vendor's own identifier of the request goes; ours has the usual name.
const UPSTREAM_REQUEST_ID: HeaderName = HeaderName::from_static("x-upstream-request-id");

/// A good answer.
pub(super) fn relay(answer: Answer, target: &Target, own_path: &str, own_query: &str) -> Response {
    if let Some(key) = &answer.duplicate
        && answer.attempts > 1
    {
        // The vendor refuses the repetition that we made; the caller asked once, and what was asked for is done.
        let body = json!({ "alreadyAccepted": { "key": key } });
        return (StatusCode::OK, [(CONTENT_TYPE, "application/json")], body.to_string()).into_response();
    }
    let link = answer.next.as_ref().filter(|_| target.takes_cursor()).and_then(|next| {
        let place = Place { page: Some(next.clone()), skip: 0 };
        next_page(own_path, own_query, &place.to_string())
    });
    let mut response = match (&target.output, answer.body.is_empty()) {
        (Projection::First(parts), false) => match serde_json::from_slice::<Value>(&answer.body) {
            Ok(whole) => {
                let body = projection::first(parts, &whole).to_string();
                bare(answer.status, &answer.headers, Bytes::from(body))
            }
            Err(_) => return not_json(answer.status),
        },
        _ => bare(answer.status, &answer.headers, answer.body),
    };
    response.headers_mut().extend(link.map(|link| (LINK, link)));
    response
}

/// A status, a body, and the headers that are relayed.
pub(super) fn bare(status: StatusCode, headers: &HeaderMap, body: Bytes) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let relayed = headers.iter().filter(|(name, _)| is_relayed(name.as_str()));
    response.headers_mut().extend(relayed.map(|(name, value)| (name.clone(), value.clone())));
    let id = ["x-request-id", "request-id", "x-correlation-id"].iter().find_map(|name| headers.get(*name));
    response.headers_mut().extend(id.map(|id| (UPSTREAM_REQUEST_ID, id.clone())));
    response
}

fn is_relayed(name: &str) -> bool {
    RELAYED.contains(&name) || name.starts_with("x-ratelimit-") || name.starts_with("ratelimit")
}

/// Something fixed.
pub(super) fn fixed(json: &'static str) -> Response {
    ([(CONTENT_TYPE, "application/json")], json).into_response()
}

/// The vendor said yes, and what it said cannot be taken apart.
pub(super) fn not_json(status: StatusCode) -> Response {
    let detail = format!("the vendor answered {status}, but not in JSON; what was asked for is done");
    let problem = Problem::new(StatusCode::BAD_GATEWAY, detail);
    problem.with("upstreamStatus", status.as_u16()).with("outcome", "applied").into()
}

/// The address of the next page (RFC 8288): the same one with the cursor exchanged.
fn next_page(path: &str, query: &str, cursor: &str) -> Option<HeaderValue> {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    pairs.extend_pairs(form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != CURSOR));
    pairs.append_pair(CURSOR, cursor);
    HeaderValue::from_str(&format!("<{path}?{}>; rel=\"next\"", pairs.finish())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_is_the_same_address_with_another_cursor() {
        let link = next_page("/acme/v1/meters", "limit=10&cursor=0~a&name=x%26y", "0~b c").unwrap();
        assert_eq!(link, "</acme/v1/meters?limit=10&name=x%26y&cursor=0%7Eb+c>; rel=\"next\"");
    }

    #[test]
    fn what_is_between_the_vendor_and_us_stays_there() {
        let mut headers = HeaderMap::new();
        for name in ["content-type", "set-cookie", "x-ratelimit-remaining", "connection", "server", "x-request-id"] {
            headers.insert(name, HeaderValue::from_static("v"));
        }
        let response = bare(StatusCode::OK, &headers, Bytes::new());
        let mut names: Vec<&str> = response.headers().keys().map(HeaderName::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["content-type", "x-ratelimit-remaining", "x-upstream-request-id"]);
    }
}
