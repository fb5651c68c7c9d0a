//! The MCP tools.

use meterforge_surface::codegen_v1::*;

const METER: Binding = argument("meterId");

pub(super) const TOOLS: &[Tool] = &[
    tool("list-meters", "listmeters", &[argument("limit"), argument("tag"), argument("filter")], false),
    tool("create-meter", "createmeter", &[argument("body")], false),
    tool("get-meter", "getmeter", &[METER, argument("region")], false),
    tool("delete-meter", "deletemeter", &[METER], false),
    tool(
        "report-usage",
        "reportusage",
        &[
            METER,
            argument("id"),
            argument("quantity"),
            Binding { input: "unit", source: Source::Constant("\"calls\"") },
        ],
        true,
    ),
    tool("list-tags", "listtags", &[], true),
    tool(
        "set-webhook",
        "setwebhook",
        &[
            argument("url"),
            argument("secret"),
            Binding {
                input: "note",
                source: Source::Template(Template::Text(&[Part::Fixed("for "), Part::Input("name")])),
            },
        ],
        false,
    ),
    tool("export-meters", "exportmeters", &[], false),
    Tool { name: "ping", action: Action::Fixed("{\"pong\":true}"), wraps: false },
];

const fn tool(name: &'static str, operation: &'static str, inputs: &'static [Binding], wraps: bool) -> Tool {
    Tool { name, action: Action::Call { operation, inputs, output: Projection::Whole }, wraps }
}

const fn argument(name: &'static str) -> Binding {
    Binding { input: name, source: Source::Argument(name) }
}
