//! Starts a vendor for every SDK, and says in JSON where they are and how each tool is called: for clients in other
//! languages that drive the gateway.

use std::collections::BTreeMap;
use std::io::Write as _;

use meterforge_surface::codegen_v1::{Action, Source};
use sdk_tests::{Canned, TestResult, given, pin, pins, sdks};
use serde_json::{Map, Value, json};

#[tokio::main]
async fn main() -> TestResult {
    let mut vendors = Vec::new();
    let mut environment = BTreeMap::new();
    let mut capabilities = Map::new();
    for sdk in sdks() {
        let vendor = Canned::start(sdk.package, sdk.folder).await?;
        let pins = pins(sdk.folder)?;
        for capability in &sdk.capabilities {
            let info = capability.info();
            environment.insert(info.base_url_variable, vendor.url().to_owned());
            environment.extend(info.credential_variable.map(|variable| (variable, sdk.credential.to_owned())));
            let mut tools = Map::new();
            for tool in info.mcp.iter().flat_map(|adapter| adapter.tools) {
                let Action::Call { operation, inputs, .. } = tool.action else { continue };
                let (_, pin) = pin(&pins, operation, inputs);
                let mut arguments = Map::new();
                for binding in inputs {
                    if let (Source::Argument(name), Some(value)) = (binding.source, given(pin, binding)) {
                        arguments.insert(name.to_owned(), serde_json::from_str(value.get())?);
                    }
                }
                tools.insert(tool.name.to_owned(), Value::Object(arguments));
            }
            let routes: usize = info.rest.iter().map(|adapter| adapter.routes.len()).sum();
            capabilities.insert(info.name.to_owned(), json!({ "tools": tools, "routes": routes }));
        }
        vendors.push(vendor);
    }
    let mut out = std::io::stdout();
    writeln!(out, "{}", json!({ "environment": environment, "capabilities": capabilities }))?;
    out.flush()?;
    std::future::pending::<TestResult>().await
}
