//! What came of one capability: the crate, and then only what the table shows of it.

use super::names::{self, Name};
use meterforge_codegen::diagnostic::{Diagnostics, Severity};
use meterforge_codegen::generate::Generated;
use meterforge_codegen::ir::{Content, Operation, Output, Type, TypedBy};
use meterforge_codegen::lower::codes::OPERATION_NOT_IN_CONTRACT;
use std::path::Path;
use std::time::Duration;

/// One capability that was generated.
pub(crate) struct Outcome<'run> {
    pub(super) path: &'run Path,
    /// Whether there was a contract.
    pub(super) typed: bool,
    pub(crate) generated: Option<Generated>,
    pub(super) diagnostics: Diagnostics,
    pub(super) time: Duration,
}

/// What the table shows of it.
pub(super) struct Summary {
    pub(super) file: String,
    /// Whether there was a contract.
    pub(super) with_contract: bool,
    pub(super) warnings: usize,
    pub(super) time: Duration,
    /// Nothing when a finding stopped the crate.
    pub(super) crate_: Option<Crate>,
}

/// What the table shows of a crate.
pub(super) struct Crate {
    pub(super) operations: usize,
    pub(super) typed: usize,
    /// Bodies and answers that stay any JSON value although the contract knows the operation.
    pub(super) json: usize,
    pub(super) types: usize,
    /// Untyped operations with their reason.
    pub(super) untyped: Vec<String>,
    pub(super) names: Vec<Name>,
}

impl Outcome<'_> {
    /// Lets go of the text and keeps the numbers.
    pub(super) fn summary(&self) -> Summary {
        Summary {
            file: super::file_name(self.path),
            with_contract: self.typed,
            warnings: self.diagnostics.sorted().iter().filter(|found| found.severity == Severity::Warning).count(),
            time: self.time,
            crate_: self.generated.as_ref().map(|generated| self.crate_(generated)),
        }
    }

    fn crate_(&self, generated: &Generated) -> Crate {
        let operations = &generated.sdk.operations;
        let typed = |operation: &&Operation| operation.typed_by == TypedBy::Contract;
        let reasons = self.diagnostics.iter().filter(|found| found.code == OPERATION_NOT_IN_CONTRACT);
        Crate {
            operations: operations.len(),
            typed: operations.iter().filter(typed).count(),
            json: operations.iter().filter(typed).map(any_json).sum(),
            types: generated.sdk.types.len(),
            untyped: reasons.map(|found| found.message.clone()).collect(),
            names: names::of(generated),
        }
    }
}

/// How many of an operation's body and answers are any JSON value.
fn any_json(operation: &Operation) -> usize {
    let is_json = |content: &&Content| matches!(content, Content::Json { ty: Type::Json, .. });
    let answers: Vec<&Content> = match &operation.output {
        Output::Empty => Vec::new(),
        Output::One(content) | Output::Maybe(content) => vec![content],
        Output::Several(answers) => answers.iter().filter_map(|answer| answer.content.as_ref()).collect(),
    };
    operation.body.iter().map(|body| &body.content).chain(answers).filter(is_json).count()
}
