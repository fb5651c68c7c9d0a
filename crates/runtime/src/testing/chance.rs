//! Chance that is none.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::boxed::BoxError;
use crate::chance::{Chance, DedupKeySource};

/// Always the same number: 0 waits for nothing, 1 for the whole backoff.
#[derive(Clone, Copy, Debug)]
pub struct FixedChance(pub f64);

impl Chance for FixedChance {
    fn unit(&self) -> f64 {
        self.0
    }
}

/// Dedup keys `key-1`, `key-2` and so on; clones go on counting together.
#[derive(Clone, Debug, Default)]
pub struct NumberedKeys(Arc<AtomicU64>);

impl DedupKeySource for NumberedKeys {
    fn draw(&self) -> Result<String, BoxError> {
        Ok(format!("key-{}", self.0.fetch_add(1, Ordering::Relaxed) + 1))
    }
}
