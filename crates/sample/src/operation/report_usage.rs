//! `POST /meters/{meterId}/usage`, which the vendor recognises by the `id` of its body.

use meterforge_runtime::{Receipt, Result, codegen_v1 as rt};

use super::context;
use crate::model::Usage;

#[derive(Clone, Debug)]
pub(crate) struct ReportUsage {
    context: rt::CallContext,
    meter_id: String,
    body: Usage,
    keys: rt::DedupKeys,
}

impl ReportUsage {
    pub(crate) fn new(client: &rt::Client, meter_id: String, mut body: Usage) -> Self {
        let mut keys = rt::DedupKeys::new(client);
        keys.fill(&mut body.id);
        Self { context: rt::CallContext::new(client), meter_id, body, keys }
    }
}

impl rt::Call for ReportUsage {
    type Output = Receipt<()>;

    const OPERATION: rt::Operation =
        rt::Operation::new("report_usage", rt::Method::POST, "/meters/{meterId}/usage", rt::ReplaySafety::Keyed)
            .duplicate(409)
            .partial(207);

    context!();

    fn request(&self) -> Result<rt::Request> {
        rt::Request::new(&Self::OPERATION)
            .path("meterId", &self.meter_id)
            .json(&self.body)
            .dedup_keys(&self.keys)
            .build()
    }

    fn decode(answer: &rt::Answer) -> Result<Self::Output, rt::DecodeError> {
        answer.receipt(rt::Answer::nothing)
    }
}
