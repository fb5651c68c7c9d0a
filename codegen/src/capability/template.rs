//! Parses `{{name}}` and `{{scope.name}}` out of a text (format reference, 2.4).

use std::fmt;
use std::str::FromStr;

/// A text with references.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pieces: Vec<Piece>,
}

/// A stretch of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text that stands for itself.
    Literal(String),
    /// Something to fill in.
    Reference(Reference),
}

/// What a template asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The bind, or the words that mean "whoever calls".
    pub scope: Option<String>,
    /// The variable or input.
    pub name: String,
}

/// Why a text is no template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateError {
    /// `{{` without `}}`.
    Unclosed,
    /// Something else between the braces, as written.
    Unsupported(String),
}

impl Template {
    /// The stretches in order.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The references in order; one may come twice.
    pub fn references(&self) -> impl Iterator<Item = &Reference> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Reference(reference) => Some(reference),
            Piece::Literal(_) => None,
        })
    }

    /// The reference, when the text is exactly one and nothing else.
    pub fn single(&self) -> Option<&Reference> {
        match &self.pieces[..] {
            [Piece::Reference(reference)] => Some(reference),
            _ => None,
        }
    }

    /// Whether nothing is to be filled in.
    pub fn is_literal(&self) -> bool {
        self.references().next().is_none()
    }
}

impl FromStr for Template {
    type Err = TemplateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((literal, inside)) = rest.split_once("{{") {
            if !literal.is_empty() {
                pieces.push(Piece::Literal(literal.to_owned()));
            }
            let (inside, after) = inside.split_once("}}").ok_or(TemplateError::Unclosed)?;
            let reference = reference(inside).ok_or_else(|| TemplateError::Unsupported(format!("{{{{{inside}}}}}")))?;
            pieces.push(Piece::Reference(reference));
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Literal(rest.to_owned()));
        }
        Ok(Self { pieces })
    }
}

fn reference(inside: &str) -> Option<Reference> {
    let inside = inside.trim();
    let (scope, name) = match inside.split_once('.') {
        Some((scope, name)) => (Some(scope), name),
        None => (None, inside),
    };
    let valid = is_ident(name) && scope.is_none_or(is_ident);
    valid.then(|| Reference { scope: scope.map(str::to_owned), name: name.to_owned() })
}

fn is_ident(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

/// What a text such as `$env.KEY` or `${KEY}`, which is no template, was meant to say.
pub fn meant_as_template(text: &str) -> Option<String> {
    let inside = match text.find("${") {
        Some(at) => text[at + 2..].split_once('}')?.0,
        None => text.strip_prefix("$env.").or_else(|| text.strip_prefix("$this."))?,
    };
    let name = inside.trim().rsplit('.').next().filter(|name| is_ident(name))?;
    Some(format!("{{{{env.{name}}}}}"))
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.scope {
            Some(scope) => write!(f, "{scope}.{}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unclosed => f.write_str("`{{` is never closed"),
            Self::Unsupported(tag) => write!(f, "`{tag}` is not supported"),
        }
    }
}

impl std::error::Error for TemplateError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<String> {
        let template: Template = text.parse().unwrap();
        let show = |piece: &Piece| match piece {
            Piece::Literal(text) => format!("'{text}'"),
            Piece::Reference(reference) => reference.to_string(),
        };
        template.pieces().iter().map(show).collect()
    }

    #[test]
    fn splits_text_and_references() {
        let cases: [(&str, &[&str]); 6] = [
            ("", &[]),
            ("plain { name }", &["'plain { name }'"]),
            ("{{X}}", &["X"]),
            ("{{ env.API_KEY }}", &["env.API_KEY"]),
            ("a {{b}}-{{tools.c}} d", &["'a '", "b", "'-'", "tools.c", "' d'"]),
            ("{{a}}{{a}}", &["a", "a"]),
        ];
        for (text, expected) in cases {
            assert_eq!(pieces(text), expected, "{text}");
        }
    }

    #[test]
    fn knows_a_lone_reference() {
        assert!("{{a}}".parse::<Template>().unwrap().single().is_some());
        assert!("Key {{a}}".parse::<Template>().unwrap().single().is_none());
        assert!("Key".parse::<Template>().unwrap().is_literal());
    }

    #[test]
    fn refuses_other_tags() {
        for text in ["{{#each x}}", "{{/each}}", "{{> p}}", "{{{x}}}", "{{}}", "{{a.b.c}}", "{{!x}}", "{{1a}}"] {
            assert!(matches!(text.parse::<Template>(), Err(TemplateError::Unsupported(_))), "{text}");
        }
        assert_eq!("{{x".parse::<Template>(), Err(TemplateError::Unclosed));
    }

    #[test]
    fn reads_what_was_meant() {
        let cases = [
            ("$env.KEY", Some("{{env.KEY}}")),
            ("${KEY}", Some("{{env.KEY}}")),
            ("https://${env.HOST}/v1", Some("{{env.HOST}}")),
            ("costs $5", None),
            ("{{env.KEY}}", None),
            ("${", None),
        ];
        for (text, expected) in cases {
            assert_eq!(meant_as_template(text).as_deref(), expected, "{text}");
        }
    }
}
