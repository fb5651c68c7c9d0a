//! Prints `src/ids.rs`: identifier newtypes.

use super::RustFile;
use super::context::{Context, ident};
use super::doc::Doc;
use super::imports::Imports;
use crate::ir::TextFormat;
use quote::quote;

pub(super) fn file(cx: &Context<'_>) -> RustFile {
    let mut imports = Imports::default();
    let rt = imports.rt();
    let (serialize, deserialize) = (imports.name("serde", "Serialize"), imports.name("serde", "Deserialize"));
    let mut items = imports.items();
    for id in &cx.sdk.ids {
        let name = ident(&id.name);
        let doc = Doc::of(&id.docs, format!("Identifies what `{}` says.", id.name));
        let doc = match id.format {
            TextFormat::Any => doc,
            TextFormat::Uuid => doc.paragraph("A UUID (RFC 9562); checked when a call is sent."),
            TextFormat::Ulid => doc.paragraph("A ULID, 26 characters; checked when a call is sent."),
        };
        let doc = doc.attributes();
        items.push(quote! {
            #doc
            #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, #serialize, #deserialize)]
            #[serde(transparent)]
            pub struct #name(String);
        });
        items.push(quote!(#rt::text_newtype!(#name);));
    }
    RustFile {
        docs: vec![
            "Identifiers: text that names one kind of thing, so that one kind never passes for another.".to_owned(),
        ],
        attributes: Vec::new(),
        items,
    }
}
