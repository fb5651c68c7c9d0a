//! The calls of the client.

mod export_meters;
mod list_meters;
mod meters;
mod report_usage;
mod simple;

pub(crate) use export_meters::ExportMeters;
pub(crate) use list_meters::ListMeters;
pub(crate) use meters::{CreateMeter, DeleteMeter, GetMeter};
pub(crate) use report_usage::ReportUsage;
pub(crate) use simple::{GetInvoice, ListTags, SetWebhook};

/// The part of [`Call`](meterforge_runtime::codegen_v1::Call) that is alike everywhere.
macro_rules! context {
    () => {
        fn context(&self) -> &rt::CallContext {
            &self.context
        }

        fn context_mut(&mut self) -> &mut rt::CallContext {
            &mut self.context
        }
    };
}

pub(crate) use context;
