//! A vendor on real sockets that fails each attempt in the way its script says, and remembers what it saw of it.

mod certificate;
mod exchange;
mod http1;
mod http2;
mod seen;
mod step;
mod vendor;

pub use seen::{BodySeen, Seen};
pub use step::{Frames, Handshake, Reads, Step, Then};
pub use vendor::{FaultVendor, Protocol};
