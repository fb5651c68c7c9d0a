//! The ways to get one meter: from the vendor by the SDK, through a bare hop, and through the gateway by each of its
//! protocols.

use bytes::Bytes;
use http::{Request, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use meterforge_runtime::codegen_v1::{ClientBuilder, Service};
use meterforge_sample::Client;
use serde_json::{Value, json};
use tokio::net::TcpStream;

use crate::gateway::Gateway;
use crate::hop::Hop;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Sdk,
    Hop,
    Rest,
    McpWithSessions,
    McpWithout,
}

impl Way {
    pub(crate) const ALL: [Self; 5] = [Self::Sdk, Self::Hop, Self::Rest, Self::McpWithSessions, Self::McpWithout];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sdk => "the bare SDK",
            Self::Hop => "a bare hop",
            Self::Rest => "REST",
            Self::McpWithSessions => "MCP 2025-11-25",
            Self::McpWithout => "MCP 2026-07-28",
        }
    }
}

/// Whom callers ask.
pub(crate) struct Asked {
    pub(crate) gateway: Gateway,
    hop: Hop,
    /// All callers of the bare SDK share it, as they would.
    sdk: Client,
}

impl Asked {
    /// All of them, before the same vendor.
    pub(crate) async fn start(vendor: &str) -> Self {
        Self { gateway: Gateway::start(vendor).await, hop: Hop::start(vendor).await, sdk: sdk(vendor) }
    }
}

pub(crate) fn sdk(vendor: &str) -> Client {
    let builder = ClientBuilder::<Client>::new().base_url(vendor).credential("secret");
    builder.build().expect("it is sound")
}

/// One caller, with a connection of its own.
pub(crate) enum Caller {
    Sdk(Client),
    Http { way: Way, connection: SendRequest<Full<Bytes>>, host: String, session: Option<String> },
}

impl Caller {
    pub(crate) async fn new(way: Way, asked: &Asked) -> Self {
        let address = match way {
            Way::Sdk => return Self::Sdk(asked.sdk.clone()),
            Way::Hop => asked.hop.address,
            Way::Rest => asked.gateway.rest,
            Way::McpWithSessions | Way::McpWithout => asked.gateway.mcp,
        };
        let stream = TcpStream::connect(address).await.expect("the gateway listens");
        let _ = stream.set_nodelay(true);
        let (connection, driver) = handshake(TokioIo::new(stream)).await.expect("it speaks HTTP");
        tokio::spawn(driver);
        let mut caller = Self::Http { way, connection, host: address.to_string(), session: None };
        if way == Way::McpWithSessions {
            caller.begin_session().await;
        }
        caller
    }

    /// Asks for the meter; how it went.
    pub(crate) async fn ask(&mut self) -> String {
        let (way, host) = match self {
            Self::Sdk(sdk) => {
                return match Service::core(sdk).raw(http::Method::GET, "/meters/m1").await {
                    Ok(_) => "200".to_owned(),
                    Err(error) => error.status().map_or("no answer".to_owned(), |status| status.as_str().to_owned()),
                };
            }
            Self::Http { way, host, .. } => (*way, host.clone()),
        };
        match way {
            Way::Rest | Way::Hop | Way::Sdk => {
                let request = Request::get("/v1/meters/m1").header("host", host).body(Full::default());
                let (status, _, _) = self.exchange(request.expect("it is a request")).await;
                status.as_str().to_owned()
            }
            Way::McpWithSessions => {
                let call = message("tools/call", json!({ "name": "get-meter", "arguments": { "meterId": "m1" } }));
                tool_outcome(self.exchange(self.post(&call, "2025-11-25", &[])).await)
            }
            Way::McpWithout => {
                let call = message(
                    "tools/call",
                    json!({ "name": "get-meter", "arguments": { "meterId": "m1" }, "_meta": {
                        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
                        "io.modelcontextprotocol/clientInfo": { "name": "load", "version": "1" },
                        "io.modelcontextprotocol/clientCapabilities": {},
                    }}),
                );
                let headers = [("mcp-method", "tools/call"), ("mcp-name", "get-meter")];
                tool_outcome(self.exchange(self.post(&call, "2026-07-28", &headers)).await)
            }
        }
    }

    async fn begin_session(&mut self) {
        let initialize = message(
            "initialize",
            json!({
                "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": { "name": "load", "version": "1" },
            }),
        );
        let (_, id, _) = self.exchange(self.post(&initialize, "2025-11-25", &[])).await;
        if let Self::Http { session, .. } = self {
            *session = Some(id.expect("a session begins"));
        }
        let begun = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
        self.exchange(self.post(&begun, "2025-11-25", &[])).await;
    }

    fn post(&self, message: &Value, version: &str, headers: &[(&str, &str)]) -> Request<Full<Bytes>> {
        let Self::Http { host, session, .. } = self else { unreachable!("only HTTP has messages") };
        let mut request = Request::post("/mcp")
            .header("host", host)
            .header("content-type", "application/json")
            .header("accept", "application/json, text/event-stream")
            .header("mcp-protocol-version", version);
        if let Some(session) = session {
            request = request.header("mcp-session-id", session);
        }
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        request.body(Full::new(Bytes::from(message.to_string()))).expect("it is a request")
    }

    /// Sends a request and reads the answer to its end: its status, the session that it begins, its body.
    async fn exchange(&mut self, request: Request<Full<Bytes>>) -> (StatusCode, Option<String>, Bytes) {
        let Self::Http { connection, .. } = self else { unreachable!("only HTTP has requests") };
        connection.ready().await.expect("the connection is kept");
        let response = connection.send_request(request).await.expect("the gateway answers");
        let session = response.headers().get("mcp-session-id").and_then(|id| id.to_str().ok()).map(str::to_owned);
        let status = response.status();
        let body = response.into_body().collect().await.expect("the answer is whole").to_bytes();
        (status, session, body)
    }
}

fn message(method: &str, params: Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params })
}

/// A good result of a tool counts as 200.
fn tool_outcome((status, _, body): (StatusCode, Option<String>, Bytes)) -> String {
    let text = String::from_utf8_lossy(&body);
    match status {
        StatusCode::OK if text.contains(r#""structuredContent""#) => "200".to_owned(),
        StatusCode::OK => "tool error".to_owned(),
        other => other.as_str().to_owned(),
    }
}
