//! Makes names that Rust keeps for itself usable.

/// Every word that an edition up to 2024 keeps, but those that cannot be written raw. Sorted, to be searched.
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// A field, argument or function name: `type` → `r#type`, `self` → `self_`.
pub(super) fn identifier(name: String) -> String {
    if is_never_raw(&name) {
        format!("{name}_")
    } else if is_keyword(&name) {
        format!("r#{name}")
    } else {
        name
    }
}

/// A variant or type name: only `Self` is taken.
pub(super) fn variant(name: &str) -> String {
    if name == "Self" { "SelfValue".to_owned() } else { name.to_owned() }
}

/// A file name: `r#type` would be awkward on disk.
pub(super) fn module(name: &str) -> String {
    if is_keyword(name) || is_never_raw(name) { format!("{name}_") } else { name.to_owned() }
}

/// Whether Rust reserves the word, in any edition up to 2024.
pub(super) fn is_keyword(name: &str) -> bool {
    KEYWORDS.binary_search(&name).is_ok() || is_never_raw(name)
}

fn is_never_raw(name: &str) -> bool {
    matches!(name, "self" | "super" | "crate" | "Self" | "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_those_that_no_identifier_may_be() {
        assert!(KEYWORDS.is_sorted());
        // syn knows them too, but is slow to ask.
        for word in KEYWORDS.into_iter().filter(|word| *word != "gen") {
            assert!(syn::parse_str::<syn::Ident>(word).is_err(), "{word}");
        }
    }

    #[test]
    fn every_keyword_is_made_usable() {
        let raw = "abstract as async await become box break const continue do dyn else enum extern false final fn for gen if impl \
                   in let loop macro match mod move mut override priv pub ref return static struct trait true try type typeof \
                   unsafe unsized use virtual where while yield";
        for word in raw.split_whitespace() {
            assert_eq!(identifier(word.to_owned()), format!("r#{word}"));
            assert_eq!(module(word), format!("{word}_"));
        }
        for word in ["self", "super", "crate", "Self", "_"] {
            assert_eq!(identifier(word.to_owned()), format!("{word}_"));
        }
        for word in ["union", "auto", "default", "name", "raw"] {
            assert_eq!(identifier(word.to_owned()), word);
        }
        assert_eq!(variant("Self"), "SelfValue");
    }
}
