//! Every operation against the stand-in that the example uses, one after the other.

use meterforge_stand_in::Qovery;
use qovery_billing::model::{OrganizationChangePlanRequest, OrganizationCreditCodeRequest, Plan};
use qovery_billing::{Client, credential};
use sdk_tests::TestResult;

use super::OTHER;
use super::account::{billing_info, january};
use super::cards::card;

const ORGANIZATION: &str = Qovery::ORGANIZATION;

async fn start() -> Result<(Qovery, Client), Box<dyn std::error::Error>> {
    let vendor = Qovery::start().await?;
    let token = credential::api_token(Qovery::API_KEY);
    let qovery = Client::builder().base_url(vendor.url()).credential(token).build()?;
    Ok((vendor, qovery))
}

#[tokio::test]
async fn costs_and_invoices_are_there() -> TestResult {
    let (_vendor, qovery) = start().await?;
    assert!(qovery.get_organization_billing_external_id(ORGANIZATION).await?.id.is_some());
    assert_eq!(qovery.get_organization_billing_status(ORGANIZATION).await?.is_valid, Some(false));
    let cost = qovery.get_organization_current_cost(ORGANIZATION).await?.cost.unwrap();
    assert_eq!(cost.total_in_cents, 61_150);
    assert_eq!(qovery.get_cluster_current_cost(ORGANIZATION, Qovery::CLUSTER).await?.max_cost_in_cents, Some(30_000));
    assert!(qovery.get_cluster_current_cost(ORGANIZATION, OTHER).await.unwrap_err().is_not_found());
    assert!(qovery.list_organization_invoice(OTHER).await.unwrap_err().is_not_found());

    let invoices = qovery.list_organization_invoice(ORGANIZATION).await?.results.unwrap();
    assert_eq!(invoices.len(), 2);
    let id = || invoices[0].id.clone();
    assert_eq!(qovery.get_organization_invoice(ORGANIZATION, id()).await?, invoices[0]);
    assert!(qovery.get_organization_invoice_pdf(ORGANIZATION, id()).await?.url.ends_with(".pdf"));
    qovery.organization_download_all_invoices(ORGANIZATION).await?;
    Ok(())
}

#[tokio::test]
async fn the_account_is_changed() -> TestResult {
    let (_vendor, qovery) = start().await?;
    let edited = qovery.edit_organization_billing_info(ORGANIZATION, billing_info()).await?;
    assert_eq!(qovery.get_organization_billing_info(ORGANIZATION).await?, edited);
    assert_eq!(edited.first_name.as_deref(), Some("Zoë"));

    let plan = OrganizationChangePlanRequest::new().plan("BUSINESS_2025");
    assert_eq!(qovery.change_plan(ORGANIZATION, plan).await?.plan, Plan::Business2025);
    assert_eq!(qovery.get_organization_current_cost(ORGANIZATION).await?.plan, Some(Plan::Business2025));

    let code = || OrganizationCreditCodeRequest::new().code("SPRING");
    qovery.add_credit_code(ORGANIZATION, code()).await?;
    let error = qovery.add_credit_code(ORGANIZATION, code()).await.unwrap_err();
    assert_eq!(error.vendor_message().as_deref(), Some("this credit code is already used"));

    assert!(qovery.generate_billing_usage_report(ORGANIZATION, january()?).await?.report_url.is_some());
    Ok(())
}

#[tokio::test]
async fn a_card_is_added_listed_and_deleted() -> TestResult {
    let (_vendor, qovery) = start().await?;
    let added = qovery.add_credit_card(ORGANIZATION, card()).await?;
    assert_eq!(added.last_digit, "4242");
    assert_eq!(qovery.list_organization_credit_cards(ORGANIZATION).await?.results, Some(vec![added.clone()]));
    qovery.delete_credit_card(ORGANIZATION, added.id.clone()).await?;
    assert!(qovery.delete_credit_card(ORGANIZATION, added.id).await.unwrap_err().is_not_found());
    Ok(())
}
