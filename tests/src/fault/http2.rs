//! Carries out the steps of one connection over HTTP/2.

use std::io;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use h2::server::{Connection, SendResponse};
use h2::{Reason, RecvStream};
use http::{Request, Response};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy, sink};
use tokio::sync::mpsc;

use super::exchange::{Exchange, SETTLE};
use super::seen::{BodySeen, Record, Seen};
use super::{Frames, Step};

/// Serves a connection until the script or the client ends it.
pub(super) async fn serve(stream: impl Exchange, connection: usize, record: &Arc<Record>) -> Result<(), h2::Error> {
    let mut served: Connection<_, Bytes> = h2::server::handshake(stream).await?;
    let (give_up, mut given_up) = mpsc::channel(1);
    loop {
        tokio::select! {
            request = served.accept() => {
                let Some(request) = request else { return Ok(()) };
                let (request, respond) = request?;
                let Some(Step::Frames(frames)) = record.take_if(|step| matches!(step, Step::Frames(_))) else {
                    return Ok(());
                };
                let (record, give_up) = (record.clone(), give_up.clone());
                tokio::spawn(async move {
                    // A client that goes away in the middle is part of what is tested.
                    let _ = answer(request, respond, frames, connection, &record, &give_up).await;
                });
            }
            Some(()) = given_up.recv() => served.abrupt_shutdown(Reason::NO_ERROR),
        }
    }
}

async fn answer(
    request: Request<RecvStream>,
    mut respond: SendResponse<Bytes>,
    frames: Frames,
    connection: usize,
    record: &Record,
    give_up: &mpsc::Sender<()>,
) -> Result<(), h2::Error> {
    let line = format!("{} {}", request.method(), request.uri().path());
    if let Frames::RefuseStream = frames {
        record.add(Seen { line, ..Seen::nothing(connection) });
        respond.send_reset(Reason::REFUSED_STREAM);
        return Ok(());
    }
    let bytes = whole(request.into_body()).await?;
    let body = if bytes.is_empty() { BodySeen::Nothing } else { BodySeen::Whole };
    record.add(Seen { connection, line, body, bytes });
    match frames {
        Frames::GoAway => {
            // Fails only when the connection is gone already.
            let _ = give_up.send(()).await;
        }
        Frames::ResetStream => respond.send_reset(Reason::INTERNAL_ERROR),
        Frames::Stall => std::future::pending().await,
        Frames::RefuseAnswered => {
            let mut body = respond.send_response(Response::new(()), false)?;
            body.send_data(Bytes::from_static(b"{\"id\":"), false)?;
            // So that the head is on its way before the stream is gone.
            tokio::time::sleep(SETTLE).await;
            body.send_reset(Reason::REFUSED_STREAM);
        }
        Frames::LargeHeader(bytes) => {
            let response = Response::builder().header("x-large", "x".repeat(bytes)).body(());
            let mut body = respond.send_response(response.map_err(|_| Reason::INTERNAL_ERROR)?, false)?;
            body.send_data(Bytes::from_static(b"{}"), true)?;
        }
        Frames::Answer | Frames::LeaveOver | Frames::RefuseStream => {
            let mut body = respond.send_response(Response::new(()), false)?;
            body.send_data(Bytes::from_static(b"{}"), true)?;
        }
    }
    Ok(())
}

async fn whole(mut body: RecvStream) -> Result<Bytes, h2::Error> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = body.data().await {
        let chunk = chunk?;
        body.flow_control().release_capacity(chunk.len())?;
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}

/// Waits for a request and gives the connection up without having looked at it.
///
/// The frames are written by hand: `h2` counts a stream as processed as soon as it has read of it.
pub(super) async fn leave_over(mut stream: impl Exchange) -> io::Result<()> {
    const PREFACE: usize = 24;
    const HEADERS: u8 = 1;
    const SETTINGS: &[u8] = &[0, 0, 0, 4, 0, 0, 0, 0, 0];
    // On stream 0: the last stream that was processed is 0, and NO_ERROR.
    const GOAWAY: &[u8] = &[0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    stream.write_all(SETTINGS).await?;
    stream.flush().await?;
    stream.read_exact(&mut [0; PREFACE]).await?;
    loop {
        let [high, middle, low, kind, _, _, _, _, _] = {
            let mut head = [0; 9];
            stream.read_exact(&mut head).await?;
            head
        };
        if kind == HEADERS {
            break;
        }
        let length = u32::from_be_bytes([0, high, middle, low]);
        copy(&mut (&mut stream).take(length.into()), &mut sink()).await?;
    }
    stream.write_all(GOAWAY).await?;
    stream.flush().await?;
    copy(&mut stream, &mut sink()).await?;
    Ok(())
}
