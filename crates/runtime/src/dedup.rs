//! Fixes the keys by which a vendor recognises a replayed call, before it is sent for the first time.

use std::sync::Arc;

use crate::chance::DedupKeySource;
use crate::error::Error;

/// The dedup keys of one call: those that the caller brought, and drawn ones where none was.
#[derive(Clone, Debug)]
pub struct DedupKeys {
    source: Arc<dyn DedupKeySource>,
    keys: Vec<String>,
    drawn: usize,
    failure: Option<String>,
}

impl DedupKeys {
    pub(crate) fn drawn_from(source: Arc<dyn DedupKeySource>) -> Self {
        Self { source, keys: Vec::new(), drawn: 0, failure: None }
    }

    /// Keeps the key of a body, or draws one when it has none. An empty one counts as none.
    pub fn fill(&mut self, key: &mut Option<String>) {
        let mut text = key.take().unwrap_or_default();
        self.fill_text(&mut text);
        *key = Some(text).filter(|text| !text.is_empty());
    }

    /// Keeps the key of a body, or draws one when it is empty.
    pub fn fill_text(&mut self, key: &mut String) {
        if key.is_empty() {
            match self.source.draw() {
                Ok(drawn) => *key = drawn,
                Err(error) => {
                    self.failure = Some(error.to_string());
                    return;
                }
            }
            self.drawn += 1;
        }
        self.keys.push(key.clone());
    }

    /// The key of a call that has one; the first of several; empty when the call sends nothing.
    pub fn first(&self) -> &str {
        self.keys.first().map_or("", String::as_str)
    }

    /// All keys, in the order of the body.
    pub fn as_slice(&self) -> &[String] {
        &self.keys
    }

    /// Whether each key is the caller's own, so that even a first attempt may be a replay.
    pub(crate) fn all_brought(&self) -> bool {
        self.drawn == 0 && !self.keys.is_empty()
    }

    /// A call whose key could not be drawn must not be sent: it could not be told from another.
    pub(crate) fn check(&self) -> Result<(), Error> {
        match &self.failure {
            None => Ok(()),
            Some(failure) => Err(Error::configuration(format!("no dedup key could be drawn: {failure}"))),
        }
    }
}

/// `.dedup_keys()` of a call reads as a list.
impl std::ops::Deref for DedupKeys {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.keys
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;
    use crate::boxed::BoxError;

    #[derive(Debug, Default)]
    struct Counted(AtomicU32);

    impl DedupKeySource for Counted {
        fn draw(&self) -> Result<String, BoxError> {
            Ok(format!("drawn-{}", self.0.fetch_add(1, Ordering::Relaxed)))
        }
    }

    #[derive(Debug)]
    struct Dry;

    impl DedupKeySource for Dry {
        fn draw(&self) -> Result<String, BoxError> {
            Err("no chance left".into())
        }
    }

    #[test]
    fn brought_keys_are_kept_and_missing_ones_drawn_once() {
        let mut keys = DedupKeys::drawn_from(Arc::new(Counted::default()));
        let (mut brought, mut missing, mut empty) = (Some("mine".to_owned()), None, String::new());
        keys.fill(&mut brought);
        assert!(keys.all_brought());
        keys.fill(&mut missing);
        keys.fill_text(&mut empty);
        assert_eq!(keys.as_slice(), ["mine", "drawn-0", "drawn-1"]);
        assert_eq!(
            (brought.as_deref(), missing.as_deref(), empty.as_str()),
            (Some("mine"), Some("drawn-0"), "drawn-1")
        );
        assert_eq!(keys.first(), "mine");
        assert!(!keys.all_brought());
    }

    #[test]
    fn a_call_without_a_key_is_not_sent() {
        let mut keys = DedupKeys::drawn_from(Arc::new(Dry));
        let mut key = None;
        keys.fill(&mut key);
        assert_eq!(key, None);
        assert!(keys.check().unwrap_err().to_string().contains("no chance left"));
    }
}
