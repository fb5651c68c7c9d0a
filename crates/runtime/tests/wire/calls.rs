//! Ordinary calls: the bytes that go out, and what the answers become.

use std::future::IntoFuture;

use futures::TryStreamExt;
use meterforge_runtime::{Decimal, Method, Receipt};

use super::server::{Server, answer, json};
use super::vendor::{Client, Group, ListGroups, Partner};

const UUID: &str = "6f1b9e0c-3c52-4f0e-9d53-2f6f0f5a9b11";

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.url()).credential("k3y").user_agent_suffix("worker/1").build().unwrap()
}

fn group() -> Group {
    Group { records: Some([("api_calls".to_owned(), Decimal::new(4200, 2))].into()), ..Group::default() }
}

#[tokio::test]
async fn a_request_goes_out_as_its_arguments_say() {
    let server = Server::start([json("200 OK", r#"{"groups":[],"nextOffset":0}"#)]).await;
    let call = client(&server).list_groups("a/b ?").partner("AWS").tags(["x,y".to_owned(), "z".to_owned()]);
    let response = call.with_header("x-note", "hello").send().await.unwrap();
    assert_eq!((response.status().as_u16(), response.attempts()), (200, 1));
    let seen = &server.seen()[0];
    assert_eq!(seen.line, "GET /org/a%2Fb%20%3F/group?partner=AWS&tags=x%2Cy,z HTTP/1.1");
    let runtime = concat!("meterforge-runtime/", env!("CARGO_PKG_VERSION"));
    for (name, value) in [
        ("authorization", "Key k3y"),
        ("accept", "application/json"),
        ("x-note", "hello"),
        ("user-agent", &format!("vendor-metering/0.1.0 {runtime} worker/1")),
    ] {
        assert_eq!(seen.header(name), Some(value), "{name}");
    }
    assert_eq!(seen.body, "");
}

#[tokio::test]
async fn a_body_is_exact_and_a_receipt_comes_back() {
    let server = Server::start([json("200 OK", r#"{"id":"g1","records":{"api_calls":42.00},"partner":"NEW"}"#)]).await;
    let call = client(&server).report_group("org_1", group());
    let key = call.dedup_key().to_owned();
    assert_eq!(call.dedup_keys(), std::slice::from_ref(&key));
    let Receipt::Accepted(answer) = call.await.unwrap() else { panic!("no duplicate") };
    assert_eq!(answer.partner, Some(Partner::Other("NEW".to_owned())));
    assert_eq!(answer.records.unwrap()["api_calls"].to_string(), "42.00");
    let seen = &server.seen()[0];
    assert_eq!(seen.header("content-type"), Some("application/json"));
    assert_eq!(seen.body, format!(r#"{{"id":"{key}","records":{{"api_calls":42.00}}}}"#));
}

#[tokio::test]
async fn answers_without_a_body_and_answers_of_text_are_read() {
    let server = Server::start([
        answer("204 No Content", "", ""),
        json("200 OK", r#""again""#),
        answer("200 OK", "content-type: text/plain\r\n", "again"),
    ])
    .await;
    let client = client(&server);
    client.delete_group("org_1", "g1").await.unwrap();
    assert_eq!(client.retry_group(UUID).await.unwrap(), "again");
    assert_eq!(client.retry_group(UUID).await.unwrap(), "again");
    assert_eq!(server.seen()[0].line, "DELETE /org/org_1/group/g1 HTTP/1.1");
}

#[tokio::test]
async fn pages_follow_one_another_to_the_last() {
    let server = Server::start([
        json("200 OK", r#"{"groups":[{"id":"a"},{"id":"b"}],"nextOffset":2}"#),
        json("200 OK", r#"{"groups":[],"nextOffset":4}"#),
        json("200 OK", r#"{"groups":[{"id":"c"}],"nextOffset":0}"#),
    ])
    .await;
    let groups: Vec<Group> = client(&server).list_groups("org_1").items().try_collect().await.unwrap();
    let ids: Vec<String> = groups.into_iter().filter_map(|group| group.id).collect();
    assert_eq!(ids, ["a", "b", "c"]);
    let lines: Vec<String> = server.seen().into_iter().map(|seen| seen.line).collect();
    assert_eq!(lines, ["", "?offset=2", "?offset=4"].map(|query| format!("GET /org/org_1/group{query} HTTP/1.1")));
}

#[tokio::test]
async fn nothing_is_sent_when_an_argument_cannot_be() {
    let server = Server::start([]).await;
    let client = client(&server);
    for (problem, error) in [
        ("`orgId` must not be empty", client.list_groups("").await.unwrap_err()),
        ("`groupId` must not be `.` or `..`", client.delete_group("org_1", "..").await.unwrap_err()),
        ("`groupId` must be a UUID", client.retry_group("g1").await.unwrap_err()),
    ] {
        assert!(error.is_invalid_input() && error.attempts() == 0);
        assert!(error.to_string().contains(problem), "{error}");
        assert!(error.to_string().starts_with(error.operation().unwrap()), "{error}");
    }
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn a_raw_call_goes_the_same_way() {
    let server = Server::start([json("200 OK", "[1,2]"), json("404 Not Found", r#"{"message":"no"}"#)]).await;
    let client = client(&server);
    let call = client.raw(Method::GET, "/org/{org}/buyer").path("org", "ü/1").query("limit", 10);
    assert_eq!(call.json::<Vec<u8>>().await.unwrap().into_body(), [1, 2]);
    let error = client.raw(Method::POST, "/x").body_json(&[1]).await.unwrap_err();
    assert_eq!(error.to_string(), "raw: 404 Not Found: no");
    let seen = server.seen();
    assert_eq!(seen[0].line, "GET /org/%C3%BC%2F1/buyer?limit=10 HTTP/1.1");
    assert_eq!((seen[0].header("authorization"), seen[1].body.as_str()), (Some("Key k3y"), "[1]"));
}

#[tokio::test]
async fn errors_keep_the_vendors_answer() {
    let html = "<html><body>Bad gateway</body></html>";
    let problem = "content-type: application/problem+json\r\nx-request-id: r-7\r\n";
    let server = Server::start([
        answer("401 Unauthorized", problem, r#"{"title":"Unauthorized","detail":"key expired"}"#),
        answer("400 Bad Request", "content-type: text/html\r\n", html),
        json("422 Unprocessable Entity", ""),
        json("409 Conflict", r#"{"code":"exists","message":"there is one"}"#),
    ])
    .await;
    let client = client(&server);
    let mut errors = Vec::new();
    for _ in 0..4 {
        errors.push(client.retry_group(UUID).await.unwrap_err());
    }
    let texts: Vec<String> = errors.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!("vendor_errors", texts.join("\n"));
    assert!(errors[0].is_unauthenticated() && errors[0].is_client_error());
    assert_eq!(errors[0].request_id(), Some("r-7"));
    assert_eq!(errors[1].text(), Some(html));
    assert_eq!((errors[2].text(), errors[2].vendor_message()), (None, None));
    assert_eq!((errors[3].is_conflict(), errors[3].vendor_code()), (true, Some("exists".to_owned())));
    assert_eq!(errors[3].json::<serde_json::Value>().unwrap()["code"], "exists");
}

#[tokio::test]
async fn a_yes_that_does_not_decode_says_where_and_keeps_all() {
    let body = r#"{"groups":[{"id":"a"},{"id":7}]}"#;
    let server = Server::start([answer("200 OK", "x-request-id: r-8\r\n", body)]).await;
    let error = client(&server).list_groups("org_1").await.unwrap_err();
    assert!(error.is_decode() && error.is_applied() && !error.is_outcome_unknown());
    assert_eq!((error.json_path(), error.text(), error.request_id()), (Some(".groups[1].id"), Some(body), Some("r-8")));
    assert_eq!(
        error.to_string(),
        "list_groups: 200 OK, but the body does not decode at `.groups[1].id` (request id r-8)"
    );
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert!(cause.contains("invalid type: integer `7`"), "{cause}");
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn one_connection_serves_many_calls() {
    let server = Server::start((0..8).map(|_| json("200 OK", r#""ok""#))).await;
    let client = client(&server);
    for _ in 0..8 {
        client.retry_group(UUID).await.unwrap();
    }
    assert_eq!(server.connections(), 1);
}

#[test]
fn clients_and_calls_go_anywhere() {
    fn goes<T: Send + Sync + Clone + 'static>() {}
    fn is_sent<T: Send + Unpin + 'static>(_: &T) {}
    goes::<Client>();
    goes::<ListGroups>();
    let client = Client::new("k3y").unwrap();
    is_sent(&client.list_groups("org_1").into_future());
    is_sent(&client.list_groups("org_1").send());
    is_sent(&client.list_groups("org_1").items());
    is_sent(&client.list_groups("org_1").pages());
}
