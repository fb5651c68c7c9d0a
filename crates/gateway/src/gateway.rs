//! Starts everything that is served, and ends it again.

use std::ffi::OsString;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use meterforge_surface::Served;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::app::{Common, front};
use crate::catalog::{Known, check_without};
use crate::connect::{Variables, connect};
use crate::error::StartError;
use crate::guard::Guard;
use crate::listener;
use crate::metrics::Metrics;
use crate::plan::{Listener, Mounts, plan};
use crate::room::Room;
use crate::security::{Hosts, Origins};
use crate::settings::Settings;
use crate::stdio::{self, Conversation};

/// Capabilities that are to be served.
///
/// ```no_run
/// # async fn sample() -> Result<(), meterforge_gateway::StartError> {
/// use meterforge_gateway::{Gateway, Settings};
///
/// let running = Gateway::new(&meterforge_sample::CAPABILITIES, Settings::default()).start().await?;
/// println!("REST at {:?}", running.rest());
/// running.shutdown().await;
/// # Ok(()) }
/// ```
pub struct Gateway {
    capabilities: Vec<Known>,
    settings: Settings,
    variables: Variables,
}

/// A gateway that serves. When it is dropped, everything ends at once.
#[derive(Debug)]
pub struct Running {
    addresses: Vec<(&'static str, SocketAddr)>,
    common: Arc<Common>,
    under_way: TaskTracker,
    stopping: CancellationToken,
    drained: CancellationToken,
    listeners: JoinSet<()>,
    conversation: Option<Conversation>,
}

impl Gateway {
    /// A gateway for these capabilities. The clients of their vendors read the environment.
    pub fn new(capabilities: &[&'static dyn Served], settings: Settings) -> Self {
        let variables: Variables = Arc::new(|name| std::env::var_os(name));
        Self { capabilities: capabilities.to_vec(), settings, variables }
    }

    /// Lets the clients of vendors read their variables elsewhere: from a file, in a test.
    pub fn variables(mut self, lookup: impl Fn(&str) -> Option<OsString> + Send + Sync + 'static) -> Self {
        self.variables = Arc::new(lookup);
        self
    }

    /// Starts to serve. Nothing is served if anything cannot be.
    ///
    /// # Errors
    /// [`StartError`] says which of the settings, variables or addresses is in the way.
    pub async fn start(self) -> Result<Running, StartError> {
        let Self { capabilities, settings, variables } = self;
        check_without(&capabilities, &settings.without)?;
        let plan = plan(&capabilities, &settings)?;
        let metrics = Arc::new(Metrics::new());
        let exposed = connect(&capabilities, &variables, &settings.limits, &metrics)?;
        let calls = Arc::new(Semaphore::new(settings.limits.requests.min(MOST_CALLS)));
        let ending = CancellationToken::new();
        let common = Arc::new(Common { settings, exposed, metrics, calls, ending });
        let mut running = Running {
            addresses: Vec::new(),
            common: common.clone(),
            under_way: TaskTracker::new(),
            stopping: CancellationToken::new(),
            drained: CancellationToken::new(),
            listeners: JoinSet::new(),
            conversation: None,
        };
        for listener in plan.listeners {
            running.listen(listener).await?;
        }
        if let Some(mount) = plan.stdio {
            running.conversation = Some(stdio::begin(common.mcp_server(&mount)?, common.ending.clone()));
        }
        Ok(running)
    }
}

/// More calls at once than anybody means, and as many as can be waited for together.
const MOST_CALLS: usize = 1 << 20;

impl Running {
    async fn listen(&mut self, planned: Listener) -> Result<(), StartError> {
        let what = planned.what();
        let listener = listener::bind(planned.address, what).await?;
        let address = listener.local_addr().unwrap_or(planned.address);
        let Common { settings, metrics, .. } = &*self.common;
        let guard = Guard {
            hosts: Hosts::of(address, &settings.allowed_hosts),
            origins: Origins::of(&settings.allowed_origins),
            token: settings.token.clone(),
            room: Room::new(settings.limits.requests, self.under_way.clone()),
            request_time: settings.limits.request_time,
            metrics: metrics.clone(),
            streams_are_free: matches!(planned.mounts, Mounts::Mcp(_)),
        };
        let front = Arc::new(front(&self.common, &planned.mounts, guard)?);
        let (limits, metrics) = (settings.limits.clone(), metrics.clone());
        let (stopping, drained) = (self.stopping.clone(), self.drained.clone());
        self.listeners.spawn(listener::serve(listener, front, limits, metrics, stopping, drained));
        self.addresses.push((what, address));
        Ok(())
    }

    /// What is served over HTTP, `REST` or `MCP`, and where.
    pub fn addresses(&self) -> &[(&'static str, SocketAddr)] {
        &self.addresses
    }

    /// Where the first REST adapter is served.
    pub fn rest(&self) -> Option<SocketAddr> {
        self.address("REST")
    }

    /// Where the first MCP server is served over HTTP.
    pub fn mcp(&self) -> Option<SocketAddr> {
        self.address("MCP")
    }

    fn address(&self, what: &str) -> Option<SocketAddr> {
        self.addresses.iter().find(|(other, _)| *other == what).map(|(_, address)| *address)
    }

    /// Waits until whoever speaks over standard input has gone; without such a conversation, for ever.
    ///
    /// # Errors
    /// When the conversation did not begin as the protocol has it.
    pub async fn conversation_over(&mut self) -> Result<(), StartError> {
        match &mut self.conversation {
            Some(conversation) => conversation.over().await,
            None => std::future::pending().await,
        }
    }

    /// Ends: no new connection is accepted, requests under way may come to their end within the limit, then sessions and
    /// connections are closed. Whether everything came to its end.
    pub async fn shutdown(mut self) -> bool {
        self.stopping.cancel();
        self.under_way.close();
        let calls = u32::try_from(self.common.settings.limits.requests.min(MOST_CALLS)).unwrap_or(u32::MAX);
        let draining = async {
            self.under_way.wait().await;
            // Calls whose client has gone have no request any more. From now on there is no room for others.
            let _ = self.common.calls.acquire_many(calls).await.map(|room| room.forget());
        };
        let is_drained = timeout(self.common.settings.limits.shutdown_time, draining).await.is_ok();
        self.common.ending.cancel();
        self.drained.cancel();
        if let Some(mut conversation) = self.conversation.take() {
            conversation.end().await;
        }
        while self.listeners.join_next().await.is_some() {}
        is_drained
    }
}

impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gateway")
            .field("capabilities", &self.capabilities)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
