//! Speaks MCP over standard input and output, for an assistant that started this process.

use std::time::Duration;

use meterforge_surface::mcp::Server;
use rmcp::ServiceExt;
use rmcp::service::ServerInitializeError;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::error::StartError;

/// How long the last answers may take to be written.
const FLUSHING: Duration = Duration::from_secs(1);

/// A conversation under way.
#[derive(Debug)]
pub(crate) struct Conversation(JoinHandle<Result<(), StartError>>);

/// Begins to listen; `ending` ends it.
pub(crate) fn begin(server: Server, ending: CancellationToken) -> Conversation {
    Conversation(tokio::spawn(async move {
        match server.serve_with_ct(rmcp::transport::stdio(), ending).await {
            Ok(service) => {
                // How it ended is seen by whoever is at the other end.
                let _ = service.waiting().await;
                Ok(())
            }
            Err(ServerInitializeError::ConnectionClosed(_) | ServerInitializeError::Cancelled) => Ok(()),
            // What was said instead may hold anything, so it is not repeated.
            Err(_) => {
                Err(StartError::Stdio("what came on standard input is no beginning of an MCP conversation".to_owned()))
            }
        }
    }))
}

impl Conversation {
    /// Waits for its end.
    pub(crate) async fn over(&mut self) -> Result<(), StartError> {
        match (&mut self.0).await {
            Ok(ended) => ended,
            Err(error) => Err(StartError::Stdio(format!("the MCP conversation broke: {error}"))),
        }
    }

    /// Waits a moment for it to end on its own.
    pub(crate) async fn end(&mut self) {
        if !self.0.is_finished() && tokio::time::timeout(FLUSHING, &mut self.0).await.is_err() {
            self.0.abort();
        }
    }
}
