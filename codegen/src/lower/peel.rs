//! Takes the wrappers off a schema (references, `allOf` of one, null beside one type) and keeps what they say.

use super::codes;
use super::context::Context;
use crate::contract::{Schema, cyclic};
use crate::diagnostic::Diagnostic;
use crate::ir::Access;
use crate::source::Node;

/// A schema without wrappers.
#[derive(Clone, Debug)]
pub(super) struct Peeled<'doc> {
    /// What is left.
    pub(super) node: &'doc Node,
    /// Its name, when it is a schema of its own.
    pub(super) name: Option<&'doc str>,
    /// Whether a `$ref` led to a schema without a name, such as one inside a path.
    pub(super) referred: bool,
    /// Whether null is a value too.
    pub(super) nullable: bool,
    /// The schemas passed on the way, the outermost first and the last one included.
    pub(super) layers: Vec<Layer<'doc>>,
}

/// One schema passed on the way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layer<'doc> {
    pub(super) schema: Schema<'doc>,
    /// Whether it belongs to the place that was asked for and not to a schema of its own.
    pub(super) local: bool,
}

/// References and `allOf` lead on through no more schemas than this; no vendor comes near.
pub(super) const FURTHEST: usize = 128;

/// Unwraps until a schema that says something itself; a reference that fails is told and leaves any JSON value.
pub(super) fn peel<'doc>(cx: &mut Context<'doc, '_>, node: &'doc Node) -> Peeled<'doc> {
    peel_named(cx, node, None)
}

/// Unwraps a schema of the components by name, or one without a name.
pub(super) fn peel_named<'doc>(cx: &mut Context<'doc, '_>, node: &'doc Node, name: Option<&'doc str>) -> Peeled<'doc> {
    let mut peeled = Peeled { node, name, referred: false, nullable: false, layers: Vec::new() };
    loop {
        let schema = Schema(peeled.node);
        if peeled.layers.iter().any(|layer| std::ptr::eq(layer.schema.0, schema.0)) {
            if let Some(reference) = schema.reference() {
                cx.tell(cyclic(reference));
            }
            return peeled;
        }
        if peeled.layers.len() >= FURTHEST {
            tell_endless(cx, peeled.node);
            return peeled;
        }
        let local = peeled.name.is_none() && peeled.layers.last().is_none_or(|layer| layer.local);
        peeled.layers.push(Layer { schema, local });
        peeled.nullable |= schema.is_nullable();
        if let Some(reference) = schema.reference().filter(|_| stands_alone(cx, schema)) {
            let Some(resolved) = cx.resolve(reference) else { return peeled };
            peeled.node = resolved.node;
            peeled.name = resolved.schema;
            peeled.referred |= resolved.schema.is_none();
        } else if let Some(only) = only_member(schema) {
            let beside = schema.members("allOf").iter().filter(|member| !std::ptr::eq(*member, only));
            peeled.layers.extend(beside.map(|member| Layer { schema: Schema(member), local }));
            peeled.nullable |= schema.members("allOf").iter().any(|member| Schema(member).flag("nullable"));
            peeled.node = only;
            peeled.name = None;
        } else {
            return peeled;
        }
    }
}

/// Whether nothing beside a reference counts; what a writer of OpenAPI 3.0 put there in vain is told.
fn stands_alone(cx: &mut Context<'_, '_>, schema: Schema<'_>) -> bool {
    let Some(keyword) = schema.beside_reference().next() else { return true };
    if cx.merges_siblings() {
        return false;
    }
    let span = schema.0.get(keyword).map_or(schema.0.span, |node| node.span);
    let message = format!("`{keyword}` beside a `$ref` counts for nothing in OpenAPI 3.0, so it is ignored");
    let finding = Diagnostic::warning(codes::BESIDE_REFERENCE, span, message);
    cx.tell(finding.help("join the two by `allOf`, or make the contract OpenAPI 3.1"));
    true
}

/// Tells a way that leads on and on.
pub(super) fn tell_endless(cx: &mut Context<'_, '_>, node: &Node) {
    let message = format!("more than {FURTHEST} schemas lead on from one to the next, so the rest is unknown");
    cx.tell(Diagnostic::warning(codes::COMBINATION, node.span, message).help("refer to what is meant directly"));
}

/// The one schema that a wrapper stands for: a single `allOf` member that says something (a `type: object` beside it adds
/// nothing, even where the member is an enum), or the single member beside null.
fn only_member<'doc>(schema: Schema<'doc>) -> Option<&'doc Node> {
    // Nearly all schemas combine nothing.
    if ["allOf", "oneOf", "anyOf"].iter().all(|keyword| schema.members(keyword).is_empty()) {
        return None;
    }
    if schema.says_only(&["allOf", "type"]) {
        let mut members = schema.members("allOf").iter().filter(|member| Schema(member).is_structural());
        return members.next().filter(|_| members.next().is_none());
    }
    if schema.says_only(&["oneOf", "anyOf", "type", "discriminator"]) {
        let mut members = schema.alternatives("oneOf");
        members.extend(schema.alternatives("anyOf"));
        return match members.as_slice() {
            [only] => Some(only),
            _ => None,
        };
    }
    None
}

impl<'doc> Peeled<'doc> {
    /// The outermost text of a keyword; what a schema of its own says is left to that schema when it becomes a type.
    pub(super) fn text(&self, keyword: &str, local_only: bool) -> Option<&'doc str> {
        self.relevant(local_only).find_map(|schema| schema.text(keyword))
    }

    /// The outermost node of a keyword.
    pub(super) fn keyword(&self, keyword: &str, local_only: bool) -> Option<&'doc Node> {
        self.relevant(local_only).find_map(|schema| schema.0.get(keyword))
    }

    /// Whether a keyword says `true` somewhere.
    pub(super) fn flag(&self, keyword: &str, local_only: bool) -> bool {
        self.relevant(local_only).any(|schema| schema.flag(keyword))
    }

    /// Which way the value travels.
    pub(super) fn access(&self) -> Access {
        if self.flag("readOnly", false) {
            Access::ReadOnly
        } else if self.flag("writeOnly", false) {
            Access::WriteOnly
        } else {
            Access::Both
        }
    }

    fn relevant(&self, local_only: bool) -> impl Iterator<Item = Schema<'doc>> {
        self.layers.iter().filter(move |layer| layer.local || !local_only).map(|layer| layer.schema)
    }
}
