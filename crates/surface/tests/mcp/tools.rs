//! Tools are listed as published, without those that are not served.

use meterforge_surface::Policy;
use meterforge_surface::mcp::Options;
use rmcp::service::ClientLifecycleMode;
use serde_json::json;

use crate::server::{connected, plain, revisions};

#[tokio::test]
async fn both_revisions_list_the_published_tools() {
    for revision in revisions() {
        let server = connected(Options::default(), revision).await;
        let tools = server.client.list_all_tools().await.unwrap();
        let names: Vec<&str> = tools.iter().map(|tool| &*tool.name).collect();
        assert_eq!(
            names,
            [
                "list-meters",
                "create-meter",
                "get-meter",
                "delete-meter",
                "report-usage",
                "list-tags",
                "set-webhook",
                "export-meters",
                "ping",
            ]
        );
        let delete = json!(tools[3]);
        assert_eq!(delete["description"], "Delete a meter");
        assert_eq!(delete["annotations"], json!({ "destructiveHint": true, "idempotentHint": true }));
        assert_eq!(delete["inputSchema"]["required"], json!(["meterId"]));
        assert_eq!(json!(tools[0])["outputSchema"]["required"], json!(["data"]));
    }
}

#[tokio::test]
async fn the_server_says_who_it_is_and_what_it_is_for() {
    let server = plain().await;
    let info = server.client.peer_info().unwrap();
    assert_eq!(info.protocol_version.as_str(), "2025-11-25");
    assert_eq!(info.instructions.as_deref(), Some("Count usage with Acme."));
    let server_info = info.server_info.as_ref().unwrap();
    assert_eq!((server_info.name.as_str(), server_info.title.as_deref()), ("acme-metering-mcp", Some("Acme Metering")));
    assert!(info.capabilities.tools.is_some());
}

#[tokio::test]
async fn what_is_not_served_is_neither_listed_nor_found() {
    let policy = Policy::new().read_only().without("list-tags").without("ping");
    let options = Options { policy, ..Options::default() };
    let server = connected(options, ClientLifecycleMode::Initialize).await;
    let tools = server.client.list_all_tools().await.unwrap();
    let names: Vec<&str> = tools.iter().map(|tool| &*tool.name).collect();
    assert_eq!(names, ["list-meters", "get-meter", "export-meters"]);
    for tool in ["delete-meter", "list-tags", "ping", "nothing"] {
        let error = server.try_call(tool, json!({})).await.unwrap_err().to_string();
        assert!(error.contains("-32602") && error.contains(&format!("unknown tool: {tool}")), "{error}");
    }
    assert_eq!(server.vendor.requests().len(), 0);
}
