//! Reads and writes the text of a date-time.

use std::fmt;

use jiff::fmt::temporal::{Pieces, PiecesOffset};

use super::{DateTime, Zone};

/// What the text says, or nothing when it is no date-time.
pub(super) fn read(text: &str) -> Option<DateTime> {
    let pieces = Pieces::parse(text).ok()?;
    // `[Europe/Paris]` is no part of what JSON contracts call a date-time.
    if pieces.time_zone_annotation().is_some() {
        return None;
    }
    let time = pieces.time()?;
    let zone = match pieces.offset() {
        None => Zone::Civil,
        Some(PiecesOffset::Zulu) => Zone::Zulu,
        Some(PiecesOffset::Numeric(offset)) if offset.offset().is_zero() && offset.is_negative() => Zone::NegativeZero,
        Some(PiecesOffset::Numeric(offset)) => Zone::Offset(offset.offset()),
        // Jiff may learn of further kinds, which this type could not write back.
        Some(_) => return None,
    };
    let written = text.split_once(['T', 't', ' ']).map_or("", |(_, time)| time);
    Some(DateTime {
        civil: pieces.date().to_datetime(time),
        zone,
        digits: fraction_digits(written),
        is_leap_second: written.get(5..8) == Some(":60"),
    })
}

fn fraction_digits(time: &str) -> u8 {
    let fraction = time.split_once(['.', ',']).map_or("", |(_, fraction)| fraction);
    // Jiff reads at most nine digits, so they always fit.
    fraction.bytes().take(9).take_while(u8::is_ascii_digit).map(|_| 1).sum()
}

/// Writes the usual form: `T` between date and time, all of the seconds, `Z` or `+hh:mm`.
pub(super) fn write(value: &DateTime, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    let civil = value.civil;
    let second = if value.is_leap_second { 60 } else { civil.second() };
    write!(formatter, "{}T{:02}:{:02}:{second:02}", civil.date(), civil.hour(), civil.minute())?;
    if value.digits > 0 {
        let digits = format!("{:09}", civil.subsec_nanosecond());
        write!(formatter, ".{}", &digits[..usize::from(value.digits)])?;
    }
    match value.zone {
        Zone::Civil => Ok(()),
        Zone::Zulu => formatter.write_str("Z"),
        Zone::NegativeZero => formatter.write_str("-00:00"),
        // Jiff shortens an offset of whole hours to `+02`, which RFC 3339 does not know.
        Zone::Offset(offset) => {
            let seconds = offset.seconds();
            let sign = if seconds < 0 { '-' } else { '+' };
            let minutes = seconds.abs() / 60;
            write!(formatter, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)?;
            match seconds.abs() % 60 {
                0 => Ok(()),
                rest => write!(formatter, ":{rest:02}"),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_what_it_read() {
        for text in [
            "2024-05-01T12:30:00Z",
            "2024-05-01T12:30:00",
            "2024-05-01T12:30:00+02:00",
            "2024-05-01T12:30:00-09:30",
            "2024-05-01T12:30:00+02:00:30",
            "2024-05-01T12:30:00+00:00",
            "2024-05-01T12:30:00-00:00",
            "2024-05-01T12:30:00.0Z",
            "2024-05-01T12:30:00.500Z",
            "2024-05-01T12:30:00.1234567+01:00",
            "2024-05-01T12:30:00.000000000",
            "2024-05-01T12:30:00.123456789Z",
            "2022-06-15T07:30:35.123",
            "2016-12-31T23:59:60Z",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999999Z",
        ] {
            assert_eq!(read(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn reads_other_spellings() {
        for (text, written) in [
            ("2024-05-01 12:30:00Z", "2024-05-01T12:30:00Z"),
            ("2024-05-01t12:30:00z", "2024-05-01T12:30:00Z"),
            ("2024-05-01T12:30:00+0200", "2024-05-01T12:30:00+02:00"),
            ("2024-05-01T12:30:00+02", "2024-05-01T12:30:00+02:00"),
            ("2024-05-01T12:30Z", "2024-05-01T12:30:00Z"),
            ("2024-05-01T12:30:00,5Z", "2024-05-01T12:30:00.5Z"),
        ] {
            assert_eq!(read(text).unwrap().to_string(), written, "{text}");
        }
    }

    #[test]
    fn refuses_other_texts() {
        for text in [
            "",
            "soon",
            "2024-05-01",
            "12:30:00",
            "2024-05-01T",
            "2024-13-01T00:00:00Z",
            "2023-02-29T00:00:00Z",
            "2024-05-01T24:00:00Z",
            "2024-05-01T12:30:61Z",
            "2024-05-01T12:30:00+26:00",
            "2024-05-01T12:30:00.1234567890Z",
            "2024-05-01T12:30:00.Z",
            "2024-05-01T12:30:00Z ",
            " 2024-05-01T12:30:00Z",
            "2024-05-01T12:30:00+02:00[Europe/Paris]",
            "1714559400",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
