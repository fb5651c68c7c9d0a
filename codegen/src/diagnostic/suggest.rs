//! Turns a word nobody knows into the word that was probably meant.

use std::fmt::Write;

/// At most so many candidates are listed when none is close.
const LISTED: usize = 5;

/// The closest candidate within two typing slips (one in words under five letters); the first one wins a tie.
pub fn suggest<'word>(word: &str, candidates: impl IntoIterator<Item = &'word str>) -> Option<&'word str> {
    let slips = if word.chars().count() < 5 { 1 } else { 2 };
    let lower = word.to_lowercase();
    // A wrong case alone is no slip: `baseURI` is nearest to `baseUri` and not to another word of its length.
    let distance = |candidate: &str| strsim::damerau_levenshtein(&lower, &candidate.to_lowercase());
    // Words of very different length are skipped, so that a key of a megabyte costs nothing.
    let near = candidates.into_iter().filter(|candidate| candidate.len().abs_diff(word.len()) <= 4 * slips);
    let near = near.map(|candidate| (distance(candidate), candidate));
    near.filter(|(distance, _)| *distance <= slips).min_by_key(|(distance, _)| *distance).map(|(_, word)| word)
}

/// "expected one of `a`, `b`, `c`", at most five of them; `None` without candidates.
pub fn candidates_list<'word>(candidates: impl IntoIterator<Item = &'word str>) -> Option<String> {
    let mut candidates = candidates.into_iter();
    let mut text = format!("expected `{}`", candidates.next()?);
    let rest: Vec<&str> = candidates.collect();
    if !rest.is_empty() {
        text.insert_str("expected ".len(), "one of ");
    }
    for candidate in rest.iter().take(LISTED - 1) {
        // Writing to a string cannot fail.
        let _ = write!(text, ", `{candidate}`");
    }
    if rest.len() >= LISTED {
        let _ = write!(text, " or {} more", rest.len() + 1 - LISTED);
    }
    Some(text)
}

/// The help for an unknown word: "did you mean `x`?", or else the list of candidates.
pub fn help<'word>(word: &str, candidates: impl IntoIterator<Item = &'word str>) -> Option<String> {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    match suggest(word, candidates.iter().copied()) {
        Some(near) => Some(format!("did you mean `{near}`?")),
        None => candidates_list(candidates),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_word_that_was_meant() {
        let keys = ["baseUri", "path", "port", "operations", "name"];
        let cases = [
            ("baseUrl", Some("baseUri")),
            ("BASEURI", Some("baseUri")),
            ("operatoins", Some("operations")),
            ("opertion", Some("operations")),
            ("prot", Some("port")),
            ("pat", Some("path")),
            ("nmea", None),
            ("nothing", None),
            ("", None),
        ];
        for (word, meant) in cases {
            assert_eq!(suggest(word, keys), meant, "{word}");
        }
        assert_eq!(suggest(&"x".repeat(1_000_000), keys), None);
    }

    #[test]
    fn lists_at_most_five() {
        let cases: [(&[&str], Option<&str>); 4] = [
            (&[], None),
            (&["a"], Some("expected `a`")),
            (&["a", "b", "c", "d", "e"], Some("expected one of `a`, `b`, `c`, `d`, `e`")),
            (&["a", "b", "c", "d", "e", "f", "g"], Some("expected one of `a`, `b`, `c`, `d`, `e` or 2 more")),
        ];
        for (candidates, text) in cases {
            assert_eq!(candidates_list(candidates.iter().copied()).as_deref(), text);
        }
    }
}
