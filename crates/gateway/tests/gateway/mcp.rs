//! Speaks MCP over HTTP in both revisions: tools, progress, cancellation, and sessions that nobody comes back to.

use std::time::Duration;

use meterforge_gateway::Token;
use meterforge_stand_in::Answer;
use rmcp::transport::streamable_http_client::StreamableHttpClientTransportConfig;
use serde_json::json;

use crate::assistant::{Assistant, with_sessions, without_sessions};
use crate::support::{TOKEN, ask, both, plain, until, with};

const JSON: &str = "content-type: application/json";
const BOTH: &str = "accept: application/json, text/event-stream";

#[tokio::test]
async fn tools_are_listed_and_called_in_both_revisions_and_at_both_paths() {
    let site = plain().await;
    for (revision, path) in [(with_sessions(), "/mcp"), (without_sessions(), "/mcp"), (with_sessions(), "/")] {
        let assistant = Assistant::meet(site.mcp(), path, revision).await.unwrap();
        assert_eq!(assistant.client.list_all_tools().await.unwrap().len(), 9);
        site.vendor.answer_json(200, r#"{"name":"calls"}"#);
        let result = assistant.call("get-meter", json!({ "meterId": "m1" })).await;
        assert_eq!(result.structured_content, Some(json!({ "name": "calls" })));
        let result = assistant.call("get-meter", json!({})).await;
        assert_eq!(result.is_error, Some(true));
        assistant.client.cancel().await.unwrap();
    }
    assert_eq!(
        site.metric(r#"meterforge_requests_total{namespace="acme-metering-mcp",name="get-meter",outcome="ok"}"#).await,
        3.0
    );
    assert_eq!(
        site.metric(r#"meterforge_requests_total{namespace="acme-metering-mcp",name="get-meter",outcome="error"}"#)
            .await,
        3.0
    );
}

#[tokio::test]
async fn several_servers_stand_below_their_names() {
    let site = both().await;
    let assistant = Assistant::meet(site.mcp(), "/mcp/acme-billing-mcp", with_sessions()).await.unwrap();
    let tools = assistant.client.list_all_tools().await.unwrap();
    assert_eq!(tools.iter().map(|tool| &*tool.name).collect::<Vec<_>>(), ["get-invoice"]);
    assert!(Assistant::meet(site.mcp(), "/mcp", with_sessions()).await.is_err());
}

#[tokio::test]
async fn the_token_is_asked_for() {
    let site = with(|settings| settings.token = Some(Token::new(TOKEN).unwrap())).await;
    let uri = format!("http://{}/mcp", site.mcp());
    for revision in [with_sessions(), without_sessions()] {
        let stranger = StreamableHttpClientTransportConfig::with_uri(uri.clone());
        assert!(Assistant::with(stranger, revision.clone()).await.is_err());
        let known = StreamableHttpClientTransportConfig::with_uri(uri.clone()).auth_header(TOKEN);
        let assistant = Assistant::with(known, revision).await.unwrap();
        assert_eq!(assistant.client.list_all_tools().await.unwrap().len(), 9);
    }
}

#[tokio::test]
async fn progress_arrives_while_the_vendor_is_slow() {
    let site = plain().await;
    for revision in [with_sessions(), without_sessions()] {
        let assistant = Assistant::meet(site.mcp(), "/mcp", revision).await.unwrap();
        site.vendor.answer(503, &[("retry-after", "0")], "");
        site.vendor.then(Answer::json(200, r#"{"name":"a"}"#).after(Duration::from_millis(1300)));
        let result = assistant.call("get-meter", json!({ "meterId": "m1" })).await;
        assert_eq!(result.is_error, Some(false));
        let progress = assistant.progress();
        assert!(progress.len() >= 2, "{progress:?}");
        assert!(progress.iter().all(|message| message == "waiting for the vendor, attempt 2"), "{progress:?}");
    }
}

#[tokio::test]
async fn a_call_that_is_taken_back_lets_the_vendor_go() {
    let site = plain().await;
    for (taken_back, revision) in [(1, with_sessions()), (2, without_sessions())] {
        let assistant = Assistant::meet(site.mcp(), "/mcp", revision).await.unwrap();
        site.vendor.then(Answer::json(200, "{}").after(Duration::from_secs(60)));
        let handle = assistant.begin("get-meter", json!({ "meterId": "m1" })).await;
        until("the vendor is asked", || site.vendor.requests().len() == taken_back).await;
        handle.cancel(Some("changed my mind".to_owned())).await.unwrap();
        until("the vendor is let go", || site.vendor.abandoned() == taken_back).await;
        assert_eq!(assistant.call("ping", json!({})).await.is_error, Some(false));
    }
}

#[tokio::test]
async fn a_caller_without_session_that_goes_away_takes_its_call_along() {
    let site = plain().await;
    site.vendor.then(Answer::json(200, "{}").after(Duration::from_secs(60)));
    let body = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {
        "name": "get-meter", "arguments": { "meterId": "m1" }, "_meta": {
            "io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientInfo": { "name": "test", "version": "1" },
            "io.modelcontextprotocol/clientCapabilities": {},
        },
    }})
    .to_string();
    let headers = [JSON, BOTH, "mcp-protocol-version: 2026-07-28", "mcp-method: tools/call", "mcp-name: get-meter"];
    let asking = ask(site.mcp(), "POST /mcp", &headers, &body);
    let gone = tokio::time::timeout(Duration::from_millis(500), asking).await;
    assert!(gone.is_err(), "{gone:?}");
    until("the vendor is let go", || site.vendor.requests().len() == 1 && site.vendor.abandoned() == 1).await;
}

/// Begins a session by hand; its name.
async fn session(site: &crate::support::Site) -> String {
    let body = json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": { "name": "test", "version": "1" },
    }})
    .to_string();
    let reply = ask(site.mcp(), "POST /mcp", &[JSON, BOTH], &body).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    reply.header("mcp-session-id").unwrap().to_owned()
}

