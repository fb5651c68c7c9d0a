//! Prints how a sent type is made: by position where nothing can be swapped, by field name where it could.

use crate::emit::Item;
use crate::emit::context::{Context, ident};
use crate::emit::doc::Doc;
use crate::emit::imports::Imports;
use crate::emit::moved::Moved;
use crate::emit::types;
use crate::ir::{Field, OtherFields, Presence, Shape, Struct, Type, TypeId};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// More required fields than this are named.
const MOST_BY_POSITION: usize = 3;

/// A field and its Rust name.
type Named<'sdk> = (&'sdk Field, &'sdk str);

/// The name of the struct that holds a type's required fields.
pub(super) fn required_name(type_name: &str) -> String {
    format!("{type_name}Required")
}

/// Whether a type is constructed by naming its required fields.
pub(super) fn by_name(cx: &Context<'_>, id: TypeId) -> bool {
    let definition = cx.definition(id);
    match &definition.shape {
        Shape::Struct(shape) if definition.usage.sent && shape.one_of.is_empty() => {
            let required = required(cx, id, shape);
            let literals: Vec<_> =
                required.iter().map(|(field, _)| Literals::of(&field.ty, &|id| &cx.definition(id).shape)).collect();
            literals.len() > MOST_BY_POSITION || literals.windows(2).any(|pair| pair[0] == pair[1])
        }
        _ => false,
    }
}

/// Whether a type has nothing that must be given.
pub(super) fn has_default(cx: &Context<'_>, id: TypeId) -> bool {
    let definition = cx.definition(id);
    match &definition.shape {
        Shape::Struct(shape) => {
            definition.usage.sent && shape.one_of.is_empty() && shape.fields.iter().all(Field::is_optional)
        }
        _ => false,
    }
}

/// `Default` for a type that needs nothing from its caller and sets a field itself.
pub(super) fn default_by_hand(cx: &Context<'_>, id: TypeId) -> Option<TokenStream> {
    let definition = cx.definition(id);
    let Shape::Struct(shape) = &definition.shape else { return None };
    let needs_nothing = shape.one_of.is_empty() && required(cx, id, shape).is_empty();
    let name = ident(cx.names.type_(id));
    (definition.usage.sent && needs_nothing && !has_default(cx, id)).then(|| {
        quote! {
            impl Default for #name {
                fn default() -> Self { Self::new() }
            }
        }
    })
}

/// The fields a caller must give, in the order of the contract.
fn required<'sdk>(cx: &Context<'sdk>, id: TypeId, shape: &'sdk Struct) -> Vec<Named<'sdk>> {
    let names = cx.names.members(id).iter().map(String::as_str);
    shape.fields.iter().zip(names).filter(|(field, _)| !field.is_optional() && field.fixed.is_none()).collect()
}

/// What literals a type takes: two neighbours that take the same could be swapped without the compiler seeing it.
#[derive(Debug, PartialEq, Eq)]
enum Literals<'ty> {
    Text,
    Number,
    Time,
    Own(&'ty Type),
}

impl<'ty> Literals<'ty> {
    fn of(ty: &'ty Type, shape: &impl Fn(TypeId) -> &'ty Shape) -> Self {
        match ty {
            Type::String(_) | Type::Secret | Type::Id(_) | Type::Json => Self::Text,
            Type::Integer | Type::Unsigned | Type::Float | Type::Decimal(_) | Type::DecimalNumber => Self::Number,
            Type::Date | Type::DateTime | Type::Duration => Self::Time,
            Type::Named(id) => match shape(*id) {
                Shape::StringEnum(_) => Self::Text,
                Shape::IntegerEnum(_) => Self::Number,
                _ => Self::Own(ty),
            },
            Type::Nullable(inner) => Self::of(inner, shape),
            // `DecimalText` too: not every text is one, so it is made with a check and no literal fits it.
            ty => Self::Own(ty),
        }
    }
}

