//! What there is to serve, for people and for programs.

use serde_json::Value;

use crate::process::run;

#[tokio::test]
async fn a_table_for_people() {
    insta::assert_snapshot!("table", run(&["list"]).await.stdout);
}

#[tokio::test]
async fn json_for_programs() {
    let output = run(&["list", "acme-billing", "--format", "json"]).await;
    insta::assert_snapshot!("json", output.stdout);
    assert!(serde_json::from_str::<Value>(&output.stdout).is_ok());
}

#[tokio::test]
async fn names_that_there_are_not_are_told() {
    let output = run(&["list", "acme-biling"]).await;
    assert_eq!(output.code, Some(1));
    assert_eq!(output.stderr, "error: there is no capability `acme-biling`; did you mean `acme-billing`?\n");
}
