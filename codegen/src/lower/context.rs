//! What every part of lowering asks: the inputs, the findings, the types so far.

use super::arena::Arena;
use super::flatten::Flat;
use super::place::Place;
use super::settings::Settings;
use crate::contract::{Contract, Resolved};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Type, TypeId};
use crate::manifest::Manifest;
use crate::source::{Node, Span};
use foldhash::{HashMap, HashSet};

/// One run of lowering.
pub(super) struct Context<'doc, 'run> {
    pub(super) manifest: &'run Manifest,
    pub(super) contract: Option<&'run Contract<'doc>>,
    pub(super) settings: Settings,
    pub(super) arena: Arena,
    /// Schemas met so far, by name.
    pub(super) schemas: HashMap<&'doc str, Met>,
    /// Schemas without a name met so far, by node: a `$ref` can point into one, even from inside it.
    pub(super) nodes: HashMap<*const Node, Met>,
    /// Objects whose types have an id and wait for their fields.
    pub(super) waiting: Vec<Waiting<'doc>>,
    /// How many schemas are being lowered inside each other.
    pub(super) nesting: usize,
    diagnostics: &'run mut Diagnostics,
    told: HashSet<(&'static str, Span, Vec<String>)>,
}

/// What is known of a schema that was met before.
#[derive(Clone, Debug)]
pub(super) enum Met {
    /// It is being read further up and needs no type of its own so far: a list or map.
    Open,
    /// It is such a list or map, and something inside it refers to it by this type.
    Inside(TypeId),
    /// Its type, and whether null is a value too.
    Lowered(Type, bool),
}

/// An object whose fields are lowered later: schemas refer to each other in chains longer than any stack.
pub(super) struct Waiting<'doc> {
    pub(super) id: TypeId,
    pub(super) flat: Flat<'doc>,
    pub(super) place: Place<'static>,
}

impl<'doc, 'run> Context<'doc, 'run> {
    pub(super) fn new(
        manifest: &'run Manifest,
        contract: Option<&'run Contract<'doc>>,
        diagnostics: &'run mut Diagnostics,
    ) -> Self {
        Self {
            manifest,
            contract,
            settings: Settings::new(manifest),
            arena: Arena::default(),
            schemas: HashMap::default(),
            nodes: HashMap::default(),
            waiting: Vec::new(),
            nesting: 0,
            diagnostics,
            told: HashSet::default(),
        }
    }

    /// Tells a finding once per code, place and operation it names: a schema is read every time it is part of another
    /// one.
    pub(super) fn tell(&mut self, finding: Diagnostic) {
        if finding.span.is_none_or(|span| self.told.insert((finding.code, span, finding.operations.clone()))) {
            self.diagnostics.push(finding);
        }
    }

    /// What a `$ref` points at.
    pub(super) fn resolve(&mut self, reference: &'doc Node) -> Option<Resolved<'doc>> {
        let mut found = Diagnostics::default();
        let resolved = self.contract?.resolve(reference, &mut found);
        for finding in found.iter() {
            self.tell(finding.clone());
        }
        resolved
    }

    /// Whether what stands beside a `$ref` counts as well.
    pub(super) fn merges_siblings(&self) -> bool {
        self.contract.is_some_and(Contract::merges_siblings)
    }

    /// Where findings of other stages go.
    pub(super) fn diagnostics(&mut self) -> &mut Diagnostics {
        self.diagnostics
    }
}
