//! Writes the contract of a synthetic SDK: its operations, and the schemas of a resource.

use super::{Call, operation_id};
use std::fmt::Write as _;

/// The fields of a resource: a name, and a schema that vendors write often.
const FIELDS: [(&str, &str); 24] = [
    ("id", "{ type: string, format: uuid }"),
    ("displayName", "{ type: string, minLength: 1, maxLength: 255, example: Team of the north }"),
    ("externalReference", "{ type: [string, 'null'] }"),
    ("status", "{ $ref: '#/components/schemas/@Status' }"),
    ("source", "{ $ref: '#/components/schemas/@Source' }"),
    ("lines", "{ type: array, items: { $ref: '#/components/schemas/@Line' } }"),
    ("parent", "{ $ref: '#/components/schemas/@' }"),
    ("createdAt", "{ type: string, format: date-time, readOnly: true }"),
    ("updatedAt", "{ type: string, format: date-time, readOnly: true }"),
    ("effectiveOn", "{ type: string, format: date }"),
    ("quantity", "{ type: integer, format: int64, minimum: 0, default: 1 }"),
    ("unitAmount", "{ type: string, pattern: '^-?[0-9]+(\\.[0-9]+)?$', example: '12.50' }"),
    ("ratio", "{ type: number, minimum: 0, maximum: 1 }"),
    ("isActive", "{ type: boolean, default: true }"),
    ("labels", "{ type: object, additionalProperties: { type: string } }"),
    ("tags", "{ type: array, items: { type: string } }"),
    ("currency", "{ type: string, enum: [EUR, USD, GBP, JPY] }"),
    ("billingCycle", "{ type: string, enum: [daily, weekly, monthly, quarterly, yearly] }"),
    (
        "address",
        "{ type: object, properties: { street: { type: string }, city: { type: string }, country: { type: string } } }",
    ),
    (
        "thresholds",
        "{ type: array, items: { type: object, required: [at], properties: { at: { type: number }, notify: { type: boolean } } } }",
    ),
    ("notes", "{ type: string, deprecated: true }"),
    ("metadata", "{ type: object }"),
    ("retryCount", "{ type: integer, format: int32 }"),
    ("totalAmount", "{ type: string, example: '99.00' }"),
];

const PROBLEM: &str = "    Problem:
      type: object
      description: What went wrong, in words and as a code.
      required: [title]
      properties: { title: { type: string }, detail: { type: string }, code: { type: integer } }
";

/// The document, around its paths and the schemas of all resources.
pub(super) fn document(paths: &str, schemas: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{ title: Synthetic, version: 1.0.0 }}\nservers: [ {{ url: https://api.synthetic.test }} \
         ]\npaths:\n{paths}components:\n  schemas:\n{PROBLEM}{schemas}"
    )
}

/// One call of a resource, below its path.
pub(super) fn operation(name: &str, call: &Call) -> String {
    let (method, id, verb) = (call.method.to_lowercase(), operation_id(name, call), call.verb);
    let mut text = format!(
        "    {method}:
      operationId: {id}
      summary: Calls {verb} of the {name} resource
      description: |
        The {verb} call answers at once; what it changes is seen by every other call within a second or two. A call for
        a resource that is archived is refused, see `isActive`.

        Amounts are decimal numbers in the currency of the account: they are never rounded on the way.
      tags: [{name}]
      parameters:
"
    );
    if call.of_one {
        let place = name.to_lowercase();
        _ = writeln!(
            text,
            "      - {{ name: {place}Id, in: path, required: true, description: The id of the {name} that is meant., \
             schema: {{ type: string, format: uuid }} }}"
        );
    } else {
        for (name, schema) in [
            ("pageToken", "{ type: string }"),
            ("pageSize", "{ type: integer, minimum: 1, maximum: 500, default: 100 }"),
            ("labels", "{ type: array, items: { type: string } }"),
        ] {
            _ = writeln!(
                text,
                "      - {{ name: {name}, in: query, description: Narrows the answer down to what is asked for with \
                 {name}., schema: {schema} }}"
            );
        }
    }
    if matches!(verb, "create" | "update") {
        _ = writeln!(
            text,
            "      requestBody: {{ required: true, content: {{ application/json: {{ schema: {{ $ref: \
             '#/components/schemas/{name}Request' }} }} }} }}"
        );
    }
    let answer = if verb == "list" { format!("{name}Page") } else { name.to_owned() };
    let success = match verb {
        "delete" => "'204': { description: It is gone. }".to_owned(),
        _ => format!(
            "'200': {{ description: The {name} as it is now., content: {{ application/json: {{ schema: {{ $ref: \
             '#/components/schemas/{answer}' }} }} }} }}"
        ),
    };
    let problem = "content: { application/problem+json: { schema: { $ref: '#/components/schemas/Problem' } } }";
    _ = writeln!(
        text,
        "      responses:\n        {success}\n        '400': {{ description: The call makes no sense., {problem} }}\n        \
         '404': {{ description: There is no such {name}., {problem} }}"
    );
    text
}

