//! Tries to get in, to get through, and to see what nobody may see.

use meterforge_gateway::{Settings, Token};

use crate::support::{SECRET, Site, TOKEN, ask, exchange, with};

const PATHS: [&str; 4] = ["GET /v1/ping", "GET /", "GET /openapi.json", "GET /metrics"];

fn asking_for_token(settings: &mut Settings) {
    settings.token = Some(Token::new(TOKEN).unwrap());
}

#[tokio::test]
async fn nobody_gets_in_without_the_token() {
    let site = with(asking_for_token).await;
    let right = format!("authorization: Bearer {TOKEN}");
    let near = format!("authorization: Bearer {}", &TOKEN[..TOKEN.len() - 1]);
    let basic = format!("authorization: Basic {TOKEN}");
    let twice = [right.as_str(), right.as_str()];
    for line in PATHS {
        assert_eq!(site.ask(line, &[&right], "").await.status, 200, "{line}");
        for headers in
            [&[][..], &[near.as_str()], &[basic.as_str()], &["authorization: Bearer"], &twice, &["x-token: x"]]
        {
            let reply = site.ask(line, headers, "").await;
            assert_eq!(reply.status, 401, "{line} {headers:?}");
            let challenge = reply.header("www-authenticate").unwrap();
            assert!(challenge.starts_with("Bearer realm=\"meterforge\""), "{challenge}");
            assert_eq!(reply.detail(), "this gateway asks for a bearer token");
            assert!(!reply.body.contains(TOKEN));
        }
    }
    for line in ["POST /mcp", "POST /", "GET /mcp", "DELETE /mcp"] {
        assert_eq!(ask(site.mcp(), line, &["content-type: application/json"], "{}").await.status, 401, "{line}");
    }
    assert!(site.ask("GET /v1/ping?access_token=caller-token-0815-caller", &[], "").await.status == 401);
    assert_eq!(site.vendor.requests().len(), 0);
}

#[tokio::test]
async fn a_name_that_was_pointed_here_is_not_served() {
    let site = with(|settings| settings.allowed_hosts = vec!["gateway.example".parse().unwrap()]).await;
    for (headers, status) in [
        (&["host: localhost"][..], 200),
        (&["host: 127.0.0.1:1"], 200),
        (&["host: [::1]"], 200),
        (&["host: gateway.example:8443"], 200),
        (&["host: evil.example"], 403),
        (&["host: localhost.evil.example"], 403),
        (&["host: evil.example", "x-forwarded-host: localhost"], 403),
        (&["host: localhost", "host: evil.example"], 400),
        (&["host: "], 403),
        (&[], 403),
    ] {
        for line in PATHS {
            let reply = exchange(site.rest(), line, headers, "").await;
            // A request with two hosts does not come past the HTTP library, one way or the other.
            assert!(reply.status == status || (status == 400 && reply.status == 403), "{line} {headers:?} {reply:?}");
        }
        if status != 200 {
            let reply = exchange(site.mcp(), "POST /mcp", headers, "{}").await;
            assert!([400, 403].contains(&reply.status), "{headers:?} {reply:?}");
        }
    }
    let reply = exchange(site.rest(), "GET http://evil.example/v1/ping", &["host: localhost"], "").await;
    assert_eq!((reply.status, reply.detail().contains("--allow-host")), (403, true));
}

#[tokio::test]
async fn pages_of_other_origins_may_not_ask() {
    let site = with(|settings| settings.allowed_origins = vec!["https://app.example".parse().unwrap()]).await;
    for (origin, status) in [
        ("origin: https://app.example", 200),
        ("origin: https://app.example.evil", 403),
        ("origin: http://app.example", 403),
        ("origin: http://localhost", 403),
        ("origin: null", 403),
    ] {
        for line in PATHS {
            let reply = site.ask(line, &[origin], "").await;
            assert_eq!(reply.status, status, "{line} {origin}");
            let allowed = reply.header("access-control-allow-origin");
            assert_eq!(allowed, (status == 200).then_some("https://app.example"), "{line} {origin}");
        }
        let reply = ask(site.mcp(), "POST /mcp", &[origin, "content-type: application/json"], "{}").await;
        assert_eq!(reply.status == 403, status == 403, "{origin} {reply:?}");
    }
    let preflight = ["origin: https://app.example", "access-control-request-method: DELETE"];
    let reply = site.ask("OPTIONS /v1/meters/m1", &preflight, "").await;
    assert_eq!(reply.status, 200);
    assert!(reply.header("access-control-allow-methods").unwrap().contains("DELETE"));
    let reply = site.ask("OPTIONS /v1/meters/m1", &["origin: https://evil.example", preflight[1]], "").await;
    assert_eq!((reply.status, reply.header("access-control-allow-origin")), (403, None));

    let strict = crate::support::plain().await;
    let reply = strict.ask("GET /v1/ping", &["origin: https://app.example"], "").await;
    assert_eq!((reply.status, reply.header("access-control-allow-origin")), (403, None));
    assert!(strict.get("/v1/ping").await.header("vary").is_none());
}

