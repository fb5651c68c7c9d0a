//! Bodies that are files, streams and forms, as a vendor reads them.

use std::time::Duration;

use futures::stream;
use meterforge_runtime::testing::FixedChance;
use meterforge_runtime::{BoxError, Bytes, Method, Multipart, ReplaySafety, Upload};
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;

use super::server::{Server, Step, answer, json};
use super::vendor::{Client, ClientBuilder};

const OCTETS: &str = "application/octet-stream";

fn builder(url: String) -> ClientBuilder {
    Client::builder().base_url(url).credential("k3y")
}

fn pieces(texts: &[&'static str]) -> impl stream::Stream<Item = Result<Bytes, BoxError>> + Send + use<> {
    stream::iter(texts.iter().map(|text| Ok(Bytes::from_static(text.as_bytes()))).collect::<Vec<_>>())
}

#[tokio::test]
async fn a_stream_goes_out_in_chunks_and_one_of_known_length_does_not() {
    let server = Server::start((0..3).map(|_| answer("204 No Content", "", ""))).await;
    let client = builder(server.url()).build().unwrap();
    for upload in [
        Upload::from_stream(pieces(&["ab", "", "cd"])),
        Upload::from_stream(pieces(&["ab", "cd"])).length(4),
        Upload::from_stream(pieces(&[])).length(0),
    ] {
        client.raw(Method::PUT, "/image").body(OCTETS, upload).await.unwrap();
    }
    let seen = server.seen();
    let head = |at: usize| {
        let request: &super::server::Seen = &seen[at];
        (request.header("transfer-encoding"), request.header("content-length"), request.body.as_str())
    };
    assert_eq!(head(0), (Some("chunked"), None, "abcd"));
    assert_eq!(head(1), (None, Some("4"), "abcd"));
    assert_eq!((head(2).0, head(2).2), (None, ""));
    assert_eq!((seen[0].header("content-type"), seen[0].header("authorization")), (Some(OCTETS), Some("Key k3y")));
}

#[tokio::test]
async fn a_file_is_sent_again_after_a_failure() {
    let server = Server::start([Step::Close, answer("204 No Content", "", "")]).await;
    let client = builder(server.url()).chance(FixedChance(0.0)).build().unwrap();
    let path = std::env::temp_dir().join(format!("meterforge-wire-{}.csv", std::process::id()));
    let large = "a,b,c,d,e,f,g,h\n".repeat(50_000);
    std::fs::write(&path, &large).unwrap();
    let upload = Upload::from_path(&path).media_type("text/csv");
    let call = client.raw(Method::PUT, "/usage").body(OCTETS, upload).with_replay(ReplaySafety::Idempotent);
    assert_eq!(call.send().await.unwrap().attempts(), 2);
    std::fs::remove_file(path).unwrap();
    for seen in server.seen() {
        assert_eq!(seen.header("content-type"), Some("text/csv"));
        assert_eq!(seen.header("content-length"), Some(large.len().to_string().as_str()));
        assert!(seen.body == large);
    }
}

#[tokio::test]
async fn a_missing_file_is_told_before_anything_is_sent() {
    let server = Server::start([]).await;
    let client = builder(server.url()).build().unwrap();
    let error = client.raw(Method::PUT, "/usage").body(OCTETS, Upload::from_path("/no/such/file")).await.unwrap_err();
    assert_eq!(error.to_string(), "raw: `body` cannot be read");
    assert!(error.is_invalid_input() && std::error::Error::source(&error).is_some());
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_stream_is_sent_once_and_again_when_no_connection_opened() {
    let server = Server::start([json("503 Service Unavailable", "{}")]).await;
    let upload = || Upload::from_stream(pieces(&["abcd"]));
    let client = builder(server.url()).build().unwrap();
    let call = client.raw(Method::PUT, "/image").body(OCTETS, upload()).with_replay(ReplaySafety::Idempotent);
    let error = call.await.unwrap_err();
    assert_eq!((error.attempts(), server.seen().len()), (1, 1));

    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", closed.local_addr().unwrap());
    drop(closed);
    let client = builder(url).chance(FixedChance(0.0)).build().unwrap();
    let error = client.raw(Method::PUT, "/image").body(OCTETS, upload()).await.unwrap_err();
    assert!(error.is_connect() && error.attempts() == 4, "{error}");
}

#[tokio::test]
async fn a_source_that_fails_never_looks_complete() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let read = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut all = Vec::new();
        socket.read_to_end(&mut all).await.ok();
        String::from_utf8(all).unwrap()
    });
    let broken = stream::iter([Ok(Bytes::from("abcd")), Err::<_, BoxError>("disk gone".into())]);
    let call = builder(url).build().unwrap().raw(Method::PUT, "/image").body(OCTETS, Upload::from_stream(broken));
    let error = call.await.unwrap_err();
    assert_eq!(error.to_string(), "raw: `body` cannot be read to its end");
    assert!(!error.is_outcome_unknown() && !error.is_timeout());
    let read = read.await.unwrap();
    assert!(!read.ends_with("0\r\n\r\n"), "the last chunk would end the body: {read}");
}

