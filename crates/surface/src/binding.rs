//! Says where each input of a call comes from.

use crate::template::Template;

/// One input of a call and where its value comes from.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// The input's name, as the capability's operation has it.
    pub input: &'static str,
    /// Where its value comes from.
    pub source: Source,
}

impl Binding {
    /// The input of a name with its source.
    pub const fn new(input: &'static str, source: Source) -> Self {
        Self { input, source }
    }
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug)]
pub enum Source {
    /// A placeholder of the route, by its name there.
    Path(&'static str, Kind),
    /// A query parameter.
    Query(&'static str, Kind),
    /// A header, in lower case.
    Header(&'static str, Kind),
    /// A cookie.
    Cookie(&'static str, Kind),
    /// The whole body of the request.
    Body,
    /// A member of the body, which is an object.
    Member(&'static str),
    /// An argument of the tool.
    Argument(&'static str),
    /// A fixed value, as JSON.
    Constant(&'static str),
    /// A text made of fixed parts and of values of the request: placeholders, query parameters, members, arguments.
    Template(Template),
}

/// What a text from outside a body stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The text itself.
    Text,
    /// A JSON number, digit by digit.
    Number,
    /// `true` or `false`.
    Bool,
    /// Several texts, each of this kind: the name repeated, or one value with commas where it cannot repeat.
    List(&'static Kind),
    /// An object: `name[member]=value`, to any depth.
    Object,
    /// JSON.
    Json,
    /// JSON where it can be read as that, and else the text itself.
    Any,
}
