//! Logs are lines of text or of JSON, and libraries below do not write down what passes through them.

use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::process::{SECRET, Serving};

#[tokio::test]
async fn json_lines_name_each_request() {
    let mut serving = Serving::start(&["--log-format", "json"]).await;
    serving.ask("GET /v1/ping", "").await;
    let line = loop {
        let line: serde_json::Value = serde_json::from_str(&serving.log.next_line().await.unwrap().unwrap()).unwrap();
        if line["message"] == "request" {
            break line;
        }
    };
    assert_eq!((line["route"].as_str(), line["status"].as_u64()), (Some("/v1/ping"), Some(200)));
    assert_eq!(line["spans"][0]["request_id"].as_str().unwrap().len(), 36);
}

#[tokio::test]
async fn a_line_does_not_wait_for_the_end_of_its_connection() {
    let mut serving = Serving::start(&[]).await;
    let mut stream = TcpStream::connect(&serving.rest).await.unwrap();
    for _ in 0..2 {
        let request = format!("GET /v1/ping HTTP/1.1\r\nhost: {}\r\n\r\n", serving.rest);
        stream.write_all(request.as_bytes()).await.unwrap();
        let line = async { while !serving.log.next_line().await.unwrap().unwrap().contains("status=200") {} };
        tokio::time::timeout(Duration::from_secs(20), line).await.expect("there is a line");
    }
}

#[tokio::test]
async fn even_everything_shows_nothing_of_what_was_sent() {
    let mut serving = Serving::start(&["--log", "trace"]).await;
    serving.vendor.answer(400, &[("x-marker", "0815")], format!(r#"{{"message":"0815 {SECRET}"}}"#));
    serving
        .ask(
            "POST /v1/meters HTTP/1.1\r\nauthorization: Bearer marker-0815\r\ncookie: marker=0815\r\nx-rest:",
            r#"{"name":"0815"}"#,
        )
        .await;
    serving.ask("GET /v1/meters/m-0815?marker=0815", "").await;
    serving.child.start_kill().unwrap();
    let mut lines = 0;
    while let Some(line) = serving.log.next_line().await.unwrap() {
        lines += 1;
        for part in ["0815", SECRET] {
            assert!(!line.contains(part), "{line}");
        }
    }
    assert!(lines >= 2, "{lines}");
}
