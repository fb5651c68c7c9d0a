//! What is said about a spec, in which form, and what a spec in error leaves behind.

use crate::Copy;
use serde_json::Value;

const BAD: &str = "tests/fixtures/sdk-bad/everything_together";
const LACKING: &str = "tests/fixtures/sdk-bad/contract_lacks_operation_strict";

#[test]
fn errors_come_together_and_nothing_is_written() {
    let copy = Copy::of(BAD);
    for options in [&[][..], &["--check"]] {
        let ran = copy.generate(options);
        assert_eq!(ran.code, Some(1));
        for code in ["SY102", "NK105", "NK211", "OA102"] {
            assert!(ran.stderr.contains(&format!("error[{code}]")), "{code}: {}", ran.stderr);
        }
        assert!(!copy.path("crate").exists());
    }
}

/// An error leaves the crate of an earlier run as it was.
#[test]
fn a_spec_in_error_changes_no_crate() {
    let copy = Copy::generated("specs/suger-metering");
    let before = copy.read("crate/src/client.rs");
    copy.write("crate/src/orphan.rs", "");
    copy.write("spec/contract.yaml", "openapi: 3.1.0\npaths: [\n");
    assert_eq!(copy.generate(&[]).code, Some(1));
    assert_eq!(copy.read("crate/src/client.rs"), before);
    assert!(copy.path("crate/src/orphan.rs").exists());
}

#[test]
fn what_the_contract_lacks_stops_only_a_strict_run() {
    let copy = Copy::of(LACKING);
    let strict = copy.generate(&["--strict"]);
    assert_eq!(strict.code, Some(1));
    assert!(strict.stderr.contains("error[OA201]"), "{}", strict.stderr);
    assert!(!copy.path("crate").exists());

    let lenient = copy.generate(&[]);
    assert_eq!(lenient.code, Some(0));
    assert!(lenient.stderr.contains("warning[OA201]"), "{}", lenient.stderr);
    let row = lenient.stdout.lines().last().unwrap_or_default();
    let row: Vec<_> = row.split_whitespace().collect();
    // SDK, operations, types, untyped, warnings; the time differs.
    assert_eq!(row[..5], ["acme-bad", "3", "1", "2", "2"]);
}

#[test]
fn notes_are_told_when_asked_for() {
    let copy = Copy::of("specs/qovery-billing");
    assert!(!copy.generate(&[]).stderr.contains("note["));
    let ran = copy.generate(&["--verbose"]);
    assert!(ran.stderr.contains("note[NK214]"), "{}", ran.stderr);
}

#[test]
fn short_findings_are_one_line_each() {
    let copy = Copy::of(BAD);
    let ran = copy.generate(&["--format", "short"]);
    let lines: Vec<_> = ran.stderr.lines().collect();
    assert_eq!(lines.len(), 4, "{}", ran.stderr);
    let expected = format!(
        "{}:4:1: error[SY102]: unknown key `regionz` in `sdk.yaml` (help: did you mean `regions`?)",
        copy.path("spec/sdk.yaml").display()
    );
    assert!(lines.contains(&expected.as_str()), "{}", ran.stderr);
}

/// Programs read standard output, whether the spec is in error or not.
#[test]
fn json_findings_are_all_that_standard_output_holds() {
    let copy = Copy::of(BAD);
    let ran = copy.generate(&["--format", "json"]);
    let findings: Vec<Value> = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(findings.len(), 4);
    let unknown = findings.iter().find(|found| found["code"] == "SY102").unwrap();
    assert_eq!(unknown["severity"], "error");
    assert_eq!(unknown["help"], "did you mean `regions`?");
    assert_eq!(unknown["at"]["file"], copy.path("spec/sdk.yaml").to_str().unwrap());
    assert_eq!((&unknown["at"]["line"], &unknown["at"]["column"]), (&4.into(), &1.into()));

    let good = Copy::of("specs/qovery-billing").generate(&["--format", "json"]);
    assert_eq!(good.code, Some(0), "{}", good.stderr);
    assert!(serde_json::from_str::<Vec<Value>>(&good.stdout).is_ok(), "{}", good.stdout);
}

#[test]
fn a_folder_without_a_manifest_is_a_finding() {
    let copy = Copy::of("tests/fixtures/sdk-bad/manifest_missing");
    let ran = copy.generate(&[]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("error[NK001]"), "{}", ran.stderr);
    assert!(!copy.path("crate").exists());
}
