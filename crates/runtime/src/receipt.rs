//! Says what became of a call that the vendor deduplicates.

/// The answer to a call with a dedup key.
///
/// ```
/// use meterforge_runtime::Receipt;
///
/// fn note(receipt: Receipt<u32>) -> String {
///     match receipt {
///         Receipt::Accepted(count) => format!("{count} records taken"),
///         Receipt::AlreadyAccepted { key } => format!("{key} was there before"),
///     }
/// }
/// # assert_eq!(note(Receipt::Accepted(2)), "2 records taken");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Receipt<T> {
    /// The vendor took it, and answered this.
    Accepted(T),
    /// The vendor had it already: an earlier attempt of this call, or an earlier call with the same key, had landed.
    AlreadyAccepted {
        /// The dedup key.
        key: String,
    },
}

impl<T> Receipt<T> {
    /// The dedup key of a call that the vendor had already; none for a fresh one.
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Accepted(_) => None,
            Self::AlreadyAccepted { key } => Some(key),
        }
    }

    /// What the vendor answered to a fresh call.
    pub fn accepted(self) -> Option<T> {
        match self {
            Self::Accepted(answer) => Some(answer),
            Self::AlreadyAccepted { .. } => None,
        }
    }
}
