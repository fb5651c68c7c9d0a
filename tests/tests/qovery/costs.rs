//! What the organization and its clusters cost.

use qovery_billing::Decimal;
use qovery_billing::model::Plan;
use sdk_tests::{TestResult, Vendor, assert_complete, assert_refused, assert_round_trip};

use super::{ORGANIZATION, OTHER, READ, client, line, refusal, sent};

#[tokio::test]
async fn get_organization_current_cost() -> TestResult {
    let vendor = Vendor::start("qovery").await?;
    let qovery = client(&vendor)?;
    let call = || qovery.get_organization_current_cost(ORGANIZATION);

    vendor.answer_both(200, "get_organization_current_cost")?;
    let cost = call().await?;
    assert_complete(&cost);
    assert_round_trip(&cost, &vendor.text("get_organization_current_cost.full")?, &[]);
    assert_eq!(cost.plan, Some(Plan::EnterpriseYearly));
    assert_eq!(cost.remaining_trial_day, Some(0));
    let amount = cost.cost.unwrap();
    assert_eq!(amount.total_in_cents, 9_007_199_254_740_993);
    assert_eq!(amount.total.to_string(), "90071992547409.93");
    let minimal = call().await?;
    assert!(minimal.renewal_at.is_none() && minimal.cost.is_none());

    sent(&line("GET", "currentCost"), None).assert_pinned(&vendor, "get_organization_current_cost", 2);
    assert_refused(&vendor, "get_organization_current_cost", &READ, refusal, call).await;
    Ok(())
}

#[tokio::test]
async fn get_cluster_current_cost() -> TestResult {
    let vendor = Vendor::start("qovery").await?;
    let qovery = client(&vendor)?;
    let call = || qovery.get_cluster_current_cost(ORGANIZATION, OTHER);

    vendor.answer_both(200, "get_cluster_current_cost")?;
    let range = call().await?;
    assert_complete(&range);
    assert_round_trip(&range, &vendor.text("get_cluster_current_cost.full")?, &[]);
    assert_eq!(range.min_cost, Some(Decimal::from(150)));
    assert_eq!(range.max_cost.map(|cost| cost.to_string()).as_deref(), Some("300.010"));
    assert_eq!(range.max_cost_in_cents, Some(30_001));
    let minimal = call().await?;
    assert_eq!(minimal.currency_code, "EUR");
    assert!(minimal.max_cost.is_none());

    sent(&line("GET", &format!("cluster/{OTHER}/currentCost")), None).assert_pinned(
        &vendor,
        "get_cluster_current_cost",
        2,
    );
    assert_refused(&vendor, "get_cluster_current_cost", &READ, refusal, call).await;
    Ok(())
}
