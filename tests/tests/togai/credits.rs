//! The operations on credits.

use sdk_tests::{HOSTILE_ID, HOSTILE_SEGMENT, TestResult, Vendor, assert_complete, assert_refused, assert_round_trip};
use togai_billing::model::{
    CreditRequest, CreditRequestRequired, CreditStatus, GrantCreditRequest, GrantCreditResponse,
};
use togai_billing::{Date, Decimal};

use super::{STATUSES, client, refusal, sent};

#[tokio::test]
async fn list_credits() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = client(&vendor)?;
    let call = || togai.list_credits(HOSTILE_ID).id("creds.1/ü").status("ACTIVE").page_size(7).next_token("t&k=1");

    vendor.answer_both(200, "list_credits")?;
    let page = call().await?;
    assert_round_trip(&page, &vendor.text("list_credits.full")?, &["addedLater"]);
    assert_eq!(page.next_token.as_deref(), Some("t&k=1"));
    let full = &page.data[0];
    assert_complete(full);
    assert_eq!((full.id.as_ref(), full.account_id.as_ref()), ("creds.1/ü", "acc_1"));
    assert_eq!(full.status, CreditStatus::Consumed);
    assert_eq!(full.effective_until, Some(Date::constant(2028, 2, 29)));
    assert_eq!(full.credit_amount.unwrap().to_string(), "1000.00");
    assert_eq!(full.hold_amount.unwrap().to_string(), "0.000000000000000001");
    assert_eq!(full.consumed_amount, Some(Decimal::from(1000)));
    let odd = &page.data[1];
    assert_eq!(odd.status, CreditStatus::Other("SCHEDULED".to_owned()));
    assert_eq!((odd.priority, odd.credit_amount), (-1, None));
    assert!(call().await?.data.is_empty());

    let line = format!(
        "GET /credits?account_id={HOSTILE_SEGMENT}&nextToken=t%26k%3D1&pageSize=7&status=ACTIVE&id=creds.1%2F%C3%BC"
    );
    sent(&line, None).assert_pinned(&vendor, "list_credits", 2);
    assert_refused(&vendor, "list_credits", &STATUSES, refusal, call).await;
    Ok(())
}

pub(crate) fn credit(account: &str) -> CreditRequest {
    CreditRequest::new(CreditRequestRequired {
        account_id: account.into(),
        purpose: "Prepaid".to_owned(),
        effective_from: Date::constant(2026, 5, 19),
        priority: 1,
    })
}

#[tokio::test]
async fn grant_credit() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = client(&vendor)?;
    let full = credit("acc/1")
        .credit_amount(Decimal::new(9990, 2))
        .effective_until(Date::constant(2027, 5, 19))
        .applicable_entity_ids(["um.1"])
        .grantor_id("pp.1")
        .idempotency_key("mine");
    let call = || togai.grant_credit(GrantCreditRequest::new([full.clone(), credit("acc_2").idempotency_key("too")]));

    vendor.answer_both(200, "grant_credit")?;
    let answer = call().await?;
    assert_round_trip(&answer, &vendor.text("grant_credit.full")?, &[]);
    assert_complete(&answer);
    let GrantCreditResponse::CreatedCredits(granted) = answer else { panic!("{answer:?}") };
    assert_eq!(granted.credits[0].credit_amount.unwrap().to_string(), "99.90");
    assert_eq!(granted.credits[0].status, CreditStatus::Active);
    let GrantCreditResponse::CreatedCredits(minimal) = call().await? else { panic!("not the published shape") };
    assert!(minimal.credits.is_empty());

    let expected = concat!(
        r#"{"creditRequests":[{"accountId":"acc/1","purpose":"Prepaid","applicableEntityIds":["um.1"],"#,
        r#""effectiveFrom":"2026-05-19","effectiveUntil":"2027-05-19","creditAmount":99.90,"priority":1,"#,
        r#""grantorId":"pp.1","idempotencyKey":"mine"},"#,
        r#"{"accountId":"acc_2","purpose":"Prepaid","effectiveFrom":"2026-05-19","priority":1,"#,
        r#""idempotencyKey":"too"}]}"#
    );
    sent("POST /credits", Some(expected)).assert_pinned(&vendor, "grant_credit", 2);
    assert_refused(&vendor, "grant_credit", &STATUSES, refusal, call).await;
    Ok(())
}

/// The vendor's schema is an object, its example a list; and who knows what comes next.
#[tokio::test]
async fn granted_credits_come_in_any_shape() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = client(&vendor)?;
    let call = || togai.grant_credit(GrantCreditRequest::new([credit("acc_1")]));
    vendor.answer_json(200, "[]").answer_json(200, r#"{"granted":1}"#);
    assert_eq!(call().await?, GrantCreditResponse::List(vec![]));
    let GrantCreditResponse::Other(other) = call().await? else { panic!("it is no known shape") };
    assert_eq!(other["granted"], 1);
    Ok(())
}
