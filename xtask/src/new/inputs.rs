//! Reads the published files and lowers them once without any settings, to see what there is to guess from.

use super::copy;
use crate::cli::New;
use meterforge_codegen::check::{self, CheckedCapability};
use meterforge_codegen::contract::Contract;
use meterforge_codegen::diagnostic::{Diagnostics, Sources};
use meterforge_codegen::generate::MANIFEST;
use meterforge_codegen::ir::Sdk;
use meterforge_codegen::lower::{self, Strictness};
use meterforge_codegen::manifest;
use meterforge_codegen::source::{self, Limits, Node};
use std::path::PathBuf;

/// What an SDK can be made of.
pub(super) struct Inputs {
    /// The crate.
    pub(super) name: String,
    /// The capabilities, relative to the new folder.
    pub(super) capabilities: Vec<String>,
    /// The contract, relative to the new folder, and its content.
    pub(super) contract: Option<(String, Node)>,
    /// Which file goes where in the new folder.
    pub(super) copies: Vec<(PathBuf, PathBuf)>,
    /// The SDK that these files give without settings.
    pub(super) sdk: Sdk,
    checked: Vec<CheckedCapability>,
}

/// What is wrong with the files.
pub(super) struct Failed {
    pub(super) sources: Sources,
    pub(super) found: Diagnostics,
}

impl Inputs {
    /// Reads the files that the options name.
    pub(super) fn read(options: &New) -> Result<Self, Box<Failed>> {
        let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
        match read(options, &mut sources, &mut found) {
            Some(inputs) if !found.has_errors() => Ok(inputs),
            _ => Err(Box::new(Failed { sources, found })),
        }
    }

    /// The lines of a manifest that do not fit the files.
    pub(super) fn misfits(&self, manifest: &str) -> Vec<String> {
        let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
        let root = source::read_text(&mut sources, &mut found, MANIFEST, manifest, Limits::MANIFEST);
        if let Some(manifest) = root.and_then(|(_, root)| manifest::read(&root, &mut found)) {
            // The contract has been read before, and what there was to say is known.
            let mut known = Diagnostics::default();
            let contract = self.contract.as_ref().and_then(|(_, node)| Contract::new(node, &mut known));
            lower::sdk(&manifest, &self.checked, contract.as_ref(), Strictness::Lenient, &mut found);
        }
        let spans = found.iter().filter(|one| one.code.starts_with("SY")).filter_map(|one| one.span);
        let line = |span| manifest.lines().nth(sources.line_column(span).line - 1);
        spans.filter_map(line).map(str::to_owned).collect()
    }

    /// The copied files, as the new folder has them.
    pub(super) fn names(&self) -> Vec<String> {
        self.copies.iter().map(|(_, to)| copy::name(to)).collect()
    }
}

fn read(options: &New, sources: &mut Sources, found: &mut Diagnostics) -> Option<Inputs> {
    let read = |path| check::capability(sources, found, path);
    let checked: Option<Vec<_>> = options.capabilities.iter().map(PathBuf::as_path).map(read).collect();
    let capability_files: Vec<PathBuf> = sources.paths().map(PathBuf::from).collect();
    let node = match &options.contract {
        Some(path) => Some(source::read(sources, found, path, Limits::CONTRACT)?.1),
        None => None,
    };
    let plan = copy::plan(&options.capabilities, &capability_files, options.contract.as_deref());
    // What `sdk.yaml` will say at least; it also checks the name.
    let contract_line = plan.contract.as_ref().map(|name| format!("contract: {}\n", quoted(name)));
    let capabilities: Vec<String> = plan.capabilities.iter().map(|name| quoted(name)).collect();
    let text = format!(
        "crate: {}\ncapabilities: [{}]\n{}",
        quoted(&options.name),
        capabilities.join(", "),
        contract_line.unwrap_or_default()
    );
    let (_, root) = source::read_text(sources, found, MANIFEST, text, Limits::MANIFEST)?;
    let manifest = manifest::read(&root, found)?;
    let contract = match &node {
        Some(node) => Some(Contract::new(node, found)?),
        None => None,
    };
    let checked = checked?;
    let sdk = lower::sdk(&manifest, &checked, contract.as_ref(), Strictness::Lenient, found)?;
    Some(Inputs {
        name: options.name.clone(),
        capabilities: plan.capabilities,
        contract: plan.contract.zip(node),
        copies: plan.copies,
        sdk,
        checked,
    })
}

/// Text as YAML writes it.
pub(super) fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    if text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(is_plain) && !is_word(text) {
        return text.to_owned();
    }
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Words that YAML takes for something else than text.
fn is_word(text: &str) -> bool {
    matches!(&*text.to_lowercase(), "null" | "true" | "false")
}
