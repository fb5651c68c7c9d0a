//! Reads `baseUri` into the default base URL of a client.

use super::context::Context;
use super::scope::{Inputs, Scope, strict_template};
use crate::capability::Text;
use crate::diagnostic::Diagnostic;

/// The base URL without trailing slash; `None` when a user must give one, or when it was reported.
pub(super) fn check(cx: &mut Context, scope: &Scope, uri: &Text) -> Option<String> {
    let text = &uri.value;
    if text.is_empty() {
        no_server(cx, uri);
        return None;
    }
    if let Some(placeholder) = host_placeholder(text) {
        let message = format!("`{placeholder}` in the host is not a template");
        cx.push(Diagnostic::error("NK208", uri.span, message).help("write `{{env.HOST}}` and bind `HOST`"));
        return None;
    }
    let template = strict_template(cx, uri)?;
    if !template.is_literal() {
        let before = cx.found.len();
        for reference in template.references() {
            scope.resolve(cx, reference, uri.span, Inputs::None);
        }
        if cx.found.len() == before {
            no_server(cx, uri);
        }
        return None;
    }
    if let Err(why) = absolute(text) {
        let message = format!("`baseUri` is not an absolute http(s) URL: {why}");
        cx.push(Diagnostic::error("NK205", uri.span, message));
        return None;
    }
    if let Some(host) = sample_host(text) {
        cx.push(Diagnostic::warning("NK320", uri.span, format!("`{host}` is a name for examples, not a server")));
    }
    if text.ends_with('/') {
        cx.push(Diagnostic::warning("NK207", uri.span, "the `/` at the end is ignored when paths are joined"));
    }
    Some(text.trim_end_matches('/').to_owned())
}

fn no_server(cx: &mut Context, uri: &Text) {
    let message = "no fixed server; the generated client will require a base URL";
    cx.push(Diagnostic::warning("NK204", uri.span, message));
}

/// `{name}` or `${name}` between `://` and the first slash.
fn host_placeholder(text: &str) -> Option<&str> {
    let host = text.split_once("://")?.1;
    let host = host.split('/').next()?;
    if host.contains("{{") {
        return None;
    }
    let open = host.find('{')?;
    let close = open + host[open..].find('}')?;
    let start = if host[..open].ends_with('$') { open - 1 } else { open };
    Some(&host[start..=close])
}

/// The host, when it is one that RFC 2606 keeps for examples in text.
fn sample_host(text: &str) -> Option<&str> {
    let host = text.split_once("://")?.1.split(['/', ':']).next()?;
    let name = host.rsplit_once('.').map(|(name, _)| name.rsplit('.').next().unwrap_or(name))?;
    let top = host.rsplit('.').next()?;
    (name == "example" && matches!(top, "com" | "net" | "org")).then_some(host)
}

/// Whether requests can be made below a text, or why not.
fn absolute(text: &str) -> Result<(), String> {
    let Some((scheme, rest)) = text.split_once(':') else { return Err("it has no scheme".to_owned()) };
    if !(scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")) {
        return Err(format!("scheme `{scheme}`"));
    }
    let rest = rest.strip_prefix("//").unwrap_or_default();
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    if host.is_empty() {
        return Err("it has no host".to_owned());
    }
    let refused = [('?', "a query"), ('#', "a fragment")];
    if let Some((_, what)) = refused.iter().find(|(sign, _)| rest.contains(*sign)) {
        return Err(format!("{what} is not allowed"));
    }
    if authority.contains('@') {
        return Err("user info is not allowed".to_owned());
    }
    if rest.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '{' | '}')) {
        return Err("a character in it is not allowed".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_http_only() {
        for text in
            ["https://api.acme.test", "http://localhost:8080", "https://a.test/v1", "HTTPS://a.test", "http://[::1]:80"]
        {
            assert_eq!(absolute(text), Ok(()), "{text}");
        }
        let cases = [
            ("api.acme.test", "it has no scheme"),
            ("htp:/x", "scheme `htp`"),
            ("ftp://h", "scheme `ftp`"),
            ("https://", "it has no host"),
            ("https:/h", "it has no host"),
            ("https://:80", "it has no host"),
            ("https://h/v1?x=1", "a query is not allowed"),
            ("https://h/#f", "a fragment is not allowed"),
            ("https://u:p@h", "user info is not allowed"),
            ("https://h/a b", "a character in it is not allowed"),
        ];
        for (text, why) in cases {
            assert_eq!(absolute(text), Err(why.to_owned()), "{text}");
        }
    }

    #[test]
    fn finds_placeholders_in_the_host_only() {
        let cases = [
            ("https://{hostname}/v1", Some("{hostname}")),
            ("https://${HOST}", Some("${HOST}")),
            ("https://{{env.HOST}}/v1", None),
            ("https://h/{v}", None),
        ];
        for (text, expected) in cases {
            assert_eq!(host_placeholder(text), expected, "{text}");
        }
    }
}
