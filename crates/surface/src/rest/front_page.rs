//! Shows people what is served, without a script and without anything from elsewhere.

use http::HeaderName;
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use maud::{DOCTYPE, html as page};
use serde_json::Value;

/// What a browser is told about the page: it needs nothing but its own styles.
pub(super) const HEADERS: [(HeaderName, &str); 2] = [
    (CONTENT_TYPE, "text/html; charset=utf-8"),
    (CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
];

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
code{background:#8881;padding:.1em .3em}td{padding:.2rem .8rem .2rem 0;vertical-align:top}\
@media(prefers-color-scheme:dark){body{background:#111;color:#ddd}a{color:#8cf}}";

/// The page of one document.
pub(super) fn html(title: &str, document: &Value, prefix: &str) -> String {
    let info = &document["info"];
    let paths = document["paths"].as_object().into_iter().flatten();
    let routes =
        paths.flat_map(|(path, methods)| methods.as_object().into_iter().flatten().map(move |each| (path, each)));
    let markup = page! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                title { (title) }
                style { (maud::PreEscaped(STYLE)) }
            }
            body {
                h1 { (title) }
                p { (info["description"].as_str().unwrap_or_default()) }
                p { "The whole of it, for programs: " a href={ (prefix) "/openapi.json" } { code { "openapi.json" } } "." }
                table {
                    @for (path, (method, operation)) in routes {
                        tr {
                            td { code { (method.to_uppercase()) " " (prefix) (path) } }
                            td { (operation["summary"].as_str().unwrap_or_default()) }
                        }
                    }
                }
            }
        }
    };
    markup.into_string()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn texts_of_a_capability_are_shown_and_not_run() {
        let document = json!({
            "info": { "description": "<script>alert(1)</script>" },
            "paths": { "/v1/\"x\"": { "get": { "summary": "a & b" } } },
        });
        let page = html("<b>", &document, "/acme");
        assert!(page.contains("&lt;script&gt;") && !page.contains("<script"));
        assert!(page.contains("GET /acme/v1/&quot;x&quot;") && page.contains("a &amp; b"));
    }
}
