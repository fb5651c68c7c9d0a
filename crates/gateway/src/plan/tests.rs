//! What is served where, over the sample's capabilities and some that stand in each other's way.

use meterforge_sample::{BILLING, CAPABILITIES, Client, METERING};
use meterforge_surface::codegen_v1::Capability;

use super::*;
use crate::token::Token;

/// What is served where, a line for each adapter.
fn planned(chosen: &[Known], change: impl FnOnce(&mut Settings)) -> Result<Vec<String>, String> {
    let mut settings = Settings::default();
    change(&mut settings);
    let plan = plan(chosen, &settings).map_err(|error| error.to_string())?;
    let mut lines = Vec::new();
    for listener in &plan.listeners {
        let at = listener.address;
        match &listener.mounts {
            Mounts::Rest(mounts) => {
                lines.extend(mounts.iter().map(|mount| format!("{at}{} {}", mount.prefix, mount.adapter.namespace)))
            }
            Mounts::Mcp(mounts) => {
                lines.extend(mounts.iter().map(|mount| format!("{at}{} {}", mount.prefix, mount.adapter.namespace)))
            }
        }
    }
    lines.extend(plan.stdio.map(|mount| format!("stdio {}", mount.adapter.namespace)));
    Ok(lines)
}

fn at(text: &str) -> SocketAddr {
    text.parse().unwrap()
}

#[test]
fn one_capability_stands_where_it_says() {
    let one: [Known; 1] = [&METERING];
    let usual = ["127.0.0.1:8080 acme-metering-rest", "127.0.0.1:9090 acme-metering-mcp"];
    assert_eq!(planned(&one, |_| {}).unwrap(), usual);
    assert_eq!(planned(&one, |settings| settings.rest = Place::Nowhere).unwrap(), usual[1..]);
    assert_eq!(planned(&one, |settings| settings.mcp = McpPlace::Nowhere).unwrap(), usual[..1]);
    assert_eq!(
        planned(&one, |settings| settings.rest = Place::At(at("[::1]:1234"))).unwrap(),
        ["[::1]:1234 acme-metering-rest", usual[1]]
    );
}

#[test]
fn several_stand_together_below_their_names() {
    assert_eq!(
        planned(&CAPABILITIES, |settings| settings.mcp = McpPlace::At(at("127.0.0.1:7000"))).unwrap(),
        [
            "127.0.0.1:8080/acme-metering-rest acme-metering-rest",
            "127.0.0.1:8080/acme-billing-rest acme-billing-rest",
            "127.0.0.1:7000/mcp/acme-metering-mcp acme-metering-mcp",
            "127.0.0.1:7000/mcp/acme-billing-mcp acme-billing-mcp",
        ]
    );
}

#[test]
fn stdio_takes_one_and_leaves_the_ports_alone() {
    let one: [Known; 1] = [&METERING];
    let stdio = |settings: &mut Settings| settings.mcp = McpPlace::Stdio;
    assert_eq!(planned(&one, stdio).unwrap(), ["stdio acme-metering-mcp"]);
    let both = |settings: &mut Settings| {
        settings.mcp = McpPlace::Stdio;
        settings.rest = Place::At(at("127.0.0.1:8080"));
    };
    assert_eq!(planned(&one, both).unwrap(), ["127.0.0.1:8080 acme-metering-rest", "stdio acme-metering-mcp"]);
    let error = planned(&CAPABILITIES, stdio).unwrap_err();
    assert!(error.contains("acme-metering-mcp, acme-billing-mcp; name one capability"), "{error}");
}

/// The metering capability with other adapters.
const fn with(rest: &'static [Rest], mcp: &'static [Mcp]) -> Capability<Client> {
    let mut capability = Capability { info: METERING_INFO, operations: &[] };
    capability.info.rest = rest;
    capability.info.mcp = mcp;
    capability
}

const METERING_INFO: meterforge_surface::Info = meterforge_surface::Info {
    name: "acme-other",
    package: "acme-other",
    label: "Other",
    description: "",
    credential_variable: None,
    base_url_variable: "ACME_BASE_URL",
    rest: &[],
    mcp: &[],
};

