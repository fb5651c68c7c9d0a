//! Tags, the webhook, invoices.

use meterforge_runtime::{Result, codegen_v1 as rt};

use super::context;
use crate::model::{Invoice, Webhook};

#[derive(Clone, Debug)]
pub(crate) struct ListTags {
    pub(crate) context: rt::CallContext,
}

impl rt::Call for ListTags {
    type Output = Vec<String>;

    const OPERATION: rt::Operation = rt::Operation::new("list_tags", rt::Method::GET, "/tags", rt::ReplaySafety::Safe);

    context!();

    fn request(&self) -> Result<rt::Request> {
        rt::Request::new(&Self::OPERATION).build()
    }

    fn decode(answer: &rt::Answer) -> Result<Self::Output, rt::DecodeError> {
        answer.json_or_default()
    }
}

#[derive(Clone, Debug)]
pub(crate) struct SetWebhook {
    pub(crate) context: rt::CallContext,
    pub(crate) body: Webhook,
}

impl rt::Call for SetWebhook {
    type Output = ();

    const OPERATION: rt::Operation =
        rt::Operation::new("set_webhook", rt::Method::PUT, "/webhook", rt::ReplaySafety::Idempotent);

    context!();

    fn request(&self) -> Result<rt::Request> {
        rt::Request::new(&Self::OPERATION).json(&self.body).build()
    }

    fn decode(answer: &rt::Answer) -> Result<Self::Output, rt::DecodeError> {
        answer.nothing()
    }
}

#[derive(Clone, Debug)]
pub(crate) struct GetInvoice {
    pub(crate) context: rt::CallContext,
    pub(crate) invoice_id: String,
}

impl rt::Call for GetInvoice {
    type Output = Invoice;

    const OPERATION: rt::Operation =
        rt::Operation::new("get_invoice", rt::Method::GET, "/invoices/{invoiceId}", rt::ReplaySafety::Safe);

    context!();

    fn request(&self) -> Result<rt::Request> {
        rt::Request::new(&Self::OPERATION).path("invoiceId", &self.invoice_id).build()
    }

    fn decode(answer: &rt::Answer) -> Result<Self::Output, rt::DecodeError> {
        answer.json()
    }
}
