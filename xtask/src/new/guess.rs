//! Guesses what `sdk.yaml` should say, and notes what only a person can know.

use super::credential::{self, Word};
use super::inputs::{Inputs, quoted};
use super::manifest;
use super::paging::{self, Pages};
use meterforge_codegen::ir::{Location, Operation, Replay, Shape, TypedBy};
use meterforge_codegen::source::Node;
use std::collections::BTreeSet;

/// So many operations are listed by name; a person finds the others.
const LISTED: usize = 10;
/// What stands behind the vendor's name in a variable that holds a secret.
const SECRETS: [&str; 9] =
    ["_API_KEY", "_API_TOKEN", "_ACCESS_TOKEN", "_AUTH_TOKEN", "_BEARER_TOKEN", "_APIKEY", "_TOKEN", "_KEY", "_SECRET"];

/// The settings of a new manifest, and what there is to say about them.
pub(super) struct Guess {
    /// `env`
    pub(super) env: Option<String>,
    /// `credential.schemes`
    pub(super) words: Vec<Word>,
    /// `operations.<name>.paging`, by operation.
    pub(super) paging: Vec<(String, String)>,
    /// Lines for `ids` that a person may want.
    pub(super) ids: Vec<String>,
    /// Lines for `regions` that a person may want.
    pub(super) servers: Vec<String>,
    /// Lines for `operations` that a person may want.
    pub(super) replay: Vec<String>,
    /// What was guessed and from what, in words.
    pub(super) made: Vec<String>,
    /// What is left to decide, in words.
    pub(super) open: Vec<String>,
}

impl Guess {
    pub(super) fn of(inputs: &Inputs) -> Self {
        let mut guess = Self {
            env: None,
            words: credential::words(inputs),
            paging: Vec::new(),
            ids: ids(inputs),
            servers: servers(inputs),
            replay: Vec::new(),
            made: vec![format!("crate: {}, the name of the folder", inputs.name)],
            open: Vec::new(),
        };
        guess.environment(inputs);
        for Word { word, scheme, .. } in &guess.words {
            guess.made.push(format!("credential.schemes: `{word}`, from the contract's security scheme `{scheme}`"));
        }
        guess.pages(inputs);
        guess.calls(inputs);
        guess.rest(inputs);
        guess
    }

    fn environment(&mut self, inputs: &Inputs) {
        let Some(credential) = &inputs.sdk.service.credential else { return };
        let variable = &credential.variable;
        let Some(prefix) = SECRETS.iter().find_map(|secret| variable.strip_suffix(secret)) else { return };
        let is_prefix = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        if prefix.starts_with(|c: char| c.is_ascii_uppercase()) && prefix.chars().all(is_prefix) {
            self.made.push(format!("env: {prefix}, from the variable {variable} of the capability"));
            self.env = Some(prefix.to_owned());
        }
    }

    fn pages(&mut self, inputs: &Inputs) {
        for operation in &inputs.sdk.operations {
            match paging::pages(&inputs.sdk, operation) {
                Pages::No => {}
                Pages::Settings(settings) => self.paging.push((operation.wire_name.clone(), settings)),
                Pages::Unclear(query) => self.open.push(format!(
                    "paging of {}: it has a parameter `{query}`, but its answer does not say how to go on",
                    operation.wire_name
                )),
            }
        }
        self.drop_misfits(inputs);
        for (operation, settings) in &self.paging {
            self.made.push(format!("operations.{operation}.paging: {settings}"));
        }
    }

    /// Takes back what the generator would refuse.
    fn drop_misfits(&mut self, inputs: &Inputs) {
        let misfits = inputs.misfits(&manifest::text(inputs, self));
        let is_misfit = |(operation, settings): &(String, String)| {
            let line = manifest::paging_line(operation, settings);
            misfits.contains(&line)
        };
        let (dropped, kept) = std::mem::take(&mut self.paging).into_iter().partition(is_misfit);
        self.paging = kept;
        let dropped: Vec<(String, String)> = dropped;
        self.open.extend(dropped.into_iter().map(|(operation, settings)| {
            format!("paging of {operation}: it looks like {settings}, but that does not fit its types")
        }));
    }

