//! Lowers responses to what a good answer carries and what refusals mean.

use super::context::Context;
use super::place::Place;
use super::{codes, content, docs};
use crate::contract::{ContractOperation, Response, Status};
use crate::diagnostic::Diagnostic;
use crate::ir::{ErrorAnswer, Output, StatusRange, Success, Type};

/// What an operation answers.
pub(super) struct Answers {
    pub(super) output: Output,
    pub(super) errors: Vec<ErrorAnswer>,
}

/// Lowers the responses of an operation; the `partial` status is an error to callers.
pub(super) fn answers<'doc>(
    cx: &mut Context<'doc, '_>,
    operation: &ContractOperation<'doc>,
    wire_name: &str,
    index: usize,
    partial: Option<u16>,
) -> Answers {
    let is_partial = |status: Status| partial.is_some_and(|partial| status == Status::Exact(partial));
    let (mut good, mut bad): (Vec<&Response<'doc>>, Vec<_>) = operation
        .responses
        .iter()
        .filter(|response| response.status.class() != Some(1))
        .partition(|response| response.status.class() == Some(2) && !is_partial(response.status));
    if good.is_empty() {
        // `default` stands for whatever is not listed, and here that is the good answer.
        (good, bad) = bad.into_iter().partition(|response| response.status == Status::Default);
    }
    let several = good.iter().filter(|response| !response.content.is_empty()).count() > 1;
    let mut successes = Vec::new();
    for response in &good {
        let status = several.then(|| status_text(response.status));
        let place = Place::response(wire_name, index, status.as_deref());
        let content = content::received(cx, &response.content, &place);
        successes.push(Success { status: range(response.status), content });
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
        return Answers { output: Output::Maybe(content::untyped(Type::Json)), errors };
    }
    Answers { output: output(successes), errors }
}

fn output(successes: Vec<Success>) -> Output {
    let mut contents = Vec::new();
    for content in successes.iter().filter_map(|success| success.content.as_ref()) {
        if !contents.contains(content) {
            contents.push(content.clone());
        }
    }
    let all_carry = successes.iter().all(|success| success.content.is_some());
    match (contents.len(), contents.pop()) {
        (1, Some(only)) if all_carry => Output::One(only),
        (1, Some(only)) => Output::Maybe(only),
        (0, _) | (_, None) => Output::Empty,
        _ => Output::ByStatus(successes),
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
