//! Folds a schema and everything under its `allOf` into one list of what a value must be.

use super::codes;
use super::context::Context;
use crate::contract::{Additional, Discriminator, JsonKind, Schema, cyclic};
use crate::diagnostic::Diagnostic;
use crate::source::{Node, Span};

/// One schema with `allOf` folded in.
#[derive(Clone, Debug)]
pub(super) struct Flat<'doc> {
    /// Where the schema stands.
    pub(super) span: Span,
    /// Every schema that took part, the outermost first.
    pub(super) parts: Vec<Schema<'doc>>,
    pub(super) kinds: Vec<JsonKind>,
    /// `enum` or `const`.
    pub(super) values: Option<Vec<&'doc Node>>,
    /// In order; members of `allOf` first. A property that comes twice keeps its place and takes the later schema.
    pub(super) properties: Vec<Property<'doc>>,
    pub(super) required: Vec<&'doc Node>,
    pub(super) additional: Additional<'doc>,
    pub(super) items: Option<&'doc Node>,
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
    let mut flat = Flat {
        span: node.span,
        parts: Vec::new(),
        kinds: Vec::new(),
        values: None,
        properties: Vec::new(),
        required: Vec::new(),
        additional: Additional::Unsaid,
        items: None,
        choices: Vec::new(),
    };
    flat.fold(cx, node, name, &mut Vec::new());
    flat
}

impl<'doc> Flat<'doc> {
    /// Folds another schema in, as `allOf` would.
    pub(super) fn add(&mut self, cx: &mut Context<'doc, '_>, node: &'doc Node) {
        self.fold(cx, node, None, &mut Vec::new());
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
        self.properties.iter().find(|property| property.name == name)
    }

    /// Whether a property must be there.
    pub(super) fn requires(&self, name: &str) -> bool {
        self.required.iter().any(|required| required.as_str() == Some(name))
    }

    /// Whether it can only be an object.
    pub(super) fn is_object(&self) -> bool {
        let said = !self.properties.is_empty() || !matches!(self.additional, Additional::Unsaid);
        self.kinds == [JsonKind::Object] || (self.kinds.is_empty() && said)
    }

    fn fold(
        &mut self,
        cx: &mut Context<'doc, '_>,
        node: &'doc Node,
        owner: Option<&'doc str>,
        trail: &mut Vec<&'doc Node>,
    ) {
        let schema = Schema(node);
        trail.push(node);
        self.parts.push(schema);
        if let Some(reference) = schema.reference()
            && let Some(resolved) = cx.resolve(reference)
        {
            if trail.iter().any(|passed| std::ptr::eq(*passed, resolved.node)) {
                cx.tell(cyclic(reference));
            } else {
                self.fold(cx, resolved.node, resolved.schema, trail);
            }
        }
        for member in schema.members("allOf") {
            self.fold(cx, member, owner, trail);
        }
        self.fold_own(cx, schema, owner, trail);
        trail.pop();
    }

    fn fold_own(
        &mut self,
        cx: &mut Context<'doc, '_>,
        schema: Schema<'doc>,
        owner: Option<&'doc str>,
        trail: &[&'doc Node],
    ) {
        self.fold_kinds(cx, schema);
        if let Some(values) = schema.values() {
            self.values = Some(values);
        }
        let properties = schema.0.get("properties").and_then(Node::as_map);
        for entry in properties.into_iter().flat_map(|map| map.iter()) {
            let property = Property { name: &entry.key.text, node: &entry.value, owner };
            match self.properties.iter_mut().find(|earlier| earlier.name == property.name) {
                Some(earlier) => *earlier = property,
                None => self.properties.push(property),
            }
        }
        self.required.extend(schema.members("required"));
        match schema.additional() {
            Additional::Unsaid => {}
            // A closed member closes nothing once `allOf` adds properties of other members.
            Additional::Closed if !matches!(self.additional, Additional::Unsaid) => {}
            said => self.additional = said,
        }
        if let Some(items) = schema.0.get("items") {
            self.items = Some(items);
        }
        for keyword in ["oneOf", "anyOf"] {
            self.fold_choice(cx, schema, keyword, trail);
        }
    }

    /// What is of one type and of another is of what both have in common.
    fn fold_kinds(&mut self, cx: &mut Context<'doc, '_>, schema: Schema<'doc>) {
        let mut said = schema.kinds();
        said.dedup();
        if self.kinds.is_empty() || said.is_empty() {
            self.kinds.extend(said);
            return;
        }
        let fits = |kind: &JsonKind, others: &[JsonKind]| {
            others.contains(kind) || (*kind == JsonKind::Integer && others.contains(&JsonKind::Number))
        };
        let mut common: Vec<JsonKind> = self.kinds.iter().copied().filter(|kind| fits(kind, &said)).collect();
        common.extend(said.iter().filter(|kind| fits(kind, &self.kinds) && !self.kinds.contains(kind)));
        if !common.is_empty() {
            self.kinds = common;
            return;
        }
        // Vendors write `type: object` beside whatever they refer to.
        let is_slip = said == [JsonKind::Object] && schema.0.get("properties").is_none();
        if !is_slip {
            let message = "this type and that of another schema in `allOf` exclude each other; the last one is used";
            cx.tell(Diagnostic::warning(codes::COMBINATION, schema.0.span, message));
            self.kinds = said;
        }
    }

    fn fold_choice(&mut self, cx: &mut Context<'doc, '_>, schema: Schema<'doc>, keyword: &str, trail: &[&'doc Node]) {
        let members: Vec<_> = schema.members(keyword).iter().filter(|member| !Schema(member).is_null()).collect();
        let only_requires = |member: &&Node| Schema(member).says_only(&["required", "type"]);
        if members.iter().all(only_requires) && schema.0.get("properties").is_some() {
            // `oneOf: [{ required: [a] }, { required: [b] }]` only limits which properties come together.
            return;
        }
        // A base schema that lists its children is part of each child through `allOf`; the child is not a choice again.
        let lists_a_child = members.iter().any(|member| {
            let target = Schema(member).reference().and_then(|reference| cx.resolve(reference));
            target.is_some_and(|target| trail.iter().any(|passed| std::ptr::eq(*passed, target.node)))
        });
        if !members.is_empty() && !lists_a_child {
            let span = schema.0.get(keyword).map_or(schema.0.span, |node| node.span);
            self.choices.push(Choice { members, discriminator: schema.discriminator(), span });
        }
    }
}
