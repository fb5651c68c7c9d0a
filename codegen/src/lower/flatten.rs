//! Folds a schema and everything under its `allOf` into one list of what a value must be.

use super::codes;
use super::context::Context;
use super::peel::{FURTHEST, tell_endless};
use crate::contract::{Additional, Discriminator, JsonKind, Schema, cyclic};
use crate::diagnostic::Diagnostic;
use crate::source::{Node, Span};
use foldhash::{HashMap, HashSet};

/// One schema with `allOf` folded in.
#[derive(Clone, Debug)]
pub(super) struct Flat<'doc> {
    /// Where the schema stands.
    pub(super) span: Span,
    /// Every schema that took part, the outermost first.
    pub(super) parts: Vec<Schema<'doc>>,
    pub(super) kinds: Vec<JsonKind>,
    /// Whether two parts exclude each other, which has been told.
    pub(super) is_conflicting: bool,
    /// `enum` or `const`.
    pub(super) values: Option<Vec<&'doc Node>>,
    /// The schemas that list one value each, in the order of `values`, where a choice of such schemas is an enum.
    pub(super) value_schemas: Vec<Schema<'doc>>,
    /// In order; members of `allOf` first. A property that comes twice keeps its place and takes the later schema.
    pub(super) properties: Vec<Property<'doc>>,
    pub(super) by_name: HashMap<&'doc str, usize>,
    pub(super) required: Vec<&'doc Node>,
    pub(super) required_names: HashSet<&'doc str>,
    pub(super) additional: Additional<'doc>,
    /// `items` of every part that has it.
    pub(super) items: Vec<&'doc Node>,
    pub(super) choices: Vec<Choice<'doc>>,
}

/// One property.
#[derive(Clone, Debug)]
pub(super) struct Property<'doc> {
    pub(super) name: &'doc str,
    pub(super) node: &'doc Node,
    /// The schema that declares it, when it has a name.
    pub(super) owner: Option<&'doc str>,
}

/// A `oneOf` or `anyOf`.
#[derive(Clone, Debug)]
pub(super) struct Choice<'doc> {
    pub(super) members: Vec<&'doc Node>,
    pub(super) discriminator: Option<Discriminator<'doc>>,
    pub(super) span: Span,
}

/// Folds a schema of this name, or an inline one.
pub(super) fn flatten<'doc>(cx: &mut Context<'doc, '_>, node: &'doc Node, name: Option<&'doc str>) -> Flat<'doc> {
    let mut flat = Flat::nothing(node.span);
    Fold::default().schema(cx, &mut flat, node, name);
    flat
}

impl<'doc> Flat<'doc> {
    fn nothing(span: Span) -> Self {
        Self {
            span,
            parts: Vec::new(),
            kinds: Vec::new(),
            is_conflicting: false,
            values: None,
            value_schemas: Vec::new(),
            properties: Vec::new(),
            by_name: HashMap::default(),
            required: Vec::new(),
            required_names: HashSet::default(),
            additional: Additional::Unsaid,
            items: Vec::new(),
            choices: Vec::new(),
        }
    }

    /// One of several schemas, as `anyOf` would say it.
    pub(super) fn either(span: Span, members: &[&'doc Node]) -> Self {
        let choice = Choice { members: members.to_vec(), discriminator: None, span };
        Self { choices: vec![choice], ..Self::nothing(span) }
    }

    /// Folds another schema in, as `allOf` would.
    pub(super) fn add(&mut self, cx: &mut Context<'doc, '_>, node: &'doc Node) {
        Fold::default().schema(cx, self, node, None);
    }

    /// The text of a keyword, from the outermost schema that says it.
    pub(super) fn text(&self, keyword: &str) -> Option<&'doc str> {
        self.parts.iter().find_map(|schema| schema.text(keyword))
    }

