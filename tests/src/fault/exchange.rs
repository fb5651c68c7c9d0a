//! A byte stream that the vendor serves, with or without TLS, and that can be reset.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;

/// What a reset waits for, so that the client has read what came before it.
pub(super) const SETTLE: Duration = Duration::from_millis(20);

/// A stream that can be ended without a goodbye.
pub(super) trait Exchange: AsyncRead + AsyncWrite + Unpin + Send + 'static {
    /// Makes dropping the stream a reset of its connection.
    fn reset_on_drop(&self) -> io::Result<()>;
}

impl Exchange for TcpStream {
    fn reset_on_drop(&self) -> io::Result<()> {
        self.set_zero_linger()
    }
}

impl Exchange for TlsStream<TcpStream> {
    fn reset_on_drop(&self) -> io::Result<()> {
        self.get_ref().0.set_zero_linger()
    }
}
