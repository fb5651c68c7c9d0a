//! Tells how deeply JSON is nested, without reading it.

/// The depth down to which serde_json reads.
const LIMIT: usize = 127;

/// Whether JSON that is known to be well formed has objects and lists in each other beyond the limit.
pub(super) fn is_beyond_limit(json: &[u8]) -> bool {
    // Most unions do not even have as many bytes as brackets would take.
    if json.len() <= 2 * LIMIT {
        return false;
    }
    let (mut depth, mut in_string, mut is_escaped) = (0_usize, false, false);
    for byte in json {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' if depth == LIMIT => return true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_brackets_outside_of_strings_count() {
        let nested = |depth: usize, inner: &str| format!("{}{inner}{}", "[".repeat(depth), "]".repeat(depth));
        for (json, expected) in [
            (nested(127, ""), false),
            (nested(128, ""), true),
            (nested(126, r#"{"a":"[[[\"[[{","b\\":[]}"#), true),
            (nested(126, r#"{"a":"[[[\"[[{","b\\":7}"#), false),
            (nested(100, &format!("{},{}", nested(27, ""), nested(27, ""))), false),
        ] {
            assert_eq!(is_beyond_limit(json.as_bytes()), expected, "{json}");
        }
    }
}
