//! Puts a snippet into the place that its frame names, in a small spec that is good otherwise.
//!
//! A snippet of a mapping replaces the keys it has; the frame keeps the others. `… alone` keeps none.

/// Keys of a mapping with their values as they are written, in order.
type Keys = Vec<(&'static str, String)>;

/// Where a snippet stands.
struct Place<'snippet> {
    frame: &'snippet str,
    text: &'snippet str,
}

/// The files of the spec around a snippet.
pub(crate) fn files(code: &str, frame: &str, text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let place = Place { frame, text };
    // Findings about a capability alone need no contract.
    let with_contract = !code.starts_with("NK");
    let capability = if frame == "file" { text.to_owned() } else { capability(&place, with_contract) };
    vec![
        ("sdk.yaml", manifest(&place, with_contract).into_bytes()),
        ("acme.yaml", unescaped(&capability)),
        ("contract.yaml", contract(&place).into_bytes()),
        ("shared/acme.yaml", other("https://api.acme.test", BEARER).into_bytes()),
        ("elsewhere.yaml", other("https://eu.acme.test", BEARER).into_bytes()),
        ("other-login.yaml", other("https://api.acme.test", BASIC).into_bytes()),
        ("query-login.yaml", other("https://api.acme.test", IN_QUERY).into_bytes()),
    ]
}

const BEARER: &str = "{ type: bearer, token: '{{env.ACME_TOKEN}}' }";
const BASIC: &str = "{ type: basic, username: '{{env.ACME_TOKEN}}', password: '{{env.ACME_TOKEN}}' }";
const IN_QUERY: &str = "{ type: apikey, placement: query, key: key, value: '{{env.ACME_TOKEN}}' }";
/// The `post` of the contract, with a route that calls it.
const SERVED: &str = "served post";
const BINDS: &str = "[ { namespace: env, keys: { ACME_TOKEN: ACME_TOKEN } } ]";

/// `\xE9` in a snippet is that byte.
fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut parts = text.split("\\x");
    bytes.extend(parts.next().unwrap_or_default().bytes());
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(part[2..].bytes());
    }
    bytes
}

impl Place<'_> {
    /// A mapping at `frame`: the snippet if it stands here, and what it leaves of the keys.
    fn mapping(&self, frame: &str, keys: Keys) -> String {
        let is_alone = self.frame.strip_suffix(" alone").is_some_and(|rest| rest == frame);
        let is_here = is_alone || self.frame == frame;
        let is_replaced = |key: &str| is_here && self.text.lines().any(|line| line.starts_with(&format!("{key}:")));
        let kept = keys.into_iter().filter(|(key, _)| !is_alone && !is_replaced(key));
        let mut text: String = kept.map(|(key, value)| format!("{key}: {value}\n")).collect();
        if is_here {
            text.push_str(self.text);
        }
        text
    }

    fn is_under(&self, frames: &[&str]) -> bool {
        frames.contains(&self.frame.trim_end_matches(" alone"))
    }
}

