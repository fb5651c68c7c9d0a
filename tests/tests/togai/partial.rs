//! Batches of which the vendor takes only a part: 207.

use sdk_tests::{TestResult, Vendor};
use togai_billing::ErrorBody;
use togai_billing::model::IngestEventsRequest;

use super::{client, retrying, ride};

#[tokio::test]
async fn a_partial_answer_is_an_error_that_keeps_body_and_keys() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = client(&vendor)?;
    let text = vendor.text("ingest_events.partial")?;
    vendor.answer(207, &[("x-request-id", "req-1")], text.clone());
    let call = togai.ingest_events(IngestEventsRequest::new([ride("acc_1").id("mine"), ride("acc_1")]));
    let keys = call.dedup_keys().to_vec();
    let error = call.await.unwrap_err();

    assert!(error.is_partial(), "{error}");
    assert!(!error.is_outcome_unknown() && !error.is_applied() && !error.is_client_error());
    assert_eq!(error.status().map(|status| status.as_u16()), Some(207));
    assert_eq!((error.text(), error.request_id(), error.attempts()), (Some(text.as_str()), Some("req-1"), 1));
    assert_eq!(error.dedup_keys(), keys);
    assert_eq!(error.vendor_message().as_deref(), Some("1 of 2 events was refused"));
    let Some(ErrorBody::IngestEventsResponse(body)) = ErrorBody::of(&error) else { panic!("{error:?}") };
    assert_eq!(body.success, Some(false));
    assert_eq!(body.details.unwrap()["failed"][0]["id"], "mine");
    Ok(())
}

#[tokio::test]
async fn a_partial_answer_is_not_sent_again() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = retrying(&vendor)?;
    vendor.answer_file(207, "ingest_events.partial")?;
    let error = togai.ingest_events(IngestEventsRequest::new([ride("acc_1")])).await.unwrap_err();
    assert!(error.is_partial(), "{error}");
    assert_eq!(vendor.requests().len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_partial_answer_with_an_odd_body_is_still_partial() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = client(&vendor)?;
    for body in ["", "some of them", "[]"] {
        vendor.answer(207, &[], body);
        let error = togai.ingest_events(IngestEventsRequest::new([ride("acc_1")])).await.unwrap_err();
        assert!(error.is_partial(), "{error}");
        assert_eq!((error.body().as_ref(), ErrorBody::of(&error)), (body.as_bytes(), None));
    }
    Ok(())
}
