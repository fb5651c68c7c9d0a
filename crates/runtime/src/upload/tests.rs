//! What becomes of uploads before a transport sees them.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use bytes::Bytes;
use futures_core::Stream;

use super::*;
use crate::boxed::BoxError;
use crate::testing::{FixedChance, PausedClock};

fn pieces(texts: &[&'static str]) -> impl Stream<Item = Result<Bytes, BoxError>> + Send + use<> {
    futures::stream::iter(texts.iter().map(|text| Ok(Bytes::from_static(text.as_bytes()))).collect::<Vec<_>>())
}

async fn opened(payload: &Payload) -> Result<RequestBody, BoxError> {
    match payload {
        Payload::Bytes(bytes) => Ok(bytes.clone().into()),
        Payload::Uploads(uploads) => open(uploads.clone(), Sending::new(Arc::new(PausedClock::default()))).await,
    }
}

async fn next(body: &mut RequestBody) -> Option<Result<Bytes, BoxError>> {
    poll_fn(|cx| Pin::new(&mut *body).poll_next(cx)).await
}

/// The whole body, or what went wrong on the way, the cause included.
async fn read(mut body: RequestBody) -> Result<String, String> {
    let mut all = Vec::new();
    while let Some(piece) = next(&mut body).await {
        all.extend(piece.map_err(|error| format!("{error}: {}", error.source().unwrap()))?);
    }
    Ok(String::from_utf8(all).unwrap())
}

#[tokio::test]
async fn bytes_stay_bytes_and_streams_follow_one_another() {
    let all = Payload::of(vec!["a".into(), vec![b'b'].into(), Bytes::from("c").into(), "d".to_owned().into()]);
    assert_eq!(all.as_bytes().unwrap(), "abcd");
    let mixed = Payload::of(vec!["a".into(), Upload::from_stream(pieces(&["b", "c"])), "d".into()]);
    assert_eq!(mixed.as_bytes(), None);
    let body = opened(&mixed).await.unwrap();
    assert_eq!((body.length(), body.as_bytes()), (None, None));
    assert_eq!(read(body).await.unwrap(), "abcd");
    let known = Payload::of(vec!["a".into(), Upload::from_stream(pieces(&["b", "c"])).length(2)]);
    assert_eq!(opened(&known).await.unwrap().length(), Some(3));
}

#[tokio::test]
async fn a_file_is_read_anew_each_time() {
    let path = std::env::temp_dir().join(format!("meterforge-upload-{}", std::process::id()));
    let large = "0123456789abcdef".repeat(10_000);
    let upload = Upload::from_path(&path);
    assert_eq!(upload.file_name.as_deref(), path.file_name().unwrap().to_str());
    let payload = Payload::of(vec![upload]);
    let error = opened(&payload).await.unwrap_err();
    assert!(error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::NotFound));
    for text in [large.as_str(), "", "small"] {
        std::fs::write(&path, text).unwrap();
        let body = opened(&payload).await.unwrap();
        assert_eq!(body.length(), Some(text.len() as u64));
        assert_eq!(read(body).await.unwrap(), text);
        assert!(payload.is_ready());
    }
    std::fs::remove_file(path).unwrap();
}

#[tokio::test]
async fn a_closure_is_asked_each_time() {
    let opens = Arc::new(AtomicU32::new(0));
    let counted = opens.clone();
    let upload = Upload::from_fn(move || {
        let number = counted.fetch_add(1, Ordering::Relaxed);
        async move {
            match number {
                2 => Err("gone".into()),
                _ => Ok(pieces(&["a", "b"])),
            }
        }
    });
    let payload = Payload::of(vec![upload]);
    for _ in 0..2 {
        assert_eq!(read(opened(&payload).await.unwrap()).await.unwrap(), "ab");
    }
    assert_eq!(opened(&payload).await.unwrap_err().to_string(), "gone");
}

#[tokio::test]
async fn a_stream_is_sent_once_and_given_back_while_nothing_was_taken() {
    let payload = Payload::of(vec![Upload::from_stream(pieces(&["a", "b"]))]);
    let untouched = opened(&payload).await.unwrap();
    assert!(!payload.is_ready());
    assert!(opened(&payload).await.unwrap_err().to_string().contains("only once"));
    drop(untouched);
    assert!(payload.is_ready());
    let mut begun = opened(&payload).await.unwrap();
    assert_eq!(next(&mut begun).await.unwrap().unwrap(), "a");
    drop(begun);
    assert!(!payload.is_ready());
}

