//! Decides whether a failed attempt is followed by another: questions with closed answers, no effects.

mod after;
mod failure;
mod policy;

pub(crate) use after::retry_after;
pub use failure::{Failure, FailureKind};
pub use policy::{NoRetry, RetryDecision, RetryPolicy, RetryState, StandardRetry};
