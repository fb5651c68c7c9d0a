//! The list of invoices.

use sdk_tests::{HOSTILE_ID, HOSTILE_SEGMENT, TestResult, Vendor, assert_complete, assert_refused, assert_round_trip};
use togai_billing::model::{FinalizingStatus, InvoiceClass, InvoiceStatus, InvoiceType};

use super::{client, refusal, sent};

#[tokio::test]
async fn list_invoices() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = client(&vendor)?;
    let call = || {
        togai
            .list_invoices(HOSTILE_ID)
            .end_time(1_779_177_600_000)
            .start_time(-1)
            .customer_id("cust/1")
            .status("DUE")
            .page_size(50)
            .next_token("t=1")
    };

    vendor.answer_both(200, "list_invoices")?;
    let page = call().await?;
    assert_round_trip(&page, &vendor.text("list_invoices.full")?.replace("\"7.50\"", "7.50"), &["addedLater"]);
    assert_eq!(page.next_token.as_deref(), Some("after/inv.2"));
    let full = &page.data[0];
    assert_complete(full);
    assert_eq!((full.id.as_ref(), full.owner_id.as_deref()), ("inv.1zYn/ü", Some("acc_1")));
    assert_eq!((&full.status, &full.invoice_class), (&InvoiceStatus::PartiallyPaid, &InvoiceClass::Billable));
    assert_eq!(full.invoice_type, InvoiceType::StandardAdvanced);
    assert_eq!(full.finalizing_status, Some(FinalizingStatus::Finalizing));
    assert_eq!(full.total_amount.to_string(), "12345678901234567890.12345678");
    assert_eq!(full.paid_amount.to_string(), "0.10");
    let details = full.invoice_details.as_ref().unwrap();
    assert_eq!(details.organization.as_ref().unwrap().business_name, "Seller & Co");
    assert_eq!(details.invoice_group.as_ref().unwrap().id.as_ref(), "ig_1");
    let odd = &page.data[1];
    assert_eq!(odd.status, InvoiceStatus::Other("WRITTEN_OFF".to_owned()));
    assert_eq!(odd.total_amount.to_string(), "-0.001");
    assert_eq!(odd.paid_amount.to_string(), "7.50", "a number in quotes is read too");
    assert!(call().await?.data.is_empty());

    // `account_id` of the method is `owner_id` on the wire.
    let line = format!(
        "GET /invoices?owner_id={HOSTILE_SEGMENT}&nextToken=t%3D1&pageSize=50&status=DUE&customer_id=cust%2F1\
         &start_time=-1&end_time=1779177600000"
    );
    sent(&line, None).assert_pinned(&vendor, "list_invoices", 2);
    assert_refused(&vendor, "list_invoices", &[400, 401, 403, 422, 429, 404, 500], refusal, call).await;
    Ok(())
}

#[tokio::test]
async fn the_account_alone_is_enough() -> TestResult {
    let vendor = Vendor::start("togai").await?;
    let togai = client(&vendor)?;
    vendor.answer_json(200, r#"{"data":[]}"#).answer_json(200, r#"{"data":[]}"#);
    togai.list_invoices("acc_1").await?;
    togai.list_credits("acc_1").await?;
    let requests = vendor.requests();
    assert_eq!(requests[0].target, "/invoices?owner_id=acc_1");
    assert_eq!(requests[1].target, "/credits?account_id=acc_1");
    Ok(())
}
