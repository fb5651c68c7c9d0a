//! Turns settings into a client of a vendor.

mod assemble;
mod environment;
mod settings;

use std::ffi::OsString;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use crate::auth::Credential;
use crate::chance::{Chance, DedupKeySource};
use crate::clock::Clock;
use crate::core::Client;
use crate::dedup::DedupKeys;
use crate::error::Result;
use crate::replay::ReplaySafety;
use crate::retry::RetryPolicy;
use crate::secret::Secret;
use crate::service::{Region, Service};
use crate::transport::{Middleware, Transport};

use settings::{Given, Settings};

/// Gathers the settings of a client; [`build`](Self::build) checks them.
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder<C> {
    settings: Settings,
    client: PhantomData<fn() -> C>,
}

impl<C: Service> ClientBuilder<C> {
    /// No settings yet.
    pub fn new() -> Self {
        Self { settings: Settings::default(), client: PhantomData }
    }

    /// Fills what is not set yet from the environment: the credential, the variables that calls need, and the base URL if
    /// its variable is set.
    ///
    /// # Errors
    /// [`is_configuration`](crate::Error::is_configuration) naming the variable that is missing.
    pub fn from_env(self) -> Result<Self> {
        self.from_variables(|name| std::env::var_os(name))
    }

    /// Like [`from_env`](Self::from_env), with variables from elsewhere: a file, a test.
    ///
    /// # Errors
    /// [`is_configuration`](crate::Error::is_configuration) naming the variable that is missing.
    pub fn from_variables(mut self, lookup: impl Fn(&str) -> Option<OsString>) -> Result<Self> {
        environment::fill(&mut self.settings, &C::INFO, C::VARIABLES, &lookup)?;
        Ok(self)
    }

    /// What proves who is calling: a key, [`Credential::basic`], a [`Credential::file`], a [`Credential::provider`].
    pub fn credential(mut self, credential: impl Into<Credential>) -> Self {
        self.settings.credential = Some(Given::in_code(credential.into()));
        self
    }