#[tokio::test]
async fn a_vendor_that_reads_no_more_ends_at_the_idle_limit() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let client = builder(url).idle_timeout(Duration::from_millis(100)).build().unwrap();
    // More than the system keeps for a reader that does not come.
    let endless = stream::repeat_with(|| Ok::<_, BoxError>(Bytes::from(vec![b'x'; 1 << 20])));
    let error = client.raw(Method::PUT, "/image").body(OCTETS, Upload::from_stream(endless)).await.unwrap_err();
    assert!(error.is_idle_timeout() && error.is_outcome_unknown(), "{error}");
    drop(listener);
}

#[tokio::test]
async fn a_vendor_may_answer_before_it_has_read_everything() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        socket.read_buf(&mut Vec::with_capacity(1024)).await.unwrap();
        let no = b"HTTP/1.1 413 Content Too Large\r\ncontent-length: 0\r\n\r\n";
        tokio::io::AsyncWriteExt::write_all(&mut socket, no).await.unwrap();
        // A vendor that closes at once resets the connection, and its answer may be lost with it.
        std::future::pending::<()>().await;
    });
    let endless = stream::repeat_with(|| Ok::<_, BoxError>(Bytes::from(vec![b'x'; 1 << 16])));
    let call = builder(url).build().unwrap().raw(Method::PUT, "/image").body(OCTETS, Upload::from_stream(endless));
    assert_eq!(call.await.unwrap_err().status().unwrap().as_u16(), 413);
}

#[tokio::test]
async fn a_form_of_fields_and_files_is_read_back() {
    let server = Server::start([answer("204 No Content", "", "")]).await;
    let client = builder(server.url()).chance(FixedChance(0.5)).build().unwrap();
    let form = Multipart::new()
        .text("purpose", "invoice")
        .json("labels", &["2025"])
        .file("file", Upload::from_stream(pieces(&["%P", "DF"])).length(4).file_name("a.pdf"));
    client.raw(Method::POST, "/files").body_multipart(&form).await.unwrap();
    let seen = &server.seen()[0];
    let boundary = seen.header("content-type").unwrap().strip_prefix("multipart/form-data; boundary=").unwrap();
    assert_eq!(seen.header("content-length"), Some(seen.body.len().to_string().as_str()), "all lengths are known");
    let parts: Vec<&str> = seen.body.split(&format!("--{boundary}")).collect();
    assert_eq!(
        parts,
        [
            "",
            "\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\ninvoice\r\n",
            "\r\nContent-Disposition: form-data; name=\"labels\"\r\nContent-Type: application/json\r\n\r\n[\"2025\"]\r\n",
            "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\
            Content-Type: application/octet-stream\r\n\r\n%PDF\r\n",
            "--\r\n",
        ]
    );
}
