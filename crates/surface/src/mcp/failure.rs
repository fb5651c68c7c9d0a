//! Tells an assistant why a tool did not do what it was asked to, and what to make of it.

use meterforge_runtime::Error;
use meterforge_runtime::codegen_v1::relayed_body;
use rmcp::model::{CallToolResult, ContentBlock};

use crate::inputs::InputError;

/// As much of the vendor's own words as is shown, in bytes.
const MOST_OF_BODY: usize = 4 * 1024;

/// A call that failed.
pub(super) fn of(error: &Error) -> CallToolResult {
    let mut lines = vec![error.to_string()];
    if error.is_applied() {
        lines.push(
            "The vendor has done what was asked for; only its answer cannot be used. Do not ask again.".to_owned(),
        );
    } else if error.is_outcome_unknown() {
        lines.push("The vendor may or may not have done it. Look before asking again.".to_owned());
    }
    if let keys @ [_, ..] = error.dedup_keys() {
        lines.push(format!("Asked again with the same key, it is not done twice: {}.", keys.join(", ")));
    }
    if let Some(wait) = error.retry_after() {
        lines.push(format!("The vendor asks to wait {} seconds.", wait.as_secs_f64()));
    }
    let mut content = vec![ContentBlock::text(lines.join("\n"))];
    content.extend(body(error).map(ContentBlock::text));
    CallToolResult::error(content)
}

/// The vendor's own words, where they are text; as many of them as are worth reading.
fn body(error: &Error) -> Option<String> {
    let body = relayed_body(error);
    let text = std::str::from_utf8(&body).ok().filter(|text| !text.is_empty())?;
    if text.trim_start().starts_with('<') {
        return None;
    }
    let end = (0..=text.len().min(MOST_OF_BODY)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let shown = &text[..end];
    let rest = text.len() - shown.len();
    Some(if rest == 0 { shown.to_owned() } else { format!("{shown}… and {rest} bytes more") })
}

/// Arguments that are not what the tool takes.
pub(super) fn unfit(error: &InputError) -> CallToolResult {
    CallToolResult::error(vec![ContentBlock::text(error.to_string())])
}

/// An answer that would swallow the conversation.
pub(super) fn too_long(length: usize, most: usize) -> CallToolResult {
    let text = format!(
        "The vendor has answered, and its answer of {length} bytes is longer than the {most} that a result may have. Ask for less."
    );
    CallToolResult::error(vec![ContentBlock::text(text)])
}

/// There is no room for another call.
pub(super) fn busy() -> CallToolResult {
    let text = "Too many calls are under way; the vendor was not asked. Ask again in a moment.";
    CallToolResult::error(vec![ContentBlock::text(text)])
}

/// The caller took it back.
pub(super) fn cancelled() -> CallToolResult {
    CallToolResult::error(vec![ContentBlock::text("The call was taken back; the vendor may have done it.")])
}
