//! Decides from the headers of a request whether it may be served.
//!
//! A page in a browser can make requests to this machine. It cannot choose their `Host`, so a name of its own that it has
//! pointed here (DNS rebinding) is seen; nor their `Origin`, so its own requests are seen.

mod credentials;
mod host;
mod origin;

pub(crate) use credentials::{Bearer, strip};
pub use host::AllowedHost;
pub(crate) use host::Hosts;
pub use origin::AllowedOrigin;
pub(crate) use origin::Origins;
