//! Names of types, their fields and their variants.

use super::reserved;
use super::scope::Scope;
use super::{OperationNames, case, inline, keyword, operations};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::ir::{Field, Namespace, Origin, Sdk, Shape, Type, TypeDef, TypeId, UnionVariant};

/// Functions that a sent type has beside its setters.
const RESERVED_SETTERS: [&str; 3] = ["new", "default", "clone"];

pub(super) fn assign(sdk: &Sdk, operations: &[OperationNames], diagnostics: &mut Diagnostics) -> Vec<String> {
    let ids = sdk.ids.iter().map(|id| id.name.as_str());
    let companions: Vec<_> = sdk.types.iter().filter_map(companion).collect();
    let builders = operations.iter().flat_map(|names| [names.type_.as_str(), names.output.as_str()]);
    let mut scope = Scope::with_reserved(reserved::TYPES.into_iter().chain(ids).chain(builders));
    companions.iter().for_each(|name| scope.reserve(name));
    let mut names: Vec<Option<String>> = vec![None; sdk.types.len()];
    let inline = inline::Suffixes::of(sdk);

    // What people chose comes first, what the vendor chose second; what follows from place gives way to both.
    for rank in [Rank::Pinned, Rank::Schema, Rank::Inline] {
        if rank == Rank::Inline {
            operations.iter().for_each(|operation| scope.reserve(&operation.type_));
        }
        for index in 0..sdk.types.len() {
            if rank_of(&sdk.types[index].origin) == rank {
                name_one(sdk, operations, &inline, index, &mut names, &mut scope, diagnostics);
            }
        }
    }
    names.into_iter().map(Option::unwrap_or_default).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    Pinned,
    Schema,
    Inline,
}

fn rank_of(origin: &Origin) -> Rank {
    match origin {
        Origin::Pinned(_) => Rank::Pinned,
        Origin::Schema(_) => Rank::Schema,
        Origin::Inline { .. } => Rank::Inline,
    }
}

fn name_one(
    sdk: &Sdk,
    operations: &[OperationNames],
    inline: &inline::Suffixes,
    index: usize,
    names: &mut Vec<Option<String>>,
    scope: &mut Scope,
    diagnostics: &mut Diagnostics,
) -> String {
    if let Some(name) = &names[index] {
        return name.clone();
    }
    let candidates = match &sdk.types[index].origin {
        Origin::Pinned(name) => vec![name.clone()],
        Origin::Schema(name) => schema_candidates(name),
        Origin::Inline { parent, .. } => {
            let parent = match *parent {
                Namespace::Type(parent) => {
                    name_one(sdk, operations, inline, parent.0 as usize, names, scope, diagnostics)
                }
                Namespace::Operation(operation) => operations[operation].type_.clone(),
            };
            inline.of_type(index).iter().map(|suffix| case::shortened(format!("{parent}{suffix}"))).collect()
        }
    };
    let name = scope.take(&candidates, "");
    if name != candidates[0] && !matches!(sdk.types[index].origin, Origin::Inline { .. }) {
        let file = sdk.contract.as_deref().unwrap_or("sdk.yaml");
        let message = operations::renamed("schema", &described(&sdk.types[index].origin), &name);
        diagnostics.push(Diagnostic::about_file("NK231", Severity::Warning, file, message));
    }
    names[index] = Some(name.clone());
    name
}

/// The names that types get when nothing stands in their way.
pub(super) fn first_choices(sdk: &Sdk) -> impl Iterator<Item = String> {
    sdk.types.iter().filter_map(first_choice)
}

fn first_choice(definition: &TypeDef) -> Option<String> {
    match &definition.origin {
        Origin::Pinned(name) => Some(name.clone()),
        Origin::Schema(name) => Some(schema_name(name)),
        Origin::Inline { .. } => None,
    }
}

/// The struct by which callers may have to name the required fields of a type that they send.
fn companion(definition: &TypeDef) -> Option<String> {
    let is_built = definition.usage.sent && matches!(definition.shape, Shape::Struct(_));
    is_built.then(|| first_choice(definition))?.map(|name| format!("{name}Required"))
}

/// `a.b.Tag` → `Tag`.
fn schema_name(name: &str) -> String {
    segments(name).next_back().map_or_else(|| "Model".to_owned(), case::upper_camel)
}

/// `a.b.Tag` → `Tag`, then `BTag`, then `ABTag`, then `TagModel`.
fn schema_candidates(name: &str) -> Vec<String> {
    let segments: Vec<&str> = segments(name).collect();
    let last = schema_name(name);
    let model = format!("{last}Model");
    let longer = (0..segments.len()).rev().skip(1).map(|start| case::upper_camel(&segments[start..].join(" ")));
    std::iter::once(last).filter(|_| !segments.is_empty()).chain(longer).chain([model]).collect()
}

fn segments(name: &str) -> impl DoubleEndedIterator<Item = &str> {
    name.split(['.', '/']).filter(|segment| !segment.is_empty())
}

fn described(origin: &Origin) -> String {
    match origin {
        Origin::Pinned(name) | Origin::Schema(name) => name.clone(),
        Origin::Inline { path, .. } => path.join("."),
    }
}

/// The file of every type: one for each that has a name of its own; inline ones stand in the file of what they hang on.
pub(super) fn modules(sdk: &Sdk, types: &[String]) -> Vec<String> {
    let mut scope = Scope::default();
    let mut modules: Vec<Option<String>> = vec![None; types.len()];
    (0..types.len())
        .map(|index| {
            let root = root(sdk, index);
            modules[root].get_or_insert_with(|| scope.take(&[case::module(&types[root])], "_")).clone()
        })
        .collect()
}

