//! What is served where: one capability at its own paths, several below their names, our own pages beside them.

use crate::support::{both, plain, with};

#[tokio::test]
async fn one_capability_has_its_own_paths() {
    let site = plain().await;
    site.vendor.answer_json(200, r#"{"name":"calls"}"#);
    let reply = site.get("/v1/meters/m1").await;
    assert_eq!((reply.status, reply.body.as_str()), (200, r#"{"name":"calls"}"#));
    assert!(site.get("/").await.body.contains("Acme Metering"));
    assert!(site.get("/openapi.json").await.body.contains(r#""openapi":"3.1.0""#));
    assert_eq!(site.get("/v1/nothing").await.detail(), "there is no such route");
}

#[tokio::test]
async fn several_stand_below_their_names() {
    let site = both().await;
    site.vendor.answer_json(200, r#"{"id":"i1"}"#).answer_json(200, r#"{"data":[],"nextToken":"t"}"#);
    assert_eq!(site.get("/acme-billing-rest/v1/invoices/i1").await.body, r#"{"id":"i1"}"#);
    let reply = site.get("/acme-metering-rest/v1/meters").await;
    assert_eq!(reply.header("link"), Some("</acme-metering-rest/v1/meters?cursor=0%7Et>; rel=\"next\""));
    for path in ["/v1/meters", "/acme-billing-rest/v1/meters", "/acme-billing/v1/invoices/i1"] {
        assert_eq!(site.get(path).await.status, 404, "{path}");
    }

    let front = site.get("/").await;
    assert_eq!(front.header("content-type"), Some("text/html; charset=utf-8"));
    for path in ["/acme-metering-rest", "/acme-billing-rest"] {
        assert!(front.body.contains(&format!("href=\"{path}\"")), "{}", front.body);
        let page = site.get(path).await;
        assert!(page.status == 200 && page.body.contains(&format!("href=\"{path}/openapi.json\"")), "{page:?}");
        assert_eq!(site.get(&format!("{path}/")).await.body, page.body);
        let document = site.get(&format!("{path}/openapi.json")).await.body;
        assert!(document.contains(&format!(r#""servers":[{{"url":"{path}"}}]"#)), "{document}");
    }
    let front = crate::support::ask(site.mcp(), "GET /", &[], "").await;
    assert!(front.body.contains("/mcp/acme-billing-mcp"), "{}", front.body);
}

#[tokio::test]
async fn the_process_says_that_it_is_there_without_asking_anybody() {
    let site =
        with(|settings| settings.token = Some(meterforge_gateway::Token::new(crate::support::TOKEN).unwrap())).await;
    for address in [site.rest(), site.mcp()] {
        let reply = crate::support::exchange(address, "GET /healthz", &["host: probe.internal"], "").await;
        assert_eq!((reply.status, reply.body.as_str()), (200, r#"{"status":"ok","service":"meterforge"}"#));
    }
    assert_eq!(site.vendor.requests().len(), 0);
}

#[tokio::test]
async fn other_methods_of_our_own_pages_are_refused_with_those_that_there_are() {
    let site = plain().await;
    for line in ["POST /healthz", "DELETE /metrics", "PUT /", "POST /openapi.json"] {
        let reply = site.ask(line, &[], "").await;
        assert_eq!((reply.status, reply.header("allow")), (405, Some("GET, HEAD")), "{line}");
        reply.detail();
    }
}

#[tokio::test]
async fn http_2_is_spoken_on_the_same_port() {
    use hyper_util::rt::{TokioExecutor, TokioIo};
    let site = plain().await;
    site.vendor.answer_json(200, r#"{"name":"calls"}"#);
    let stream = tokio::net::TcpStream::connect(site.rest()).await.unwrap();
    let (mut sender, connection) =
        hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    let uri = format!("http://{}/v1/meters/m1", site.rest());
    let request = http::Request::get(uri).body(axum::body::Body::empty()).unwrap();
    let response = sender.send_request(request).await.unwrap();
    assert_eq!((response.status().as_u16(), response.version()), (200, http::Version::HTTP_2));
    // The name that a browser was tricked into is in the address here.
    let request = http::Request::get("http://evil.example/v1/meters/m1").body(axum::body::Body::empty()).unwrap();
    assert_eq!(sender.send_request(request).await.unwrap().status().as_u16(), 403);
}

#[tokio::test]
async fn both_listeners_know_their_own_routes_only() {
    let site = both().await;
    assert_eq!(site.get("/mcp/acme-billing-mcp").await.status, 404);
    let reply = crate::support::ask(site.mcp(), "GET /acme-billing-rest/v1/invoices/i1", &[], "").await;
    assert_eq!(reply.status, 404);
    assert_eq!(site.running.addresses().iter().map(|(what, _)| *what).collect::<Vec<_>>(), ["REST", "MCP"]);
}
