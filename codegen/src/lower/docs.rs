//! Turns a spec's prose into a summary and the rest.

use crate::ir::Text;

/// A summary of one sentence and the rest; without a summary the description's first sentence is one.
pub(super) fn text(summary: Option<&str>, description: Option<&str>) -> Text {
    let described = description.map(str::trim).filter(|text| !text.is_empty());
    let summary = summary.map(one_line).filter(|text| !text.is_empty());
    match (summary, described) {
        (None, None) => Text::default(),
        (Some(summary), None) => Text { summary: Some(summary), detail: None },
        (Some(summary), Some(described)) => {
            let (first, rest) = first_sentence(described);
            let detail = if same_words(&summary, first) { rest } else { described };
            let detail = (!detail.is_empty()).then(|| detail.to_owned());
            Text { summary: Some(summary), detail }
        }
        (None, Some(described)) => {
            let (first, rest) = first_sentence(described);
            let detail = (!rest.is_empty()).then(|| rest.to_owned());
            Text { summary: Some(one_line(first)), detail }
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn same_words(left: &str, right: &str) -> bool {
    let plain = |text: &str| one_line(text).trim_end_matches('.').to_lowercase();
    plain(left) == plain(right)
}

/// The first sentence and the rest: it ends at a full stop before a capital letter, or at an empty line.
fn first_sentence(text: &str) -> (&str, &str) {
    let paragraph_end = text.find("\n\n").unwrap_or(text.len());
    let paragraph = &text[..paragraph_end];
    let ends_here = |at: usize| {
        let (before, after) = (&paragraph[..at], &paragraph[at + 1..]);
        let is_short = || ["e.g", "i.e", "etc", "vs", "resp"].iter().any(|short| before.ends_with(short));
        let next = || after.trim_start().chars().next();
        after.starts_with(char::is_whitespace) && !is_short() && next().is_none_or(|c| !c.is_lowercase())
    };
    let end =
        paragraph.match_indices('.').map(|(at, _)| at).find(|at| ends_here(*at)).map_or(paragraph_end, |at| at + 1);
    (text[..end].trim_end(), text[end..].trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_ends_where_the_next_begins() {
        let cases = [
            ("One.", "One.", ""),
            ("One. Two.", "One.", "Two."),
            ("See e.g. this one. Two.", "See e.g. this one.", "Two."),
            ("Version 1.5 is out. Two.", "Version 1.5 is out.", "Two."),
            ("A title\n\nThen more.", "A title", "Then more."),
            ("No stop at all", "No stop at all", ""),
            ("Wrapped\nline. Two.", "Wrapped\nline.", "Two."),
        ];
        for (text, first, rest) in cases {
            assert_eq!(first_sentence(text), (first, rest), "{text}");
        }
    }

    #[test]
    fn a_description_that_repeats_the_summary_is_dropped() {
        assert_eq!(text(Some("Get it"), Some("get it.")).detail, None);
        assert_eq!(text(Some("Get it"), Some("More.")).detail.as_deref(), Some("More."));
        assert_eq!(text(Some("Get it"), Some("Get it. More.")).detail.as_deref(), Some("More."));
        assert_eq!(text(None, Some("One\ntwo. Three.")).summary.as_deref(), Some("One two."));
        assert_eq!(text(None, Some("  ")), Text::default());
    }
}
