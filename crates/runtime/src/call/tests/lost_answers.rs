//! What is said of a call whose answer was lost, came twice, or cannot be used.

use super::*;

/// What an error says about the effect of its call, as one word.
fn fate(error: &Error) -> &'static str {
    match error {
        error if error.is_applied() => "applied",
        error if error.is_outcome_unknown() => "unknown",
        error if error.is_already_gone() => "gone",
        _ => "told",
    }
}

#[tokio::test]
async fn the_declared_duplicate_is_an_answer_on_a_later_attempt() {
    let stage = stage();
    stage.transport.fail(Interrupted).answer(409, r#""duplicate""#);
    let answer = stage.call(&KEYED).await.unwrap();
    assert!(answer.is_duplicate);
    assert_eq!(answer.dedup_keys, ["key-1"]);
    let receipt = answer.receipt(|_| Ok(())).unwrap();
    assert_eq!(receipt, crate::Receipt::AlreadyAccepted { key: "key-1".to_owned() });
}

#[tokio::test]
async fn on_the_first_attempt_it_is_one_only_when_the_caller_brought_the_key() {
    let stage = stage();
    stage.transport.answer(409, "").answer(409, "");
    let error = stage.call(&KEYED).await.unwrap_err();
    assert!(error.is_conflict());
    assert_eq!(error.dedup_keys(), ["key-1"]);
    let answer = stage.call_with(&KEYED, CallContext::new(&stage.client), Some("mine")).await.unwrap();
    assert!(answer.is_duplicate && answer.dedup_keys == ["mine"]);
}

#[tokio::test]
async fn one_key_is_kept_over_all_attempts() {
    let stage = stage();
    stage.transport.answer(503, "").answer(503, "").answer(503, "").answer(503, "");
    let error = stage.call(&KEYED).await.unwrap_err();
    assert_eq!((error.dedup_keys(), fate(&error)), (&["key-1".to_owned()][..], "unknown"));
}

#[tokio::test]
async fn a_repeated_delete_that_finds_nothing_says_so() {
    for (status, expected) in [(404, "gone"), (410, "gone"), (403, "unknown")] {
        let stage = stage();
        stage.transport.fail(Interrupted).answer(status, "");
        assert_eq!(fate(&stage.call(&DELETE).await.unwrap_err()), expected, "{status}");
    }
    let stage = stage();
    stage.transport.answer(404, "");
    assert_eq!(fate(&stage.call(&DELETE).await.unwrap_err()), "told", "the first attempt found nothing");
}

#[tokio::test]
async fn doubt_is_told_and_certainty_too() {
    for (operation, script, expected) in [
        (UNSAFE, &["interrupted"][..], "unknown"),
        (UNSAFE, &["stall"], "unknown"),
        (UNSAFE, &["500"], "unknown"),
        (UNSAFE, &["400"], "told"),
        (UNSAFE, &["429"], "told"),
        (UNSAFE, &["refused", "refused", "refused", "refused"], "told"),
        (UNSAFE, &["unread", "unread", "unread", "unread"], "told"),
        (UNSAFE, &["refused", "interrupted"], "unknown"),
        (REFUSING, &["429", "429", "429", "429"], "told"),
        (PARTIAL, &["interrupted", "400"], "unknown"),
        (IDEMPOTENT, &["interrupted", "refused", "refused", "refused"], "unknown"),
        (SAFE, &["stall", "stall", "stall", "stall"], "told"),
    ] {
        let stage = stage();
        for step in script {
            match *step {
                "interrupted" => stage.transport.fail(Interrupted),
                "unread" => stage.transport.fail(Unprocessed),
                "refused" => stage.transport.fail(NotConnected),
                "stall" => stage.transport.stall(),
                status => stage.transport.answer(status.parse().unwrap(), ""),
            };
        }
        let error = stage.call(&operation).await.unwrap_err();
        assert_eq!(fate(&error), expected, "{} {script:?}", operation.name);
        assert_eq!(stage.transport.requests().len(), script.len(), "{} {script:?}", operation.name);
    }
}

#[tokio::test]
async fn a_partial_answer_is_an_error_with_body_and_keys() {
    let stage = stage();
    stage.transport.answer(207, r#"{"details":{"e2":"too old"}}"#);
    let error = stage.call(&PARTIAL).await.unwrap_err();
    assert!(error.is_partial() && !error.is_outcome_unknown());
    assert_eq!(error.text(), Some(r#"{"details":{"e2":"too old"}}"#));
    assert_eq!(error.dedup_keys(), ["key-1"]);
    assert_eq!(error.to_string(), "ingest: 207 Multi-Status, only some of it was accepted");
}

#[tokio::test]
async fn a_yes_whose_body_breaks_off_is_applied_and_not_sent_again() {
    let stage = stage();
    stage.transport.cut_off(201, r#"{"id":"#);
    let error = stage.call(&UNSAFE).await.unwrap_err();
    assert_eq!((fate(&error), error.attempts()), ("applied", 1));
    assert_eq!((error.status().unwrap().as_u16(), error.text()), (201, Some(r#"{"id":"#)));
}

#[tokio::test]
async fn a_yes_whose_body_breaks_off_is_asked_for_again_where_that_is_safe() {
    let stage = stage();
    stage.transport.cut_off(200, "{").answer(200, "{}");
    assert_eq!(stage.call(&SAFE).await.unwrap().attempts, 2);
}

#[tokio::test]
async fn a_yes_whose_body_does_not_unpack_is_applied_and_never_sent_again() {
    let stage = stage();
    stage.transport.cut_off_by(Undecodable, 200, "{").answer(200, "{}");
    let error = stage.call(&SAFE).await.unwrap_err();
    assert!(error.is_decode() && error.is_applied() && !error.is_interrupted());
    assert_eq!((error.attempts(), error.text(), error.json_path()), (1, Some("{"), None));
    assert_eq!(error.to_string(), "list_things: 200 OK, but the body does not decode");
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "the body cannot be unpacked");
}

#[tokio::test]
async fn after_a_yes_no_transport_can_say_that_nothing_arrived() {
    for kind in [NotConnected, ConnectTimeout, Unprocessed, Interrupted, Untrusted] {
        let stage = stage();
        stage.transport.cut_off_by(kind, 201, "{").answer(201, "{}");
        let error = stage.call(&UNSAFE).await.unwrap_err();
        assert!(error.is_interrupted() && error.is_applied() && !error.is_connect(), "{kind:?}: {error}");
        assert_eq!(error.attempts(), 1, "{kind:?}");
    }
}

#[tokio::test]
async fn a_body_that_does_not_unpack_changes_nothing_of_a_no() {
    for (status, attempts) in [(400, 1), (503, 2)] {
        let stage = stage();
        stage.transport.cut_off_by(Undecodable, status, "").answer(200, "{}");
        let ended = stage.call(&SAFE).await.map(|answer| answer.attempts);
        match ended {
            Ok(made) => assert_eq!((status, made), (503, attempts)),
            Err(error) => {
                assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (400, attempts));
                assert!(!error.is_decode() && std::error::Error::source(&error).is_some());
            }
        }
    }
}

#[tokio::test]
async fn what_arrives_without_an_answer_is_no_answer_that_does_not_unpack() {
    let stage = stage();
    stage.transport.fail(Undecodable);
    let error = stage.call(&UNSAFE).await.unwrap_err();
    assert!(error.is_interrupted() && error.is_outcome_unknown() && !error.is_decode());
}

#[tokio::test]
async fn a_partial_answer_whose_body_breaks_off_says_so() {
    let stage = stage();
    stage.transport.cut_off(207, "{");
    let error = stage.call(&PARTIAL).await.unwrap_err();
    assert!(error.is_partial() && std::error::Error::source(&error).is_some());
    assert_eq!((error.text(), error.attempts()), (Some("{"), 1));
}

#[tokio::test]
async fn a_yes_that_is_too_large_is_applied_and_keeps_what_fits() {
    let stage = staged(|builder| builder.max_response_bytes(3));
    stage.transport.answer(200, "12345");
    let error = stage.call(&KEYED).await.unwrap_err();
    assert!(error.is_response_too_large() && error.is_applied());
    assert_eq!((error.text(), stage.transport.requests().len()), (Some("123"), 1));
}

#[tokio::test]
async fn a_no_whose_body_breaks_off_is_still_a_no() {
    let stage = stage();
    stage.transport.cut_off(400, "bad req");
    let error = stage.call(&SAFE).await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.text(), error.attempts()), (400, Some("bad req"), 1));
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn a_redirect_is_an_error_that_says_where_to() {
    let stage = stage();
    let mut elsewhere = http::Response::new(bytes::Bytes::new());
    *elsewhere.status_mut() = http::StatusCode::TEMPORARY_REDIRECT;
    elsewhere.headers_mut().insert("location", http::HeaderValue::from_static("https://evil.example/"));
    stage.transport.answer_with(elsewhere);
    let error = stage.call(&SAFE).await.unwrap_err();
    assert!(error.is_redirect() && !error.is_outcome_unknown());
    assert_eq!((error.location(), stage.transport.requests().len()), (Some("https://evil.example/"), 1));
}
