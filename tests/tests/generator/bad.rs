//! Shows what a person is told about specs that cannot be generated.

use crate::fixtures::{findings, names, run};
use insta::{assert_snapshot, with_settings};
use meterforge_codegen::diagnostic::Severity;
use meterforge_codegen::lower::Strictness;

#[test]
fn findings_say_what_where_and_what_to_do() {
    for name in names("sdk-bad") {
        let strictness = if name.ends_with("_strict") { Strictness::Strict } else { Strictness::Lenient };
        let run = run("sdk-bad", &name, strictness);
        assert!(run.generated.is_none(), "{name} was generated");
        assert!(run.diagnostics.iter().any(|found| found.severity == Severity::Error), "{name}");
        with_settings!({ snapshot_suffix => name, omit_expression => true }, { assert_snapshot!(findings(&run)) });
    }
}
