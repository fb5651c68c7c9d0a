//! Turns an operation and its arguments into an answer: authorise, send, classify, wait, decode.

mod attempt;
mod body_stream;
mod context;
mod future;
mod run;
#[cfg(test)]
mod tests;
mod timeouts;
mod trace;
mod verdict;

use crate::boxed::BoxFuture;
use crate::error::Result;
use crate::json::DecodeError;
use crate::operation::Operation;
use crate::request::Request;
use crate::response::{Answer, Response};

pub use body_stream::BodyStream;
pub use context::CallContext;
pub use future::{BodyFuture, SendFuture};

/// One operation with its arguments: what generated code says about itself.
pub trait Call: Sized {
    /// What a successful answer decodes to.
    type Output;

    /// What is known of the operation before any argument is.
    const OPERATION: Operation;

    /// The client and the options of this call.
    fn context(&self) -> &CallContext;

    /// The client and the options of this call, to be changed.
    fn context_mut(&mut self) -> &mut CallContext;

    /// The request as data; pure.
    ///
    /// # Errors
    /// [`crate::Error::is_invalid_input`] for an argument that cannot be sent.
    fn request(&self) -> Result<Request>;

    /// The answer as a value; pure.
    ///
    /// # Errors
    /// When the body is not what the contract says.
    fn decode(answer: &Answer) -> Result<Self::Output, DecodeError>;
}

/// Sends a call as it stands. Nothing happens until the future is polled.
pub fn send<C: Call>(call: &C) -> SendFuture<C::Output> {
    SendFuture::new(run::start(call.context(), call.request()), C::decode)
}

/// Sends a call as it stands, for the response with its body as it arrives.
pub fn stream<C: Call>(call: &C) -> BoxFuture<'static, Result<Response<BodyStream>>> {
    run::stream(call.context(), call.request())
}

pub(crate) use run::{start, stream as start_stream};
