//! Values that other clients bend: civil times, numbers of any length, amounts.

use sdk_tests::{TestResult, Vendor};
use serde_json::json;
use togai_billing::model::{Attribute, Credit, Event, IngestEventsRequest, InvoiceSummary};
use togai_billing::{DateTime, DecimalText};

use super::{client, ride};

#[tokio::test]
async fn a_value_of_512_digits_and_more_is_sent_as_it_is() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = client(&vendor)?;
    let long = "9".repeat(512);
    for text in [long.clone(), format!("-{long}"), format!("-{long}.{}", "10".repeat(40)), "007.10".to_owned()] {
        let mut event = ride("acc_1").id("e1");
        event.attributes = vec![Attribute::new("distance", text.parse::<DecimalText>()?)];
        vendor.answer_json(202, "{}");
        togai.ingest_events(IngestEventsRequest::new([event])).await?;
        let requests = vendor.requests();
        assert!(requests[requests.len() - 1].text().contains(&format!(r#""value":"{text}""#)), "{text}");
    }
    Ok(())
}

#[test]
fn a_value_of_512_digits_is_read_as_it_is() {
    let text = format!("{}.5", "1234567890".repeat(52).get(..512).unwrap());
    let json = format!(r#"{{"name":"distance","value":"{text}"}}"#);
    let attribute: Attribute = serde_json::from_str(&json).unwrap();
    assert_eq!(attribute.value.as_str(), text);
    assert_eq!(serde_json::to_string(&attribute).unwrap(), json);
    for value in ["", "1e3x", "ten", "1,5", "NaN"] {
        assert!(value.parse::<DecimalText>().is_err(), "{value}");
    }
}

/// Togai writes the times of events without an offset: such a time is a reading on a clock, not a moment.
#[test]
fn a_time_without_an_offset_stays_one() {
    let event = |timestamp: &str| -> Event {
        let json = json!({
            "schemaName": "ride", "timestamp": timestamp, "accountId": "a", "attributes": [], "dimensions": {}
        });
        serde_json::from_value(json).unwrap()
    };
    for (text, civil, moment) in [
        ("2022-06-15T07:30:35.123", "2022-06-15T07:30:35.123", None),
        ("2022-06-15T07:30:35.120000", "2022-06-15T07:30:35.12", None),
        ("2022-06-15T07:30:35Z", "2022-06-15T07:30:35", Some("2022-06-15T07:30:35Z")),
        ("2022-06-15T07:30:35.5+05:30", "2022-06-15T07:30:35.5", Some("2022-06-15T02:00:35.5Z")),
    ] {
        let event = event(text);
        assert_eq!(event.timestamp.civil().to_string(), civil);
        assert_eq!(event.timestamp.timestamp().map(|moment| moment.to_string()).as_deref(), moment);
        assert_eq!(serde_json::to_value(&event).unwrap()["timestamp"], text, "it is written as it was read");
    }
    assert!("2022-06-15".parse::<DateTime>().is_err());
}

#[test]
fn amounts_keep_their_digits() {
    for amount in ["0.10", "1000.00", "0.1000000000000000055511151231", "79228162514264337593543950335"] {
        let invoice = format!(
            r#"{{"id":"i","status":"DUE","invoiceClass":"INVOICE","invoiceType":"STANDARD","invoiceDate":"2026-05-01T00:00:00","updatedAt":"2026-05-01T00:00:00","totalAmount":{amount},"paidAmount":0}}"#
        );
        let read: InvoiceSummary = serde_json::from_str(&invoice).unwrap();
        assert_eq!(read.total_amount.to_string(), amount);
        assert_eq!(serde_json::to_string(&read).unwrap(), invoice);
    }
}

#[test]
fn a_credit_begins_on_a_day() {
    let credit = |from: &str| {
        serde_json::from_value::<Credit>(json!({
            "id": "c", "customerId": "c", "accountId": "a", "purpose": "p", "effectiveFrom": from, "priority": 1,
            "status": "ACTIVE", "createdAt": "2026-05-19T08:00:00"
        }))
    };
    assert_eq!(credit("2026-02-28").unwrap().effective_from.to_string(), "2026-02-28");
    assert!(credit("2026-02-30").is_err());
    assert!(credit("28.02.2026").is_err());
}