/// A resource, what callers send of it, and what it is made of.
pub(super) fn schemas_of(name: &str) -> String {
    let all: Vec<usize> = (0..FIELDS.len()).collect();
    let mut text = object(name, "", "", &all, "id, displayName, status, createdAt");
    // What a caller may not set is left out.
    let settable: Vec<usize> = all.into_iter().filter(|at| !matches!(at, 0 | 6 | 7 | 8)).collect();
    text.push_str(&object(name, "Request", "", &settable, "displayName"));
    text.push_str(&object(name, "Line", "", &[1, 9, 10, 11, 12, 16, 20], "quantity"));
    for (kind, fields) in [("Import", [1, 2, 9, 15]), ("Manual", [1, 13, 20, 21]), ("Metered", [10, 11, 12, 22])] {
        text.push_str(&object(name, kind, "        kind: { type: string }\n", &fields, "kind"));
    }
    _ = write!(
        text,
        "    {name}Source:
      description: Where the {name} comes from, which decides what else is known about it.
      oneOf:
      - {{ $ref: '#/components/schemas/{name}Import' }}
      - {{ $ref: '#/components/schemas/{name}Manual' }}
      - {{ $ref: '#/components/schemas/{name}Metered' }}
      discriminator:
        propertyName: kind
        mapping: {{ import: '#/components/schemas/{name}Import', manual: '#/components/schemas/{name}Manual', metered: \
         '#/components/schemas/{name}Metered' }}
    {name}Status:
      type: string
      description: How far the {name} has come.
      enum: [draft, active, suspended, archived]
    {name}Page:
      type: object
      description: One page of the list, oldest first.
      required: [data]
      properties:
        data: {{ type: array, items: {{ $ref: '#/components/schemas/{name}' }} }}
        nextToken: {{ type: string, description: What to ask for the next page with. }}
"
    );
    text
}

fn object(name: &str, kind: &str, first: &str, fields: &[usize], required: &str) -> String {
    let mut text = format!(
        "    {name}{kind}:\n      type: object\n      description: A {name}{kind} as the ledger keeps it; what is absent was \
         never set.\n      required: [{required}]\n      properties:\n{first}"
    );
    for (field, schema) in fields.iter().filter_map(|at| FIELDS.get(*at)) {
        let schema = schema.replace('@', name);
        // A description stands beside the schema, or below `allOf` where that is a reference.
        let words = format!(
            "The {field} of this {name}{kind}, kept as long as the contract lasts and shown on documents of the period"
        );
        _ = match schema.strip_prefix("{ $ref") {
            Some(_) => writeln!(text, "        {field}: {{ description: '{words}.', allOf: [ {schema} ] }}"),
            None => writeln!(text, "        {field}: {{ description: '{words}.', {}", schema.trim_start_matches("{ ")),
        };
    }
    text
}
