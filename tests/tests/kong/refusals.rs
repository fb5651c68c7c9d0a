//! Refusals: problem details, with several shapes of invalid parameters where a request is not valid.

use std::fmt::Debug;
use std::future::IntoFuture;

use kong_openmeter::model::{
    InvalidParameter, InvalidParameterDependentItemRule, InvalidParameterMaximumLengthRule,
    InvalidParameterMinimumLengthRule, InvalidRule,
};
use kong_openmeter::{ErrorBody, Result};
use sdk_tests::{TestResult, Vendor, assert_refused};
use serde_json::json;

use super::{CUSTOMER, client};

/// Lists and creations.
pub(crate) const OF_MANY: [u16; 3] = [400, 401, 403];
/// What is done to one thing.
pub(crate) const OF_ONE: [u16; 4] = [400, 401, 403, 404];
/// What is written to a customer, who may be gone.
pub(crate) const TO_CUSTOMER: [u16; 5] = [400, 401, 403, 404, 410];

/// How Kong writes an error: as problem details whose title repeats the status.
fn problem(status: u16, message: &str) -> String {
    let title = match status {
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        _ => "Gone",
    };
    let invalid = if status == 400 { r#","invalid_parameters":[{"field":"name","reason":"is bad"}]"# } else { "" };
    format!(
        r#"{{"status":{status},"title":"{title}","type":"https://httpstatuses.com/{status}",
           "instance":"kong:trace:1","detail":"{message}"{invalid}}}"#
    )
}

/// Lets the vendor refuse the call with each status, and checks the error and its typed body.
pub(crate) async fn assert_refusals<C, T>(vendor: &Vendor, operation: &str, statuses: &[u16], call: impl Fn() -> C)
where
    C: IntoFuture<Output = Result<T>>,
    T: Debug,
{
    assert_refused(vendor, operation, statuses, problem, &call).await;
    for &status in statuses {
        vendor.answer(status, &[("content-type", "application/problem+json")], problem(status, "no"));
        let error = call().await.unwrap_err();
        match ErrorBody::of(&error) {
            Some(ErrorBody::BadRequestProblem(body)) if status == 400 => {
                assert_eq!((body.status, body.detail.as_str(), body.invalid_parameters.len()), (400, "no", 1));
            }
            Some(ErrorBody::Problem(body)) if status != 400 => {
                assert_eq!((body.status, body.detail.as_str()), (i64::from(status), "no"));
                assert_eq!(body.instance, "kong:trace:1");
            }
            other => panic!("{operation} reads the body of {status} as {other:?}"),
        }
    }
}

#[tokio::test]
async fn every_shape_of_an_invalid_parameter_is_told_apart() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = client(&vendor)?;
    vendor.answer(400, &[("content-type", "application/problem+json")], vendor.text("invalid_parameters")?);
    let error = kong.get_customer(CUSTOMER).await.unwrap_err();
    let Some(ErrorBody::BadRequestProblem(problem)) = ErrorBody::of(&error) else { panic!("{error:?}") };
    assert_eq!(error.vendor_message().as_deref(), Some("Validation failed: 8 parameters are invalid"));

    let found = problem.invalid_parameters;
    let [minimum, maximum, choice, dependent, bare, standard, unknown_rule, other] = found.as_slice() else {
        panic!("{found:#?}");
    };
    let InvalidParameter::MinimumLength(minimum) = minimum else { panic!("{minimum:?}") };
    assert_eq!((minimum.rule.clone(), minimum.minimum), (InvalidParameterMinimumLengthRule::MinDigits, 8));
    let InvalidParameter::MaximumLength(maximum) = maximum else { panic!("{maximum:?}") };
    assert_eq!((maximum.rule.clone(), maximum.maximum), (InvalidParameterMaximumLengthRule::from("max_bytes"), 256));
    let InvalidParameter::ChoiceItem(choice) = choice else { panic!("{choice:?}") };
    assert_eq!(choice.choices, [json!("auto"), json!(1), json!(null)]);
    let InvalidParameter::DependentItem(dependent) = dependent else { panic!("{dependent:?}") };
    assert_eq!(dependent.rule, Some(InvalidParameterDependentItemRule::DependentFields));
    assert_eq!(dependent.dependents, [json!("return_url"), json!(2)]);
    let InvalidParameter::DependentItem(bare) = bare else { panic!("{bare:?}") };
    assert_eq!((bare.rule.as_ref(), bare.source.as_deref()), (None, Some("query")));
    let InvalidParameter::Standard(standard) = standard else { panic!("{standard:?}") };
    assert_eq!(standard.rule, Some(InvalidRule::IsLabel));
    let InvalidParameter::Standard(unknown_rule) = unknown_rule else { panic!("{unknown_rule:?}") };
    assert_eq!(unknown_rule.rule, Some(InvalidRule::Other("is_prime".to_owned())));
    assert_eq!(*other, InvalidParameter::Other(json!({ "parameter": "name", "why": ["because"] })));
    Ok(())
}

#[tokio::test]
async fn a_body_of_another_kind_is_kept_and_not_typed() -> TestResult {
    let vendor = Vendor::start("kong").await?;
    let kong = client(&vendor)?;
    for (status, body, message) in [
        (400, r#"{"status":400,"title":"Bad Request","instance":"i","detail":"no list"}"#, Some("no list")),
        (403, r#"{"message":"from the gateway"}"#, Some("from the gateway")),
        (404, "<html>404</html>", None),
        (418, r#"{"status":418,"title":"I'm a teapot","instance":"i","detail":"tea"}"#, Some("tea")),
    ] {
        vendor.answer(status, &[("content-type", "application/json")], body);
        let error = kong.get_customer(CUSTOMER).await.unwrap_err();
        assert_eq!(ErrorBody::of(&error), None, "{body}");
        assert_eq!(error.text(), Some(body));
        assert_eq!(error.vendor_message().as_deref(), message);
    }
    Ok(())
}
