//! Describes what a REST surface answers when it refuses by itself: problem details (RFC 9457).

use crate::emit::json::Json;

/// When a surface refuses by itself.
const REFUSALS: [(&str, &str); 7] = [
    ("400", "An input is missing or not what its schema says; `input` names it."),
    ("405", "The path is served, but not by this method."),
    ("413", "The body is too large."),
    ("415", "The body is not JSON."),
    ("502", "The vendor's answer could not be had, or not be used; `outcome` says what is known to have happened."),
    ("503", "Too much is going on at once."),
    ("504", "The vendor did not answer in time; `outcome` says what is known to have happened."),
];

/// Where the schema of a problem stands.
pub(super) const SCHEMA: &str = "#/components/schemas/Problem";

/// What problems are sent as.
pub(super) const MEDIA_TYPE: &str = "application/problem+json";

/// The statuses of our own refusals, and when they come.
pub(super) fn refusals(takes_body: bool) -> impl Iterator<Item = (&'static str, &'static str)> {
    REFUSALS.into_iter().filter(move |(status, _)| takes_body || !matches!(*status, "413" | "415"))
}

/// The schema of a problem.
pub(super) fn schema() -> Json<'static> {
    let text = |what: &'static str| Json::object().with("type", "string").with("description", what);
    let number = |what: &'static str| Json::object().with("type", "integer").with("description", what);
    let outcome = text("What is known to have happened at the vendor.")
        .with("enum", Json::texts(["nothing done", "unknown", "applied"]));
    let keys = Json::object()
        .with("type", "array")
        .with("items", Json::object().with("type", "string"))
        .with("description", "The keys by which the vendor recognises the call when it is made again.");
    let properties = Json::object()
        .with("title", text("The status in words."))
        .with("status", number("The status."))
        .with("detail", text("What is wrong, for people."))
        .with("input", text("The input that is at fault."))
        .with("pointer", text("Where in the input, as a JSON pointer (RFC 6901)."))
        .with("outcome", outcome)
        .with("upstreamStatus", number("The vendor's own status."))
        .with("attempts", number("How often the vendor was asked."))
        .with("dedupKeys", keys);
    Json::object()
        .with("type", "object")
        .with("description", "A refusal by this service and not by the vendor (RFC 9457).")
        .with("properties", properties)
        .with("required", Json::texts(["title", "status", "detail"]))
}

/// The response to refer to.
pub(super) fn response() -> Json<'static> {
    let content = Json::object().with(MEDIA_TYPE, Json::object().with("schema", reference(SCHEMA)));
    Json::object().with("description", "Refused by this service.").with("content", content)
}

/// A reference to a place in the document.
pub(super) fn reference(place: &'static str) -> Json<'static> {
    Json::object().with("$ref", place)
}