    /// The value of a keyword, from the outermost schema that says it.
    pub(super) fn keyword(&self, keyword: &str) -> Option<&'doc Node> {
        self.parts.iter().find_map(|schema| schema.0.get(keyword))
    }

    /// A property by name.
    pub(super) fn property(&self, name: &str) -> Option<&Property<'doc>> {
        self.by_name.get(name).map(|at| &self.properties[*at])
    }

    /// Whether a property must be there.
    pub(super) fn requires(&self, name: &str) -> bool {
        self.required_names.contains(name)
    }

    /// Whether it can only be an object.
    pub(super) fn is_object(&self) -> bool {
        let said = !self.properties.is_empty() || !matches!(self.additional, Additional::Unsaid);
        self.kinds == [JsonKind::Object] || (self.kinds.is_empty() && said)
    }

    /// Whether it says nothing about what a value is.
    pub(super) fn is_anything(&self) -> bool {
        !self.is_object()
            && self.kinds.is_empty()
            && self.values.is_none()
            && self.choices.is_empty()
            && self.items.is_empty()
            && self.parts.iter().all(|schema| !schema.is_structural() || schema.reference().is_some())
    }

    fn put(&mut self, property: Property<'doc>) {
        match self.by_name.get(property.name) {
            // What says nothing new does not take away what was said.
            Some(at) if Schema(property.node).is_structural() => self.properties[*at] = property,
            Some(_) => {}
            None => {
                self.by_name.insert(property.name, self.properties.len());
                self.properties.push(property);
            }
        }
    }

    /// What is of one type and of another is of what both have in common.
    fn put_kinds(&mut self, cx: &mut Context<'doc, '_>, schema: Schema<'doc>) {
        let mut said = schema.kinds();
        said.dedup();
        if self.kinds.is_empty() || said.is_empty() {
            self.kinds.extend(said);
            return;
        }
        let common = JsonKind::common(&self.kinds, &said);
        if !common.is_empty() {
            self.kinds = common;
            return;
        }
        // Vendors write `type: object` beside whatever they refer to.
        let is_slip = said == [JsonKind::Object] && schema.0.get("properties").is_none();
        if !is_slip {
            let message = "this type and that of another schema in `allOf` exclude each other; the last one is used";
            cx.tell(Diagnostic::warning(codes::COMBINATION, schema.0.span, message));
            self.is_conflicting = true;
            self.kinds = said;
        }
    }

    /// What is one of several values and one of others is one of those in both lists; without any, the last list counts.
    fn put_values(&mut self, said: Vec<&'doc Node>) {
        let both = self.values.as_deref().unwrap_or_default().iter().copied();
        let both: Vec<&Node> = both.filter(|value| said.iter().any(|other| other.same_value(value))).collect();
        self.values = Some(if both.is_empty() { said } else { both });
    }
}

/// One way through a schema and everything that is part of it.
#[derive(Default)]
struct Fold<'doc> {
    /// The schemas that the way leads through.
    trail: Vec<&'doc Node>,
    /// Every schema that has been folded: what comes again says nothing new, and may come a million times.
    seen: HashSet<*const Node>,
}

impl<'doc> Fold<'doc> {
    fn schema(
        &mut self,
        cx: &mut Context<'doc, '_>,
        flat: &mut Flat<'doc>,
        node: &'doc Node,
        owner: Option<&'doc str>,
    ) {
        if self.trail.len() == FURTHEST {
            tell_endless(cx, node);
            return;
        }
        if !self.seen.insert(node) {
            return;
        }
        let schema = Schema(node);
        self.trail.push(node);
        flat.parts.push(schema);
        let mut is_said_elsewhere = false;
        if let Some(reference) = schema.reference()
            && let Some(resolved) = cx.resolve(reference)
        {
            is_said_elsewhere = !cx.merges_siblings();
            if self.trail.iter().any(|passed| std::ptr::eq(*passed, resolved.node)) {
                cx.tell(cyclic(reference));
            } else {
                self.schema(cx, flat, resolved.node, resolved.schema);
            }
        }
        if !is_said_elsewhere {
            for member in schema.members("allOf") {
                self.schema(cx, flat, member, owner);
            }
            self.own(cx, flat, schema, owner);
        }
        self.trail.pop();
    }

    fn own(
        &mut self,
        cx: &mut Context<'doc, '_>,
        flat: &mut Flat<'doc>,
        schema: Schema<'doc>,
        owner: Option<&'doc str>,
    ) {
        flat.put_kinds(cx, schema);
        if let Some(values) = schema.values() {
            flat.put_values(values);
        }
        let properties = schema.0.get("properties").and_then(Node::as_map);
        for entry in properties.into_iter().flat_map(|map| map.iter()) {
            flat.put(Property { name: &entry.key.text, node: &entry.value, owner });
        }
        for required in schema.members("required") {
            if flat.required_names.insert(required.as_str().unwrap_or_default()) {
                flat.required.push(required);
            }
        }
        match schema.additional() {
            Additional::Unsaid => {}
            // A closed member closes nothing once `allOf` adds properties of other members.
            Additional::Closed if !matches!(flat.additional, Additional::Unsaid) => {}
            said => flat.additional = said,
        }
        flat.items.extend(schema.0.get("items"));
        for keyword in ["oneOf", "anyOf"] {
            self.choice(cx, flat, schema, keyword);
        }
    }

    fn choice(
        &mut self,
        cx: &mut Context<'doc, '_>,
        flat: &mut Flat<'doc>,
        schema: Schema<'doc>,
        keyword: &'static str,
    ) {
        let members = schema.alternatives(keyword);
        let only_requires = |member: &&Node| Schema(member).says_only(&["required", "type"]);
        let has_properties = schema.0.get("properties").is_some() || !flat.properties.is_empty();
        if members.iter().all(only_requires) && has_properties {
            // `oneOf: [{ required: [a] }, { required: [b] }]` only limits which properties come together.
            return;
        }
        // A base schema that lists its children is part of each child through `allOf`; the child is not a choice again.
        let lists_a_child = members.iter().any(|member| {
            let target = Schema(member).reference().and_then(|reference| cx.resolve(reference));
            target.is_some_and(|target| self.trail.iter().any(|passed| std::ptr::eq(*passed, target.node)))
        });
        if !members.is_empty() && !lists_a_child {
            let span = schema.0.get(keyword).map_or(schema.0.span, |node| node.span);
            flat.choices.push(Choice { members, discriminator: schema.discriminator(), span });
        }
    }
}
