//! An assistant: the official MCP client over streamable HTTP.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, Once};

use rmcp::model::{
    CallToolRequest, CallToolRequestParams, CallToolResult, ClientConfig, ClientRequest, ProgressNotificationParam,
    ProtocolVersion,
};
use rmcp::service::{
    ClientInitializeError, ClientLifecycleMode, ClientServiceExt, NotificationContext, PeerRequestOptions,
    RequestHandle, RunningService,
};
use rmcp::transport::StreamableHttpClientTransport;
use rmcp::transport::streamable_http_client::StreamableHttpClientTransportConfig;
use rmcp::{ClientHandler, RoleClient, ServiceError};
use serde_json::Value;

/// A client and what it heard of progress.
pub(crate) struct Assistant {
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

/// The revision with sessions.
pub(crate) fn with_sessions() -> ClientLifecycleMode {
    ClientLifecycleMode::Initialize
}

/// The revision without.
pub(crate) fn without_sessions() -> ClientLifecycleMode {
    ClientLifecycleMode::Discover { preferred_versions: vec![ProtocolVersion::V_2026_07_28] }
}

/// An HTTP client of the kind that assistants use.
pub(crate) fn http() -> reqwest::Client {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        meterforge_runtime::rustls::crypto::ring::default_provider().install_default().unwrap();
    });
    reqwest::Client::builder().no_proxy().pool_max_idle_per_host(0).build().unwrap()
}

impl Assistant {
    /// Begins a conversation at a path.
    pub(crate) async fn meet(
        address: SocketAddr,
        path: &str,
        revision: ClientLifecycleMode,
    ) -> Result<Self, ClientInitializeError> {
        let config = StreamableHttpClientTransportConfig::with_uri(format!("http://{address}{path}"));
        Self::with(config, revision).await
    }

    /// Begins a conversation in a way of its own.
    pub(crate) async fn with(
        config: StreamableHttpClientTransportConfig,
        revision: ClientLifecycleMode,
    ) -> Result<Self, ClientInitializeError> {
        let listener = Listener::default();
        let progress = listener.0.clone();
        let transport = StreamableHttpClientTransport::with_client(http(), config);
        Ok(Self { client: listener.serve_with_lifecycle(transport, revision).await?, progress })
    }

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
