//! Makes UUIDs from serial numbers, and tells a UUID from other text.

/// The UUID of the `serial`th thing that was made.
pub(super) fn uuid(serial: usize) -> String {
    format!("00000000-0000-4000-8000-{serial:012x}")
}

pub(super) fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(position, byte)| match position {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_a_uuid_from_other_text() {
        for text in [uuid(1).as_str(), crate::Qovery::ORGANIZATION, crate::Qovery::CLUSTER] {
            assert!(is_uuid(text), "{text}");
        }
        for text in ["", "org_1", "7c9e6679-7425-40de-944b-e07fc1f90ae", "7c9e6679x7425-40de-944b-e07fc1f90ae7"] {
            assert!(!is_uuid(text), "{text}");
        }
    }
}