/// The struct of required fields, where construction names them.
pub(super) fn required_struct(cx: &Context<'_>, imports: &mut Imports, id: TypeId, shape: &Struct) -> Option<Item> {
    if !by_name(cx, id) {
        return None;
    }
    let type_name = cx.names.type_(id);
    let doc = Doc::new(format!("What every [`{type_name}`] needs, by name: see [`{type_name}::new`]."));
    let name = ident(&required_name(type_name));
    let members = required(cx, id, shape)
        .into_iter()
        .map(|(field, name)| {
            let doc = Doc::new(format!("See [`{type_name}::{}`].", name.trim_start_matches("r#")));
            let (name, ty) = (ident(name), types::rust(cx, imports, &field.ty));
            quote!(#doc pub #name: #ty)
        })
        .collect();
    Some(Item::Definition { head: quote!(#doc #[derive(Clone, Debug)] pub struct #name), members })
}

/// The functions that make a value.
pub(super) fn functions(cx: &Context<'_>, imports: &mut Imports, id: TypeId, shape: &Struct) -> Vec<TokenStream> {
    let required = required(cx, id, shape);
    if by_name(cx, id) {
        return vec![from_required(cx, id, shape, &required)];
    }
    if shape.one_of.is_empty() {
        let doc = Doc::new("A value with what is required; everything else is left out.");
        return vec![positional(cx, imports, id, shape, &format_ident!("new"), &doc, &required)];
    }
    let names = cx.names.members(id);
    let others = |chosen: usize| {
        let others = shape.one_of.iter().filter(|&&index| index != chosen).map(|&index| format!("`{}`", names[index]));
        others.collect::<Vec<_>>().join(", ")
    };
    shape
        .one_of
        .iter()
        .map(|&index| {
            let (field, name) = (&shape.fields[index], names[index].as_str());
            let mut arguments = required.clone();
            arguments.push((field, name));
            let doc = Doc::new(format!("A value with `{name}`, which excludes {}.", others(index)));
            positional(cx, imports, id, shape, &ident(name), &doc, &arguments)
        })
        .collect()
}

fn positional(
    cx: &Context<'_>,
    imports: &mut Imports,
    id: TypeId,
    shape: &Struct,
    function: &proc_macro2::Ident,
    doc: &Doc,
    arguments: &[Named<'_>],
) -> TokenStream {
    let mut parameters = Vec::new();
    let mut given = Vec::new();
    for (field, name) in arguments {
        let argument = types::argument(cx, imports, &field.ty, name);
        given.push((*name, argument.value));
        let (name, ty) = (ident(name), Moved::from(argument.ty));
        parameters.push(Moved::from(quote!(#name: #ty)));
    }
    let body = Moved::from(if has_default(cx, id) {
        quote!(Self::default())
    } else {
        let members = members(cx, id, shape, |name| {
            given.iter().find(|(given, _)| *given == name).map(|(_, value)| value.clone())
        });
        quote!(Self { #(#members),* })
    });
    quote! {
        #doc
        pub fn #function(#(#parameters),*) -> Self { #body }
    }
}

fn from_required(cx: &Context<'_>, id: TypeId, shape: &Struct, required: &[Named<'_>]) -> TokenStream {
    let argument = ident(&required_name(cx.names.type_(id)));
    let members = members(cx, id, shape, |name| {
        let name_ident = ident(name);
        required.iter().any(|(_, required)| *required == name).then(|| quote!(required.#name_ident))
    });
    let doc = Doc::new("A value with what is required; everything else is left out.");
    quote! {
        #doc
        pub fn new(required: #argument) -> Self { Self { #(#members),* } }
    }
}

/// The members of a struct expression: what is given, what the type fixes, and nothing for the rest.
fn members(cx: &Context<'_>, id: TypeId, shape: &Struct, given: impl Fn(&str) -> Option<TokenStream>) -> Vec<Moved> {
    let names = cx.names.members(id);
    let mut members = Vec::new();
    for (field, name) in shape.fields.iter().zip(names) {
        let name_ident = ident(name);
        let member = match given(name) {
            Some(value) if field.is_optional() => quote!(#name_ident: Some(#value)),
            Some(value) if field.boxed && matches!(field.ty, Type::Nullable(_)) => {
                quote!(#name_ident: #value.map(Box::new))
            }
            Some(value) if field.boxed => quote!(#name_ident: Box::new(#value)),
            Some(value) if value.to_string() == *name => quote!(#name_ident),
            Some(value) => quote!(#name_ident: #value),
            None => match &field.fixed {
                Some(fixed) if field.presence == Presence::Required => quote!(#name_ident: #fixed.into()),
                _ => quote!(#name_ident: None),
            },
        };
        members.push(member.into());
    }
    if shape.other_fields != OtherFields::Ignored {
        members.push(quote!(other_fields: Default::default()).into());
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{DecimalWire, TextFormat};

    #[test]
    fn literals_tell_what_could_be_swapped() {
        let alias = Shape::Alias(Type::Bool);
        let text = Type::String(TextFormat::Any);
        let nullable = Type::Nullable(Box::new(text.clone()));
        for (left, right, swappable) in [
            (&text, &Type::Secret, true),
            (&text, &nullable, true),
            (&text, &Type::Integer, false),
            (&Type::Integer, &Type::Decimal(DecimalWire::Number), true),
            (&text, &Type::DecimalText, false),
            (&Type::DecimalText, &Type::DecimalText, true),
            (&Type::Date, &Type::DateTime, true),
            (&Type::Named(TypeId(0)), &Type::Named(TypeId(0)), true),
            (&Type::Named(TypeId(0)), &Type::Named(TypeId(1)), false),
        ] {
            let [left_literals, right_literals] = [left, right].map(|ty| Literals::of(ty, &|_| &alias));
            assert_eq!(left_literals == right_literals, swappable, "{left:?} {right:?}");
        }
    }
}
