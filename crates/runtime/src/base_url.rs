//! Checks the address that every call of a client goes to.

use bytes::Bytes;
use http::Uri;
use http::uri::{Authority, InvalidUri, Parts, PathAndQuery, Scheme};
use url::{Host, Url};

use crate::error::{Error, Result};

/// Where a client sends its calls, and its credential: nowhere else.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl {
    /// Scheme, authority and path, without a slash at the end.
    pub(crate) prefix: String,
    /// The same, parsed.
    pub(crate) url: Url,
    /// The parts of the prefix.
    pub(crate) scheme: Scheme,
    pub(crate) authority: Authority,
    path: String,
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
        let authority = url.authority().parse().map_err(|error: InvalidUri| refused("names no host").because(error))?;
        Ok(Self {
            scheme: if is_encrypted { Scheme::HTTPS } else { Scheme::HTTP },
            authority,
            path: url.path().trim_end_matches('/').to_owned(),
            prefix: url.as_str().trim_end_matches('/').to_owned(),
            host: url.host_str().unwrap_or_default().to_owned(),
            port: url.port_or_known_default().unwrap_or_default(),
            is_loopback,
            is_encrypted,
            url,
        })
    }
}

impl BaseUrl {
    /// The address of a path and query below this one. `pair` is one more query parameter, encoded.
    pub(crate) fn join(&self, target: &PathAndQuery, pair: Option<&str>) -> Result<Uri> {
        let unfit = |_| Error::invalid_input("path and query", "make no URL");
        let target = match (self.path.as_str(), pair) {
            // The ordinary case copies nothing.
            ("", None) => target.clone(),
            (path, None) => PathAndQuery::from_maybe_shared(Bytes::from(format!("{path}{target}"))).map_err(unfit)?,
            (path, Some(pair)) => {
                let separator = if target.query().is_some() { '&' } else { '?' };
                let joined = format!("{path}{target}{separator}{pair}");
                PathAndQuery::from_maybe_shared(Bytes::from(joined)).map_err(unfit)?
            }
        };
        let mut parts = Parts::default();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        parts.path_and_query = Some(target);
        Uri::from_parts(parts).map_err(|_| Error::invalid_input("path and query", "make no URL"))
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

    #[test]
    fn joins_paths_and_queries() {
        for (base, target, pair, expected) in [
            ("https://h.example", "/a?b=c", None, "https://h.example/a?b=c"),
            ("https://h.example:8443/v1/", "/a", None, "https://h.example:8443/v1/a"),
            ("https://h.example", "/a", Some("key=k"), "https://h.example/a?key=k"),
            ("https://h.example/v1", "/a?b=c", Some("key=k"), "https://h.example/v1/a?b=c&key=k"),
            ("http://[::1]:1", "/", None, "http://[::1]:1/"),
        ] {
            let base = BaseUrl::parse(base, false).unwrap();
            assert_eq!(base.join(&PathAndQuery::from_static(target), pair).unwrap().to_string(), expected);
        }
    }
}
