//! Prints structs: the type, how it is constructed and how its optional fields are set.

use super::fields;
use super::{attributes, constructors, setters};
use crate::emit::Item;
use crate::emit::context::{Context, ident};
use crate::emit::imports::Imports;
use crate::emit::moved::Moved;
use crate::ir::{OtherFields, Struct, TypeId};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn items(cx: &Context<'_>, imports: &mut Imports, id: TypeId, shape: &Struct) -> Vec<Item> {
    let mut items = vec![definition(cx, imports, id, shape), table(cx, imports, id, shape).into()];
    if cx.definition(id).usage.sent {
        items.extend(constructors::required_struct(cx, imports, id, shape));
        let name = ident(cx.names.type_(id));
        let mut members = constructors::functions(cx, imports, id, shape);
        members.extend(setters::functions(cx, imports, id, shape));
        let default = constructors::default_by_hand(cx, id);
        if !members.is_empty() {
            items.push(Item::Block { head: quote!(impl #name), members });
        }
        items.extend(default.map(Item::from));
    }
    items
}

fn definition(cx: &Context<'_>, imports: &mut Imports, id: TypeId, shape: &Struct) -> Item {
    let name = ident(cx.names.type_(id));
    let attributes = Moved::from(attributes(cx, id));
    let default = constructors::has_default(cx, id).then(|| quote!(Default,));
    let names = cx.names.members(id);
    let mut members: Vec<_> =
        shape.fields.iter().zip(names).map(|(field, name)| fields::field(cx, imports, field, name)).collect();
    members.extend(fields::other_fields(cx, imports, &shape.other_fields));
    let head = quote! {
        #attributes
        #[derive(Clone, Debug, #default PartialEq)]
        #[non_exhaustive]
        pub struct #name
    };
    Item::Definition { head, members }
}

/// The table by which the struct reads and writes itself.
fn table(cx: &Context<'_>, imports: &mut Imports, id: TypeId, shape: &Struct) -> TokenStream {
    let rt = imports.rt();
    let name = ident(cx.names.type_(id));
    let rows = shape.fields.iter().zip(cx.names.members(id)).map(|(field, name)| fields::row(field, name));
    let others = (shape.other_fields != OtherFields::Ignored).then(|| quote!(..other_fields).into());
    let rows = rows.chain(others);
    quote!(#rt::object!(#name #(, #rows)*);)
}
