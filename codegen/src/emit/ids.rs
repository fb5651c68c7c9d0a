//! Prints `src/ids.rs`: identifier newtypes.

use super::context::{Context, ident};
use super::doc::Doc;
use super::imports::Imports;
use super::{Item, RustFile};
use crate::ir::{TextFormat, Type};
use quote::quote;

pub(super) fn file(cx: &Context<'_>) -> RustFile {
    let mut imports = Imports::default();
    let rt = imports.rt();
    let mut items = Vec::new();
    for (index, id) in cx.sdk.ids.iter().enumerate() {
        let name = ident(&id.name);
        let doc = Doc::of(&id.docs, || format!("Identifies what `{}` says.", id.name));
        let checked = if is_argument(cx, index) { "; checked where it is an argument of a call" } else { "" };
        let doc = match id.format {
            TextFormat::Any => doc,
            TextFormat::Uuid => doc.paragraph(format!("A UUID (RFC 9562){checked}.")),
            TextFormat::Ulid => doc.paragraph(format!("A ULID, 26 characters{checked}.")),
        };
        items.push(Item::from(quote! {
            #doc
            #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct #name(String);
        }));
        items.push(Item::from(quote!(#rt::text_newtype!(#name);)));
    }
    RustFile {
        docs: vec![
            "Identifiers: text that names one kind of thing, so that one kind never passes for another.".to_owned(),
        ],
        imports,
        items,
        ..RustFile::default()
    }
}

/// Whether a call takes the identifier by itself; inside bodies nobody looks at it.
fn is_argument(cx: &Context<'_>, index: usize) -> bool {
    let mut parameters = cx.sdk.operations.iter().flat_map(|operation| &operation.parameters);
    parameters.any(|parameter| matches!(parameter.ty, Type::Id(id) if id.0 as usize == index))
}
