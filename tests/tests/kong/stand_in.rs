//! Every operation against the stand-in that the example uses, one after the other.

use futures::TryStreamExt;
use kong_openmeter::model::{
    BillingProfileReference, CheckoutOptions, CheckoutUiMode, CreateCheckoutSessionRequest, CreateCustomerRequest,
    CreateCustomerRequestRequired, CreatePortalSessionRequest, CustomerFilter, InvalidParameter, PortalOptions,
    StringFilterOperators, StripeCustomerData, UpsertAppCustomerDataRequest, UpsertCustomerBillingDataRequest,
    UpsertCustomerRequest, UsageAttribution,
};
use kong_openmeter::{Client, Error, ErrorBody};
use meterforge_stand_in::Kong;
use sdk_tests::TestResult;

use super::profiles::{new_profile, replacement};

async fn start() -> Result<(Kong, Client), Box<dyn std::error::Error>> {
    let vendor = Kong::start().await?;
    let kong = Client::builder().base_url(vendor.url()).credential(Kong::API_KEY).build()?;
    Ok((vendor, kong))
}

fn customer(name: &str, key: &str) -> CreateCustomerRequest {
    CreateCustomerRequest::new(CreateCustomerRequestRequired { name: name.to_owned(), key: key.to_owned() })
}

/// The shapes of what is invalid, by field.
fn invalid(error: &Error) -> Vec<(String, &'static str)> {
    let Some(ErrorBody::BadRequestProblem(problem)) = ErrorBody::of(error) else { panic!("{error:?}") };
    let shape = |parameter: InvalidParameter| match parameter {
        InvalidParameter::Standard(parameter) => (parameter.field, "standard"),
        InvalidParameter::MinimumLength(parameter) => (parameter.field, "minimum"),
        InvalidParameter::MaximumLength(parameter) => (parameter.field, "maximum"),
        InvalidParameter::ChoiceItem(parameter) => (parameter.field, "choice"),
        InvalidParameter::DependentItem(parameter) => (parameter.field, "dependent"),
        other => panic!("{other:?}"),
    };
    problem.invalid_parameters.into_iter().map(shape).collect()
}

#[tokio::test]
async fn customers_are_created_filtered_sorted_replaced_and_deleted() -> TestResult {
    let (_vendor, kong) = start().await?;
    for (name, key) in [("Beta", "b"), ("acme", "a"), ("Gamma", "c/ü")] {
        let attribution = UsageAttribution::new([format!("subject-{key}")]);
        kong.create_customer(customer(name, key).usage_attribution(attribution)).await?;
    }
    let names = async |filter: CustomerFilter, sort: &str| -> Result<Vec<String>, Error> {
        let customers = kong.list_customers().filter(filter).sort(sort).page_size(1).items();
        customers.map_ok(|customer| customer.name).try_collect().await
    };
    let filter = CustomerFilter::new;
    assert_eq!(names(filter(), "name").await?, ["acme", "Beta", "Gamma"]);
    assert_eq!(names(filter(), "created_at desc").await?, ["Gamma", "acme", "Beta"]);
    assert_eq!(names(filter().key("c/ü"), "id").await?, ["Gamma"]);
    assert_eq!(names(filter().name(StringFilterOperators::contains("m")), "name").await?, ["acme", "Gamma"]);
    assert_eq!(names(filter().key(StringFilterOperators::neq("a")), "name desc").await?, ["Gamma", "Beta"]);
    assert_eq!(names(filter().key(StringFilterOperators::oeq("a,b")).name("Beta"), "name").await?, ["Beta"]);
    let subject = StringFilterOperators::ocontains("t-a,t-c");
    assert_eq!(names(filter().usage_attribution_subject_key(subject), "name").await?, ["acme", "Gamma"]);
    assert!(names(filter().plan_key("pro"), "name").await?.is_empty());

    let id = kong.list_customers().filter(filter().key("a")).await?.data.remove(0).id;
    let replaced = kong.upsert_customer(id.clone(), UpsertCustomerRequest::new("Acme, Inc.")).await?;
    assert_eq!((replaced.key.as_str(), replaced.usage_attribution), ("a", None));
    assert_eq!(kong.get_customer(id.clone()).await?.name, "Acme, Inc.");
    kong.delete_customer(id.clone()).await?;
    assert!(kong.get_customer(id.clone()).await.unwrap_err().is_not_found());
    let error = kong.upsert_customer(id.clone(), UpsertCustomerRequest::new("x")).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(410));
    assert!(matches!(ErrorBody::of(&error), Some(ErrorBody::Problem(problem)) if problem.title == "Gone"));
    Ok(())
}

