//! Keeps what a builder was told until it is checked.

use std::fmt;
use std::sync::Arc;

use crate::auth::Credential;
use crate::chance::{Chance, DedupKeySource, SystemChance};
use crate::clock::{Clock, SystemClock};
use crate::limits::Limits;
use crate::replay::ReplaySafety;
use crate::retry::{RetryPolicy, StandardRetry};
use crate::secret::Secret;
use crate::transport::{HttpOptions, Middleware, Transport};

/// Settings as given, unchecked.
pub(super) struct Settings {
    pub(super) base_url: Option<Given<String>>,
    pub(super) allows_plain_http: bool,
    pub(super) credential: Option<Given<Credential>>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) variables: Vec<(String, Secret)>,
    pub(super) user_agent_suffix: Option<String>,
    pub(super) limits: Limits,
    pub(super) retry: Arc<dyn RetryPolicy>,
    /// The retries that a full budget pays for; none where there is no budget.
    pub(super) retry_budget: Option<u32>,
    pub(super) replay: Option<ReplaySafety>,
    pub(super) http: HttpOptions,
    pub(super) middleware: Vec<Arc<dyn Middleware>>,
    pub(super) transport: Option<Arc<dyn Transport>>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) chance: Arc<dyn Chance>,
    pub(super) dedup_keys: Arc<dyn DedupKeySource>,
}

/// A setting and the variable that it was read from, for the error that it may turn out to be.
pub(super) struct Given<T> {
    pub(super) value: T,
    pub(super) variable: Option<&'static str>,
}

impl<T> Given<T> {
    pub(super) fn in_code(value: T) -> Self {
        Self { value, variable: None }
    }

    pub(super) fn by(variable: &'static str, value: T) -> Self {
        Self { value, variable: Some(variable) }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            base_url: None,
            allows_plain_http: false,
            credential: None,
            headers: Vec::new(),
            variables: Vec::new(),
            user_agent_suffix: None,
            limits: Limits::default(),
            retry: Arc::new(StandardRetry::new()),
            retry_budget: Some(100),
            replay: None,
            http: HttpOptions::default(),
            middleware: Vec::new(),
            transport: None,
            clock: Arc::new(SystemClock),
            chance: Arc::new(SystemChance),
            dedup_keys: Arc::new(SystemChance),
        }
    }
}

/// Shows no base URL, which is unchecked and may hold a password, and the names of headers only.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("ClientBuilder")
            .field("has_base_url", &self.base_url.is_some())
            .field("credential", &self.credential.as_ref().map(|given| &given.value))
            .field("headers", &names)
            .field("limits", &self.limits)
            .field("retry", &self.retry)
            .field("retry_budget", &self.retry_budget)
            .field("replay", &self.replay)
            .field("middleware", &self.middleware)
            .field("transport", &self.transport)
            .finish_non_exhaustive()
    }
}
