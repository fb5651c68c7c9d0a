//! Tries the same through MCP: over the wire, in both revisions of the protocol.

use meterforge_gateway::Token;
use rmcp::transport::streamable_http_client::StreamableHttpClientTransportConfig;
use serde_json::json;

use crate::assistant::{Assistant, with_sessions, without_sessions};
use crate::support::{SECRET, TOKEN, exchange, plain, with};

#[tokio::test]
async fn what_assistants_bring_is_not_forwarded() {
    let site = with(|settings| settings.token = Some(Token::new(TOKEN).unwrap())).await;
    for revision in [with_sessions(), without_sessions()] {
        let uri = format!("http://{}/mcp", site.mcp());
        let mut config = StreamableHttpClientTransportConfig::with_uri(uri).auth_header(TOKEN);
        for (name, value) in [
            ("cookie", "session=caller-cookie; view=wide"),
            ("proxy-authorization", "Basic caller"),
            ("x-forwarded-for", "203.0.113.7"),
            ("x-api-key", "caller-key"),
            ("x-region", "caller-region"),
        ] {
            config.custom_headers.insert(http::HeaderName::from_static(name), http::HeaderValue::from_static(value));
        }
        let assistant = Assistant::with(config, revision).await.unwrap();
        site.vendor.answer_json(200, r#"{"name":"a"}"#);
        let result = assistant.call("get-meter", json!({ "meterId": "m1" })).await;
        assert_eq!(result.is_error, Some(false));
        let seen = site.vendor.requests().pop().unwrap();
        assert_eq!(seen.header("authorization"), Some(format!("Bearer {SECRET}").as_str()));
        // A tool has arguments and nothing else: headers of the message are never inputs.
        for (name, value) in &seen.headers {
            assert!(
                ["accept", "accept-encoding", "authorization", "host", "user-agent"].contains(&name.as_str()),
                "{name}"
            );
            assert!(!value.contains("caller") && !value.contains(TOKEN), "{name}: {value}");
        }
    }
}

#[tokio::test]
async fn no_result_shows_the_credential_of_the_vendor() {
    let site = plain().await;
    for revision in [with_sessions(), without_sessions()] {
        let assistant = Assistant::meet(site.mcp(), "/mcp", revision).await.unwrap();
        for status in [200, 400, 401, 500] {
            let echo = format!(r#"{{"name":"{SECRET}","message":"Bearer {SECRET}","nested":["{SECRET}"]}}"#);
            site.vendor.answer(status, &[("content-type", "application/json"), ("x-request-id", SECRET)], echo);
            let result = assistant.call("create-meter", json!({ "body": { "name": "a" } })).await;
            assert_eq!(result.is_error, Some(status != 200));
            let text = json!(result).to_string();
            assert!(text.contains("<redacted>") && !text.contains(SECRET), "{status}: {text}");
        }
    }
    assert!(!site.get("/metrics").await.body.contains(SECRET));
}

#[tokio::test]
async fn only_tools_that_are_safe_and_switched_on_are_there() {
    let site = with(|settings| {
        settings.read_only = true;
        settings.without = vec!["list-tags".to_owned()];
    })
    .await;
    for revision in [with_sessions(), without_sessions()] {
        let assistant = Assistant::meet(site.mcp(), "/mcp", revision).await.unwrap();
        let tools = assistant.client.list_all_tools().await.unwrap();
        let names: Vec<&str> = tools.iter().map(|tool| &*tool.name).collect();
        assert_eq!(names, ["list-meters", "get-meter", "export-meters", "ping"]);
        for tool in ["create-meter", "delete-meter", "report-usage", "set-webhook", "list-tags", "nothing"] {
            let error = assistant.try_call(tool, json!({ "meterId": "m1" })).await.unwrap_err().to_string();
            assert!(error.contains("-32602") && error.contains(tool), "{error}");
        }
    }
    assert_eq!(site.vendor.requests().len(), 0);
}

#[tokio::test]
async fn one_destructive_tool_is_switched_off_and_its_route_with_the_operation() {
    for (name, route_status) in [("delete-meter", 403), ("deletemeter", 403)] {
        let site = with(|settings| settings.without = vec![name.to_owned()]).await;
        let assistant = Assistant::meet(site.mcp(), "/mcp", with_sessions()).await.unwrap();
        assert_eq!(assistant.client.list_all_tools().await.unwrap().len(), 8);
        assert!(assistant.try_call("delete-meter", json!({ "meterId": "m1" })).await.is_err());
        assert_eq!(site.ask("DELETE /v1/meters/m1", &[], "").await.status, route_status);
        assert_eq!(site.vendor.requests().len(), 0);
        site.vendor.answer_json(201, r#"{"name":"a"}"#);
        let result = assistant.call("create-meter", json!({ "body": { "name": "a" } })).await;
        assert_eq!(result.is_error, Some(false));
    }
}

#[tokio::test]
async fn every_message_is_checked_for_its_host_and_its_origin() {
    let site = plain().await;
    let here = format!("host: {}", site.mcp());
    for line in ["POST /mcp", "GET /mcp", "DELETE /mcp", "POST /", "OPTIONS /mcp", "GET /metrics"] {
        for headers in [
            &["host: evil.example"][..],
            &["host: evil.example:9090", "origin: http://evil.example:9090"],
            &[here.as_str(), "origin: http://evil.example"],
            &[here.as_str(), "origin: null"],
        ] {
            let reply = exchange(site.mcp(), line, headers, "{}").await;
            assert_eq!(reply.status, 403, "{line} {headers:?} {reply:?}");
            assert_eq!(reply.header("access-control-allow-origin"), None);
            assert_eq!(reply.header("mcp-session-id"), None);
        }
    }
}
