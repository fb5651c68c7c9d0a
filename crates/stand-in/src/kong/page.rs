//! Cuts a list into pages by number.

use serde_json::{Value, json};

use super::fields::Fields;
use super::problem::{Problem, standard};

/// A query as it came: names and values, percent-decoded.
pub(super) type Query = Vec<(String, String)>;

/// The page that the query asks for, with its numbers.
pub(super) fn cut(query: &Query, things: &[&Fields]) -> Result<Value, Problem> {
    let size = number(query, "page[size]", 10)?;
    let page = number(query, "page[number]", 1)?;
    let data: Vec<&&Fields> = things.iter().skip((page - 1).saturating_mul(size)).take(size).collect();
    Ok(json!({ "data": data, "meta": { "page": { "number": page, "size": size, "total": things.len() } } }))
}

fn number(query: &Query, name: &str, default: usize) -> Result<usize, Problem> {
    let Some((_, text)) = query.iter().find(|(known, _)| known == name) else { return Ok(default) };
    match text.parse() {
        Ok(0) => {
            let least = json!({
                "field": name, "source": "query", "rule": "min", "minimum": 1, "reason": "must be at least 1",
            });
            Err(Problem::invalid(vec![least]))
        }
        Ok(number) => Ok(number),
        Err(_) => Err(Problem::invalid(vec![standard(name, "query", "is_integer", "must be an integer")])),
    }
}
