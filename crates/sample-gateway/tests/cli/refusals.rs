//! What keeps the program from serving is one sentence, on standard error, with an exit code.

use std::io::Write;

use meterforge_stand_in::Recorder;

use crate::process::{SECRET, Serving, ask, run, run_with};

#[tokio::test]
async fn what_is_wrong_is_said_in_a_sentence() {
    let variables = [("ACME_TOKEN", SECRET)];
    for (arguments, error) in [
        (&["serve", "acme-meterin"][..], "there is no capability `acme-meterin`; did you mean `acme-metering`?"),
        (
            &["serve", "acme-metering", "--without", "ping-pong"],
            "there is no tool, route or operation `ping-pong` to do without",
        ),
        (&["serve", "acme-metering", "--rest", "0.0.0.0:0"], "0.0.0.0:0 is beyond loopback"),
        (&["serve", "acme-metering", "acme-billing", "--mcp", "stdio"], "only one MCP server can speak over stdio"),
        (&["serve", "acme-metering", "--rest", "none", "--mcp", "none"], "nothing is left to serve"),
        (&["serve", "acme-metering", "--log", "meterforge=loud"], "`meterforge=loud` is no log filter"),
        (
            &["serve", "acme-metering", "--token-file", "/nowhere/token"],
            "the token cannot be read from `/nowhere/token`",
        ),
    ] {
        let output = run_with(arguments, &variables).await;
        assert_eq!(output.code, Some(1), "{output:?}");
        let last = output.stderr.lines().last().unwrap();
        assert!(last.starts_with(&format!("error: {error}")), "{arguments:?} {}", output.stderr);
        assert_eq!(output.stdout, "");
    }
    let output = run(&["serve", "acme-metering"]).await;
    assert_eq!(output.code, Some(1));
    assert_eq!(output.stderr, "error: acme-metering: the environment variable ACME_TOKEN is not set\n");
}

#[tokio::test]
async fn a_command_that_is_none_is_told_by_the_reader_of_flags() {
    for arguments in [
        &["serve"][..],
        &["serve", "acme-metering", "--rest", "example.com:80"],
        &["serve", "acme-metering", "--call-time", "soon"],
        &["serve", "acme-metering", "--max-requests", "0"],
        &["serve", "acme-metering", "--threads", "0"],
        &["serve", "acme-metering", "--threads", "256"],
        &["serve", "acme-metering", "--allow-origin", "app.example"],
        &["serve", "acme-metering", "--token", "x"],
        &["sing"],
    ] {
        let output = run(arguments).await;
        assert_eq!(output.code, Some(2), "{arguments:?} {output:?}");
    }
}

#[tokio::test]
async fn a_token_comes_by_variable_or_by_file_and_only_once() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    writeln!(file, "caller-token-0815-caller").unwrap();
    let path = file.path().to_str().unwrap();
    let both = [("METERFORGE_TOKEN", "caller-token-0815-caller"), ("ACME_TOKEN", SECRET)];
    let output = run_with(&["serve", "acme-metering", "--token-file", path], &both).await;
    assert!(output.stderr.starts_with("error: the token is given twice"), "{}", output.stderr);
    let short = [("METERFORGE_TOKEN", "0815"), ("ACME_TOKEN", SECRET)];
    let output = run_with(&["serve", "acme-metering"], &short).await;
    assert!(output.stderr.starts_with("error: the token is shorter than 16 bytes") && !output.stderr.contains("0815"));

    let serving = Serving::start(&["--token-file", path]).await;
    assert!(serving.ask("GET /v1/ping", "").await.starts_with("HTTP/1.1 401"));
    let right = "GET /v1/ping HTTP/1.1\r\nauthorization: Bearer caller-token-0815-caller\r\nx-rest:";
    assert!(serving.ask(right, "").await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_port_that_is_taken_is_told_with_its_owner() {
    let serving = Serving::start(&[]).await;
    let url = serving.vendor.url();
    let variables = [("ACME_TOKEN", SECRET), ("ACME_BASE_URL", url.as_str())];
    let output = run_with(&["serve", "acme-metering", "--mcp", "none", "--rest", &serving.rest], &variables).await;
    assert_eq!(output.code, Some(1));
    let expected =
        format!("error: REST cannot be served at {}: another meterforge listens there; stop that one", serving.rest);
    assert!(output.stderr.contains(&expected), "{}", output.stderr);
}

#[tokio::test]
async fn variables_stand_in_for_flags() {
    let vendor = Recorder::start().await.unwrap();
    let url = vendor.url();
    let variables = [
        ("ACME_TOKEN", SECRET),
        ("ACME_BASE_URL", url.as_str()),
        ("METERFORGE_CAPABILITIES", "acme-metering,acme-billing"),
        ("METERFORGE_REST", "0"),
        ("METERFORGE_MCP", "none"),
        ("METERFORGE_READ_ONLY", "true"),
        ("METERFORGE_WITHOUT", "ping,list-tags"),
        ("METERFORGE_LOG_FORMAT", "json"),
    ];
    let mut child = crate::process::program(&["serve"]).envs(variables).spawn().unwrap();
    let mut log = tokio::io::AsyncBufReadExt::lines(tokio::io::BufReader::new(child.stderr.take().unwrap()));
    let line: serde_json::Value = serde_json::from_str(&log.next_line().await.unwrap().unwrap()).unwrap();
    assert_eq!((line["level"].as_str(), line["message"].as_str()), (Some("INFO"), Some("serving REST")));
    let address = line["address"].as_str().unwrap();
    for (line, status) in [
        ("GET /acme-metering-rest/v1/ping", 403),
        ("DELETE /acme-metering-rest/v1/meters/m1", 403),
        ("GET /acme-billing-rest/", 200),
    ] {
        let answer = ask(address, line, "").await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{line} {answer}");
    }
}