fn keys(pairs: &[(&'static str, &str)]) -> Keys {
    pairs.iter().map(|(key, value)| (*key, (*value).to_owned())).collect()
}

/// A block below a key.
fn block(text: &str) -> String {
    text.lines().fold(String::new(), |block, line| format!("{block}\n  {line}"))
}

/// A list of mappings below a key.
fn items(mappings: &[String]) -> String {
    let item = |mapping: &String| block(mapping).replacen("\n  ", "\n- ", 1);
    mappings.iter().map(item).collect()
}

fn capability(place: &Place<'_>, with_contract: bool) -> String {
    let is_exposing = place.is_under(&["exposes", "rest", "route", "mcp", "tool", SERVED]);
    let mut consumed = keys(&[("name", "listwidgets"), ("method", "GET")]);
    let mut resources = Vec::new();
    if is_exposing || (with_contract && !place.is_under(&["resource", "operation"])) {
        consumed.push(("inputParameters", "[ { name: limit, in: query, type: integer } ]".to_owned()));
        let one = "name: widget\npath: '/widgets/{widgetId}'\noperations:\n\
            - { name: getwidget, method: GET, inputParameters: [ { name: widgetId, in: path } ] }\n\
            - { name: deletewidget, method: DELETE, inputParameters: [ { name: widgetId, in: path } ] }\n";
        resources.push(one.to_owned());
        if with_contract {
            let post = "name: makers\npath: /widgets\noperations:\n\
                - { name: makewidget, method: POST, inputParameters: [ { name: body, in: body, type: object } ] }\n";
            resources.push(post.to_owned());
        }
    }
    let operation = place.mapping("operation", consumed);
    let mut resource = keys(&[("name", "widgets"), ("path", "/widgets")]);
    resource.push(("operations", items(&[operation])));
    resources.insert(0, place.mapping("resource", resource));
    let mut service = keys(&[
        ("type", "http"),
        ("namespace", "acme"),
        ("baseUri", "https://api.acme.test"),
        ("description", "Widgets"),
        ("authentication", BEARER),
    ]);
    service.push(("resources", items(&resources)));
    let mut parts: Keys = vec![("consumes", items(&[place.mapping("consumes", service)]))];
    if is_exposing {
        parts.push(("exposes", exposes(place)));
    }
    let mut document =
        keys(&[("naftiko", "1.0.0-alpha2"), ("info", "{ label: Widgets, description: Widgets }"), ("binds", BINDS)]);
    document.push(("capability", block(&place.mapping("capability", parts))));
    place.mapping("document", document)
}

fn exposes(place: &Place<'_>) -> String {
    if place.frame == "exposes" {
        return format!("\n{}", place.text);
    }
    if place.is_under(&["mcp", "tool"]) {
        let tool = keys(&[("name", "list-widgets"), ("description", "Lists widgets."), ("call", "acme.listwidgets")]);
        let mut adapter =
            keys(&[("type", "mcp"), ("namespace", "acme-mcp"), ("port", "9090"), ("description", "Widgets")]);
        adapter.push(("tools", items(&[place.mapping("tool", tool)])));
        return items(&[place.mapping("mcp", adapter)]);
    }
    let (method, call) = if place.frame == SERVED { ("POST", "acme.makewidget") } else { ("GET", "acme.listwidgets") };
    let route = place.mapping("route", keys(&[("method", method), ("call", call)]));
    let resource = format!("path: /v1/widgets\noperations:{}", items(&[route]));
    let mut adapter = keys(&[("type", "rest"), ("namespace", "acme-rest"), ("port", "8080")]);
    adapter.push(("resources", items(&[resource])));
    items(&[place.mapping("rest", adapter)])
}

/// A capability of its own that consumes `GET /parts`.
fn other(server: &str, authentication: &str) -> String {
    format!(
        "naftiko: 1.0.0-alpha2\ninfo: {{ label: Parts, description: Parts }}\nbinds: {BINDS}\ncapability:\n  consumes:\n\
         \x20 - {{ type: http, namespace: acme, baseUri: {server}, description: Parts, authentication: {authentication},\n\
         \x20     resources: [ {{ name: parts, path: /parts, operations: [ {{ name: listparts, method: GET }} ] }} ] }}\n"
    )
}

fn manifest(place: &Place<'_>, with_contract: bool) -> String {
    let mut least = keys(&[("crate", "acme-widgets"), ("capabilities", "[acme.yaml]")]);
    if with_contract {
        least.push(("contract", "contract.yaml".to_owned()));
    }
    place.mapping("sdk.yaml", least)
}

fn contract(place: &Place<'_>) -> String {
    let ok = "{ '200': { description: Ok, content: { application/json: { schema: { $ref: '#/components/schemas/Page' } } } } }";
    let mut get = keys(&[(
        "parameters",
        "[ { name: limit, in: query, schema: { type: integer } }, { name: offset, in: query, schema: { type: integer } } ]",
    )]);
    get.push(("responses", ok.to_owned()));
    let body = "{ content: { application/json: { schema: { $ref: '#/components/schemas/Widget' } } } }";
    let done = "{ '204': { description: Done } }";
    let post = keys(&[("requestBody", body), ("responses", done)]);
    let widgets = format!(
        "\n  get:{}\n  post:{}",
        block(&block(&place.mapping("get", get))).trim_end(),
        block(&block(&place.mapping(if place.frame == SERVED { SERVED } else { "post" }, post))).trim_end()
    );
    let hole = "[ { name: widgetId, in: path, required: true, schema: { type: string } } ]";
    let one = format!("{{ parameters: {hole}, get: {{ responses: {done} }}, delete: {{ responses: {done} }} }}");
    let parts = format!("{{ get: {{ responses: {done} }} }}");
    let paths = vec![("/widgets", widgets), ("/widgets/{widgetId}", one), ("/parts", parts)];
    let widget = keys(&[
        ("type", "object"),
        (
            "properties",
            "{ id: { type: string }, name: { type: string }, count: { type: integer }, \
             size: { type: object, properties: { mm: { type: integer } } }, \
             box: { type: object, properties: { colour: { type: string } } } }",
        ),
    ]);
    let page = "{ type: object, properties: { items: { type: array, items: { $ref: '#/components/schemas/Widget' } }, \
                nextOffset: { type: integer } } }";
    let schemas = vec![("Widget", block(&place.mapping("Widget", widget))), ("Page", page.to_owned())];
    let mut root = keys(&[("openapi", "3.1.0"), ("info", "{ title: Acme, version: '1' }")]);
    root.push(("paths", block(&place.mapping("paths", paths))));
    root.push(("components", format!("\n  schemas:{}", block(&block(&place.mapping("schemas", schemas))))));
    place.mapping("contract.yaml", root)
}
