//! Prints an import that fits on one line straight from its tokens: every file starts with some, and parsing them costs
//! more than all else about them.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The longest line that is surely not broken by the formatter.
const LINE: usize = 85;

/// The line of a `use` of one path, or of a list of plain names; nothing for another item, or a longer one.
pub(super) fn line(item: &TokenStream) -> Option<String> {
    let mut tokens = item.clone().into_iter();
    match tokens.next()? {
        TokenTree::Ident(ident) if ident == "use" => {}
        _ => return None,
    }
    let mut text = String::from("use ");
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => text.push_str(&ident.to_string()),
            TokenTree::Punct(punct) => text.push(punct.as_char()),
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                text.push_str(&names(group.stream())?);
            }
            TokenTree::Group(_) | TokenTree::Literal(_) => return None,
        }
    }
    text.push('\n');
    (text.len() <= LINE).then_some(text)
}

/// The names of a list; one alone needs no braces.
fn names(list: TokenStream) -> Option<String> {
    let mut names = vec![String::new()];
    for token in list {
        let last = names.last_mut()?;
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => names.push(String::new()),
            TokenTree::Ident(ident) => {
                if !last.is_empty() {
                    last.push(' ');
                }
                last.push_str(&ident.to_string());
            }
            _ => return None,
        }
    }
    names.retain(|name| !name.is_empty());
    match names.as_slice() {
        [only] => Some(only.clone()),
        names => Some(format!("{{{}}}", names.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_that_of_the_formatter() {
        let lines = ["use a::{B, C};", "use a::B;", "use a::{codegen_v1 as rt, Z};", "use r#type::A;"];
        for text in lines {
            let tokens: TokenStream = text.parse().unwrap();
            let formatted = prettyplease::unparse(&syn::parse2(tokens.clone()).unwrap());
            assert_eq!(line(&tokens).as_deref(), Some(formatted.as_str()), "{text}");
        }
        assert_eq!(line(&"use a::{B};".parse().unwrap()).as_deref(), Some("use a::B;\n"));
        for text in ["pub use a::B;", "struct A;", "use a::{b::C, D};"] {
            assert_eq!(line(&text.parse().unwrap()), None, "{text}");
        }
    }
}
