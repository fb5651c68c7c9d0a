//! What keeps a gateway from starting is told with the way out.

use std::net::SocketAddr;

use meterforge_gateway::{Gateway, McpPlace, Place, Settings, Token};
use meterforge_sample::{CAPABILITIES, METERING};
use tokio::net::TcpListener;

use crate::support::{TOKEN, free_ports, loopback, plain, site, variables};

async fn refusal(settings: Settings) -> String {
    match site(&[&METERING], settings).await {
        Ok(_) => panic!("it started"),
        Err(error) => error.to_string(),
    }
}

#[tokio::test]
async fn beyond_loopback_a_token_is_asked_for() {
    for address in ["0.0.0.0:0", "[::]:0"] {
        let address: SocketAddr = address.parse().unwrap();
        let mut settings = free_ports();
        settings.rest = Place::At(address);
        let error = refusal(settings.clone()).await;
        assert!(error.contains("beyond loopback") && error.contains("--token-file"), "{error}");
        settings.rest = Place::Nowhere;
        settings.mcp = McpPlace::At(address);
        assert!(refusal(settings.clone()).await.contains("beyond loopback"));

        settings.token = Some(Token::new(TOKEN).unwrap());
        assert!(site(&[&METERING], settings.clone()).await.is_ok());
        settings.token = None;
        settings.insecure = true;
        assert!(site(&[&METERING], settings).await.is_ok());
    }
}

#[tokio::test]
async fn a_port_that_is_taken_is_told_with_its_owner() {
    let other = TcpListener::bind(loopback()).await.unwrap();
    let taken = other.local_addr().unwrap();
    let mut settings = free_ports();
    settings.rest = Place::At(taken);
    let next = SocketAddr::new(taken.ip(), taken.port() + 1);
    assert_eq!(
        refusal(settings.clone()).await,
        format!("REST cannot be served at {taken}: another program listens there; free it, or say --rest {next}")
    );

    let ours = plain().await;
    settings.rest = Place::At(loopback());
    settings.mcp = McpPlace::At(ours.rest());
    let error = refusal(settings).await;
    assert!(
        error.starts_with(&format!("MCP cannot be served at {}: another meterforge listens there", ours.rest())),
        "{error}"
    );
    assert!(error.contains("stop that one, or say --mcp 127.0.0.1:"), "{error}");
}

#[tokio::test]
async fn an_address_that_this_machine_has_not_is_told() {
    let mut settings = free_ports();
    settings.rest = Place::At("192.0.2.1:8080".parse().unwrap());
    settings.insecure = true;
    assert!(refusal(settings).await.contains("this machine has no such address"));
}

#[tokio::test]
async fn every_variable_that_is_missing_is_named_with_its_capability() {
    let error = Gateway::new(&CAPABILITIES, free_ports()).variables(|_| None).start().await.unwrap_err().to_string();
    assert_eq!(
        error,
        "acme-metering: the environment variable ACME_TOKEN is not set\n\
         acme-billing: the environment variable ACME_TOKEN is not set"
    );
    let plain_http = variables("http://203.0.113.7".to_owned());
    let error = Gateway::new(&[&METERING], free_ports()).variables(plain_http).start().await.unwrap_err().to_string();
    assert!(error.starts_with("acme-metering: ") && error.contains("ACME_BASE_URL"), "{error}");
}

#[tokio::test]
async fn a_name_to_do_without_must_be_one() {
    let mut settings = free_ports();
    settings.without = vec!["deletemeters".to_owned()];
    let error = refusal(settings).await;
    assert!(error.ends_with("did you mean `deletemeter`?"), "{error}");
}
