//! Reads the JSON paths that outputs may use: `$`, `.name`, `['name']`, `[n]`, `[*]` (format reference, 2.7).

use crate::ir::Step;

/// Whether a path is one that adapters can follow.
pub(crate) fn is_supported(text: &str) -> bool {
    steps(text).is_some()
}

/// The steps of a path from the whole document; nothing when it is not one that adapters can follow.
pub(crate) fn steps(text: &str) -> Option<Vec<Step>> {
    let mut rest = text.strip_prefix('$')?;
    let mut steps = Vec::new();
    if rest == "." {
        return Some(steps);
    }
    while !rest.is_empty() {
        let (next, after) = step(rest)?;
        steps.push(next);
        rest = after;
    }
    Some(steps)
}

/// The first step, and what follows it.
fn step(text: &str) -> Option<(Step, &str)> {
    if let Some(name) = text.strip_prefix('.') {
        let end = name.find(['.', '[']).unwrap_or(name.len());
        let is_valid = end > 0 && name[..end].chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$'));
        return is_valid.then(|| (Step::Member(name[..end].to_owned()), &name[end..]));
    }
    let (inside, after) = text.strip_prefix('[')?.split_once(']')?;
    let quoted = |quote: char| {
        let name = inside.strip_prefix(quote).and_then(|inside| inside.strip_suffix(quote));
        name.filter(|name| !name.is_empty()).map(|name| Step::Member(name.to_owned()))
    };
    let step = match inside {
        "*" => Step::Every,
        number if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => {
            Step::Element(number.parse().ok()?)
        }
        _ => quoted('\'').or_else(|| quoted('"'))?,
    };
    Some((step, after))
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
