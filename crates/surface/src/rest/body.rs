//! Reads the body of a request: JSON, within its limit, as the published schema has it.

use std::collections::BTreeMap;

use axum::body::to_bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use super::Problem;
use super::routes::Target;
use crate::binding::Source;
use crate::inputs::InputError;
use crate::json::Json;

/// What the body of a request holds.
#[derive(Debug, Default)]
pub(super) struct Body {
    whole: Option<Json>,
    members: BTreeMap<String, Json>,
}

impl Body {
    /// Reads and checks it.
    pub(super) async fn read(
        target: &Target,
        headers: &HeaderMap,
        body: axum::body::Body,
        limit: usize,
    ) -> Result<Self, Problem> {
        let bytes = to_bytes(body, limit).await.map_err(|error| unreadable(&error, limit))?;
        let Some(schema) = &target.body else {
            return match bytes.is_empty() {
                true => Ok(Self::default()),
                false => Err(InputError::new("body", "is given, but this route takes none").into()),
            };
        };
        if bytes.is_empty() {
            return match target.needs_body {
                false => Ok(Self::default()),
                true => Err(InputError::new("body", "is missing").into()),
            };
        }
        if !is_json(headers) {
            let detail = "the body must be JSON: send `content-type: application/json`";
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail));
        }
        let no_json = |error: serde_json::Error| InputError::new("body", format!("is no JSON: {error}"));
        let whole: Json = serde_json::from_slice(&bytes).map_err(no_json)?;
        schema.check("body", &serde_json::from_slice(&bytes).map_err(no_json)?)?;
        let has_members = target.inputs.iter().any(|input| is_member(&input.binding.source));
        let members = if has_members { serde_json::from_slice(&bytes).map_err(no_json)? } else { BTreeMap::new() };
        Ok(Self { whole: Some(whole), members })
    }

    /// All of it.
    pub(super) fn whole(&self) -> Option<Json> {
        self.whole.clone()
    }

    /// A member of it.
    pub(super) fn member(&self, name: &str) -> Option<Json> {
        self.members.get(name).cloned()
    }
}

fn is_member(source: &Source) -> bool {
    matches!(source, Source::Member(_) | Source::Template(_))
}

fn is_json(headers: &HeaderMap) -> bool {
    let text = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}

fn unreadable(error: &axum::Error, limit: usize) -> Problem {
    let is_too_large = std::iter::successors(Some(error as &(dyn std::error::Error + 'static)), |cause| cause.source())
        .any(|cause| cause.is::<http_body_util::LengthLimitError>());
    match is_too_large {
        true => {
            let detail = format!("the body is larger than {limit} bytes");
            Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
        }
        false => InputError::new("body", "did not arrive whole").into(),
    }
}
