//! Turns checked capabilities, a contract and a manifest into the IR of one SDK: every decision is made here.

mod apart;
mod arena;
mod bare;
mod body;
pub mod codes;
mod content;
mod context;
mod docs;
mod either;
mod enums;
mod fill;
mod fixed;
mod flatten;
mod form;
mod headers;
mod ids;
mod inputs;
mod integers;
mod keyed;
mod limits;
mod lists;
mod media_type;
mod method_name;
mod multipart;
mod objects;
mod one_of;
mod operations;
mod output;
mod paging;
mod parameters;
mod peel;
mod place;
mod reach;
mod recursion;
mod replay;
mod scalars;
mod schemas;
mod service;
mod settings;
mod settle;
mod shapeless;
mod share;
mod simplify;
mod spread;
mod style;
mod surfaces;
mod tags;
mod trying;
mod unions;
mod usage;
mod walk;

use crate::check::CheckedCapability;
use crate::contract::Contract;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Capability, Sdk, TypeDef};
use crate::manifest::Manifest;
use crate::source::Span;
use context::Context;

/// What an untyped operation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// A warning.
    Lenient,
    /// An error.
    Strict,
}

impl Strictness {
    fn finding(self, code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        match self {
            Self::Lenient => Diagnostic::warning(code, span, message),
            Self::Strict => Diagnostic::error(code, span, message),
        }
    }
}

/// Lowers one crate; `None` when a finding stops it, which is then told.
pub fn sdk(
    manifest: &Manifest,
    capabilities: &[CheckedCapability],
    contract: Option<&Contract<'_>>,
    strictness: Strictness,
    diagnostics: &mut Diagnostics,
) -> Option<Sdk> {
    let mut cx = Context::new(manifest, contract, diagnostics);
    if contract.is_none() {
        let message = "there is no contract, so every operation stays untyped";
        cx.tell(strictness.finding(codes::NO_CONTRACT, manifest.package.span, message));
    }
    let mut service = service::service(&mut cx, capabilities)?;
    let mut operations = operations::operations(&mut cx, capabilities, strictness);
    service.variables = service::variables(&operations);
    one_of::apply(&mut cx);
    for unused in cx.settings.unused() {
        cx.tell(unused);
    }
    let mut slots = cx.arena.take();
    trying::order(&mut slots);
    spread::deep_objects(&slots, &mut operations);
    bare::settle(&mut slots, &mut operations);
    let mut slots = reach::keep(slots, &mut operations);
    share::merge(&mut slots, &mut operations);
    let slots = reach::keep(slots, &mut operations);
    for finding in share::differing(manifest, &slots) {
        cx.tell(finding);
    }
    let mut types: Vec<TypeDef> = slots.into_iter().map(|slot| slot.def).collect();
    usage::mark(&mut types, &operations);
    settle::fields(&mut types);
    fixed::mark(&mut types);
    headers::settle(&mut operations);
    recursion::mark(&mut types);
    let place = manifest.contract.as_ref().map_or(manifest.package.span, |contract| contract.span);
    for finding in recursion::end(&mut types, place) {
        cx.tell(finding);
    }
    fill::mark(&mut types, &operations);
    if cx.diagnostics().has_errors() {
        return None;
    }
    let mut begin = 0;
    let capability = |checked: &CheckedCapability| {
        let calls = surfaces::Calls { checked: &checked.operations, operations: &operations, begin };
        begin += checked.operations.len();
        let (rest, mcp) = surfaces::of(checked, calls, cx.diagnostics());
        let (label, description) = (checked.label.clone(), checked.description.clone());
        Capability { file: checked.file.clone(), label, description, rest, mcp }
    };
    let capabilities: Vec<Capability> = capabilities.iter().map(capability).collect();
    Some(Sdk {
        package: manifest.package.value.clone(),
        blurb: manifest.blurb.clone().or_else(|| Some(capabilities.first()?.label.clone())).unwrap_or_default(),
        vendor: service::vendor(manifest),
        capabilities,
        contract: manifest.contract.as_ref().map(|contract| contract.value.clone()),
        service,
        operations,
        types,
        ids: ids::types(manifest),
        notes: manifest.notes.clone(),
    })
}
