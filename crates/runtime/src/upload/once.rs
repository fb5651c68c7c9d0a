//! Lends out a stream that can be read once, and takes it back when nobody has read of it.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::pieces::Pieces;
use crate::boxed::BoxError;

/// A stream that is there until it is read; clones share it.
#[derive(Clone)]
pub(super) struct Once(Home);

type Home = Arc<Mutex<Option<Pieces>>>;

/// The stream while it is lent.
pub(super) struct Lent {
    /// None when it was given back.
    pieces: Option<Pieces>,
    is_read: bool,
    home: Home,
}

impl Once {
    pub(super) fn new(pieces: Pieces) -> Self {
        Self(Arc::new(Mutex::new(Some(pieces))))
    }

    /// Whether the stream is there, with nothing read of it.
    pub(super) fn is_whole(&self) -> bool {
        lock(&self.0).is_some()
    }

    /// Lends it.
    pub(super) fn take(&self) -> Result<Lent, BoxError> {
        let pieces = lock(&self.0).take().ok_or("the stream was sent before, and can be read only once")?;
        Ok(Lent { pieces: Some(pieces), is_read: false, home: self.0.clone() })
    }
}

impl Stream for Lent {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.is_read = true;
        match &mut self.pieces {
            Some(pieces) => pieces.as_mut().poll_next(cx),
            None => Poll::Ready(None),
        }
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if !self.is_read {
            *lock(&self.home) = self.pieces.take();
        }
    }
}

/// Whatever panicked elsewhere, the stream is whole or gone.
fn lock(home: &Home) -> MutexGuard<'_, Option<Pieces>> {
    home.lock().unwrap_or_else(PoisonError::into_inner)
}
