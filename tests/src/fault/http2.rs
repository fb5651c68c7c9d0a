//! Carries out the steps of one connection over HTTP/2.

use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use h2::server::{Connection, SendResponse};
use h2::{Reason, RecvStream};
use http::{Request, Response};
use tokio::sync::mpsc;

use super::exchange::Exchange;
use super::seen::{BodySeen, Record, Seen};
use super::{Frames, Step};

/// Serves a connection until the script or the client ends it. `is_doomed`: it is given up before any request.
pub(super) async fn serve(
    stream: impl Exchange,
    connection: usize,
    record: &Arc<Record>,
    is_doomed: bool,
) -> Result<(), h2::Error> {
    let mut served: Connection<_, Bytes> = h2::server::handshake(stream).await?;
    if is_doomed {
        served.abrupt_shutdown(Reason::NO_ERROR);
    }
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
        Frames::GoAwayAfter => {
            // Fails only when the connection is gone already.
            let _ = give_up.send(()).await;
        }
        Frames::ResetStream => respond.send_reset(Reason::INTERNAL_ERROR),
        Frames::Stall => std::future::pending().await,
        Frames::Answer | Frames::GoAwayAtOnce | Frames::RefuseStream => {
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
