//! Looks below reqwest's errors for what it does not tell: whose fault a connection was, and what the vendor saw.

use std::error::Error as StdError;
use std::io;
use std::iter::successors;

use crate::upload::Unreadable;

/// The vendor's certificate was refused. rustls tells, and so does OpenSSL; what native-tls stands on elsewhere does not:
/// there it is a connection that did not open.
pub(super) fn is_untrusted(error: &(dyn StdError + 'static)) -> bool {
    causes(error).any(|cause| is_refused_by_rustls(cause) || is_refused_by_openssl(cause))
}

#[cfg(feature = "rustls")]
fn is_refused_by_rustls(cause: &(dyn StdError + 'static)) -> bool {
    use rustls::Error::{InvalidCertificate, NoCertificatesPresented};
    matches!(cause.downcast_ref(), Some(InvalidCertificate(_) | NoCertificatesPresented))
}

#[cfg(not(feature = "rustls"))]
fn is_refused_by_rustls(_: &(dyn StdError + 'static)) -> bool {
    false
}

#[cfg(all(feature = "native-tls", not(any(windows, target_vendor = "apple"))))]
fn is_refused_by_openssl(cause: &(dyn StdError + 'static)) -> bool {
    // OpenSSL's ERR_LIB_SSL and SSL_R_CERTIFICATE_VERIFY_FAILED, which have been the same in every version of it.
    const REFUSED: (i32, i32) = (20, 134);
    let errors = cause.downcast_ref::<openssl::error::ErrorStack>().map_or(&[][..], |stack| stack.errors());
    errors.iter().any(|error| (error.library_code(), error.reason_code()) == REFUSED)
}

#[cfg(not(all(feature = "native-tls", not(any(windows, target_vendor = "apple")))))]
fn is_refused_by_openssl(_: &(dyn StdError + 'static)) -> bool {
    false
}

/// Our own body could not be read to its end.
pub(super) fn is_unreadable(error: &(dyn StdError + 'static)) -> bool {
    causes(error).any(|cause| cause.is::<Unreadable>())
}

/// The vendor promises, by HTTP/2, that it did not look at the request (RFC 9113, 8.7): it refused the stream, or its
/// graceful goodbye names an earlier stream as the last one it will answer. A goodbye with an error promises less.
pub(super) fn is_unprocessed(error: &(dyn StdError + 'static)) -> bool {
    #[cfg(feature = "http2")]
    let found = causes(error).filter_map(|cause| cause.downcast_ref::<h2::Error>()).any(|cause| {
        let reason = cause.reason();
        let is_refused = cause.is_reset() && reason == Some(h2::Reason::REFUSED_STREAM);
        let is_left_over = cause.is_go_away() && reason == Some(h2::Reason::NO_ERROR);
        cause.is_remote() && (is_refused || is_left_over)
    });
    #[cfg(not(feature = "http2"))]
    let found = causes(error).any(|_| false);
    found
}

/// What came out of a body is neither a fault of the connection, which is hyper's error, nor a limit that the caller has
/// set on a client of their own: then the body came whole, and unpacking it failed.
pub(super) fn is_undecodable(error: &reqwest::Error) -> bool {
    !error.is_timeout() && !causes(error).any(|cause| cause.is::<hyper::Error>())
}

/// The error and everything below it. An I/O error hides what it wraps from `source`, so it is opened.
fn causes<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    successors(Some(error), |&cause| match cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(wrapped) => Some(wrapped as &(dyn StdError + 'static)),
        None => cause.source(),
    })
}

#[cfg(all(test, feature = "rustls", feature = "http2"))]
mod tests {
    use super::*;

    #[test]
    fn a_refused_certificate_is_found_inside_io_errors() {
        let refused = || rustls::Error::InvalidCertificate(rustls::CertificateError::Expired);
        assert!(is_untrusted(&refused()));
        assert!(is_untrusted(&io::Error::other(io::Error::other(refused()))));
        assert!(!is_untrusted(&io::Error::other(rustls::Error::DecryptError)));
        assert!(!is_untrusted(&io::Error::from(io::ErrorKind::ConnectionReset)));
    }

    #[test]
    fn what_we_reset_ourselves_promises_nothing() {
        let own = h2::Error::from(h2::Reason::REFUSED_STREAM);
        assert!(!is_unprocessed(&io::Error::other(own)));
    }
}
