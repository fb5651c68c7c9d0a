//! Lowers a contract alone, or a whole spec folder.

use crate::{capability, outline};
use meterforge_codegen::check::{self, CheckedCapability};
use meterforge_codegen::contract::Contract;
use meterforge_codegen::diagnostic::{Diagnostics, FileId, Sources, Span, one_line};
use meterforge_codegen::ir::Sdk;
use meterforge_codegen::lower::{self, Strictness};
use meterforge_codegen::manifest::{self, Manifest};
use meterforge_codegen::source::{self, Limits, Spanned};
use std::fs;
use std::path::Path;

/// The place of everything that a test writes itself.
pub(crate) const HERE: Span = Span { file: FileId(0), start: 0, end: 0 };

/// What came of lowering.
pub(crate) struct Run {
    pub(crate) sdk: Option<Sdk>,
    sources: Sources,
    diagnostics: Diagnostics,
}

impl Run {
    /// Lowers a contract with the plainest manifest.
    pub(crate) fn contract(text: &str) -> Self {
        let mut sources = Sources::default();
        let mut diagnostics = Diagnostics::default();
        let read = source::read_text(&mut sources, &mut diagnostics, "contract.yaml", text, Limits::CONTRACT);
        let node = read.unwrap().1;
        let contract = Contract::new(&node, &mut diagnostics);
        let capabilities = [capability::of(&node)];
        let sdk = contract.and_then(|contract| {
            lower::sdk(&manifest(), &capabilities, Some(&contract), Strictness::Lenient, &mut diagnostics)
        });
        Self { sdk, sources, diagnostics }
    }

    /// Reads a spec folder and lowers it.
    pub(crate) fn spec(folder: &Path, strictness: Strictness) -> Self {
        let mut sources = Sources::default();
        let mut found = Diagnostics::default();
        let read = |name: &str, limits, sources: &mut Sources, found: &mut Diagnostics| {
            let text = fs::read_to_string(folder.join(name)).unwrap();
            source::read_text(sources, found, name, text, limits).unwrap().1
        };
        let manifest_node = read("sdk.yaml", Limits::MANIFEST, &mut sources, &mut found);
        let manifest = manifest::read(&manifest_node, &mut found).unwrap();
        let node = manifest.contract.as_ref().map(|name| read(&name.value, Limits::CONTRACT, &mut sources, &mut found));
        let mut quiet = Diagnostics::default();
        let capabilities: Vec<CheckedCapability> = manifest
            .capabilities
            .iter()
            .map(|file| check::capability(&mut sources, &mut quiet, &folder.join(&file.value)).unwrap())
            .collect();
        let contract = node.as_ref().map(|node| Contract::new(node, &mut found).unwrap());
        let sdk = lower::sdk(&manifest, &capabilities, contract.as_ref(), strictness, &mut found);
        Self { sdk, sources, diagnostics: found }
    }

    /// Everything the SDK means, its service included, then what was found on the way.
    pub(crate) fn whole_outline(&self) -> String {
        let head = self.sdk.as_ref().map(outline::head).unwrap_or_default();
        format!("{head}{}", self.outline())
    }

    /// What the SDK means, then what was found on the way.
    pub(crate) fn outline(&self) -> String {
        let sdk = self.sdk.as_ref().map(outline::of).unwrap_or_else(|| "stopped\n".to_owned());
        format!("{sdk}{}", self.findings())
    }

    /// The findings, one per line.
    pub(crate) fn findings(&self) -> String {
        let line = |finding| {
            let line = one_line(&self.sources, finding);
            // Where a fixture stands in the file system says nothing.
            let name = line.rsplit_once("/fixtures/lower/").and_then(|(_, rest)| rest.split_once('/'));
            format!("{}\n", name.map_or(line.as_str(), |(_, rest)| rest))
        };
        self.diagnostics.sorted().iter().map(|finding| line(finding)).collect()
    }
}

/// The plainest manifest.
fn manifest() -> Manifest {
    let text = |value: &str| Spanned::new(value.to_owned(), HERE);
    Manifest {
        package: text("acme-metering"),
        capabilities: vec![text("acme.yaml")],
        contract: Some(text("contract.yaml")),
        vendor: None,
        blurb: None,
        notes: Vec::new(),
        env: None,
        regions: Vec::new(),
        credential: None,
        ids: Vec::new(),
        types: Vec::new(),
        schemas: Vec::new(),
        operations: Vec::new(),
    }
}
