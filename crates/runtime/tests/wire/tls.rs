//! HTTPS on loopback with a certificate authority made for the test: trusted, not trusted, HTTP/1.1, HTTP/2.

use std::sync::{Arc, Mutex};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use super::server::{Seen, json, serve};
use super::vendor::Client;

/// A server's configuration, and the PEM text of the authority that vouches for it.
fn configuration(host: &str, protocols: &[&str]) -> (ServerConfig, String) {
    certified(CertificateParams::new([host.to_owned()]).unwrap(), protocols)
}

fn certified(certificate: CertificateParams, protocols: &[&str]) -> (ServerConfig, String) {
    let mut authority = CertificateParams::new(Vec::<String>::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    // A name of its own: to OpenSSL, a certificate issued by its own name is self-signed.
    authority.distinguished_name.push(DnType::CommonName, "authority of a test");
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let certificate = certificate.signed_by(&key, &authority).unwrap();
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let mut configuration = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], PrivateKeyDer::Pkcs8(key.serialize_der().into()))
        .unwrap();
    configuration.alpn_protocols = protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
    (configuration, authority.pem())
}

/// Serves one connection over TLS, whichever protocol it agrees on; tells that protocol.
async fn start(configuration: ServerConfig) -> (String, Arc<Mutex<Vec<Seen>>>, Arc<Mutex<Vec<u8>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let (seen, agreed) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(Vec::new())));
    let (requests, protocol) = (seen.clone(), agreed.clone());
    let acceptor = TlsAcceptor::from(Arc::new(configuration));
    tokio::spawn(async move {
        let (socket, _) = listener.accept().await.unwrap();
        let Ok(stream) = acceptor.accept(socket).await else { return };
        *protocol.lock().unwrap() = stream.get_ref().1.alpn_protocol().unwrap_or_default().to_vec();
        if protocol.lock().unwrap().as_slice() == b"h2" {
            let mut connection = h2::server::handshake(stream).await.unwrap();
            while let Some(Ok((request, mut respond))) = connection.accept().await {
                let line = format!("{} {} {:?}", request.method(), request.uri().path(), request.version());
                requests.lock().unwrap().push(Seen { line, headers: Vec::new(), body: String::new() });
                let mut body = respond.send_response(http::Response::new(()), false).unwrap();
                body.send_data("{}".into(), true).unwrap();
            }
        } else {
            let script = Mutex::new(vec![json("200 OK", "{}")].into_iter());
            serve(stream, &script, &requests).await.ok();
        }
    });
    (url, seen, agreed)
}

#[tokio::test]
async fn https_works() {
    let (configuration, authority) = configuration("localhost", &["http/1.1"]);
    let (url, seen, agreed) = start(configuration).await;
    let client = Client::builder().base_url(url).credential("k3y").add_root_certificate(authority).build().unwrap();
    client.list_groups("org_1").await.unwrap();
    assert_eq!(seen.lock().unwrap()[0].line, "GET /org/org_1/group HTTP/1.1");
    assert_eq!(agreed.lock().unwrap().as_slice(), b"http/1.1");
}

#[tokio::test]
#[cfg(feature = "http2")]
async fn http2_is_spoken_where_it_is_offered() {
    let (configuration, authority) = configuration("localhost", &["h2", "http/1.1"]);
    let (url, seen, agreed) = start(configuration).await;
    let client = Client::builder().base_url(url).credential("k3y").add_root_certificate(authority).build().unwrap();
    client.list_groups("org_1").await.unwrap();
    client.list_groups("org_2").await.unwrap();
    assert_eq!(agreed.lock().unwrap().as_slice(), b"h2");
    let lines: Vec<String> = seen.lock().unwrap().iter().map(|seen| seen.line.clone()).collect();
    assert_eq!(lines, ["GET /org/org_1/group HTTP/2.0", "GET /org/org_2/group HTTP/2.0"]);
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_no_connection() {
    for (host, years, trusted) in
        [("localhost", 2020..4000, false), ("other.example", 2020..4000, true), ("localhost", 2020..2021, true)]
    {
        let mut certificate = CertificateParams::new([host.to_owned()]).unwrap();
        certificate.not_before = date_time_ymd(years.start, 1, 1);
        certificate.not_after = date_time_ymd(years.end, 1, 1);
        let (configuration, authority) = certified(certificate, &["http/1.1"]);
        let (url, seen, _) = start(configuration).await;
        let mut builder = Client::builder().base_url(url).credential("k3y");
        if trusted {
            builder = builder.add_root_certificate(authority);
        }
        let error = builder.build().unwrap().list_groups("org_1").await.unwrap_err();
        assert!(error.is_connect() && error.is_untrusted_certificate() && !error.is_timeout(), "{error:?}");
        assert_eq!(error.attempts(), 1, "another attempt would not make it trusted");
        assert!(seen.lock().unwrap().is_empty());
    }
}
