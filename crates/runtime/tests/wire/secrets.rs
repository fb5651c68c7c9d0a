//! No formatter shows a secret: every public type that can hold one is built from the same, and formatted.

use std::sync::{Arc, Mutex};

use meterforge_runtime::testing::ScriptedTransport;
use meterforge_runtime::{
    AttemptInfo, Body, BoxError, BoxFuture, Credential, Error, Method, Middleware, Next, RequestBody, Secret, Token,
    TokenProvider, TransportError,
};

use super::vendor::{Client, Group};

const SECRET: &str = "hush-9f3c";

#[derive(Debug)]
struct Vault(Secret);

impl TokenProvider for Vault {
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
        Box::pin(async { Ok(Token::new(self.0.clone())) })
    }
}

fn credentials() -> [Credential; 5] {
    [
        Credential::from(SECRET),
        Credential::from(Secret::new(SECRET)),
        Credential::scheme("Token", SECRET),
        Credential::basic("alice", SECRET),
        Credential::provider(Vault(SECRET.into())),
    ]
}

/// The plain secret, and what a basic credential makes of it.
fn assert_hidden(what: &str, text: &str) {
    for secret in [SECRET, "YWxpY2U6aHVzaC05ZjNj"] {
        assert!(!text.contains(secret), "{what} shows it: {text}");
    }
}

macro_rules! assert_debug_hides {
    ($($value:expr),* $(,)?) => {
        $({
            let value = &$value;
            assert_hidden(stringify!($value), &format!("{value:?} {value:#?}"));
        })*
    };
}

#[test]
fn the_check_can_fail() {
    let shown = std::panic::catch_unwind(|| assert_hidden("text", &format!("{:?}", Some(SECRET))));
    assert!(shown.is_err());
}

#[test]
fn values_hide_it() {
    assert_debug_hides!(Secret::new(SECRET), Token::new(SECRET), Vault(SECRET.into()));
    for credential in credentials() {
        assert_debug_hides!(credential);
    }
}

#[tokio::test]
async fn clients_calls_and_answers_hide_it() {
    for credential in credentials() {
        let transport = ScriptedTransport::new();
        let builder = Client::builder().transport(transport.clone()).credential(credential).header("x-own", SECRET);
        assert_debug_hides!(builder);
        let client = builder.build().unwrap();
        let call = client.list_groups("org_1").with_header("x-other", SECRET);
        let raw = client.raw(Method::POST, "/x").query("q", SECRET).body("text/plain", SECRET);
        assert_debug_hides!(client, call, raw, client.report_group("org_1", Group::default()));
        assert_debug_hides!(call.clone().pages(), call.clone().items(), call.clone().into_future());

        let cookie = http::Response::builder().header("set-cookie", SECRET).body("{}".into()).unwrap();
        transport.answer_with(cookie);
        let sending = call.send();
        assert_debug_hides!(sending);
        let response = sending.await.unwrap();
        assert_debug_hides!(response, transport, transport.requests());
        assert!(transport.requests()[0].header("authorization").is_some());
    }
}

#[tokio::test]
async fn errors_hide_it() {
    let transport = ScriptedTransport::new();
    let client = Client::builder().transport(transport.clone()).credential(SECRET).build().unwrap();
    let refused = http::Response::builder().status(401).header("set-cookie", SECRET).body("{}".into()).unwrap();
    transport.answer_with(refused);
    let errors: [Error; 5] = [
        client.list_groups("org_1").await.unwrap_err(),
        client.list_groups("org_1").await.unwrap_err(),
        client.list_groups("org_1").with_header("x-own", &format!("{SECRET}\n")).await.unwrap_err(),
        Client::new(format!("{SECRET}\n{SECRET}")).unwrap_err(),
        Client::builder().base_url(format!("https://{SECRET}@v.example")).credential(SECRET).build().unwrap_err(),
    ];
    for error in &errors {
        assert_debug_hides!(error);
        assert_hidden("display", &error.to_string());
        let mut source = std::error::Error::source(error);
        while let Some(cause) = source {
            assert_hidden("source", &format!("{cause} {cause:?}"));
            source = cause.source();
        }
    }
}

