//! Checks identifiers against the format that the vendor publishes, before anything is sent.

use crate::error::Error;

pub(super) fn uuid(name: &'static str, value: &str) -> Result<(), Error> {
    // The crate reads braces, URNs and undashed digits too; vendors do not.
    match uuid::Uuid::try_parse(value) {
        Ok(_) if value.len() == 36 => Ok(()),
        _ => Err(Error::invalid_input(name, "must be a UUID, such as 6f1b9e0c-3c52-4f0e-9d53-2f6f0f5a9b11")),
    }
}

/// 26 characters of Crockford's alphabet, the first at most 7 so that it fits 128 bits.
pub(super) fn ulid(name: &'static str, value: &str) -> Result<(), Error> {
    let alphabet = |b: &u8| matches!(b, b'0'..=b'9' | b'A'..=b'Z') && !matches!(b, b'I' | b'L' | b'O' | b'U');
    let good = value.len() == 26 && value.bytes().all(|b| alphabet(&b)) && value.as_bytes().first() <= Some(&b'7');
    match good {
        true => Ok(()),
        false => Err(Error::invalid_input(name, "must be a ULID, such as 01G65Z755AFWAKHE12NY0CQ9FH")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_uuids() {
        for (value, good) in [
            ("6f1b9e0c-3c52-4f0e-9d53-2f6f0f5a9b11", true),
            ("6F1B9E0C-3C52-4F0E-9D53-2F6F0F5A9B11", true),
            ("6f1b9e0c3c524f0e9d532f6f0f5a9b11", false),
            ("{6f1b9e0c-3c52-4f0e-9d53-2f6f0f5a9b11}", false),
            ("6f1b9e0c-3c52-4f0e-9d53-2f6f0f5a9b1g", false),
            ("", false),
        ] {
            assert_eq!(uuid("id", value).is_ok(), good, "{value}");
        }
    }

    #[test]
    fn knows_ulids() {
        for (value, good) in [
            ("01G65Z755AFWAKHE12NY0CQ9FH", true),
            ("7ZZZZZZZZZZZZZZZZZZZZZZZZZ", true),
            ("8ZZZZZZZZZZZZZZZZZZZZZZZZZ", false),
            ("01g65z755afwakhe12ny0cq9fh", false),
            ("01G65Z755AFWAKHE12NY0CQ9FI", false),
            ("01G65Z755AFWAKHE12NY0CQ9F", false),
        ] {
            assert_eq!(ulid("id", value).is_ok(), good, "{value}");
        }
    }
}
