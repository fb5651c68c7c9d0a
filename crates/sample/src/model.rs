//! What Acme takes and gives.

use std::collections::BTreeMap;

use meterforge_runtime::{Decimal, Secret, codegen_v1 as rt};
use serde::{Deserialize, Serialize};

/// A meter.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Meter {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<String>,
    pub(crate) name: String,
    #[serde(default, with = "rt::decimal_number", skip_serializing_if = "Option::is_none")]
    pub(crate) total: Option<Decimal>,
}

/// A page of meters.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MeterPage {
    pub(crate) data: Vec<Meter>,
    pub(crate) next_token: Option<String>,
}

/// Which meters to list.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct MeterFilter {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) active: Option<bool>,
}

/// Usage that is reported.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Usage {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<String>,
    #[serde(with = "rt::decimal_number")]
    pub(crate) quantity: Decimal,
    pub(crate) unit: String,
}

/// Where Acme tells of what happens.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Webhook {
    pub(crate) url: String,
    #[serde(default, with = "rt::secret", skip_serializing_if = "Option::is_none")]
    pub(crate) secret: Option<Secret>,
    pub(crate) kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<String>,
}

/// An invoice.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Invoice {
    #[serde(rename = "id")]
    pub(crate) _id: String,
}
