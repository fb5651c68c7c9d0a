//! Serves the tools of an MCP server.
//!
//! The official SDK decides about the protocol. Here a tool's arguments are checked against its published schema, the
//! vendor is called, and the answer becomes a result that fits a context window: lists are cut and can be gone on with.

mod arguments;
mod failure;
mod progress;
mod result;
mod server;
mod sessions;
mod tools;

use std::fmt;
use std::sync::Arc;

use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use tokio::sync::Semaphore;

use crate::capability::{Exposed, Mcp};
use crate::policy::Policy;
use tools::Tools;

pub use rmcp;
pub use server::Server;
pub use sessions::Sessions;

/// How a server is served.
#[derive(Clone, Debug)]
pub struct Options {
    /// What is served of it.
    pub policy: Policy,
    /// The longest result, in bytes of JSON; longer lists are cut.
    pub max_result_bytes: usize,
    /// How many calls may be under way at once; servers that share it share the number. No limit when there is none.
    pub calls: Option<Arc<Semaphore>>,
}

impl Default for Options {
    fn default() -> Self {
        Self { policy: Policy::new(), max_result_bytes: 64 * 1024, calls: None }
    }
}

/// A server that cannot be served: a fault of the generated crate.
#[derive(Debug)]
pub struct StartError(String);

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for StartError {}

/// The server of one adapter, for any transport of the MCP SDK.
///
/// # Errors
/// When the adapter's document is not what its tools say.
pub fn server(exposed: &Exposed, adapter: &Mcp, options: &Options) -> Result<Server, StartError> {
    let tools = Tools::new(exposed, adapter, options);
    Ok(Server::new(tools.map_err(|problem| StartError(format!("{}: {problem}", adapter.namespace)))?))
}

/// The server over streamable HTTP. A [`tracing::Span`] among the extensions of a request becomes the parent of what is
/// done for it.
pub fn http(
    server: Server,
    sessions: Sessions,
    config: StreamableHttpServerConfig,
) -> StreamableHttpService<Server, Sessions> {
    StreamableHttpService::new(move || Ok(server.clone()), Arc::new(sessions), config)
}
