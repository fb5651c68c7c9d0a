//! Bounds how many requests are under way, and knows when none is left.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use pin_project_lite::pin_project;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::task::TaskTracker;
use tokio_util::task::task_tracker::TaskTrackerToken;

use crate::metrics::{Counted, Metrics};

/// The room of one listener.
#[derive(Clone, Debug)]
pub(crate) struct Room {
    permits: Arc<Semaphore>,
    under_way: TaskTracker,
}

/// A request under way, from its arrival until the last byte of its answer.
#[derive(Debug)]
pub(crate) struct UnderWay {
    _permit: OwnedSemaphorePermit,
    _token: TaskTrackerToken,
    _counted: Counted,
}

impl Room {
    /// Room for so many; `under_way` knows of each.
    pub(crate) fn new(most: usize, under_way: TaskTracker) -> Self {
        Self { permits: Arc::new(Semaphore::new(most.min(Semaphore::MAX_PERMITS))), under_way }
    }

    /// Takes room for one more, if there is any.
    pub(crate) fn enter(&self, metrics: &Metrics) -> Option<UnderWay> {
        let permit = self.permits.clone().try_acquire_owned().ok()?;
        Some(UnderWay { _permit: permit, _token: self.under_way.token(), _counted: metrics.in_flight() })
    }
}

impl UnderWay {
    /// Stays with an answer until it is sent, or given up.
    pub(crate) fn until_sent(self, response: Response) -> Response {
        response.map(|body| Body::new(Held { body, _under_way: self }))
    }
}

pin_project! {
    /// A body that takes room while it lasts.
    struct Held {
        #[pin]
        body: Body,
        _under_way: UnderWay,
    }
}

impl http_body::Body for Held {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        self.project().body.poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
