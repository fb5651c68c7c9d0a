//! Names the boxed shapes in which futures and foreign errors cross the seams of this crate.

use std::error::Error as StdError;
use std::future::Future;
use std::pin::Pin;

/// A future behind a pointer, as the object-safe traits of this crate return it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// An error of somebody else's making.
pub type BoxError = Box<dyn StdError + Send + Sync + 'static>;
