//! Writes an IR so that a reviewer sees every decision in it: `!` must be there, `?` may be left out.

use meterforge_codegen::ir::{
    Access, BodyTemplate, Content, Example, Field, Filling, Location, Namespace, Operation, Origin, OtherFields,
    Output, Parameter, Parts, Presence, Sdk, Shape, Text, Type, TypeDef, TypeId, UnionTag,
};
use std::fmt::Write;

/// Every operation and every type of an SDK.
pub(crate) fn of(sdk: &Sdk) -> String {
    let outline = Outline { sdk };
    let mut text = String::new();
    for operation in &sdk.operations {
        outline.operation(&mut text, operation).unwrap();
    }
    for def in &sdk.types {
        outline.definition(&mut text, def).unwrap();
    }
    text
}

/// What all operations share.
pub(crate) fn head(sdk: &Sdk) -> String {
    let Sdk { package, blurb, vendor, service, .. } = sdk;
    let mut text = format!("{package} by {vendor:?}: {blurb}\n{service:#?}\n");
    for id in &sdk.ids {
        let _ = writeln!(text, "{}: {:?}{}", id.name, id.format, docs(&id.docs));
    }
    text
}

struct Outline<'sdk> {
    sdk: &'sdk Sdk,
}

impl Outline<'_> {
    fn operation(&self, out: &mut String, operation: &Operation) -> std::fmt::Result {
        let Operation { wire_name, method_name, method, path, replay, typed_by, .. } = operation;
        let deprecated = if operation.deprecated { ", deprecated" } else { "" };
        writeln!(out, "{wire_name} ({method_name:?}): {method} {path}")?;
        writeln!(out, "  {replay:?}, typed by {typed_by:?}{deprecated}{}", docs(&operation.docs))?;
        for parameter in &operation.parameters {
            writeln!(out, "  {}", self.parameter(parameter))?;
        }
        if let Some(body) = &operation.body {
            let fills: String =
                body.fills.iter().map(|fill| format!(", fills {} from {}", fill.field, fill.parameter)).collect();
            let content = self.content(&body.content);
            writeln!(out, "  {} body {content}{fills}{}", mark(body.presence), docs(&body.docs))?;
        }
        writeln!(out, "  answers {}", self.output(&operation.output))?;
        if !operation.answers.is_empty() {
            writeln!(out, "  also good: {:?}", operation.answers)?;
        }
        for header in &operation.headers {
            let json = if header.is_json { ", JSON" } else { "" };
            let deprecated = if header.deprecated { ", deprecated" } else { "" };
            let ty = self.ty(&header.ty);
            writeln!(out, "  header {}: {ty}{json}{deprecated}{}", header.wire_name, docs(&header.docs))?;
        }
        for answer in &operation.errors {
            let content = answer.content.as_ref().map_or_else(|| "nothing".to_owned(), |content| self.content(content));
            writeln!(out, "  error {} {content}{}", answer.status, docs(&answer.docs))?;
        }
        if !operation.refused_before_processing.is_empty() {
            writeln!(out, "  refused before processing: {:?}", operation.refused_before_processing)?;
        }
        if let Some(paging) = &operation.paging {
            writeln!(out, "  pages {paging:?}")?;
        }
        Ok(())
    }

    fn parameter(&self, parameter: &Parameter) -> String {
        let location = match parameter.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
            Location::Part => "part",
            Location::Template => "template",
        };
        let style = match parameter.style {
            style if style == parameter.location.plain() => String::new(),
            style => format!("({style:?})"),
        };
        let reserved = if parameter.reserved { ", unescaped" } else { "" };
        let media_type = parameter.media_type.as_ref().map(|media_type| format!(", {media_type}")).unwrap_or_default();
        let input = parameter.input_name.as_ref().map(|name| format!(" as {name}")).unwrap_or_default();
        let filled = match &parameter.filling {
            Filling::Caller => String::new(),
            Filling::Constant(value) => format!(" always {value:?}"),
            Filling::Template(template) => format!(" made of {:?}", template.to_string()),
        };
        let deprecated = if parameter.deprecated { ", deprecated" } else { "" };
        let limits: String = parameter.limits.iter().map(|limit| format!(" [{limit}]")).collect();
        format!(
            "{} {location}{style} {}{input}: {}{filled}{reserved}{media_type}{deprecated}{limits}{}",
            mark(parameter.presence),
            parameter.wire_name,
            self.ty(&parameter.ty),
            docs(&parameter.docs)
        )
    }

    fn output(&self, output: &Output) -> String {
        match output {
            Output::Empty => "nothing".to_owned(),
            Output::One(content) => self.content(content),
            Output::Maybe(content) => format!("nothing or {}", self.content(content)),
            Output::Several(answers) => {
                let one = |content: &Option<Content>| {
                    content.as_ref().map_or("nothing".to_owned(), |content| self.content(content))
                };
                let answers = answers.iter().map(|answer| {
                    let told_by = answer.media_types.iter().map(|media_type| format!(" if {media_type}"));
                    format!("{}{}: {}", answer.status, told_by.collect::<String>(), one(&answer.content))
                });
                format!("one of {}", answers.collect::<Vec<_>>().join(", "))
            }
        }
    }

    fn content(&self, content: &Content) -> String {
        match content {
            Content::Json { media_type, ty, examples } => {
                let examples: String = examples.iter().map(shown).collect();
                format!("{media_type} {}{examples}", self.ty(ty))
            }
            Content::Form { ty, styles } => {
                let styles: String = styles.iter().map(|(field, style)| format!(", {field} as {style:?}")).collect();
                format!("form {}{styles}", self.ty(ty))
            }
            Content::Template(BodyTemplate::Json(json)) => format!("made by {json}"),
            Content::Template(template) => format!("made by {template:?}"),
            Content::Location => "location".to_owned(),
            Content::Multipart(Parts::Named) => "the parts".to_owned(),
            Content::Multipart(Parts::Any) => "any parts".to_owned(),
            Content::Text { media_type } => format!("{media_type} text"),
            Content::Bytes { media_type } => format!("{media_type} bytes"),
        }
    }

    fn definition(&self, out: &mut String, def: &TypeDef) -> std::fmt::Result {
        let way = match (def.usage.sent, def.usage.received) {
            (true, true) => "sent and received",
            (true, false) => "sent",
            (false, true) => "received",
            (false, false) => "unused",
        };
        let deprecated = if def.deprecated { ", deprecated" } else { "" };
        writeln!(out, "{} ({}): {way}{deprecated}{}", self.origin(&def.origin), kind(&def.origin), docs(&def.docs))?;
        match &def.shape {
            Shape::Struct(shape) => {
                for field in &shape.fields {
                    writeln!(out, "  {}", self.field(field))?;
                }
                match &shape.other_fields {
                    OtherFields::Ignored => {}
                    OtherFields::Kept => writeln!(out, "  * kept")?,
                    OtherFields::Typed(ty) => writeln!(out, "  * {}", self.ty(ty))?,
                }
                if !shape.one_of.is_empty() {
                    writeln!(out, "  one of {:?}", shape.one_of)?;
                }
            }
            Shape::StringEnum(variants) => {
                for variant in variants {
                    let docs = variant.docs.as_deref().map(|docs| format!(" -- {docs}")).unwrap_or_default();
                    writeln!(out, "  {:?}{docs}", variant.wire_value)?;
                }
            }
            Shape::IntegerEnum(variants) => {
                for variant in variants {
                    writeln!(out, "  {} {}", variant.value, variant.name.as_deref().unwrap_or("-"))?;
                }
            }
            Shape::Union(union) => {
                match &union.tag {
                    UnionTag::Field(field) => writeln!(out, "  union by {field}")?,
                    UnionTag::Untagged => writeln!(out, "  union by trying")?,
                }
                for variant in &union.variants {
                    let boxed = if variant.boxed { ", boxed" } else { "" };
                    let ty = self.ty(&variant.ty);
                    writeln!(out, "  | {} {:?}: {ty}{boxed}{}", variant.name, variant.tags, docs(&variant.docs))?;
                }
            }
            Shape::Alias(ty) => writeln!(out, "  = {}", self.ty(ty))?,
        }
        Ok(())
    }

    fn field(&self, field: &Field) -> String {
        let mut notes = String::new();
        match field.access {
            Access::Both => {}
            Access::ReadOnly => notes.push_str(", read only"),
            Access::WriteOnly => notes.push_str(", write only"),
        }
        for (holds, note) in [(field.filled, ", filled"), (field.deprecated, ", deprecated"), (field.boxed, ", boxed")]
        {
            notes.push_str(if holds { note } else { "" });
        }
        if let Some(fixed) = &field.fixed {
            let _ = write!(notes, ", always {fixed:?}");
        }
        for limit in &field.limits {
            let _ = write!(notes, " [{limit}]");
        }
        let ty = self.ty(&field.ty);
        format!("{} {}: {ty}{notes}{}", mark(field.presence), field.wire_name, docs(&field.docs))
    }

    fn ty(&self, ty: &Type) -> String {
        match ty {
            Type::List(item) => format!("[{}]", self.ty(item)),
            Type::Map(value) => format!("{{{}}}", self.ty(value)),
            Type::Nullable(inner) => format!("{} or null", self.ty(inner)),
            Type::Named(id) => self.name(*id),
            Type::Id(id) => self.sdk.ids[id.0 as usize].name.clone(),
            plain => format!("{plain:?}"),
        }
    }

    fn name(&self, id: TypeId) -> String {
        self.origin(&self.sdk.type_(id).origin)
    }

    fn origin(&self, origin: &Origin) -> String {
        match origin {
            Origin::Pinned(name) | Origin::Schema(name) => name.clone(),
            Origin::Inline { parent: Namespace::Type(id), path } => format!("{}/{}", self.name(*id), path.join("/")),
            Origin::Inline { parent: Namespace::Operation(index), path } => {
                format!("{}/{}", self.sdk.operations[*index].wire_name, path.join("/"))
            }
        }
    }
}

fn kind(origin: &Origin) -> &'static str {
    match origin {
        Origin::Pinned(_) => "pinned",
        Origin::Schema(_) => "schema",
        Origin::Inline { .. } => "inline",
    }
}

fn mark(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "!",
        Presence::Optional => "?",
    }
}

fn docs(docs: &Text) -> String {
    let parts = [docs.summary.as_deref(), docs.detail.as_deref()];
    let parts: Vec<String> = parts.into_iter().flatten().map(|part| part.replace('\n', "⏎")).collect();
    if parts.is_empty() { String::new() } else { format!(" -- {}", parts.join(" / ")) }
}

fn shown(example: &Example) -> String {
    let name = example.name.iter().map(|name| format!(" by {name}")).collect::<String>();
    let json: serde_json::Value = serde_json::from_str(&example.json).unwrap();
    format!(", shown{name} as {json}")
}