/// Whether a session is still there.
async fn is_there(site: &crate::support::Site, session: &str) -> bool {
    let id = format!("mcp-session-id: {session}");
    let body = r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#;
    let reply = ask(site.mcp(), "POST /mcp", &[JSON, BOTH, "mcp-protocol-version: 2025-11-25", &id], body).await;
    assert!([202, 404].contains(&reply.status), "{reply:?}");
    reply.status == 202
}

#[tokio::test]
async fn sessions_that_are_left_alone_make_room_and_end() {
    let site = with(|settings| settings.limits.sessions = 3).await;
    let first = session(&site).await;
    let second = session(&site).await;
    let third = session(&site).await;
    // The first is used, so the second is the one that was left alone the longest.
    assert!(is_there(&site, &first).await);
    let fourth = session(&site).await;
    let there = [is_there(&site, &first).await, is_there(&site, &second).await, is_there(&site, &third).await];
    assert_eq!((there, is_there(&site, &fourth).await), ([true, false, true], true));

    let site = with(|settings| settings.limits.session_idle = Duration::from_millis(300)).await;
    let idle = session(&site).await;
    assert!(is_there(&site, &idle).await);
    tokio::time::sleep(Duration::from_millis(900)).await;
    assert!(!is_there(&site, &idle).await);
}

#[tokio::test]
async fn a_session_can_be_ended_and_is_not_guessed() {
    let site = plain().await;
    let id = session(&site).await;
    let header = format!("mcp-session-id: {id}");
    assert_eq!(ask(site.mcp(), "DELETE /mcp", &[&header], "").await.status, 202);
    assert!(!is_there(&site, &id).await);
    assert!(!is_there(&site, "00000000-0000-0000-0000-000000000000").await);
}

#[tokio::test]
async fn what_is_no_message_is_refused_and_nobody_is_asked() {
    let site = plain().await;
    for (headers, body, status) in [
        (&[JSON, BOTH][..], "{", 415),
        (&[JSON, BOTH], "[]", 415),
        (&[JSON], "{}", 406),
        (&[BOTH, "content-type: text/plain"], "{}", 415),
        (&[JSON, BOTH, "mcp-protocol-version: 1999-01-01"], r#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#, 400),
        (&[JSON, BOTH], r#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#, 400),
    ] {
        let reply = ask(site.mcp(), "POST /mcp", headers, body).await;
        assert_eq!(reply.status, status, "{headers:?} {body} {reply:?}");
    }
    assert_eq!(site.vendor.requests().len(), 0);
}

#[tokio::test]
async fn calls_of_tools_are_bounded_over_all_sessions() {
    let site = with(|settings| settings.limits.requests = 1).await;
    let first = Assistant::meet(site.mcp(), "/mcp", with_sessions()).await.unwrap();
    site.vendor.then(Answer::json(200, r#"{"name":"a"}"#).after(Duration::from_millis(700)));
    let body = json!({ "jsonrpc": "2.0", "id": 7, "method": "tools/call",
        "params": { "name": "get-meter", "arguments": { "meterId": "m1" } } })
    .to_string();
    // A caller who asks and goes away has no request any more, but the call is under way.
    let id = session(&site).await;
    let header = format!("mcp-session-id: {id}");
    assert!(is_there(&site, &id).await);
    let headers = [JSON, BOTH, header.as_str()];
    let asking = ask(site.mcp(), "POST /mcp", &headers, &body);
    assert!(tokio::time::timeout(Duration::from_millis(300), asking).await.is_err());
    until("the vendor is asked", || site.vendor.requests().len() == 1).await;
    let result = first.call("get-meter", json!({ "meterId": "m2" })).await;
    assert_eq!(result.is_error, Some(true));
    assert!(json!(result.content).to_string().contains("the vendor was not asked"));
}
