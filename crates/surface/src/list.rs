//! Finds the list in an answer, and cuts it where it grows too long to be given at once.

use std::collections::BTreeMap;

use crate::json::{self, Json};

/// An answer, or as much of it as may be given at once.
#[derive(Debug)]
pub(crate) struct Bounded {
    /// The JSON, its list cut.
    pub(crate) json: Json,
    /// How many items of the whole list are left out before those that are given, and given; none when the rest is all
    /// there.
    pub(crate) given: Option<usize>,
}

/// Why an answer cannot be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unbounded {
    /// It is no JSON, or its list is none.
    NotAsSaid,
    /// It is too long, and cannot be cut; its length in bytes.
    TooLong(usize),
}

/// Leaves `skip` items out and keeps as many as fit `most` bytes. `list` is the member that holds them; an empty name is
/// the answer itself.
pub(crate) fn bounded(body: &[u8], list: Option<&str>, skip: usize, most: usize) -> Result<Bounded, Unbounded> {
    let whole: Json = serde_json::from_slice(body).map_err(|_| Unbounded::NotAsSaid)?;
    let length = whole.get().len();
    if skip == 0 && length <= most {
        return Ok(Bounded { json: whole, given: None });
    }
    match list {
        None => Err(Unbounded::TooLong(length)),
        Some("") => {
            let (items, given) = cut(&whole, skip, most.saturating_sub(2))?;
            Ok(Bounded { json: json::of(&items), given })
        }
        Some(member) => {
            let mut members: BTreeMap<String, Json> =
                serde_json::from_str(whole.get()).map_err(|_| Unbounded::NotAsSaid)?;
            let items = members.remove(member).ok_or(Unbounded::TooLong(length))?;
            // Quotes, colons and commas count as well, and the brackets of the object and of the list.
            let others: usize = members.iter().map(|(name, value)| name.len() + value.get().len() + 4).sum();
            let room = most.checked_sub(others + member.len() + 7).ok_or(Unbounded::TooLong(length))?;
            let (items, given) = cut(&items, skip, room)?;
            members.insert(member.to_owned(), json::of(&items));
            Ok(Bounded { json: json::of(&members), given })
        }
    }
}

fn cut(list: &Json, skip: usize, most: usize) -> Result<(Vec<Json>, Option<usize>), Unbounded> {
    let items: Vec<Json> = serde_json::from_str(list.get()).map_err(|_| Unbounded::NotAsSaid)?;
    let all = items.len();
    let mut room = most;
    let mut kept = Vec::new();
    for item in items.into_iter().skip(skip) {
        match room.checked_sub(item.get().len() + 1) {
            Some(left) => room = left,
            // An item alone that is too long would never be given.
            None if kept.is_empty() => return Err(Unbounded::TooLong(item.get().len())),
            None => break,
        }
        kept.push(item);
    }
    let given = skip + kept.len();
    Ok((kept, (given < all).then_some(given)))
}

#[cfg(test)]
mod tests {
    use super::*;

    type Cut = Result<(&'static str, Option<usize>), Unbounded>;

    #[test]
    fn lists_are_cut_between_items() {
        for (body, list, skip, most, expected) in [
            ("[1,2,3]", Some(""), 0, 7, Ok(("[1,2,3]", None)) as Cut),
            ("[1,2,3]", Some(""), 0, 6, Ok(("[1,2]", Some(2)))),
            ("[1,2,3]", Some(""), 2, 6, Ok(("[3]", None))),
            ("[1,2,3]", Some(""), 1, 4, Ok(("[2]", Some(2)))),
            ("[1,2,3]", Some(""), 9, 6, Ok(("[]", None))),
            (r#"{"data":[10,20,30],"meta":1}"#, Some("data"), 0, 24, Ok((r#"{"data":[10],"meta":1}"#, Some(1)))),
            (r#"{"data":[10,20],"meta":1}"#, Some("data"), 1, 100, Ok((r#"{"data":[20],"meta":1}"#, None))),
            (r#"{"a":1}"#, None, 0, 100, Ok((r#"{"a":1}"#, None))),
            (r#"{"a":1}"#, None, 0, 5, Err(Unbounded::TooLong(7))),
            (r#"{"a":1}"#, Some("data"), 0, 5, Err(Unbounded::TooLong(7))),
            (r#"["a long item","b"]"#, Some(""), 0, 5, Err(Unbounded::TooLong(13))),
            (r#"{"data":1}"#, Some("data"), 1, 50, Err(Unbounded::NotAsSaid)),
            ("<html>", Some(""), 0, 100, Err(Unbounded::NotAsSaid)),
        ] {
            let found = bounded(body.as_bytes(), list, skip, most);
            let found = found.as_ref().map(|found| (found.json.get(), found.given)).map_err(|why| *why);
            assert_eq!(found, expected, "{body} {list:?} {skip} {most}");
        }
    }
}
