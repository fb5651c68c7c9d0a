//! Keeps a date-time as it was written: offset, `Z` or neither, and every digit of its seconds.

mod text;

use std::{cmp::Ordering, fmt, str::FromStr};

use jiff::{SignedDuration, Timestamp, civil, tz::Offset};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::ValueError;

/// A date and a time, with an offset from UTC or without one, that writes what was read.
///
/// `2024-05-01T12:30:00.500+02:00` keeps its offset and its three digits, `2024-05-01T12:30:00` stays without a zone.
/// Reading also accepts a space between date and time, lower case `t` and `z`, offsets such as `+0200` and a missing
/// `:00` for the seconds; writing gives these in their usual form.
///
/// # Equality and order
/// Two values are equal when they write the same text, so `10:00Z` and `12:00+02:00` differ; compare
/// [`timestamp`](Self::timestamp)s to ask for the same moment. They sort by moment first, one without an offset as
/// though it were UTC.
///
/// ```
/// use meterforge_runtime::DateTime;
///
/// let paid: DateTime = "2024-05-01T12:30:00.500+02:00".parse()?;
/// assert_eq!(paid.timestamp(), "2024-05-01T10:30:00.5Z".parse().ok());
/// assert_eq!(paid.to_string(), "2024-05-01T12:30:00.500+02:00");
///
/// let local: DateTime = "2022-06-15T07:30:35.123".parse()?;
/// assert_eq!(local.timestamp(), None);
/// assert_eq!(local.civil().hour(), 7);
/// # Ok::<(), meterforge_runtime::ValueError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct DateTime {
    civil: civil::DateTime,
    zone: Zone,
    /// How many digits the fraction of the second has, 0 to 9.
    digits: u8,
    /// Whether the second was written `60`; `civil` then says 59.
    is_leap_second: bool,
}

/// What follows the time of day.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Zone {
    /// Nothing: the time on somebody's wall.
    Civil,
    /// `Z`.
    Zulu,
    /// `-00:00`, by which RFC 3339 says that the local offset is unknown.
    NegativeZero,
    /// `+02:00`.
    Offset(Offset),
}

impl DateTime {
    /// The moment in time, if the offset from UTC is known.
    ///
    /// A leap second counts as the second before it.
    #[must_use]
    pub fn timestamp(&self) -> Option<Timestamp> {
        self.offset().and_then(|offset| offset.to_timestamp(self.civil).ok())
    }

    /// The date and time as written, whatever the offset.
    #[must_use]
    pub fn civil(&self) -> civil::DateTime {
        self.civil
    }

    /// The offset from UTC, if one was written; `Z` is zero.
    #[must_use]
    pub fn offset(&self) -> Option<Offset> {
        match self.zone {
            Zone::Civil => None,
            Zone::Zulu | Zone::NegativeZero => Some(Offset::UTC),
            Zone::Offset(offset) => Some(offset),
        }
    }

    /// The civil time in UTC, by which values sort; at the very ends of the calendar the nearest there is.
    fn sort_time(&self) -> civil::DateTime {
        let seconds = self.offset().map_or(0, Offset::seconds);
        self.civil.saturating_sub(SignedDuration::from_secs(seconds.into()))
    }
}

impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |value: &Self| (value.sort_time(), value.is_leap_second, value.zone, value.civil, value.digits);
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// How many digits show all of the fraction.
fn digits_needed(civil: civil::DateTime) -> u8 {
    let mut nanoseconds = civil.subsec_nanosecond();
    let mut digits = if nanoseconds == 0 { 0 } else { 9 };
    while digits > 0 && nanoseconds % 10 == 0 {
        nanoseconds /= 10;
        digits -= 1;
    }
    digits
}

impl From<Timestamp> for DateTime {
    /// In UTC, with as many digits as needed.
    fn from(timestamp: Timestamp) -> Self {
        Self { zone: Zone::Zulu, ..Self::from(Offset::UTC.to_datetime(timestamp)) }
    }
}

impl From<civil::DateTime> for DateTime {
    /// Without an offset, with as many digits as needed.
    fn from(civil: civil::DateTime) -> Self {
        Self { civil, zone: Zone::Civil, digits: digits_needed(civil), is_leap_second: false }
    }
}

impl FromStr for DateTime {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        text::read(text).ok_or_else(|| {
            ValueError::new(text, "is not a date-time such as `2024-05-01T12:30:00Z` or `2024-05-01T12:30:00`")
        })
    }
}

impl TryFrom<&str> for DateTime {
    type Error = ValueError;

    fn try_from(text: &str) -> Result<Self, ValueError> {
        text.parse()
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::write(self, formatter)
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "DateTime({self})")
    }
}

impl Serialize for DateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::text::deserialize(deserializer, "a string holding a date-time")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> DateTime {
        text.parse().unwrap()
    }

    #[test]
    fn knows_the_moment_only_with_an_offset() {
        let moment = |text: &str| parse(text).timestamp().map(|timestamp| timestamp.to_string());
        assert_eq!(moment("2024-05-01T12:30:00+02:00").as_deref(), Some("2024-05-01T10:30:00Z"));
        assert_eq!(moment("2024-05-01T12:30:00-00:00").as_deref(), Some("2024-05-01T12:30:00Z"));
        assert_eq!(moment("2016-12-31T23:59:60Z").as_deref(), Some("2016-12-31T23:59:59Z"));
        assert_eq!(moment("2024-05-01T12:30:00"), None);
        assert_eq!(parse("2024-05-01T12:30:00Z").offset(), Some(Offset::UTC));
    }

    #[test]
    fn sorts_by_moment_and_agrees_with_equality() {
        let sorted = [
            "2024-05-01T09:59:59Z",
            "2024-05-01T10:00:00",
            "2024-05-01T10:00:00Z",
            "2024-05-01T10:00:00.0Z",
            "2024-05-01T10:00:00-00:00",
            "2024-05-01T12:00:00+02:00",
            "2024-05-01T10:00:00.5Z",
            "2024-05-01T09:00:01-01:00",
        ]
        .map(parse);
        for (left, first) in sorted.iter().enumerate() {
            for (right, second) in sorted.iter().enumerate() {
                assert_eq!(first.cmp(second), left.cmp(&right), "{first} {second}");
                assert_eq!(first == second, left == right, "{first} {second}");
            }
        }
        assert!(parse("-009999-01-01T00:00:00+02:00") < parse("9999-12-31T23:59:59-02:00"));
    }

    #[test]
    fn comes_from_other_times() {
        let timestamp: Timestamp = "2024-05-01T10:30:00.250Z".parse().unwrap();
        assert_eq!(DateTime::from(timestamp).to_string(), "2024-05-01T10:30:00.25Z");
        assert_eq!(DateTime::from(civil::date(2024, 5, 1).at(10, 30, 0, 0)).to_string(), "2024-05-01T10:30:00");
        assert_eq!(
            DateTime::from(civil::date(2024, 5, 1).at(10, 30, 0, 1)).to_string(),
            "2024-05-01T10:30:00.000000001"
        );
    }

    #[test]
    fn reads_and_writes_json() {
        let text = "\"2024-05-01T12:30:00.500+02:00\"";
        let value: DateTime = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), text);
        let error = serde_json::from_str::<DateTime>("\"soon\"").unwrap_err().to_string();
        assert!(error.starts_with("`soon` is not a date-time such as"), "{error}");
        let error = serde_json::from_str::<DateTime>("1714559400").unwrap_err().to_string();
        assert!(
            error.starts_with("invalid type: integer `1714559400`, expected a string holding a date-time"),
            "{error}"
        );
    }
}
