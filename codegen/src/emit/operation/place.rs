//! Prints the step by which a parameter takes its place in the request.

use super::Target;
use crate::emit::context::ident;
use crate::ir::{Content, Filling, Location, Parameter, Presence, Style, TextFormat, Type};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// The step for a parameter of this Rust name.
pub(super) fn step(target: &Target<'_>, rt: &Ident, parameter: &Parameter, name: &str) -> TokenStream {
    match parameter.location {
        Location::Part => part(target, parameter, name),
        Location::Template => TokenStream::new(),
        _ => placed(target, rt, parameter, name),
    }
}

/// The step for a part of a form.
fn part(target: &Target<'_>, parameter: &Parameter, name: &str) -> TokenStream {
    let (wire, field) = (&parameter.wire_name, ident(name));
    let media_type = parameter.media_type.as_ref().map(|media_type| quote!(.part_type(#wire, #media_type)));
    let file_name = parameter.file_name.as_ref().map(|file_name| quote!(.part_file_name(#wire, #file_name)));
    if let Filling::Constant(constant) = &parameter.filling {
        return quote!(.text_part(#wire, Some(#constant)) #media_type);
    }
    let is_json = parameter.media_type.as_deref().is_some_and(|media_type| media_type.ends_with("json"));
    let is_text = |ty: &Type| target.cx.is_scalar(ty) && !is_json;
    let (function, is_list) = match &parameter.ty {
        Type::File => ("file_part", false),
        Type::List(item) if **item == Type::File => ("file_parts", true),
        Type::Secret => ("secret_part", false),
        Type::List(item) if is_text(item) => ("text_parts", true),
        Type::List(_) => ("json_parts", true),
        ty if is_text(ty) => ("text_part", false),
        _ => ("json_part", false),
    };
    let function = ident(function);
    let value = if is_list { slice(parameter, &field) } else { reference(parameter, &field) };
    quote!(.#function(#wire, #value) #media_type #file_name)
}

fn placed(target: &Target<'_>, rt: &Ident, parameter: &Parameter, name: &str) -> TokenStream {
    let wire = &parameter.wire_name;
    let function = plain_function(parameter.location);
    match &parameter.filling {
        Filling::Caller => {}
        Filling::Constant(constant) => {
            return match parameter.location {
                Location::Path => quote!(.path(#wire, #constant)),
                _ => quote!(.#function(#wire, Some(#constant))),
            };
        }
        Filling::Template(template) => {
            let (function, template) = (format_ident!("{function}_template"), literal(&template.to_string()));
            return quote!(.#function(#wire, #template, &inputs));
        }
    }
    let field = ident(name);
    let check = check(target, parameter).map(|check| match parameter.presence {
        Presence::Required => quote!(.#check(#wire, Some(&self.#field))),
        Presence::Optional => quote!(.#check(#wire, self.#field.as_ref())),
    });
    let step = match written(target, parameter) {
        Written::Plain => match parameter.location {
            Location::Path => quote!(.path(#wire, &self.#field)),
            _ => {
                let value = reference(parameter, &field);
                quote!(.#function(#wire, #value))
            }
        },
        Written::Secret if parameter.location == Location::Header => {
            let value = reference(parameter, &field);
            quote!(.header_secret(#wire, #value))
        }
        Written::Secret => {
            let value = match parameter.presence {
                Presence::Required => quote!(self.#field.expose()),
                Presence::Optional => quote!(self.#field.as_ref().map(|secret| secret.expose())),
            };
            match (parameter.location, parameter.presence) {
                (Location::Path, _) => quote!(.path(#wire, &#value)),
                (_, Presence::Required) => quote!(.#function(#wire, Some(#value))),
                (_, Presence::Optional) => quote!(.#function(#wire, #value)),
            }
        }
        Written::OrEmpty => match parameter.presence {
            Presence::Required => quote!(.#function(#wire, Some(#rt::OrEmpty(&self.#field)))),
            Presence::Optional => quote!(.#function(#wire, self.#field.as_ref().map(#rt::OrEmpty))),
        },
        Written::List => {
            let value = slice(parameter, &field);
            let style = style(rt, parameter.style);
            quote!(.query_list(#wire, #value, #style))
        }
        Written::Styled => {
            let (function, style) = (styled_function(parameter), style(rt, parameter.style));
            match parameter.location {
                Location::Path => quote!(.#function(#wire, &self.#field, #style)),
                _ => {
                    let value = reference(parameter, &field);
                    quote!(.#function(#wire, #value, #style))
                }
            }
        }
    };
    quote!(#check #step)
}

/// A text as a person would write it: a raw string where it has quotes.
pub(super) fn literal(text: &str) -> TokenStream {
    let is_raw = text.contains('"') && !text.contains("\"#") && !text.contains(char::is_control);
    let raw = is_raw.then(|| format!("r#\"{text}\"#").parse().ok()).flatten();
    raw.unwrap_or_else(|| quote!(#text))
}

/// The binding of what templates are filled with, where there are any.
pub(super) fn template_inputs(target: &Target<'_>) -> Option<TokenStream> {
    let templates = target.operation.templates();
    if templates.is_empty()
        && !matches!(target.operation.body.as_ref().map(|body| &body.content), Some(Content::Template(_)))
    {
        return None;
    }
    let mut names: Vec<&str> = Vec::new();
    for name in templates.into_iter().flat_map(|template| template.inputs()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let given = names.into_iter().filter_map(|name| {
        let (parameter, field) =
            target.placed(|_| true).find(|(parameter, _)| parameter.is_given() && parameter.caller_name() == name)?;
        let field = ident(field);
        let value = match (&parameter.ty, parameter.presence) {
            (Type::Secret, Presence::Required) => quote!(Some(self.#field.expose())),
            (Type::Secret, Presence::Optional) => quote!(self.#field.as_ref().map(|secret| secret.expose())),
            _ => reference(parameter, &field),
        };
        Some(quote!(.give(#name, #value)))
    });
    Some(quote!(let inputs = self.context.inputs() #(#given)*;))
}

/// Which of the runtime's ways a value needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    /// As the text that it shows.
    Plain,
    /// As the text that nobody is shown.
    Secret,
    /// As the text that it shows, or none.
    OrEmpty,
    /// A list of such texts in a query.
    List,
    /// By its parts.
    Styled,
}

fn written(target: &Target<'_>, parameter: &Parameter) -> Written {
    let is_plain = parameter.style == parameter.location.plain() && !parameter.reserved;
    match &parameter.ty {
        Type::Secret => Written::Secret,
        Type::Nullable(inner) if is_plain && target.cx.is_scalar(inner) => Written::OrEmpty,
        ty if is_plain && target.cx.is_scalar(ty) => Written::Plain,
        Type::List(item)
            if parameter.location == Location::Query
                && !matches!(parameter.style, Style::Deep | Style::Json)
                && !parameter.reserved
                && target.cx.is_scalar(item) =>
        {
            Written::List
        }
        _ => Written::Styled,
    }
}

/// The value as an option of a reference.
fn reference(parameter: &Parameter, field: &Ident) -> TokenStream {
    match parameter.presence {
        Presence::Required => quote!(Some(&self.#field)),
        Presence::Optional => quote!(self.#field.as_ref()),
    }
}

/// A list as an option of a slice.
fn slice(parameter: &Parameter, field: &Ident) -> TokenStream {
    match parameter.presence {
        Presence::Required => quote!(Some(&*self.#field)),
        Presence::Optional => quote!(self.#field.as_deref()),
    }
}

fn plain_function(location: Location) -> Ident {
    match location {
        Location::Part | Location::Template => format_ident!("text_part"),
        Location::Path => format_ident!("path"),
        Location::Query => format_ident!("query"),
        Location::Header => format_ident!("header"),
        Location::Cookie => format_ident!("cookie"),
    }
}

fn styled_function(parameter: &Parameter) -> Ident {
    match (parameter.location, parameter.reserved) {
        (Location::Query, true) => format_ident!("query_reserved"),
        (location, _) => format_ident!("{}_styled", plain_function(location)),
    }
}

/// The runtime's name of a style, which is that of the IR.
pub(super) fn style(rt: &Ident, style: Style) -> TokenStream {
    let name = format_ident!("{}", format!("{style:?}"));
    quote!(#rt::Style::#name)
}

/// The check that a parameter's format asks for.
fn check(target: &Target<'_>, parameter: &Parameter) -> Option<Ident> {
    let format = match &parameter.ty {
        Type::String(format) => *format,
        Type::Id(id) => target.cx.sdk.ids[id.0 as usize].format,
        _ => TextFormat::Any,
    };
    match format {
        TextFormat::Any => None,
        TextFormat::Uuid => Some(format_ident!("uuid")),
        TextFormat::Ulid => Some(format_ident!("ulid")),
    }
}
