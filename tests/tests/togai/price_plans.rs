//! The operations on price plans: the deepest bodies there are, read and sent.

use sdk_tests::{TestResult, Vendor, assert_complete, assert_refused, assert_round_trip};
use togai_billing::Decimal;
use togai_billing::model::{
    CreatePricePlanDetails, CreatePricePlanRequest, CurrencyRateValue, MinimumCommitment, PricePlanDetails,
    PricePlanStatus, PricePlanType, PriceType, PricingCycleConfig, PricingCycleInterval, PricingModel, RatePlan,
    RateValue, Slab, SlabRate, SlabRateRequired, SlabRequired, UsageRateCard,
};

use super::{STATUSES, client, refusal, sent};

/// The values of the details that both operations share.
fn assert_full(details: &PricePlanDetails) {
    let cycle = details.pricing_cycle_config.as_ref().unwrap();
    assert_eq!(cycle.interval, PricingCycleInterval::HalfYearly);
    assert_eq!(cycle.start_offset.as_ref().unwrap().day_offset, "LAST");
    let usage = &details.usage_rate_cards.as_ref().unwrap()[0];
    assert_eq!(usage.rate_plan.slabs[1].start_after.to_string(), "1000.5");
    assert_eq!(usage.rate_values[0].slab_rates[0].rate.to_string(), "0.000001");
    assert_eq!(usage.rate_values[0].rate_config.as_ref().unwrap()["maximumRate"], "10");
    let fee = &details.fixed_fee_rate_cards.as_ref().unwrap()[0];
    assert_eq!(fee.rate_values[0].rate, Decimal::from(9_007_199_254_740_993_i64));
    let license = &details.license_rate_cards.as_ref().unwrap()[0];
    assert_eq!(license.config.as_ref().unwrap().max_quantity, Some(i64::MAX));
    let feature = &details.billing_entitlement_rate_cards.as_ref().unwrap()[0].feature_configs[0];
    assert_eq!(feature.effective_until.to_string(), "P1Y2M3DT4H5M6.7S");
    assert_eq!(feature.feature_credit_limit.to_string(), "100.0");
    let least = details.minimum_commitment.as_ref().unwrap();
    assert_eq!(least.rate_values[0].rate.to_string(), "49.90");
    let credits = &details.credit_grant_rate_cards.as_ref().unwrap()[0];
    assert_eq!(credits.grant_details.expiry_duration.as_ref().unwrap().to_string(), "P90D");
    let slab = &credits.rate_details.currency_slab_rate_details[0].slab_details[0];
    assert_eq!(slab.slab_rate_config.as_ref().unwrap()["c"], "d");
    assert_eq!((details.r#type.as_ref(), details.deferred_revenue), (Some(&PricePlanType::Purchase), Some(true)));
}

#[tokio::test]
async fn list_price_plans() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = client(&vendor)?;
    let call = || togai.list_price_plans().page_size(2).next_token("p 1");

    vendor.answer_both(200, "list_price_plans")?;
    let page = call().await?;
    assert_round_trip(&page, &vendor.text("list_price_plans.full")?, &["addedLater"]);
    let full = &page.data[0];
    assert_complete(full);
    assert_full(&full.price_plan_details);
    assert_eq!((full.id.as_ref(), full.usage_meters[0].as_ref()), ("pp.1", "um.1"));
    let rule = &full.pricing_rules.as_ref().unwrap()[0];
    assert_eq!(rule.action.metadata.as_ref().unwrap()["label"], "Rabatt");
    let odd = &page.data[1];
    assert_eq!(odd.status, PricePlanStatus::Other("RETIRED".to_owned()));
    assert_eq!(odd.r#type, PricePlanType::Other("TRIAL".to_owned()));
    assert!(odd.price_plan_details.minimum_commitment.is_none());
    assert!(call().await?.data.is_empty());

    sent("GET /price_plans?nextToken=p%201&pageSize=2", None).assert_pinned(&vendor, "list_price_plans", 2);
    assert_refused(&vendor, "list_price_plans", &STATUSES, refusal, call).await;
    Ok(())
}

pub(crate) fn details() -> CreatePricePlanDetails {
    let slab = |order, start_after| Slab::new(SlabRequired { order, start_after, price_type: PriceType::PerUnit });
    let rate = |order, rate| SlabRate::new(SlabRateRequired { order, rate });
    let rate_plan = RatePlan::new(PricingModel::Tiered, [slab(1, Decimal::ZERO), slab(2, Decimal::new(10005, 1))]);
    let rates = RateValue::new("USD", [rate(1, Decimal::new(10, 2)), rate(2, Decimal::new(1, 6))]);
    CreatePricePlanDetails::new(["USD"])
        .pricing_cycle_config(PricingCycleConfig::new(PricingCycleInterval::Monthly, 3).anniversary_cycle(true))
        .usage_rate_cards([UsageRateCard::new("um.1", rate_plan, [rates]).display_name("Rides")])
        .minimum_commitment(MinimumCommitment::new("Least", [CurrencyRateValue::new("USD", Decimal::new(4990, 2))]))
}

/// A plan as it is sent.
pub(crate) const PRICE_PLAN: &str = concat!(
    r#"{"name":"Rides – Pro","type":"BILLING","pricePlanDetails":{"#,
    r#""pricingCycleConfig":{"interval":"MONTHLY","gracePeriod":3,"anniversaryCycle":true},"#,
    r#""supportedCurrencies":["USD"],"usageRateCards":[{"displayName":"Rides","usageMeterId":"um.1","#,
    r#""ratePlan":{"pricingModel":"TIERED","slabs":[{"order":1,"startAfter":0,"priceType":"PER_UNIT"},"#,
    r#"{"order":2,"startAfter":1000.5,"priceType":"PER_UNIT"}]},"#,
    r#""rateValues":[{"currency":"USD","slabRates":[{"order":1,"rate":0.10},{"order":2,"rate":0.000001}]}]}],"#,
    r#""minimumCommitment":{"displayName":"Least","rateValues":[{"currency":"USD","rate":49.90}]}}}"#
);

#[tokio::test]
async fn create_price_plan() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = client(&vendor)?;
    let body = CreatePricePlanRequest::new("Rides – Pro", details()).r#type(PricePlanType::Billing);
    let call = || togai.create_price_plan(body.clone()).dry_run(true);

    vendor.answer_both(200, "create_price_plan")?;
    let plan = call().await?;
    assert_round_trip(&plan, &vendor.text("create_price_plan.full")?, &[]);
    assert_complete(&plan);
    assert_full(plan.pricing_schedule[0].price_plan_details.as_ref().unwrap());
    assert_eq!(plan.pricing_schedule[0].end_date.timestamp().unwrap().to_string(), "9999-01-01T00:00:00Z");
    let minimal = call().await?;
    assert_round_trip(&minimal, &vendor.text("create_price_plan.minimal")?, &[]);
    assert_eq!(minimal.status, PricePlanStatus::Other("PENDING".to_owned()));

    sent("POST /price_plans?dry_run=true", Some(PRICE_PLAN)).assert_pinned(&vendor, "create_price_plan", 2);
    assert_refused(&vendor, "create_price_plan", &STATUSES, refusal, call).await;
    Ok(())
}
