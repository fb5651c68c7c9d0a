//! The help is read by people: every word of it is approved.

use crate::process::run;

#[tokio::test]
async fn help_is_worth_reading() {
    for (name, arguments) in [
        ("program", &["--help"][..]),
        ("list", &["list", "--help"]),
        ("serve", &["serve", "--help"]),
        ("serve_short", &["serve", "-h"]),
    ] {
        let output = run(arguments).await;
        assert_eq!((output.code, output.stderr.as_str()), (Some(0), ""));
        insta::assert_snapshot!(name, output.stdout);
    }
}

#[tokio::test]
async fn help_shows_no_value_of_a_variable() {
    let variables = [("METERFORGE_TOKEN", "caller-token-0815"), ("ACME_TOKEN", "acme-secret-4711")];
    let output = crate::process::run_with(&["serve", "--help"], &variables).await;
    assert!(!output.stdout.contains("0815") && !output.stdout.contains("4711"), "{}", output.stdout);
}

#[tokio::test]
async fn the_version_is_told() {
    assert_eq!(run(&["--version"]).await.stdout, "meterforge 0.1.0\n");
}
