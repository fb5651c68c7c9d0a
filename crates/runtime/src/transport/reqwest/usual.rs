//! Turns the address of a request into reqwest's form without reading its usual beginning each time.

use http::Uri;
use http::uri::{Authority, Scheme};
use url::{ParseError, Url};

use crate::base_url::BaseUrl;

/// Room for most paths and queries, in bytes.
const ROOM: usize = 128;

/// Where nearly all requests go: what stands in front of their paths, parsed.
#[derive(Debug)]
pub(super) struct Usual {
    /// Its path is there to be written over: a copy has room for another one, and need not grow.
    url: Url,
    scheme: Scheme,
    authority: Authority,
}

impl Usual {
    pub(super) fn of(base: &BaseUrl) -> Self {
        let mut url = base.url.clone();
        url.set_path(&"-".repeat(ROOM));
        Self { url, scheme: base.scheme.clone(), authority: base.authority.clone() }
    }

    /// The address, whether it is a usual one or has been changed by a middleware.
    pub(super) fn url(&self, address: &Uri) -> Result<Url, ParseError> {
        // As text: what differs in case alone is read as any other address is.
        let is_usual = |authority: &Authority| authority.as_str() == self.authority.as_str();
        if address.scheme() != Some(&self.scheme) || !address.authority().is_some_and(is_usual) {
            return address.to_string().parse();
        }
        let mut url = self.url.clone();
        url.set_path(address.path());
        url.set_query(address.query());
        Ok(url)
    }
}

#[cfg(test)]
mod tests {
    use proptest::string::string_regex;

    use super::*;

    const BASES: [&str; 4] =
        ["https://vendor.example", "https://vendor.example:8443/v1", "http://[::1]:1", "http://127.0.0.1:8080/a/b/"];

    /// As it would be without the shortcut.
    fn parsed(address: &Uri) -> Url {
        address.to_string().parse().unwrap()
    }

    #[test]
    fn an_address_elsewhere_is_read_as_it_is() {
        let usual = Usual::of(&BaseUrl::parse("https://vendor.example", false).unwrap());
        for address in [
            "https://vendor.example:444/a",
            "http://vendor.example/a",
            "https://other.example/a?b",
            "https://user@vendor.example/a",
        ] {
            let address = address.parse().unwrap();
            assert_eq!(usual.url(&address).unwrap(), parsed(&address), "{address}");
        }
    }

    proptest::proptest! {
        #[test]
        fn the_shortcut_leads_to_the_same_address(
            base in 0..BASES.len(),
            path in string_regex("(/[!-~]{0,12}){1,4}").unwrap(),
            query in proptest::option::of(string_regex("[!-~]{0,20}").unwrap()),
        ) {
            let base = BaseUrl::parse(BASES[base], false).unwrap();
            let usual = Usual::of(&base);
            let query = query.map_or_else(String::new, |query| format!("?{query}"));
            if let Ok(address) = format!("{}{path}{query}", base.prefix).parse::<Uri>() {
                let (url, expected) = (usual.url(&address).unwrap(), parsed(&address));
                proptest::prop_assert_eq!((url.path(), url.query()), (expected.path(), expected.query()));
                proptest::prop_assert_eq!(url, expected);
            }
        }
    }
}
