//! The client of a vendor that there is not.

use meterforge_runtime::codegen_v1 as rt;

/// A client of Acme.
#[derive(Clone, Debug)]
pub struct Client {
    core: rt::Client,
}

impl rt::Service for Client {
    type Region = rt::NoRegion;

    const INFO: rt::ServiceInfo = rt::ServiceInfo {
        package: "acme-metering",
        version: env!("CARGO_PKG_VERSION"),
        base_url: Some("https://acme.invalid"),
        base_url_variable: "ACME_BASE_URL",
        credential: Some(rt::CredentialInfo {
            variable: "ACME_TOKEN",
            user_variable: None,
            placement: rt::PlacementInfo::Header { name: "authorization", schemes: &["Bearer"] },
        }),
    };

    fn from_core(core: rt::Client) -> Self {
        Self { core }
    }

    fn core(&self) -> &rt::Client {
        &self.core
    }
}
