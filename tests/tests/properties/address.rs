//! Whatever is put into a path or a query comes out of a URL parser unchanged, or is refused for a reason.

use meterforge_runtime::Method;
use meterforge_runtime::testing::ScriptedTransport;
use percent_encoding::percent_decode_str;
use proptest::collection::vec;
use proptest::prelude::*;
use url::Url;

use super::{client, finish};

/// Any text, and oftener than chance would have it the characters that mean something in a URL.
fn text() -> impl Strategy<Value = String> {
    prop_oneof!["\\PC{0,12}", "[-./?#%&=+;:@\\\\ \\x00-\\x1f\u{85}e2E]{0,6}", any::<String>()]
}

/// In the place of an identifier, these would name another address.
fn names_another(id: &str) -> bool {
    matches!(id, "" | "." | "..")
}

/// No name and no value holds a control character on purpose.
fn has_control(text: &str) -> bool {
    text.chars().any(char::is_control)
}

/// The address that a raw call goes to; none when it is refused.
fn address(ids: &[String; 2], query: &[(String, String)]) -> Option<Url> {
    let transport = ScriptedTransport::new();
    transport.answer(200, "{}");
    let mut call = client(&transport).raw(Method::GET, "/org/{org}/entitlement/{entitlement}");
    call = call.path("org", &ids[0]).path("entitlement", &ids[1]);
    for (name, value) in query {
        call = call.query(name, value);
    }
    match finish(call.send()) {
        Ok(_) => Some(Url::parse(&transport.requests()[0].url()).unwrap()),
        Err(error) => {
            assert!(error.is_invalid_input() && transport.requests().is_empty(), "{error}");
            None
        }
    }
}

proptest! {
    #[test]
    fn paths_go_round(org in text(), entitlement in text()) {
        let ids = [org, entitlement];
        let Some(url) = address(&ids, &[]) else {
            prop_assert!(ids.iter().any(|id| names_another(id) || has_control(id)), "{ids:?} was refused");
            return Ok(());
        };
        let decoded = |segment: &str| percent_decode_str(segment).decode_utf8().unwrap().into_owned();
        let segments: Vec<String> = url.path_segments().unwrap().map(decoded).collect();
        prop_assert_eq!(segments, ["base", "org", &ids[0], "entitlement", &ids[1]]);
        prop_assert_eq!((url.host_str(), url.query(), url.fragment()), (Some("vendor.example"), None, None));
    }

    #[test]
    fn queries_go_round(pairs in vec((text(), text()), 0..5)) {
        let ids = ["org_1".to_owned(), "ent_1".to_owned()];
        let Some(url) = address(&ids, &pairs) else {
            let mut texts = pairs.iter().flat_map(|(name, value)| [name, value]);
            prop_assert!(texts.any(|text| has_control(text)), "{pairs:?} was refused");
            return Ok(());
        };
        let read: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        prop_assert_eq!(read, pairs);
        prop_assert_eq!((url.path(), url.fragment()), ("/base/org/org_1/entitlement/ent_1", None));
    }

    /// The same for a typed call, whose setters choose the names.
    #[test]
    fn typed_calls_go_round(org in text(), partner in text(), limit: i64) {
        prop_assume!(!names_another(&org) && !has_control(&org) && !has_control(&partner));
        let transport = ScriptedTransport::new();
        transport.answer(200, "{}");
        let partner = suger_metering::model::CloudPartner::from(partner);
        let call = client(&transport).list_usage_record_groups(org.as_str()).partner(partner.clone()).limit(limit);
        finish(call.send()).unwrap();
        let url = Url::parse(&transport.requests()[0].url()).unwrap();
        let segment = url.path_segments().unwrap().nth(2).unwrap().to_owned();
        prop_assert_eq!(percent_decode_str(&segment).decode_utf8().unwrap(), org);
        let mut read: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        read.sort();
        prop_assert_eq!(read, [("limit".to_owned(), limit.to_string()), ("partner".to_owned(), partner.to_string())]);
    }
}
