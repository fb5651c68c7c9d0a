//! Answers that are not what the contract says: other kinds of error bodies, successes that do not decode.

use sdk_tests::{TestResult, Vendor};
use suger_metering::ErrorBody;
use suger_metering::model::CreateUsageRecordGroupParams;

use super::client;

#[tokio::test]
async fn an_error_keeps_a_body_of_any_kind() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    let html = "<!doctype html><title>502 Bad Gateway</title><h1>nginx</h1>";
    for (status, content_type, body, message) in [
        (400, "application/json", r#""records is required""#, Some("records is required")),
        (400, "application/json; charset=utf-8", r#"{"message":"no","code":"E7"}"#, Some("no")),
        (404, "text/plain", "no such organization", Some("no such organization")),
        (403, "application/json", "not json at all", Some("not json at all")),
        (502, "text/html", html, None),
        (500, "application/json", "", None),
        (401, "application/json", r#""""#, None),
    ] {
        vendor.answer(status, &[("content-type", content_type)], body);
        let error = suger.get_usage_metering_config_info("org_1").await.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        assert_eq!(error.body().as_ref(), body.as_bytes());
        assert_eq!(error.vendor_message().as_deref(), message, "{body}");
        assert!(!error.to_string().contains('<'), "{error}");
    }
    Ok(())
}

#[tokio::test]
async fn the_published_body_of_an_error_is_typed() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    let message = |text: &str| Some(ErrorBody::Message(text.to_owned()));
    for (status, content_type, body, expected) in [
        (400, "application/json", r#""say \"when\"""#, message("say \"when\"")),
        (500, "text/plain", "broken", message("broken")),
        (418, "application/json", r#""a teapot""#, None),
    ] {
        vendor.answer(status, &[("content-type", content_type)], body);
        let error = suger.get_usage_metering_config_info("org_1").await.unwrap_err();
        assert_eq!(ErrorBody::of(&error), expected, "{body}");
    }
    Ok(())
}

#[tokio::test]
async fn a_success_that_does_not_decode_keeps_everything() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    for (body, path) in [
        (r#"{"usageRecordGroups":[{"id":"g1"},{"records":{"a":"many"}}]}"#, ".usageRecordGroups[1].records.a"),
        (r#"{"usageRecordGroups":[{"serialID":"7"}]}"#, ".usageRecordGroups[0].serialID"),
        (r#"{"usageRecordGroups":[{"creationTime":"yesterday"}]}"#, ".usageRecordGroups[0].creationTime"),
        (r#"{"nextOffset":1.5}"#, ".nextOffset"),
    ] {
        vendor.answer(200, &[("x-request-id", "req-7")], body);
        let error = suger.list_usage_record_groups("org_1").await.unwrap_err();
        assert!(error.is_decode() && error.is_applied(), "{error}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
        assert_eq!(error.text(), Some(body));
        assert_eq!(error.json_path(), Some(path), "{error:?}");
        assert_eq!(error.request_id(), Some("req-7"));
    }
    for body in ["", "<html></html>", r#"{"usageRecordGroups":["#] {
        vendor.answer(200, &[("content-type", "text/html")], body);
        let error = suger.list_usage_record_groups("org_1").await.unwrap_err();
        assert!(error.is_decode(), "{body}: {error}");
        assert_eq!(error.body().as_ref(), body.as_bytes());
    }
    Ok(())
}

/// The vendor has taken the usage: asking again would be billed, or answered 409.
#[tokio::test]
async fn a_report_whose_answer_does_not_decode_is_applied_and_sent_once() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = suger_metering::Client::builder().base_url(vendor.url()).credential("s3cret").build()?;
    vendor.answer_json(200, "[]");
    let usage = CreateUsageRecordGroupParams::records([("api_calls", 1)]);
    let error = suger.report_usage_record_group("org_1", "ent_1", usage).await.unwrap_err();
    assert!(error.is_applied() && error.is_decode(), "{error}");
    assert_eq!(error.dedup_keys().len(), 1);
    assert_eq!(vendor.requests().len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_bare_text_is_a_validation_answer_too() -> TestResult {
    let vendor = Vendor::start("suger").await?;
    let suger = client(&vendor)?;
    vendor.answer(200, &[("content-type", "text/plain")], "fine");
    assert_eq!(suger.batch_validate_usage_record_groups("org_1", vec![]).await?, "fine");
    vendor.answer(200, &[], "");
    assert_eq!(suger.batch_validate_usage_record_groups("org_1", vec![]).await?, "");
    Ok(())
}
