//! Holds what all calls of one client share.

use std::fmt;
use std::sync::Arc;

use http::HeaderMap;

use crate::auth::Authenticator;
use crate::base_url::BaseUrl;
use crate::budget::RetryBudget;
use crate::chance::{Chance, DedupKeySource};
use crate::clock::Clock;
use crate::limits::Limits;
use crate::replay::ReplaySafety;
use crate::retry::RetryPolicy;
use crate::template::Variable;
use crate::transport::{Middleware, Transport};

/// The part of a client that knows no vendor; a clone shares the connections and the retry budget.
#[derive(Clone)]
pub struct Client(pub(crate) Arc<Core>);

pub(crate) struct Core {
    pub(crate) package: &'static str,
    pub(crate) base: BaseUrl,
    pub(crate) authenticator: Authenticator,
    pub(crate) headers: HeaderMap,
    /// What templates of calls are filled with beside their inputs.
    pub(crate) variables: Vec<Variable>,
    pub(crate) limits: Limits,
    pub(crate) retry: Arc<dyn RetryPolicy>,
    pub(crate) replay: Option<ReplaySafety>,
    pub(crate) budget: RetryBudget,
    pub(crate) middleware: Vec<Arc<dyn Middleware>>,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) chance: Arc<dyn Chance>,
    pub(crate) dedup_keys: Arc<dyn DedupKeySource>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("package", &self.0.package)
            .field("base_url", &self.0.base.prefix)
            .field("credential", &self.0.authenticator)
            .field("limits", &self.0.limits)
            .field("retry", &self.0.retry)
            .field("middleware", &self.0.middleware)
            .field("transport", &self.0.transport)
            .finish_non_exhaustive()
    }
}