#[tokio::test]
async fn profiles_bill_customers_and_stripe_collects() -> TestResult {
    let (_vendor, kong) = start().await?;
    let profile = kong.create_billing_profile(new_profile()).await?;
    let other = kong.create_billing_profile(new_profile()).await?;
    assert!(kong.update_billing_profile(other.id.clone(), replacement()).await?.default);
    assert!(kong.get_billing_profile(other.id.clone()).await?.default);
    assert_eq!(kong.list_billing_profiles().items().try_collect::<Vec<_>>().await?.len(), 2);

    let id = kong.create_customer(customer("Acme", "a")).await?.id;
    let reference = BillingProfileReference::new(profile.id.clone());
    let billing = UpsertCustomerBillingDataRequest::new().billing_profile(reference.clone());
    kong.update_customer_billing(id.clone(), billing).await?;
    let filter = CustomerFilter::new().billing_profile_id(profile.id.to_string());
    assert_eq!(kong.list_customers().filter(filter).await?.data.len(), 1);
    assert_eq!(invalid(&kong.delete_billing_profile(profile.id).await.unwrap_err())[0].0, "id");
    assert_eq!(invalid(&kong.delete_billing_profile(other.id).await.unwrap_err())[0].0, "id");
    let unused = kong.create_billing_profile(new_profile()).await?.id;
    kong.delete_billing_profile(unused.clone()).await?;
    assert!(kong.delete_billing_profile(unused).await.unwrap_err().is_not_found());

    let portal = || CreatePortalSessionRequest::new(PortalOptions::new().locale("de"));
    let error = kong.create_customer_stripe_portal_session(id.clone(), portal()).await.unwrap_err();
    assert_eq!(invalid(&error), [("customerId".to_owned(), "standard")]);
    let data = UpsertAppCustomerDataRequest::new().stripe(StripeCustomerData::new().customer_id("cus_7"));
    kong.update_customer_billing_app_data(id.clone(), data).await?;
    assert_eq!(kong.create_customer_stripe_portal_session(id.clone(), portal()).await?.locale, "de");
    let billing = kong.get_customer_billing(id.clone()).await?;
    assert_eq!(billing.billing_profile, Some(reference));

    let checkout =
        |options| kong.create_customer_stripe_checkout_session(id.clone(), CreateCheckoutSessionRequest::new(options));
    let hosted = checkout(CheckoutOptions::new().currency("EUR")).await?;
    assert!(hosted.url.is_some() && hosted.client_secret.is_none());
    assert_eq!(hosted.stripe_customer_id.as_ref(), "cus_7");
    let embedded = CheckoutOptions::new().ui_mode(CheckoutUiMode::Embedded);
    assert_eq!(invalid(&checkout(embedded.clone()).await.unwrap_err())[0].1, "dependent");
    assert!(checkout(embedded.return_url("https://acme.example/")).await?.client_secret.is_some());
    assert_eq!(invalid(&checkout(CheckoutOptions::new().ui_mode("popup")).await.unwrap_err())[0].1, "choice");
    Ok(())
}

#[tokio::test]
async fn what_is_invalid_is_named() -> TestResult {
    let (_vendor, kong) = start().await?;
    let error = kong.create_customer(customer("", &"k".repeat(257)).currency("EURO")).await.unwrap_err();
    let expected = [("name", "minimum"), ("currency", "maximum"), ("key", "maximum")];
    assert_eq!(invalid(&error), expected.map(|(field, shape)| (field.to_owned(), shape)));
    assert_eq!(error.vendor_message().as_deref(), Some("Some parameters are invalid"));
    kong.create_customer(customer("Acme", "a")).await?;
    let error = kong.create_customer(customer("Acme", "a")).await.unwrap_err();
    assert_eq!(invalid(&error), [("key".to_owned(), "standard")]);

    for (error, field, shape) in [
        (kong.list_customers().sort("age").await.unwrap_err(), "sort", "choice"),
        (kong.list_customers().page_number(0).await.unwrap_err(), "page[number]", "minimum"),
        (kong.list_billing_profiles().page_size(-1).await.unwrap_err(), "page[size]", "standard"),
    ] {
        assert_eq!(invalid(&error), [(field.to_owned(), shape)]);
    }
    Ok(())
}

#[tokio::test]
async fn tokens_decide_what_may_be_done() -> TestResult {
    let vendor = Kong::start().await?;
    let with = |token: &str| Client::builder().base_url(vendor.url()).credential(token).build();
    let error = with("wrong")?.list_customers().await.unwrap_err();
    assert!(error.is_unauthenticated(), "{error}");
    assert_eq!(error.vendor_message().as_deref(), Some("Invalid credentials"));
    let reader = with(Kong::READER_KEY)?;
    assert!(reader.list_customers().await?.data.is_empty());
    let error = reader.create_customer(customer("Acme", "a")).await.unwrap_err();
    assert!(error.is_forbidden(), "{error}");
    assert!(matches!(ErrorBody::of(&error), Some(ErrorBody::Problem(problem)) if problem.status == 403));
    Ok(())
}
