//! Checks that a text is an ISO 8601 duration and keeps it as it is.

use std::{fmt, str::FromStr};

use jiff::{Span, fmt::temporal::SpanParser};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{ValueError, text};

/// An ISO 8601 duration such as `P1M` or `PT1H30M`, kept as the text that was written.
///
/// Two durations are equal when they are the same text: `P1D` is not `PT24H`, and on a day when clocks change it is not
/// as long either.
///
/// ```
/// use meterforge_runtime::IsoDuration;
///
/// let month: IsoDuration = "P1M".parse()?;
/// assert_eq!(month.as_str(), "P1M");
/// assert_eq!(month.to_span()?.get_months(), 1);
/// # Ok::<(), meterforge_runtime::ValueError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct IsoDuration(Box<str>);

impl IsoDuration {
    /// Room for a text that is still to be read.
    pub(crate) fn unread() -> Self {
        Self(Box::default())
    }

    /// The text as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The span of time that the text stands for.
    ///
    /// # Errors
    /// When the text is well formed and yet no [`Span`]: a fraction of a unit above hours (`P0.5M`), a fraction finer
    /// than nanoseconds, or more than about 20,000 years.
    pub fn to_span(&self) -> Result<Span, ValueError> {
        static PARSER: SpanParser = SpanParser::new();
        PARSER
            .parse_span(self.as_str())
            .map_err(|_| ValueError::new(&self.0, "is a duration that no span of time holds"))
    }
}

/// Whether the text reads `[+-]P[nY][nM][nW][nD][T[nH][nM][nS]]`, with at least one unit and a fraction only in the last.
fn is_duration(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let Some(units) = unsigned.strip_prefix(['P', 'p']) else { return false };
    let (date, time) = match units.split_once(['T', 't']) {
        Some((_, "")) => return false,
        Some((date, time)) => (date, time),
        None => (units, ""),
    };
    let (Some(date), Some(time)) = (unit_fractions(date, "YMWD"), unit_fractions(time, "HMS")) else { return false };
    let fractions = [date, time].concat();
    match fractions.split_last() {
        Some((_, before)) => !before.contains(&true),
        None => false,
    }
}

/// For every unit in turn whether its number has a fraction; nothing when a unit is unknown, repeated or out of order.
fn unit_fractions(mut text: &str, units: &str) -> Option<Vec<bool>> {
    let mut units = units.chars();
    let mut fractions = Vec::new();
    while !text.is_empty() {
        let end = text.find(|character: char| character.is_ascii_alphabetic())?;
        let (number, rest) = text.split_at(end);
        let unit = rest.chars().next()?.to_ascii_uppercase();
        units.by_ref().find(|candidate| *candidate == unit)?;
        fractions.push(has_fraction(number)?);
        text = &rest[1..];
    }
    Some(fractions)
}

fn has_fraction(number: &str) -> Option<bool> {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match number.split_once(['.', ',']) {
        Some((integer, fraction)) => (is_digits(integer) && is_digits(fraction)).then_some(true),
        None => is_digits(number).then_some(false),
    }
}

impl FromStr for IsoDuration {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        if is_duration(text) {
            Ok(Self(text.into()))
        } else {
            Err(ValueError::new(text, "is not an ISO 8601 duration such as `P1M` or `PT1H30M`"))
        }
    }
}

impl TryFrom<&str> for IsoDuration {
    type Error = ValueError;

    fn try_from(text: &str) -> Result<Self, ValueError> {
        text.parse()
    }
}

impl From<Span> for IsoDuration {
    fn from(span: Span) -> Self {
        Self(span.to_string().into())
    }
}

impl AsRef<str> for IsoDuration {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for IsoDuration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl fmt::Debug for IsoDuration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "IsoDuration({})", self.0)
    }
}

impl Serialize for IsoDuration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for IsoDuration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text::deserialize(deserializer, "a string holding an ISO 8601 duration")
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;

    #[test]
    fn keeps_well_formed_texts() {
        for text in ["P1M", "P1Y2M3W4DT5H6M7.008S", "-P1D", "+PT0S", "PT0,5H", "P0.5M", "PT36H", "p1dt2h", "P99999Y"] {
            assert_eq!(text.parse::<IsoDuration>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn refuses_other_texts() {
        for text in [
            "", "P", "PT", "P1", "1D", "P1DT", "P1D2M", "P1M1M", "PT1D", "P1H", "P1.5DT1H", "P.5D", "--P1D", "P-1D",
            "1 day", "P1D ", "P१D",
        ] {
            assert!(text.parse::<IsoDuration>().is_err(), "{text}");
        }
    }

    #[test]
    fn converts_to_and_from_spans() {
        let span = |text: &str| text.parse::<IsoDuration>().unwrap().to_span();
        assert_eq!(
            span("P1Y2M3DT4H5M6.5S").unwrap().fieldwise(),
            1.year().months(2).days(3).hours(4).minutes(5).seconds(6).milliseconds(500).fieldwise()
        );
        assert_eq!(span("PT0,5H").unwrap().fieldwise(), 30.minutes().fieldwise());
        assert_eq!(span("-P2W").unwrap().fieldwise(), (-2).weeks().fieldwise());
        assert_eq!(span("P99999Y").unwrap_err().to_string(), "`P99999Y` is a duration that no span of time holds");
        assert!(span("P0.5M").is_err());
        assert_eq!(IsoDuration::from(1.month()).as_str(), "P1M");
        assert_eq!(IsoDuration::from(Span::new()).as_str(), "PT0S");
    }

    #[test]
    fn reads_and_writes_json() {
        let duration: IsoDuration = serde_json::from_str("\"P1M\"").unwrap();
        assert_eq!(serde_json::to_string(&duration).unwrap(), "\"P1M\"");
        assert!(serde_json::from_str::<IsoDuration>("30").unwrap_err().to_string().contains("an ISO 8601 duration"));
    }
}
