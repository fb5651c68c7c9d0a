//! Keeps text from a file from steering the terminal it is shown on.

/// Messages are cut after so many characters.
const LONGEST: usize = 400;

/// A message on one line, with control characters written as escapes.
pub(super) fn message(text: &str) -> String {
    let mut clean = String::with_capacity(text.len().min(LONGEST));
    for (count, character) in text.chars().enumerate() {
        if count == LONGEST {
            clean.push('…');
            break;
        }
        if is_steering(character) { clean.extend(character.escape_default()) } else { clean.push(character) }
    }
    clean
}

/// A character of an excerpt. Each stays one character, so that carets stay under what they point at.
pub(super) fn character(character: char) -> char {
    if is_steering(character) && character != '\t' { '\u{FFFD}' } else { character }
}

/// Control characters, line breaks and marks that change the direction of text.
fn is_steering(character: char) -> bool {
    let is_direction =
        matches!(character, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    character.is_control() || is_direction || matches!(character, '\u{2028}' | '\u{2029}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_the_terminal() {
        let cases = [
            ("plain é€😀", "plain é€😀"),
            ("\u{1b}[31mred", "\\u{1b}[31mred"),
            ("a\nb\tc\r", "a\\nb\\tc\\r"),
            ("\u{9b}31m \u{202e}", "\\u{9b}31m \\u{202e}"),
        ];
        for (text, clean) in cases {
            assert_eq!(message(text), clean);
            assert!(text.chars().map(character).all(|one| one == '\t' || !is_steering(one)));
        }
        assert_eq!(message(&"x".repeat(LONGEST + 5)), format!("{}…", "x".repeat(LONGEST)));
    }
}
