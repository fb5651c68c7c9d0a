//! What templates become.

use super::*;

fn variables() -> [Variable; 1] {
    [("TENANT", Secret::new("t\"1"))]
}

/// `{{name}}` is Ada & "Co", `{{count}}` a number, `{{tags}}` a list, `{{none}}` is absent.
fn filled<T>(fill: impl FnOnce(&Inputs<'_>) -> T) -> T {
    let variables = variables();
    let inputs =
        Inputs::new(&variables).give("$top", Some(&5)).give("name", Some("Ada & \"Co\"\n")).give("count", Some(&1.50));
    fill(&inputs.give("tags", Some(&["x", "y"])).give("none", None::<&str>).give("null", Some(&None::<u8>)))
}

#[test]
fn texts_keep_values_values() {
    for (template, kind, expected) in [
        ("", Filled::Plain, ""),
        ("plain { } }}", Filled::Plain, "plain { } }}"),
        ("{{{}}{{{}}name}} {{{}}{{name}}", Filled::Xml, "{{name}} {Ada &amp; &quot;Co&quot;\n"),
        ("{{$$top}}", Filled::Plain, "5"),
        ("<{{name}}|{{count}}|{{tags}}|{{$TENANT}}>", Filled::Plain, "<Ada & \"Co\"\n|1.5|[\"x\",\"y\"]|t\"1>"),
        (
            r#"{"n":"{{name}}","c":{{count}},"t":{{tags}}}"#,
            Filled::Json,
            r#"{"n":"Ada & \"Co\"\n","c":1.5,"t":["x","y"]}"#,
        ),
        ("<n>{{name}}</n>", Filled::Xml, "<n>Ada &amp; &quot;Co&quot;\n</n>"),
        ("?x rdfs:label \"{{name}}\"", Filled::Sparql, "?x rdfs:label \"Ada & \\\"Co\\\"\\n\""),
        ("a=1&b={{name}}", Filled::Form, "a=1&b=Ada%20%26%20%22Co%22%0A"),
    ] {
        let text = filled(|inputs| text("body", template, inputs, kind, Lacking::Refused)).unwrap().unwrap();
        assert_eq!(text, (expected.to_owned(), template.contains("{{$TENANT}}")), "{template}");
    }
}

#[test]
fn what_is_missing_is_named_or_left_out() {
    for (template, lacking, expected) in [
        ("a {{none}}", Lacking::LeftOut, Ok(None)),
        ("{{none}}{{null}}", Lacking::LeftOut, Ok(None)),
        ("{{$TENANT}}:{{none}}", Lacking::LeftOut, Ok(None)),
        ("{{$OTHER}}", Lacking::LeftOut, Ok(None)),
        ("{{count}} {{none}}", Lacking::LeftOut, Err("`none` has no value, which `p` needs")),
        ("{{none}}", Lacking::Refused, Err("`none` has no value, which `p` needs")),
        ("{{count}} {{$OTHER}}", Lacking::Refused, Err("no value for the variable OTHER, which `p` needs")),
    ] {
        let found = filled(|inputs| text("p", template, inputs, Filled::Plain, lacking));
        match (found, expected) {
            (Ok(found), Ok(expected)) => assert_eq!(found, expected, "{template}"),
            (Err(error), Err(expected)) => assert!(error.to_string().starts_with(expected), "{template}: {error}"),
            (found, _) => panic!("{template}: {found:?}"),
        }
    }
}

#[test]
fn json_takes_values_and_drops_what_is_absent() {
    for (template, expected) in [
        (
            r#"{"a":"{{name}}","b":{"c":["{{tags}}","{{none}}","x-{{count}}"]},"d":"{{none}}","e":1.10,"f":null}"#,
            Some(r#"{"a":"Ada & \"Co\"\n","b":{"c":[["x","y"],"x-1.5"]},"e":1.10,"f":null}"#),
        ),
        (r#"{"a":"{{none}}","b":"{{count}}"}"#, Some(r#"{"b":1.5}"#)),
        (r#"{"\"k\"":"{{$TENANT}}"}"#, Some(r#"{"\"k\"":"t\"1"}"#)),
        (r#""{{tags}}""#, Some(r#"["x","y"]"#)),
        (r#""{{none}}""#, None),
        ("7", Some("7")),
    ] {
        let json = filled(|inputs| json(template, inputs)).unwrap();
        assert_eq!(json.as_deref(), expected, "{template}");
    }
    let error = filled(|inputs| json(r#"{"a":"x {{none}}"}"#, inputs)).unwrap_err();
    assert_eq!(error.to_string(), "`none` has no value, which `body` needs");
}

#[test]
fn a_value_that_is_no_json_is_told() {
    let unwritable = std::collections::BTreeMap::from([((1, 2), 3)]);
    let inputs = Inputs::new(&[]).give("map", Some(&unwritable));
    let error = json(r#""{{map}}""#, &inputs).unwrap_err();
    assert!(error.is_invalid_input() && error.to_string().contains("`map`"), "{error}");
}
