//! Prints IR types as Rust types, and as the arguments that callers find convenient.

use super::context::{Context, ident};
use super::imports::{Imports, RUNTIME};
use crate::ir::{Sdk, Shape, Type};
use crate::name::{self, Names};
use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};

/// The type as a field or an answer holds it.
pub(super) fn rust(cx: &Context<'_>, imports: &mut Imports, ty: &Type) -> TokenStream {
    match ty {
        Type::Bool => quote!(bool),
        Type::Integer => quote!(i64),
        Type::Unsigned => quote!(u64),
        Type::Float => quote!(f64),
        Type::Decimal(_) => imports.name(RUNTIME, "Decimal").into_token_stream(),
        Type::DecimalNumber => imports.name(RUNTIME, "DecimalNumber").into_token_stream(),
        Type::DecimalText => imports.name(RUNTIME, "DecimalText").into_token_stream(),
        Type::String(_) => quote!(String),
        Type::Secret => imports.name(RUNTIME, "Secret").into_token_stream(),
        Type::File => imports.name(RUNTIME, "Upload").into_token_stream(),
        Type::Id(id) => imports.name("crate::ids", &cx.sdk.ids[id.0 as usize].name).into_token_stream(),
        Type::Date => imports.name(RUNTIME, "Date").into_token_stream(),
        Type::DateTime => imports.name(RUNTIME, "DateTime").into_token_stream(),
        Type::Duration => imports.name(RUNTIME, "IsoDuration").into_token_stream(),
        Type::Json => imports.name("serde_json", "Value").into_token_stream(),
        Type::JsonObject => {
            let (map, value) = (imports.name("serde_json", "Map"), imports.name("serde_json", "Value"));
            quote!(#map<String, #value>)
        }
        Type::List(item) => {
            let item = rust(cx, imports, item);
            quote!(Vec<#item>)
        }
        Type::Map(value) => {
            let (map, value) = (imports.name("std::collections", "BTreeMap"), rust(cx, imports, value));
            quote!(#map<String, #value>)
        }
        Type::Nullable(inner) => {
            let inner = rust(cx, imports, inner);
            quote!(Option<#inner>)
        }
        Type::Named(id) => imports.name("crate::model", cx.names.type_(*id)).into_token_stream(),
    }
}

/// An argument: its type, and the expression that makes the field's value of it.
pub(super) struct Argument {
    pub(super) ty: TokenStream,
    pub(super) value: TokenStream,
}

/// The argument that sets a value of a type, for an argument of a name.
pub(super) fn argument(cx: &Context<'_>, imports: &mut Imports, ty: &Type, name: &str) -> Argument {
    let name = ident(name);
    match ty {
        Type::List(item) if converts(cx, item) => {
            let item = rust(cx, imports, item);
            Argument {
                ty: quote!(impl IntoIterator<Item = impl Into<#item>>),
                value: quote!(#name.into_iter().map(Into::into).collect()),
            }
        }
        Type::List(item) => {
            let item = rust(cx, imports, item);
            Argument { ty: quote!(impl IntoIterator<Item = #item>), value: quote!(#name.into_iter().collect()) }
        }
        Type::Map(value) => {
            let convert = if converts(cx, value) { quote!(.into()) } else { quote!() };
            let into = converts(cx, value);
            let value = rust(cx, imports, value);
            let value = if into { quote!(impl Into<#value>) } else { value };
            Argument {
                ty: quote!(impl IntoIterator<Item = (impl Into<String>, #value)>),
                value: quote!(#name.into_iter().map(|(key, value)| (key.into(), value #convert)).collect()),
            }
        }
        Type::JsonObject => {
            let value = imports.name("serde_json", "Value");
            Argument {
                ty: quote!(impl IntoIterator<Item = (impl Into<String>, impl Into<#value>)>),
                value: quote!(#name.into_iter().map(|(key, value)| (key.into(), value.into())).collect()),
            }
        }
        ty if converts(cx, ty) => {
            let exact = rust(cx, imports, ty);
            Argument { ty: quote!(impl Into<#exact>), value: quote!(#name.into()) }
        }
        ty => Argument { ty: rust(cx, imports, ty), value: quote!(#name) },
    }
}

/// Whether callers have something at hand that becomes the type by `Into`, such as a literal.
fn converts(cx: &Context<'_>, ty: &Type) -> bool {
    match ty {
        Type::Decimal(_)
        | Type::DecimalNumber
        | Type::DecimalText
        | Type::String(_)
        | Type::Secret
        | Type::File
        | Type::Id(_)
        | Type::DateTime
        | Type::Duration
        | Type::Json => true,
        Type::Named(id) => {
            matches!(cx.definition(*id).shape, Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Union(_))
        }
        Type::Bool
        | Type::Integer
        | Type::Unsigned
        | Type::Float
        | Type::Date
        | Type::JsonObject
        | Type::List(_)
        | Type::Map(_)
        | Type::Nullable(_) => false,
    }
}

/// The type by its full path, as code outside the crate writes it.
pub fn path(sdk: &Sdk, names: &Names, ty: &Type) -> String {
    let package = name::crate_ident(&sdk.package);
    let inner = |ty: &Type| path(sdk, names, ty);
    match ty {
        Type::Bool => "bool".to_owned(),
        Type::Integer => "i64".to_owned(),
        Type::Unsigned => "u64".to_owned(),
        Type::Float => "f64".to_owned(),
        Type::String(_) => "String".to_owned(),
        Type::Decimal(_) => format!("{package}::Decimal"),
        Type::DecimalNumber => format!("{package}::DecimalNumber"),
        Type::DecimalText => format!("{package}::DecimalText"),
        Type::Secret => format!("{package}::Secret"),
        Type::File => format!("{package}::Upload"),
        Type::Id(id) => format!("{package}::ids::{}", sdk.ids[id.0 as usize].name),
        Type::Date => format!("{package}::Date"),
        Type::DateTime => format!("{package}::DateTime"),
        Type::Duration => format!("{package}::IsoDuration"),
        Type::Json => "serde_json::Value".to_owned(),
        Type::JsonObject => "serde_json::Map<String, serde_json::Value>".to_owned(),
        Type::List(item) => format!("Vec<{}>", inner(item)),
        Type::Map(value) => format!("std::collections::BTreeMap<String, {}>", inner(value)),
        Type::Nullable(value) => format!("Option<{}>", inner(value)),
        Type::Named(id) => format!("{package}::model::{}", names.type_(*id)),
    }
}
