//! Reads where a surface is to be served.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::str::FromStr;

/// Where REST adapters are served.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// Where the capability says, on loopback if it says nothing.
    #[default]
    AsPublished,
    /// Nowhere.
    Nowhere,
    /// At this address.
    At(SocketAddr),
}

/// Where MCP servers are served.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum McpPlace {
    /// Where the capability says, on loopback if it says nothing.
    #[default]
    AsPublished,
    /// Nowhere.
    Nowhere,
    /// At this address, over streamable HTTP.
    At(SocketAddr),
    /// Over standard input and output.
    Stdio,
}

impl FromStr for Place {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "none" => Ok(Self::Nowhere),
            text => address(text).map(Self::At).ok_or_else(|| expected("`none`")),
        }
    }
}

impl FromStr for McpPlace {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "none" => Ok(Self::Nowhere),
            "stdio" => Ok(Self::Stdio),
            text => address(text).map(Self::At).ok_or_else(|| expected("`stdio` or `none`")),
        }
    }
}

fn expected(words: &str) -> String {
    format!("expected an IP address and a port such as `127.0.0.1:8081`, a port alone, or {words}")
}

/// An address, or a port of loopback.
fn address(text: &str) -> Option<SocketAddr> {
    if let Ok(address) = text.parse() {
        return Some(address);
    }
    let port = text.strip_prefix("localhost:").unwrap_or(text);
    port.parse().ok().map(|port| (Ipv4Addr::LOCALHOST, port).into())
}

/// The address that an adapter asks for.
pub(crate) fn published(host: Option<&str>, port: u16) -> Option<SocketAddr> {
    let ip: IpAddr = match host {
        None | Some("localhost") => Ipv4Addr::LOCALHOST.into(),
        Some(host) => host.trim_matches(['[', ']']).parse().ok()?,
    };
    Some((ip, port).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_ports_and_words_are_places() {
        for (text, address) in [
            ("127.0.0.1:8081", Some("127.0.0.1:8081")),
            ("0.0.0.0:80", Some("0.0.0.0:80")),
            ("[::1]:9090", Some("[::1]:9090")),
            ("8081", Some("127.0.0.1:8081")),
            ("localhost:8081", Some("127.0.0.1:8081")),
            ("0", Some("127.0.0.1:0")),
            ("", None),
            ("70000", None),
            ("example.com:80", None),
            ("127.0.0.1", None),
            ("stdin", None),
            ("-1", None),
        ] {
            let address = address.map(|address| address.parse().unwrap());
            assert_eq!(text.parse().ok(), address.map(Place::At), "{text}");
            assert_eq!(text.parse().ok(), address.map(McpPlace::At), "{text}");
        }
        assert_eq!("none".parse(), Ok(Place::Nowhere));
        assert_eq!("none".parse(), Ok(McpPlace::Nowhere));
        assert_eq!("stdio".parse(), Ok(McpPlace::Stdio));
        assert!("stdio".parse::<Place>().unwrap_err().ends_with("or `none`"));
    }

    #[test]
    fn an_adapter_without_a_host_is_on_loopback() {
        for (host, address) in [
            (None, Some("127.0.0.1:8080")),
            (Some("localhost"), Some("127.0.0.1:8080")),
            (Some("0.0.0.0"), Some("0.0.0.0:8080")),
            (Some("::1"), Some("[::1]:8080")),
            (Some("api.example.com"), None),
        ] {
            assert_eq!(published(host, 8080), address.map(|address| address.parse().unwrap()), "{host:?}");
        }
    }
}
