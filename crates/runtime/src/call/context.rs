//! Carries the client of a call and the options that hold for this call only.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::core::Client;
use crate::replay::ReplaySafety;
use crate::request::RequestBuilder;
use crate::retry::RetryPolicy;
use crate::template::Inputs;
use crate::upload::boundary;

/// The client and the options of one call.
#[derive(Clone, Debug)]
pub struct CallContext {
    pub(crate) client: Client,
    /// Most calls have none, and a call is moved at every setter.
    options: Option<Box<CallOptions>>,
}

/// What the `with_*` methods set.
#[derive(Clone, Default)]
pub(crate) struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) retry: Option<Arc<dyn RetryPolicy>>,
    pub(crate) replay: Option<ReplaySafety>,
}

impl CallContext {
    /// A call of this client, with no options.
    pub fn new(client: &Client) -> Self {
        Self { client: client.clone(), options: None }
    }

    /// Limits the whole call, with its retries and waits.
    pub fn set_timeout(&mut self, limit: Duration) {
        self.options_mut().timeout = Some(limit);
    }

    /// Limits each attempt.
    pub fn set_attempt_timeout(&mut self, limit: Duration) {
        self.options_mut().attempt_timeout = Some(limit);
    }

    /// Adds a header; checked when the call is sent.
    pub fn add_header(&mut self, name: &str, value: &str) {
        self.options_mut().headers.push((name.to_owned(), value.to_owned()));
    }

    /// Decides about retries in the client's stead.
    pub fn set_retry(&mut self, policy: Arc<dyn RetryPolicy>) {
        self.options_mut().retry = Some(policy);
    }

    /// Says how safe it is to send this call twice.
    pub fn set_replay(&mut self, safety: ReplaySafety) {
        self.options_mut().replay = Some(safety);
    }

    /// What templates are filled with: the client's variables, and the inputs that are then given.
    pub fn inputs(&self) -> Inputs<'_> {
        Inputs::new(&self.client.0.variables)
    }

    pub(crate) fn options(&self) -> Option<&CallOptions> {
        self.options.as_deref()
    }

    fn options_mut(&mut self) -> &mut CallOptions {
        self.options.get_or_insert_default()
    }
}

impl RequestBuilder {
    /// Sends the parts that follow as `multipart/form-data`; no part at all leaves no body.
    pub fn multipart(self, context: &CallContext) -> Self {
        self.parted_by(boundary(&*context.client.0.chance))
    }
}

/// Shows the names of headers, not their values.
impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("CallOptions")
            .field("timeout", &self.timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("headers", &names)
            .field("retry", &self.retry)
            .field("replay", &self.replay)
            .finish()
    }
}
