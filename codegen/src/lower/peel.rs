//! Takes the wrappers off a schema (references, `allOf` of one, null beside one type) and keeps what they say.

use super::context::Context;
use crate::contract::{Schema, cyclic};
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

/// Unwraps until a schema that says something itself; a reference that fails is told and leaves any JSON value.
pub(super) fn peel<'doc>(cx: &mut Context<'doc, '_>, node: &'doc Node) -> Peeled<'doc> {
    let mut peeled = Peeled { node, name: None, referred: false, nullable: false, layers: Vec::new() };
    loop {
        let schema = Schema(peeled.node);
        if peeled.layers.iter().any(|layer| layer.schema.0.span == schema.0.span) {
            if let Some(reference) = schema.reference() {
                cx.tell(cyclic(reference));
            }
            return peeled;
        }
        let local = peeled.name.is_none() && peeled.layers.last().is_none_or(|layer| layer.local);
        peeled.layers.push(Layer { schema, local });
        peeled.nullable |= schema.is_nullable();
        if let Some(reference) = schema.reference().filter(|_| schema.says_only(&["$ref", "type"])) {
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

/// The one schema that a wrapper stands for: a single `allOf` member that says something (a `type: object` beside it adds
/// nothing, even where the member is an enum), or the single member beside null.
fn only_member<'doc>(schema: Schema<'doc>) -> Option<&'doc Node> {
    if schema.says_only(&["allOf", "type"]) {
        let mut members = schema.members("allOf").iter().filter(|member| Schema(member).is_structural());
        return members.next().filter(|_| members.next().is_none());
    }
    if schema.says_only(&["oneOf", "anyOf", "type", "discriminator"]) {
        let (members, _) = schema.choices();
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
