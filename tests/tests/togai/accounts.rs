//! The operations on accounts, at the addresses of the first published version.

use sdk_tests::{HOSTILE_ID, HOSTILE_SEGMENT, TestResult, Vendor, assert_complete, assert_refused, assert_round_trip};
use togai_billing::model::{
    AccountStatus, Address, CreateAccountAliasRequest, CreateAccountRequest, CreateAccountRequestRequired, SortOrder,
};

use super::{STATUSES, client, refusal, sent};

#[tokio::test]
async fn list_accounts() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = client(&vendor)?;
    let call = || togai.list_accounts(HOSTILE_ID).page_size(1).next_token("t&1");

    vendor.answer_both(200, "list_accounts")?;
    let page = call().await?;
    assert_round_trip(&page, &vendor.text("list_accounts.full")?, &[]);
    assert_eq!(page.context.unwrap().sort_order, Some(SortOrder::Asc));
    let accounts = page.data.unwrap();
    let full = &accounts[0];
    assert_complete(full);
    assert_eq!(full.id.as_ref(), "acc 1/ü");
    assert_eq!(full.status, AccountStatus::Archived);
    assert_eq!(full.net_term_days, Some(2_147_483_647));
    assert_eq!(full.aliases.as_ref().unwrap()[1].status.as_deref(), Some("INACTIVE"));
    let group = full.invoice_group_details.as_ref().unwrap();
    assert_eq!((group.id.as_ref(), group.net_term_days), ("ig/1", Some(30)));
    assert_eq!(full.metadata.as_ref().unwrap()["GSTN"], "22AAAAA0000A1Z5");
    let sparse = &accounts[1];
    assert_eq!(sparse.status, AccountStatus::Other("ON_HOLD".to_owned()));
    assert!(sparse.settings.is_none() && sparse.aliases.as_ref().unwrap()[0].alias.is_none());
    assert_eq!(call().await?.data, Some(vec![]));

    let line = format!("GET /customers/{HOSTILE_SEGMENT}/accounts?nextToken=t%261&pageSize=1");
    sent(&line, None).assert_pinned(&vendor, "list_accounts", 2);
    assert_refused(&vendor, "list_accounts", &STATUSES, refusal, call).await;
    Ok(())
}

#[tokio::test]
async fn create_account() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = client(&vendor)?;
    let alias = CreateAccountAliasRequest::new("old name")
        .effective_until("2026-06-01T00:00:00".parse::<togai_billing::DateTime>()?);
    let required = CreateAccountRequestRequired { id: "acc 1/ü".into(), name: "First account".to_owned() };
    let body = CreateAccountRequest::new(required)
        .tags(["a", "b"])
        .net_term_days(45)
        .metadata([("note", "\0 and 🧾")])
        .address(Address::new().city("東京"))
        .account_aliases([alias])
        .aliases(["alias-1"])
        .primary_email("first@example.com");
    let call = || togai.create_account(HOSTILE_ID, body.clone());

    vendor.answer_both(201, "create_account")?;
    let account = call().await?;
    assert_round_trip(&account, &vendor.text("create_account.full")?, &[]);
    assert_complete(&account);
    assert_eq!(account.customer_id.as_ref(), HOSTILE_ID);
    assert_eq!(account.address.unwrap().city.as_deref(), Some("東京"));
    let minimal = call().await?;
    assert_round_trip(&minimal, &vendor.text("create_account.minimal")?, &[]);
    assert_eq!(minimal.status, AccountStatus::Draft);

    let expected = concat!(
        r#"{"id":"acc 1/ü","name":"First account","aliases":["alias-1"],"#,
        r#""accountAliases":[{"value":"old name","effectiveUntil":"2026-06-01T00:00:00"}],"#,
        r#""address":{"city":"東京"},"primaryEmail":"first@example.com","netTermDays":45,"#,
        r#""metadata":{"note":"\u0000 and 🧾"},"tags":["a","b"]}"#
    );
    sent(&format!("POST /customers/{HOSTILE_SEGMENT}/accounts"), Some(expected)).assert_pinned(
        &vendor,
        "create_account",
        2,
    );
    assert_refused(&vendor, "create_account", &STATUSES, refusal, call).await;
    Ok(())
}
