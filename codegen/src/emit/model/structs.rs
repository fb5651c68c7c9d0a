//! Prints structs: the type, how it is constructed and how its optional fields are set.

use super::fields::{self, Casing};
use super::{attributes, constructors, setters};
use crate::emit::context::{Context, ident};
use crate::emit::imports::Imports;
use crate::ir::{Struct, TypeId};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn items(cx: &Context<'_>, imports: &mut Imports, id: TypeId, shape: &Struct) -> Vec<TokenStream> {
    let mut items = vec![definition(cx, imports, id, shape)];
    if cx.definition(id).usage.sent {
        items.extend(constructors::required_struct(cx, imports, id, shape));
        let name = ident(cx.names.type_(id));
        let constructors = constructors::functions(cx, imports, id, shape);
        let setters = setters::functions(cx, imports, id, shape);
        let default = constructors::default_by_hand(cx, id);
        if !constructors.is_empty() || !setters.is_empty() {
            items.push(quote!(impl #name { #(#constructors)* #(#setters)* }));
        }
        items.extend(default);
    }
    items
}

fn definition(cx: &Context<'_>, imports: &mut Imports, id: TypeId, shape: &Struct) -> TokenStream {
    let (serialize, deserialize) = (imports.name("serde", "Serialize"), imports.name("serde", "Deserialize"));
    let name = ident(cx.names.type_(id));
    let attributes = attributes(cx, id);
    let casing = Casing::of(cx, id, shape);
    let rename_all = casing.attribute();
    let default = constructors::has_default(cx, id).then(|| quote!(Default,));
    let names = cx.names.members(id);
    let fields: Vec<_> =
        shape.fields.iter().zip(names).map(|(field, name)| fields::field(cx, imports, casing, field, name)).collect();
    let other = fields::other_fields(cx, imports, &shape.other_fields);
    let all = fields.into_iter().chain(other);
    quote! {
        #attributes
        #[derive(Clone, Debug, #default PartialEq, #serialize, #deserialize)]
        #rename_all
        #[non_exhaustive]
        pub struct #name { #(#all,)* }
    }
}
