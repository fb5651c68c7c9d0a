//! Checks settings and makes the core of a client from them.

use std::sync::Arc;

use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::settings::Settings;
use crate::auth::{Authenticator, Credential, Proof};
use crate::base_url::BaseUrl;
use crate::budget::RetryBudget;
use crate::core::{Client, Core};
use crate::error::{Error, Result};
use crate::header as headers;
use crate::service::ServiceInfo;
use crate::transport::Transport;

impl Settings {
    /// The core of a client, everything checked that can be without sending.
    pub(super) fn assemble(self, info: &ServiceInfo) -> Result<Client> {
        let base_url = self.base_url.as_deref().or(info.base_url).ok_or_else(|| {
            Error::configuration(format!("no base URL: call `base_url` or set {}", info.base_url_variable))
        })?;
        let base = BaseUrl::parse(base_url, self.allows_plain_http)?;
        let authenticator = authenticator(self.credential, info)?;
        let headers = default_headers(info, self.user_agent_suffix.as_deref(), &self.headers)?;
        let transport: Arc<dyn Transport> = match self.transport {
            Some(transport) => transport,
            None if base.is_encrypted && self.http.client.is_none() && !speaks_tls() => {
                return Err(Error::configuration("this build has no TLS: turn the feature `rustls-ring` on"));
            }
            None => self.http.build(self.limits.connect, base.is_loopback)?,
        };
        Ok(Client(Arc::new(Core {
            package: info.package,
            base,
            authenticator,
            headers,
            limits: self.limits,
            retry: self.retry,
            replay: self.replay,
            budget: RetryBudget::default(),
            transport,
            clock: self.clock,
            chance: self.chance,
            dedup_keys: self.dedup_keys,
        })))
    }
}

const fn speaks_tls() -> bool {
    cfg!(any(feature = "rustls", feature = "native-tls"))
}

fn authenticator(credential: Option<Credential>, info: &ServiceInfo) -> Result<Authenticator> {
    match (credential, info.credential) {
        (Some(credential), Some(wanted)) => Authenticator::new(credential.0, wanted.placement),
        (None, None) => Ok(Authenticator::Fixed(Proof::None)),
        (Some(_), None) => Err(Error::configuration("the vendor asks for no credential, so none is sent")),
        (None, Some(wanted)) => Err(Error::configuration(format!(
            "no credential: call `credential`, or set {} and call `from_env`",
            wanted.variable
        ))),
    }
}

/// The headers of every call: ours, then the caller's in their stead.
fn default_headers(info: &ServiceInfo, suffix: Option<&str>, own: &[(String, String)]) -> Result<HeaderMap> {
    let ours = format!("{}/{} {}/{}", info.package, info.version, env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
    let user_agent = match suffix {
        Some(suffix) => format!("{ours} {suffix}"),
        None => ours,
    };
    let mut headers = HeaderMap::new();
    headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    put(&mut headers, headers::checked("user-agent", &user_agent))?;
    for (name, value) in own {
        put(&mut headers, headers::checked(name, value))?;
    }
    Ok(headers)
}

fn put(headers: &mut HeaderMap, checked: Result<(HeaderName, HeaderValue)>) -> Result<()> {
    let (name, value) = checked.map_err(|error| Error::configuration("a header cannot be sent").because(error))?;
    headers.insert(name, value);
    Ok(())
}
