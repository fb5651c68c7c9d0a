//! Checks settings and makes the core of a client from them.

use std::sync::Arc;

use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::settings::{Given, Settings};
use crate::auth::{Authenticator, Credential};
use crate::base_url::BaseUrl;
use crate::budget::RetryBudget;
use crate::core::{Client, Core};
use crate::error::{Error, Result};
use crate::header as headers;
use crate::secret::Secret;
use crate::service::ServiceInfo;
use crate::template::{Variable, VariableInfo};
use crate::transport::Transport;

impl Settings {
    /// The core of a client, everything checked that can be without sending.
    pub(super) fn assemble(self, info: &ServiceInfo, known: &'static [VariableInfo]) -> Result<Client> {
        let base = base_url(self.base_url, info, self.allows_plain_http)?;
        let variables = variables(self.variables, known)?;
        let authenticator = authenticator(self.credential, info)?.hiding(&variables);
        let headers = default_headers(info, self.user_agent_suffix.as_deref(), &self.headers)?;
        let budget = retry_budget(self.retry_budget)?;
        let transport: Arc<dyn Transport> = match self.transport {
            Some(transport) => transport,
            None if base.is_encrypted && self.http.client.is_none() && !speaks_tls() => {
                return Err(Error::configuration("this build has no TLS: turn the feature `rustls-ring` on"));
            }
            None => self.http.build(&self.limits, &base)?,
        };
        Ok(Client(Arc::new(Core {
            package: info.package,
            base,
            authenticator,
            headers,
            variables,
            limits: self.limits,
            retry: self.retry,
            replay: self.replay,
            budget,
            middleware: self.middleware,
            transport,
            clock: self.clock,
            chance: self.chance,
            dedup_keys: self.dedup_keys,
        })))
    }
}

/// The variables that the vendor knows, each with its value.
fn variables(given: Vec<(String, Secret)>, known: &'static [VariableInfo]) -> Result<Vec<Variable>> {
    if let Some((name, _)) = given.iter().find(|(name, _)| known.iter().all(|variable| variable.name != name)) {
        return Err(Error::configuration(format!("`{}` is no variable of this client", name.escape_debug())));
    }
    let mut variables = Vec::with_capacity(known.len());
    for variable in known {
        // The last one that was given counts, as with every setting.
        match given.iter().rev().find(|(name, _)| name == variable.name) {
            Some((_, value)) => variables.push((variable.name, value.clone())),
            None if variable.required => {
                return Err(Error::configuration(format!(
                    "no value for the variable {0}: call `variable(\"{0}\", …)`, or set it and call `from_env`",
                    variable.name
                )));
            }
            None => {}
        }
    }
    Ok(variables)
}

fn retry_budget(retries: Option<u32>) -> Result<RetryBudget> {
    match retries {
        Some(0) => Err(Error::configuration("a retry budget of 0 pays for no retry: say `retry(NoRetry)`")),
        retries => Ok(RetryBudget::of(retries)),
    }
}

const fn speaks_tls() -> bool {
    cfg!(any(feature = "rustls", feature = "native-tls"))
}

fn base_url(given: Option<Given<String>>, info: &ServiceInfo, allows_plain_http: bool) -> Result<BaseUrl> {
    match (given, info.base_url) {
        (Some(Given { value, variable }), _) => {
            BaseUrl::parse(&value, allows_plain_http).map_err(|error| error.found_in(variable))
        }
        (None, Some(usual)) => BaseUrl::parse(usual, allows_plain_http),
        (None, None) => {
            Err(Error::configuration(format!("no base URL: call `base_url` or set {}", info.base_url_variable)))
        }
    }
}

fn authenticator(credential: Option<Given<Credential>>, info: &ServiceInfo) -> Result<Authenticator> {
    match (credential, info.credential) {
        (Some(Given { value, variable }), Some(wanted)) => {
            Authenticator::new(value.0, wanted.placement).map_err(|error| error.found_in(variable))
        }
        (None, None) => Ok(Authenticator::Fixed(Arc::default())),
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
    headers::check_count(own.len()).map_err(unsendable)?;
    let mut headers = HeaderMap::new();
    headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    put(&mut headers, headers::checked("user-agent", &user_agent))?;
    for (name, value) in own {
        put(&mut headers, headers::checked(name, value))?;
    }
    Ok(headers)
}

fn put(headers: &mut HeaderMap, checked: Result<(HeaderName, HeaderValue)>) -> Result<()> {
    let (name, value) = checked.map_err(unsendable)?;
    headers.insert(name, value);
    Ok(())
}

fn unsendable(error: Error) -> Error {
    Error::configuration("a header cannot be sent").because(error)
}
