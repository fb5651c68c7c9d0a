//! A path with holes, parsed once: `/org/{orgId}/billableMetric`.

use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A path with holes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PathTemplate {
    segments: Vec<Segment>,
}

/// A stretch of a path: literal text (slashes included) or a hole.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Segment {
    /// Text sent as it stands.
    Literal(String),
    /// A hole, by the name of the parameter that fills it.
    Hole(String),
}

/// Why a text is no path template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathTemplateError {
    /// `{` without `}`, `}` without `{`, or one inside the other.
    Unbalanced,
    /// `{}`
    EmptyHole,
    /// A hole whose name has characters that no parameter name has.
    BadName(String),
}

impl PathTemplate {
    /// The stretches in order.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The holes in order; a name may come twice.
    pub fn holes(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Hole(name) => Some(name.as_str()),
            Segment::Literal(_) => None,
        })
    }

    /// The path with every hole made alike: two paths of one shape address the same thing.
    pub fn shape(&self) -> String {
        self.segments
            .iter()
            .map(|segment| match segment {
                Segment::Literal(text) => text.as_str(),
                Segment::Hole(_) => "{}",
            })
            .collect()
    }

    /// The template with a hole added at the end as a segment of its own.
    #[must_use]
    pub fn with_trailing_hole(mut self, name: &str) -> Self {
        match self.segments.last_mut() {
            Some(Segment::Literal(text)) if text.ends_with('/') => {}
            Some(Segment::Literal(text)) => text.push('/'),
            _ => self.segments.push(Segment::Literal("/".to_owned())),
        }
        self.segments.push(Segment::Hole(name.to_owned()));
        self
    }

    /// The template behind a base path such as `/v1`.
    #[must_use]
    pub fn behind(mut self, base: &str) -> Self {
        let base = base.trim_end_matches('/');
        match self.segments.first_mut() {
            Some(Segment::Literal(text)) => text.insert_str(0, base),
            _ if !base.is_empty() => self.segments.insert(0, Segment::Literal(base.to_owned())),
            _ => {}
        }
        self
    }
}

impl FromStr for PathTemplate {
    type Err = PathTemplateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut segments = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let (literal, hole) = rest.split_at(at);
            if !literal.is_empty() {
                segments.push(Segment::Literal(literal.to_owned()));
            }
            let hole = hole.strip_prefix('{').ok_or(PathTemplateError::Unbalanced)?;
            let end = hole.find(['{', '}']).ok_or(PathTemplateError::Unbalanced)?;
            if !hole[end..].starts_with('}') {
                return Err(PathTemplateError::Unbalanced);
            }
            let name = &hole[..end];
            if name.is_empty() {
                return Err(PathTemplateError::EmptyHole);
            }
            if name.chars().any(|c| c.is_whitespace() || c.is_control() || c == '/') {
                return Err(PathTemplateError::BadName(name.to_owned()));
            }
            segments.push(Segment::Hole(name.to_owned()));
            rest = &hole[end + 1..];
        }
        if !rest.is_empty() {
            segments.push(Segment::Literal(rest.to_owned()));
        }
        Ok(Self { segments })
    }
}

impl fmt::Display for PathTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for segment in &self.segments {
            match segment {
                Segment::Literal(text) => f.write_str(text)?,
                Segment::Hole(name) => write!(f, "{{{name}}}")?,
            }
        }
        Ok(())
    }
}

impl Serialize for PathTemplate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for PathTemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unbalanced => f.write_str("a brace is never closed or never opened"),
            Self::EmptyHole => f.write_str("`{}` names no parameter"),
            Self::BadName(name) => write!(f, "`{{{name}}}` is not a parameter name"),
        }
    }
}

impl std::error::Error for PathTemplateError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_back() {
        for text in ["", "/", "/a/{b}/c", "/{a}{b}", "/{a}/x/{a}", "/a.json"] {
            assert_eq!(text.parse::<PathTemplate>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn refuses_malformed_holes() {
        use PathTemplateError::{BadName, EmptyHole, Unbalanced};
        let cases = [
            ("/{id", Unbalanced),
            ("/id}", Unbalanced),
            ("/{a{b}}", Unbalanced),
            ("/{}", EmptyHole),
            ("/{a b}", BadName("a b".to_owned())),
            ("/{a/b}", BadName("a/b".to_owned())),
        ];
        for (text, why) in cases {
            assert_eq!(text.parse::<PathTemplate>(), Err(why), "{text}");
        }
    }

    #[test]
    fn shapes_ignore_hole_names() {
        let shape = |text: &str| text.parse::<PathTemplate>().unwrap().shape();
        assert_eq!(shape("/c/{customerId}/x"), shape("/c/{customer_id}/x"));
        assert_ne!(shape("/c/{id}"), shape("/c/id"));
    }

    #[test]
    fn holes_are_appended_and_bases_put_in_front() {
        let path = |text: &str| text.parse::<PathTemplate>().unwrap();
        assert_eq!(path("/customers").with_trailing_hole("id").to_string(), "/customers/{id}");
        assert_eq!(path("/customers/").with_trailing_hole("id").to_string(), "/customers/{id}");
        assert_eq!(path("/x/{a}").with_trailing_hole("b").to_string(), "/x/{a}/{b}");
        assert_eq!(path("/x").behind("/v1/").to_string(), "/v1/x");
        assert_eq!(path("{a}").behind("/v1").to_string(), "/v1{a}");
    }
}
