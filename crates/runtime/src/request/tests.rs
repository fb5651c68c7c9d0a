//! Requests as data: what each argument becomes, and which one is refused.

use std::collections::BTreeMap;

use serde_json::json;

use super::*;
use crate::json::{Failed, Shape, Sink, Source, Way};
use crate::secret::Secret;
use crate::style::Style;

const OPERATION: Operation =
    Operation::new("put_thing", Method::PUT, "/org/{orgId}/thing/{thingId}", crate::ReplaySafety::Unsafe);

fn builder() -> RequestBuilder {
    Request::new(&OPERATION).path("orgId", &"org 1").path("thingId", &7)
}

fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request.headers().get(name).map(|value| value.to_str().unwrap())
}

#[test]
fn arguments_take_their_places() {
    let filter = json!({"key": {"eq": "a"}});
    let request = builder()
        .query("limit", Some(10))
        .query("none", None::<&str>)
        .query_list("tag", Some(&["a", "b"][..]), Style::FormExploded)
        .query_styled("filter", Some(&filter), Style::Deep)
        .header("x-version", Some("2"))
        .header("x-none", None::<&str>)
        .cookie("session", Some("a;b"))
        .cookie("theme", Some("dark"))
        .json(&json!([1, 2]))
        .build()
        .unwrap();
    assert_eq!(request.method(), Method::PUT);
    assert_eq!(request.target(), "/org/org%201/thing/7?limit=10&tag=a&tag=b&filter%5Bkey%5D%5Beq%5D=a");
    assert_eq!(request.body().unwrap().as_ref(), b"[1,2]");
    for (name, value) in [
        ("x-version", Some("2")),
        ("x-none", None),
        ("cookie", Some("session=a%3Bb; theme=dark")),
        ("content-type", Some("application/json")),
    ] {
        assert_eq!(header(&request, name), value, "{name}");
    }
}

#[test]
fn a_body_is_as_it_was_given() {
    let text = builder().text("text/csv", "a,b").build().unwrap();
    assert_eq!((header(&text, "content-type"), text.body().unwrap().as_ref()), (Some("text/csv"), &b"a,b"[..]));
    let own = builder().header("content-type", Some("application/merge-patch+json")).json(&json!("x")).build().unwrap();
    assert_eq!(header(&own, "content-type"), Some("application/merge-patch+json"));
    let none = builder().json_if_some(None::<&i64>).build().unwrap();
    assert_eq!((header(&none, "content-type"), none.body().unwrap().len()), (None, 0));
}

/// A value that objects to being written.
struct Unwritable;

impl Shape for Unwritable {
    fn blank() -> Self {
        Self
    }

    fn read(&mut self, _source: &mut dyn Source, _way: Way) -> Result<(), Failed> {
        Ok(())
    }

    fn write(&self, _sink: &mut dyn Sink, _way: Way) -> Result<(), Failed> {
        Err(Failed::because("no"))
    }
}

#[test]
fn the_first_argument_that_cannot_be_sent_is_told() {
    for (request, expected) in [
        (builder().header("x-a", Some("1\n")).json(&Unwritable).build(), "`x-a` holds a character"),
        (builder().json(&Unwritable).build(), "`body` cannot be written as JSON"),
        (builder().ulid("thingId", &"7").build(), "`thingId` must be a ULID"),
        (builder().uuid("thingId", Some(&"7")).build(), "`thingId` must be a UUID"),
        (Request::new(&OPERATION).path("orgId", &"a").build(), "`thingId` has no value"),
        (builder().query("q", Some("a\n")).build(), "`q` holds a control character"),
        (builder().cookie("c", Some("a\n")).build(), "`c` holds a control character"),
        (builder().query("q", Some("x".repeat(40_000))).build(), "longer than 32768 bytes"),
    ] {
        let error = request.unwrap_err();
        assert!(error.is_invalid_input(), "{error}");
        assert!(error.to_string().starts_with("put_thing: ") && error.to_string().contains(expected), "{error}");
    }
    assert!(builder().uuid("thingId", None::<&&str>).build().is_ok());
}

#[test]
fn a_secret_in_a_header_is_sensitive() {
    let secret = Secret::new("hush");
    let request = builder().header_secret("x-key", Some(&secret)).header_secret("x-none", None).build().unwrap();
    assert_eq!(header(&request, "x-key"), Some("hush"));
    assert!(!format!("{:?}", request.headers()).contains("hush"));
    let error = builder().header_secret("x-key", Some(&Secret::new("hush\n"))).build().unwrap_err();
    assert!(!format!("{error:?} {error}").contains("hush"));
}

