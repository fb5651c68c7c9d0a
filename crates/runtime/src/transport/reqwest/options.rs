//! Makes a reqwest client: what the caller brought first, what must hold last.

use std::sync::Arc;

use super::ReqwestTransport;
use crate::base_url::BaseUrl;
use crate::error::{Error, Result};
use crate::limits::Limits;

/// What hyper reads of a head over HTTP/1.1, where nothing sets it. HTTP/2 gets no less, so that a head beyond the limit
/// of the client ends alike over both: read, its status known, refused for its size.
#[cfg(feature = "http2")]
const HTTP1_HEAD_BYTES: u32 = 408 * 1024;

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
    /// `base`: where nearly all requests will go.
    pub(crate) fn build(self, limits: &Limits, base: &BaseUrl) -> Result<Arc<ReqwestTransport>> {
        if let Some(client) = self.client {
            return Ok(Arc::new(ReqwestTransport::new(client, base)));
        }
        let mut builder = self
            .builder
            .unwrap_or_default()
            .redirect(reqwest::redirect::Policy::none())
            // With none allowed it keeps no copy of the request to send again.
            .retry(reqwest::retry::never().max_retries_per_request(0))
            .referer(false)
            .connect_timeout(limits.connect);
        #[cfg(feature = "http2")]
        {
            let most = limits.response_header_bytes.max(HTTP1_HEAD_BYTES);
            builder = builder.http2_max_header_list_size(most);
        }
        // No proxy could reach it.
        if base.is_loopback {
            builder = builder.no_proxy();
        }
        let tls = Tls {
            root_certificates: self.root_certificates,
            #[cfg(feature = "rustls")]
            own: self.tls,
        };
        let client = tls
            .set(builder)?
            .build()
            .map_err(|error| Error::configuration("the HTTP client does not start").because(error.without_url()))?;
        Ok(Arc::new(ReqwestTransport::new(client, base)))
    }
}

/// What decides about TLS.
struct Tls {
    root_certificates: Vec<Vec<u8>>,
    #[cfg(feature = "rustls")]
    own: Option<rustls::ClientConfig>,
}

impl Tls {
    /// The caller's own configuration comes first, then native-tls where it is compiled in, then rustls.
    #[cfg(feature = "rustls")]
    fn set(self, builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder> {
        #[cfg(feature = "native-tls")]
        if self.own.is_none() {
            return native(builder, &self.root_certificates);
        }
        let configuration = crate::transport::tls::configuration(self.own, &self.root_certificates)?;
        Ok(builder.tls_backend_preconfigured(configuration))
    }

    #[cfg(all(feature = "native-tls", not(feature = "rustls")))]
    fn set(self, builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder> {
        native(builder, &self.root_certificates)
    }

    #[cfg(not(any(feature = "rustls", feature = "native-tls")))]
    fn set(self, builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder> {
        match self.root_certificates.as_slice() {
            [] => Ok(builder),
            _ => Err(Error::configuration("this build has no TLS: turn the feature `rustls-ring` on")),
        }
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
