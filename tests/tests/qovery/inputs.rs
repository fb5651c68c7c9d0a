//! Identifiers, credentials and answers out of the ordinary.

use qovery_billing::{Client, Credential, credential};
use sdk_tests::{HOSTILE_ID, TestResult, Vendor, in_child};

use super::{ORGANIZATION, OTHER, client};

#[tokio::test]
async fn only_uuids_are_sent() -> TestResult {
    let vendor = Vendor::start("qovery").await?;
    let qovery = client(&vendor)?;
    for id in ["", ".", "..", HOSTILE_ID, "7c9e6679-7425-40de-944b-e07fc1f90ae", &format!("{ORGANIZATION} ")] {
        let error = qovery.delete_credit_card(ORGANIZATION, id).await.unwrap_err();
        assert!(error.is_invalid_input(), "{id:?}: {error}");
        assert_eq!(error.operation(), Some("delete_credit_card"));
        assert!(error.to_string().contains("creditCardId"), "{error}");
        assert!(qovery.list_organization_invoice(id).await.unwrap_err().is_invalid_input());
    }
    assert!(vendor.requests().is_empty());

    vendor.answer_json(200, "{}");
    qovery.list_organization_invoice(OTHER.to_uppercase()).await?;
    assert_eq!(vendor.requests()[0].target, format!("/organization/{}/invoice", OTHER.to_uppercase()));
    Ok(())
}

#[tokio::test]
async fn a_person_and_a_machine_prove_themselves_differently() -> TestResult {
    let vendor = Vendor::start("qovery").await?;
    for (credential, header) in [
        (Credential::from("eyJ.a.b"), "Bearer eyJ.a.b"),
        (Credential::from("Bearer eyJ.a.b"), "Bearer eyJ.a.b"),
        (Credential::from("Token qov_1"), "Token qov_1"),
        (Credential::scheme("Token", "qov_1"), "Token qov_1"),
        (credential::api_token("qov_1"), "Token qov_1"),
        (credential::jwt("eyJ.a.b"), "Bearer eyJ.a.b"),
    ] {
        vendor.answer_json(200, "{}");
        let qovery = Client::builder().base_url(vendor.url()).credential(credential).build()?;
        assert!(!format!("{qovery:?}").contains("qov_1"), "{qovery:?}");
        qovery.list_organization_invoice(ORGANIZATION).await?;
        let requests = vendor.requests();
        assert_eq!(requests[requests.len() - 1].header("authorization"), Some(header));
    }
    Ok(())
}

#[tokio::test]
async fn an_error_without_a_body_is_told_by_its_status() -> TestResult {
    let vendor = Vendor::start("qovery").await?;
    let qovery = client(&vendor)?;
    for status in [400, 401, 403, 404, 429, 500] {
        vendor.answer(status, &[], "");
        let error = qovery.change_plan(ORGANIZATION, Default::default()).await.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        assert!(error.body().is_empty() && error.text().is_none() && error.vendor_message().is_none());
        assert!(error.to_string().contains(&status.to_string()), "{error}");
    }
    Ok(())
}

#[tokio::test]
async fn a_redirect_is_told_and_not_followed() -> TestResult {
    let vendor = Vendor::start("qovery").await?;
    let qovery = client(&vendor)?;
    vendor.answer(302, &[("location", "https://elsewhere.test/login")], "");
    let error = qovery.list_organization_invoice(ORGANIZATION).await.unwrap_err();
    assert!(error.is_redirect(), "{error}");
    assert_eq!(error.location(), Some("https://elsewhere.test/login"));
    assert_eq!(vendor.requests().len(), 1);
    Ok(())
}

/// A required field that is missing is named by the path of its object.
#[tokio::test]
async fn a_success_that_does_not_decode_is_applied() -> TestResult {
    let vendor = Vendor::start("qovery").await?;
    let qovery = client(&vendor)?;
    for (body, path) in [
        (r#"{"results":[{"id":"x","created_at":"2026-04-01T00:00:00Z","status":"PAID"}]}"#, ".results[0]"),
        (r#"{"results":{}}"#, ".results"),
    ] {
        vendor.answer_json(200, body);
        let error = qovery.list_organization_invoice(ORGANIZATION).await.unwrap_err();
        assert!(error.is_decode() && error.is_applied(), "{error}");
        assert_eq!(error.json_path(), Some(path), "{error}");
        assert_eq!(error.text(), Some(body));
    }
    Ok(())
}

#[test]
fn a_missing_key_names_its_variable() {
    in_child("inputs::a_missing_key_names_its_variable", &[], &["QOVERY_API_KEY"], || {
        let error = Client::from_env().unwrap_err();
        assert!(error.is_configuration(), "{error}");
        assert!(error.to_string().contains("QOVERY_API_KEY"), "{error}");
    });
}
