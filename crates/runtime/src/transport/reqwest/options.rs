//! Makes a reqwest client: what the caller brought first, what must hold last.

use std::sync::Arc;
use std::time::Duration;

use super::ReqwestTransport;
use crate::error::{Error, Result};

/// What decides how the client is made.
#[derive(Debug, Default)]
pub(crate) struct HttpOptions {
    pub(crate) builder: Option<reqwest::ClientBuilder>,
    /// A finished one: nothing more is set on it.
    pub(crate) client: Option<reqwest::Client>,
    /// PEM texts of certificates to trust beside those of the platform.
    pub(crate) root_certificates: Vec<Vec<u8>>,
    #[cfg(feature = "rustls")]
    pub(crate) tls: Option<rustls::ClientConfig>,
}

impl HttpOptions {
    /// `is_loopback`: the base URL is on this machine, where no proxy can reach it.
    pub(crate) fn build(self, connect_timeout: Duration, is_loopback: bool) -> Result<Arc<ReqwestTransport>> {
        if let Some(client) = self.client {
            return Ok(Arc::new(ReqwestTransport(client)));
        }
        let Self { builder, root_certificates, .. } = self;
        let mut builder = builder
            .unwrap_or_default()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connect_timeout(connect_timeout);
        if is_loopback {
            builder = builder.no_proxy();
        }
        #[cfg(feature = "rustls")]
        let tls = self.tls;
        #[cfg(feature = "native-tls")]
        let builder = {
            #[cfg(feature = "rustls")]
            drop(tls);
            native(builder, &root_certificates)?
        };
        #[cfg(all(feature = "rustls", not(feature = "native-tls")))]
        let builder = builder.tls_backend_preconfigured(crate::transport::tls::configuration(tls, &root_certificates)?);
        #[cfg(not(any(feature = "rustls", feature = "native-tls")))]
        let _ = root_certificates;
        let client = builder
            .build()
            .map_err(|error| Error::configuration("the HTTP client does not start").because(error.without_url()))?;
        Ok(Arc::new(ReqwestTransport(client)))
    }
}

#[cfg(feature = "native-tls")]
fn native(builder: reqwest::ClientBuilder, root_certificates: &[Vec<u8>]) -> Result<reqwest::ClientBuilder> {
    let unreadable = |error: reqwest::Error| Error::configuration("a root certificate is not PEM").because(error);
    let mut roots = Vec::new();
    for pem in root_certificates {
        roots.extend(reqwest::Certificate::from_pem_bundle(pem).map_err(unreadable)?);
    }
    Ok(builder.tls_backend_native().tls_certs_merge(roots))
}
