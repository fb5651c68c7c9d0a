//! Speaks MCP over standard input and output, as an assistant does that starts the process itself.

use std::process::Stdio;
use std::time::Duration;

use meterforge_stand_in::Recorder;
use rmcp::model::{CallToolRequestParams, ProtocolVersion};
use rmcp::service::{ClientLifecycleMode, ClientServiceExt};
use rmcp::transport::TokioChildProcess;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;

use crate::process::{SECRET, program};

const ARGUMENTS: [&str; 6] = ["serve", "acme-metering", "--mcp", "stdio", "--log", "trace"];

fn stdio(vendor: &Recorder) -> Command {
    let mut command = program(&ARGUMENTS);
    command.env("ACME_TOKEN", SECRET).env("ACME_BASE_URL", vendor.url()).stdin(Stdio::piped());
    command
}

#[tokio::test]
async fn the_official_client_calls_tools_in_both_revisions() {
    let preferred_versions = vec![ProtocolVersion::V_2026_07_28];
    for revision in [ClientLifecycleMode::Initialize, ClientLifecycleMode::Discover { preferred_versions }] {
        let vendor = Recorder::start().await.unwrap();
        vendor.answer_json(200, r#"{"name":"calls"}"#);
        let process = TokioChildProcess::builder(stdio(&vendor)).stderr(Stdio::null()).spawn().unwrap().0;
        let client = ().serve_with_lifecycle(process, revision).await.unwrap();
        assert_eq!(client.list_all_tools().await.unwrap().len(), 9);
        let arguments = json!({ "meterId": "m1" }).as_object().cloned().unwrap();
        let call = CallToolRequestParams::new("get-meter").with_arguments(arguments);
        let result = client.call_tool(call).await.unwrap();
        assert_eq!(result.structured_content, Some(json!({ "name": "calls" })));
        client.cancel().await.unwrap();
    }
}

#[tokio::test]
async fn nothing_but_messages_is_on_standard_output_and_the_end_of_input_is_the_end() {
    let vendor = Recorder::start().await.unwrap();
    vendor.answer_json(200, r#"{"name":"calls"}"#);
    let mut child = stdio(&vendor).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let messages = [
        json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
            "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": { "name": "t", "version": "1" } } }),
        json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }),
        json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {
            "name": "get-meter", "arguments": { "meterId": "m-0815" } } }),
    ];
    for message in messages {
        input.write_all(format!("{message}\n").as_bytes()).await.unwrap();
    }
    crate::process::until("the vendor is asked", || vendor.requests().len() == 1).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    drop(input);
    let output =
        tokio::time::timeout(Duration::from_secs(20), child.wait_with_output()).await.expect("it ends").unwrap();
    assert_eq!(output.status.code(), Some(0));
    let stdout = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<serde_json::Value> = stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.iter().map(|answer| answer["id"].clone()).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(answers[1]["result"]["structuredContent"], json!({ "name": "calls" }));
    let log = String::from_utf8(output.stderr).unwrap();
    assert!(log.contains("get-meter"), "{log}");
    for part in [SECRET, "m-0815"] {
        let line = log.lines().find(|line| line.contains(part));
        assert!(line.is_none(), "{part}: {line:?}");
    }
}

#[tokio::test]
async fn what_is_no_conversation_ends_it() {
    let vendor = Recorder::start().await.unwrap();
    let mut child = stdio(&vendor).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input
        .write_all(b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"x-0815\"}}\n")
        .await
        .unwrap();
    drop(input);
    let mut log = String::new();
    child.stderr.take().unwrap().read_to_string(&mut log).await.unwrap();
    let status = tokio::time::timeout(Duration::from_secs(20), child.wait()).await.expect("it ends").unwrap();
    assert!(status.code().is_some_and(|code| code <= 1), "{status:?} {log}");
    assert!(!log.contains("x-0815"), "{log}");
    assert_eq!(vendor.requests().len(), 0);
}
