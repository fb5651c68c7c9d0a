//! The sample's MCP server with a client at its other end, and no network between.

use std::ffi::OsString;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use meterforge_sample::METERING;
use meterforge_stand_in::Recorder;
use meterforge_surface::mcp::{Options, server};
use meterforge_surface::{Served, Setup};
use rmcp::model::{
    CallToolRequest, CallToolRequestParams, CallToolResult, ClientConfig, ClientRequest, ProgressNotificationParam,
    ProtocolVersion,
};
use rmcp::service::{
    ClientLifecycleMode, ClientServiceExt, NotificationContext, PeerRequestOptions, RequestHandle, RunningService,
};
use rmcp::{ClientHandler, RoleClient, ServiceError, ServiceExt};
use serde_json::{Value, json};

/// The credential of the vendor.
pub(crate) const SECRET: &str = "acme-secret-4711";

/// A client, the vendor behind the server that it speaks to, and what it heard of progress.
pub(crate) struct Connected {
    pub(crate) vendor: Recorder,
    pub(crate) client: RunningService<RoleClient, Listener>,
    progress: Arc<Mutex<Vec<ProgressNotificationParam>>>,
}

/// Keeps every notification of progress.
#[derive(Clone, Debug, Default)]
pub(crate) struct Listener(Arc<Mutex<Vec<ProgressNotificationParam>>>);

impl ClientHandler for Listener {
    async fn on_progress(&self, progress: ProgressNotificationParam, _context: NotificationContext<RoleClient>) {
        self.0.lock().unwrap().push(progress);
    }

    fn get_info(&self) -> ClientConfig {
        let mut info = ClientConfig::default();
        info.protocol_version = ProtocolVersion::V_2025_11_25;
        info
    }
}

/// Both revisions of the protocol.
pub(crate) fn revisions() -> [ClientLifecycleMode; 2] {
    let preferred_versions = vec![ProtocolVersion::V_2026_07_28];
    [ClientLifecycleMode::Initialize, ClientLifecycleMode::Discover { preferred_versions }]
}

/// A client of a server as it is without options.
pub(crate) async fn plain() -> Connected {
    connected(Options::default(), ClientLifecycleMode::Initialize).await
}

/// A client of a server that gives short results.
pub(crate) async fn terse(max_result_bytes: usize) -> Connected {
    connected(Options { max_result_bytes, ..Options::default() }, ClientLifecycleMode::Initialize).await
}

/// A client of a server whose calls have little time.
pub(crate) async fn hasty() -> Connected {
    limited(Options::default(), ClientLifecycleMode::Initialize, Duration::from_millis(150)).await
}

pub(crate) async fn connected(options: Options, revision: ClientLifecycleMode) -> Connected {
    limited(options, revision, Duration::from_secs(20)).await
}

async fn limited(options: Options, revision: ClientLifecycleMode, call_time: Duration) -> Connected {
    let vendor = Recorder::start().await.unwrap();
    let url = vendor.url();
    let variables = move |name: &str| match name {
        "ACME_BASE_URL" => Some(OsString::from(&url)),
        "ACME_TOKEN" => Some(OsString::from(SECRET)),
        _ => None,
    };
    let setup = Setup::new("test/1").variables(variables).call_time(call_time);
    let exposed = METERING.connect(&setup).unwrap();
    let server = server(&exposed, &exposed.info().mcp[0], &options).unwrap();
    let (here, there) = tokio::io::duplex(64 * 1024);
    tokio::spawn(async move { server.serve(there).await.unwrap().waiting().await });
    let listener = Listener::default();
    let progress = listener.0.clone();
    let client = listener.serve_with_lifecycle(here, revision).await.unwrap();
    Connected { vendor, client, progress }
}

impl Connected {
    /// Calls a tool and waits for its result.
    pub(crate) async fn call(&self, tool: &'static str, arguments: Value) -> CallToolResult {
        self.try_call(tool, arguments).await.unwrap()
    }

    /// Calls a tool that may not be there.
    pub(crate) async fn try_call(&self, tool: &'static str, arguments: Value) -> Result<CallToolResult, ServiceError> {
        let arguments = arguments.as_object().cloned().unwrap();
        self.client.call_tool(CallToolRequestParams::new(tool).with_arguments(arguments)).await
    }

    /// Calls a tool and does not wait.
    pub(crate) async fn begin(&self, tool: &'static str, arguments: Value) -> RequestHandle<RoleClient> {
        let arguments = arguments.as_object().cloned().unwrap();
        let request = CallToolRequest::new(CallToolRequestParams::new(tool).with_arguments(arguments));
        let request = ClientRequest::CallToolRequest(request);
        self.client.send_cancellable_request(request, PeerRequestOptions::no_options()).await.unwrap()
    }

    /// The messages of progress so far.
    pub(crate) fn progress(&self) -> Vec<String> {
        self.progress.lock().unwrap().iter().filter_map(|progress| progress.message.clone()).collect()
    }
}

/// The texts of a result.
pub(crate) fn texts(result: &CallToolResult) -> Vec<String> {
    let content = json!(result.content);
    let blocks = content.as_array().unwrap().iter();
    blocks.filter_map(|block| block["text"].as_str().map(str::to_owned)).collect()
}

/// The structure of a good result, which its only text repeats.
pub(crate) fn structure(result: &CallToolResult) -> Value {
    assert_ne!(result.is_error, Some(true), "{result:?}");
    let structure = result.structured_content.clone().unwrap();
    let texts = texts(result);
    assert_eq!(texts.len(), 1);
    assert_eq!(serde_json::from_str::<Value>(&texts[0]).unwrap(), structure);
    structure
}

/// The text of a result that says why there is no better one.
pub(crate) fn complaint(result: &CallToolResult) -> String {
    assert_eq!(result.is_error, Some(true), "{result:?}");
    assert!(result.structured_content.is_none());
    texts(result).join("\n")
}
