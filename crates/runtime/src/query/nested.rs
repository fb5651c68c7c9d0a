//! Flattens values, given as JSON, into query parameters without touching their numbers.

use serde_json::value::RawValue;

use super::Query;
use crate::style::Members;

/// Appends a value as members in brackets, to any depth: `name[member]=value`.
pub(super) fn push(query: &mut Query, name: &str, json: &str) -> Result<(), serde_json::Error> {
    match json.as_bytes().first() {
        // OpenAPI leaves lists open; whoever reads brackets reads these.
        Some(b'[') => deep(query, &format!("{name}[]"), json),
        _ => deep(query, name, json),
    }
}

/// Appends the members of an object as parameters of their own; a list repeats its name.
pub(super) fn push_exploded(query: &mut Query, name: &str, json: &str) -> Result<(), serde_json::Error> {
    match json.as_bytes().first() {
        Some(b'{') => {
            let Members(members) = serde_json::from_str(json)?;
            members.iter().try_for_each(|(member, value)| deep(query, member, value.get()))
        }
        _ => deep(query, name, json),
    }
}

/// Appends a field of a form: a list repeats its name, an object is JSON.
pub(super) fn push_field(query: &mut Query, name: &str, json: &str) -> Result<(), serde_json::Error> {
    match json.as_bytes().first() {
        Some(b'{') => {
            query.push(name, &json);
            Ok(())
        }
        Some(b'[') => {
            let items: Vec<Box<RawValue>> = serde_json::from_str(json)?;
            items.iter().try_for_each(|item| match item.get().as_bytes().first() {
                Some(b'[') => {
                    query.push(name, &item.get());
                    Ok(())
                }
                _ => push_field(query, name, item.get()),
            })
        }
        _ => deep(query, name, json),
    }
}

/// Writes `name[member]=value` to any depth; a list repeats its name, null leaves nothing behind.
fn deep(query: &mut Query, name: &str, json: &str) -> Result<(), serde_json::Error> {
    match json.as_bytes().first() {
        Some(b'{') => {
            let Members(members) = serde_json::from_str(json)?;
            members.iter().try_for_each(|(member, value)| deep(query, &format!("{name}[{member}]"), value.get()))
        }
        Some(b'[') => {
            let items: Vec<Box<RawValue>> = serde_json::from_str(json)?;
            items.iter().try_for_each(|item| deep(query, name, item.get()))
        }
        Some(b'"') => {
            query.push(name, &serde_json::from_str::<String>(json)?);
            Ok(())
        }
        _ if json == "null" => Ok(()),
        _ => {
            query.push(name, &json);
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::error::Error;
    use crate::query::Query;
    use crate::style::{Escape, Style};

    fn written(json: &str, style: Style) -> Result<String, Error> {
        let mut query = Query::default();
        query.push_styled("filter", json, style, Escape::Percent)?;
        Ok(query.as_str().replace("%5B", "[").replace("%5D", "]"))
    }

    #[test]
    fn writes_objects_in_each_style() {
        let json = r#"{"key":{"eq":"a b","in":["x","y"]},"n":1.10,"none":null,"on":true}"#;
        for (style, expected) in [
            (Style::Deep, "filter[key][eq]=a%20b&filter[key][in]=x&filter[key][in]=y&filter[n]=1.10&filter[on]=true"),
            (Style::FormExploded, "key[eq]=a%20b&key[in]=x&key[in]=y&n=1.10&on=true"),
        ] {
            assert_eq!(written(json, style).unwrap(), expected, "{style:?}");
        }
        assert_eq!(written(r#"{"a":1}"#, Style::Json).unwrap(), "filter=%7B%22a%22%3A1%7D");
        assert!(written(json, Style::Form).unwrap_err().is_invalid_input());
    }

    #[test]
    fn values_without_members_are_plain_parameters() {
        for (json, style, expected) in [
            ("\"x\"", Style::Deep, "filter=x"),
            (r#"["x","y"]"#, Style::Deep, "filter[]=x&filter[]=y"),
            ("1.10", Style::FormExploded, "filter=1.10"),
            (r#"["x",null,"y"]"#, Style::FormExploded, "filter=x&filter=y"),
            (r#"["x",null,"y"]"#, Style::Pipe, "filter=x%7Cy"),
            ("null", Style::FormExploded, ""),
        ] {
            assert_eq!(written(json, style).unwrap(), expected, "{json} {style:?}");
        }
    }

    #[test]
    fn a_form_has_a_field_for_each_member() {
        let json = r#"{"a":"x\ny","b":[1,{"c":2},[3]],"d":{"e":"f"},"g":{"h":["i"]},"j":["k","l"],"m":null}"#;
        let mut form = Query::default();
        form.push_form(json.as_bytes(), &[("g", Style::Deep), ("j", Style::Form), ("n", Style::Deep)]).unwrap();
        let expected = "a=x%0Ay&b=1&b=%7B%22c%22%3A2%7D&b=%5B3%5D&d=%7B%22e%22%3A%22f%22%7D&g%5Bh%5D=i&j=k,l";
        assert_eq!(form.as_str(), expected);
        assert!(form.push_form(b"[1]", &[]).unwrap_err().is_invalid_input());
    }

    #[test]
    fn styled_values_follow_those_before_them() {
        let mut query = Query::default();
        for (json, style) in [("[]", Style::Form), ("[1,2]", Style::Form), ("[]", Style::Pipe), ("[3]", Style::Space)] {
            query.push_styled("n", json, style, Escape::Percent).unwrap();
        }
        query.push("m", &1);
        query.push_styled("o", "\"a:b\"", Style::FormExploded, Escape::PercentSplitting).unwrap();
        assert_eq!(query.as_str(), "n=1,2&n=3&m=1&o=a:b");
    }
}
