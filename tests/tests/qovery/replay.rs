//! Which operations are sent again when their answer is lost.

use qovery_billing::model::{OrganizationChangePlanRequest, OrganizationCreditCodeRequest};
use qovery_billing::{Client, Result};
use sdk_tests::{TestResult, Vendor, assert_sent_again, assert_sent_once};

use super::account::{billing_info, january};
use super::cards::card;
use super::{ORGANIZATION, OTHER};

fn retrying(vendor: &Vendor) -> Result<Client> {
    Client::builder().base_url(vendor.url()).credential("jwt.s3cret").build()
}

#[tokio::test]
async fn what_reads_or_sets_is_sent_again() -> TestResult {
    let vendor = Vendor::start("qovery").await?;
    let qovery = retrying(&vendor)?;
    let again = |file: &str| vendor.text(&format!("{file}.minimal"));
    assert_sent_again(&vendor, "{}", qovery.get_organization_billing_external_id(ORGANIZATION)).await;
    assert_sent_again(&vendor, "{}", qovery.get_organization_billing_info(ORGANIZATION)).await;
    assert_sent_again(&vendor, "{}", qovery.get_organization_billing_status(ORGANIZATION)).await;
    assert_sent_again(&vendor, "{}", qovery.get_organization_current_cost(ORGANIZATION)).await;
    assert_sent_again(&vendor, "{}", qovery.list_organization_credit_cards(ORGANIZATION)).await;
    assert_sent_again(&vendor, "{}", qovery.list_organization_invoice(ORGANIZATION)).await;
    let cost = again("get_cluster_current_cost")?;
    assert_sent_again(&vendor, &cost, qovery.get_cluster_current_cost(ORGANIZATION, OTHER)).await;
    let invoice = again("get_organization_invoice")?;
    assert_sent_again(&vendor, &invoice, qovery.get_organization_invoice(ORGANIZATION, OTHER)).await;
    let link = again("get_organization_invoice_pdf")?;
    assert_sent_again(&vendor, &link, qovery.get_organization_invoice_pdf(ORGANIZATION, OTHER)).await;

    assert_sent_again(&vendor, "{}", qovery.edit_organization_billing_info(ORGANIZATION, billing_info())).await;
    assert_sent_again(&vendor, "", qovery.delete_credit_card(ORGANIZATION, OTHER)).await;
    Ok(())
}

#[tokio::test]
async fn what_might_be_done_twice_is_not() -> TestResult {
    let vendor = Vendor::start("qovery").await?;
    let qovery = retrying(&vendor)?;
    assert_sent_once(&vendor, qovery.add_credit_card(ORGANIZATION, card())).await;
    let code = OrganizationCreditCodeRequest::new().code("SPRING");
    assert_sent_once(&vendor, qovery.add_credit_code(ORGANIZATION, code)).await;
    let plan = OrganizationChangePlanRequest::new().plan("TEAM_2025");
    assert_sent_once(&vendor, qovery.change_plan(ORGANIZATION, plan)).await;
    assert_sent_once(&vendor, qovery.generate_billing_usage_report(ORGANIZATION, january()?)).await;
    assert_sent_once(&vendor, qovery.organization_download_all_invoices(ORGANIZATION)).await;
    Ok(())
}
