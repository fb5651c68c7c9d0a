//! Prints the chainable setters of a struct's optional fields.

use super::deprecated;
use crate::emit::context::{Context, ident};
use crate::emit::doc::Doc;
use crate::emit::imports::Imports;
use crate::emit::moved::Moved;
use crate::emit::types;
use crate::ir::{Access, Field, Struct, Type, TypeId};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

pub(super) fn functions(cx: &Context<'_>, imports: &mut Imports, id: TypeId, shape: &Struct) -> Vec<TokenStream> {
    let names = cx.names.members(id);
    let mut functions = Vec::new();
    for (index, (field, name)) in shape.fields.iter().zip(names).enumerate() {
        // Fields that exclude each other have constructors; what the vendor sets has nothing.
        let settable = field.is_optional() && field.access != Access::ReadOnly && !shape.one_of.contains(&index);
        if settable {
            functions.push(setter(cx, imports, field, name));
            functions.extend(clearer(field, name));
        }
    }
    functions
}

fn setter(cx: &Context<'_>, imports: &mut Imports, field: &Field, name: &str) -> TokenStream {
    let (inner, nullable) = match &field.ty {
        Type::Nullable(inner) => (&**inner, true),
        ty => (ty, false),
    };
    let argument = types::argument(cx, imports, inner, name);
    let (ty, value) = (argument.ty, argument.value);
    let value = if field.boxed { quote!(Box::new(#value)) } else { value };
    let value = if nullable { quote!(Some(#value)) } else { value };
    let (ty, value) = (Moved::from(ty), Moved::from(value));
    let (deprecated, lint) = (deprecated(field.deprecated), operator_lint(name));
    let doc = Doc::new(format!("Sets [`{0}`](Self#structfield.{0}).", bare(name)));
    let name = ident(name);
    quote! {
        #doc
        #deprecated
        #lint
        #[must_use]
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = Some(#value);
            self
        }
    }
}

/// A nullable field can be told to become null, which is not the same as being left alone.
fn clearer(field: &Field, name: &str) -> Option<TokenStream> {
    if !matches!(field.ty, Type::Nullable(_)) {
        return None;
    }
    let doc = Doc::new(format!("Asks the vendor to clear [`{0}`](Self#structfield.{0}).", bare(name)));
    let clear = format_ident!("clear_{}", bare(name));
    let name = ident(name);
    Some(quote! {
        #doc
        #[must_use]
        pub fn #clear(mut self) -> Self {
            self.#name = Some(None);
            self
        }
    })
}

/// What keeps clippy from taking a setter for an operator.
pub(in crate::emit) fn operator_lint(name: &str) -> Option<TokenStream> {
    const OPERATORS: [&str; 10] = ["add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub"];
    let allow = || quote!(#[allow(clippy::should_implement_trait, reason = "the vendor's name for the field")]);
    OPERATORS.contains(&name).then(allow)
}

fn bare(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}
