//! Chooses how a parameter is written: the style that its place and its type allow.

use super::context::Context;
use crate::contract::ParameterLocation;
use crate::ir::{OtherFields, Shape, Style, Type};
use std::fmt;

/// How much a value nests, the plainest first: a union is as its worst member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nesting {
    /// One piece of text.
    Scalar,
    /// Of scalars.
    List,
    /// Of scalars.
    Object,
    /// With lists or objects in it.
    DeepObject,
    /// With lists or objects in it.
    DeepList,
}

/// What a contract says about a parameter, the defaults of its place filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written {
    style: StyleName,
    explode: bool,
    /// The style that was asked for is none of this place.
    pub(super) is_misplaced: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StyleName {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
}

/// The style as contracts call it.
impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.style {
            StyleName::Simple => "simple",
            StyleName::Label => "label",
            StyleName::Matrix => "matrix",
            StyleName::Form => "form",
            StyleName::SpaceDelimited => "spaceDelimited",
            StyleName::PipeDelimited => "pipeDelimited",
            StyleName::DeepObject => "deepObject",
        })
    }
}

impl Written {
    /// Reads `style` and `explode`; a style that the place does not know is taken for the usual one.
    pub(super) fn read(location: ParameterLocation, style: Option<&str>, explode: Option<bool>) -> Self {
        use StyleName::{DeepObject, Form, Label, Matrix, PipeDelimited, Simple, SpaceDelimited};
        let usual = match location {
            ParameterLocation::Path | ParameterLocation::Header => Simple,
            ParameterLocation::Query | ParameterLocation::Cookie => Form,
        };
        let known = match (style, location) {
            (None, _) => Some(usual),
            (Some("simple"), ParameterLocation::Path | ParameterLocation::Header) => Some(Simple),
            (Some("label"), ParameterLocation::Path) => Some(Label),
            (Some("matrix"), ParameterLocation::Path) => Some(Matrix),
            (Some("form"), ParameterLocation::Query | ParameterLocation::Cookie) => Some(Form),
            (Some("spaceDelimited"), ParameterLocation::Query) => Some(SpaceDelimited),
            (Some("pipeDelimited"), ParameterLocation::Query) => Some(PipeDelimited),
            (Some("deepObject"), ParameterLocation::Query) => Some(DeepObject),
            _ => None,
        };
        let style = known.unwrap_or(usual);
        Self { style, explode: explode.unwrap_or(style == Form), is_misplaced: known.is_none() }
    }

    /// Whether it can only be meant for objects.
    pub(super) fn is_for_objects(self) -> bool {
        self.style == StyleName::DeepObject
    }

    /// The style for a value that nests so; none where nothing says how it would be written.
    pub(super) fn style(self, location: ParameterLocation, nesting: Nesting) -> Option<Style> {
        let exploded = |plain, exploded| if self.explode { exploded } else { plain };
        let is_flat = nesting <= Nesting::Object;
        match (self.style, nesting) {
            (_, Nesting::DeepList) => None,
            (StyleName::Simple, _) => is_flat.then(|| exploded(Style::Simple, Style::SimpleExploded)),
            (StyleName::Label, _) => is_flat.then(|| exploded(Style::Label, Style::LabelExploded)),
            (StyleName::Matrix, _) => is_flat.then(|| exploded(Style::Matrix, Style::MatrixExploded)),
            (StyleName::Form | StyleName::SpaceDelimited | StyleName::PipeDelimited, Nesting::Scalar) => {
                Some(Style::FormExploded)
            }
            (StyleName::Form, _) if self.explode => {
                (is_flat || location == ParameterLocation::Query).then_some(Style::FormExploded)
            }
            (StyleName::Form, _) => is_flat.then_some(Style::Form),
            // OpenAPI gives these no meaning when exploded, yet a list can only be repeated.
            (StyleName::SpaceDelimited | StyleName::PipeDelimited, Nesting::List) if self.explode => {
                Some(Style::FormExploded)
            }
            (StyleName::SpaceDelimited | StyleName::PipeDelimited, _) if self.explode => None,
            (StyleName::SpaceDelimited, _) => is_flat.then_some(Style::Space),
            (StyleName::PipeDelimited, _) => is_flat.then_some(Style::Pipe),
            (StyleName::DeepObject, Nesting::Scalar) => Some(Style::FormExploded),
            (StyleName::DeepObject, _) => Some(Style::Deep),
        }
    }
}

/// How deep unions and aliases may lead before a type counts as nesting.
const DEPTH: usize = 8;

