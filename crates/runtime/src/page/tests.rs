//! Lists of three kinds, paged over a transport that answers from a script.

use futures::{FutureExt, StreamExt, TryStreamExt};

use super::*;
use crate::{
    codegen_v1 as rt,
    testing::{PausedClock, ScriptedTransport},
};

/// The client of a vendor that asks for no credential.
struct Vendor(rt::Client);

impl rt::Service for Vendor {
    type Region = rt::NoRegion;
    const INFO: rt::ServiceInfo = rt::ServiceInfo {
        package: "vendor",
        version: "0.1.0",
        base_url: Some("https://vendor.example"),
        base_url_variable: "VENDOR_BASE_URL",
        credential: None,
    };

    fn from_core(core: rt::Client) -> Self {
        Self(core)
    }

    fn core(&self) -> &rt::Client {
        &self.0
    }
}

/// A list by token when `by_offset` is not set.
#[derive(Clone, Debug)]
struct ListMeters {
    context: rt::CallContext,
    by_offset: bool,
    position: Option<Cursor>,
}

#[derive(Debug, Default, PartialEq)]
struct MeterPage {
    items: Option<Vec<i64>>,
    token: Option<String>,
    offset: Option<i64>,
}
rt::object!(MeterPage, items = "items", token = "token", offset = "offset");

impl rt::Call for ListMeters {
    type Output = MeterPage;
    const OPERATION: rt::Operation =
        rt::Operation::new("list_meters", rt::Method::GET, "/meters", rt::ReplaySafety::Safe);

    fn context(&self) -> &rt::CallContext {
        &self.context
    }

    fn context_mut(&mut self) -> &mut rt::CallContext {
        &mut self.context
    }

    fn request(&self) -> Result<rt::Request> {
        rt::Request::new(&Self::OPERATION).query("at", self.position.as_ref()).build()
    }

    fn decode(answer: &rt::Answer) -> Result<MeterPage, rt::DecodeError> {
        answer.json()
    }
}

impl Paged for ListMeters {
    type Item = i64;

    fn next(&self, page: &MeterPage) -> Option<Cursor> {
        if self.by_offset {
            let current = self.position.as_ref().and_then(|position| position.integer().ok());
            Cursor::offset(current, page.offset)
        } else {
            Cursor::token(page.token.as_deref())
        }
    }

    fn resume(&mut self, cursor: &Cursor) -> Result<()> {
        if self.by_offset {
            cursor.integer()?;
        }
        self.position = Some(cursor.clone());
        Ok(())
    }

    fn into_items(page: MeterPage) -> Vec<i64> {
        page.items.unwrap_or_default()
    }
}

