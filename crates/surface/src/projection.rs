//! Takes what a surface gives out of what the vendor answered.

use serde_json::{Map, Value};

/// What a surface gives of the vendor's answer.
#[derive(Clone, Copy, Debug)]
pub enum Projection {
    /// All of it, untouched.
    Whole,
    /// The first of these that is there.
    First(&'static [Mapped]),
}

/// One part of the answer, in a shape of its own.
#[derive(Clone, Copy, Debug)]
pub struct Mapped {
    /// Where it is, from what stands around it.
    pub path: &'static [Step],
    /// What becomes of it.
    pub shape: Shape,
}

/// One step into a JSON value.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// Into a member of an object.
    Member(&'static str),
    /// Into an element of a list, counted from 0.
    Element(usize),
    /// Into every element of a list, or every member of an object.
    Every,
}

/// What becomes of a value.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// It stays as it is.
    AsItIs,
    /// An object of these members, each taken out of it.
    Object(&'static [(&'static str, Mapped)]),
    /// A list: each of its elements in this shape.
    List(&'static Mapped),
    /// Something fixed in its stead, as JSON.
    Fixed(&'static str),
}

/// The first part that is there; null when none is.
pub(crate) fn first(parts: &[Mapped], answer: &Value) -> Value {
    parts.iter().map(|part| part.of(answer)).find(|found| !found.is_null()).unwrap_or(Value::Null)
}

impl Mapped {
    /// The part of a value; null where there is none.
    fn of(&self, value: &Value) -> Value {
        let found = walk(self.path, value);
        match self.shape {
            Shape::AsItIs => found,
            Shape::Fixed(json) => serde_json::from_str(json).unwrap_or(Value::Null),
            Shape::Object(_) if found.is_null() => Value::Null,
            Shape::Object(members) => {
                let members = members.iter().map(|(name, part)| ((*name).to_owned(), part.of(&found)));
                Value::Object(Map::from_iter(members))
            }
            Shape::List(part) => match found {
                Value::Array(elements) => Value::Array(elements.iter().map(|element| part.of(element)).collect()),
                _ => Value::Null,
            },
        }
    }
}

fn walk(path: &[Step], value: &Value) -> Value {
    let Some((step, rest)) = path.split_first() else { return value.clone() };
    let next = match (step, value) {
        (Step::Member(name), Value::Object(members)) => members.get(*name),
        (Step::Element(index), Value::Array(elements)) => elements.get(*index),
        (Step::Every, Value::Array(elements)) => {
            return Value::Array(elements.iter().map(|element| walk(rest, element)).collect());
        }
        (Step::Every, Value::Object(members)) => {
            return Value::Array(members.values().map(|member| walk(rest, member)).collect());
        }
        _ => None,
    };
    next.map_or(Value::Null, |next| walk(rest, next))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NAMES: Mapped =
        Mapped { path: &[Step::Member("data"), Step::Every, Step::Member("name")], shape: Shape::AsItIs };

    #[test]
    fn parts_are_taken_out_of_answers() {
        let answer = json!({"data": [{"id": 1, "name": "a"}, {"id": 2}], "meta": {"total": 2}});
        let id = Mapped { path: &[Step::Member("id")], shape: Shape::AsItIs };
        for (part, expected) in [
            (NAMES, json!(["a", null])),
            (Mapped { path: &[Step::Member("data"), Step::Element(1)], shape: Shape::AsItIs }, json!({"id": 2})),
            (Mapped { path: &[Step::Member("nothing")], shape: Shape::AsItIs }, json!(null)),
            (
                Mapped {
                    path: &[Step::Member("data")],
                    shape: Shape::List(&Mapped { path: &[], shape: Shape::Object(&[("number", ID)]) }),
                },
                json!([{"number": 1}, {"number": 2}]),
            ),
            (Mapped { path: &[], shape: Shape::Fixed("7") }, json!(7)),
        ] {
            assert_eq!(part.of(&answer), expected);
        }
        assert_eq!(first(&[id, NAMES], &answer), json!(["a", null]));
        assert_eq!(first(&[id], &answer), json!(null));
    }

    const ID: Mapped = Mapped { path: &[Step::Member("id")], shape: Shape::AsItIs };
}
