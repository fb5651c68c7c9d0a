//! Cuts a list into pages, each with the token of the next.

use axum::Json;
use serde::{Deserialize, Serialize};

use super::refusal::{Answer, Refusal};

/// The most that a page holds, and what it holds when nobody says.
const LARGEST: usize = 50;

/// The query that every list takes.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Position {
    next_token: Option<String>,
    page_size: Option<usize>,
}

/// One page of a list.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Page<T> {
    data: Vec<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
    context: Context,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Context {
    page_size: usize,
}

impl Position {
    /// The page that was asked for.
    pub(super) fn page<T>(&self, items: impl IntoIterator<Item = T>) -> Answer<Page<T>> {
        let start = match &self.next_token {
            None => 0,
            Some(token) => read(token).ok_or_else(|| Refusal::bad_request("nextToken is not valid"))?,
        };
        let page_size = self.page_size.unwrap_or(LARGEST);
        if !(1..=LARGEST).contains(&page_size) {
            return Err(Refusal::bad_request(format!("pageSize is not between 1 and {LARGEST}")));
        }
        let mut rest = items.into_iter().skip(start);
        let data = rest.by_ref().take(page_size).collect();
        let next_token = rest.next().map(|_| token(start + page_size));
        Ok(Json(Page { data, next_token, context: Context { page_size } }))
    }
}

/// A token is text that only the vendor reads; this one needs escaping in a query, as real ones do.
fn token(start: usize) -> String {
    format!("after={start}&")
}

fn read(token: &str) -> Option<usize> {
    token.strip_prefix("after=")?.strip_suffix('&')?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(next_token: Option<&str>, page_size: Option<usize>) -> Result<(Vec<u8>, Option<String>), Refusal> {
        let position = Position { next_token: next_token.map(str::to_owned), page_size };
        position.page(1..=5).map(|Json(page)| (page.data, page.next_token))
    }

    #[test]
    fn pages_cover_every_item_once() {
        assert_eq!(page(None, None), Ok((vec![1, 2, 3, 4, 5], None)));
        assert_eq!(page(None, Some(2)), Ok((vec![1, 2], Some("after=2&".to_owned()))));
        assert_eq!(page(Some("after=2&"), Some(2)), Ok((vec![3, 4], Some("after=4&".to_owned()))));
        assert_eq!(page(Some("after=4&"), Some(2)), Ok((vec![5], None)));
        assert_eq!(page(Some("after=9&"), Some(2)), Ok((vec![], None)));
    }

    #[test]
    fn other_tokens_and_sizes_are_refused() {
        for (token, size) in [(Some("2"), None), (Some(""), None), (None, Some(0)), (None, Some(51))] {
            assert!(page(token, size).is_err(), "{token:?} {size:?}");
        }
    }
}
