//! Small vendors on loopback, for the examples and tests of the SDK crates.
//!
//! [`Recorder`] is a vendor without opinions: it answers what it was told to and remembers every request as it came in.
//! [`Suger`], [`Qovery`], [`Kong`] and [`Togai`] keep a little state in memory and behave like the vendor whose name they
//! carry, as far as an example needs it. None of them uses a generated type: what they say on the wire is written by hand.
//!
//! Each listens on a free port of 127.0.0.1 and is gone, with every open connection, when it is dropped.

mod kong;
mod qovery;
mod recorder;
mod server;
mod suger;
mod togai;

pub use kong::Kong;
pub use qovery::Qovery;
pub use recorder::{Answer, RecordedRequest, Recorder};
pub use suger::Suger;
pub use togai::Togai;
