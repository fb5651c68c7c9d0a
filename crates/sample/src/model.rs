//! What Acme takes and gives.

use std::collections::BTreeMap;

use meterforge_runtime::{Decimal, Secret, codegen_v1 as rt};

/// A meter.
#[derive(Clone, Debug)]
pub(crate) struct Meter {
    pub(crate) id: Option<String>,
    pub(crate) name: String,
    pub(crate) total: Option<Decimal>,
}
rt::object!(Meter, id = "id", name = "name", total = "total");

/// A page of meters.
#[derive(Clone, Debug)]
pub(crate) struct MeterPage {
    pub(crate) data: Vec<Meter>,
    pub(crate) next_token: Option<String>,
}
rt::object!(MeterPage, data = "data", next_token = "nextToken");

/// Which meters to list.
#[derive(Clone, Debug)]
pub(crate) struct MeterFilter {
    pub(crate) name: Option<BTreeMap<String, String>>,
    pub(crate) active: Option<bool>,
}
rt::object!(MeterFilter, name = "name", active = "active");

/// Usage that is reported.
#[derive(Clone, Debug)]
pub(crate) struct Usage {
    pub(crate) id: Option<String>,
    pub(crate) quantity: Decimal,
    pub(crate) unit: String,
}
rt::object!(Usage, id = "id", quantity = "quantity", unit = "unit");

/// Where Acme tells of what happens.
#[derive(Clone, Debug)]
pub(crate) struct Webhook {
    pub(crate) url: String,
    pub(crate) secret: Option<Secret>,
    pub(crate) kind: String,
    pub(crate) note: Option<String>,
}
rt::object!(Webhook, url = "url", secret = "secret", kind = "kind", note = "note");

/// An invoice.
#[derive(Clone, Debug)]
pub(crate) struct Invoice {
    pub(crate) id: String,
}
rt::object!(Invoice, id = "id");
