//! What this Kong remembers, spelled with the vendor's field names.

use std::collections::BTreeMap;

use serde_json::Value;

use super::fields::Fields;
use super::problem::Problem;

/// Everything, each kind in the order in which it came.
#[derive(Debug, Default)]
pub(super) struct Records {
    pub(super) customers: Vec<Fields>,
    pub(super) profiles: Vec<Fields>,
    /// How a customer is billed, by the customer's id.
    pub(super) billing: BTreeMap<String, Fields>,
    written: u32,
}

impl Records {
    /// The next moment: a minute after the last, so that every run is the same and nothing happens at once.
    pub(super) fn now(&mut self) -> Value {
        self.written += 1;
        format!("2026-05-{:02}T{:02}:{:02}:00Z", 1 + self.written / 1440, self.written / 60 % 24, self.written % 60)
            .into()
    }

    /// Stores a new thing with the fields that the vendor sets.
    pub(super) fn stamped(&mut self, mut fields: Fields) -> Fields {
        let now = self.now();
        fields.insert("id".to_owned(), format!("01J9ZQ4XKD8M3B7V5T2R6{:05}", self.written).into());
        fields.insert("created_at".to_owned(), now.clone());
        fields.insert("updated_at".to_owned(), now);
        fields
    }

    /// A customer to read: one that is deleted counts for nothing.
    pub(super) fn customer(&self, id: &str) -> Result<&Fields, Problem> {
        let found = self.customers.iter().find(|customer| has(customer, "id", id) && !is_deleted(customer));
        found.ok_or_else(|| Problem::not_found("Customer not found"))
    }

    /// A customer to write to: one that is deleted is gone.
    pub(super) fn customer_mut(&mut self, id: &str) -> Result<&mut Fields, Problem> {
        match self.customers.iter_mut().find(|customer| has(customer, "id", id)) {
            Some(customer) if is_deleted(customer) => Err(Problem::gone()),
            Some(customer) => Ok(customer),
            None => Err(Problem::not_found("Customer not found")),
        }
    }
}

/// Whether a field is this text.
pub(super) fn has(fields: &Fields, field: &str, text: &str) -> bool {
    fields.get(field).and_then(Value::as_str) == Some(text)
}

pub(super) fn is_deleted(fields: &Fields) -> bool {
    fields.contains_key("deleted_at")
}

/// 26 characters of Crockford's alphabet that fit 128 bits.
pub(super) fn is_ulid(id: &str) -> bool {
    let known = |c: char| c.is_ascii_digit() || (c.is_ascii_uppercase() && !"ILOU".contains(c));
    id.len() == 26 && id.chars().all(known) && id.starts_with(|c: char| c <= '7')
}
