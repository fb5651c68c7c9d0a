//! Says which texts are names, variables and dates (format reference, 1.2).

/// Letters, digits and `-`.
pub(crate) fn is_kebab(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// `SCREAMING_SNAKE_CASE`.
pub(crate) fn is_variable(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_uppercase())
        && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

/// A day of the calendar as `YYYY-MM-DD`.
pub(crate) fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return false };
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
        return false;
    }
    let number = |part: &str| part.parse::<u32>().unwrap_or(0);
    (1..=days_in(number(year), number(month))).contains(&number(day))
}

fn days_in(year: u32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kebab_names() {
        for (text, yes) in [("acme-1", true), ("Acme", true), ("", false), ("my_api", false), ("a.b", false)] {
            assert_eq!(is_kebab(text), yes, "{text}");
        }
    }

    #[test]
    fn variables() {
        for (text, yes) in [("API_KEY2", true), ("apiKey", false), ("_A", false), ("2A", false), ("", false)] {
            assert_eq!(is_variable(text), yes, "{text}");
        }
    }

    #[test]
    fn dates() {
        let cases = [
            ("2026-05-19", true),
            ("2024-02-29", true),
            ("1900-02-29", false),
            ("2026-13-01", false),
            ("2026-04-31", false),
            ("2026-04-00", false),
            ("19/05/2026", false),
            ("2026-5-19", false),
            ("2026-05-19-1", false),
        ];
        for (text, yes) in cases {
            assert_eq!(is_date(text), yes, "{text}");
        }
    }
}
