//! Splits wire names into words and joins them in Rust's cases.

use heck::{ToSnakeCase, ToUpperCamelCase};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// So many characters of a name are kept: longer ones nobody types, and no file system takes them as file names.
const LONGEST: usize = 120;

/// `organizationID` → `organization_id`; always a valid start of an identifier.
pub(super) fn snake(text: &str) -> String {
    // Most fields are called so already.
    if is_snake(text) {
        return text.to_owned();
    }
    leading_letter(signs(&composed(text)).to_snake_case(), "n")
}

/// `AWS_CHINA` → `AwsChina`; always a valid start of an identifier.
pub(super) fn upper_camel(text: &str) -> String {
    // Most schemas are called so already.
    if is_upper_camel(text) {
        return text.to_owned();
    }
    leading_letter(signs(&composed(text)).to_upper_camel_case(), "N")
}

/// Whether these are lower-case words with one `_` between them: the only spelling of which nothing changes.
fn is_snake(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    text.len() <= LONGEST
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(is_plain)
        && !text.ends_with('_')
        && !text.contains("__")
}

/// Whether these are words of letters, each of which begins with its only capital.
fn is_upper_camel(text: &str) -> bool {
    let is_capital = |byte: &u8| byte.is_ascii_uppercase();
    text.len() <= LONGEST
        && text.starts_with(|first: char| first.is_ascii_uppercase())
        && text.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !text.as_bytes().windows(2).any(|pair| pair.iter().all(is_capital))
}

/// The start of a name with every character in its plain form: to the compiler `é` is one name, however it is put together.
fn composed(text: &str) -> Cow<'_, str> {
    let text = head(text);
    if text.is_ascii() {
        return text;
    }
    let composed: String = text.nfkc().collect();
    Cow::Owned(head(&composed).into_owned())
}

/// The start of a name that is too long, up to the end of a word where there is one.
fn head(text: &str) -> Cow<'_, str> {
    let Some((end, _)) = text.char_indices().nth(LONGEST) else { return Cow::Borrowed(text) };
    let head = &text[..end];
    let words = head.rfind(|c: char| !is_word(c) || c == '_').filter(|at| *at > end / 2);
    Cow::Borrowed(words.map_or(head, |at| &head[..at]))
}

/// A name made of several, no longer than a name may be.
pub(super) fn shortened(name: String) -> String {
    match name.char_indices().nth(LONGEST) {
        Some((end, _)) => name[..end].to_owned(),
        None => name,
    }
}

/// A file name for a type: `BillableMetric` → `billable_metric`. ASCII, as Rust asks of files that it finds by a name.
pub(super) fn module(type_name: &str) -> String {
    let plain = match type_name.is_ascii() {
        true => Cow::Borrowed(type_name),
        false => type_name.chars().map(|c| if c.is_ascii() { c } else { '_' }).collect(),
    };
    super::keyword::module(&snake(&plain))
}

/// Words for the signs that carry the meaning of a name (`+1`, `-1`, `>=`), and word breaks for what no identifier holds.
fn signs(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return Cow::Borrowed(text);
    }
    let mut words = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let word = match c {
            '+' => Some("plus"),
            '-' if text[at + 1..].starts_with(|next: char| next.is_ascii_digit()) && at == 0 => Some("minus"),
            '<' => Some("lt"),
            '>' => Some("gt"),
            '=' => Some("eq"),
            '!' => Some("not"),
            '*' => Some("any"),
            '%' => Some("percent"),
            _ => None,
        };
        match word {
            Some(word) => {
                words.push(' ');
                words.push_str(word);
                words.push(' ');
            }
            None if is_word(c) => words.push(c),
            None => words.push(' '),
        }
    }
    Cow::Owned(words)
}

/// Whether a character can stand inside an identifier.
fn is_word(c: char) -> bool {
    unicode_ident::is_xid_continue(c)
}

fn leading_letter(text: String, prefix: &str) -> String {
    match text.chars().next() {
        Some(c) if c == '_' || unicode_ident::is_xid_start(c) => text,
        _ => format!("{prefix}{text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_end_with_a_word() {
        let words = "one_two_three_".repeat(20);
        assert_eq!(snake(&words), "one_two_three_".repeat(8) + "one_two");
        assert_eq!(upper_camel(&words), "OneTwoThree".repeat(8) + "OneTwo");
        assert_eq!(snake(&"x".repeat(1_000)).len(), LONGEST);
        assert_eq!(snake(&"é".repeat(1_000)).chars().count(), LONGEST);
        assert_eq!(shortened("X".repeat(1_000)).len(), LONGEST);
        // A file system wants no more than 255 bytes.
        assert!(module(&"Aa".repeat(1_000)).len() < 250);
    }

    #[test]
    fn files_have_plain_names() {
        let cases = [("BillableMetric", "billable_metric"), ("Type", "type_"), ("Größe", "gr_e"), ("価格", "n")];
        for (type_name, file) in cases {
            assert_eq!(module(type_name), file, "{type_name}");
        }
    }

    #[test]
    fn words_are_found_in_every_spelling() {
        let cases = [
            ("organizationID", "organization_id", "OrganizationId"),
            ("AWS_CHINA", "aws_china", "AwsChina"),
            ("page[size]", "page_size", "PageSize"),
            ("report-usage", "report_usage", "ReportUsage"),
            ("UsageRecordGroups", "usage_record_groups", "UsageRecordGroups"),
            ("usage_record_groups", "usage_record_groups", "UsageRecordGroups"),
            ("usage__record_", "usage_record", "UsageRecord"),
            ("usage2record_3", "usage2record_3", "Usage2record3"),
            ("Usage2Record", "usage2_record", "Usage2Record"),
            ("U2R", "u2r", "U2r"),
            ("ARecord", "a_record", "ARecord"),
            ("RecordA", "record_a", "RecordA"),
            ("getOrganizationInvoicePDF", "get_organization_invoice_pdf", "GetOrganizationInvoicePdf"),
            ("USER_2025", "user_2025", "User2025"),
            ("2fa", "n2fa", "N2fa"),
            ("$ref", "ref", "Ref"),
            ("", "n", "N"),
            ("---", "n", "N"),
            ("-1", "minus_1", "Minus1"),
            (">=", "gt_eq", "GtEq"),
            ("größe", "größe", "Größe"),
            ("gro\u{308}ße", "größe", "Größe"),
            ("ⅷ", "viii", "Viii"),
            ("ﬁle", "file", "File"),
            ("価格", "価格", "価格"),
            ("a\u{200d}b\u{1f600}c", "a_b_c", "ABC"),
        ];
        for (wire, snake_case, camel) in cases {
            assert_eq!((snake(wire).as_str(), upper_camel(wire).as_str()), (snake_case, camel), "{wire}");
        }
    }
}
