//! The REST routes.

use meterforge_surface::codegen_v1::*;

/// The names of the meters of a page, and nothing else of it.
const NAMES: Mapped = Mapped {
    path: &[Step::Member("data")],
    shape: Shape::List(&Mapped { path: &[Step::Member("name")], shape: Shape::AsItIs }),
};

const METER: Binding = Binding { input: "meterId", source: Source::Path("meter-id", Kind::Text) };

pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/v1/meters",
        name: "list-meters",
        action: Action::Call {
            operation: "listmeters",
            inputs: &[
                Binding { input: "limit", source: Source::Query("limit", Kind::Number) },
                Binding { input: "tag", source: Source::Query("tag", Kind::List(&Kind::Text)) },
                Binding { input: "filter", source: Source::Query("filter", Kind::Object) },
            ],
            output: Projection::Whole,
        },
    },
    call("POST", "/v1/meters", "create-meter", "createmeter", &[Binding { input: "body", source: Source::Body }]),
    call(
        "GET",
        "/v1/meters/{meter-id}",
        "get-meter",
        "getmeter",
        &[
            METER,
            Binding { input: "region", source: Source::Header("x-region", Kind::Text) },
            Binding { input: "view", source: Source::Cookie("view", Kind::Text) },
        ],
    ),
    call("DELETE", "/v1/meters/{meter-id}", "delete-meter", "deletemeter", &[METER]),
    call(
        "POST",
        "/v1/meters/{meter-id}/usage",
        "report-usage",
        "reportusage",
        &[
            METER,
            Binding { input: "id", source: Source::Member("id") },
            Binding { input: "quantity", source: Source::Member("quantity") },
            Binding { input: "unit", source: Source::Constant("\"calls\"") },
        ],
    ),
    call("GET", "/v1/tags", "list-tags", "listtags", &[]),
    call(
        "PUT",
        "/v1/webhook",
        "set-webhook",
        "setwebhook",
        &[
            Binding { input: "url", source: Source::Member("url") },
            Binding { input: "secret", source: Source::Member("secret") },
            Binding {
                input: "note",
                source: Source::Template(Template::Text(&[Part::Fixed("for "), Part::Input("name")])),
            },
        ],
    ),
    call("GET", "/v1/export", "export-meters", "exportmeters", &[]),
    Route {
        method: "GET",
        path: "/v1/meter-names",
        name: "list-meter-names",
        action: Action::Call { operation: "listmeters", inputs: &[], output: Projection::First(&[NAMES]) },
    },
    Route { method: "GET", path: "/v1/ping", name: "ping", action: Action::Fixed("{\"pong\":true}") },
];

const fn call(
    method: &'static str,
    path: &'static str,
    name: &'static str,
    operation: &'static str,
    inputs: &'static [Binding],
) -> Route {
    Route { method, path, name, action: Action::Call { operation, inputs, output: Projection::Whole } }
}
