//! Drives every route and every tool of the five capabilities: what reaches the vendor is what the SDKs' own tests pin.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what is not there fails the test")]

mod calls;
mod mcp;
mod rest;

use std::collections::BTreeMap;
use std::ffi::OsString;

use meterforge_surface::{Exposed, Served, Setup};
use sdk_tests::Vendor;

/// An SDK with what its capabilities expose.
struct Sdk {
    /// The folder of its vendor's answers.
    folder: &'static str,
    package: &'static str,
    capabilities: Vec<&'static dyn Served>,
    credential: &'static str,
    /// What the vendor sees of it.
    authorization: &'static str,
}

fn sdks() -> [Sdk; 4] {
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
    /// A capability over a vendor.
    fn connect(&self, capability: &'static dyn Served, vendor: &Vendor) -> Exposed {
        let info = capability.info();
        let credential = info.credential_variable.unwrap();
        let variables =
            BTreeMap::from([(credential, self.credential.to_owned()), (info.base_url_variable, vendor.url())]);
        let setup = Setup::new("surfaces/1.0").variables(move |name| variables.get(name).map(OsString::from));
        capability.connect(&setup).unwrap()
    }
}
