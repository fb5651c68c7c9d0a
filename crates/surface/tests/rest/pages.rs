//! Lists are gone on with by our cursor, which a `Link` header offers.

use meterforge_surface::rest::Options;

use crate::adapter::{plain, with};

#[tokio::test]
async fn the_link_leads_to_the_next_page_and_the_last_has_none() {
    let adapter = with(Options { prefix: "/acme".to_owned(), ..Options::default() }).await;
    adapter.vendor.answer_json(200, r#"{"data":[{"name":"a"}],"nextToken":"t~ 2&"}"#);
    let answer = adapter.get("/v1/meters?limit=1&tag=x").await;
    let link = answer.header("link").unwrap();
    assert_eq!(link, "</acme/v1/meters?limit=1&tag=x&cursor=0%7Et%7E+2%26>; rel=\"next\"");

    adapter.vendor.answer_json(200, r#"{"data":[{"name":"b"}],"nextToken":""}"#);
    let next = link.strip_prefix("</acme").unwrap().split('>').next().unwrap();
    let answer = adapter.get(next).await;
    assert_eq!((answer.status.as_u16(), answer.header("link")), (200, None));
    assert_eq!(adapter.vendor.requests()[1].query(), Some("limit=1&tag=x&nextToken=t~%202%26"));
}

#[tokio::test]
async fn a_cursor_that_no_page_gave_is_refused() {
    let adapter = plain().await;
    for cursor in ["", "x", "3~t", "~t"] {
        let answer = adapter.get(&format!("/v1/meters?cursor={cursor}")).await;
        assert_eq!(answer.problem(), (400, "`cursor`: is no cursor of this list".to_owned()), "{cursor}");
    }
    // A list without pages takes none at all.
    let (status, detail) = adapter.get("/v1/tags?cursor=0~t").await.problem();
    assert_eq!((status, detail.as_str()), (400, "`cursor`: is no parameter of this route"));
    assert_eq!(adapter.vendor.requests().len(), 0);
}
