//! What this Qovery remembers about its organization.

use serde_json::{Map, Value, json};

use super::ids::uuid;

/// The moment at which everything happens here: one instant keeps every answer the same on every run.
pub(super) const NOW: &str = "2026-05-19T08:00:00.000Z";

/// One organization and what is billed to it.
#[derive(Debug)]
pub(super) struct Organization {
    pub(super) plan: String,
    pub(super) billing_info: Map<String, Value>,
    pub(super) credit_codes: Vec<String>,
    pub(super) cards: Vec<Map<String, Value>>,
    pub(super) invoices: Vec<Invoice>,
    serial: usize,
}

/// An invoice; the amount is kept in cents.
#[derive(Clone, Debug)]
pub(super) struct Invoice {
    pub(super) id: String,
    pub(super) created_at: &'static str,
    pub(super) status: &'static str,
    pub(super) cents: i64,
}

impl Default for Organization {
    fn default() -> Self {
        let invoice = |serial, created_at, status, cents| Invoice { id: uuid(serial), created_at, status, cents };
        Self {
            plan: "TEAM_2025".to_owned(),
            billing_info: Map::new(),
            credit_codes: Vec::new(),
            cards: Vec::new(),
            invoices: vec![
                invoice(1, "2026-04-01T00:00:00.000Z", "PAID", 29_900),
                invoice(2, "2026-05-01T00:00:00.000Z", "NOT_PAID", 31_250),
            ],
            serial: 2,
        }
    }
}

impl Organization {
    /// A UUID that nothing here has yet.
    pub(super) fn next_id(&mut self) -> String {
        self.serial += 1;
        uuid(self.serial)
    }
}

/// An amount as this vendor spells it: in cents, as a number and with its currency.
pub(super) fn cost(cents: i64) -> Map<String, Value> {
    let mut cost = Map::new();
    cost.insert("total_in_cents".to_owned(), cents.into());
    cost.insert("total".to_owned(), amount(cents));
    cost.insert("currency_code".to_owned(), "USD".into());
    cost
}

/// Cents as an amount of whole units.
pub(super) fn amount(cents: i64) -> Value {
    // The amounts here are small enough for a double to hold two decimal places.
    json!(cents as f64 / 100.0)
}
