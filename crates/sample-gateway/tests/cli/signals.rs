//! Ends when it is told to: politely the first time, at once the second.

use std::time::{Duration, Instant};

use meterforge_stand_in::Answer;
use rustix::process::{Pid, Signal, kill_process};

use crate::process::{Serving, ask, until};

fn send(serving: &Serving, signal: Signal) {
    let pid = i32::try_from(serving.child.id().unwrap()).unwrap();
    kill_process(Pid::from_raw(pid).unwrap(), signal).unwrap();
}

#[tokio::test]
async fn what_is_under_way_is_finished() {
    for (signal, arguments) in [(Signal::INT, &[][..]), (Signal::TERM, &[]), (Signal::TERM, &["--threads", "3"])] {
        let serving = Serving::start(arguments).await;
        serving.vendor.then(Answer::json(201, r#"{"name":"a"}"#).after(Duration::from_millis(500)));
        let rest = serving.rest.clone();
        let asking = tokio::spawn(async move { ask(&rest, "POST /v1/meters", r#"{"name":"a"}"#).await });
        until("the vendor is asked", || serving.vendor.requests().len() == 1).await;
        send(&serving, signal);
        assert!(asking.await.unwrap().starts_with("HTTP/1.1 201"));
        let (code, log) = serving.ended().await;
        assert_eq!(code, Some(0), "{log}");
        assert!(log.contains("requests under way are finished first"), "{log}");
        // Its line is written after the answer has gone, and still before the end.
        assert!(log.contains("status=201"), "{log}");
    }
}

#[tokio::test]
async fn a_second_signal_does_not_wait() {
    for (signal, expected) in [(Signal::INT, 130), (Signal::TERM, 143)] {
        let mut serving = Serving::start(&[]).await;
        serving.vendor.then(Answer::json(201, "{}").after(Duration::from_secs(60)));
        let rest = serving.rest.clone();
        let asking = tokio::spawn(async move { ask(&rest, "POST /v1/meters", r#"{"name":"a"}"#).await });
        until("the vendor is asked", || serving.vendor.requests().len() == 1).await;
        send(&serving, signal);
        // The first has been heard.
        while !serving.log.next_line().await.unwrap().unwrap().contains("finished first") {}
        let began = Instant::now();
        send(&serving, signal);
        assert_eq!(serving.ended().await.0, Some(expected));
        assert!(began.elapsed() < Duration::from_secs(5));
        assert_eq!(asking.await.unwrap(), "");
    }
}

#[tokio::test]
async fn what_does_not_end_in_time_is_left_behind_and_told() {
    let serving = Serving::start(&["--shutdown-time", "200ms"]).await;
    serving.vendor.then(Answer::json(201, "{}").after(Duration::from_secs(60)));
    let rest = serving.rest.clone();
    let asking = tokio::spawn(async move { ask(&rest, "POST /v1/meters", r#"{"name":"a"}"#).await });
    until("the vendor is asked", || serving.vendor.requests().len() == 1).await;
    send(&serving, Signal::TERM);
    let (code, log) = serving.ended().await;
    assert_eq!(code, Some(3), "{log}");
    assert!(log.contains("ended with requests under way"), "{log}");
    // Also what was cut off has its line.
    assert!(log.contains("request ended without an answer"), "{log}");
    assert_eq!(asking.await.unwrap(), "");
}
