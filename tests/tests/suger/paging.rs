//! Lists as streams: three pages, one of them empty.

use futures::{StreamExt, TryStreamExt};
use meterforge_stand_in::RecordedRequest;
use sdk_tests::{TestResult, Vendor};
use suger_metering::model::MeteringUsageRecordGroup;

use super::client;

/// Three pages, the second empty; `nextOffset` of the last is zero, which ends the list.
const PAGES: [&str; 3] = [
    r#"{"usageRecordGroups":[{"id":"g1"},{"id":"g2"}],"nextOffset":2}"#,
    r#"{"usageRecordGroups":[],"nextOffset":4}"#,
    r#"{"usageRecordGroups":[{"id":"g5"}],"nextOffset":0}"#,
];

fn ids(groups: &[MeteringUsageRecordGroup]) -> Vec<&str> {
    groups.iter().filter_map(|group| group.id.as_ref()).map(AsRef::as_ref).collect()
}

fn queries(requests: &[RecordedRequest]) -> Vec<&str> {
    requests.iter().map(|request| request.query().unwrap_or_default()).collect()
}

#[tokio::test]
async fn items_come_from_every_page() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    for page in PAGES {
        vendor.answer_json(200, page);
    }
    let groups: Vec<_> = suger.list_usage_record_groups("org_1").partner("AWS").limit(2).items().try_collect().await?;
    assert_eq!(ids(&groups), ["g1", "g2", "g5"]);
    let requests = vendor.requests();
    assert_eq!(
        queries(&requests),
        ["partner=AWS&limit=2", "partner=AWS&limit=2&offset=2", "partner=AWS&limit=2&offset=4"]
    );
    Ok(())
}

#[tokio::test]
async fn pages_are_fetched_as_they_are_asked_for() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    for page in PAGES {
        vendor.answer_json(200, page);
    }
    let mut pages = suger.list_usage_record_groups("org_1").pages();
    for fetched in 1..=3 {
        assert!(pages.try_next().await?.is_some());
        assert_eq!(vendor.requests().len(), fetched);
    }
    assert!(pages.try_next().await?.is_none());
    assert_eq!(vendor.requests().len(), 3);
    Ok(())
}

#[tokio::test]
async fn an_offset_that_does_not_move_on_ends_the_list() -> TestResult {
    for last in ["", r#","nextOffset":null"#, r#","nextOffset":2"#, r#","nextOffset":1"#, r#","nextOffset":-1"#] {
        let vendor = Vendor::start("suger").await?;
        let suger = client(&vendor)?;
        vendor.answer_json(200, PAGES[0]).answer_json(200, format!(r#"{{"usageRecordGroups":[{{"id":"g3"}}]{last}}}"#));
        let groups: Vec<_> = suger.list_usage_record_groups("org_1").items().try_collect().await?;
        assert_eq!(ids(&groups), ["g1", "g2", "g3"], "{last}");
    }
    Ok(())
}

#[tokio::test]
async fn an_error_ends_the_stream_after_it_was_told_once() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    vendor.answer_json(200, PAGES[0]).answer_json(400, r#""offset is out of range""#);
    let items: Vec<_> = suger.list_usage_record_groups("org_1").items().collect().await;
    assert_eq!(items.len(), 3);
    assert_eq!(items[2].as_ref().unwrap_err().vendor_message().as_deref(), Some("offset is out of range"));
    Ok(())
}

#[tokio::test]
async fn a_list_goes_on_from_a_remembered_cursor() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    vendor.answer_json(200, PAGES[0]);
    let mut pages = suger.list_usage_record_groups("org_1").pages();
    pages.try_next().await?;
    let remembered = pages.cursor().unwrap().to_string();
    drop(pages);

    vendor.answer_json(200, PAGES[2]);
    let pages = suger.list_usage_record_groups("org_1").pages().resume_from(remembered.parse()?);
    let rest: Vec<_> = pages.try_collect().await?;
    assert_eq!(rest.len(), 1);
    assert_eq!(queries(&vendor.requests()), ["", "offset=2"]);
    Ok(())
}

#[tokio::test]
async fn reports_are_paged_too() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    vendor.answer_json(200, r#"{"usageRecordReports":[{"id":"r1"}],"nextOffset":1}"#);
    vendor.answer_json(200, r#"{"usageRecordReports":null}"#);
    let reports: Vec<_> = suger.list_usage_record_reports("org_1").items().try_collect().await?;
    assert_eq!(reports.len(), 1);
    assert_eq!(vendor.requests().len(), 2);
    Ok(())
}
