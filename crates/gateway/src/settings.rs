//! What a gateway is told about how to serve.

use crate::limits::Limits;
use crate::place::{McpPlace, Place};
use crate::security::{AllowedHost, AllowedOrigin};
use crate::token::Token;

/// How a gateway serves. The default serves everything on loopback, as the capabilities say.
///
/// ```
/// use meterforge_gateway::{Place, Settings};
///
/// let mut settings = Settings::default();
/// settings.rest = Place::At("127.0.0.1:0".parse()?);
/// settings.read_only = true;
/// # Ok::<(), std::net::AddrParseError>(())
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Settings {
    /// Where REST adapters are served.
    pub rest: Place,
    /// Where MCP servers are served.
    pub mcp: McpPlace,
    /// What callers over HTTP must bring. An address beyond loopback asks for one.
    pub token: Option<Token>,
    /// Serves beyond loopback without a token: whoever reaches the address acts with the vendor's credential.
    pub insecure: bool,
    /// Hosts that requests may ask for, besides loopback and the address itself.
    pub allowed_hosts: Vec<AllowedHost>,
    /// Origins whose pages may ask from a browser; none otherwise.
    pub allowed_origins: Vec<AllowedOrigin>,
    /// Serves only what changes nothing.
    pub read_only: bool,
    /// Tools, routes and operations that are not served, by name.
    pub without: Vec<String>,
    /// How much of everything there may be.
    pub limits: Limits,
}
