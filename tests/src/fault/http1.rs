//! Carries out the steps of one connection over HTTP/1.1, byte by byte.

use std::io;
use std::sync::atomic::Ordering;

use bytes::{Buf, Bytes, BytesMut};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::sleep;

use super::exchange::{Exchange, SETTLE};
use super::seen::{BodySeen, Record, Seen};
use super::{Reads, Step, Then};

/// How much is read from a socket at once: less than a body of the tests, so that a part of one is only a part.
const READ: usize = 1024;

/// Serves a connection until the script or the client ends it.
pub(super) async fn serve(stream: impl Exchange, connection: usize, record: &Record) -> io::Result<()> {
    let mut reading = Reading { stream, buffer: BytesMut::new() };
    while let Some((line, length)) = reading.head().await? {
        let given = record.take_if(|step| matches!(step, Step::Exchange { .. }));
        let wanted = match &given {
            Some(Step::Exchange { reads: Reads::Half, .. }) => length / 2,
            _ => length,
        };
        let bytes = reading.body(wanted).await?;
        let step = given.or_else(|| record.decide(&line, &bytes));
        let Some(Step::Exchange { writes, then, .. }) = step else { return Ok(()) };
        let body = match bytes.len() {
            0 => BodySeen::Nothing,
            read if read < length => BodySeen::Part,
            _ => BodySeen::Whole,
        };
        record.add(Seen { connection, line, body, bytes });
        let stream = &mut reading.stream;
        stream.write_all(&writes).await?;
        stream.flush().await?;
        match then {
            Then::GoOn => {}
            Then::Close => return stream.shutdown().await,
            Then::Reset => {
                sleep(SETTLE).await;
                return stream.reset_on_drop();
            }
            Then::Stall => return until_closed(stream).await,
            Then::Drip(interval) => loop {
                sleep(interval).await;
                stream.write_all(b"x").await?;
                stream.flush().await?;
            },
            Then::Fill(bytes) => fill(stream, bytes, record).await?,
        }
    }
    Ok(())
}

async fn until_closed(stream: &mut impl Exchange) -> io::Result<()> {
    let mut ignored = [0; READ];
    while stream.read(&mut ignored).await? > 0 {}
    Ok(())
}

async fn fill(stream: &mut impl Exchange, mut left: u64, record: &Record) -> io::Result<()> {
    let chunk = [b'x'; 64 * READ];
    while left > 0 {
        let size = usize::try_from(left).map_or(chunk.len(), |left| left.min(chunk.len()));
        stream.write_all(&chunk[..size]).await?;
        left -= size as u64;
        record.filled.fetch_add(size as u64, Ordering::Relaxed);
    }
    Ok(())
}

/// What was read of a connection and not yet used.
struct Reading<S> {
    stream: S,
    buffer: BytesMut,
}

impl<S: Exchange> Reading<S> {
    /// Method and path of the next request, and the length of its body; none when the client has ended the connection.
    async fn head(&mut self) -> io::Result<Option<(String, usize)>> {
        loop {
            if let Some(end) = self.buffer.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                let head = String::from_utf8_lossy(&self.buffer[..end]).to_lowercase();
                let line = String::from_utf8_lossy(&self.buffer[..end]);
                let line = line.lines().next().unwrap_or_default().trim_end_matches(" HTTP/1.1").to_owned();
                let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
                self.buffer.advance(end + 4);
                return Ok(Some((line, length.unwrap_or(0))));
            }
            if self.more().await? == 0 {
                return Ok(None);
            }
        }
    }

    /// The first `wanted` bytes of the body.
    async fn body(&mut self, wanted: usize) -> io::Result<Bytes> {
        while self.buffer.len() < wanted {
            if self.more().await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        Ok(self.buffer.split_to(wanted).freeze())
    }

    async fn more(&mut self) -> io::Result<usize> {
        let mut chunk = [0; READ];
        let read = self.stream.read(&mut chunk).await?;
        self.buffer.extend_from_slice(&chunk[..read]);
        Ok(read)
    }
}
