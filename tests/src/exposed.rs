//! The capabilities of the SDKs, and the pinned calls by which they are driven.

use std::collections::BTreeMap;
use std::ffi::OsString;

use meterforge_runtime::Result;
use meterforge_surface::codegen_v1::Binding;
use meterforge_surface::{Exposed, Served, Setup};
use serde_json::value::RawValue;

use crate::pin::Pin;

/// An SDK with what its capabilities expose.
pub struct Sdk {
    /// The folder of its vendor's answers.
    pub folder: &'static str,
    /// Its name, as the user agent has it.
    pub package: &'static str,
    /// What it exposes.
    pub capabilities: Vec<&'static dyn Served>,
    /// A credential for its environment variable.
    pub credential: &'static str,
    /// What the vendor sees of it.
    pub authorization: &'static str,
}

/// Every SDK of the project.
pub fn sdks() -> [Sdk; 4] {
    [
        Sdk {
            folder: "kong",
            package: "kong-openmeter",
            capabilities: kong_openmeter::surface::capabilities().into(),
            credential: "kpat_s3cret",
            authorization: "Bearer kpat_s3cret",
        },
        Sdk {
            folder: "qovery",
            package: "qovery-billing",
            capabilities: qovery_billing::surface::capabilities().into(),
            credential: "Token s3cret",
            authorization: "Token s3cret",
        },
        Sdk {
            folder: "suger",
            package: "suger-metering",
            capabilities: suger_metering::surface::capabilities().into(),
            credential: "Key s3cret",
            authorization: "Key s3cret",
        },
        Sdk {
            folder: "togai",
            package: "togai-billing",
            capabilities: togai_billing::surface::capabilities().into(),
            credential: "s3cret",
            authorization: "Bearer s3cret",
        },
    ]
}

impl Sdk {
    /// A capability over a vendor at an address.
    ///
    /// # Errors
    /// When there is no client for it.
    pub fn connect(&self, capability: &'static dyn Served, vendor: &str) -> Result<Exposed> {
        let info = capability.info();
        let credential = info.credential_variable.map(|variable| (variable, self.credential.to_owned()));
        let variables: BTreeMap<&str, String> =
            credential.into_iter().chain([(info.base_url_variable, vendor.to_owned())]).collect();
        capability.connect(&Setup::new("surfaces/1.0").variables(move |name| variables.get(name).map(OsString::from)))
    }
}

/// The pin of an operation that can be made with these inputs. Its names differ in case and in marks between words alone.
///
/// # Panics
/// When there is none.
pub fn pin<'p>(pins: &'p BTreeMap<String, Pin>, operation: &str, bindings: &[Binding]) -> (&'p str, &'p Pin) {
    let letters = |text: &str| -> String {
        text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
    };
    let offers = |name: &String| bindings.iter().any(|binding| binding.input == name);
    let named = |name: &str| letters(name.trim_end_matches(".exposed")) == letters(operation);
    let fit = |pin: &Pin| pin.inputs.as_ref().is_some_and(|inputs| inputs.keys().all(offers));
    let found = pins.iter().find(|(name, pin)| named(name) && fit(pin));
    found.map(|(name, pin)| (name.as_str(), pin)).unwrap_or_else(|| panic!("{operation} has no pin"))
}

/// What a surface is given for a binding, where the pin has it.
pub fn given<'p>(pin: &'p Pin, binding: &Binding) -> Option<&'p RawValue> {
    pin.inputs.as_ref()?.get(binding.input).map(|value| &**value)
}
