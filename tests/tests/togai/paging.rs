//! Lists as streams, page by page with the vendor's tokens.

use futures::{StreamExt, TryStreamExt};
use meterforge_stand_in::RecordedRequest;
use sdk_tests::{TestResult, Vendor};
use togai_billing::model::Credit;

use super::client;

fn page(ids: &[&str], rest: &str) -> String {
    let credit = |id: &&str| {
        format!(
            r#"{{"id":"{id}","customerId":"c","accountId":"a","purpose":"p","effectiveFrom":"2026-05-19","priority":1,
                "status":"ACTIVE","createdAt":"2026-05-19T08:00:00Z"}}"#
        )
    };
    format!(r#"{{"data":[{}]{rest}}}"#, ids.iter().map(credit).collect::<Vec<_>>().join(","))
}

fn ids(credits: &[Credit]) -> Vec<&str> {
    credits.iter().map(|credit| credit.id.as_ref()).collect()
}

fn queries(requests: &[RecordedRequest]) -> Vec<&str> {
    requests.iter().map(|request| request.query().unwrap_or_default()).collect()
}

#[tokio::test]
async fn items_come_from_every_page_and_an_empty_one_does_not_end_the_list() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = client(&vendor)?;
    vendor.answer_json(200, page(&["c1", "c2"], r#","nextToken":"a+b/c=&d""#));
    vendor.answer_json(200, page(&[], r#","nextToken":"t2""#));
    vendor.answer_json(200, page(&["c3"], r#","nextToken":"""#));
    let credits: Vec<_> = togai.list_credits("acc/1").status("ACTIVE").page_size(2).items().try_collect().await?;
    assert_eq!(ids(&credits), ["c1", "c2", "c3"]);
    assert_eq!(
        queries(&vendor.requests()),
        [
            "account_id=acc%2F1&pageSize=2&status=ACTIVE",
            "account_id=acc%2F1&nextToken=a%2Bb%2Fc%3D%26d&pageSize=2&status=ACTIVE",
            "account_id=acc%2F1&nextToken=t2&pageSize=2&status=ACTIVE",
        ]
    );
    Ok(())
}

#[tokio::test]
async fn a_list_ends_without_a_token() -> TestResult {
    for end in ["", r#","nextToken":null"#, r#","nextToken":"""#] {
        let vendor = Vendor::start("togai").await?;
        let togai = client(&vendor)?;
        vendor.answer_json(200, page(&["c1"], end));
        let credits: Vec<_> = togai.list_credits("acc_1").items().try_collect().await?;
        assert_eq!((ids(&credits), vendor.requests().len()), (vec!["c1"], 1), "{end}");
    }
    Ok(())
}

/// Following the token would ask for the same pages for ever.
#[tokio::test]
async fn a_token_that_comes_back_is_an_error() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = client(&vendor)?;
    vendor.answer_json(200, page(&["c1"], r#","nextToken":"t1""#));
    vendor.answer_json(200, page(&["c2"], r#","nextToken":"t2""#));
    vendor.answer_json(200, page(&["c3"], r#","nextToken":"t1""#));
    let mut items = togai.list_credits("acc_1").items();
    let mut seen = Vec::new();
    let error = loop {
        match items.next().await.unwrap() {
            Ok(credit) => seen.push(credit.id.to_string()),
            Err(error) => break error,
        }
    };
    assert_eq!(seen, ["c1", "c2", "c3"]);
    assert!(error.is_repeated_cursor(), "{error}");
    assert!(error.to_string().contains("t1"), "{error}");
    assert_eq!(error.operation(), Some("list_credits"));
    assert!(items.next().await.is_none());
    assert_eq!(vendor.requests().len(), 3);
    Ok(())
}

#[tokio::test]
async fn an_error_ends_the_stream_and_the_list_goes_on_from_its_cursor() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = client(&vendor)?;
    vendor.answer_json(200, page(&["c1"], r#","nextToken":"t1""#)).answer_json(500, r#"{"message":"oops"}"#);
    let mut pages = togai.list_credits("acc_1").pages();
    assert_eq!(ids(&pages.try_next().await?.unwrap().data), ["c1"]);
    assert_eq!(pages.next().await.unwrap().unwrap_err().vendor_message().as_deref(), Some("oops"));
    assert!(pages.next().await.is_none());

    let cursor = pages.cursor().unwrap().clone();
    vendor.answer_json(200, page(&["c2"], ""));
    let rest: Vec<_> = togai.list_credits("acc_1").items().resume_from(cursor).try_collect().await?;
    assert_eq!(ids(&rest), ["c2"]);
    assert_eq!(queries(&vendor.requests())[2], "account_id=acc_1&nextToken=t1");
    Ok(())
}

/// Each list ends at its second page, whether `data` must be there or may be left out.
#[tokio::test]
async fn every_list_is_paged() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = client(&vendor)?;
    let two_pages = || {
        vendor.answer_json(200, r#"{"data":[],"nextToken":"t"}"#).answer_json(200, r#"{"data":[]}"#);
    };
    two_pages();
    assert!(togai.list_customers().items().next().await.is_none());
    two_pages();
    assert!(togai.list_accounts("c").items().next().await.is_none());
    two_pages();
    assert!(togai.list_usage_meters("s").items().next().await.is_none());
    two_pages();
    assert!(togai.list_price_plans().items().next().await.is_none());
    two_pages();
    assert!(togai.list_invoices("a").items().next().await.is_none());
    let targets: Vec<_> = vendor.requests().into_iter().skip(1).step_by(2).map(|request| request.target).collect();
    assert_eq!(
        targets,
        [
            "/customers?nextToken=t",
            "/customers/c/accounts?nextToken=t",
            "/event_schema/s/usage_meters?nextToken=t",
            "/price_plans?nextToken=t",
            "/invoices?owner_id=a&nextToken=t",
        ]
    );
    Ok(())
}
