//! Properties of paths that hold for every body, JSON or not.

use proptest::prelude::*;
use serde_json::Value;

use super::*;

const STOPS: [Stop; 3] = [Stop::AtValue, Stop::AfterValue, Stop::AfterContainer];

/// A path into the value, and the value as text with a word that no reader takes at that place.
fn spoiled(keys: &[(String, usize)]) -> (String, String) {
    let mut body = "wrong".to_owned();
    let mut frames = Vec::new();
    for (key, before) in keys.iter().rev() {
        let quoted = Value::from(key.as_str());
        if before % 2 == 0 {
            let filler = "[0],".repeat(before / 2);
            body = format!("[{filler} {body} , {{}}]");
            frames.push(Step::Index(before / 2));
        } else {
            body = format!("{{\"{}\": [1, {{}}],\n {quoted} : {body}, \"z\": 1}}", "other");
            frames.push(Step::Key(key.clone()));
        }
    }
    (text::write(frames.into_iter().rev()), body)
}

proptest! {
    #[test]
    fn any_body_has_some_path_at_any_position(body: Vec<u8>, line in 0..5_usize, column in 0..50_usize) {
        for stop in STOPS {
            let path = at(&body, line, column, stop);
            prop_assert_eq!(split(&path), Some((path.as_str(), "")));
        }
    }

    #[test]
    fn bodies_of_json_tokens_have_some_path(tokens in r#"[\[\]{},:"\\0a \n]{0,40}"#, column in 0..50_usize) {
        for stop in STOPS {
            let path = at(tokens.as_bytes(), 1, column, stop);
            prop_assert_eq!(split(&path), Some((path.as_str(), "")));
        }
    }

    #[test]
    fn the_path_of_a_syntax_error_is_where_the_error_was_put(keys in prop::collection::vec((any::<String>(), 0..6_usize), 0..6)) {
        let (path, body) = spoiled(&keys);
        let error = crate::json::decode::<Value>(body.as_bytes()).unwrap_err();
        prop_assert_eq!(error.path(), path, "{}", body);
    }
}
