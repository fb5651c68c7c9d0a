//! Says what a request must look like on the wire, byte for byte.

use meterforge_stand_in::RecordedRequest;

use crate::pin::pins;
use crate::vendor::Vendor;

/// The request that an operation must send.
#[derive(Clone, Copy, Debug)]
pub struct Sent<'a> {
    /// Method, path and query: `GET /org/org_1/billableMetric?status=ACTIVE`.
    pub line: &'a str,
    /// The value of the `authorization` header.
    pub authorization: &'a str,
    /// The name at the front of the user agent.
    pub agent: &'a str,
    /// The exact body; `None` when the request has none.
    pub body: Option<&'a str>,
}

impl Sent<'_> {
    /// Asserts what [`assert_all`](Self::assert_all) does, and that it is the request pinned for the operation.
    ///
    /// # Panics
    /// When one differs.
    #[track_caller]
    pub fn assert_pinned(&self, vendor: &Vendor, operation: &str, count: usize) {
        self.assert_all(&vendor.requests(), count);
        let pins = pins(vendor.folder()).unwrap_or_else(|error| panic!("{error}"));
        let pin = pins.get(operation).unwrap_or_else(|| panic!("{operation} has no pin"));
        assert_eq!((pin.request.as_str(), pin.body.as_deref()), (self.line, self.body), "the pin of {operation}");
    }

    /// Asserts that there were this many requests and that each was this one.
    ///
    /// # Panics
    /// When one differs.
    #[track_caller]
    pub fn assert_all(&self, requests: &[RecordedRequest], count: usize) {
        assert_eq!(requests.len(), count, "requests: {requests:#?}");
        for request in requests {
            self.assert(request);
        }
    }

    #[track_caller]
    fn assert(&self, request: &RecordedRequest) {
        assert_eq!(format!("{} {}", request.method, request.target), self.line);
        assert_eq!(request.text(), self.body.unwrap_or_default());
        assert_eq!(request.header("authorization"), Some(self.authorization));
        assert_eq!(request.header("accept"), Some("application/json"));
        assert_eq!(request.header("content-type"), self.body.map(|_| "application/json"));
        let agent = request.header("user-agent").unwrap_or_default();
        let versions: Vec<&str> = agent.split(' ').filter_map(|product| product.split('/').next()).collect();
        assert_eq!(versions, [self.agent, "meterforge-runtime"], "{agent}");

        // Nothing else: a header too many may tell a vendor what it should not know.
        let mut others: Vec<&str> = request.headers.iter().map(|(name, _)| name.as_str()).collect();
        let expected =
            ["accept", "accept-encoding", "authorization", "content-length", "content-type", "host", "user-agent"];
        others.retain(|name| !expected.contains(name));
        assert_eq!(others, [""; 0], "headers that nobody asked for");
    }
}
