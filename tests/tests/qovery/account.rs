//! The operations on the organization as a whole: billing address, status, plan, credit, usage report.

use qovery_billing::DateTime;
use qovery_billing::model::{
    BillingInfoRequest, BillingInfoRequestRequired, OrganizationBillingUsageReportRequest,
    OrganizationBillingUsageReportRequestRequired, OrganizationChangePlanRequest, OrganizationCreditCodeRequest, Plan,
};
use sdk_tests::{TestResult, Vendor, assert_complete, assert_refused, assert_round_trip};

use super::{ORGANIZATION, READ, WRITE, client, line, refusal, sent};

pub(crate) fn billing_info() -> BillingInfoRequest {
    BillingInfoRequest::new(BillingInfoRequestRequired {
        first_name: "Zoë".into(),
        last_name: "O'Brien".into(),
        email: "zoe@example.test".into(),
        address: "21 \"Jenny\" Street".into(),
        city: "Greenbow".into(),
        zip: "36744".into(),
        country_code: "US".into(),
    })
    .state("Alabama")
    .vat_number("FR40303265045")
}

pub(crate) fn january() -> Result<OrganizationBillingUsageReportRequest, Box<dyn std::error::Error>> {
    let required = OrganizationBillingUsageReportRequestRequired {
        from: "2020-01-01T00:00:00.000Z".parse::<DateTime>()?,
        to: "2020-01-31T23:59:59+01:00".parse::<DateTime>()?,
        report_expiration_in_seconds: 3600,
    };
    Ok(OrganizationBillingUsageReportRequest::new(required))
}

#[tokio::test]
async fn get_organization_billing_external_id() -> TestResult {
    let vendor = Vendor::start("qovery").await?;
    let qovery = client(&vendor)?;
    let call = || qovery.get_organization_billing_external_id(ORGANIZATION);

    vendor.answer_both(200, "get_organization_billing_external_id")?;
    let external = call().await?;
    assert_eq!(external.id.as_deref(), Some("cus_Ωmega/42"));
    assert!(call().await?.id.is_none());

    sent(&line("GET", "billingExternalId"), None).assert_pinned(&vendor, "get_organization_billing_external_id", 2);
    assert_refused(&vendor, "get_organization_billing_external_id", &READ, refusal, call).await;
    Ok(())
}

#[tokio::test]
async fn get_organization_billing_info() -> TestResult {
    let vendor = Vendor::start("qovery").await?;
    let qovery = client(&vendor)?;
    let call = || qovery.get_organization_billing_info(ORGANIZATION);

    vendor.answer_both(200, "get_organization_billing_info")?;
    let info = call().await?;
    assert_complete(&info);
    assert_round_trip(&info, &vendor.text("get_organization_billing_info.full")?, &[]);
    assert_eq!(info.last_name.as_deref(), Some("O'Brien–Núñez"));
    let minimal = call().await?;
    assert!(minimal.first_name.is_none() && minimal.email.is_none());

    sent(&line("GET", "billingInfo"), None).assert_pinned(&vendor, "get_organization_billing_info", 2);
    assert_refused(&vendor, "get_organization_billing_info", &READ, refusal, call).await;
    Ok(())
}

#[tokio::test]
async fn edit_organization_billing_info() -> TestResult {
    let vendor = Vendor::start("qovery").await?;
    let qovery = client(&vendor)?;
    let call = || qovery.edit_organization_billing_info(ORGANIZATION, billing_info());

    vendor.answer_both(200, "edit_organization_billing_info")?;
    let edited = call().await?;
    assert_complete(&edited);
    assert_round_trip(&edited, &vendor.text("edit_organization_billing_info.full")?, &["invoice_language"]);
    assert!(call().await?.company.is_none());

    let body = concat!(
        r#"{"first_name":"Zoë","last_name":"O'Brien","email":"zoe@example.test","address":"21 \"Jenny\" Street","#,
        r#""city":"Greenbow","zip":"36744","state":"Alabama","country_code":"US","vat_number":"FR40303265045"}"#
    );
    sent(&line("PUT", "billingInfo"), Some(body)).assert_pinned(&vendor, "edit_organization_billing_info", 2);
    assert_refused(&vendor, "edit_organization_billing_info", &WRITE, refusal, call).await;
    Ok(())
}

