//! Says which stage of reading a spec a finding belongs to; its code tells.

use super::Diagnostic;

/// The stages of reading a spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// The text of a file: `NK0…`.
    Syntax,
    /// A capability as a document: `NK1…`.
    Document,
    /// What a capability consumes: `NK2…`.
    Consumes,
    /// What a capability exposes: `NK3…`. No SDK needs it, so nothing found here stops one.
    Exposes,
    /// The contract, `sdk.yaml`, and what becomes of all three.
    Sdk,
}

impl Diagnostic {
    /// The stage the finding belongs to.
    pub fn stage(&self) -> Stage {
        match self.code.get(..3) {
            Some("NK0") => Stage::Syntax,
            Some("NK1") => Stage::Document,
            Some("NK2") => Stage::Consumes,
            Some("NK3") => Stage::Exposes,
            _ => Stage::Sdk,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostics, FileId, Span};

    #[test]
    fn only_findings_about_adapters_stop_no_sdk() {
        let span = Span { file: FileId(0), start: 0, end: 0 };
        let cases = [
            ("NK010", Stage::Syntax, true),
            ("NK105", Stage::Document, true),
            ("NK216", Stage::Consumes, true),
            ("NK302", Stage::Exposes, false),
            ("OA101", Stage::Sdk, true),
        ];
        for (code, stage, stops) in cases {
            let diagnostic = Diagnostic::error(code, span, "");
            assert_eq!(diagnostic.stage(), stage, "{code}");
            let mut found = Diagnostics::default();
            found.push(diagnostic);
            assert_eq!(found.has_errors(), stops, "{code}");
        }
    }
}
