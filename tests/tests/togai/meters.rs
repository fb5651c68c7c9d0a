//! The list of usage meters, at its address of the first published version.

use sdk_tests::{HOSTILE_ID, HOSTILE_SEGMENT, TestResult, Vendor, assert_complete, assert_refused, assert_round_trip};
use togai_billing::model::{MeterAggregation, MeterStatus, MeterType, SortOrder};

use super::{STATUSES, client, refusal, sent};

#[tokio::test]
async fn list_usage_meters() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = client(&vendor)?;
    let call = || togai.list_usage_meters(HOSTILE_ID).next_token("t").page_size(10);

    vendor.answer_both(200, "list_usage_meters")?;
    let page = call().await?;
    assert_round_trip(&page, &vendor.text("list_usage_meters.full")?, &[]);
    assert_eq!(page.context.unwrap().sort_order, Some(SortOrder::Other("RANDOM".to_owned())));
    let meters = page.data.unwrap();
    let full = &meters[0];
    assert_complete(full);
    assert_eq!((full.id.as_ref(), full.billable_name.as_deref()), ("um.1zYnCiM9Bpg.1zYn", Some("Fahrten")));
    assert_eq!((&full.r#type, full.status.as_ref()), (&MeterType::Counter, Some(&MeterStatus::Inactive)));
    assert_eq!(full.aggregation, MeterAggregation::Sum);
    assert_eq!(full.filters.as_ref().unwrap()[0].value, "Chennai & Mumbai");
    assert!(full.last_activated_at.as_ref().unwrap().offset().is_none());
    let odd = &meters[1];
    assert_eq!(odd.r#type, MeterType::Other("GAUGE".to_owned()));
    assert_eq!(odd.aggregation, MeterAggregation::Other("MAX".to_owned()));
    assert_eq!(odd.computations.as_ref().unwrap()[0].order, 9_007_199_254_740_993);
    let minimal = call().await?;
    assert!(minimal.data.is_none() && minimal.next_token.is_none() && minimal.context.is_none());

    let line = format!("GET /event_schema/{HOSTILE_SEGMENT}/usage_meters?nextToken=t&pageSize=10");
    sent(&line, None).assert_pinned(&vendor, "list_usage_meters", 2);
    assert_refused(&vendor, "list_usage_meters", &STATUSES, refusal, call).await;
    Ok(())
}
