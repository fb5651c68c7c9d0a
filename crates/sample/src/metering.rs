//! The larger capability: meters and their usage.

mod operations;
mod routes;
mod tools;

use meterforge_surface::Info;
use meterforge_surface::codegen_v1::{Capability, Mcp, Rest};

use crate::client::Client;

/// Meters of Acme and the usage that they count.
pub static METERING: Capability<Client> = Capability {
    info: Info {
        name: "acme-metering",
        package: "acme-metering",
        label: "Acme Metering",
        description: "Meters of Acme and the usage that they count.",
        credential_variable: Some("ACME_TOKEN"),
        base_url_variable: "ACME_BASE_URL",
        rest: &[Rest {
            namespace: "acme-metering-rest",
            description: "Meters and usage over HTTP.",
            address: None,
            port: 8080,
            document: include_str!("documents/metering.openapi.json"),
            routes: routes::ROUTES,
        }],
        mcp: &[Mcp {
            namespace: "acme-metering-mcp",
            description: "Count usage with Acme.",
            address: None,
            port: Some(9090),
            document: include_str!("documents/metering.tools.json"),
            tools: tools::TOOLS,
        }],
    },
    operations: operations::OPERATIONS,
};
