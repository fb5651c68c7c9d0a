//! Draws random numbers and keys: the only place where chance enters, so that tests can bring their own.

use std::fmt;

use crate::boxed::BoxError;

/// Where jitter comes from.
pub trait Chance: fmt::Debug + Send + Sync + 'static {
    /// A number from 0 (inclusive) to 1 (exclusive).
    fn unit(&self) -> f64;
}

/// Where the dedup keys come from that the caller did not bring.
pub trait DedupKeySource: fmt::Debug + Send + Sync + 'static {
    /// A key that nobody has drawn before.
    ///
    /// # Errors
    /// When no chance is to be had; the call is then not sent.
    fn draw(&self) -> Result<String, BoxError>;
}

/// The randomness of the operating system; dedup keys are UUIDs of version 4.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemChance;

impl Chance for SystemChance {
    fn unit(&self) -> f64 {
        let mut bytes = [0; 8];
        match getrandom::getrandom(&mut bytes) {
            // A double holds 53 bits exactly.
            Ok(()) => (u64::from_le_bytes(bytes) >> 11) as f64 / (1_u64 << 53) as f64,
            // Without chance the whole delay is waited: the slower side is the safe one.
            Err(_) => 1.0 - f64::EPSILON,
        }
    }
}

impl DedupKeySource for SystemChance {
    fn draw(&self) -> Result<String, BoxError> {
        let mut bytes = [0; 16];
        getrandom::getrandom(&mut bytes)?;
        Ok(uuid::Builder::from_random_bytes(bytes).into_uuid().to_string())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn units_stay_below_one_and_differ() {
        let drawn: Vec<f64> = (0..64).map(|_| SystemChance.unit()).collect();
        assert!(drawn.iter().all(|unit| (0.0..1.0).contains(unit)));
        assert!(drawn.iter().any(|unit| *unit != drawn[0]));
    }

    #[test]
    fn keys_are_version_four_uuids_and_differ() {
        let drawn: BTreeSet<String> = (0..64).map(|_| SystemChance.draw().unwrap()).collect();
        assert_eq!(drawn.len(), 64);
        for key in drawn {
            assert_eq!(uuid::Uuid::parse_str(&key).unwrap().get_version_num(), 4);
        }
    }
}
