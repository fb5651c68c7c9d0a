//! Listens on loopback and leads each connection to the step that its script holds for it.

use std::error::Error;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use super::certificate::Authority;
use super::seen::{Record, Script, Seen};
use super::{Frames, Handshake, Step, http1, http2};

/// What the vendor speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// HTTP/1.1 without TLS.
    Http,
    /// HTTP/1.1 over TLS.
    Https,
    /// HTTP/2 over TLS, with HTTP/1.1 for whoever does not speak it.
    Http2,
}

/// A vendor that fails as it is told to; gone, with every connection, when it is dropped.
#[derive(Debug)]
pub struct FaultVendor {
    address: SocketAddr,
    service: Arc<Service>,
    authority: Option<String>,
    /// Never listens: it keeps the port from others while nobody does.
    _reserved: TcpSocket,
    tasks: Mutex<JoinSet<()>>,
}

struct Service {
    record: Arc<Record>,
    tls: Option<(Authority, &'static [&'static str])>,
    connections: AtomicUsize,
}

impl std::fmt::Debug for Service {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Service").field("record", &self.record).finish_non_exhaustive()
    }
}

impl FaultVendor {
    /// Starts a vendor whose attempts fare as the script says; the last step holds for all that follow.
    ///
    /// # Errors
    /// When loopback has no free port, or a certificate cannot be made.
    pub fn start(
        protocol: Protocol,
        script: impl IntoIterator<Item = Step>,
    ) -> Result<Self, Box<dyn Error + Send + Sync>> {
        Self::serve(protocol, Record::new(Script::Steps(script.into_iter().collect())))
    }

    /// Starts a vendor over plain HTTP that reads each request and then decides how its attempt fares.
    ///
    /// # Errors
    /// When loopback has no free port.
    pub fn deciding(
        decide: impl Fn(&str, &Bytes) -> Step + Send + Sync + 'static,
    ) -> Result<Self, Box<dyn Error + Send + Sync>> {
        Self::serve(Protocol::Http, Record::new(Script::Decided(Box::new(decide))))
    }

    fn serve(protocol: Protocol, record: Record) -> Result<Self, Box<dyn Error + Send + Sync>> {
        let reserved = bound((Ipv4Addr::LOCALHOST, 0).into())?;
        let address = reserved.local_addr()?;
        let tls: Option<(Authority, &[&str])> = match protocol {
            Protocol::Http => None,
            Protocol::Https => Some((Authority::new()?, &["http/1.1"])),
            Protocol::Http2 => Some((Authority::new()?, &["h2", "http/1.1"])),
        };
        let authority = tls.as_ref().map(|(authority, _)| authority.pem());
        let record = Arc::new(record);
        let refuses = record.refuses();
        let vendor = Self {
            address,
            service: Arc::new(Service { record, tls, connections: AtomicUsize::new(0) }),
            authority,
            _reserved: reserved,
            tasks: Mutex::default(),
        };
        if !refuses {
            vendor.listen()?;
        }
        Ok(vendor)
    }

    /// The base URL to give to a client.
    pub fn url(&self) -> String {
        match self.authority {
            None => format!("http://{}", self.address),
            Some(_) => format!("https://localhost:{}", self.address.port()),
        }
    }

    /// The authority that a client must trust, in PEM; none without TLS.
    pub fn authority(&self) -> Option<&str> {
        self.authority.as_deref()
    }

    /// What was seen of each attempt, in order.
    pub fn seen(&self) -> Vec<Seen> {
        self.service.record.seen()
    }

    /// The connections accepted so far.
    pub fn connections(&self) -> usize {
        self.service.connections.load(Ordering::Relaxed)
    }

    /// The bytes written by [`super::Then::Fill`].
    pub fn filled(&self) -> u64 {
        self.service.record.filled.load(Ordering::Relaxed)
    }

    /// Waits until the client has ended this connection.
    pub async fn closed(&self, connection: usize) {
        self.service.record.closed(connection).await;
    }

    /// Tells a vendor that refuses, and so sees nothing itself, that an attempt has failed.
    ///
    /// # Errors
    /// When it cannot begin to listen.
    pub fn attempt_failed(&self) -> io::Result<()> {
        let record = &self.service.record;
        if record.take_if(|step| matches!(step, Step::Refuse)).is_some() && !record.refuses() {
            self.listen()?;
        }
        Ok(())
    }

    /// Stops listening and drops every connection.
    pub async fn go_down(&self) {
        let mut tasks = std::mem::take(&mut *self.tasks());
        tasks.shutdown().await;
    }

    /// Listens, again or for the first time, at the same address.
    ///
    /// # Errors
    /// When the address cannot be bound.
    pub fn listen(&self) -> io::Result<()> {
        let listener = bound(self.address)?.listen(1024)?;
        self.tasks().spawn(accept(listener, self.service.clone()));
        Ok(())
    }

    fn tasks(&self) -> MutexGuard<'_, JoinSet<()>> {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A socket that shares its address with others, as long as only one listens.
fn bound(address: SocketAddr) -> io::Result<TcpSocket> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    Ok(socket)
}

/// The connections live in the set of this task, so that it takes them along when it ends.
async fn accept(listener: TcpListener, service: Arc<Service>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        while connections.try_join_next().is_some() {}
        let connection = service.connections.fetch_add(1, Ordering::Relaxed);
        let service = service.clone();
        connections.spawn(async move {
            // A connection that ends badly is what most scripts ask for.
            let _ = service.serve(stream, connection).await;
            service.record.close(connection);
        });
    }
}

impl Service {
    async fn serve(&self, stream: TcpStream, connection: usize) -> Result<(), Box<dyn Error + Send + Sync>> {
        stream.set_nodelay(true)?;
        let step = self.record.take_if(Step::is_at_the_door);
        if step.is_some() {
            self.record.add(Seen::nothing(connection));
        }
        let handshake = match step {
            Some(Step::HangUp) => return Ok(()),
            Some(Step::Handshake(Handshake::Silent)) => return Ok(until_closed(&stream).await?),
            Some(Step::Handshake(handshake)) => Some(handshake),
            _ => None,
        };
        let Some((authority, protocols)) = &self.tls else {
            return Ok(http1::serve(stream, connection, &self.record).await?);
        };
        let acceptor: TlsAcceptor = authority.acceptor(handshake, protocols)?;
        let stream = acceptor.accept(stream).await?;
        if stream.get_ref().1.alpn_protocol() == Some(b"h2") {
            match step {
                Some(Step::Frames(Frames::LeaveOver)) => http2::leave_over(stream).await?,
                _ => http2::serve(stream, connection, &self.record).await?,
            }
        } else {
            http1::serve(stream, connection, &self.record).await?;
        }
        Ok(())
    }
}

/// Reads without answering.
async fn until_closed(stream: &TcpStream) -> io::Result<()> {
    let mut ignored = [0; 1024];
    loop {
        stream.readable().await?;
        match stream.try_read(&mut ignored) {
            Ok(0) => return Ok(()),
            Err(error) if error.kind() != io::ErrorKind::WouldBlock => return Err(error),
            _ => {}
        }
    }
}