const REST: Rest =
    Rest { namespace: "acme-metering-rest", description: "", address: None, port: 8080, document: "{}", routes: &[] };
const MCP: Mcp =
    Mcp { namespace: "other-mcp", description: "", address: None, port: Some(9080), document: "[]", tools: &[] };

static SAME_NAME: Capability<Client> = with(&[REST], &[]);
static RESERVED_NAME: Capability<Client> = with(&[Rest { namespace: "metrics", ..REST }], &[]);
static SAME_PORT: Capability<Client> = with(&[REST], &[Mcp { port: Some(8080), ..MCP }]);
static TWO_PORTS: Capability<Client> = with(&[REST, Rest { namespace: "second", port: 8081, ..REST }], &[MCP]);
static PUBLIC: Capability<Client> = with(&[Rest { address: Some("0.0.0.0"), ..REST }], &[]);
static NAMED_HOST: Capability<Client> = with(&[Rest { address: Some("api.example.com"), ..REST }], &[]);
static OVER_STDIO: Capability<Client> = with(&[], &[Mcp { port: None, ..MCP }]);
static NOTHING: Capability<Client> = with(&[], &[]);

#[test]
fn what_cannot_be_served_together_is_told_with_a_way_out() {
    for (chosen, error) in [
        (
            &[&METERING as Known, &SAME_NAME][..],
            "`acme-metering` and `acme-other` both expose `acme-metering-rest`; serve",
        ),
        (&[&METERING, &RESERVED_NAME], "`metrics` is a path of the gateway itself"),
        (&[&SAME_PORT], "REST and MCP are both to be served at 127.0.0.1:8080; say --rest or --mcp"),
        (&[&NAMED_HOST], "the capability asks for the address `api.example.com`, which is no IP address"),
        (&[&NOTHING], "nothing is left to serve"),
        (&[&PUBLIC], "0.0.0.0:8080 is beyond loopback"),
    ] {
        let found = planned(chosen, |_| {}).unwrap_err();
        assert!(found.starts_with(error), "{found}");
    }
    let asked = |settings: &mut Settings| settings.rest = Place::At(at("127.0.0.1:1"));
    assert!(planned(&[&OVER_STDIO], asked).unwrap_err().contains("exposes a REST adapter"));
    let asked = |settings: &mut Settings| settings.mcp = McpPlace::Stdio;
    assert!(planned(&[&SAME_NAME], asked).unwrap_err().contains("exposes an MCP server"));
}

#[test]
fn adapters_of_one_capability_have_ports_or_prefixes_of_their_own() {
    assert_eq!(
        planned(&[&TWO_PORTS], |_| {}).unwrap(),
        ["127.0.0.1:8080 acme-metering-rest", "127.0.0.1:8081 second", "127.0.0.1:9080 other-mcp"]
    );
    assert_eq!(
        planned(&[&TWO_PORTS], |settings| settings.rest = Place::At(at("127.0.0.1:1"))).unwrap(),
        ["127.0.0.1:1/acme-metering-rest acme-metering-rest", "127.0.0.1:1/second second", "127.0.0.1:9080 other-mcp"]
    );
    assert_eq!(planned(&[&OVER_STDIO], |_| {}).unwrap(), ["stdio other-mcp"]);
}

#[test]
fn beyond_loopback_somebody_must_say_who_may() {
    let token = Token::new("0123456789abcdef").unwrap();
    for address in ["0.0.0.0:80", "10.0.0.1:80", "[::]:80", "[fd00::1]:80"] {
        let place = Place::At(at(address));
        let error = planned(&[&BILLING], |settings| settings.rest = place).unwrap_err();
        assert!(
            error.starts_with(address) && error.contains("METERFORGE_TOKEN") && error.contains("--insecure"),
            "{error}"
        );
        let with_token = |settings: &mut Settings| (settings.rest, settings.token) = (place, Some(token.clone()));
        assert!(planned(&[&BILLING], with_token).is_ok());
        let open = |settings: &mut Settings| (settings.rest, settings.insecure) = (place, true);
        assert!(planned(&[&BILLING], open).is_ok());
    }
}