/// How much values of a type nest.
pub(super) fn nesting(cx: &Context<'_, '_>, ty: &Type) -> Nesting {
    at_depth(cx, ty, DEPTH)
}

fn at_depth(cx: &Context<'_, '_>, ty: &Type, depth: usize) -> Nesting {
    let Some(depth) = depth.checked_sub(1) else { return Nesting::DeepList };
    let is_scalar = |ty: &Type| at_depth(cx, ty, depth) == Nesting::Scalar;
    match ty {
        Type::List(item) if is_scalar(item) => Nesting::List,
        Type::List(_) => Nesting::DeepList,
        // Whether its members nest shows when there are some.
        Type::JsonObject => Nesting::Object,
        Type::Map(value) if is_scalar(value) => Nesting::Object,
        Type::Map(_) => Nesting::DeepObject,
        Type::Nullable(inner) => at_depth(cx, inner, depth),
        Type::Named(id) => match &cx.arena.get(*id).shape {
            Shape::StringEnum(_) | Shape::IntegerEnum(_) => Nesting::Scalar,
            Shape::Struct(shape) => {
                let others_are_scalars = match &shape.other_fields {
                    OtherFields::Typed(ty) => is_scalar(ty),
                    OtherFields::Ignored | OtherFields::Kept => true,
                };
                let is_flat = others_are_scalars && shape.fields.iter().all(|field| is_scalar(&field.ty));
                if is_flat { Nesting::Object } else { Nesting::DeepObject }
            }
            Shape::Alias(ty) => at_depth(cx, ty, depth),
            Shape::Union(union) => {
                let members = union.variants.iter().map(|variant| at_depth(cx, &variant.ty, depth));
                members.max().unwrap_or(Nesting::Scalar)
            }
        },
        _ => Nesting::Scalar,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: ParameterLocation = ParameterLocation::Path;
    const QUERY: ParameterLocation = ParameterLocation::Query;
    const HEADER: ParameterLocation = ParameterLocation::Header;
    const COOKIE: ParameterLocation = ParameterLocation::Cookie;

    /// For a scalar, a list, an object, an object with lists in it and a list of objects.
    #[test]
    fn each_place_writes_what_its_styles_can() {
        use Style::*;
        let cases = [
            ((PATH, None, None), [Some(Simple), Some(Simple), Some(Simple), None, None]),
            (
                (PATH, Some("simple"), Some(true)),
                [Some(SimpleExploded), Some(SimpleExploded), Some(SimpleExploded), None, None],
            ),
            ((PATH, Some("label"), None), [Some(Label), Some(Label), Some(Label), None, None]),
            (
                (PATH, Some("matrix"), Some(true)),
                [Some(MatrixExploded), Some(MatrixExploded), Some(MatrixExploded), None, None],
            ),
            ((HEADER, None, None), [Some(Simple), Some(Simple), Some(Simple), None, None]),
            (
                (QUERY, None, None),
                [Some(FormExploded), Some(FormExploded), Some(FormExploded), Some(FormExploded), None],
            ),
            ((QUERY, None, Some(false)), [Some(FormExploded), Some(Form), Some(Form), None, None]),
            ((QUERY, Some("spaceDelimited"), None), [Some(FormExploded), Some(Space), Some(Space), None, None]),
            ((QUERY, Some("pipeDelimited"), Some(true)), [Some(FormExploded), Some(FormExploded), None, None, None]),
            ((QUERY, Some("deepObject"), None), [Some(FormExploded), Some(Deep), Some(Deep), Some(Deep), None]),
            ((COOKIE, None, None), [Some(FormExploded), Some(FormExploded), Some(FormExploded), None, None]),
            ((COOKIE, None, Some(false)), [Some(FormExploded), Some(Form), Some(Form), None, None]),
        ];
        for ((location, style, explode), expected) in cases {
            let written = Written::read(location, style, explode);
            assert!(!written.is_misplaced);
            let nestings = [Nesting::Scalar, Nesting::List, Nesting::Object, Nesting::DeepObject, Nesting::DeepList];
            let found = nestings.map(|nesting| written.style(location, nesting));
            assert_eq!(found, expected, "{location:?} {style:?} {explode:?}");
        }
    }

    #[test]
    fn a_style_of_another_place_is_the_usual_one() {
        for (location, style) in [(PATH, "form"), (QUERY, "matrix"), (HEADER, "form"), (COOKIE, "simple"), (QUERY, "x")]
        {
            let written = Written::read(location, Some(style), None);
            assert!(written.is_misplaced, "{style}");
            assert_eq!(Written { is_misplaced: false, ..written }, Written::read(location, None, None));
        }
    }
}
