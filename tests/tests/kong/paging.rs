//! Lists as streams: three pages by number, one of them empty.

use futures::{StreamExt, TryStreamExt};
use kong_openmeter::model::{BillingCustomer, CustomerFilter};
use meterforge_stand_in::RecordedRequest;
use sdk_tests::{TestResult, Vendor};

use super::client;

/// A page of customers with these keys.
fn page(keys: &[&str], number: &str, total: &str) -> String {
    let customer = |key: &&str| {
        format!(
            r#"{{"id":"01G65Z755AFWAKHE12NY0CQ9FH","key":"{key}","name":"n",
               "created_at":"2023-01-01T01:01:01Z","updated_at":"2023-01-01T01:01:01Z"}}"#
        )
    };
    let customers: Vec<String> = keys.iter().map(customer).collect();
    let data = customers.join(",");
    format!(r#"{{"data":[{data}],"meta":{{"page":{{"number":{number},"size":2,"total":{total}}}}}}}"#)
}

/// Three pages of two; everything on the second was deleted meanwhile.
fn three_pages(vendor: &Vendor) {
    for (keys, number) in [(&["a", "b"][..], "1"), (&[], "2.0"), (&["e"], "3")] {
        vendor.answer_json(200, page(keys, number, "5"));
    }
}

fn keys(customers: &[BillingCustomer]) -> Vec<&str> {
    customers.iter().map(|customer| customer.key.as_str()).collect()
}

fn queries(requests: &[RecordedRequest]) -> Vec<String> {
    let plain = |request: &RecordedRequest| request.query().unwrap_or_default().replace("%5B", "[").replace("%5D", "]");
    requests.iter().map(plain).collect()
}

#[tokio::test]
async fn items_come_from_every_page() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = client(&vendor)?;
    three_pages(&vendor);
    let call = kong.list_customers().sort("name").filter(CustomerFilter::new().name("n")).page_size(2);
    let customers: Vec<_> = call.items().try_collect().await?;
    assert_eq!(keys(&customers), ["a", "b", "e"]);
    assert_eq!(
        queries(&vendor.requests()),
        [
            "sort=name&filter[name]=n&page[size]=2",
            "sort=name&filter[name]=n&page[size]=2&page[number]=2",
            "sort=name&filter[name]=n&page[size]=2&page[number]=3",
        ]
    );
    Ok(())
}

#[tokio::test]
async fn pages_are_fetched_as_they_are_asked_for() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = client(&vendor)?;
    three_pages(&vendor);
    let mut pages = kong.list_customers().page_size(2).pages();
    for fetched in 1..=3 {
        assert!(pages.try_next().await?.is_some());
        assert_eq!(vendor.requests().len(), fetched);
    }
    assert!(pages.try_next().await?.is_none());
    assert_eq!(vendor.requests().len(), 3);
    Ok(())
}

#[tokio::test]
async fn a_list_ends_when_its_pages_hold_the_total() -> TestResult {
    for (number, total, asked) in [("1", "0", 1), ("1", "2", 1), ("1", "1", 1), ("1", "3", 2)] {
        let vendor = Vendor::start("kong").await?;
        let kong = client(&vendor)?;
        vendor.answer_json(200, page(&["a"], number, total)).answer_json(200, page(&["b"], "2", total));
        let pages: Vec<_> = kong.list_customers().pages().try_collect().await?;
        assert_eq!(pages.len(), asked, "total {total}");
        assert_eq!(vendor.requests().len(), asked);
    }
    Ok(())
}

#[tokio::test]
async fn an_error_ends_the_stream_after_it_was_told_once() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = client(&vendor)?;
    vendor.answer_json(200, page(&["a"], "1", "5")).answer_json(403, r#"{"detail":"no longer"}"#);
    let items: Vec<_> = kong.list_customers().items().collect().await;
    assert_eq!(items.len(), 2);
    assert!(items[1].as_ref().unwrap_err().is_forbidden());
    Ok(())
}

#[tokio::test]
async fn a_list_goes_on_from_a_remembered_cursor() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = client(&vendor)?;
    vendor.answer_json(200, page(&["a", "b"], "1", "3"));
    let mut pages = kong.list_customers().page_size(2).pages();
    pages.try_next().await?;
    let remembered = pages.cursor().unwrap().to_string();
    drop(pages);

    vendor.answer_json(200, page(&["c"], "2", "3"));
    let rest = kong.list_customers().page_size(2).pages().resume_from(remembered.parse()?);
    assert_eq!(rest.try_collect::<Vec<_>>().await?.len(), 1);
    assert_eq!(queries(&vendor.requests()), ["page[size]=2", "page[size]=2&page[number]=2"]);
    Ok(())
}

#[tokio::test]
async fn profiles_are_paged_too() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = client(&vendor)?;
    let last = r#"{"data":[],"meta":{"page":{"number":2,"size":2,"total":3}}}"#;
    vendor.answer_file(200, "list_billing_profiles.full")?.answer_json(200, last);
    let profiles: Vec<_> = kong.list_billing_profiles().page_size(2).items().try_collect().await?;
    assert_eq!(profiles.len(), 2);
    assert_eq!(queries(&vendor.requests()), ["page[size]=2", "page[size]=2&page[number]=2"]);
    Ok(())
}
