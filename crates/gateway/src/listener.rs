//! Accepts connections, serves HTTP on them within limits, and ends them when it is told to.

use std::convert::Infallible;
use std::future::poll_fn;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::body::Body;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::error::StartError;
use crate::front::Front;
use crate::health;
use crate::limits::Limits;
use crate::lines::{Lines, Pending};
use crate::metrics::{Metrics, Reason};

/// How long to wait after the system had no descriptor or memory for a connection.
const RELIEF: Duration = Duration::from_millis(50);

/// How long connections may take to close once nothing is under way on them.
const CLOSING: Duration = Duration::from_secs(1);

/// Listens at an address.
///
/// # Errors
/// When it cannot; who has it is found out.
pub(crate) async fn bind(address: SocketAddr, what: &'static str) -> Result<TcpListener, StartError> {
    match TcpListener::bind(address).await {
        Ok(listener) => Ok(listener),
        Err(error) => {
            let is_ours = error.kind() == std::io::ErrorKind::AddrInUse && health::is_ours(address).await;
            Err(StartError::Unavailable { address, what, is_ours, error })
        }
    }
}

/// Serves until it is told to stop; then ends what is open: requests first, then whatever is left once `drained` is told.
pub(crate) async fn serve(
    listener: TcpListener,
    front: Arc<Front>,
    limits: Limits,
    metrics: Arc<Metrics>,
    stopping: CancellationToken,
    drained: CancellationToken,
) {
    let builder = builder(&limits);
    let room = Arc::new(Semaphore::new(limits.connections.clamp(1, Semaphore::MAX_PERMITS)));
    let graceful = GracefulShutdown::new();
    // The connections live in this set: when it is dropped, they are closed.
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stopping.cancelled() => break,
        };
        while connections.try_join_next().is_some() {}
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                // A connection that broke in the meantime is nothing; no descriptor left is, and passes.
                tracing::debug!(%error, "no connection");
                tokio::time::sleep(RELIEF).await;
                continue;
            }
        };
        let Ok(permit) = room.clone().try_acquire_owned() else {
            metrics.rejected(Reason::connections);
            continue;
        };
        let counted = metrics.connection();
        let connection = connection(&builder, stream, front.clone(), limits.header_time, &graceful);
        connections.spawn(async move {
            connection.await;
            drop((permit, counted));
        });
    }
    drop(listener);
    let ended = graceful.shutdown();
    let mut ended = pin!(ended);
    tokio::select! {
        () = &mut ended => {}
        () = drained.cancelled() => {
            let _ = tokio::time::timeout(CLOSING, ended).await;
        }
    }
    // What is left is closed, and has written its last line.
    connections.shutdown().await;
}

fn builder(limits: &Limits) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_time)
        // Below this hyper refuses to work.
        .max_buf_size(limits.header_bytes.max(8192))
        .max_headers(limits.headers);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_header_list_size(u32::try_from(limits.header_bytes).unwrap_or(u32::MAX))
        .max_concurrent_streams(u32::try_from(limits.requests).unwrap_or(u32::MAX))
        // Clients that vanish without a word are found out.
        .keep_alive_interval(Duration::from_secs(20))
        .keep_alive_timeout(Duration::from_secs(20));
    builder
}

/// One connection, from its first byte to its last.
fn connection(
    builder: &Builder<TokioExecutor>,
    stream: TcpStream,
    front: Arc<Front>,
    header_time: Duration,
    graceful: &GracefulShutdown,
) -> impl Future<Output = ()> + use<> {
    // A small answer must not wait for a second one to share its packet.
    let _ = stream.set_nodelay(true);
    let has_begun = Arc::new(AtomicBool::new(false));
    let lines = Lines::default();
    let service = noted(front, has_begun.clone(), lines.pending());
    let serving = graceful.watch(builder.serve_connection(TokioIo::new(stream), service).into_owned());
    async move {
        let mut serving = pin!(serving);
        let mut serving = poll_fn(|cx| {
            let polled = serving.as_mut().poll(cx);
            lines.write();
            polled
        });
        // Which protocol it is to be is not known yet, and nothing else limits how long that may take.
        let is_over = tokio::time::timeout(header_time, &mut serving).await.is_ok();
        if !is_over && has_begun.load(Ordering::Relaxed) {
            // One that ends badly is the client's to notice.
            drop(serving.await);
        }
    }
}

/// The service of a connection, which notes that a first request has arrived, and gives each its place for a line.
fn noted(
    front: Arc<Front>,
    has_begun: Arc<AtomicBool>,
    pending: Pending,
) -> impl Service<hyper::Request<Incoming>, Response = Response, Error = Infallible, Future: Send> + Send + 'static {
    service_fn(move |request: hyper::Request<Incoming>| {
        has_begun.store(true, Ordering::Relaxed);
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(pending.clone());
        let front = front.clone();
        // In a box, since it is moved before it begins.
        Box::pin(async move { Ok(front.answer(request).await) })
    })
}