fn scripted<const N: usize>(answers: [&'static str; N]) -> (ScriptedTransport, ListMeters) {
    let transport = ScriptedTransport::new();
    for answer in answers {
        transport.answer(200, answer);
    }
    let builder: rt::ClientBuilder<Vendor> = rt::ClientBuilder::new();
    let vendor = builder.transport(transport.clone()).clock(PausedClock::default()).build().unwrap();
    let call = ListMeters { context: rt::CallContext::new(&vendor.0), by_offset: false, position: None };
    (transport, call)
}

fn asked(transport: &ScriptedTransport) -> Vec<Option<String>> {
    transport.requests().iter().map(|request| request.query().map(str::to_owned)).collect()
}

fn at(cursor: &str) -> Option<String> {
    Some(format!("at={cursor}"))
}

fn text(cursor: Option<&Cursor>) -> Option<&str> {
    cursor.map(Cursor::text)
}

#[tokio::test]
async fn every_item_of_every_page_comes_in_order() {
    let (transport, call) = scripted([
        r#"{"items":[1,2],"token":"b"}"#,
        r#"{"items":[],"token":"c"}"#,
        r#"{"token":"d"}"#,
        r#"{"items":[3],"token":""}"#,
    ]);
    let items: Vec<i64> = Items::new(call).try_collect().await.unwrap();
    assert_eq!(items, [1, 2, 3]);
    assert_eq!(asked(&transport), [None, at("b"), at("c"), at("d")]);
}

#[tokio::test]
async fn offsets_end_where_they_do_not_move_on() {
    let (transport, call) = scripted([r#"{"items":[1],"offset":1}"#, r#"{"items":[2],"offset":1}"#]);
    let items: Vec<i64> = Items::new(ListMeters { by_offset: true, ..call }).try_collect().await.unwrap();
    assert_eq!(items, [1, 2]);
    assert_eq!(asked(&transport), [None, at("1")]);
}

#[tokio::test]
async fn nothing_is_fetched_ahead() {
    let (transport, call) = scripted([r#"{"items":[1,2],"token":"b"}"#, r#"{"items":[3]}"#]);
    let mut items = Items::new(call.clone());
    assert_eq!(transport.requests().len(), 0);
    for (item, requests) in [(1, 1), (2, 1), (3, 2)] {
        assert_eq!(items.try_next().await.unwrap(), Some(item));
        assert_eq!(transport.requests().len(), requests);
    }
    assert_eq!(items.try_next().await.unwrap(), None);
    assert_eq!(transport.requests().len(), 2);

    let (transport, call) = scripted([r#"{"token":"b"}"#, "{}"]);
    let mut pages = Pages::new(call);
    assert_eq!(pages.try_next().await.unwrap().unwrap().token.as_deref(), Some("b"));
    assert_eq!(transport.requests().len(), 1);
}

#[tokio::test]
async fn the_cursor_of_pages_is_that_of_the_page_to_come() {
    let (_, call) = scripted([r#"{"token":"b"}"#, r#"{"token":"c"}"#, "{}"]);
    let mut pages = Pages::new(call);
    let mut cursors = vec![];
    while pages.try_next().await.unwrap().is_some() {
        cursors.push(pages.cursor().map(ToString::to_string));
    }
    assert_eq!(cursors, [Some("b".to_owned()), Some("c".to_owned()), None]);
}

#[tokio::test]
async fn the_cursor_of_items_is_that_of_the_page_at_hand() {
    let (_, call) = scripted([r#"{"items":[1,2],"token":"b"}"#, r#"{"items":[3],"token":"c"}"#, r#"{"items":[4]}"#]);
    let mut items = Items::new(call);
    for (item, cursor) in
        [(Some(1), None), (Some(2), None), (Some(3), Some("b")), (Some(4), Some("c")), (None, Some("c"))]
    {
        assert_eq!(items.try_next().await.unwrap(), item);
        assert_eq!(text(items.cursor()), cursor, "{item:?}");
    }
}

#[tokio::test]
async fn a_kept_cursor_is_where_a_list_begins_again() {
    let (transport, call) = scripted([r#"{"items":[3],"token":"c"}"#, r#"{"items":[4]}"#]);
    let mut items = Items::new(call).resume_from("b".parse().unwrap());
    assert_eq!(text(items.cursor()), Some("b"));
    assert_eq!(items.try_next().await.unwrap(), Some(3));
    assert_eq!(text(items.cursor()), Some("b"));
    assert_eq!(items.try_next().await.unwrap(), Some(4));
    assert_eq!(asked(&transport), [at("b"), at("c")]);
}

#[tokio::test]
async fn a_cursor_of_another_list_sends_nothing() {
    let (transport, call) = scripted([]);
    let mut pages = Pages::new(ListMeters { by_offset: true, ..call }).resume_from("abc".parse().unwrap());
    let error = pages.try_next().await.unwrap_err();
    assert!(error.is_invalid_input());
    assert_eq!(error.to_string(), "list_meters: `cursor` is `abc`, but this list is paged by numbers");
    assert!(pages.next().await.is_none());
    assert_eq!(transport.requests().len(), 0);
}

#[tokio::test]
async fn a_repeated_cursor_is_an_error_after_its_page() {
    let (transport, call) =
        scripted([r#"{"items":[1],"token":"b"}"#, r#"{"items":[2],"token":"c"}"#, r#"{"items":[3],"token":"b"}"#]);
    let mut items = Items::new(call);
    for item in [1, 2, 3] {
        assert_eq!(items.try_next().await.unwrap(), Some(item));
    }
    let error = items.try_next().await.unwrap_err();
    assert!(error.is_repeated_cursor());
    assert_eq!(error.to_string(), "list_meters: the page cursor `b` was given before");
    assert!(items.next().await.is_none());
    assert_eq!(transport.requests().len(), 3);
}

#[tokio::test]
async fn a_list_that_points_to_where_it_was_resumed_goes_in_circles() {
    let (_, call) = scripted([r#"{"items":[1],"token":"b"}"#]);
    let mut items = Items::new(call).resume_from("b".parse().unwrap());
    assert_eq!(items.try_next().await.unwrap(), Some(1));
    assert!(items.try_next().await.unwrap_err().is_repeated_cursor());
}

#[tokio::test]
async fn an_error_is_given_once_and_leaves_the_cursor_to_resume_from() {
    let (transport, call) = scripted([r#"{"items":[1],"token":"b"}"#]);
    transport.answer(404, "").answer(200, r#"{"items":[2]}"#);
    let mut pages = Pages::new(call.clone());
    assert_eq!(pages.try_next().await.unwrap().unwrap().items, Some(vec![1]));
    assert!(pages.try_next().await.unwrap_err().is_not_found());
    assert!(pages.next().await.is_none());
    assert!(pages.next().await.is_none());

    let mut resumed = Pages::new(call).resume_from(pages.cursor().unwrap().clone());
    assert_eq!(resumed.try_next().await.unwrap().unwrap().items, Some(vec![2]));
    assert_eq!(asked(&transport), [None, at("b"), at("b")]);
}

#[tokio::test]
async fn a_stream_knows_when_it_has_ended() {
    let (_, call) = scripted([r#"{"items":[1]}"#]);
    let mut items = Items::new(call);
    assert!(!futures_core::FusedStream::is_terminated(&items));
    assert_eq!(items.try_next().await.unwrap(), Some(1));
    assert!(futures_core::FusedStream::is_terminated(&items));
    assert!(items.next().now_or_never().unwrap().is_none());
}

#[test]
fn streams_go_wherever_a_task_goes() {
    fn is_mobile<T: Send + Unpin + 'static>() {}
    is_mobile::<Pages<ListMeters>>();
    is_mobile::<Items<ListMeters>>();
}

#[tokio::test]
async fn debug_shows_where_a_stream_stands() {
    let (_, call) = scripted([r#"{"items":[1,2],"token":"b"}"#]);
    let mut items = Items::new(call);
    assert_eq!(items.try_next().await.unwrap(), Some(1));
    let debug = format!("{items:?}");
    assert!(debug.contains("cursor: Some(Cursor(\"b\"))") && debug.contains("in_hand: 1"), "{debug}");
}
