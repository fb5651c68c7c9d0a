//! What code around attempts sees, may change, and may refuse.

use std::sync::{Arc, Mutex};

use super::*;
use crate::boxed::BoxFuture;
use crate::transport::{AttemptInfo, Body, Middleware, Next, TransportError, TransportErrorKind};
use crate::upload::RequestBody;

/// Notes what passes under a name of its own, and leaves its name on the request.
#[derive(Debug)]
struct Noting {
    name: &'static str,
    notes: Arc<Mutex<Vec<String>>>,
}

impl Middleware for Noting {
    fn handle<'a>(
        &'a self,
        mut request: http::Request<RequestBody>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
        let note = |text: String| self.notes.lock().unwrap().push(format!("{} {text}", self.name));
        Box::pin(async move {
            let info = request.extensions().get::<AttemptInfo>().unwrap();
            note(format!("{} {} {}", info.operation(), info.path_template(), info.attempt()));
            request.headers_mut().append("x-passed", http::HeaderValue::from_static(self.name));
            let response = next.send(request).await?;
            note(response.status().to_string());
            Ok(response)
        })
    }
}

/// Sends nothing on.
#[derive(Debug)]
struct Refusing(TransportErrorKind);

impl Middleware for Refusing {
    fn handle<'a>(
        &'a self,
        _: http::Request<RequestBody>,
        _: Next<'a>,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
        Box::pin(async { Err(TransportError::new(self.0, "no key to sign with")) })
    }
}

#[tokio::test]
async fn each_attempt_passes_through_in_order() {
    let notes = Arc::new(Mutex::new(Vec::new()));
    let noting = |name| Noting { name, notes: notes.clone() };
    let stage = staged(|builder| builder.middleware(noting("outer")).middleware(noting("inner")));
    stage.transport.answer(503, "").answer(200, "");
    stage.call(&SAFE).await.unwrap();
    let seen = |attempt, status| {
        let info = format!("list_things /things {attempt}");
        [format!("outer {info}"), format!("inner {info}"), format!("inner {status}"), format!("outer {status}")]
    };
    let expected = [seen(1, "503 Service Unavailable"), seen(2, "200 OK")].concat();
    assert_eq!(*notes.lock().unwrap(), expected);
    let passed = stage.transport.requests();
    let passed: Vec<_> = passed[1].headers().get_all("x-passed").iter().collect();
    assert_eq!(passed, ["outer", "inner"]);
}

#[tokio::test]
async fn an_error_of_middleware_is_judged_by_its_kind() {
    for (kind, attempts) in [(Unprocessed, 4), (NotConnected, 4), (TransportErrorKind::Unsendable, 1)] {
        let stage = staged(|builder| builder.middleware(Refusing(kind)));
        let error = stage.call(&UNSAFE).await.unwrap_err();
        assert_eq!((error.attempts(), stage.transport.requests().len()), (attempts, 0), "{kind:?}");
        assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "no key to sign with");
    }
}
