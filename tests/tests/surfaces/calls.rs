//! What is the same for routes and tools: what the vendor answers, and what it must have seen.

use sdk_tests::{Pin, Sdk, Sent, Vendor};
use serde_json::Value;

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
