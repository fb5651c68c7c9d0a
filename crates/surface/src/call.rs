//! Makes the calls of a client from inputs that were found and checked.

use std::fmt;

use meterforge_runtime::codegen_v1::{Call, Paged, relay};
use meterforge_runtime::{BoxFuture, Error};

use crate::answer::Answer;
use crate::inputs::{InputError, Inputs};

/// A call under way.
pub type Sending = BoxFuture<'static, Result<Answer, Error>>;

/// Sends a call.
pub fn send<C: Call + 'static>(call: &C) -> Sending
where
    C::Output: 'static,
{
    let sending = relay(call);
    Box::pin(async move { Ok(Answer::new(sending.await?, |_| None)) })
}

/// Sends a call for the page that the inputs ask for.
///
/// # Errors
/// When they ask for a page by a text that no list of this kind has given.
pub fn page<C: Paged + Send + 'static>(mut call: C, inputs: &Inputs) -> Result<Sending, InputError>
where
    C::Output: Send + 'static,
{
    if let Some(cursor) = inputs.page() {
        call.resume(cursor).map_err(|error| InputError::of_cursor(&error))?;
    }
    let sending = relay(&call);
    Ok(Box::pin(async move { Ok(Answer::new(sending.await?, |page| call.next(page))) }))
}

/// Makes the calls of one capability.
pub trait Caller: fmt::Debug + Send + Sync + 'static {
    /// Begins the call of an operation, by its place among the capability's.
    ///
    /// # Errors
    /// When an input is not what the operation asks for.
    fn call(&self, operation: usize, inputs: &mut Inputs) -> Result<Sending, InputError>;
}
