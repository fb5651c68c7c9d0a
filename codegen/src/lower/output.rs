//! Lowers responses to what a good answer carries and what refusals mean.

use super::context::Context;
use super::place::Place;
use super::{codes, content, docs};
use crate::capability::OutputFormat;
use crate::contract::{ContractOperation, Response, Status};
use crate::diagnostic::Diagnostic;
use crate::ir::{Content, ErrorAnswer, Output, StatusRange, Success, Type};

/// What an operation answers.
pub(super) struct Answers {
    pub(super) output: Output,
    /// Statuses outside 2xx that are good answers.
    pub(super) statuses: Vec<u16>,
    pub(super) errors: Vec<ErrorAnswer>,
}

impl Answers {
    /// What an operation answers of which no contract says anything.
    pub(super) fn untyped(format: OutputFormat) -> Self {
        let output = Output::One(match format {
            OutputFormat::Json => content::untyped(Type::Json),
            OutputFormat::Text(media_type) => Content::Text { media_type: media_type.to_owned() },
            OutputFormat::Bytes(media_type) => Content::Bytes { media_type: media_type.to_owned() },
        });
        Self { output, statuses: Vec::new(), errors: Vec::new() }
    }
}

/// Lowers the responses of an operation; the `partial` status is an error to callers.
pub(super) fn answers<'doc>(
    cx: &mut Context<'doc, '_>,
    operation: &ContractOperation<'doc>,
    wire_name: &str,
    index: usize,
    partial: Option<u16>,
) -> Answers {
    let (good, bad) = parted(operation, partial);
    let several = good.iter().filter(|response| !response.content.is_empty()).count() > 1;
    let mut successes = Vec::new();
    for response in &good {
        let status = several.then(|| status_text(response.status));
        let place = Place::response(wire_name, index, status.as_deref());
        let contents = content::each_received(cx, &response.content, &place);
        let status = range(response.status);
        if is_redirect(response.status) && !contents.iter().any(|(_, content)| matches!(content, Content::Json { .. }))
        {
            successes.push(Success { status, media_types: Vec::new(), content: Some(Content::Location) });
            continue;
        }
        if contents.is_empty() {
            successes.push(Success { status, media_types: Vec::new(), content: None });
        }
        let success = |(media_types, content)| Success { status, media_types, content: Some(content) };
        successes.extend(contents.into_iter().map(success));
    }
    let mut errors = Vec::new();
    for response in &bad {
        let place = Place::error(wire_name, index, &status_text(response.status));
        let content = content::received(cx, &response.content, &place);
        let docs = docs::text(None, response.description);
        errors.push(ErrorAnswer { status: range(response.status), content, docs });
    }
    if successes.is_empty() {
        let message = format!("no good answer of `{wire_name}` is described, so any JSON value or nothing is accepted");
        cx.tell(Diagnostic::warning(codes::NO_SUCCESS, operation.span, message));
        return Answers { output: Output::Maybe(content::untyped(Type::Json)), statuses: Vec::new(), errors };
    }
    let statuses = good.iter().flat_map(|response| redirects(response.status)).collect();
    Answers { output: output(successes), statuses, errors }
}

/// The good answers and the others. Without a 2xx a redirect is the answer, since there can be no other; without that,
/// `default` stands for whatever is not listed.
fn parted<'op, 'doc>(
    operation: &'op ContractOperation<'doc>,
    partial: Option<u16>,
) -> (Vec<&'op Response<'doc>>, Vec<&'op Response<'doc>>) {
    let is_partial = |status: Status| partial.is_some_and(|partial| status == Status::Exact(partial));
    let is_good: [&dyn Fn(Status) -> bool; 3] =
        [&|status| status.class() == Some(2) && !is_partial(status), &is_redirect, &|status| status == Status::Default];
    // An answer of class 1 is followed by another one.
    let all = || operation.responses.iter().filter(|response| response.status.class() != Some(1));
    let is_good = is_good.iter().find(|is_good| all().any(|response| is_good(response.status)));
    all().partition(|response| is_good.is_some_and(|is_good| is_good(response.status)))
}

/// A 304 leads nowhere: it answers a condition that the caller has set.
fn is_redirect(status: Status) -> bool {
    status.class() == Some(3) && status != Status::Exact(304)
}

/// The statuses that lead elsewhere.
fn redirects(status: Status) -> Vec<u16> {
    match status {
        Status::Exact(exact) if is_redirect(status) => vec![exact],
        Status::Class(3) => vec![300, 301, 302, 303, 307, 308],
        _ => Vec::new(),
    }
}

fn output(successes: Vec<Success>) -> Output {
    let mut contents: Vec<Content> = Vec::new();
    for content in successes.iter().filter_map(|success| success.content.as_ref()) {
        if !contents.iter_mut().any(|other| other.merge(content)) {
            contents.push(content.clone());
        }
    }
    let all_carry = successes.iter().all(|success| success.content.is_some());
    match (contents.len(), contents.pop()) {
        (1, Some(only)) if all_carry => Output::One(only),
        (1, Some(only)) => Output::Maybe(only),
        (0, _) | (_, None) => Output::Empty,
        _ => Output::Several(successes),
    }
}

fn range(status: Status) -> StatusRange {
    match status {
        Status::Exact(status) => StatusRange::Exact(status),
        Status::Class(class) => StatusRange::Class(class),
        Status::Default => StatusRange::Default,
    }
}

fn status_text(status: Status) -> String {
    match status {
        Status::Exact(status) => status.to_string(),
        Status::Class(class) => format!("{class}XX"),
        Status::Default => "default".to_owned(),
    }
}
