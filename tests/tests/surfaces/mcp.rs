//! Every tool, called by the client of the official SDK.

use meterforge_surface::codegen_v1::{Action, Source};
use meterforge_surface::mcp::{Options, server};
use rmcp::ServiceExt as _;
use rmcp::model::CallToolRequestParams;
use sdk_tests::{TestResult, Vendor, given, pin, pins, sdks};
use serde_json::{Map, Value, json};

use super::calls::{Numbers, answer, assert_seen};

#[tokio::test]
async fn each_tool_sends_what_the_sdk_sends() -> TestResult {
    let mut called = 0;
    for sdk in sdks() {
        let pins = pins(sdk.folder)?;
        for capability in &sdk.capabilities {
            for adapter in capability.info().mcp {
                for tool in adapter.tools {
                    let Action::Call { operation, inputs, .. } = tool.action else {
                        panic!("{} calls nothing", tool.name)
                    };
                    let (name, pin) = pin(&pins, operation, inputs);
                    let vendor = Vendor::start(sdk.folder).await?;
                    let said = answer(&vendor, name, pin);
                    let server = server(&sdk.connect(*capability, &vendor.url())?, adapter, &Options::default())?;
                    let (theirs, ours) = tokio::io::duplex(64 * 1024);
                    let serving = tokio::spawn(async move { server.serve(ours).await.unwrap().waiting().await });
                    let client = ().serve(theirs).await?;

                    let mut arguments = Map::new();
                    for binding in inputs {
                        if let (Source::Argument(name), Some(value)) = (binding.source, given(pin, binding)) {
                            arguments.insert(name.to_owned(), serde_json::from_str(value.get())?);
                        }
                    }
                    let request = CallToolRequestParams::new(tool.name).with_arguments(arguments);
                    let result = client.call_tool(request).await?;

                    assert_ne!(result.is_error, Some(true), "{}: {result:?}", tool.name);
                    let said = said.map(|text| serde_json::from_str::<Value>(&text)).transpose()?;
                    let expected = match (said, tool.wraps) {
                        (Some(said), true) => Some(json!({ "result": said })),
                        (said, _) => said,
                    };
                    let mut structured = result.structured_content;
                    // How a list goes on is told beside what the vendor said.
                    structured.as_mut().and_then(Value::as_object_mut).map(|members| members.remove("nextCursor"));
                    assert_eq!(structured, expected, "{}", tool.name);
                    assert_seen(&sdk, &vendor, pin, Numbers::Doubles);
                    called += 1;
                    client.cancel().await?;
                    serving.abort();
                }
            }
        }
    }
    assert_eq!(called, 54);
    Ok(())
}
