//! Answers what a caller asks of an error before deciding what to do.

use http::StatusCode;

use super::{Error, Fate, Kind};

impl Error {
    /// A limit was reached: of connecting, of one attempt, of the whole call, or between pieces of a streamed body.
    pub fn is_timeout(&self) -> bool {
        self.is_connect_timeout() || self.is_attempt_timeout() || self.is_call_timeout() || self.is_idle_timeout()
    }

    /// No connection came about in time. The vendor has seen nothing of the call.
    pub fn is_connect_timeout(&self) -> bool {
        matches!(self.inner().kind, Kind::ConnectTimeout)
    }

    /// The last attempt got no whole answer in time. See [`is_outcome_unknown`](Self::is_outcome_unknown) for whether
    /// the vendor may have acted.
    pub fn is_attempt_timeout(&self) -> bool {
        matches!(self.inner().kind, Kind::AttemptTimeout(_))
    }

    /// The whole call, with its retries and waits, did not end in time.
    pub fn is_call_timeout(&self) -> bool {
        matches!(self.inner().kind, Kind::CallTimeout(_))
    }

    /// The next piece of a streamed body did not come, or did not go out, in time.
    pub fn is_idle_timeout(&self) -> bool {
        matches!(self.inner().kind, Kind::IdleTimeout(_) | Kind::Stalled(_))
    }

    /// No connection came about, in time or at all: a wrong address, a proxy, a certificate that is not trusted.
    pub fn is_connect(&self) -> bool {
        matches!(self.inner().kind, Kind::Connect | Kind::ConnectTimeout | Kind::Untrusted)
    }

    /// No connection came about because the vendor's certificate is not trusted: expired, for another host, by nobody
    /// known. Never tried again. Told with rustls, and with OpenSSL below native-tls; on Windows and Apple systems native-tls
    /// says no more than [`is_connect`](Self::is_connect).
    pub fn is_untrusted_certificate(&self) -> bool {
        matches!(self.inner().kind, Kind::Untrusted)
    }

    /// The connection broke, or turned out not to speak HTTP, before the answer was complete. The vendor may have read
    /// the call: see [`is_outcome_unknown`](Self::is_outcome_unknown) and [`is_applied`](Self::is_applied).
    pub fn is_interrupted(&self) -> bool {
        matches!(self.inner().kind, Kind::Interrupted)
    }

    /// The vendor gave the call back unread, which HTTP/2 lets it promise: its connection was going away, or it takes
    /// no more at once. It has not acted, so even a call that must not be sent twice can be sent again.
    pub fn is_unprocessed(&self) -> bool {
        matches!(self.inner().kind, Kind::Unprocessed)
    }

    /// The vendor does not accept the credential (401). Check the variable or the provider that it comes from.
    pub fn is_unauthenticated(&self) -> bool {
        self.status() == Some(StatusCode::UNAUTHORIZED)
    }

    /// The credential is valid and not allowed to do this (403).
    pub fn is_forbidden(&self) -> bool {
        self.status() == Some(StatusCode::FORBIDDEN)
    }

    /// There is no such thing (404).
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(StatusCode::NOT_FOUND)
    }

    /// The vendor's state does not allow it (409).
    pub fn is_conflict(&self) -> bool {
        self.status() == Some(StatusCode::CONFLICT)
    }

    /// Too many calls (429). [`retry_after`](Self::retry_after) says when to come back, if the vendor does.
    pub fn is_rate_limited(&self) -> bool {
        self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// The vendor blames the request (4xx).
    pub fn is_client_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_client_error())
    }

    /// The vendor blames itself (5xx).
    pub fn is_server_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_server_error())
    }

    /// The vendor points elsewhere (3xx). Redirects are never followed; [`location`](Self::location) says where to.
    pub fn is_redirect(&self) -> bool {
        self.status().is_some_and(|status| status.is_redirection())
    }

    /// The client cannot be built as asked: no credential, a bad base URL, a transport that does not start.
    pub fn is_configuration(&self) -> bool {
        matches!(self.inner().kind, Kind::Configuration(_))
    }

    /// An argument that cannot be sent, such as an empty identifier. Nothing was sent.
    pub fn is_invalid_input(&self) -> bool {
        matches!(self.inner().kind, Kind::InvalidInput { .. })
    }

    /// The token provider gave no token. Nothing was sent with this attempt.
    pub fn is_credential_unavailable(&self) -> bool {
        matches!(self.inner().kind, Kind::Credential)
    }

    /// The vendor said yes, but its body is not what the contract says, or does not unpack. Never tried again.
    /// [`json_path`](Self::json_path) says where.
    pub fn is_decode(&self) -> bool {
        matches!(self.inner().kind, Kind::Decode { .. })
    }

    /// The vendor said yes: what was asked for is done, only the answer cannot be used. Do not send it again.
    pub fn is_applied(&self) -> bool {
        self.inner().fate == Fate::Applied
    }

    /// The vendor may or may not have acted. Ask it, or replay with the same [`dedup_keys`](Self::dedup_keys).
    ///
    /// Never so for a call that changes nothing.
    pub fn is_outcome_unknown(&self) -> bool {
        self.inner().fate == Fate::Unknown
    }

    /// The vendor took only some of what was sent. [`body`](Self::body) says which.
    pub fn is_partial(&self) -> bool {
        matches!(self.inner().kind, Kind::Partial)
    }

    /// A repeated DELETE found nothing more to delete: most likely an earlier attempt of this call did it.
    pub fn is_already_gone(&self) -> bool {
        self.inner().fate == Fate::AlreadyGone
    }

    /// The response is larger than the client allows: its body than `max_response_bytes`, or its headers than
    /// `max_response_header_bytes`.
    pub fn is_response_too_large(&self) -> bool {
        matches!(self.inner().kind, Kind::ResponseTooLarge { .. })
    }

    /// The vendor gave a page cursor that it had given before in the same list.
    pub fn is_repeated_cursor(&self) -> bool {
        matches!(self.inner().kind, Kind::RepeatedCursor(_))
    }
}
