//! Loses the answer of a call and checks whether the call is sent again.

use std::fmt::Debug;
use std::future::IntoFuture;

use meterforge_runtime::Result;
use meterforge_stand_in::Recorder;

/// Asserts that a call whose answer is lost is sent again, the same to the byte, and succeeds.
///
/// `answer` is what the vendor says the second time.
///
/// # Panics
/// When the call fails or the second request differs from the first.
pub async fn assert_sent_again<T: Debug>(vendor: &Recorder, answer: &str, call: impl IntoFuture<Output = Result<T>>) {
    let before = vendor.requests().len();
    vendor.hang_up().answer_json(200, answer);
    if let Err(error) = call.await {
        panic!("{error:?}");
    }
    let requests = vendor.requests();
    assert_eq!(requests.len() - before, 2);
    assert_eq!(requests[before], requests[before + 1]);
}

/// Asserts that a call whose answer is lost is not sent again, and that the error says that nobody knows what became
/// of it.
///
/// # Panics
/// When the call succeeds or was sent again.
pub async fn assert_sent_once<T: Debug>(vendor: &Recorder, call: impl IntoFuture<Output = Result<T>>) {
    let before = vendor.requests().len();
    vendor.hang_up();
    match call.await {
        Ok(answer) => panic!("an answer that was never given: {answer:?}"),
        Err(error) => {
            assert!(error.is_outcome_unknown(), "{error:?}");
            assert_eq!(error.attempts(), 1, "{error:?}");
        }
    }
    assert_eq!(vendor.requests().len() - before, 1);
}
