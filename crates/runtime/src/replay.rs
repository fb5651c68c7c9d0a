//! Says how safe it is to send a call twice.

use std::fmt;

/// May a call be sent again when its fate is not known?
///
/// Generated for each operation from what the vendor publishes; overridden per client with `replay`, per call with
/// `with_replay`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ReplaySafety {
    /// Changes nothing at the vendor.
    Safe,
    /// Sent twice it leaves the vendor as if sent once.
    Idempotent,
    /// The vendor recognises the second one by its dedup key.
    Keyed,
    /// Sent twice it may act twice: replayed only when the vendor cannot have seen the first.
    Unsafe,
}

impl ReplaySafety {
    /// Whether a call that may have arrived can be sent again.
    pub const fn is_replayable(self) -> bool {
        !matches!(self, Self::Unsafe)
    }
}

/// The word for it: `safe`, `idempotent`, `keyed`, `unsafe`.
impl fmt::Display for ReplaySafety {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Safe => "safe",
            Self::Idempotent => "idempotent",
            Self::Keyed => "keyed",
            Self::Unsafe => "unsafe",
        })
    }
}
