//! The operations on credit cards, whose numbers are secrets.

use qovery_billing::model::{CreditCardRequest, CreditCardRequestRequired};
use sdk_tests::{TestResult, Vendor, assert_complete, assert_refused, assert_round_trip};

use super::{ORGANIZATION, OTHER, READ, WRITE, client, line, refusal, sent};

pub(crate) fn card() -> CreditCardRequest {
    CreditCardRequest::new(CreditCardRequestRequired {
        number: "4242424242424242".into(),
        cvv: "987".into(),
        expiry_month: 6,
        expiry_year: 2029,
    })
}

#[tokio::test]
async fn list_organization_credit_cards() -> TestResult {
    let vendor = Vendor::start("qovery").await?;
    let qovery = client(&vendor)?;
    let call = || qovery.list_organization_credit_cards(ORGANIZATION);

    vendor.answer_both(200, "list_organization_credit_cards")?;
    let list = call().await?;
    assert_complete(&list);
    assert_round_trip(&list, &vendor.text("list_organization_credit_cards.full")?, &[]);
    let cards = list.results.unwrap();
    assert_eq!(cards[0].id.as_ref(), OTHER);
    assert_eq!(cards[0].last_digit, "0007");
    assert!(call().await?.results.is_none());

    sent(&line("GET", "creditCard"), None).assert_pinned(&vendor, "list_organization_credit_cards", 2);
    assert_refused(&vendor, "list_organization_credit_cards", &READ, refusal, call).await;
    Ok(())
}

#[tokio::test]
async fn add_credit_card() -> TestResult {
    let vendor = Vendor::start("qovery").await?;
    let qovery = client(&vendor)?;
    let call = || qovery.add_credit_card(ORGANIZATION, card().token("tok_é"));

    vendor.answer_both(201, "add_credit_card")?;
    let added = call().send().await?;
    assert_eq!(added.status().as_u16(), 201);
    let added = added.into_body();
    assert_complete(&added);
    assert_round_trip(&added, &vendor.text("add_credit_card.full")?, &["wallet"]);
    assert_eq!((added.expiry_month, added.expiry_year, added.is_expired), (6, 2029, false));
    assert!(call().await?.created_at.timestamp().is_none(), "it has no offset");

    let body = r#"{"number":"4242424242424242","cvv":"987","expiry_month":6,"expiry_year":2029,"token":"tok_é"}"#;
    sent(&line("POST", "creditCard"), Some(body)).assert_pinned(&vendor, "add_credit_card", 2);
    assert_refused(&vendor, "add_credit_card", &WRITE, refusal, call).await;
    Ok(())
}

#[tokio::test]
async fn a_card_is_never_shown() -> TestResult {
    let vendor = Vendor::start("qovery").await?;
    let qovery = client(&vendor)?;
    vendor.answer_json(400, r#"{"message":"declined"}"#);
    // Digits might stand in the port of the vendor as well.
    let card = CreditCardRequest::new(CreditCardRequestRequired {
        number: "number-to-hush".into(),
        cvv: "code-to-hush".into(),
        expiry_month: 6,
        expiry_year: 2029,
    });
    let shown_card = format!("{card:?}");
    let call = qovery.add_credit_card(ORGANIZATION, card);
    let shown_call = format!("{call:?}");
    let error = call.await.unwrap_err();
    for shown in [shown_card, shown_call, format!("{error:?}"), error.to_string()] {
        assert!(!shown.contains("to-hush"), "{shown}");
    }
    Ok(())
}

#[tokio::test]
async fn delete_credit_card() -> TestResult {
    let vendor = Vendor::start("qovery").await?;
    let qovery = client(&vendor)?;
    let call = || qovery.delete_credit_card(ORGANIZATION, OTHER);

    vendor.answer(204, &[], "").answer(200, &[], "");
    let () = call().await?;
    let () = call().await?;

    sent(&line("DELETE", &format!("creditCard/{OTHER}")), None).assert_pinned(&vendor, "delete_credit_card", 2);
    assert_refused(&vendor, "delete_credit_card", &READ, refusal, call).await;
    Ok(())
}

/// The first attempt deleted the card and its answer was lost; the second finds none.
#[tokio::test]
async fn a_repeated_delete_that_finds_nothing_says_so() -> TestResult {
    let vendor = Vendor::start("qovery").await?;
    let qovery = qovery_billing::Client::builder().base_url(vendor.url()).credential("jwt.s3cret").build()?;
    vendor.hang_up().answer_json(404, r#"{"message":"Resource not found"}"#);
    let error = qovery.delete_credit_card(ORGANIZATION, OTHER).await.unwrap_err();
    assert!(error.is_already_gone() && error.is_not_found(), "{error}");
    assert_eq!(error.attempts(), 2);
    Ok(())
}
