//! What is the same for routes and tools: which pin belongs to a call, and what the vendor must have seen.

use std::collections::BTreeMap;

use meterforge_surface::codegen_v1::Binding;
use sdk_tests::{Pin, Sent, Vendor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::Sdk;

/// The pin of an operation that can be made with these inputs. Its names differ in case and in marks between words alone.
pub(crate) fn pin<'p>(pins: &'p BTreeMap<String, Pin>, operation: &str, bindings: &[Binding]) -> (&'p str, &'p Pin) {
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
pub(crate) fn given<'p>(pin: &'p Pin, binding: &Binding) -> Option<&'p RawValue> {
    pin.inputs.as_ref()?.get(binding.input).map(|value| &**value)
}

/// Lets the vendor answer as it does when all is well; what it said.
pub(crate) fn answer(vendor: &Vendor, name: &str, pin: &Pin) -> Option<String> {
    let operation = name.trim_end_matches(".exposed");
    match vendor.text(&format!("{operation}.full")) {
        Ok(text) => {
            vendor.answer_json(pin.status, text.clone());
            Some(text)
        }
        Err(_) => {
            vendor.answer(pin.status, &[], "");
            None
        }
    }
}

/// How much of a number a protocol keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numbers {
    /// Every digit.
    Digits,
    /// What a JSON library of doubles keeps.
    Doubles,
}

/// Asserts that the vendor saw the pinned request, once.
pub(crate) fn assert_seen(sdk: &Sdk, vendor: &Vendor, pin: &Pin, numbers: Numbers) {
    const PROGRAM: &str = " surfaces/1.0";
    let mut requests = vendor.requests();
    for request in &mut requests {
        let agent = request.headers.iter_mut().find(|(name, _)| name == "user-agent").unwrap();
        agent.1 = agent.1.strip_suffix(PROGRAM).unwrap().to_owned();
        if let (Some(body), Numbers::Doubles) = (&pin.body, numbers) {
            let value = |text: &[u8]| serde_json::from_slice::<Value>(text).unwrap();
            assert_eq!(value(&request.body), value(body.as_bytes()));
            request.body = body.as_bytes().to_vec();
        }
    }
    let Sdk { authorization, package: agent, .. } = *sdk;
    Sent { line: &pin.request, authorization, agent, body: pin.body.as_deref() }.assert_all(&requests, 1);
}
