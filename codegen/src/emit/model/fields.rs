//! Prints the fields of structs and how serde reads and writes them.

use super::deprecated;
use crate::emit::context::{Context, ident};
use crate::emit::doc::{self, Doc};
use crate::emit::imports::Imports;
use crate::emit::types;
use crate::ir::{Access, DecimalWire, Field, OtherFields, Struct, Type, TypeId};

use proc_macro2::TokenStream;
use quote::quote;

/// The casing by which serde makes most wire names of a struct from its field names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Casing {
    /// Names are the same.
    Same,
    /// `rename_all = "camelCase"`
    Camel,
    /// `rename_all = "PascalCase"`
    Pascal,
}

impl Casing {
    /// The casing that leaves the fewest fields to rename one by one.
    pub(super) fn of(cx: &Context<'_>, id: TypeId, shape: &Struct) -> Self {
        let names = cx.names.members(id);
        // Serde lowers the first byte of a name and not its first letter.
        if !names.iter().all(|name| name.starts_with(|c: char| c.is_ascii())) {
            return Self::Same;
        }
        let hits = |casing: Self| {
            shape.fields.iter().zip(names).filter(|(field, name)| casing.wire(name) == field.wire_name).count()
        };
        // serde raises the first byte, which a letter outside ASCII does not survive.
        if cx.names.members(id).iter().any(|name| !name.is_ascii()) {
            return Self::Same;
        }
        let (same, camel, pascal) = (hits(Self::Same), hits(Self::Camel), hits(Self::Pascal));
        if same >= camel && same >= pascal {
            Self::Same
        } else if camel >= pascal {
            Self::Camel
        } else {
            Self::Pascal
        }
    }

    /// The attribute of the struct.
    pub(super) fn attribute(self) -> Option<TokenStream> {
        match self {
            Self::Same => None,
            Self::Camel => Some(quote!(#[serde(rename_all = "camelCase")])),
            Self::Pascal => Some(quote!(#[serde(rename_all = "PascalCase")])),
        }
    }

    /// The wire name that serde makes of a field name.
    fn wire(self, name: &str) -> String {
        let name = name.strip_prefix("r#").unwrap_or(name);
        // As serde does it: every underscore goes, and the letter behind it is raised.
        let mut raise = self == Self::Pascal;
        let mut wire = String::with_capacity(name.len());
        for c in name.chars() {
            match c {
                c if self == Self::Same => wire.push(c),
                '_' => raise = true,
                c if raise => {
                    wire.push(c.to_ascii_uppercase());
                    raise = false;
                }
                c => wire.push(c),
            }
        }
        wire
    }
}

/// A field's type with the option and the box that its presence and place make of it.
pub(super) fn full_type(cx: &Context<'_>, imports: &mut Imports, field: &Field) -> TokenStream {
    let ty = match (&field.ty, field.boxed) {
        // Null needs no box.
        (Type::Nullable(inner), true) => {
            let inner = types::rust(cx, imports, inner);
            quote!(Option<Box<#inner>>)
        }
        (ty, boxed) => {
            let ty = types::rust(cx, imports, ty);
            if boxed { quote!(Box<#ty>) } else { ty }
        }
    };
    if field.is_optional() { quote!(Option<#ty>) } else { ty }
}

/// One field with its docs and attributes.
pub(super) fn field(cx: &Context<'_>, imports: &mut Imports, casing: Casing, field: &Field, name: &str) -> TokenStream {
    let doc = docs(field).attributes();
    let deprecated = deprecated(field.deprecated);
    let serde = serde_attribute(imports, casing, field, name);
    let ty = full_type(cx, imports, field);
    let name = ident(name);
    quote!(#doc #deprecated #serde pub #name: #ty)
}

/// The field that keeps what the contract does not name.
pub(super) fn other_fields(cx: &Context<'_>, imports: &mut Imports, other: &OtherFields) -> Option<TokenStream> {
    let (doc, ty) = match other {
        OtherFields::Ignored => return None,
        OtherFields::Kept => ("Members that this version does not name, written back as they came.", Type::JsonObject),
        OtherFields::Typed(ty) => ("Members of any other name.", Type::Map(Box::new(ty.clone()))),
    };
    let ty = types::rust(cx, imports, &ty);
    let doc = Doc::new(doc).attributes();
    Some(quote!(#doc #[serde(flatten)] pub other_fields: #ty))
}

fn docs(field: &Field) -> Doc {
    let doc = Doc::of(&field.docs, format!("`{}` on the wire.", doc::safe(&field.wire_name)));
    let mut sentences: Vec<String> = field.limits.iter().map(ToString::to_string).collect();
    match field.access {
        Access::Both => {}
        Access::ReadOnly => sentences.push("Set by the vendor.".to_owned()),
        Access::WriteOnly => sentences.push("Never shown by the vendor.".to_owned()),
    }
    if field.filled {
        sentences.push("Filled from the call's argument when left out.".to_owned());
    }
    if sentences.is_empty() { doc } else { doc.paragraph(sentences.join(" ")) }
}

fn serde_attribute(imports: &mut Imports, casing: Casing, field: &Field, name: &str) -> Option<TokenStream> {
    let mut parts = Vec::new();
    if casing.wire(name) != field.wire_name {
        let wire = &field.wire_name;
        parts.push(quote!(rename = #wire));
    }
    if let Some(with) = with(imports, field) {
        // With a module of its own, serde no longer takes a missing option for `None`.
        let default = field.is_optional().then(|| quote!(default,));
        parts.push(quote!(#default with = #with));
    }
    if field.is_optional() {
        parts.push(quote!(skip_serializing_if = "Option::is_none"));
    }
    (!parts.is_empty()).then(|| quote!(#[serde(#(#parts),*)]))
}

/// The runtime module that reads and writes a field that serde alone would not get right.
fn with(imports: &mut Imports, field: &Field) -> Option<String> {
    let module = match innermost(&field.ty) {
        Type::Decimal(DecimalWire::Number) => "decimal_number",
        Type::Decimal(DecimalWire::String) => "decimal_string",
        Type::Secret => "secret",
        _ if field.is_optional() && matches!(field.ty, Type::Nullable(_)) => "double_option",
        _ => return None,
    };
    imports.rt();
    Some(format!("rt::{module}"))
}

fn innermost(ty: &Type) -> &Type {
    match ty {
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => innermost(inner),
        ty => ty,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn casings_are_those_of_serde() {
        for (name, wire) in [("organization_id", "organizationId"), ("int64_value", "int64Value"), ("line1", "line1")] {
            assert_eq!(Casing::Camel.wire(name), wire);
        }
        assert_eq!(Casing::Pascal.wire("skip_validation"), "SkipValidation");
        assert_eq!(Casing::Same.wire("r#type"), "type");
        assert_eq!(Casing::Camel.wire("type_"), "type");
    }
}
