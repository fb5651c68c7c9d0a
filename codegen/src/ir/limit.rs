//! What a contract says about a value beyond its type.

use serde::Serialize;
use std::fmt;

/// One thing that a value must also be, or what it is when it is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Limit {
    /// How many characters a text has.
    Length(Count),
    /// How many items a list has.
    Items(Count),
    /// How many entries a map has.
    Entries(Count),
    /// A number is at least this.
    AtLeast(String),
    /// A number is more than this.
    MoreThan(String),
    /// A number is at most this.
    AtMost(String),
    /// A number is less than this.
    LessThan(String),
    /// A number is a multiple of this.
    MultipleOf(String),
    /// A text matches this regular expression.
    Pattern(String),
    /// The value when none is given.
    Default(Literal),
    /// A file is of one of these media types, as the contract lists them.
    MediaTypes(String),
    /// A query parameter may come without a value.
    OrNoValue,
}

/// How many there must be, inclusive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// At least so many; `None` when there may be none.
    pub least: Option<String>,
    /// At most so many.
    pub most: Option<String>,
}

/// A scalar value, as the contract writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Literal {
    /// A truth value.
    Bool(bool),
    /// A number, digit by digit.
    Number(String),
    /// A text.
    Text(String),
}

/// A sentence.
impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length(count) => count.sentence(f, "character", "characters"),
            Self::Items(count) => count.sentence(f, "item", "items"),
            Self::Entries(count) => count.sentence(f, "entry", "entries"),
            Self::AtLeast(number) => write!(f, "At least {number}."),
            Self::MoreThan(number) => write!(f, "More than {number}."),
            Self::AtMost(number) => write!(f, "At most {number}."),
            Self::LessThan(number) => write!(f, "Less than {number}."),
            Self::MultipleOf(number) => write!(f, "A multiple of {number}."),
            Self::Pattern(pattern) => write!(f, "Matches `{pattern}`."),
            Self::Default(Literal::Bool(value)) => write!(f, "Default: {value}."),
            Self::Default(Literal::Number(number)) => write!(f, "Default: {number}."),
            Self::Default(Literal::Text(text)) => write!(f, "Default: `{text}`."),
            Self::MediaTypes(several) => write!(f, "One of `{several}`: `Upload::media_type` says which."),
            Self::OrNoValue => f.write_str("`None` sends it without a value."),
        }
    }
}

impl Count {
    fn sentence(&self, f: &mut fmt::Formatter<'_>, one: &str, many: &str) -> fmt::Result {
        let noun = |count: &str| if count == "1" { one.to_owned() } else { many.to_owned() };
        match (&self.least, &self.most) {
            (Some(least), Some(most)) if least == most => write!(f, "Exactly {most} {}.", noun(most)),
            (Some(least), Some(most)) => write!(f, "From {least} to {most} {many}."),
            (Some(least), None) => write!(f, "At least {least} {}.", noun(least)),
            (None, Some(most)) => write!(f, "At most {most} {}.", noun(most)),
            (None, None) => write!(f, "Any number of {many}."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_one_sentence() {
        for (least, most, sentence) in [
            (Some("1"), None, "At least 1 item."),
            (None, Some("1"), "At most 1 item."),
            (None, Some("50"), "At most 50 items."),
            (Some("3"), Some("3"), "Exactly 3 items."),
            (Some("1"), Some("500"), "From 1 to 500 items."),
        ] {
            let count = |text: Option<&str>| text.map(str::to_owned);
            let limit = Limit::Items(Count { least: count(least), most: count(most) });
            assert_eq!(limit.to_string(), sentence, "{least:?} {most:?}");
        }
    }
}