/// The type in whose file another one stands: the first ancestor that is not inline, else itself.
fn root(sdk: &Sdk, index: usize) -> usize {
    match &sdk.types[index].origin {
        Origin::Inline { parent: Namespace::Type(parent), .. } => root(sdk, parent.0 as usize),
        _ => index,
    }
}

/// Names the fields or variants of every type.
pub(super) fn members(sdk: &Sdk, types: &[String], diagnostics: &mut Diagnostics) -> Vec<Vec<String>> {
    sdk.types
        .iter()
        .zip(types)
        .enumerate()
        .map(|(index, (definition, type_name))| {
            let mut tell = |wanted: &str, name: &str| {
                let file = sdk.contract.as_deref().unwrap_or("sdk.yaml");
                let message = operations::renamed(&format!("type `{type_name}`"), wanted, name);
                diagnostics.push(Diagnostic::about_file("NK231", Severity::Warning, file, message));
            };
            match &definition.shape {
                Shape::Struct(shape) => {
                    let reserved: &[&str] = if definition.usage.sent { &RESERVED_SETTERS } else { &[] };
                    let mut scope = Scope::with_reserved(["other_fields"]);
                    shape.fields.iter().filter_map(clearer).for_each(|name| scope.reserve(&name));
                    let mut fields = Vec::with_capacity(shape.fields.len());
                    for field in &shape.fields {
                        let wanted = case::snake(&field.wire_name);
                        let free =
                            if reserved.contains(&wanted.as_str()) { format!("{wanted}_") } else { wanted.clone() };
                        let name = scope.take(&[free], "_");
                        if name != wanted {
                            tell(&field.wire_name, &name);
                        }
                        fields.push(keyword::identifier(name));
                    }
                    fields
                }
                Shape::StringEnum(variants) => {
                    variant_names(variants.iter().map(|variant| text_variant(&variant.wire_value)), &mut tell)
                }
                Shape::IntegerEnum(variants) => variant_names(
                    variants.iter().map(|variant| match &variant.name {
                        Some(name) => case::upper_camel(name),
                        None if variant.value < 0 => format!("Minus{}", variant.value.unsigned_abs()),
                        None => format!("Value{}", variant.value),
                    }),
                    &mut tell,
                ),
                Shape::Union(union) => variant_names(
                    union.variants.iter().map(|variant| match is_inside(sdk, index, variant) {
                        true => case::upper_camel(&variant.name),
                        false => union_variant(variant, type_name, types),
                    }),
                    &mut tell,
                ),
                Shape::Alias(_) => Vec::new(),
            }
        })
        .collect()
}

/// The function that clears a field, beside its setter.
fn clearer(field: &Field) -> Option<String> {
    matches!(field.ty, Type::Nullable(_)).then(|| format!("clear_{}", case::snake(&field.wire_name)))
}

/// Whether a member is a type that stands in the union alone, and so is called after the member.
fn is_inside(sdk: &Sdk, union: usize, variant: &UnionVariant) -> bool {
    let Type::Named(id) = variant.ty else { return false };
    let parent = Namespace::Type(TypeId(union as u32));
    matches!(&sdk.type_(id).origin, Origin::Inline { parent: inside, path } if *inside == parent && *path == [variant.name.as_str()])
}

/// A tagged member is called as its tag. Others are called as their type, without what the union's name says already:
/// `Filter::Operators` holds `FilterOperators`.
fn union_variant(variant: &UnionVariant, union_name: &str, types: &[String]) -> String {
    let Type::Named(id) = variant.ty else { return case::upper_camel(&variant.name) };
    if !variant.tags.is_empty() {
        return case::upper_camel(&variant.name);
    }
    let type_name = &types[id.0 as usize];
    let rest = type_name.strip_prefix(union_name).filter(|rest| rest.starts_with(|c: char| c.is_uppercase()));
    rest.unwrap_or(type_name).to_owned()
}

fn text_variant(wire_value: &str) -> String {
    if wire_value.is_empty() { "Empty".to_owned() } else { case::upper_camel(wire_value) }
}

/// `Other` is the open variant of every enum and `Self` means something to Rust, so members of these names give way.
fn variant_names(wanted: impl Iterator<Item = String>, tell: &mut impl FnMut(&str, &str)) -> Vec<String> {
    let mut scope = Scope::with_reserved(["Other", "Self"]);
    wanted
        .map(|wanted| {
            let name = scope.take(&[wanted.clone(), format!("{wanted}Value")], "");
            if name != wanted {
                tell(&wanted, &name);
            }
            name
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Text;

    #[test]
    fn members_of_a_union_are_called_by_what_tells_them_apart() {
        let types = ["Filter", "FilterOperators", "Range", "Filters", "FilterSelf"].map(str::to_owned);
        for (tag, ty, name) in [
            (Some("send_invoice"), Type::Named(TypeId(1)), "SendInvoice"),
            (None, Type::Integer, "SendInvoice"),
            (None, Type::Named(TypeId(1)), "Operators"),
            (None, Type::Named(TypeId(2)), "Range"),
            (None, Type::Named(TypeId(3)), "Filters"),
            (None, Type::Named(TypeId(4)), "Self"),
        ] {
            let tags = tag.map(str::to_owned).into_iter().collect();
            let variant = UnionVariant { tags, name: "send_invoice".into(), ty, docs: Text::default(), boxed: false };
            assert_eq!(union_variant(&variant, "Filter", &types), name, "{:?}", variant.ty);
        }
    }
}
