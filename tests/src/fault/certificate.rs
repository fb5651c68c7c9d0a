//! Makes an authority for one test, and certificates of every kind, good and bad.

use std::error::Error;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use super::Handshake;

/// An authority that a client can be told to trust.
pub(super) struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    pub(super) fn new() -> Result<Self, rcgen::Error> {
        let mut authority = CertificateParams::new(Vec::<String>::new())?;
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Ok(Self(CertifiedIssuer::self_signed(authority, KeyPair::generate()?)?))
    }

    pub(super) fn pem(&self) -> String {
        self.0.pem()
    }

    /// A server for `localhost` that offers these protocols; `handshake` says what is wrong with its certificate.
    pub(super) fn acceptor(
        &self,
        handshake: Option<Handshake>,
        protocols: &[&str],
    ) -> Result<TlsAcceptor, Box<dyn Error + Send + Sync>> {
        let host = if let Some(Handshake::OtherHost) = handshake { "other.example" } else { "localhost" };
        let mut certificate = CertificateParams::new([host.to_owned()])?;
        if let Some(Handshake::Expired) = handshake {
            certificate.not_before = date_time_ymd(2020, 1, 1);
            certificate.not_after = date_time_ymd(2021, 1, 1);
        }
        let key = KeyPair::generate()?;
        let certificate = match handshake {
            Some(Handshake::UnknownAuthority) => certificate.signed_by(&key, &Self::new()?.0)?,
            _ => certificate.signed_by(&key, &self.0)?,
        };
        let mut configuration = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], PrivateKeyDer::Pkcs8(key.serialize_der().into()))?;
        configuration.alpn_protocols = protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
        Ok(TlsAcceptor::from(Arc::new(configuration)))
    }
}
