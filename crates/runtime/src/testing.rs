//! A transport without network and a clock that never waits, for the tests of those who use an SDK.
//!
//! Turn the feature `testing` on among your `dev-dependencies`. `Vendor` stands for the client of an SDK here:
//!
//! ```
//! use meterforge_runtime::testing::{PausedClock, ScriptedTransport};
//! # use meterforge_runtime::codegen_v1 as rt;
//! # struct Vendor(rt::Client);
//! # impl rt::Service for Vendor {
//! #     type Region = rt::NoRegion;
//! #     const INFO: rt::ServiceInfo = rt::ServiceInfo {
//! #         package: "vendor", version: "0.1.0", base_url: Some("https://vendor.example"),
//! #         base_url_variable: "VENDOR_BASE_URL", credential: None,
//! #     };
//! #     fn from_core(core: rt::Client) -> Self { Self(core) }
//! #     fn core(&self) -> &rt::Client { &self.0 }
//! # }
//! # impl Vendor {
//! #     fn builder() -> rt::ClientBuilder<Self> { rt::ClientBuilder::new() }
//! #     fn raw(&self, method: http::Method, path: &str) -> rt::RawCall { self.0.raw(method, path) }
//! # }
//! # let tokio = tokio::runtime::Builder::new_current_thread().build().unwrap();
//! # tokio.block_on(async {
//! let transport = ScriptedTransport::new();
//! transport.answer(503, "").answer(200, r#"{"name":"api_calls"}"#);
//! let clock = PausedClock::default();
//!
//! let vendor = Vendor::builder().transport(transport.clone()).clock(clock.clone()).build()?;
//! let body = vendor.raw(http::Method::GET, "/metric/bm_1").await?;
//!
//! assert_eq!(body, r#"{"name":"api_calls"}"#);
//! assert_eq!(transport.requests().len(), 2); // the 503 was tried again
//! assert_eq!(transport.requests()[1].path(), "/metric/bm_1");
//! assert_eq!(clock.slept().len(), 1); // and the wait took no time
//! # Ok::<(), meterforge_runtime::Error>(()) }).unwrap();
//! ```

mod chance;
mod clock;
mod recorded;
mod scripted;

pub use chance::{FixedChance, NumberedKeys};
pub use clock::PausedClock;
pub use recorded::RecordedRequest;
pub use scripted::ScriptedTransport;