    /// Where the vendor is, in place of its usual address. Only `https://`, or `http://` to this machine.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.settings.base_url = Some(Given::in_code(url.into()));
        self
    }

    /// Where the vendor is, by region.
    pub fn region(self, region: C::Region) -> Self {
        self.base_url(region.url())
    }

    /// Allows `http://` beyond this machine. The credential can then be read by everyone on the way.
    pub fn allow_plain_http(mut self) -> Self {
        self.settings.allows_plain_http = true;
        self
    }

    /// Limits each call as a whole, with its retries and waits; 60 seconds unless set.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.settings.limits.call = limit;
        self
    }

    /// Limits each attempt; 15 seconds unless set.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.settings.limits.attempt = limit;
        self
    }

    /// Limits the opening of a connection, TLS included; 3 seconds unless set.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.settings.limits.connect = limit;
        self
    }

    /// Limits the wait for each piece of a body that is streamed; 15 seconds unless set. Other limits of time end where
    /// such a body begins.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.settings.limits.idle = limit;
        self
    }

    /// The largest response headers, names and values together, in bytes; 64 KiB unless set. Over HTTP/1.1 no more than
    /// 100 headers of 408 KiB are read, whatever is set.
    pub fn max_response_header_bytes(mut self, limit: u32) -> Self {
        self.settings.limits.response_header_bytes = limit;
        self
    }

    /// The largest response body, in bytes after decompression; 32 MiB unless set. A streamed body has none.
    pub fn max_response_bytes(mut self, limit: u64) -> Self {
        self.settings.limits.response_bytes = limit;
        self
    }

    /// Decides about retries; [`NoRetry`](crate::NoRetry) turns them off.
    pub fn retry(mut self, policy: impl RetryPolicy) -> Self {
        self.settings.retry = Arc::new(policy);
        self
    }

    /// Bounds the retries of all calls of this client and its clones together, so that a vendor that is down is not
    /// knocked on ever harder. A full budget, which it is at first, pays for so many retries, 100 unless set; every five
    /// successes earn one. When it is used up, calls end with the error of the attempt they have made.
    pub fn retry_budget(mut self, retries: u32) -> Self {
        self.settings.retry_budget = Some(retries);
        self
    }

    /// Lets each call retry as its policy says, however many others do: for a client that reports once an hour and
    /// would earn nothing in between, or where something else bounds them.
    pub fn no_retry_budget(mut self) -> Self {
        self.settings.retry_budget = None;
        self
    }

    /// Says how safe it is to send any call twice, in place of what is known of each operation.
    pub fn replay(mut self, safety: ReplaySafety) -> Self {
        self.settings.replay = Some(safety);
        self
    }

    /// Gives a value that calls of this vendor take from the environment; [`from_env`](Self::from_env) reads those that
    /// are not given. The documentation of the client names them.
    pub fn variable(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.settings.variables.push((name.into(), value.into()));
        self
    }

    /// Sends a header with each call.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.headers.push((name.into(), value.into()));
        self
    }

    /// Names your program at the end of the user agent, such as `billing-worker/1.4`.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.settings.user_agent_suffix = Some(suffix.into());
        self
    }

    /// Trusts the certificates in a PEM text beside those of the platform.
    pub fn add_root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.settings.http.root_certificates.push(pem.into());
        self
    }

    /// Uses your TLS configuration: client certificates, pinned roots. HTTP/2 is offered unless it names protocols.
    #[cfg(feature = "rustls")]
    pub fn tls_config(mut self, configuration: rustls::ClientConfig) -> Self {
        self.settings.http.tls = Some(configuration);
        self
    }

    /// Starts from your reqwest settings: proxies, pools, DNS. Redirects, retries, connect timeout and TLS are set
    /// after yours, so certificates go through [`add_root_certificate`](Self::add_root_certificate).
    pub fn http_client_builder(mut self, builder: reqwest::ClientBuilder) -> Self {
        self.settings.http.builder = Some(builder);
        self
    }

    /// Sends through your reqwest client as it is.
    ///
    /// What is lost unless you set it: redirects are followed (and carry headers along), reqwest's own retries come on
    /// top of ours, connecting has no limit of its own, loopback may go through a proxy, and TLS is as you made it.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.settings.http.client = Some(client);
        self
    }

    /// Puts middleware around each attempt; what is added first sees the request first and the response last.
    pub fn middleware(mut self, middleware: impl Middleware) -> Self {
        self.settings.middleware.push(Arc::new(middleware));
        self
    }

    /// Sends through something else altogether.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.settings.transport = Some(Arc::new(transport));
        self
    }

    /// Takes the time from elsewhere.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.settings.clock = Arc::new(clock);
        self
    }

    /// Takes the jitter from elsewhere.
    pub fn chance(mut self, chance: impl Chance) -> Self {
        self.settings.chance = Arc::new(chance);
        self
    }

    /// Takes the dedup keys that the caller does not bring from elsewhere; random UUIDs unless set.
    pub fn dedup_key_source(mut self, source: impl DedupKeySource) -> Self {
        self.settings.dedup_keys = Arc::new(source);
        self
    }

    /// Checks the settings and makes the client.
    ///
    /// # Errors
    /// [`is_configuration`](crate::Error::is_configuration) when there is no credential (it names the variable), when
    /// it cannot be sent, when the base URL is none, when the retry budget is 0, or when the HTTP client does not start.
    pub fn build(self) -> Result<C> {
        self.settings.assemble(&C::INFO, C::VARIABLES).map(C::from_core)
    }
}

impl<C: Service> Default for ClientBuilder<C> {
    fn default() -> Self {
        Self::new()
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.settings.fmt(f)
    }
}

impl DedupKeys {
    /// No keys yet; missing ones come from the client's source.
    pub fn new(client: &Client) -> Self {
        Self::drawn_from(client.0.dedup_keys.clone())
    }
}
