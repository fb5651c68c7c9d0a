//! Says which JSON paths outputs may use: `$`, `.name`, `['name']`, `[n]`, `[*]` (format reference, 2.7).

/// Whether a path is one that adapters can follow.
pub(crate) fn is_supported(text: &str) -> bool {
    let Some(mut rest) = text.strip_prefix('$') else { return false };
    if rest == "." {
        return true;
    }
    while !rest.is_empty() {
        match step(rest) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    true
}

/// What follows the first step.
fn step(text: &str) -> Option<&str> {
    if let Some(name) = text.strip_prefix('.') {
        let end = name.find(['.', '[']).unwrap_or(name.len());
        let valid = end > 0 && name[..end].chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$'));
        return valid.then_some(&name[end..]);
    }
    let (inside, after) = text.strip_prefix('[')?.split_once(']')?;
    let quoted = |quote: char| {
        inside.strip_prefix(quote).and_then(|inside| inside.strip_suffix(quote)).is_some_and(|name| !name.is_empty())
    };
    let number = !inside.is_empty() && inside.bytes().all(|byte| byte.is_ascii_digit());
    (inside == "*" || number || quoted('\'') || quoted('"')).then_some(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_subset() {
        for text in ["$", "$.", "$.a", "$.a.b-c", "$['a b']", "$.a[0]", "$[*].id", "$.data[*]['x'].y"] {
            assert!(is_supported(text), "{text}");
        }
        for text in ["", "a", "$..x", "$.*", "$.a[?(@.b)]", "$.length()", "$.a[", "$[]", "$[1:2]", "$x"] {
            assert!(!is_supported(text), "{text}");
        }
    }
}
