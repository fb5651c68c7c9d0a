//! The operations on invoices.

use qovery_billing::model::{InvoiceStatus, ServiceType};
use sdk_tests::{TestResult, Vendor, assert_complete, assert_refused, assert_round_trip};

use super::{ORGANIZATION, OTHER, READ, client, line, refusal, sent};

#[tokio::test]
async fn list_organization_invoice() -> TestResult {
    let vendor = Vendor::start("qovery").await?;
    let qovery = client(&vendor)?;
    let call = || qovery.list_organization_invoice(ORGANIZATION);

    vendor.answer_both(200, "list_organization_invoice")?;
    let list = call().await?;
    assert_complete(&list);
    assert_round_trip(&list, &vendor.text("list_organization_invoice.full")?, &["period"]);
    let invoices = list.results.unwrap();
    assert_eq!(invoices[0].status, InvoiceStatus::Paid);
    assert_eq!(invoices[0].total.to_string(), "299.00");
    assert_eq!(invoices[1].status, InvoiceStatus::Other("WRITTEN_OFF".to_owned()));
    assert_eq!(call().await?.results, Some(vec![]));

    sent(&line("GET", "invoice"), None).assert_pinned(&vendor, "list_organization_invoice", 2);
    assert_refused(&vendor, "list_organization_invoice", &READ, refusal, call).await;
    Ok(())
}

#[tokio::test]
async fn get_organization_invoice() -> TestResult {
    let vendor = Vendor::start("qovery").await?;
    let qovery = client(&vendor)?;
    let call = || qovery.get_organization_invoice(ORGANIZATION, OTHER);

    vendor.answer_both(200, "get_organization_invoice")?;
    let invoice = call().await?;
    assert_complete(&invoice);
    assert_round_trip(&invoice, &vendor.text("get_organization_invoice.full")?, &["period"]);
    assert_eq!(invoice.status, InvoiceStatus::PaymentDue);
    assert_eq!(invoice.created_at.timestamp().unwrap().to_string(), "2026-04-01T00:00:00Z");
    let credit = call().await?;
    assert_eq!(credit.status, InvoiceStatus::Unknown);
    assert_eq!((credit.total.to_string().as_str(), credit.total_in_cents), ("-0.10", -10));

    sent(&line("GET", &format!("invoice/{OTHER}")), None).assert_pinned(&vendor, "get_organization_invoice", 2);
    assert_refused(&vendor, "get_organization_invoice", &READ, refusal, call).await;
    Ok(())
}

#[tokio::test]
async fn get_organization_invoice_pdf() -> TestResult {
    let vendor = Vendor::start("qovery").await?;
    let qovery = client(&vendor)?;
    let call = || qovery.get_organization_invoice_pdf(ORGANIZATION, OTHER);

    vendor.answer_both(200, "get_organization_invoice_pdf")?;
    let link = call().await?;
    assert_complete(&link);
    assert_round_trip(&link, &vendor.text("get_organization_invoice_pdf.full")?, &[]);
    assert_eq!(link.service_type, Some(ServiceType::Terraform));
    let minimal = call().await?;
    assert_eq!(minimal.url, "https://invoices.example.test/2026-04.pdf");
    assert!(minimal.service_id.is_none() && minimal.internal_port.is_none());

    sent(&line("GET", &format!("invoice/{OTHER}/download")), None).assert_pinned(
        &vendor,
        "get_organization_invoice_pdf",
        2,
    );
    assert_refused(&vendor, "get_organization_invoice_pdf", &READ, refusal, call).await;
    Ok(())
}

#[tokio::test]
async fn organization_download_all_invoices() -> TestResult {
    let vendor = Vendor::start("qovery").await?;
    let qovery = client(&vendor)?;
    let call = || qovery.organization_download_all_invoices(ORGANIZATION);

    vendor.answer(202, &[], "").answer(202, &[("x-request-id", "req-1")], "");
    let () = call().await?;
    let response = call().send().await?;
    assert_eq!((response.status().as_u16(), response.request_id()), (202, Some("req-1")));

    sent(&line("POST", "downloadInvoices"), None).assert_pinned(&vendor, "organization_download_all_invoices", 2);
    assert_refused(&vendor, "organization_download_all_invoices", &READ, refusal, call).await;
    Ok(())
}
