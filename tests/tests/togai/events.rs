//! The operation that takes in events, when the vendor takes all of them or none.

use sdk_tests::{TestResult, Vendor, assert_complete, assert_refused, assert_round_trip};
use togai_billing::model::{Attribute, Event, EventRequired, IngestEventsRequest};
use togai_billing::{DecimalText, ErrorBody};

use super::{client, refusal, ride, sent};

#[tokio::test]
async fn ingest_events() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = client(&vendor)?;
    let bare = Event::new(EventRequired {
        schema_name: "message".to_owned(),
        timestamp: "2022-06-15T07:30:35+05:30".parse()?,
        account_id: "acc/ü".into(),
        attributes: vec![Attribute::new("count", "-0.50".parse::<DecimalText>()?)],
        dimensions: [].into(),
    });
    let call = || togai.ingest_events(IngestEventsRequest::new([ride("acc_1").id("e1"), bare.clone().id("e2")]));

    vendor.answer_both(202, "ingest_events")?;
    let answer = call().await?;
    assert_round_trip(&answer, &vendor.text("ingest_events.full")?, &[]);
    assert_complete(&answer);
    assert_eq!((answer.success, answer.status_code), (Some(true), Some(202)));
    assert_eq!(answer.details.unwrap()["ids"][1], "e2");
    assert!(call().await?.success.is_none());

    let expected = concat!(
        r#"{"events":[{"schemaName":"ride","id":"e1","timestamp":"2022-06-15T07:30:35.123","accountId":"acc_1","#,
        r#""attributes":[{"name":"distance","value":"10.50","unit":"Miles"}],"dimensions":{"city":"München"}},"#,
        r#"{"schemaName":"message","id":"e2","timestamp":"2022-06-15T07:30:35+05:30","accountId":"acc/ü","#,
        r#""attributes":[{"name":"count","value":"-0.50"}],"dimensions":{}}]}"#
    );
    sent("POST /ingestBatch", Some(expected)).assert_pinned(&vendor, "ingest_events", 2);
    let statuses = [400, 401, 422, 429, 503, 403, 404, 409, 500];
    assert_refused(&vendor, "ingest_events", &statuses, refusal, call).await;
    Ok(())
}

#[tokio::test]
async fn a_status_says_yes_when_the_body_says_nothing() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = client(&vendor)?;
    let call = || togai.ingest_events(IngestEventsRequest::new([ride("acc_1")]));
    // 202 is the only yes that Togai documents; another 2xx is no reason to send events twice.
    vendor.answer_json(200, r#"{"success":true}"#);
    assert_eq!(call().send().await?.status().as_u16(), 200);
    for body in ["", "accepted", r#"{"success":"yes"}"#] {
        vendor.answer_json(202, body);
        let error = call().await.unwrap_err();
        assert!(error.is_applied() && error.is_decode(), "{body}: {error}");
        assert_eq!((error.dedup_keys().len(), error.body().as_ref()), (1, body.as_bytes()));
    }
    Ok(())
}

#[tokio::test]
async fn a_refusal_can_be_read_as_the_contract_says() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = client(&vendor)?;
    let call = || togai.ingest_events(IngestEventsRequest::new([ride("acc_1")]));
    vendor.answer_json(422, r#"{"message":"too large"}"#).answer_json(418, r#"{"message":"short"}"#);
    for message in ["too large", "short"] {
        let error = call().await.unwrap_err();
        let Some(ErrorBody::ErrorResponse(body)) = ErrorBody::of(&error) else { panic!("{error:?}") };
        assert_eq!(body.message, message);
    }
    vendor.answer(503, &[("content-type", "text/html")], "<h1>down</h1>");
    let error = call().await.unwrap_err();
    assert_eq!((ErrorBody::of(&error), error.text()), (None, Some("<h1>down</h1>")));
    Ok(())
}