#[tokio::test]
async fn an_error_of_the_real_transport_hides_it() {
    let client = Client::builder().base_url("http://127.0.0.1:1").credential(SECRET).build().unwrap();
    let error = client.raw(Method::GET, "/x").query("q", SECRET).await.unwrap_err();
    assert!(error.is_connect());
    assert_debug_hides!(client, error);
    assert_hidden("display", &error.to_string());
}

/// Everything that an error says, from its text to its last cause.
fn everything(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?} {:?} {:?}", error.vendor_message(), error.vendor_code());
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text.push_str(&format!(" {cause} {cause:?}"));
        source = cause.source();
    }
    text
}

#[tokio::test]
async fn what_the_vendor_repeats_is_hidden() {
    for credential in credentials() {
        let transport = ScriptedTransport::new();
        let client = Client::builder().transport(transport.clone()).credential(credential.clone()).build().unwrap();
        for echo in [SECRET, "YWxpY2U6aHVzaC05ZjNj"] {
            // A basic credential goes out encoded, no other does.
            if echo != SECRET && !format!("{credential:?}").contains("Basic") {
                continue;
            }
            let answer = |status: u16, body: String| {
                let answer = http::Response::builder().status(status).header("x-request-id", echo);
                transport.answer_with(answer.body(body.into()).unwrap());
            };
            answer(403, format!(r#"{{"code":"{echo}","message":"the key {echo} may not"}}"#));
            answer(403, format!("the key {echo} may not"));
            answer(200, format!(r#"{{"groups":"{echo}"}}"#));
            answer(200, format!(r#"{{"groups":[{{"records":{{"{echo}":[]}}}}]}}"#));
            for _ in 0..4 {
                let error = client.list_groups("org_1").await.unwrap_err();
                assert_hidden("error", &everything(&error));
                assert!(error.text().unwrap().contains(echo), "the bytes stay as they came");
            }
        }
    }
}

/// Prints all it sees.
#[derive(Debug)]
struct Printing(Arc<Mutex<String>>);

impl Middleware for Printing {
    fn handle<'a>(
        &'a self,
        request: http::Request<RequestBody>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let headers = (request.headers().clone(), request.method().clone(), request.uri().clone());
            let info = request.extensions().get::<AttemptInfo>().cloned();
            let text = format!("{headers:?} {info:?} {next:?}");
            let response = next.send(request).await;
            self.0.lock().unwrap().push_str(&format!("{text} {:?}", response.as_ref().map(http::Response::status)));
            response
        })
    }
}

#[tokio::test]
async fn middleware_that_prints_shows_no_secret() {
    for credential in credentials() {
        let (transport, printed) = (ScriptedTransport::new(), Arc::new(Mutex::new(String::new())));
        let builder = Client::builder().transport(transport.clone()).middleware(Printing(printed.clone()));
        let client = builder.credential(credential).build().unwrap();
        transport.answer(200, "{}").answer(200, SECRET);
        client.list_groups("org_1").with_header("cookie", SECRET).await.unwrap();
        let streamed = client.raw(Method::GET, "/x").stream().await.unwrap();
        assert_debug_hides!(client, streamed);
        let printed = printed.lock().unwrap();
        assert!(printed.contains("Sensitive") && printed.contains("list_groups"), "{printed}");
        assert_hidden("print", &printed);
    }
}

#[test]
fn a_secret_in_a_file_is_shown_by_its_path() {
    let path = std::env::temp_dir().join(format!("meterforge-hidden-{}", std::process::id()));
    std::fs::write(&path, SECRET).unwrap();
    let credential = Credential::file(&path);
    let client = Client::new(credential.clone()).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_debug_hides!(credential, client);
    assert!(format!("{client:?}").contains("meterforge-hidden"));
}

#[test]
fn a_panic_over_an_error_hides_it() {
    let panicked = std::panic::catch_unwind(|| Client::new(format!("{SECRET}\n{SECRET}")).unwrap());
    let payload = panicked.unwrap_err();
    let text = payload.downcast_ref::<String>().unwrap();
    assert!(text.contains("credential"), "{text}");
    assert_hidden("panic", text);
}
