//! The operations on billing profiles, the deepest things there are.

use kong_openmeter::model::{
    Address, AnchoredAlignment, AppReference, BillingApps, BillingAppsRequired, BillingProfile, BillingWorkflow,
    ChargeAutomaticallySettings, CollectionAlignment, CollectionSettings, CreateBillingProfileRequest,
    CreateBillingProfileRequestRequired, InvoicingSettings, PaymentSettings, ProrationMode, RecurringPeriod,
    RecurringPeriodRequired, SendInvoiceSettings, Supplier, SupplierAddresses, SupplierTaxId, TaxBehavior,
    TaxCodeReference, TaxConfig, TaxSettings, UpsertBillingProfileRequest, UpsertBillingProfileRequestRequired,
};
use sdk_tests::{TestResult, Vendor, assert_complete, assert_round_trip};

use super::refusals::{OF_MANY, OF_ONE, assert_refusals};
use super::{PROFILE, client, sent};

const APP: &str = "01HV8K2M4N6P8Q0R2S4T6V8W0X";

/// The smallest profile that can be created.
pub(crate) fn new_profile() -> CreateBillingProfileRequest {
    let app = AppReference::new(APP);
    let apps = BillingAppsRequired { tax: app.clone(), invoicing: app.clone(), payment: app };
    CreateBillingProfileRequest::new(CreateBillingProfileRequestRequired {
        name: "n".to_owned(),
        supplier: Supplier::new(),
        workflow: BillingWorkflow::new(),
        apps: BillingApps::new(apps),
        default_: false,
    })
}

/// The smallest profile that another can be replaced by.
pub(crate) fn replacement() -> UpsertBillingProfileRequest {
    UpsertBillingProfileRequest::new(UpsertBillingProfileRequestRequired {
        name: "n".to_owned(),
        supplier: Supplier::new(),
        workflow: BillingWorkflow::new(),
        default_: true,
    })
}

/// The values of the file that the three operations on one profile share.
fn assert_full(profile: &BillingProfile) {
    assert_complete(profile);
    assert_eq!(profile.id.as_ref(), PROFILE);
    assert_eq!(profile.description.as_deref(), Some("EU customers — „net 30“"));
    assert_eq!(profile.deleted_at.as_ref().unwrap().to_string(), "2026-05-20T00:00:00.000000001Z");
    let supplier = &profile.supplier;
    assert_eq!(supplier.tax_id.as_ref().unwrap().code.as_deref(), Some("DE123456789"));
    assert_eq!(supplier.addresses.as_ref().unwrap().billing_address.city.as_deref(), Some("Berlin"));
    let workflow = &profile.workflow;
    assert_eq!(workflow.collection.as_ref().unwrap().interval.as_ref().unwrap().as_str(), "PT1H30M");
    let invoicing = workflow.invoicing.as_ref().unwrap();
    let draft = invoicing.draft_period.as_ref().unwrap().to_span().unwrap();
    assert_eq!((draft.get_days(), draft.get_hours()), (1, 12));
    assert_eq!(invoicing.auto_advance, Some(false));
    let tax = workflow.tax.as_ref().unwrap().default_tax_config.as_ref().unwrap();
    assert_eq!(tax.behavior, Some(TaxBehavior::Exclusive));
    assert_eq!(tax.tax_code.as_ref().unwrap().id.as_ref(), "7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
    assert_eq!(profile.apps.tax.id.as_ref(), APP);
    assert!(profile.default);
}

#[tokio::test]
async fn list_billing_profiles() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = client(&vendor)?;
    let call = || kong.list_billing_profiles().page_size(2).page_number(1);

    vendor.answer_both(200, "list_billing_profiles")?;
    let page = call().await?;
    assert_full(&page.data[0]);
    assert_round_trip(&page, &vendor.text("list_billing_profiles.full")?, &["links"]);
    assert_eq!(page.data[1].supplier, Supplier::new());
    assert_eq!(page.data[1].workflow, BillingWorkflow::new());
    let empty = call().await?;
    assert!(empty.data.is_empty());
    assert_eq!(empty.meta.page.size, 100.0);

    let line = "GET /v3/openmeter/profiles?page%5Bsize%5D=2&page%5Bnumber%5D=1";
    sent(line, None).assert_pinned(&vendor, "list_billing_profiles", 2);
    assert_refusals(&vendor, "list_billing_profiles", &OF_MANY, call).await;
    Ok(())
}

