//! Reads a header of an answer as the type that the vendor's documents give it.

use std::fmt;

use http::HeaderMap;
use serde::de::DeserializeOwned;

/// A header of answers and the type of its value: a key for [`Response::header`](crate::Response::header) and
/// [`Error::header`](crate::Error::header).
///
/// ```
/// use meterforge_runtime::ResponseHeader;
///
/// /// How many calls are left in this minute.
/// const REMAINING: ResponseHeader<u32> = ResponseHeader::value("x-ratelimit-remaining");
/// # fn slow_down() {}
/// # fn sample(response: &meterforge_runtime::Response<()>) {
/// if response.header(REMAINING) == Some(0) {
///     slow_down();
/// }
/// # }
/// ```
pub struct ResponseHeader<T> {
    name: &'static str,
    read: fn(&HeaderMap, &str) -> Option<T>,
}

impl<T: DeserializeOwned> ResponseHeader<T> {
    /// A header that holds one value as text: a number, a word, a date.
    pub const fn value(name: &'static str) -> Self {
        Self { name, read: |headers, name| from_text(text(headers, name)?) }
    }

    /// A header that holds JSON.
    pub const fn json(name: &'static str) -> Self {
        Self { name, read: |headers, name| serde_json::from_str(text(headers, name)?).ok() }
    }
}

impl<T: DeserializeOwned> ResponseHeader<Vec<T>> {
    /// A header that holds values parted by commas, on one line or on several.
    pub const fn list(name: &'static str) -> Self {
        Self { name, read: list }
    }
}

impl<T> ResponseHeader<T> {
    /// The header's name, in lower case.
    pub fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) fn read(&self, headers: &HeaderMap) -> Option<T> {
        (self.read)(headers, self.name)
    }
}

impl<T> Clone for ResponseHeader<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ResponseHeader<T> {}

impl<T> fmt::Debug for ResponseHeader<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ResponseHeader").field(&self.name).finish()
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    std::str::from_utf8(headers.get(name)?.as_bytes()).ok().map(str::trim)
}

fn list<T: DeserializeOwned>(headers: &HeaderMap, name: &str) -> Option<Vec<T>> {
    let mut lines = headers.get_all(name).iter().peekable();
    lines.peek()?;
    let mut items = Vec::new();
    for line in lines {
        let line = std::str::from_utf8(line.as_bytes()).ok()?;
        for item in line.split(',').map(str::trim).filter(|item| !item.is_empty()) {
            items.push(from_text(item)?);
        }
    }
    Some(items)
}

/// A value that is written as text: what JSON writes in quotes, then what it writes without.
fn from_text<T: DeserializeOwned>(text: &str) -> Option<T> {
    let quoted = serde_json::to_string(text).ok()?;
    serde_json::from_str(&quoted).or_else(|_| serde_json::from_str(text)).ok()
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;
    use crate::json::DecimalNumber;
    use crate::value::{Date, DecimalText};

    fn headers(lines: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-a", HeaderValue::from_bytes(line.as_bytes()).unwrap());
        }
        headers
    }

    fn value<T: DeserializeOwned>(line: &str) -> Option<T> {
        ResponseHeader::value("x-a").read(&headers(&[line]))
    }

    #[test]
    fn reads_values_of_every_kind() {
        assert_eq!(value::<i64>(" 42 "), Some(42));
        assert_eq!(value::<bool>("true"), Some(true));
        assert_eq!(value::<f64>("1.5"), Some(1.5));
        assert_eq!(value::<String>("123").as_deref(), Some("123"));
        assert_eq!(value::<String>("\"etag\"").as_deref(), Some("\"etag\""));
        assert_eq!(value::<String>("gr\u{fc}n").as_deref(), Some("gr\u{fc}n"));
        assert_eq!(value::<DecimalNumber>("1.10").unwrap().to_string(), "1.10");
        assert_eq!(value::<DecimalText>("1.10").unwrap().to_string(), "1.10");
        assert_eq!(value::<Date>("2025-06-01").unwrap().to_string(), "2025-06-01");
        let json = ResponseHeader::<Vec<u8>>::json("x-a").read(&headers(&["[1,2]"]));
        assert_eq!(json, Some(vec![1, 2]));
    }

    #[test]
    fn reads_lists_over_several_lines() {
        let list = ResponseHeader::<Vec<u32>>::list("x-a");
        assert_eq!(list.read(&headers(&["1, 2,,", "3"])), Some(vec![1, 2, 3]));
        assert_eq!(list.read(&headers(&[""])), Some(Vec::new()));
        assert_eq!(list.read(&headers(&["1, x"])), None);
        assert_eq!(list.read(&headers(&[])), None);
    }

    #[test]
    fn what_is_missing_or_something_else_is_none() {
        assert_eq!(value::<i64>("many"), None);
        assert_eq!(value::<i64>(""), None);
        assert_eq!(ResponseHeader::<String>::value("x-b").read(&headers(&["a"])), None);
    }
}
