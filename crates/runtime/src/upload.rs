//! What a call sends beyond JSON: bytes, files, streams and forms of several parts, as data until it is sent.

mod body;
mod file;
mod multipart;
mod once;
mod payload;
mod pieces;
mod sending;
#[cfg(test)]
mod tests;

use std::fmt;
use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use futures_core::Stream;

use crate::boxed::{BoxError, BoxFuture};

pub use body::RequestBody;
pub(crate) use body::Unreadable;
pub use multipart::Multipart;
pub(crate) use multipart::boundary;
use once::Once;
pub(crate) use payload::{Payload, open};
use pieces::{Opened, boxed, whole};
pub(crate) use sending::{Sending, Way};

/// Something to send that need not be in memory: bytes, a file, or whatever a closure opens.
///
/// ```
/// use meterforge_runtime::Upload;
///
/// let small = Upload::from("a,b\n1,2\n").media_type("text/csv").file_name("usage.csv");
/// let large = Upload::from_path("usage-2025.csv.gz").media_type("application/gzip");
/// ```
///
/// Bytes, a file and what [`from_fn`](Self::from_fn) opens can be produced again, so a call that carries them is sent
/// again after a failure as its replay safety allows. What [`from_stream`](Self::from_stream) was given is read once: the
/// call is sent once, or again as long as nothing of the stream was taken.
///
/// While a body that is no bytes is on its way, neither the limit of the attempt nor that of the call runs; the wait for
/// each piece is limited by `idle_timeout` of the client.
#[derive(Clone)]
pub struct Upload {
    source: Source,
    length: Option<u64>,
    file_name: Option<String>,
    media_type: Option<String>,
}

#[derive(Clone)]
enum Source {
    Bytes(Bytes),
    Opened(Arc<dyn Fn() -> BoxFuture<'static, Result<Opened, BoxError>> + Send + Sync>),
    Once(Once),
}

impl Upload {
    /// A file, opened anew each time it is sent and read piece by piece. It is known by its name unless
    /// [`file_name`](Self::file_name) says otherwise.
    ///
    /// A file that cannot be opened is an error of the call,
    /// [`is_invalid_input`](crate::Error::is_invalid_input), before anything is sent.
    pub fn from_path(path: impl Into<PathBuf>) -> Self {
        let path: PathBuf = path.into();
        let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let open = move || file::open(path.clone());
        Self { file_name, ..Self::new(Source::Opened(Arc::new(open))) }
    }

    /// Whatever `open` gives, asked for each time it is sent.
    ///
    /// ```
    /// # use futures::stream;
    /// use meterforge_runtime::{BoxError, Bytes, Upload};
    ///
    /// let lines = Upload::from_fn(|| async {
    ///     Ok::<_, BoxError>(stream::iter((0..3).map(|n| Ok::<_, BoxError>(Bytes::from(format!("{n}\n"))))))
    /// });
    /// ```
    pub fn from_fn<F, O, S, B, E>(open: F) -> Self
    where
        F: Fn() -> O + Send + Sync + 'static,
        O: Future<Output = Result<S, E>> + Send + 'static,
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        let open = move || -> BoxFuture<'static, Result<Opened, BoxError>> {
            let opening = open();
            Box::pin(async move {
                let stream = opening.await.map_err(Into::into)?;
                Ok(Opened { pieces: boxed(stream), length: None })
            })
        };
        Self::new(Source::Opened(Arc::new(open)))
    }

    /// A stream that is read once, such as the body of another response.
    pub fn from_stream<S, B, E>(pieces: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        Self::new(Source::Once(Once::new(boxed(pieces))))
    }

    /// How many bytes it is, for a stream that does not show it: the request then says so. Other bytes than these are an
    /// error, in the middle of being sent.
    #[must_use]
    pub fn length(mut self, length: u64) -> Self {
        self.length = Some(length);
        self
    }

    /// The name of the file, as a part of a form tells it.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// What it holds, such as `image/png`, where the vendor's documents leave it open.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    fn new(source: Source) -> Self {
        Self { source, length: None, file_name: None, media_type: None }
    }

    /// What the caller says it holds.
    pub(crate) fn own_media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }

    /// The bytes, where they are all there.
    pub(crate) fn as_bytes(&self) -> Option<&Bytes> {
        match &self.source {
            Source::Bytes(bytes) => Some(bytes),
            Source::Opened(_) | Source::Once(_) => None,
        }
    }

    /// Whether it can be sent now: a stream that was read cannot.
    pub(crate) fn is_ready(&self) -> bool {
        match &self.source {
            Source::Bytes(_) | Source::Opened(_) => true,
            Source::Once(once) => once.is_whole(),
        }
    }

    async fn open(&self) -> Result<Opened, BoxError> {
        let opened = match &self.source {
            Source::Bytes(bytes) => whole(bytes.clone()),
            Source::Opened(open) => open().await?,
            Source::Once(once) => Opened { pieces: Box::pin(once.take()?), length: None },
        };
        Ok(Opened { length: self.length.or(opened.length), ..opened })
    }
}

impl From<Bytes> for Upload {
    fn from(bytes: Bytes) -> Self {
        Self::new(Source::Bytes(bytes))
    }
}

impl From<Vec<u8>> for Upload {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Upload {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for Upload {
    fn from(text: &'static str) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static [u8]> for Upload {
    fn from(bytes: &'static [u8]) -> Self {
        Bytes::from(bytes).into()
    }
}

impl<const N: usize> From<&'static [u8; N]> for Upload {
    fn from(bytes: &'static [u8; N]) -> Self {
        Bytes::from(&bytes[..]).into()
    }
}

/// Shows how much there is and never what.
impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Upload");
        match self.as_bytes() {
            Some(bytes) => shown.field("bytes", &bytes.len()),
            None => shown.field("length", &self.length),
        };
        shown.field("file_name", &self.file_name).field("media_type", &self.media_type).finish_non_exhaustive()
    }
}
