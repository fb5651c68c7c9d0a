//! Prints routes and tools as data.

use super::given::{self, Given};
use super::template;
use super::{Surface, tools};
use crate::emit::moved::Moved;
use crate::ir::{Action, Mapped, MappedShape, Projection, Route, Step, Tool, ValueSource};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// A route.
pub(super) fn route(surface: &Surface<'_>, route: &Route) -> Moved {
    let (method, path, name) = (&route.method, route.path.to_string(), &route.name);
    let action = action(surface, &route.action);
    quote!(sf::Route { method: #method, path: #path, name: #name, action: #action }).into()
}

/// A tool.
pub(super) fn tool(surface: &Surface<'_>, tool: &Tool) -> Moved {
    let (name, wraps) = (&tool.name, tools::wraps(surface, tool));
    let action = action(surface, &tool.action);
    quote!(sf::Tool { name: #name, wraps: #wraps, action: #action }).into()
}

fn action(surface: &Surface<'_>, action: &Action) -> Moved {
    let tokens = match action {
        Action::Fixed(json) => quote!(sf::Action::Fixed(#json)),
        Action::Call(call) => {
            let operation = &surface.target(call).operation.wire_name;
            let inputs = given::inputs(surface, call);
            let inputs = inputs.iter().map(binding);
            let output = projection(&call.output);
            quote!(sf::Action::Call { operation: #operation, inputs: &[#(#inputs),*], output: #output })
        }
    };
    tokens.into()
}

fn binding(input: &Given<'_>) -> Moved {
    let key = input.key();
    let kind = input.kind();
    let source: Moved = match &input.binding.source {
        ValueSource::Path(name) => quote!(sf::Source::Path(#name, #kind)),
        ValueSource::Query(name) => quote!(sf::Source::Query(#name, #kind)),
        ValueSource::Header(name) => quote!(sf::Source::Header(#name, #kind)),
        ValueSource::Cookie(name) => quote!(sf::Source::Cookie(#name, #kind)),
        ValueSource::Body => quote!(sf::Source::Body),
        ValueSource::Member(name) => quote!(sf::Source::Member(#name)),
        ValueSource::Argument(name) => quote!(sf::Source::Argument(#name)),
        ValueSource::Constant(json) => quote!(sf::Source::Constant(#json)),
        ValueSource::Text(text) => {
            let parts = template::parts(text, str::to_owned);
            quote!(sf::Source::Template(sf::Template::Text(&[#(#parts),*])))
        }
    }
    .into();
    quote!(sf::Binding::new(#key, #source)).into()
}

fn projection(output: &Projection) -> Moved {
    match output {
        Projection::Whole => quote!(sf::Projection::Whole),
        Projection::First(parts) => {
            let parts = parts.iter().map(mapped);
            quote!(sf::Projection::First(&[#(#parts),*]))
        }
    }
    .into()
}

fn mapped(part: &Mapped) -> TokenStream {
    let steps = part.path.iter().map(|step| match step {
        Step::Member(name) => quote!(sf::Step::Member(#name)),
        Step::Element(at) => {
            let at = Literal::usize_unsuffixed(*at);
            quote!(sf::Step::Element(#at))
        }
        Step::Every => quote!(sf::Step::Every),
    });
    let shape = match &part.shape {
        MappedShape::AsItIs => quote!(sf::Shape::AsItIs),
        MappedShape::Object(members) => {
            let members = members.iter().map(|(name, part)| {
                let part = mapped(part);
                quote!((#name, #part))
            });
            quote!(sf::Shape::Object(&[#(#members),*]))
        }
        MappedShape::List(part) => {
            let part = mapped(part);
            quote!(sf::Shape::List(&#part))
        }
        MappedShape::Fixed(json) => quote!(sf::Shape::Fixed(#json)),
    };
    quote!(sf::Mapped { path: &[#(#steps),*], shape: #shape })
}
