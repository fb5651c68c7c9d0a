//! Reads and writes what has nothing inside: truth values, numbers, texts, times, secrets, and any JSON value.

use jiff::civil;
use serde_json::Value;

use super::{Failed, Shape, Way};
use crate::json::{Sink, Source};
use crate::secret::Secret;
use crate::value::{DateTime, DecimalText, IsoDuration, ValueError};

/// Types that are copied.
macro_rules! copied {
    ($($ty:ty: $method:ident, blank $blank:expr;)+) => {$(
        impl Shape for $ty {
            fn blank() -> Self {
                $blank
            }

            fn read(&mut self, source: &mut dyn Source, _way: Way) -> Result<(), Failed> {
                *self = source.$method()?;
                Ok(())
            }

            fn write(&self, sink: &mut dyn Sink, _way: Way) -> Result<(), Failed> {
                sink.$method(*self)
            }
        }
    )+};
}

copied! {
    bool: bool, blank false;
    i64: integer, blank 0;
    u64: unsigned, blank 0;
    f64: float, blank 0.0;
}

impl Shape for String {
    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, source: &mut dyn Source, _way: Way) -> Result<(), Failed> {
        *self = source.string()?;
        Ok(())
    }

    fn write(&self, sink: &mut dyn Sink, _way: Way) -> Result<(), Failed> {
        sink.string(self)
    }
}

impl Shape for Value {
    fn blank() -> Self {
        Self::Null
    }

    fn read(&mut self, source: &mut dyn Source, _way: Way) -> Result<(), Failed> {
        *self = source.value()?;
        Ok(())
    }

    fn write(&self, sink: &mut dyn Sink, _way: Way) -> Result<(), Failed> {
        sink.value(self)
    }
}

/// Types that are written as text.
macro_rules! texts {
    ($($ty:ty: $expected:literal, blank $blank:expr;)+) => {$(
        impl Shape for $ty {
            fn blank() -> Self {
                $blank
            }

            fn read(&mut self, source: &mut dyn Source, _way: Way) -> Result<(), Failed> {
                source.text($expected, &mut |text| {
                    *self = text.parse().map_err(Failed::because)?;
                    Ok(())
                })
            }

            fn write(&self, sink: &mut dyn Sink, _way: Way) -> Result<(), Failed> {
                sink.display(self)
            }
        }
    )+};
}

texts! {
    DateTime: "a string holding a date-time", blank civil::DateTime::ZERO.into();
    DecimalText: "a string holding a decimal number", blank Self::unread();
    IsoDuration: "a string holding an ISO 8601 duration", blank Self::unread();
}

impl Shape for civil::Date {
    fn blank() -> Self {
        Self::ZERO
    }

    fn read(&mut self, source: &mut dyn Source, _way: Way) -> Result<(), Failed> {
        source.text("a string holding a date", &mut |text| {
            let date = text.parse().map_err(|_| ValueError::new(text, "is not a date such as `2024-05-01`"));
            *self = date.map_err(Failed::because)?;
            Ok(())
        })
    }

    fn write(&self, sink: &mut dyn Sink, _way: Way) -> Result<(), Failed> {
        sink.display(self)
    }
}

/// A secret is written in the clear, as the body that the vendor is to read: it has no serde of its own.
impl Shape for Secret {
    fn blank() -> Self {
        Self::new(String::new())
    }

    fn read(&mut self, source: &mut dyn Source, _way: Way) -> Result<(), Failed> {
        // Serde quotes what it found, so its own message is dropped.
        *self = source.string().map(Self::new).map_err(|_| Failed::because("expected a secret string"))?;
        Ok(())
    }

    fn write(&self, sink: &mut dyn Sink, _way: Way) -> Result<(), Failed> {
        sink.string(self.expose())
    }
}
