//! Says why a gateway does not start, and what to do about it.

use std::fmt;
use std::io;
use std::net::SocketAddr;

use crate::token::TokenError;

/// Why a gateway does not start.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// A capability of a name that there is not.
    UnknownCapability {
        /// The name.
        name: String,
        /// What may have been meant.
        help: String,
    },
    /// A tool or operation to do without, of a name that there is not.
    UnknownName {
        /// The name.
        name: String,
        /// What may have been meant.
        help: String,
    },
    /// What is asked for cannot be served together, or not there.
    Impossible(String),
    /// Beyond loopback, and nobody has to prove who they are.
    Open(SocketAddr),
    /// Clients of vendors that cannot be made; each with its capability.
    Unconfigured(Vec<(&'static str, meterforge_runtime::Error)>),
    /// An address that cannot be listened at.
    Unavailable {
        /// The address.
        address: SocketAddr,
        /// What was to be served there.
        what: &'static str,
        /// Whether another gateway listens there.
        is_ours: bool,
        /// Why not.
        error: io::Error,
    },
    /// The token cannot be used.
    Token(TokenError),
    /// A fault of a generated crate.
    Faulty(String),
    /// The conversation over standard input and output did not begin.
    Stdio(String),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownCapability { name, help } => write!(f, "there is no capability `{name}`; {help}"),
            Self::UnknownName { name, help } => {
                write!(f, "there is no tool, route or operation `{name}` to do without; {help}")
            }
            Self::Impossible(why) | Self::Faulty(why) | Self::Stdio(why) => f.write_str(why),
            Self::Open(address) => write!(
                f,
                "{address} is beyond loopback, and whoever reaches it would act with the vendor's credential; set \
                 METERFORGE_TOKEN or --token-file, or say --insecure"
            ),
            Self::Unconfigured(missing) => {
                for (at, (capability, error)) in missing.iter().enumerate() {
                    let separator = if at == 0 { "" } else { "\n" };
                    write!(f, "{separator}{capability}: {error}")?;
                }
                Ok(())
            }
            Self::Unavailable { address, what, is_ours, error } => unavailable(f, *address, what, *is_ours, error),
            Self::Token(error) => error.fmt(f),
        }
    }
}

fn unavailable(
    f: &mut fmt::Formatter<'_>,
    address: SocketAddr,
    what: &str,
    is_ours: bool,
    error: &io::Error,
) -> fmt::Result {
    let flag = what.to_ascii_lowercase();
    match error.kind() {
        io::ErrorKind::AddrInUse => {
            let (who, stop) =
                if is_ours { ("another meterforge", "stop that one") } else { ("another program", "free it") };
            let port = address.port().checked_add(1).unwrap_or(1024);
            let other = SocketAddr::new(address.ip(), port);
            write!(f, "{what} cannot be served at {address}: {who} listens there; {stop}, or say --{flag} {other}")
        }
        io::ErrorKind::PermissionDenied => {
            write!(
                f,
                "{what} cannot be served at {address}: the system does not allow it; say --{flag} with a port from 1024 on"
            )
        }
        io::ErrorKind::AddrNotAvailable => {
            write!(
                f,
                "{what} cannot be served at {address}: this machine has no such address; say --{flag} with one it has"
            )
        }
        _ => write!(f, "{what} cannot be served at {address}: {error}"),
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unavailable { error, .. } => Some(error),
            Self::Token(error) => error.source(),
            _ => None,
        }
    }
}

impl From<TokenError> for StartError {
    fn from(error: TokenError) -> Self {
        Self::Token(error)
    }
}