/// Everything that a caller could bring, and the vendor must not see.
const PERSONAL: [&str; 8] = [
    "proxy-authorization: Basic cHJveHk6cHJveHk=",
    "cookie: session=caller-cookie; view=wide",
    "x-forwarded-for: 203.0.113.7",
    "x-forwarded-user: caller",
    "forwarded: for=203.0.113.7",
    "via: 1.1 caller",
    "x-real-ip: 203.0.113.7",
    "x-api-key: caller-key",
];

#[tokio::test]
async fn what_callers_bring_is_not_forwarded() {
    let site = with(asking_for_token).await;
    let token = format!("authorization: Bearer {TOKEN}");
    let headers: Vec<&str> = PERSONAL.iter().copied().chain([token.as_str(), "x-region: eu"]).collect();
    site.vendor.answer_json(200, r#"{"name":"a"}"#);
    let reply = site.ask("GET /v1/meters/m1", &headers, "").await;
    assert_eq!(reply.status, 200);
    let seen = site.vendor.requests().remove(0);
    assert_eq!(seen.header("authorization"), Some(format!("Bearer {SECRET}").as_str()));
    // The one cookie that the capability declares, and no other.
    assert_eq!(seen.header("cookie"), Some("view=wide"));
    let names: Vec<&str> = seen.headers.iter().map(|(name, _)| name.as_str()).collect();
    for name in names {
        assert!(
            ["accept", "accept-encoding", "authorization", "cookie", "host", "user-agent", "x-region"].contains(&name),
            "{name}"
        );
    }
    let text = format!("{seen:?}");
    for part in [TOKEN, "caller", "203.0.113.7", "cHJveHk6cHJveHk="] {
        assert!(!text.contains(part), "{part}: {text}");
    }
}

#[tokio::test]
async fn the_credential_of_the_vendor_is_never_shown() {
    let site = crate::support::plain().await;
    let echo = format!(r#"{{"name":"{SECRET}","message":"Bearer {SECRET}"}}"#);
    for status in [200, 400, 401, 500] {
        site.vendor.answer(status, &[("content-type", "application/json"), ("x-request-id", SECRET)], echo.clone());
        let reply = site.send("POST /v1/meters", r#"{"name":"a"}"#).await;
        assert_eq!(reply.status, status);
        assert!(!format!("{reply:?}").contains(SECRET), "{reply:?}");
    }
    for path in ["/metrics", "/", "/openapi.json", "/healthz"] {
        assert!(!site.get(path).await.body.contains(SECRET), "{path}");
    }
    assert!(!format!("{:?}", site.running).contains(SECRET));
}

#[tokio::test]
async fn only_what_is_safe_and_switched_on_is_served() {
    let site = with(|settings| {
        settings.read_only = true;
        settings.without = vec!["listtags".to_owned(), "ping".to_owned()];
    })
    .await;
    for (line, status) in [
        ("GET /v1/ping", 403),
        ("GET /v1/tags", 403),
        ("POST /v1/meters", 403),
        ("PUT /v1/webhook", 403),
        ("DELETE /v1/meters/m1", 403),
        ("POST /v1/meters/m1/usage", 403),
    ] {
        let reply = site.send(line, r#"{"name":"a","quantity":1}"#).await;
        assert_eq!(reply.status, status, "{line}");
        reply.detail();
    }
    assert_eq!(site.vendor.requests().len(), 0);
    let document = site.get("/openapi.json").await.body;
    assert!(!document.contains("/v1/tags") && !document.contains("delete-meter"), "{document}");
}

#[tokio::test]
async fn every_answer_tells_browsers_to_run_nothing() {
    let site = crate::support::plain().await;
    site.vendor.answer(400, &[("content-type", "text/html")], "<script>alert(1)</script>");
    let replies = [
        site.get("/").await,
        site.get("/openapi.json").await,
        site.get("/nothing").await,
        site.send("POST /v1/meters", r#"{"name":"a"}"#).await,
        exchange(site.rest(), "GET /", &["host: evil.example"], "").await,
    ];
    for reply in replies {
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"), "{reply:?}");
        assert_eq!(reply.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(reply.header("cross-origin-resource-policy"), Some("same-origin"));
        let policy = reply.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("script-src"));
    }
}

#[tokio::test]
async fn debug_shows_no_token() {
    let site: Site = with(asking_for_token).await;
    assert!(!format!("{:?}", site.running).contains(TOKEN));
}
