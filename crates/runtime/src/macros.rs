//! Gives each generated call its options and its way of being sent, once instead of per operation.

/// The `with_*` options, `send` and `IntoFuture` of a call.
#[doc(hidden)]
#[macro_export]
macro_rules! __call {
    ($call:ident $(,)?) => {
        impl $call {
            /// Limits this call as a whole, with its retries and waits.
            pub fn with_timeout(mut self, limit: ::std::time::Duration) -> Self {
                $crate::codegen_v1::Call::context_mut(&mut self).set_timeout(limit);
                self
            }

            /// Limits each attempt of this call.
            pub fn with_attempt_timeout(mut self, limit: ::std::time::Duration) -> Self {
                $crate::codegen_v1::Call::context_mut(&mut self).set_attempt_timeout(limit);
                self
            }

            /// Sends a header with this call; control characters are refused when it is sent.
            pub fn with_header(mut self, name: &str, value: &str) -> Self {
                $crate::codegen_v1::Call::context_mut(&mut self).add_header(name, value);
                self
            }

            /// Decides about retries of this call; `NoRetry` turns them off.
            pub fn with_retry(mut self, policy: impl $crate::codegen_v1::RetryPolicy) -> Self {
                $crate::codegen_v1::Call::context_mut(&mut self).set_retry(::std::sync::Arc::new(policy));
                self
            }

            /// Says how safe it is to send this call twice, where you know better than the vendor's documents.
            pub fn with_replay(mut self, safety: $crate::codegen_v1::ReplaySafety) -> Self {
                $crate::codegen_v1::Call::context_mut(&mut self).set_replay(safety);
                self
            }

            /// Sends it, for the whole response: status, headers, request id, attempts and body.
            pub fn send(self) -> $crate::codegen_v1::SendFuture<<Self as $crate::codegen_v1::Call>::Output> {
                $crate::codegen_v1::send(&self)
            }
        }

        /// Awaiting sends it and gives the body.
        impl ::std::future::IntoFuture for $call {
            type Output = $crate::codegen_v1::Result<<Self as $crate::codegen_v1::Call>::Output>;
            type IntoFuture = $crate::codegen_v1::BodyFuture<<Self as $crate::codegen_v1::Call>::Output>;

            fn into_future(self) -> Self::IntoFuture {
                $crate::codegen_v1::BodyFuture::new($crate::codegen_v1::send(&self))
            }
        }
    };
}

/// The body of an answer as it arrives.
#[doc(hidden)]
#[macro_export]
macro_rules! __streamed_call {
    ($call:ident) => {
        impl $call {
            /// Sends it, for the response as soon as its headers are there; the body follows piece by piece, without limit
            /// of size, and of time only between pieces.
            pub fn stream(
                self,
            ) -> $crate::BoxFuture<'static, $crate::codegen_v1::Result<$crate::Response<$crate::BodyStream>>> {
                $crate::codegen_v1::stream(&self)
            }
        }
    };
}

/// The streams of a call that pages.
#[doc(hidden)]
#[macro_export]
macro_rules! __paged_call {
    ($call:ident $(,)?) => {
        impl $call {
            /// Every page from here on, each fetched when it is asked for.
            pub fn pages(self) -> $crate::codegen_v1::Pages<Self> {
                $crate::codegen_v1::Pages::new(self)
            }

            /// Every item from here on, its page fetched when it is asked for.
            pub fn items(self) -> $crate::codegen_v1::Items<Self> {
                $crate::codegen_v1::Items::new(self)
            }
        }
    };
}
