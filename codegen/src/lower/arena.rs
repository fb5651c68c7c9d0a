//! Gives out type ids before their types are known, so that types can contain themselves.

use crate::ir::{Origin, Shape, Struct, Text, Type, TypeDef, TypeId, Usage};

/// The types so far.
#[derive(Debug, Default)]
pub(super) struct Arena {
    slots: Vec<Slot>,
}

/// A type that is being lowered or done.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) def: TypeDef,
    /// The field path from the nearest schema with a name, by which equal inline types find each other.
    pub(super) field_path: String,
}

impl Arena {
    /// A new type whose shape follows later; `so_far` is what can be said of it until then.
    pub(super) fn reserve(&mut self, origin: Origin, field_path: &str, so_far: Shape) -> TypeId {
        let id = TypeId(self.slots.len() as u32);
        let def = TypeDef { origin, docs: Text::default(), usage: Usage::default(), shape: so_far, deprecated: false };
        self.slots.push(Slot { def, field_path: field_path.to_owned() });
        id
    }

    /// Says what a reserved type looks like.
    pub(super) fn define(&mut self, id: TypeId, shape: Shape, docs: Text, deprecated: bool) {
        let def = &mut self.slots[id.0 as usize].def;
        def.shape = shape;
        def.docs = docs;
        def.deprecated = deprecated;
    }

    /// A type so far.
    pub(super) fn get(&self, id: TypeId) -> &TypeDef {
        &self.slots[id.0 as usize].def
    }

    /// The struct behind a type, through null and aliases, when it is one.
    pub(super) fn fields(&self, ty: &Type) -> Option<&Struct> {
        match ty {
            Type::Nullable(inner) => self.fields(inner),
            Type::Named(id) => match &self.get(*id).shape {
                Shape::Struct(shape) => Some(shape),
                Shape::Alias(ty) => self.fields(ty),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a type holds another one with nothing but lists, maps and their names between them.
    pub(super) fn leads_to(&self, ty: &Type, wanted: TypeId) -> bool {
        match ty {
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => self.leads_to(inner, wanted),
            Type::Named(id) if *id == wanted => true,
            Type::Named(id) => match &self.get(*id).shape {
                Shape::Alias(ty) => self.leads_to(ty, wanted),
                _ => false,
            },
            _ => false,
        }
    }

    /// The struct of a type, to add to.
    pub(super) fn fields_mut(&mut self, id: TypeId) -> Option<&mut Struct> {
        match &mut self.slots.get_mut(id.0 as usize)?.def.shape {
            Shape::Struct(shape) => Some(shape),
            _ => None,
        }
    }

    /// All types, in the order they were first needed.
    pub(super) fn take(&mut self) -> Vec<Slot> {
        std::mem::take(&mut self.slots)
    }
}
