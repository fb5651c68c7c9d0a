//! Checks the address that every call of a client goes to.

use url::{Host, Url};

use crate::error::{Error, Result};

/// Where a client sends its calls, and its credential: nowhere else.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl {
    /// Scheme, authority and path, without a slash at the end.
    pub(crate) prefix: String,
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) is_loopback: bool,
    pub(crate) is_encrypted: bool,
}

impl BaseUrl {
    /// `allows_plain_http`: the caller has said that `http://` is fine even beyond this machine.
    ///
    /// No error repeats the text, which may hold a password.
    pub(crate) fn parse(text: &str, allows_plain_http: bool) -> Result<Self> {
        let refused = |problem: &str| Error::configuration(format!("the base URL {problem}"));
        let url = Url::parse(text).map_err(|error| refused("is no URL").because(error))?;
        let is_encrypted = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return Err(refused("must start with `https://`")),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refused("must not hold a user or a password: give the client a credential"));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(refused("must not hold a query or a fragment"));
        }
        let is_loopback = match url.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => return Err(refused("names no host")),
        };
        if !is_encrypted && !is_loopback && !allows_plain_http {
            return Err(refused("must start with `https://`: plain HTTP shows the credential to everyone on the way"));
        }
        Ok(Self {
            prefix: url.as_str().trim_end_matches('/').to_owned(),
            host: url.host_str().unwrap_or_default().to_owned(),
            port: url.port_or_known_default().unwrap_or_default(),
            is_loopback,
            is_encrypted,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_addresses() {
        for (text, prefix, port, is_loopback) in [
            ("https://api.acme.test", "https://api.acme.test", 443, false),
            ("https://api.acme.test/", "https://api.acme.test", 443, false),
            ("https://api.example.com/v1//", "https://api.example.com/v1", 443, false),
            ("HTTPS://API.example.com:8443/v1", "https://api.example.com:8443/v1", 8443, false),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080", 8080, true),
            ("http://[::1]:1/a", "http://[::1]:1/a", 1, true),
            ("http://localhost", "http://localhost", 80, true),
            ("http://eu.localhost", "http://eu.localhost", 80, true),
        ] {
            let base = BaseUrl::parse(text, false).unwrap();
            assert_eq!((base.prefix.as_str(), base.port, base.is_loopback), (prefix, port, is_loopback), "{text}");
        }
    }

    #[test]
    fn refuses_what_would_send_calls_astray_without_repeating_it() {
        for (text, why) in [
            ("", "no URL"),
            ("api.acme.test", "no URL"),
            ("ftp://hush.example", "https"),
            ("http://hush.example", "plain HTTP"),
            ("http://127.0.0.1.hush.example", "plain HTTP"),
            ("http://localhost.hush.example", "plain HTTP"),
            ("https://hush:hush@h.example", "password"),
            ("https://h.example/?a=hush", "query"),
            ("https://h.example/#hush", "fragment"),
            ("data:hush", "https"),
        ] {
            let error = BaseUrl::parse(text, false).unwrap_err();
            assert!(error.is_configuration());
            assert!(error.to_string().contains(why) && !error.to_string().contains("hush"), "{text}: {error}");
        }
        assert!(BaseUrl::parse("http://vendor.example", true).is_ok());
    }
}
