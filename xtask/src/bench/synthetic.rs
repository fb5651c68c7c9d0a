//! Makes up the spec of an SDK of any size, alike from one to the next, so that generation can be measured on any machine.

mod contract;

use anyhow::{Context as _, Result};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// What every resource offers: list, create, get, update, delete.
const CALLS: [Call; 5] = [
    Call { verb: "list", method: "GET", of_one: false },
    Call { verb: "create", method: "POST", of_one: false },
    Call { verb: "get", method: "GET", of_one: true },
    Call { verb: "update", method: "PATCH", of_one: true },
    Call { verb: "delete", method: "DELETE", of_one: true },
];

const AREAS: [&str; 5] = ["Billing", "Usage", "Catalog", "Partner", "Ledger"];

const NOUNS: [&str; 23] = [
    "Account",
    "Adjustment",
    "Agreement",
    "Balance",
    "Budget",
    "Charge",
    "Contact",
    "Coupon",
    "Credit",
    "Discount",
    "Grant",
    "Invoice",
    "License",
    "Meter",
    "Order",
    "Payment",
    "Plan",
    "Price",
    "Quote",
    "Refund",
    "Seat",
    "Tariff",
    "Wallet",
];

struct Call {
    verb: &'static str,
    method: &'static str,
    /// Whether the path names one resource.
    of_one: bool,
}

/// The three files of a spec folder.
pub(super) struct Spec {
    manifest: String,
    capability: String,
    contract: String,
}

impl Spec {
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let files =
            [("sdk.yaml", &self.manifest), ("capability.yaml", &self.capability), ("contract.yaml", &self.contract)];
        for (name, text) in files {
            fs::write(folder.join(name), text).with_context(|| format!("cannot write {name}"))?;
        }
        Ok(())
    }
}

/// A spec of so many operations, about four and a half kilobytes of contract for each.
pub(super) fn spec(operations: usize) -> Spec {
    let mut manifest = String::from(
        "crate: synthetic\ncapabilities: [capability.yaml]\ncontract: contract.yaml\nvendor: Synthetic\noperations:\n",
    );
    let mut capability = String::from(CAPABILITY);
    let (mut paths, mut schemas) = (String::new(), String::new());
    for (at, name) in names().take(operations.div_ceil(CALLS.len())).enumerate() {
        let calls = &CALLS[..CALLS.len().min(operations - at * CALLS.len())];
        let place = name.to_lowercase();
        _ = writeln!(
            manifest,
            "  list{place}s: {{ paging: {{ style: token, query: pageToken, next: nextToken, items: data }} }}"
        );
        for of_one in [false, true] {
            let calls: Vec<&Call> = calls.iter().filter(|call| call.of_one == of_one).collect();
            if !calls.is_empty() {
                let path = if of_one { format!("/{place}s/{{{place}Id}}") } else { format!("/{place}s") };
                capability.push_str(&resource(&name, &path, of_one, &calls));
                _ = writeln!(paths, "  {path}:");
                calls.iter().for_each(|call| paths.push_str(&contract::operation(&name, call)));
            }
        }
        schemas.push_str(&contract::schemas_of(&name));
    }
    Spec { manifest, capability, contract: contract::document(&paths, &schemas) }
}

const CAPABILITY: &str = "naftiko: 1.0.0-alpha2
info: { label: Synthetic, description: Everything that a large vendor sells. }
binds: [ { namespace: env, keys: { SYNTHETIC_API_KEY: SYNTHETIC_API_KEY } } ]
capability:
  consumes:
  - type: http
    namespace: synthetic
    baseUri: https://api.synthetic.test
    description: Everything that a large vendor sells.
    authentication: { type: bearer, token: '{{env.SYNTHETIC_API_KEY}}' }
    resources:
";

/// `BillingAccount`, `BillingAdjustment` and so on; each once, and numbered when all are used up.
fn names() -> impl Iterator<Item = String> {
    (0..).map(|at| {
        let name = format!("{}{}", AREAS[at / NOUNS.len() % AREAS.len()], NOUNS[at % NOUNS.len()]);
        match at / (NOUNS.len() * AREAS.len()) {
            0 => name,
            again => format!("{name}V{}", again + 1),
        }
    })
}

fn operation_id(name: &str, call: &Call) -> String {
    let plural = if call.verb == "list" { "s" } else { "" };
    format!("{}{name}{plural}", call.verb)
}

fn resource(name: &str, path: &str, of_one: bool, calls: &[&Call]) -> String {
    let place = name.to_lowercase();
    let suffix = if of_one { "s-one" } else { "s" };
    let mut text = format!("    - name: {place}{suffix}\n      path: '{path}'\n      operations:\n");
    for call in calls {
        let (name, verb, method) = (operation_id(name, call).to_lowercase(), call.verb, call.method);
        _ = writeln!(
            text,
            "      - name: {name}\n        method: {method}\n        description: Calls {verb} of {place}."
        );
        if matches!(verb, "create" | "update") {
            text.push_str("        inputParameters: [ { name: body, in: body, type: object } ]\n");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_is_as_large_as_a_real_one() {
        let spec = spec(459);
        assert!((1_900_000..2_200_000).contains(&spec.contract.len()), "{} bytes", spec.contract.len());
        assert_eq!(spec.capability.matches("\n        method: ").count(), 459);
    }
}
