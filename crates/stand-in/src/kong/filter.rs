//! Reads `filter[field]`, `filter[field][operator]` and `sort`, and says which customers they mean in which order.

use std::cmp::Ordering;

use serde_json::Value;

use super::fields::Fields;
use super::page::Query;
use super::problem::{Problem, choice, standard};
use super::state::Records;

const FIELDS: [&str; 6] =
    ["key", "name", "primary_email", "usage_attribution_subject_key", "plan_key", "billing_profile_id"];
const OPERATORS: [&str; 5] = ["eq", "oeq", "neq", "contains", "ocontains"];
const SORTABLE: [&str; 3] = ["id", "name", "created_at"];

/// One comparison of one field.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Condition<'query> {
    field: &'query str,
    operator: &'query str,
    operand: &'query str,
}

/// The comparisons that a query asks for; all must hold.
pub(super) fn conditions(query: &Query) -> Result<Vec<Condition<'_>>, Problem> {
    let filters = query.iter().filter_map(|(name, operand)| Some((name, name.strip_prefix("filter[")?, operand)));
    filters
        .map(|(name, rest, operand)| {
            let path = rest.strip_suffix(']').unwrap_or(rest);
            let (field, operator) = path.split_once("][").unwrap_or((path, "eq"));
            if !FIELDS.contains(&field) {
                let unknown = standard(name, "query", "unknown_property", "is no field to filter by");
                return Err(Problem::invalid(vec![unknown]));
            }
            if !OPERATORS.contains(&operator) {
                return Err(Problem::invalid(vec![choice(name, "query", &OPERATORS)]));
            }
            Ok(Condition { field, operator, operand })
        })
        .collect()
}

impl Condition<'_> {
    /// Whether the comparison holds for a customer; of several values of a field, one is enough.
    pub(super) fn holds(&self, records: &Records, customer: &Fields) -> bool {
        let values = values(records, customer, self.field);
        let one = |test: &dyn Fn(&str) -> bool| values.iter().any(|value| test(value));
        match self.operator {
            "contains" => one(&|value| value.contains(self.operand)),
            "ocontains" => one(&|value| self.operand.split(',').any(|part| value.contains(part))),
            "oeq" => one(&|value| self.operand.split(',').any(|part| value == part)),
            "neq" => !one(&|value| value == self.operand),
            _ => one(&|value| value == self.operand),
        }
    }
}

/// Nobody subscribes to anything here, so `plan_key` has no value.
fn values<'a>(records: &'a Records, customer: &'a Fields, field: &str) -> Vec<&'a str> {
    let text = |value: Option<&'a Value>| value.and_then(Value::as_str).into_iter().collect();
    match field {
        "usage_attribution_subject_key" => {
            let keys = customer.get("usage_attribution").and_then(|usage| usage["subject_keys"].as_array());
            keys.into_iter().flatten().filter_map(Value::as_str).collect()
        }
        "billing_profile_id" => {
            let id = customer.get("id").and_then(Value::as_str).unwrap_or_default();
            text(records.billing.get(id).and_then(|billing| billing.get("billing_profile")?.get("id")))
        }
        field => text(customer.get(field)),
    }
}

/// Sorts as the query says, by name where it says nothing.
pub(super) fn sort(query: &Query, customers: &mut [&Fields]) -> Result<(), Problem> {
    let text = query.iter().find(|(name, _)| name == "sort").map_or("name", |(_, text)| text);
    let mut keys = Vec::new();
    for part in text.split(',') {
        let (field, direction) = part.trim().split_once(' ').unwrap_or((part.trim(), "asc"));
        if !SORTABLE.contains(&field) || !["asc", "desc"].contains(&direction) {
            return Err(Problem::invalid(vec![choice("sort", "query", &SORTABLE)]));
        }
        keys.push((field, direction == "desc"));
    }
    customers.sort_by(|left, right| {
        let compare = |&(field, descending): &(&str, bool)| {
            let of = |customer: &Fields| customer.get(field).and_then(Value::as_str).map(str::to_lowercase);
            let ordering = of(left).cmp(&of(right));
            if descending { ordering.reverse() } else { ordering }
        };
        keys.iter().map(compare).find(|ordering| ordering.is_ne()).unwrap_or(Ordering::Equal)
    });
    Ok(())
}
