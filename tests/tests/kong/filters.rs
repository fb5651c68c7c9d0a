//! The list of customers: filters as bare values and with operators, order, pages.

use kong_openmeter::model::{CustomerFilter, StringFilterOperators, UlidFilterOperators};
use sdk_tests::{TestResult, Vendor, assert_complete, assert_round_trip};

use super::refusals::{OF_MANY, assert_refusals};
use super::{PROFILE, client, sent};

#[tokio::test]
async fn list_customers() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = client(&vendor)?;
    let filter = CustomerFilter::new()
        .key("acme & söhne/[1]")
        .name(StringFilterOperators::contains("ac=me"))
        .primary_email(StringFilterOperators::neq(""))
        .usage_attribution_subject_key(StringFilterOperators::ocontains("a,b"))
        .plan_key(StringFilterOperators::oeq("free,pro"))
        .billing_profile_id(PROFILE);
    let call = || kong.list_customers().sort("created_at desc").filter(filter.clone()).page_size(2).page_number(2);

    vendor.answer_both(200, "list_customers")?;
    let page = call().await?;
    assert_complete(&page.data[0]);
    assert_round_trip(&page, &vendor.text("list_customers.full")?, &[]);
    assert_eq!((page.meta.page.number, page.meta.page.size, page.meta.page.total), (2.0, 2.0, 5.0));
    assert_eq!(page.data[1].key, "a");
    assert!(call().await?.data.is_empty());

    let line = format!(
        "GET /v3/openmeter/customers?sort=created_at%20desc\
         &filter%5Bkey%5D=acme%20%26%20s%C3%B6hne%2F%5B1%5D&filter%5Bname%5D%5Bcontains%5D=ac%3Dme\
         &filter%5Bprimary_email%5D%5Bneq%5D=&filter%5Busage_attribution_subject_key%5D%5Bocontains%5D=a%2Cb\
         &filter%5Bplan_key%5D%5Boeq%5D=free%2Cpro&filter%5Bbilling_profile_id%5D={PROFILE}\
         &page%5Bsize%5D=2&page%5Bnumber%5D=2"
    );
    sent(&line, None).assert_pinned(&vendor, "list_customers", 2);
    assert_refusals(&vendor, "list_customers", &OF_MANY, call).await;
    Ok(())
}

/// The capability passes no page on.
#[tokio::test]
async fn list_customers_as_it_is_exposed() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = client(&vendor)?;
    let filter = CustomerFilter::new().key("acme & söhne/[1]").name(StringFilterOperators::contains("ac=me"));
    vendor.answer_file(200, "list_customers.full")?;
    kong.list_customers().sort("created_at desc").filter(filter).await?;

    let line = "GET /v3/openmeter/customers?sort=created_at%20desc\
                &filter%5Bkey%5D=acme%20%26%20s%C3%B6hne%2F%5B1%5D&filter%5Bname%5D%5Bcontains%5D=ac%3Dme";
    sent(line, None).assert_pinned(&vendor, "list_customers.exposed", 1);
    Ok(())
}

#[tokio::test]
async fn every_operator_has_its_place_in_the_query() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = client(&vendor)?;
    let name = |filter: StringFilterOperators| CustomerFilter::new().name(filter);
    let profile = |filter: UlidFilterOperators| CustomerFilter::new().billing_profile_id(filter);
    for (filter, query) in [
        (CustomerFilter::new(), None),
        (CustomerFilter::new().name("x"), Some("filter%5Bname%5D=x".to_owned())),
        (name(StringFilterOperators::eq("x")), Some("filter%5Bname%5D%5Beq%5D=x".to_owned())),
        (name(StringFilterOperators::contains("x")), Some("filter%5Bname%5D%5Bcontains%5D=x".to_owned())),
        (profile(UlidFilterOperators::eq(PROFILE)), Some(format!("filter%5Bbilling_profile_id%5D%5Beq%5D={PROFILE}"))),
        (
            profile(UlidFilterOperators::neq(PROFILE)),
            Some(format!("filter%5Bbilling_profile_id%5D%5Bneq%5D={PROFILE}")),
        ),
        (
            profile(UlidFilterOperators::oeq(format!("{PROFILE},{PROFILE}"))),
            Some(format!("filter%5Bbilling_profile_id%5D%5Boeq%5D={PROFILE}%2C{PROFILE}")),
        ),
    ] {
        vendor.answer_file(200, "list_customers.minimal")?;
        kong.list_customers().filter(filter).await?;
        let requests = vendor.requests();
        assert_eq!(requests[requests.len() - 1].query(), query.as_deref());
    }
    Ok(())
}
