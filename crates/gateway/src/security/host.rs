//! Compares the host that a request asks for with those that this listener goes by.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use http::header::HOST;
use http::uri::Authority;
use http::{HeaderMap, Uri};

/// A name that a listener goes by: `gateway.example.com`, or with the only port that is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowedHost {
    host: String,
    port: Option<u16>,
}

impl FromStr for AllowedHost {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match Authority::from_str(text) {
            Ok(authority) if is_plain(&authority) => Ok(Self::of(&authority)),
            _ => Err("expected a host such as `gateway.example.com`, with a port if only that is meant".to_owned()),
        }
    }
}

impl AllowedHost {
    fn of(authority: &Authority) -> Self {
        Self { host: authority.host().to_ascii_lowercase(), port: authority.port_u16() }
    }

    fn covers(&self, asked: &Self) -> bool {
        self.host == asked.host && (self.port.is_none() || self.port == asked.port)
    }
}

/// Without a user, with a host, and with a port that is one.
fn is_plain(authority: &Authority) -> bool {
    let text = authority.as_str();
    let has_port = text.rsplit_once(']').map_or(text, |(_, rest)| rest).contains(':');
    !text.contains('@') && !authority.host().is_empty() && (!has_port || authority.port_u16().is_some())
}

/// The names that one listener goes by.
#[derive(Clone, Debug)]
pub(crate) struct Hosts(Vec<AllowedHost>);

impl Hosts {
    /// The names of loopback, the address that is listened at, and those that are allowed besides.
    pub(crate) fn of(address: SocketAddr, besides: &[AllowedHost]) -> Self {
        let mut hosts = vec![name("localhost"), name("127.0.0.1"), name("[::1]")];
        if !address.ip().is_unspecified() {
            hosts.push(match address.ip() {
                IpAddr::V4(ip) => name(&ip.to_string()),
                IpAddr::V6(ip) => name(&format!("[{ip}]")),
            });
        }
        hosts.extend_from_slice(besides);
        Self(hosts)
    }

    /// Whether a request asks for one of them. HTTP/2 and proxies say it in the address as well: then both must be.
    pub(crate) fn allow(&self, uri: &Uri, headers: &HeaderMap) -> bool {
        let mut texts = headers.get_all(HOST).iter();
        let in_header = match (texts.next(), texts.next()) {
            (None, _) => None,
            (Some(text), None) => match text.to_str().ok().and_then(|text| text.parse::<AllowedHost>().ok()) {
                Some(host) => Some(host),
                None => return false,
            },
            (Some(_), Some(_)) => return false,
        };
        let in_address = match uri.authority() {
            None => None,
            Some(authority) if is_plain(authority) => Some(AllowedHost::of(authority)),
            Some(_) => return false,
        };
        let asked: Vec<&AllowedHost> = in_header.iter().chain(&in_address).collect();
        !asked.is_empty() && asked.iter().all(|asked| self.0.iter().any(|allowed| allowed.covers(asked)))
    }
}

fn name(host: &str) -> AllowedHost {
    AllowedHost { host: host.to_owned(), port: None }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn is_allowed(listening: &str, besides: &[&str], uri: &str, hosts: &[&[u8]]) -> bool {
        let besides: Vec<AllowedHost> = besides.iter().map(|host| host.parse().unwrap()).collect();
        let mut headers = HeaderMap::new();
        for host in hosts {
            headers.append(HOST, HeaderValue::from_bytes(host).unwrap());
        }
        Hosts::of(listening.parse().unwrap(), &besides).allow(&uri.parse().unwrap(), &headers)
    }

    #[test]
    fn loopback_and_the_address_itself_are_known() {
        for (listening, host, expected) in [
            ("127.0.0.1:8080", "localhost", true),
            ("127.0.0.1:8080", "LocalHost:8080", true),
            ("127.0.0.1:8080", "127.0.0.1:1", true),
            ("127.0.0.1:8080", "[::1]:8080", true),
            ("127.0.0.1:8080", "127.0.0.2", false),
            ("127.0.0.2:8080", "127.0.0.2", true),
            ("10.1.2.3:8080", "10.1.2.3:8080", true),
            ("[fd00::1]:8080", "[fd00::1]:8080", true),
            ("0.0.0.0:8080", "0.0.0.0:8080", false),
            ("0.0.0.0:8080", "10.1.2.3", false),
            ("127.0.0.1:8080", "evil.example", false),
            ("127.0.0.1:8080", "localhost.evil.example", false),
            ("127.0.0.1:8080", "127.0.0.1.evil.example", false),
            ("127.0.0.1:8080", "evil.example@localhost", false),
            ("127.0.0.1:8080", "localhost@evil.example", false),
            ("127.0.0.1:8080", "localhost:x", false),
            ("127.0.0.1:8080", "localhost evil", false),
            ("127.0.0.1:8080", "", false),
        ] {
            assert_eq!(is_allowed(listening, &[], "/", &[host.as_bytes()]), expected, "{listening} {host}");
        }
    }

    #[test]
    fn others_are_allowed_by_name_and_by_port() {
        for (host, expected) in [
            ("gateway.example", true),
            ("GATEWAY.example:443", true),
            ("other.example:8443", true),
            ("other.example", false),
            ("other.example:443", false),
            ("sub.gateway.example", false),
        ] {
            let besides = ["gateway.example", "other.example:8443"];
            assert_eq!(is_allowed("0.0.0.0:80", &besides, "/", &[host.as_bytes()]), expected, "{host}");
        }
        for text in ["", "http://x", "a b", "x/y", "u@x", "x:y"] {
            assert!(text.parse::<AllowedHost>().is_err(), "{text}");
        }
    }

    #[test]
    fn every_way_to_say_a_host_must_be_allowed() {
        for (uri, hosts, expected) in [
            ("http://localhost/x", &[&b"localhost"[..]][..], true),
            ("http://localhost/x", &[], true),
            ("http://evil.example/x", &[b"localhost"], false),
            ("http://localhost/x", &[b"evil.example"], false),
            ("/x", &[b"localhost", b"evil.example"], false),
            ("/x", &[b"localhost", b"localhost"], false),
            ("/x", &[b"local\xffhost"], false),
            ("/x", &[], false),
        ] {
            assert_eq!(is_allowed("127.0.0.1:80", &[], uri, hosts), expected, "{uri} {hosts:?}");
        }
    }
}
