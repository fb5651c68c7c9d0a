//! Every route, over a real socket.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use meterforge_surface::codegen_v1::{Action, Binding, Route, Source};
use meterforge_surface::rest::{Options, router};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sdk_tests::{Pin, TestResult, Vendor, given, pin, pins, sdks};
use serde_json::Value;
use serde_json::value::RawValue;
use tokio::net::TcpListener;

use super::calls::{Numbers, answer, assert_seen};

#[tokio::test]
async fn each_route_sends_what_the_sdk_sends() -> TestResult {
    // Left alone, reqwest has no cryptography to start with.
    meterforge_runtime::rustls::crypto::ring::default_provider().install_default().unwrap();
    let http = reqwest::Client::builder().no_proxy().build()?;
    let mut served = 0;
    for sdk in sdks() {
        let pins = pins(sdk.folder)?;
        for capability in &sdk.capabilities {
            for adapter in capability.info().rest {
                for route in adapter.routes {
                    let Action::Call { operation, inputs, .. } = route.action else {
                        panic!("{} calls nothing", route.name)
                    };
                    let (name, pin) = pin(&pins, operation, inputs);
                    let vendor = Vendor::start(sdk.folder).await?;
                    let said = answer(&vendor, name, pin);
                    let exposed = sdk.connect(*capability, &vendor.url())?;
                    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
                    let address = format!("http://{}", listener.local_addr()?);
                    let app = router(&exposed, adapter, &Options::default())?;
                    let server = tokio::spawn(async move { axum::serve(listener, app).await });

                    let response = request(&http, &address, route, inputs, pin).send().await?;

                    let (status, text) = (response.status(), response.text().await?);
                    assert_eq!(status, pin.status, "{} {}: {text}", route.method, route.path);
                    assert_eq!(text, said.unwrap_or_default(), "{} {}", route.method, route.path);
                    assert_seen(&sdk, &vendor, pin, Numbers::Digits);
                    served += 1;
                    server.abort();
                }
            }
        }
    }
    assert_eq!(served, 55);
    Ok(())
}

/// The request that gives the pinned inputs where the route says.
fn request(
    http: &reqwest::Client,
    address: &str,
    route: &Route,
    inputs: &[Binding],
    pin: &Pin,
) -> reqwest::RequestBuilder {
    let mut path = route.path.to_owned();
    let mut query = Vec::new();
    let (mut whole, mut members) = (None, BTreeMap::new());
    for binding in inputs {
        let Some(value) = given(pin, binding) else { continue };
        match binding.source {
            Source::Path(name, _) => {
                let segment = utf8_percent_encode(&text(&parsed(value)), NON_ALPHANUMERIC).to_string();
                path = path.replace(&format!("{{{name}}}"), &segment);
            }
            Source::Query(name, _) => pairs(name, &parsed(value), &mut query),
            Source::Body => whole = Some(value.get().to_owned()),
            Source::Member(name) => {
                members.insert(name, value);
            }
            other => panic!("{} takes `{}` from {other:?}", route.name, binding.input),
        }
    }
    let address = url::Url::parse_with_params(&format!("{address}{path}"), &query).unwrap();
    let request = http.request(route.method.parse().unwrap(), address);
    match whole.or_else(|| serde_json::to_string(&members).ok().filter(|_| !members.is_empty())) {
        Some(body) => request.header("content-type", "application/json").body(body),
        None => request,
    }
}

fn parsed(value: &RawValue) -> Value {
    serde_json::from_str(value.get()).unwrap()
}

fn pairs(name: &str, value: &Value, query: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(member, value)| pairs(&format!("{name}[{member}]"), value, query));
        }
        Value::Array(items) => items.iter().for_each(|item| pairs(name, item, query)),
        scalar => query.push((name.to_owned(), text(scalar))),
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
