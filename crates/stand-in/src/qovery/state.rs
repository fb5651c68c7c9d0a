//! What this Qovery remembers about its organization.

use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

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
#[derive(Clone, Debug, serde::Serialize)]
pub(super) struct Cost {
    total_in_cents: i64,
    total: Amount,
    currency_code: &'static str,
}

impl Cost {
    pub(super) fn of(cents: i64) -> Self {
        Self { total_in_cents: cents, total: Amount(cents), currency_code: "USD" }
    }
}

/// Cents that are written as whole units with two decimal places, `299.00`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount(pub(super) i64);

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Raw text, because a double would be written without the last zero.
        let text = format!("{}.{:02}", self.0 / 100, self.0 % 100);
        RawValue::from_string(text).map_err(S::Error::custom)?.serialize(serializer)
    }
}
