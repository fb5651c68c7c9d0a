//! Guesses the words in front of the secret from what a contract says about security.

use super::inputs::Inputs;
use meterforge_codegen::ir::{Credential, Placement};
use meterforge_codegen::source::Node;

/// One word and where it was seen.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// How code names it.
    pub(super) name: String,
    /// The word on the wire.
    pub(super) word: String,
    /// The contract's name for it.
    pub(super) scheme: String,
}

/// The words that the contract shows for the capability's `Authorization` header, the default first.
pub(super) fn words(inputs: &Inputs) -> Vec<Word> {
    let Some(Credential { placement: Placement::Header { name, schemes }, .. }) = &inputs.sdk.service.credential else {
        return Vec::new();
    };
    let schemes_of = |contract: &Node| contract.get("components").and_then(|it| it.get("securitySchemes")).cloned();
    let Some(declared) = inputs.contract.as_ref().and_then(|(_, contract)| schemes_of(contract)) else {
        return Vec::new();
    };
    if name != "authorization" {
        return Vec::new();
    }
    let entries = declared.as_map().into_iter().flat_map(|map| map.iter());
    let mut words: Vec<Word> = Vec::new();
    for entry in entries {
        let Some(word) = word(&entry.value).filter(|word| words.iter().all(|known| known.word != *word)) else {
            continue;
        };
        words.push(Word { name: word.to_lowercase().replace('-', "_"), word, scheme: entry.key.text.to_string() });
    }
    let is_bearer = |word: &Word| word.word == "Bearer";
    // A capability that puts a bare key into the header means the word that belongs to keys.
    words.sort_by_key(|word| is_bearer(word) == schemes.is_empty());
    // The capability says as much itself.
    if !schemes.is_empty() && words.iter().all(is_bearer) { Vec::new() } else { words }
}

/// The word that a security scheme puts in front of the secret.
fn word(scheme: &Node) -> Option<String> {
    let text = |key: &str| scheme.get(key).and_then(Node::as_str);
    match text("type")? {
        "http" => text("scheme")?.eq_ignore_ascii_case("bearer").then(|| "Bearer".to_owned()),
        "apiKey" if text("in") == Some("header") && text("name")?.eq_ignore_ascii_case("authorization") => {
            described(text("description")?)
        }
        _ => None,
    }
}

/// The word in `Authorization: Word <secret>` or `<Word …>`.
fn described(description: &str) -> Option<String> {
    let shown = ["Authorization: ", "<"].into_iter().filter_map(|before| description.split_once(before));
    let words = shown.filter_map(|(_, rest)| rest.split_once(char::is_whitespace)).map(|(word, _)| word);
    let is_word = |word: &&str| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
    words.into_iter().find(is_word).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_word_in_a_description() {
        let cases = [
            ("API Key for authorization in format of <Key *****>.", Some("Key")),
            ("curl https://a.test -H \"Authorization: Token $token\"", Some("Token")),
            ("Send `Authorization: Api-Key abc`.", Some("Api-Key")),
            ("A key from the console.", None),
            ("Authorization: $token here", None),
            ("a < b", None),
        ];
        for (description, word) in cases {
            assert_eq!(described(description).as_deref(), word, "{description}");
        }
    }
}
