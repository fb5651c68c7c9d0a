//! Writes the `sdk.yaml` of a new SDK: what was guessed as settings, what is left to decide as comments.

use super::guess::Guess;
use super::inputs::{Inputs, quoted};
use std::fmt::Write as _;

/// The manifest's text.
pub(super) fn text(inputs: &Inputs, guess: &Guess) -> String {
    let capabilities: Vec<String> = inputs.capabilities.iter().map(|name| quoted(name)).collect();
    let mut text = format!("crate: {}\ncapabilities: [{}]\n", quoted(&inputs.name), capabilities.join(", "));
    if let Some((name, _)) = &inputs.contract {
        line(&mut text, "", &format!("contract: {}", quoted(name)));
    }
    text.push_str("\n# Guessed by `cargo xtask new`; please check. Every key is explained in docs/sdk-yaml.md.\n");
    if let Some(env) = &guess.env {
        line(&mut text, "", &format!("env: {env}"));
    }
    if !guess.words.is_empty() {
        text.push_str("credential:\n  schemes:\n");
        for word in &guess.words {
            line(&mut text, "    ", &format!("- {{ name: {}, word: {} }}", word.name, quoted(&word.word)));
        }
    }
    if !guess.paging.is_empty() {
        text.push_str("operations:\n");
        guess.paging.iter().for_each(|(operation, settings)| line(&mut text, "", &paging_line(operation, settings)));
    }
    text.push_str("\n# Left to decide:\n");
    guess.open.iter().for_each(|open| line(&mut text, "# - ", open));
    suggestions(&mut text, "ids:", &guess.ids);
    suggestions(&mut text, "regions:", &guess.servers);
    let operations = if guess.paging.is_empty() { "operations:" } else { "operations, beside those above:" };
    suggestions(&mut text, operations, &guess.replay);
    text
}

/// The line that says how one operation is paged.
pub(super) fn paging_line(operation: &str, settings: &str) -> String {
    format!("  {}: {{ paging: {settings} }}", quoted(operation))
}

/// Entries that count once a person takes the marks away.
fn suggestions(text: &mut String, heading: &str, entries: &[String]) {
    if entries.is_empty() {
        return;
    }
    line(text, "\n# ", heading);
    entries.iter().for_each(|entry| line(text, "#   ", entry));
}

/// Adds a line. What stands in published files cannot start another one.
fn line(text: &mut String, start: &str, words: &str) {
    let words: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{start}{words}");
}