    /// Calls of which the files do not say what happens the second time.
    fn calls(&mut self, inputs: &Inputs) {
        let operations = &inputs.sdk.operations;
        let is_patch = |operation: &&Operation| operation.method == "PATCH" && operation.replay == Replay::Unsafe;
        let is_post = |operation: &&Operation| {
            operation.replay == Replay::Unsafe && operation.method != "PATCH" && operation.body.is_some()
        };
        let patches: Vec<_> = operations.iter().filter(is_patch).map(|operation| &operation.wire_name).collect();
        let posts: Vec<_> = operations.iter().filter(is_post).map(|operation| &operation.wire_name).collect();
        for (names, setting) in [(&patches, "{ idempotent: true }"), (&posts, "{ keyed: id }")] {
            let lines = names.iter().take(LISTED).map(|name| format!("{}: {setting}", quoted(name)));
            self.replay.extend(lines);
            if names.len() > LISTED {
                self.replay.push(format!("… and {} more", names.len() - LISTED));
            }
        }
        let sentences = [
            (&patches, "changing twice is not known to be harmless; say `idempotent: true` where it is"),
            (
                &posts,
                "never sent twice; name the field by which the vendor recognises a repeated call (`keyed`), if any",
            ),
        ];
        for (names, sentence) in sentences.iter().filter(|(names, _)| !names.is_empty()) {
            self.open.push(format!("{}: {sentence}", listed(names)));
        }
    }

    fn rest(&mut self, inputs: &Inputs) {
        let untyped: Vec<_> = inputs.sdk.operations.iter().filter(|one| one.typed_by == TypedBy::Nothing).collect();
        match (&inputs.contract, untyped.len()) {
            (None, _) => self.open.push("contract: without one, every body is untyped JSON".to_owned()),
            (Some(_), 0) => {}
            (Some(_), _) => {
                let names: Vec<_> = untyped.iter().map(|operation| &operation.wire_name).collect();
                self.open.push(format!("{}: not in the contract, so untyped", listed(&names)));
            }
        }
        if inputs.sdk.service.base_url.is_none() {
            self.open.push("regions: the capability names no fixed server, so every user must give an address".into());
        }
        if inputs.sdk.service.credential.is_none() {
            self.open.push("credential: the capability declares no authentication".to_owned());
        }
        let ids = self.ids.len();
        if ids > 0 {
            let stand = if ids == 1 { "suggestion stands" } else { "suggestions stand" };
            self.open.push(format!("ids: {ids} {stand} in sdk.yaml, commented out"));
        }
        self.open.push("vendor, blurb, notes: how a person would introduce the crate".to_owned());
        self.open.push(format!("crates/{}/CHANGELOG.md and examples/, which are written by hand", inputs.name));
    }
}

/// Some names, and how many more there are.
fn listed(names: &[&String]) -> String {
    let shown: Vec<&str> = names.iter().take(3).map(|name| name.as_str()).collect();
    match names.len() - shown.len() {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// Path parameters that name one thing.
fn ids(inputs: &Inputs) -> Vec<String> {
    let parameters = inputs.sdk.operations.iter().flat_map(|operation| &operation.parameters);
    let in_path = parameters.filter(|parameter| parameter.location == Location::Path);
    let names: BTreeSet<&str> = in_path.map(|parameter| parameter.wire_name.as_str()).collect();
    let line = |name: &str| {
        let words = ["Id", "ID", "_id", "-id"].iter().find_map(|end| name.strip_suffix(end))?;
        let type_name = upper_camel(words);
        let is_type = type_name.starts_with(|c: char| c.is_ascii_uppercase());
        // A setting that is met nowhere would be a warning.
        let fields = if is_field(inputs, name) {
            format!(", fields: [{}]", quoted(&format!("*.{name}")))
        } else {
            String::new()
        };
        is_type.then(|| format!("{type_name}Id: {{ parameters: [{}]{fields} }}", quoted(name)))
    };
    names.into_iter().filter_map(line).collect()
}

fn is_field(inputs: &Inputs, name: &str) -> bool {
    inputs.sdk.types.iter().any(|def| match &def.shape {
        Shape::Struct(shape) => shape.fields.iter().any(|field| field.wire_name == name),
        _ => false,
    })
}

fn upper_camel(words: &str) -> String {
    let parts = words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    parts.map(|part| format!("{}{}", part[..1].to_ascii_uppercase(), &part[1..])).collect()
}

/// Addresses in the contract that the capability does not use.
fn servers(inputs: &Inputs) -> Vec<String> {
    let Some((_, contract)) = &inputs.contract else { return Vec::new() };
    let servers = contract.get("servers").and_then(Node::as_list).unwrap_or_default();
    let urls = servers.iter().filter_map(|server| Some(server.get("url")?.as_str()?.trim_end_matches('/')));
    let is_new = |url: &&str| {
        url.starts_with("https://") && !url.contains('{') && inputs.sdk.service.base_url.as_deref() != Some(url)
    };
    urls.filter(is_new).take(LISTED).enumerate().map(|(index, url)| format!("region_{}: {url}", index + 1)).collect()
}
