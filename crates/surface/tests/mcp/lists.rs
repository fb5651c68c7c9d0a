//! Lists fit a context window: they are cut, and a cursor goes on from where they were.

use serde_json::{Value, json};

use crate::server::{complaint, structure, terse};

fn meters(names: &[&str], next: Option<&str>) -> String {
    let data: Vec<Value> = names.iter().map(|name| json!({ "name": name })).collect();
    json!({ "data": data, "nextToken": next }).to_string()
}

#[tokio::test]
async fn a_long_page_is_cut_and_gone_on_with_until_the_last() {
    let server = terse(60).await;
    let mut names: Vec<String> = Vec::new();
    let mut cursor: Option<Value> = None;
    for (page, token) in [
        (meters(&["m1", "m2", "m3"], Some("t2")), None),
        (meters(&["m1", "m2", "m3"], Some("t2")), None),
        (meters(&["m4"], None), Some("nextToken=t2")),
    ] {
        server.vendor.answer_json(200, page);
        let arguments = match &cursor {
            None => json!({ "limit": 3 }),
            Some(cursor) => json!({ "limit": 3, "cursor": cursor }),
        };
        let result = structure(&server.call("list-meters", arguments).await);
        names.extend(result["data"].as_array().unwrap().iter().map(|meter| meter["name"].as_str().unwrap().to_owned()));
        let query = server.vendor.requests().last().unwrap().query().unwrap().to_owned();
        assert_eq!(query, token.map_or("limit=3".to_owned(), |token| format!("limit=3&{token}")));
        cursor = result.get("nextCursor").cloned();
    }
    assert_eq!(names, ["m1", "m2", "m3", "m4"]);
    assert_eq!(cursor, None);
}

#[tokio::test]
async fn a_list_that_the_vendor_does_not_page_is_cut_as_well() {
    let server = terse(16).await;
    let tags = r#"["tag-1","tag-2","tag-3"]"#;
    server.vendor.answer_json(200, tags).answer_json(200, tags);
    let first = structure(&server.call("list-tags", json!({})).await);
    assert_eq!(first, json!({ "result": ["tag-1"], "nextCursor": "1~" }));
    let second = structure(&server.call("list-tags", json!({ "cursor": "1~" })).await);
    assert_eq!(second, json!({ "result": ["tag-2"], "nextCursor": "2~" }));
}

#[tokio::test]
async fn a_cursor_that_no_result_gave_is_refused() {
    let server = terse(1000).await;
    for (tool, cursor) in [("list-meters", ""), ("list-meters", "x"), ("list-meters", "-1~"), ("list-tags", "0~t2")] {
        let text = complaint(&server.call(tool, json!({ "cursor": cursor })).await);
        assert_eq!(text, "`cursor`: is no cursor of this list", "{tool} {cursor}");
    }
    assert_eq!(server.vendor.requests().len(), 0);
}

#[tokio::test]
async fn one_item_that_is_too_long_is_told() {
    let server = terse(60).await;
    server.vendor.answer_json(200, meters(&["a very long name that nobody could fit into sixty bytes"], None));
    let text = complaint(&server.call("list-meters", json!({})).await);
    assert!(text.contains("Ask for less"), "{text}");
}
