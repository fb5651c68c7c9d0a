//! Texts and bodies with holes that are filled when a call is sent.

use serde::Serialize;
use std::fmt::{self, Write};

/// A text with holes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Template(pub Vec<Piece>);

/// A stretch of a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Piece {
    /// Text that stands for itself.
    Text(String),
    /// An input of the call, by the name that callers use.
    Input(String),
    /// A variable of the client.
    Variable(Variable),
}

/// A value that comes from the process environment, or from whoever builds the client.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Variable {
    /// Its name in the environment.
    pub name: String,
    /// Whether a client without it cannot be built.
    pub required: bool,
}

/// Where the value of a parameter comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Filling {
    /// The caller gives it.
    Caller,
    /// It is always this.
    Constant(String),
    /// It is made of this.
    Template(Template),
}

/// A body that the client makes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum BodyTemplate {
    /// `application/json`
    Json(JsonTemplate),
    /// A text of a media type.
    Text {
        /// The media type.
        media_type: String,
        /// The text.
        text: Template,
        /// How values are written into it.
        escape: Escape,
    },
    /// `application/x-www-form-urlencoded`, field by field.
    Form(Vec<(String, Template)>),
    /// `multipart/form-data`; parts that are files are parameters of [`super::Location::Part`].
    Parts(Vec<TemplatePart>),
}

/// JSON with holes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum JsonTemplate {
    /// A value without holes, as JSON.
    Value(String),
    /// A text; one that is an input alone becomes that value.
    Text(Template),
    /// A list.
    List(Vec<JsonTemplate>),
    /// An object.
    Object(Vec<(String, JsonTemplate)>),
}

/// A part of a form that is text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TemplatePart {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub value: Template,
    /// How values are written into it.
    pub escape: Escape,
    /// Its media type, when it has one.
    pub media_type: Option<String>,
    /// Its file name, when it has one.
    pub file_name: Option<String>,
}

/// How a value is written into a text, so that it stays a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Escape {
    /// As it is.
    Plain,
    /// As the inside of a JSON string; what is no text, as JSON.
    Json,
    /// As text of XML.
    Xml,
    /// As the inside of a string of SPARQL.
    Sparql,
    /// Percent-encoded.
    Form,
}

impl Template {
    /// The input, when the template is one and nothing else.
    pub fn single_input(&self) -> Option<&str> {
        match &self.0[..] {
            [Piece::Input(name)] => Some(name),
            _ => None,
        }
    }

    /// The names of the inputs, as often as they come.
    pub fn inputs(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Input(name) => Some(&**name),
            Piece::Text(_) | Piece::Variable(_) => None,
        })
    }

    /// The variables, as often as they come.
    pub fn variables(&self) -> impl Iterator<Item = &Variable> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Variable(variable) => Some(variable),
            Piece::Text(_) | Piece::Input(_) => None,
        })
    }
}

/// As the runtime reads it: `{{input}}` and `{{$VARIABLE}}`, `{{$$input}}` for an input `$input`, and `{{{}}` for a brace
/// that would be read as the begin of one of them.
impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let last = self.0.len().saturating_sub(1);
        self.0.iter().enumerate().try_for_each(|(index, piece)| match piece {
            Piece::Text(text) => write_text(f, text, index < last),
            Piece::Input(name) if name.starts_with('$') => write!(f, "{{{{${name}}}}}"),
            Piece::Input(name) => write!(f, "{{{{{name}}}}}"),
            Piece::Variable(variable) => write!(f, "{{{{${}}}}}", variable.name),
        })
    }
}

/// A text, behind which a hole may follow.
fn write_text(f: &mut fmt::Formatter<'_>, text: &str, is_before_hole: bool) -> fmt::Result {
    let mut chars = text.chars().peekable();
    let mut is_behind_brace = false;
    while let Some(c) = chars.next() {
        let is_before_brace = chars.peek().map_or(is_before_hole, |next| *next == '{');
        match c == '{' && (is_behind_brace || is_before_brace) {
            true => f.write_str("{{{}}")?,
            false => f.write_char(c)?,
        }
        is_behind_brace = c == '{';
    }
    Ok(())
}

/// As JSON, holes in its texts.
impl fmt::Display for JsonTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        match self {
            Self::Value(json) => f.write_str(json),
            Self::Text(template) => f.write_str(&quoted(&template.to_string())),
            Self::List(items) => {
                f.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if index == 0 { "" } else { "," })?;
                }
                f.write_str("]")
            }
            Self::Object(members) => {
                f.write_str("{")?;
                for (index, (name, value)) in members.iter().enumerate() {
                    write!(f, "{}{}:{value}", if index == 0 { "" } else { "," }, quoted(name))?;
                }
                f.write_str("}")
            }
        }
    }
}

impl BodyTemplate {
    /// What it is sent as.
    pub fn media_type(&self) -> &str {
        match self {
            Self::Json(_) => "application/json",
            Self::Text { media_type, .. } => media_type,
            Self::Form(_) => "application/x-www-form-urlencoded",
            Self::Parts(_) => "multipart/form-data",
        }
    }

    /// Every template of text in it.
    pub fn templates(&self) -> Vec<&Template> {
        match self {
            Self::Json(json) => json.templates(),
            Self::Text { text, .. } => vec![text],
            Self::Form(fields) => fields.iter().map(|(_, value)| value).collect(),
            Self::Parts(parts) => parts.iter().map(|part| &part.value).collect(),
        }
    }
}

impl JsonTemplate {
    fn templates(&self) -> Vec<&Template> {
        match self {
            Self::Value(_) => Vec::new(),
            Self::Text(template) => vec![template],
            Self::List(items) => items.iter().flat_map(Self::templates).collect(),
            Self::Object(members) => members.iter().flat_map(|(_, value)| value.templates()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_holes_look_like_holes() {
        let text = |text: &str| Piece::Text(text.to_owned());
        let input = |name: &str| Piece::Input(name.to_owned());
        let variable = Piece::Variable(Variable { name: "KEY".to_owned(), required: true });
        for (pieces, expected) in [
            (vec![], ""),
            (vec![text("{ \"a\":"), input("a"), text("} }}")], "{ \"a\":{{a}}} }}"),
            (vec![variable.clone(), input("$filter")], "{{$KEY}}{{$$filter}}"),
            (vec![text("a{"), variable], "a{{{}}{{$KEY}}"),
            (vec![text("{{x}} {")], "{{{}}{{{}}x}} {"),
        ] {
            assert_eq!(Template(pieces).to_string(), expected);
        }
    }
}
