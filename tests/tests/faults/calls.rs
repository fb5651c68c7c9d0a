//! One call of each replay safety, with a body where the operation has one.

use meterforge_runtime::{ReplaySafety, Result};
use suger_metering::Client;
use suger_metering::model::{BillableMetric, CreateUsageRecordGroupParams, UpdateBillableMetricParams};

/// Every replay safety, in the order of the table.
pub(crate) const SAFETIES: [ReplaySafety; 4] =
    [ReplaySafety::Safe, ReplaySafety::Idempotent, ReplaySafety::Keyed, ReplaySafety::Unsafe];

/// The size of the bodies: far more than the vendor reads at once.
const LARGE: usize = 32 * 1024;

/// Makes the call of this safety; how many attempts it took, and the keys it would have been replayed with.
pub(crate) async fn call(suger: &Client, safety: ReplaySafety) -> (Vec<String>, Result<u32>) {
    match safety {
        ReplaySafety::Safe => {
            let response = suger.get_billable_metric("org_1", "bm_1").send().await;
            (Vec::new(), response.map(|response| response.attempts()))
        }
        ReplaySafety::Idempotent => {
            let body = UpdateBillableMetricParams::new().description("x".repeat(LARGE));
            let response = suger.update_billable_metric("org_1", "bm_1", body).send().await;
            (Vec::new(), response.map(|response| response.attempts()))
        }
        ReplaySafety::Keyed => {
            let records = (0..LARGE / 16).map(|index| (format!("dimension_{index}"), 1));
            let body = CreateUsageRecordGroupParams::records(records);
            let call = suger.report_usage_record_group("org_1", "ent_1", body);
            let keys = vec![call.dedup_key().to_owned()];
            (keys, call.send().await.map(|response| response.attempts()))
        }
        _ => {
            let body = BillableMetric::new().description("x".repeat(LARGE));
            let response = suger.create_billable_metric("org_1", body).send().await;
            (Vec::new(), response.map(|response| response.attempts()))
        }
    }
}
