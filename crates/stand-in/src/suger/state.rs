//! What this Suger remembers, spelled with the vendor's field names.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// Everything, each kind in the order in which it came.
#[derive(Debug, Default)]
pub(super) struct Records {
    pub(super) groups: Vec<Group>,
    pub(super) metrics: Vec<Metric>,
    pub(super) configs: BTreeMap<String, Map<String, Value>>,
}

/// The moment at which everything happens here: one instant keeps every answer the same on every run.
pub(super) const NOW: &str = "2026-05-19T08:00:00Z";

/// A usage record group. Quantities stay raw text, so that `10.50` comes back as `10.50`.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Group {
    pub(super) id: String,
    #[serde(rename = "organizationID")]
    pub(super) organization_id: String,
    #[serde(rename = "entitlementID")]
    pub(super) entitlement_id: String,
    #[serde(rename = "buyerID")]
    pub(super) buyer_id: String,
    pub(super) partner: &'static str,
    #[serde(rename = "serialID")]
    pub(super) serial_id: usize,
    pub(super) status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) records: Option<BTreeMap<String, Box<RawValue>>>,
    #[serde(rename = "metaInfo")]
    pub(super) meta_info: MetaInfo,
    #[serde(rename = "creationTime")]
    pub(super) creation_time: String,
    #[serde(rename = "lastUpdateTime")]
    pub(super) last_update_time: String,
    #[serde(rename = "reportedTime")]
    pub(super) reported_time: Option<String>,
    #[serde(rename = "usageRecordReportID")]
    pub(super) usage_record_report_id: String,
}

/// The part of a group's meta info that the metering API itself fills.
#[derive(Clone, Debug, Serialize)]
pub(super) struct MetaInfo {
    pub(super) source: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) timestamp: Option<String>,
    #[serde(rename = "billableRecords", skip_serializing_if = "Option::is_none")]
    pub(super) billable_records: Option<Vec<Box<RawValue>>>,
}

/// A billable metric: what the caller wrote, and whose it is.
#[derive(Clone, Debug)]
pub(super) struct Metric {
    pub(super) organization_id: String,
    pub(super) fields: Map<String, Value>,
}

impl Metric {
    pub(super) fn has(&self, field: &str, value: &str) -> bool {
        self.fields.get(field).and_then(Value::as_str) == Some(value)
    }
}

/// Usage as reported, alone or in a batch.
#[derive(Debug, Deserialize)]
pub(super) struct NewGroup {
    pub(super) id: Option<String>,
    #[serde(rename = "entitlementID")]
    pub(super) entitlement_id: Option<String>,
    #[serde(rename = "organizationID")]
    pub(super) organization_id: Option<String>,
    pub(super) records: Option<BTreeMap<String, Box<RawValue>>>,
    #[serde(rename = "billableRecords")]
    pub(super) billable_records: Option<Vec<Box<RawValue>>>,
    pub(super) timestamp: Option<String>,
}
