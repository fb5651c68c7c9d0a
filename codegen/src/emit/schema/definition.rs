//! Prints the definition of a type of its own.

use super::{Schemas, Way, described, limited, or_null};
use crate::emit::json::Json;
use crate::ir::{
    Access, Field, IntegerVariant, OtherFields, Shape, StringVariant, Struct, Type, TypeId, Union, UnionTag,
};

/// The definition of a type, as it travels.
pub(super) fn of<'sdk>(schemas: &mut Schemas<'sdk>, id: TypeId, way: Way) -> Json<'sdk> {
    let definition = schemas.cx.definition(id);
    let schema = match &definition.shape {
        Shape::Struct(shape) => structure(schemas, shape, way),
        Shape::StringEnum(variants) => texts(variants, way),
        Shape::IntegerEnum(variants) => integers(variants, way),
        Shape::Union(union) => choice(schemas, union, way),
        Shape::Alias(ty) => schemas.of(ty, way),
    };
    let schema = described(schema, &definition.docs);
    if definition.deprecated { schema.with("deprecated", true) } else { schema }
}

fn structure<'sdk>(schemas: &mut Schemas<'sdk>, shape: &'sdk Struct, way: Way) -> Json<'sdk> {
    let mut properties = Json::object();
    let mut required = Vec::new();
    for field in shape.fields.iter().filter(|field| travels(field, way)) {
        properties = properties.with(&field.wire_name, property(schemas, field, way));
        if !field.is_optional() {
            required.push(&field.wire_name);
        }
    }
    let others = match (&shape.other_fields, way) {
        // What the SDK would read past must not be lost silently.
        (OtherFields::Ignored, Way::In | Way::Beside) => Some(Json::Bool(false)),
        (OtherFields::Typed(ty), _) => Some(schemas.of(ty, way)),
        (OtherFields::Ignored | OtherFields::Kept, _) => None,
    };
    let exclusive = (way.is_given() && !shape.one_of.is_empty()).then(|| {
        let alternative = |at: &usize| Json::object().with("required", Json::texts([&shape.fields[*at].wire_name]));
        Json::List(shape.one_of.iter().map(alternative).collect())
    });
    Json::object()
        .with("type", "object")
        .with("properties", properties)
        .with_some("required", (!required.is_empty()).then(|| Json::texts(required)))
        .with_some("additionalProperties", others)
        .with_some("oneOf", exclusive)
}

fn travels(field: &Field, way: Way) -> bool {
    match field.access {
        Access::Both => true,
        Access::ReadOnly => way == Way::Out,
        Access::WriteOnly => way.is_given(),
    }
}

fn property<'sdk>(schemas: &mut Schemas<'sdk>, field: &'sdk Field, way: Way) -> Json<'sdk> {
    let schema = match &field.fixed {
        Some(text) if way.is_given() => Json::object().with("const", text),
        _ => schemas.of(&field.ty, way),
    };
    // A reader takes null for absent; and what a vendor sends beyond its own limits is still an answer.
    let schema = match way {
        Way::In | Way::Beside => limited(schema, &field.limits),
        Way::Out if field.is_optional() && !matches!(field.ty, Type::Nullable(_)) => or_null(schema),
        Way::Out => schema,
    };
    let schema = described(schema, &field.docs);
    if field.deprecated { schema.with("deprecated", true) } else { schema }
}

fn texts(variants: &[StringVariant], way: Way) -> Json<'_> {
    let known = Json::texts(variants.iter().map(|variant| &variant.wire_value));
    let text = Json::object().with("type", "string");
    match way {
        Way::In | Way::Beside => text.with("enum", known),
        Way::Out => open(known, text),
    }
}

fn integers(variants: &[IntegerVariant], way: Way) -> Json<'static> {
    let known = Json::List(variants.iter().map(|variant| Json::from(variant.value)).collect());
    let integer = Json::object().with("type", "integer");
    match way {
        Way::In | Way::Beside => integer.with("enum", known),
        Way::Out => open(known, integer),
    }
}

/// The known values are named, and others may come.
fn open<'a>(known: Json<'a>, any: Json<'a>) -> Json<'a> {
    Json::object().with("anyOf", Json::List(vec![Json::object().with("enum", known), any]))
}

fn choice<'sdk>(schemas: &mut Schemas<'sdk>, union: &'sdk Union, way: Way) -> Json<'sdk> {
    let mut members: Vec<Json<'_>> = union.variants.iter().map(|variant| schemas.of(&variant.ty, way)).collect();
    // A shape that the contract does not know is kept by the SDK as well.
    if way == Way::Out {
        members.push(Json::object());
    }
    let schema = Json::object().with("anyOf", Json::List(members));
    match &union.tag {
        UnionTag::Field(field) if way.is_given() => {
            let mapping = union.variants.iter().flat_map(|variant| {
                variant.tags.iter().filter_map(|tag| Some((tag, reference(schemas, &variant.ty, way)?)))
            });
            let mapping = Json::members(mapping);
            let discriminator = Json::object().with("propertyName", field).with("mapping", mapping);
            schema.with("discriminator", discriminator)
        }
        _ => schema,
    }
}

fn reference(schemas: &Schemas<'_>, ty: &Type, way: Way) -> Option<Json<'static>> {
    match ty {
        Type::Named(id) => Some(Json::text(format!("{}{}", schemas.home, schemas.name(*id, way)))),
        _ => None,
    }
}
