//! Makes the capability that a contract's own operations would make: nothing declared, everything inferred.

use crate::run::HERE;
use meterforge_codegen::capability::OutputFormat;
use meterforge_codegen::check::{BodyInput, CheckedCapability, CheckedOperation, Input, InputLocation, InputType};
use meterforge_codegen::ir::Filling;
use meterforge_codegen::path_template::PathTemplate;
use meterforge_codegen::source::Node;

/// A capability with every operation of a contract, named by its id in lower case.
pub(crate) fn of(contract: &Node) -> CheckedCapability {
    let server = contract.get("servers").and_then(|servers| servers.as_list()?.first()?.get("url")?.as_str());
    let mut operations = Vec::new();
    for path in contract.get("paths").and_then(Node::as_map).into_iter().flat_map(|paths| paths.iter()) {
        let item = path_item(contract, &path.value);
        for method in item.as_map().into_iter().flat_map(|item| item.iter()) {
            if let Some(id) = method.value.get("operationId").and_then(Node::as_str) {
                operations.push(operation(&id.to_lowercase(), &method.key.text, &path.key.text));
            }
        }
    }
    CheckedCapability {
        file: "acme.yaml".to_owned(),
        label: "Acme".to_owned(),
        description: String::new(),
        base_url: Some(server.unwrap_or("https://api.acme.test").to_owned()),
        base_url_span: HERE,
        authentication: None,
        operations,
        adapters: Vec::new(),
    }
}

fn path_item<'doc>(contract: &'doc Node, item: &'doc Node) -> &'doc Node {
    let name = item.get("$ref").and_then(Node::as_str).and_then(|text| text.strip_prefix("#/components/pathItems/"));
    name.map_or(item, |name| contract.get("components").unwrap().get("pathItems").unwrap().get(name).unwrap())
}

/// An operation with nothing but inferred path parameters.
fn operation(name: &str, method: &str, path: &str) -> CheckedOperation {
    let (path, fragment) = path.split_once('#').map_or((path, None), |(path, fragment)| (path, Some(fragment)));
    let path: PathTemplate = path.parse().unwrap();
    let inferred = |hole: &str| Input {
        wire_name: hole.to_owned(),
        input_name: None,
        location: InputLocation::Path,
        ty: InputType::String,
        required: true,
        description: None,
        filling: Filling::Caller,
        inferred: true,
        span: HERE,
    };
    CheckedOperation {
        name: name.to_owned(),
        span: HERE,
        method: method.to_uppercase(),
        inputs: path.holes().map(inferred).collect(),
        path,
        path_span: HERE,
        fragment: fragment.map(str::to_owned),
        description: None,
        template_inputs: Vec::new(),
        body: BodyInput::None,
        format: OutputFormat::Json,
        tools: Vec::new(),
    }
}
