//! The operations on customers.

use sdk_tests::{HOSTILE_ID, HOSTILE_SEGMENT, TestResult, Vendor, assert_complete, assert_refused, assert_round_trip};
use togai_billing::model::{
    Address, CreateAccountRequest, CreateAccountRequestRequired, CreateCustomerRequest, CreateCustomerRequestRequired,
    Customer, CustomerStatus, EntitySetting, EntitySettingRequired, NewAccountStatus, SettingDataType, SortOrder,
};

use super::{STATUSES, client, refusal, sent};

/// The values of the file that both reading operations share.
fn assert_full(customer: &Customer) {
    assert_complete(customer);
    assert_eq!(customer.id.as_ref(), "cust/ü#1");
    assert_eq!(customer.togai_customer_id.as_ref(), "customer.1zYnCiM9Bpg.lv25y");
    assert_eq!(customer.name, "Größe & Söhne „GmbH“");
    assert_eq!(customer.billing_address, "Hauptstraße 1\n80331 München\nDE");
    assert_eq!(customer.address.postal_code.as_deref(), Some("80331"));
    assert_eq!(customer.address.line2.as_deref(), Some(""));
    assert_eq!(customer.created_at.timestamp().unwrap().to_string(), "2026-01-31T23:59:59.999Z");
    assert_eq!(customer.updated_at.to_string(), "2026-02-01T01:29:59.5+05:30");
}

#[tokio::test]
async fn list_customers() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = client(&vendor)?;
    let call = || togai.list_customers().page_size(50).next_token("a+b/c==&d=\"ü\"");

    vendor.answer_both(200, "list_customers")?;
    let page = call().await?;
    assert_round_trip(&page, &vendor.text("list_customers.full")?, &["addedLater"]);
    assert_eq!(page.next_token.as_deref(), Some("eyJsYXN0Ijoi/+=&\"ü\"In0="));
    let context = page.context.unwrap();
    assert_eq!((context.page_size, context.sort_order), (Some(2), Some(SortOrder::Desc)));
    let customers = page.data.unwrap();
    assert_full(&customers[0]);
    assert_eq!(customers[0].status, CustomerStatus::Active);
    assert_eq!(customers[1].status, CustomerStatus::Other("SUSPENDED".to_owned()));
    assert!(customers[1].address.line2.is_none());
    assert!(call().await?.data.is_none());

    let line = "GET /customers?nextToken=a%2Bb%2Fc%3D%3D%26d%3D%22%C3%BC%22&pageSize=50";
    sent(line, None).assert_pinned(&vendor, "list_customers", 2);
    assert_refused(&vendor, "list_customers", &STATUSES, refusal, call).await;
    Ok(())
}

#[tokio::test]
async fn get_customer() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = client(&vendor)?;
    let call = || togai.get_customer(HOSTILE_ID);

    vendor.answer_both(200, "get_customer")?;
    let customer = call().await?;
    assert_round_trip(&customer, &vendor.text("get_customer.full")?, &["addedLater"]);
    assert_full(&customer);
    assert_eq!(customer.status, CustomerStatus::Archived);
    let minimal = call().await?;
    assert_round_trip(&minimal, &vendor.text("get_customer.minimal")?, &[]);
    assert_eq!(minimal.status.as_str(), "");
    assert!(minimal.created_at.timestamp().is_none(), "it has no offset");

    sent(&format!("GET /customers/{HOSTILE_SEGMENT}"), None).assert_pinned(&vendor, "get_customer", 2);
    assert_refused(&vendor, "get_customer", &STATUSES, refusal, call).await;
    Ok(())
}

pub(crate) fn customer() -> CreateCustomerRequest {
    CreateCustomerRequest::new(CreateCustomerRequestRequired {
        id: "cust/ü#1".into(),
        name: "Größe & Söhne".to_owned(),
        primary_email: "billing@example.com".to_owned(),
        address: Address::new().city("München").country("DE"),
    })
}

#[tokio::test]
async fn create_customer() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = client(&vendor)?;
    let setting = EntitySetting::new(EntitySettingRequired {
        id: "set_1".to_owned(),
        value: "\"EUR\"".to_owned(),
        namespace: "USER".to_owned(),
        name: "Currency".to_owned(),
        data_type: SettingDataType::Json,
    });
    let account = CreateAccountRequest::new(CreateAccountRequestRequired {
        id: "acc_1".into(),
        name: "First account".to_owned(),
    });
    let call = || {
        let account = account.clone().invoice_currency("EUR").status(NewAccountStatus::Draft);
        togai.create_customer(customer().settings([setting.clone()]).account(account))
    };

    vendor.answer_both(201, "create_customer")?;
    let created = call().await?;
    assert_round_trip(&created, &vendor.text("create_customer.full")?, &[]);
    assert_complete(&created);
    let settings = created.settings.unwrap();
    assert_eq!(settings[0].data_type, SettingDataType::JsonLogic);
    assert_eq!(settings[1].data_type, SettingDataType::Other("BYTES".to_owned()));
    let first = created.account.unwrap();
    assert_eq!(first.net_term_days, Some(0));
    assert_eq!(first.invoice_group_details.unwrap().id.as_ref(), "ig_1");
    assert_eq!(first.metadata.unwrap()[""], "empty key");
    let minimal = call().await?;
    assert_round_trip(&minimal, &vendor.text("create_customer.minimal")?, &[]);
    assert!(minimal.account.is_none());

    let expected = concat!(
        r#"{"id":"cust/ü#1","name":"Größe & Söhne","primaryEmail":"billing@example.com","#,
        r#""address":{"city":"München","country":"DE"},"#,
        r#""settings":[{"id":"set_1","value":"\"EUR\"","namespace":"USER","name":"Currency","dataType":"JSON"}],"#,
        r#""account":{"id":"acc_1","name":"First account","invoiceCurrency":"EUR","status":"DRAFT"}}"#
    );
    sent("POST /customers", Some(expected)).assert_pinned(&vendor, "create_customer", 2);
    assert_refused(&vendor, "create_customer", &STATUSES, refusal, call).await;
    Ok(())
}
