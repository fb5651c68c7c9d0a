//! Turns texts on the wire into values that keep every digit, and back into the same texts.

mod date_time;
mod decimal;
mod decimal_text;
mod iso_duration;
mod number_text;
mod text;
mod value_error;

pub use date_time::DateTime;
pub use decimal_text::DecimalText;
pub use iso_duration::IsoDuration;
/// A calendar date without time and zone, such as `2024-05-01`.
pub use jiff::civil::Date;
/// A decimal number of up to 28 fractional digits: all money and billed quantities.
pub use rust_decimal::Decimal;
pub use value_error::ValueError;

pub(crate) use decimal::{read as read_decimal, write as write_decimal};
