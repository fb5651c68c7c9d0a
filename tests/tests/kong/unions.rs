//! Unions told apart by a field: each member, a third that this version does not know, and what was read sent back.

use kong_openmeter::model::{
    CollectionAlignment, PaymentSettings, UpsertBillingProfileRequest, UpsertBillingProfileRequestRequired,
};
use sdk_tests::{TestResult, Vendor};
use serde_json::{Value, json};

use super::{PROFILE, client};

#[test]
fn an_alignment_is_told_by_its_type() -> TestResult {
    let anchored = r#"{"recurring_period":{"anchor":"2026-01-01T00:00:00Z","interval":"P1M","x":1},"type":"anchored"}"#;
    let CollectionAlignment::Anchored(alignment) = serde_json::from_str(anchored)? else { panic!("{anchored}") };
    assert_eq!(alignment.recurring_period.interval.to_span()?.get_months(), 1);
    assert_eq!(alignment.recurring_period.other_fields["x"], 1);

    let subscription = r#"{"type":"subscription","grace":"P1D"}"#;
    let CollectionAlignment::Subscription(alignment) = serde_json::from_str(subscription)? else {
        panic!("{subscription}")
    };
    assert_eq!(alignment.other_fields["grace"], "P1D");
    Ok(())
}

#[test]
fn payment_is_told_by_its_collection_method() -> TestResult {
    let send = r#"{"collection_method":"send_invoice","due_after":"P1Y2M3W4DT5H6M7.5S"}"#;
    let PaymentSettings::SendInvoice(settings) = serde_json::from_str(send)? else { panic!("{send}") };
    assert_eq!(settings.due_after.as_ref().map(|after| after.as_str()), Some("P1Y2M3W4DT5H6M7.5S"));

    let charge = r#"{"collection_method":"charge_automatically"}"#;
    assert!(matches!(serde_json::from_str(charge)?, PaymentSettings::ChargeAutomatically(_)));
    Ok(())
}

#[test]
fn what_has_no_known_tag_is_kept_and_written_back() -> TestResult {
    for text in [
        r#"{"starts":[4,"april"],"type":"fiscal_year"}"#,
        r#"{"recurring_period":{},"type":null}"#,
        r#"{"collection_method":"direct_debit","mandate":{"n":1.5}}"#,
        r#"{}"#,
        r#""anchored""#,
    ] {
        let alignment: CollectionAlignment = serde_json::from_str(text)?;
        assert!(matches!(alignment, CollectionAlignment::Other(_)), "{text}");
        assert_eq!(serde_json::to_string(&alignment)?, text);
        let payment: PaymentSettings = serde_json::from_str(text)?;
        assert!(matches!(payment, PaymentSettings::Other(_)), "{text}");
        assert_eq!(serde_json::to_string(&payment)?, text);
    }
    Ok(())
}

/// A known tag promises the fields of its member.
#[tokio::test]
async fn a_known_member_with_wrong_fields_is_an_error_with_its_path() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = client(&vendor)?;
    let original: Value = serde_json::from_str(&vendor.text("get_billing_profile.full")?)?;
    for (place, wrong, path) in [
        ("/workflow/payment/due_after", json!("a month"), ".workflow.payment.due_after"),
        (
            "/workflow/collection/alignment/recurring_period/anchor",
            json!("2026-02-30T00:00:00Z"),
            ".workflow.collection.alignment.recurring_period.anchor",
        ),
        ("/workflow/collection/interval", json!("P"), ".workflow.collection.interval"),
    ] {
        let mut profile = original.clone();
        *profile.pointer_mut(place).unwrap() = wrong;
        vendor.answer_json(200, profile.to_string());
        let error = kong.get_billing_profile(PROFILE).await.unwrap_err();
        assert!(error.is_decode(), "{error:?}");
        assert_eq!(error.json_path(), Some(path), "{error:?}");
    }
    Ok(())
}

/// What was read and is sent back loses nothing, not even members of unions that the SDK has never heard of.
#[tokio::test]
async fn a_profile_that_was_read_is_sent_back_whole() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = client(&vendor)?;
    for file in ["get_billing_profile.full", "create_billing_profile.full", "update_billing_profile.full"] {
        let mut original: Value = serde_json::from_str(&vendor.text(file)?)?;
        original["workflow"]["new"] = json!({ "since": 2027 });
        original["supplier"]["addresses"]["shipping_address"] = json!({ "city": "Brno" });
        original["workflow"]["tax"]["default_tax_config"]["tax_code"]["key"] = json!("vat-19");
        vendor.answer_json(200, original.to_string());
        vendor.answer_file(200, "update_billing_profile.minimal")?;
        let profile = kong.get_billing_profile(PROFILE).await?;
        let mut replacement = UpsertBillingProfileRequest::new(UpsertBillingProfileRequestRequired {
            name: profile.name,
            supplier: profile.supplier,
            workflow: profile.workflow,
            default_: profile.default,
        });
        (replacement.description, replacement.labels) = (profile.description, profile.labels);
        kong.update_billing_profile(profile.id, replacement).await?;

        for set_by_vendor in ["id", "created_at", "updated_at", "deleted_at", "apps"] {
            original.as_object_mut().unwrap().remove(set_by_vendor);
        }
        let requests = vendor.requests();
        let sent_back: Value = serde_json::from_slice(&requests[requests.len() - 1].body)?;
        assert_eq!(sent_back, original, "{file}");
    }
    Ok(())
}
