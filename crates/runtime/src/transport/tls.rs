//! Prepares rustls for reqwest, which left alone would panic without a provider and lose HTTP/2.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls_platform_verifier::Verifier;

use crate::error::{Error, Result};

/// The caller's configuration, or one that trusts the platform's roots and the given ones; both offer HTTP/2.
pub(super) fn configuration(own: Option<ClientConfig>, root_certificates: &[Vec<u8>]) -> Result<ClientConfig> {
    let mut configuration = match own {
        Some(own) => own,
        None => trusting(&roots(root_certificates)?)?,
    };
    if configuration.alpn_protocols.is_empty() {
        configuration.alpn_protocols = offered().iter().map(|protocol| protocol.to_vec()).collect();
    }
    Ok(configuration)
}

fn offered() -> &'static [&'static [u8]] {
    if cfg!(feature = "http2") { &[b"h2", b"http/1.1"] } else { &[b"http/1.1"] }
}

fn trusting(roots: &[CertificateDer<'static>]) -> Result<ClientConfig> {
    let unfit = |error: rustls::Error| Error::configuration("TLS does not start").because(error);
    let provider = provider()?;
    let verifier = match roots {
        [] => Verifier::new(provider.clone()),
        #[cfg(not(target_os = "android"))]
        _ => Verifier::new_with_extra_roots(roots.iter().cloned(), provider.clone()),
        #[cfg(target_os = "android")]
        _ => return Err(Error::configuration("Android takes no root certificates but its own")),
    };
    Ok(ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(unfit)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier.map_err(unfit)?))
        .with_no_client_auth())
}

/// The certificates in the given PEM texts, and Mozilla's where the feature compiles them in.
fn roots(pem: &[Vec<u8>]) -> Result<Vec<CertificateDer<'static>>> {
    let mut roots = Vec::new();
    for text in pem {
        let found = CertificateDer::pem_slice_iter(text).collect::<Result<Vec<_>, _>>();
        match found {
            Ok(found) if !found.is_empty() => roots.extend(found),
            Ok(_) => return Err(Error::configuration("a root certificate is not PEM")),
            Err(error) => return Err(Error::configuration("a root certificate is not PEM").because(error)),
        }
    }
    #[cfg(feature = "webpki-roots")]
    roots.extend_from_slice(webpki_root_certs::TLS_SERVER_ROOT_CERTS);
    Ok(roots)
}

/// The cryptography that the features chose, or else what the program has installed.
fn provider() -> Result<Arc<CryptoProvider>> {
    #[cfg(feature = "rustls-aws-lc")]
    let chosen = Some(Arc::new(rustls::crypto::aws_lc_rs::default_provider()));
    #[cfg(all(feature = "rustls-ring", not(feature = "rustls-aws-lc")))]
    let chosen = Some(Arc::new(rustls::crypto::ring::default_provider()));
    #[cfg(not(any(feature = "rustls-ring", feature = "rustls-aws-lc")))]
    let chosen = CryptoProvider::get_default().cloned();
    chosen.ok_or_else(|| Error::configuration("no cryptography: turn the feature `rustls-ring` on"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offers_http2_first() {
        let configuration = configuration(None, &[]).unwrap();
        let expected: Vec<Vec<u8>> = offered().iter().map(|protocol| protocol.to_vec()).collect();
        assert_eq!(configuration.alpn_protocols, expected);
    }

    #[test]
    fn refuses_what_is_no_certificate() {
        for text in ["", "nonsense", "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"] {
            assert!(configuration(None, &[text.into()]).unwrap_err().is_configuration(), "{text}");
        }
    }
}