#[test]
fn debug_shows_neither_query_nor_body() {
    let request = builder().query("q", Some("hush")).json(&json!("hush")).header("x-a", Some("hush")).build().unwrap();
    assert!(!format!("{request:?}").contains("hush"));
}

#[test]
fn a_form_holds_the_members_of_an_object() {
    let form = json!({"grant_type": ["a b"], "scope": ["x&y", "line\nbreak"]});
    let request = builder().form(&form, &[]).build().unwrap();
    assert_eq!(request.body().unwrap().as_ref(), b"grant_type=a%20b&scope=x%26y&scope=line%0Abreak");
    assert_eq!(header(&request, "content-type"), Some("application/x-www-form-urlencoded"));
    assert!(builder().form_if_some(None::<&i64>, &[]).build().unwrap().body().unwrap().is_empty());
    let error = builder().form(&7_i64, &[]).build().unwrap_err();
    assert!(error.is_invalid_input(), "{error}");
}

#[test]
fn values_of_several_parts_take_their_places_in_a_style() {
    let (list, none) = (vec!["a b", "c"], Vec::<&str>::new());
    let object = BTreeMap::from([("x", Some(1)), ("y", None), ("z", Some(2))]);
    let request = Request::new(&OPERATION)
        .path_styled("orgId", &list, Style::Simple)
        .path_styled("thingId", &object, Style::MatrixExploded)
        .query_styled("tag", Some(&list), Style::Pipe)
        .query_styled("none", Some(&none), Style::FormExploded)
        .query_styled("absent", None::<&i32>, Style::FormExploded)
        .query_reserved("at", Some("a/b:c&d"), Style::FormExploded)
        .header_styled("x-list", Some(&list), Style::Simple)
        .header_styled("x-object", Some(&object), Style::SimpleExploded)
        .header_styled("x-json", Some(&object), Style::Json)
        .header_styled("x-none", Some(&none), Style::Simple)
        .header("cookie", Some("own=1"))
        .cookie_styled("list", Some(&list), Style::FormExploded)
        .cookie_styled("object", Some(&object), Style::Form)
        .cookie_styled("json", Some(&list), Style::Json)
        .cookie_styled("none", Some(&none), Style::Form)
        .build()
        .unwrap();
    assert_eq!(request.target(), "/org/a%20b,c/thing/;x=1;z=2?tag=a%20b%7Cc&at=a/b:c%26d");
    for (name, value) in [
        ("x-list", Some("a b,c")),
        ("x-object", Some("x=1,z=2")),
        ("x-json", Some(r#"{"x":1,"y":null,"z":2}"#)),
        ("x-none", None),
        ("cookie", Some("own=1; list=a%20b; list=c; object=x,1,z,2; json=%5B%22a%20b%22%2C%22c%22%5D")),
    ] {
        assert_eq!(header(&request, name), value, "{name}");
    }
}

#[test]
fn values_that_a_style_cannot_write_are_refused() {
    let nested = vec![vec![1]];
    for (request, expected) in [
        (builder().header_styled("x-a", Some(&nested), Style::Simple).build(), "`x-a` holds a list or an object"),
        (builder().header_styled("x-a", Some(&["a,b"]), Style::Simple).build(), "`x-a` holds a part with `,`"),
        (builder().header_styled("x-a", Some(&["a\n"]), Style::Simple).build(), "`x-a` holds a character"),
        (builder().cookie_styled("c", Some(&["a\n"]), Style::Form).build(), "`c` holds a control character"),
        (builder().query_styled("q", Some(&["a\n"]), Style::Form).build(), "`q` holds a control character"),
        (builder().query_styled("q", Some("a\n"), Style::Deep).build(), "`q` holds a control character"),
        (builder().path_styled("thingId", &["a\n"], Style::Simple).build(), "`thingId` holds a control character"),
        (builder().path_styled("thingId", &nested[..0], Style::Simple).build(), "`thingId` must not be empty"),
    ] {
        let error = request.unwrap_err();
        assert!(error.is_invalid_input() && error.to_string().contains(expected), "{error}");
    }
}
