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
    pub fn fill<K: AsRef<str> + From<String>>(&mut self, key: &mut Option<K>) {
        let brought = key.as_ref().map_or("", K::as_ref);
        match self.keep_or_draw(brought) {
            Some(drawn) => *key = Some(K::from(drawn)),
            None if brought.is_empty() => *key = None,
            None => {}
        }
    }

    /// Replaces the key of a call that has one by the caller's own.
    pub fn bring(&mut self, key: String) {
        self.keys = vec![key];
        self.drawn = 0;
        self.failure = None;
    }

    /// Notes the key, and gives a drawn one where there was none.
    fn keep_or_draw(&mut self, brought: &str) -> Option<String> {
        if !brought.is_empty() {
            self.keys.push(brought.to_owned());
            return None;
        }
        match self.source.draw() {
            Ok(drawn) => {
                self.drawn += 1;
                self.keys.push(drawn.clone());
                Some(drawn)
            }
            Err(error) => {
                self.failure = Some(error.to_string());
                None
            }
        }
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
        let (mut brought, mut missing, mut empty) = (Some("mine".to_owned()), None::<String>, Some(String::new()));
        keys.fill(&mut brought);
        assert!(keys.all_brought());
        keys.fill(&mut missing);
        keys.fill(&mut empty);
        assert_eq!(keys.as_slice(), ["mine", "drawn-0", "drawn-1"]);
        assert_eq!(
            (brought.as_deref(), missing.as_deref(), empty.as_deref()),
            (Some("mine"), Some("drawn-0"), Some("drawn-1"))
        );
        assert_eq!(keys.first(), "mine");
        assert!(!keys.all_brought());
        keys.bring("own".to_owned());
        assert_eq!(keys.as_slice(), ["own"]);
        assert!(keys.all_brought());
    }

    #[test]
    fn a_call_without_a_key_is_not_sent() {
        let mut keys = DedupKeys::drawn_from(Arc::new(Dry));
        let mut key = None::<String>;
        keys.fill(&mut key);
        assert_eq!(key, None);
        assert!(keys.check().unwrap_err().to_string().contains("no chance left"));
    }
}
