//! Tokens on their way into what they are part of.

use proc_macro2::TokenStream;
use quote::ToTokens;
use std::cell::Cell;

/// Tokens that stand in one place of another quote, and so move there: of a [`TokenStream`], `quote!` copies every token.
pub(super) struct Moved(Cell<Option<TokenStream>>);

impl From<TokenStream> for Moved {
    fn from(tokens: TokenStream) -> Self {
        Self(Cell::new(Some(tokens)))
    }
}

impl ToTokens for Moved {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let own = self.0.take();
        debug_assert!(own.is_some(), "tokens that are moved stand in one place");
        match own {
            Some(own) if tokens.is_empty() => *tokens = own,
            own => tokens.extend(own),
        }
    }
}