#[tokio::test]
async fn a_length_is_held_to() {
    for (length, expected) in [
        (3, Err("the body to send could not be read to its end: there is more of it than its length says")),
        (5, Err("the body to send could not be read to its end: it ended 1 bytes before its length says")),
        (4, Ok("abcd")),
    ] {
        let payload = Payload::of(vec![Upload::from_stream(pieces(&["ab", "cd"])).length(length)]);
        let read = read(opened(&payload).await.unwrap()).await;
        assert_eq!(read.as_deref().map_err(String::as_str), expected, "{length}");
    }
    // What is together more than any number is of no known length.
    let endless = || Upload::from_stream(pieces(&[])).length(u64::MAX);
    assert_eq!(opened(&Payload::of(vec![endless(), endless()])).await.unwrap().length(), None);
}

#[test]
fn nothing_shows_what_is_sent() {
    let form = Multipart::new().text("a", "hush").json("b", &"hush").file("c", "hush");
    let body = RequestBody::from(Bytes::from("hush"));
    let shown = format!("{:?} {form:?} {body:?} {:?}", Upload::from("hush"), form.clone().payload("x").unwrap());
    assert!(!shown.contains("hush"), "{shown}");
}

fn text(form: Multipart) -> String {
    String::from_utf8(form.payload("B").unwrap().as_bytes().unwrap().to_vec()).unwrap()
}

#[test]
fn a_form_is_written_as_its_standard_says() {
    let form = Multipart::new()
        .text("title", "a \"b\"\r\n")
        .json("meta", &serde_json::json!({ "n": 1.5 }))
        .file("file", Upload::from("%PDF").file_name("\"ü\".pdf").media_type("application/pdf"))
        .file("other", "x");
    let expected = "--B\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\na \"b\"\r\n\r\n\
        --B\r\nContent-Disposition: form-data; name=\"meta\"\r\nContent-Type: application/json\r\n\r\n{\"n\":1.5}\r\n\
        --B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%22ü%22.pdf\"\r\n\
        Content-Type: application/pdf\r\n\r\n%PDF\r\n\
        --B\r\nContent-Disposition: form-data; name=\"other\"; filename=\"other\"\r\n\
        Content-Type: application/octet-stream\r\n\r\nx\r\n--B--\r\n";
    assert_eq!(text(form), expected);
    assert_eq!(text(Multipart::new()), "--B--\r\n");
}

#[test]
fn the_vendors_media_type_gives_way_to_the_callers() {
    let mut form = Multipart::new().text("note", "x").file("file", "x");
    form = form.file("file", Upload::from("x").media_type("image/png"));
    form.set_media_type("note", "text/markdown");
    form.set_media_type("file", "image/*");
    let text = text(form);
    let types: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("Content-Type: ")).collect();
    assert_eq!(types, ["text/markdown", "image/*", "image/png"]);
}

#[test]
fn no_part_begins_a_header_of_its_own() {
    let unwritable = std::collections::BTreeMap::from([((1, 2), 3)]);
    for (form, expected) in [
        (Multipart::new().text("a\r\nX-Evil: 1", "x"), r"`a\r\nX-Evil: 1` holds a control character"),
        (Multipart::new().file("f", Upload::from("x").file_name("a\n")), "`f` holds a control character"),
        (Multipart::new().file("f", Upload::from("x").media_type("a\n")), "`f` holds a control character"),
        (Multipart::new().json("j", &unwritable), "`j` cannot be written as JSON"),
    ] {
        let error = form.payload("B").unwrap_err();
        assert!(error.is_invalid_input());
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn boundaries_come_from_chance_alone() {
    assert_eq!(boundary(&FixedChance(0.5)), "form-800000000000080000000000008000000000000");
    let drawn = boundary(&crate::chance::SystemChance);
    assert!(drawn.len() == 44 && drawn != boundary(&crate::chance::SystemChance), "{drawn}");
}