#[tokio::test]
async fn get_organization_billing_status() -> TestResult {
    let vendor = Vendor::start("qovery").await?;
    let qovery = client(&vendor)?;
    let call = || qovery.get_organization_billing_status(ORGANIZATION);

    vendor.answer_both(200, "get_organization_billing_status")?;
    let status = call().await?;
    assert_eq!((status.is_valid, status.message.as_deref()), (Some(false), Some("1 invoice unpaid since 1 week")));
    assert!(call().await?.is_valid.is_none());

    sent(&line("GET", "billingStatus"), None).assert_pinned(&vendor, "get_organization_billing_status", 2);
    assert_refused(&vendor, "get_organization_billing_status", &READ, refusal, call).await;
    Ok(())
}

#[tokio::test]
async fn generate_billing_usage_report() -> TestResult {
    let vendor = Vendor::start("qovery").await?;
    let qovery = client(&vendor)?;
    let period = january()?;
    let call = || qovery.generate_billing_usage_report(ORGANIZATION, period.clone());

    vendor.answer_both(200, "generate_billing_usage_report")?;
    let report = call().await?;
    assert_complete(&report);
    assert_eq!(report.report_url.as_deref(), Some("https://reports.example.test/r/1?sig=a%2Fb"));
    assert!(call().await?.report_url.is_none());

    let body = concat!(
        r#"{"from":"2020-01-01T00:00:00.000Z","to":"2020-01-31T23:59:59+01:00","#,
        r#""report_expiration_in_seconds":3600}"#
    );
    sent(&line("POST", "billingUsageReport"), Some(body)).assert_pinned(&vendor, "generate_billing_usage_report", 2);
    assert_refused(&vendor, "generate_billing_usage_report", &WRITE, refusal, call).await;
    Ok(())
}

#[tokio::test]
async fn change_plan() -> TestResult {
    let vendor = Vendor::start("qovery").await?;
    let qovery = client(&vendor)?;
    let call = || qovery.change_plan(ORGANIZATION, OrganizationChangePlanRequest::new().plan("BUSINESS_2025"));

    vendor.answer_both(200, "change_plan")?;
    let organization = call().await?;
    assert_complete(&organization);
    assert_round_trip(&organization, &vendor.text("change_plan.full")?, &["labels_added_later"]);
    assert_eq!(organization.plan, Plan::Business2025);
    assert_eq!(organization.id.as_ref(), ORGANIZATION);
    assert_eq!(organization.created_at.to_string(), "2023-02-28T23:59:59.999999Z");
    assert_eq!(organization.organization_plan.unwrap().plan, Some(Plan::Other("TEAM_2026".to_owned())));
    let minimal = call().await?;
    assert_eq!((minimal.plan, minimal.name.as_str()), (Plan::Free, ""));
    assert!(minimal.created_at.timestamp().is_none(), "it has no offset");

    sent(&line("POST", "changePlan"), Some(r#"{"plan":"BUSINESS_2025"}"#)).assert_pinned(&vendor, "change_plan", 2);
    assert_refused(&vendor, "change_plan", &WRITE, refusal, call).await;
    Ok(())
}

#[tokio::test]
async fn add_credit_code() -> TestResult {
    let vendor = Vendor::start("qovery").await?;
    let qovery = client(&vendor)?;
    let call = || qovery.add_credit_code(ORGANIZATION, OrganizationCreditCodeRequest::new().code("SPRING ☀"));

    vendor.answer(200, &[], "").answer_json(200, r#"{"unannounced":"body"}"#);
    let () = call().await?;
    let () = call().await?;

    sent(&line("POST", "creditCode"), Some(r#"{"code":"SPRING ☀"}"#)).assert_pinned(&vendor, "add_credit_code", 2);
    assert_refused(&vendor, "add_credit_code", &WRITE, refusal, call).await;
    Ok(())
}
