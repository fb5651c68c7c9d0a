//! Reads the query of a request: each parameter once, lists by repetition, objects by brackets.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::text;
use crate::binding::Kind;
use crate::inputs::InputError;
use crate::json::{self, Json};

/// How many brackets deep an object may go; nobody means more.
const DEEPEST: usize = 16;

/// The pairs of a query, decoded; what nobody takes is unknown.
#[derive(Debug, Default)]
pub(super) struct Query {
    pairs: BTreeMap<String, Vec<String>>,
    /// One value may fill several inputs.
    taken: BTreeSet<String>,
}

impl Query {
    /// The pairs in the order they came.
    pub(super) fn parse(query: &str) -> Self {
        let mut pairs: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            pairs.entry(name.into_owned()).or_default().push(value.into_owned());
        }
        Self { pairs, taken: BTreeSet::new() }
    }

    /// Takes a parameter, if it is there.
    pub(super) fn take(&mut self, name: &str, kind: Kind) -> Result<Option<Json>, InputError> {
        let unfit = |problem: &'static str| InputError::new(name, problem);
        match kind {
            Kind::List(item) => {
                let Some(texts) = self.texts(name) else { return Ok(None) };
                text::list(*item, texts.iter().map(String::as_str)).map(Some).map_err(unfit)
            }
            Kind::Object => self.object(name),
            kind => match self.texts(name).as_deref() {
                None => Ok(None),
                Some([text]) => text::value(kind, text).map(Some).map_err(unfit),
                Some(_) => Err(unfit("is given more than once")),
            },
        }
    }

    fn texts(&mut self, name: &str) -> Option<Vec<String>> {
        let texts = self.pairs.get(name)?.clone();
        self.taken.insert(name.to_owned());
        Some(texts)
    }

    /// A parameter that nobody has taken.
    pub(super) fn unknown(&self) -> Option<&str> {
        self.pairs.keys().find(|name| !self.taken.contains(*name)).map(String::as_str)
    }

    /// Everything of `name` and `name[…]`, nested by the brackets; texts stay texts until a schema says otherwise.
    fn object(&mut self, name: &str) -> Result<Option<Json>, InputError> {
        let is_part =
            |pair: &&String| *pair == name || pair.strip_prefix(name).is_some_and(|rest| rest.starts_with('['));
        let parts: Vec<String> = self.pairs.keys().filter(is_part).cloned().collect();
        let mut whole = Value::Null;
        for part in parts {
            let texts = self.texts(&part).unwrap_or_default();
            let mut texts: Vec<Value> = texts.into_iter().map(Value::String).collect();
            let value = if texts.len() > 1 { Value::Array(texts) } else { texts.pop().unwrap_or_default() };
            let steps =
                steps(&part[name.len()..]).ok_or_else(|| InputError::new(&part, "has brackets that do not match"))?;
            place(&mut whole, &steps, value).ok_or_else(|| InputError::new(&part, "contradicts another parameter"))?;
        }
        Ok((!whole.is_null()).then(|| json::of(&whole)))
    }
}

/// The names inside `[a][b]`.
fn steps(brackets: &str) -> Option<Vec<&str>> {
    if brackets.is_empty() {
        return Some(Vec::new());
    }
    let inner = brackets.strip_prefix('[')?.strip_suffix(']')?;
    let steps: Vec<&str> = inner.split("][").collect();
    let is_fit = steps.len() <= DEEPEST && steps.iter().all(|step| !step.is_empty() && !step.contains(['[', ']']));
    is_fit.then_some(steps)
}

/// Puts a value where the steps lead; none when something else is there already.
fn place(whole: &mut Value, steps: &[&str], value: Value) -> Option<()> {
    let Some((first, rest)) = steps.split_first() else {
        return whole.is_null().then(|| *whole = value);
    };
    if whole.is_null() {
        *whole = Value::Object(Map::new());
    }
    place(whole.as_object_mut()?.entry(*first).or_insert(Value::Null), rest, value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(query: &str, name: &str, kind: Kind) -> Result<Option<String>, String> {
        let taken = Query::parse(query).take(name, kind);
        taken.map(|json| json.map(|json| json.get().to_owned())).map_err(|error| error.to_string())
    }

    #[test]
    fn parameters_are_read_by_their_kind() {
        const TEXTS: Kind = Kind::List(&Kind::Text);
        for (query, kind, expected) in [
            ("", Kind::Text, Ok(None)),
            ("f=a%20b+c", Kind::Text, Ok(Some(r#""a b c""#))),
            ("f=", Kind::Text, Ok(Some("\"\""))),
            ("f=1&f=2", Kind::Number, Err("`f`: is given more than once")),
            ("f=x", Kind::Number, Err("`f`: is no number")),
            ("f=a&g=b&f=c,d", TEXTS, Ok(Some(r#"["a","c,d"]"#))),
            ("f=x", Kind::Object, Ok(Some("\"x\""))),
            ("f[a][b]=1&f[a][c]=2&f[d]=3", Kind::Object, Ok(Some(r#"{"a":{"b":"1","c":"2"},"d":"3"}"#))),
            ("f[a]=1&f[a]=2", Kind::Object, Ok(Some(r#"{"a":["1","2"]}"#))),
            ("f%5Ba%5D=1", Kind::Object, Ok(Some(r#"{"a":"1"}"#))),
            ("f[a]=1&f[a][b]=2", Kind::Object, Err("`f[a][b]`: contradicts another parameter")),
            ("f[a=1", Kind::Object, Err("`f[a`: has brackets that do not match")),
            ("f[]=1", Kind::Object, Err("`f[]`: has brackets that do not match")),
        ] {
            let expected = expected.map(|json| json.map(str::to_owned)).map_err(str::to_owned);
            assert_eq!(taken(query, "f", kind), expected, "{query}");
        }
    }

    #[test]
    fn what_nobody_takes_is_unknown() {
        let mut query = Query::parse("limit=1&limt=2");
        query.take("limit", Kind::Number).unwrap();
        assert_eq!(query.unknown(), Some("limt"));
    }
}
