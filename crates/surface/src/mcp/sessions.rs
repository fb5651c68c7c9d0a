//! Keeps the sessions of clients, and no more than there is room for.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use futures_core::Stream;
use rmcp::model::{ClientJsonRpcMessage, ServerJsonRpcMessage};
use rmcp::transport::streamable_http_server::session::local::{LocalSessionManager, LocalSessionManagerError};
use rmcp::transport::streamable_http_server::session::{ServerSseMessage, SessionId, SessionManager};

/// How long a finished answer is kept for a client whose connection broke before it was there.
const KEPT: Duration = Duration::from_secs(10);

/// The sessions of one server. When there are as many as there may be, the one that was left alone the longest makes room:
/// its client is told that there is no such session and begins another, as the protocol has it.
#[derive(Debug)]
pub struct Sessions {
    local: LocalSessionManager,
    most: usize,
    /// When each was used last.
    used: Mutex<HashMap<SessionId, Instant>>,
}

type Error = LocalSessionManagerError;

impl Sessions {
    /// At most so many sessions, each ended when it was left alone for so long.
    pub fn new(most: usize, idle: Duration) -> Self {
        let mut local = LocalSessionManager::default();
        local.session_config.keep_alive = Some(idle);
        local.session_config.completed_cache_ttl = KEPT;
        Self { local, most: most.max(1), used: Mutex::default() }
    }

    fn used(&self) -> MutexGuard<'_, HashMap<SessionId, Instant>> {
        // The map is whole between any two of its methods.
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn touch(&self, id: &SessionId) {
        if let Some(used) = self.used().get_mut(id) {
            *used = Instant::now();
        }
    }

    /// The session that must go before another may come.
    fn superfluous(&self) -> Option<SessionId> {
        let used = self.used();
        let oldest = used.iter().min_by_key(|(_, used)| **used).filter(|_| used.len() >= self.most);
        oldest.map(|(id, _)| id.clone())
    }
}

impl SessionManager for Sessions {
    type Error = Error;
    type Transport = <LocalSessionManager as SessionManager>::Transport;

    async fn create_session(&self) -> Result<(SessionId, Self::Transport), Error> {
        while let Some(id) = self.superfluous() {
            tracing::info!("a session that was left alone makes room for a new one");
            self.close_session(&id).await?;
        }
        let (id, transport) = self.local.create_session().await?;
        self.used().insert(id.clone(), Instant::now());
        Ok((id, transport))
    }

    async fn initialize_session(
        &self,
        id: &SessionId,
        message: ClientJsonRpcMessage,
    ) -> Result<ServerJsonRpcMessage, Error> {
        self.local.initialize_session(id, message).await
    }

    async fn has_session(&self, id: &SessionId) -> Result<bool, Error> {
        self.touch(id);
        self.local.has_session(id).await
    }

    async fn close_session(&self, id: &SessionId) -> Result<(), Error> {
        self.used().remove(id);
        self.local.close_session(id).await
    }

    async fn create_stream(
        &self,
        id: &SessionId,
        message: ClientJsonRpcMessage,
    ) -> Result<impl Stream<Item = ServerSseMessage> + Send + 'static, Error> {
        self.local.create_stream(id, message).await
    }

    async fn accept_message(&self, id: &SessionId, message: ClientJsonRpcMessage) -> Result<(), Error> {
        self.local.accept_message(id, message).await
    }

    async fn create_standalone_stream(
        &self,
        id: &SessionId,
    ) -> Result<impl Stream<Item = ServerSseMessage> + Send + 'static, Error> {
        self.local.create_standalone_stream(id).await
    }

    async fn resume(
        &self,
        id: &SessionId,
        last_event_id: String,
    ) -> Result<impl Stream<Item = ServerSseMessage> + Send + 'static, Error> {
        self.local.resume(id, last_event_id).await
    }
}
