//! Ends a request that takes too long, and says whose fault it was.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use bytes::Bytes;
use http::StatusCode;
use http_body::{Body as _, Frame, SizeHint};
use meterforge_surface::rest::Problem;
use pin_project_lite::pin_project;

/// The answer to a request, or the problem that there was none in time.
///
/// # Errors
/// 408 when the request was still being sent, and 504 when it was not.
pub(crate) async fn within<F>(
    limit: Duration,
    request: Request,
    serve: impl FnOnce(Request) -> F,
) -> Result<Response, Problem>
where
    F: Future<Output = Response>,
{
    let arrived = Arc::new(AtomicBool::new(request.body().is_end_stream()));
    let request = request.map(|body| Body::new(Arriving { body, arrived: arrived.clone() }));
    tokio::time::timeout(limit, serve(request)).await.map_err(|_| match arrived.load(Ordering::Relaxed) {
        true => Problem::new(StatusCode::GATEWAY_TIMEOUT, format!("there was no answer within {limit:?}")),
        false => Problem::new(StatusCode::REQUEST_TIMEOUT, format!("the body did not arrive within {limit:?}")),
    })
}

pin_project! {
    /// A body that says when all of it is there.
    struct Arriving {
        #[pin]
        body: Body,
        arrived: Arc<AtomicBool>,
    }
}

impl http_body::Body for Arriving {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let mut this = self.project();
        let frame = ready!(this.body.as_mut().poll_frame(cx));
        if frame.is_none() || this.body.is_end_stream() {
            this.arrived.store(true, Ordering::Relaxed);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
