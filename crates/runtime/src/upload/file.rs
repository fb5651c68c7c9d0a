//! Reads a file piece by piece on the threads that tokio keeps for work that blocks.

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use tokio::task::{JoinHandle, spawn_blocking};

use super::pieces::Opened;
use crate::boxed::{BoxError, BoxFuture};

/// How much is read at a time, in bytes.
const PIECE: usize = 64 * 1024;

/// Opens a file and finds out how long it is.
pub(super) fn open(path: PathBuf) -> BoxFuture<'static, Result<Opened, BoxError>> {
    Box::pin(async move {
        let opening = spawn_blocking(move || {
            let file = File::open(path)?;
            let about = file.metadata()?;
            // What is no file, such as a pipe, has no length that could be promised.
            let length = about.is_file().then_some(about.len());
            Ok::<_, io::Error>((file, length))
        });
        let (file, length) = opening.await.map_err(io::Error::other)??;
        Ok(Opened { pieces: Box::pin(Reading::Next(file)), length })
    })
}

/// A file that is being read.
enum Reading {
    Next(File),
    Under(JoinHandle<io::Result<(File, Bytes)>>),
    Done,
}

impl Stream for Reading {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match &mut *self {
                Self::Done => return Poll::Ready(None),
                Self::Next(_) => {
                    if let Self::Next(file) = std::mem::replace(&mut *self, Self::Done) {
                        *self = Self::Under(spawn_blocking(move || read(file)));
                    }
                }
                Self::Under(reading) => {
                    let read = ready!(Pin::new(reading).poll(cx)).map_err(io::Error::other).and_then(|read| read);
                    let (next, piece) = match read {
                        Ok((_, piece)) if piece.is_empty() => (Self::Done, None),
                        Ok((file, piece)) => (Self::Next(file), Some(Ok(piece))),
                        Err(error) => (Self::Done, Some(Err(error.into()))),
                    };
                    *self = next;
                    return Poll::Ready(piece);
                }
            }
        }
    }
}

/// The next piece; empty at the end.
fn read(mut file: File) -> io::Result<(File, Bytes)> {
    let mut piece = Vec::with_capacity(PIECE);
    file.by_ref().take(PIECE as u64).read_to_end(&mut piece)?;
    Ok((file, piece.into()))
}
