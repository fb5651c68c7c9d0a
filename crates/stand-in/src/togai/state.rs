//! What this Togai remembers, spelled with the vendor's field names.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// A thing whose fields are kept as the caller wrote them, with what the vendor adds.
pub(super) type Fields = Map<String, Value>;

/// Everything, each kind in the order in which it came.
#[derive(Debug, Default)]
pub(super) struct Records {
    pub(super) customers: Vec<Fields>,
    pub(super) accounts: Vec<Fields>,
    pub(super) event_ids: BTreeSet<String>,
    /// How many events an account has.
    pub(super) events: BTreeMap<String, u32>,
    /// The schemas that events have had.
    pub(super) schemas: BTreeSet<String>,
    pub(super) price_plans: Vec<PricePlan>,
    pub(super) credits: Vec<Credit>,
    pub(super) idempotency_keys: BTreeSet<String>,
}

/// The moment at which everything happens here: one instant keeps every answer the same on every run.
pub(super) const NOW: &str = "2026-05-19T08:00:00.000Z";

/// A price plan. Its details stay raw text, so that a rate of `0.10` comes back as `0.10`.
#[derive(Clone, Debug)]
pub(super) struct PricePlan {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) description: Option<String>,
    pub(super) details: BTreeMap<String, Box<RawValue>>,
}

/// A credit to grant. The amount stays raw text.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CreditRequest {
    pub(super) account_id: String,
    purpose: String,
    effective_from: String,
    priority: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    effective_until: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credit_amount: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    applicable_entity_ids: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grantor_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) idempotency_key: Option<String>,
}

/// A credit, all of it still there.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Credit {
    pub(super) id: String,
    pub(super) customer_id: String,
    pub(super) status: &'static str,
    pub(super) credit_unit: &'static str,
    pub(super) created_at: &'static str,
    #[serde(flatten)]
    pub(super) request: CreditRequest,
}

/// The text of a field; empty when it has none.
pub(super) fn text<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.get(name).and_then(Value::as_str).unwrap_or_default()
}

impl Records {
    pub(super) fn customer(&self, id: &str) -> Option<&Fields> {
        self.customers.iter().find(|customer| text(customer, "id") == id)
    }

    /// The account of this id, or that has it as an alias.
    pub(super) fn account(&self, name: &str) -> Option<&Fields> {
        let is_alias = |alias: &Value| alias["alias"] == name;
        self.accounts.iter().find(|account| {
            let aliases = account.get("aliases").and_then(Value::as_array);
            text(account, "id") == name || aliases.is_some_and(|aliases| aliases.iter().any(is_alias))
        })
    }
}