#[tokio::test]
async fn create_billing_profile() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = client(&vendor)?;
    let period = RecurringPeriodRequired { anchor: "2026-01-01T00:00:00Z".parse()?, interval: "P1M".parse()? };
    let supplier = Supplier::new()
        .name("Acme GmbH")
        .tax_id(SupplierTaxId::new().code("DE123456789"))
        .addresses(SupplierAddresses::new(Address::new().country("DE").city("Köln")));
    let tax = TaxConfig::new().behavior(TaxBehavior::Inclusive).tax_code(TaxCodeReference::new(PROFILE));
    let workflow = BillingWorkflow::new()
        .collection(
            CollectionSettings::new()
                .alignment(AnchoredAlignment::new(RecurringPeriod::new(period)))
                .interval("PT1H30M".parse::<kong_openmeter::IsoDuration>()?),
        )
        .invoicing(
            InvoicingSettings::new()
                .progressive_billing(false)
                .subscription_end_proration_mode(ProrationMode::BillFullPeriod),
        )
        .payment(SendInvoiceSettings::new().due_after("P30D".parse::<kong_openmeter::IsoDuration>()?))
        .tax(TaxSettings::new().enforced(true).default_tax_config(tax));
    let mut profile = new_profile().description("EU").labels([("env", "prod")]);
    (profile.supplier, profile.workflow) = (supplier, workflow);
    let call = || kong.create_billing_profile(profile.clone());

    vendor.answer_both(201, "create_billing_profile")?;
    let created = call().await?;
    assert_full(&created);
    assert_round_trip(&created, &vendor.text("create_billing_profile.full")?, &[]);
    assert!(!call().await?.default);

    let body = concat!(
        r#"{"name":"n","description":"EU","labels":{"env":"prod"},"supplier":{"name":"Acme GmbH","#,
        r#""tax_id":{"code":"DE123456789"},"addresses":{"billing_address":{"country":"DE","city":"Köln"}}},"#,
        r#""workflow":{"collection":{"alignment":{"type":"anchored","recurring_period":"#,
        r#"{"anchor":"2026-01-01T00:00:00Z","interval":"P1M"}},"interval":"PT1H30M"},"#,
        r#""invoicing":{"progressive_billing":false,"subscription_end_proration_mode":"bill_full_period"},"#,
        r#""payment":{"collection_method":"send_invoice","due_after":"P30D"},"tax":{"enforced":true,"#,
        r#""default_tax_config":{"behavior":"inclusive","tax_code":{"id":"01J9ZQ4XKD8M3B7V5T2R6N1C0E"}}}},"#,
        r#""apps":{"tax":{"id":"01HV8K2M4N6P8Q0R2S4T6V8W0X"},"invoicing":{"id":"01HV8K2M4N6P8Q0R2S4T6V8W0X"},"#,
        r#""payment":{"id":"01HV8K2M4N6P8Q0R2S4T6V8W0X"}},"default":false}"#
    );
    sent("POST /v3/openmeter/profiles", Some(body)).assert_pinned(&vendor, "create_billing_profile", 2);
    assert_refusals(&vendor, "create_billing_profile", &OF_MANY, call).await;
    Ok(())
}

#[tokio::test]
async fn get_billing_profile() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = client(&vendor)?;
    let call = || kong.get_billing_profile(PROFILE);

    vendor.answer_both(200, "get_billing_profile")?;
    let profile = call().await?;
    assert_full(&profile);
    assert_round_trip(&profile, &vendor.text("get_billing_profile.full")?, &[]);
    let workflow = call().await?.workflow;
    assert!(workflow.collection.is_none() && workflow.payment.is_none());
    assert_eq!(workflow.tax.unwrap().default_tax_config, Some(TaxConfig::new()));

    sent(&format!("GET /v3/openmeter/profiles/{PROFILE}"), None).assert_pinned(&vendor, "get_billing_profile", 2);
    assert_refusals(&vendor, "get_billing_profile", &OF_ONE, call).await;
    Ok(())
}

#[tokio::test]
async fn update_billing_profile() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = client(&vendor)?;
    let mut profile = replacement();
    profile.workflow = BillingWorkflow::new().payment(ChargeAutomaticallySettings::new());
    let call = || kong.update_billing_profile(PROFILE, profile.clone());

    vendor.answer_both(200, "update_billing_profile")?;
    let stored = call().await?;
    assert_full(&stored);
    assert_round_trip(&stored, &vendor.text("update_billing_profile.full")?, &[]);
    assert!(matches!(stored.workflow.payment, Some(PaymentSettings::Other(_))));
    let collection = stored.workflow.collection.unwrap();
    assert!(matches!(collection.alignment, Some(CollectionAlignment::Other(_))));
    let proration = stored.workflow.invoicing.unwrap().subscription_end_proration_mode;
    assert_eq!(proration, Some(ProrationMode::Other("bill_half".to_owned())));
    assert_eq!(call().await?.name, "x");

    let body = concat!(
        r#"{"name":"n","supplier":{},"workflow":{"payment":{"collection_method":"charge_automatically"}},"#,
        r#""default":true}"#
    );
    sent(&format!("PUT /v3/openmeter/profiles/{PROFILE}"), Some(body)).assert_pinned(
        &vendor,
        "update_billing_profile",
        2,
    );
    assert_refusals(&vendor, "update_billing_profile", &OF_ONE, call).await;
    Ok(())
}

#[tokio::test]
async fn delete_billing_profile() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = client(&vendor)?;
    let call = || kong.delete_billing_profile(PROFILE);

    vendor.answer(204, &[], "");
    call().await?;
    sent(&format!("DELETE /v3/openmeter/profiles/{PROFILE}"), None).assert_pinned(&vendor, "delete_billing_profile", 1);
    assert_refusals(&vendor, "delete_billing_profile", &OF_ONE, call).await;
    Ok(())
}
