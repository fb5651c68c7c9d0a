//! Lists what one address serves, for people, without a script and without anything from elsewhere.

use axum::routing::{MethodRouter, get};
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use maud::{DOCTYPE, html};

/// One adapter of a listener.
pub(crate) struct Entry<'a> {
    pub(crate) label: &'a str,
    pub(crate) description: &'a str,
    pub(crate) path: &'a str,
}

/// The page of a listener.
pub(crate) fn page<'a>(what: &str, entries: impl Iterator<Item = Entry<'a>>) -> MethodRouter {
    let page = text(what, entries);
    let policy = "default-src 'none'; frame-ancestors 'none'";
    let headers = [(CONTENT_TYPE, "text/html; charset=utf-8"), (CONTENT_SECURITY_POLICY, policy)];
    get(async move || (headers, page))
}

fn text<'a>(what: &str, entries: impl Iterator<Item = Entry<'a>>) -> String {
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                title { "Meterforge" }
            }
            body {
                h1 { "Served here over " (what) }
                dl {
                    @for entry in entries {
                        dt { a href={ (entry.path) } { (entry.label) } " " code { (entry.path) } }
                        dd { (entry.description) }
                    }
                }
            }
        }
    };
    markup.into_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_a_capability_are_shown_and_not_run() {
        let entry = Entry { label: "<b>", description: "<script>alert(1)</script>", path: "/a\"b" };
        let page = text("REST", [entry].into_iter());
        assert!(page.contains("&lt;script&gt;") && page.contains("/a&quot;b") && !page.contains("<script"), "{page}");
    }
}
