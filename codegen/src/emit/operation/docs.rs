//! Builds the docs of a client's method: what it does, what it needs, what it gives, what can go wrong.

use super::{Input, InputType, Target};
use crate::emit::doc::Doc;
use crate::emit::prose::safe;
use crate::emit::types::path;
use crate::ir::{Content, Output, Presence, Replay, Type};
use crate::name;

/// The docs of the method that makes the call.
pub(in crate::emit) fn method(target: &Target<'_>) -> Doc {
    let operation = target.operation;
    let doc = Doc::of(&operation.docs, || format!("Calls `{} {}`.", operation.method, operation.path));
    let doc = doc.paragraph(facts(target)).paragraph(gives(target));
    let doc = headers(target, doc);
    let doc = errors(target, doc).heading("Example").example(&example(target));
    let doc = shown(target, doc);
    doc.paragraph(format!("Source: `{}`, `{}`.", target.cx.source_of(operation), operation.wire_name))
}

/// An example is shown up to so many lines.
const LINES: usize = 12;

/// None of these is wider.
const WIDTH: usize = 110;

/// The first body and the first answer that the contract shows, unless they would hide the rest.
fn shown(target: &Target<'_>, mut doc: Doc) -> Doc {
    let operation = target.operation;
    let sent = operation.body.as_ref().map(|body| &body.content);
    let received = match &operation.output {
        Output::One(content) | Output::Maybe(content) => Some(content),
        Output::Several(answers) => answers.iter().find_map(|answer| answer.content.as_ref()),
        Output::Empty => None,
    };
    for (title, content) in [("A body as the vendor shows it:", sent), ("An answer as the vendor shows it:", received)]
    {
        let Some(example) = content.and_then(|content| content.examples().first()) else { continue };
        let json = &example.json;
        if json.lines().count() <= LINES && json.lines().all(|line| line.chars().count() <= WIDTH) {
            doc = doc.paragraph(title).json(json);
        }
    }
    doc
}

/// One line of facts: the address, and whether the call may be sent twice.
fn facts(target: &Target<'_>) -> String {
    let operation = target.operation;
    let replay = match &operation.replay {
        Replay::Safe => "safe: changes nothing, and is sent again after a transient failure".to_owned(),
        Replay::Idempotent => "idempotent: is sent again after a transient failure".to_owned(),
        Replay::Keyed(keyed) => {
            let place =
                keyed.list.as_ref().map_or_else(|| keyed.field.clone(), |list| format!("{list}[].{}", keyed.field));
            format!("keyed by `{place}`: is sent again with the same key after a transient failure")
        }
        Replay::Unsafe => "unsafe: is sent again only when the first attempt never reached the vendor".to_owned(),
    };
    format!("`{} {}` · {replay}.", operation.method, operation.path)
}

/// What awaiting gives.
fn gives(target: &Target<'_>) -> String {
    let cx = target.cx;
    let content = match &target.operation.output {
        Output::Empty => "nothing".to_owned(),
        Output::One(content) if target.operation.is_streamed() => {
            let content = content_text(cx, content);
            format!("{content}; `.stream()` hands them on as they arrive, however much it is")
        }
        Output::One(content) => content_text(cx, content),
        Output::Maybe(content) => format!("{}, or `None` when the answer has no body", content_text(cx, content)),
        Output::Several(successes) => {
            let as_it_arrives = match target.operation.is_streamed() {
                true => "; `.stream()` hands any of them on as it arrives, however much it is",
                false => "",
            };
            let by_status = successes.iter().any(|success| success.status != successes[0].status);
            let by_type = successes.iter().any(|success| !success.media_types.is_empty());
            let by = match (by_status, by_type) {
                (true, true) => "by status and media type",
                (false, true) => "by media type; `with_header(\"accept\", …)` asks for another than the first",
                _ => "by status",
            };
            format!("[`{0}`](crate::operation::{0}), {by}{as_it_arrives}", target.names.output)
        }
    };
    let gives = if target.has_receipt() {
        format!("Gives a [`Receipt`](crate::Receipt): {content}, or the news that an earlier attempt had landed.")
    } else if target.operation.paging.is_some() {
        format!(
            "Awaiting gives one page, {content}; `.pages()` and `.items()` give all of them, each fetched when it is needed."
        )
    } else {
        format!("Gives {content}.")
    };
    gives.replacen("Gives nothing.", "Gives nothing but success.", 1)
}

fn content_text(cx: &super::Context<'_>, content: &Content) -> String {
    match content {
        Content::Json { ty, .. } | Content::Form { ty, .. } => type_text(cx, ty),
        Content::Text { media_type } => format!("text (`{media_type}`)"),
        Content::Bytes { media_type } => format!("bytes (`{media_type}`)"),
        Content::Multipart(_) | Content::Template(_) => "a form".to_owned(),
        Content::Location => "the address that the vendor leads to".to_owned(),
    }
}

fn type_text(cx: &super::Context<'_>, ty: &Type) -> String {
    match ty {
        Type::Named(id) => format!("[`{0}`](crate::model::{0})", cx.names.type_(*id)),
        Type::List(item) => format!("a list of {}", type_text(cx, item)),
        Type::Map(value) => format!("a map of {}", type_text(cx, value)),
        Type::Nullable(inner) => format!("{} or null", type_text(cx, inner)),
        Type::Json => "a JSON value".to_owned(),
        Type::JsonObject => "a JSON object".to_owned(),
        Type::Bool => "a truth value".to_owned(),
        Type::Integer | Type::Unsigned | Type::Float => "a number".to_owned(),
        Type::Decimal(_) | Type::DecimalNumber | Type::DecimalText => "a decimal".to_owned(),
        Type::String(_) | Type::Secret | Type::Duration => "text".to_owned(),
        Type::File => "a file".to_owned(),
        Type::Id(id) => format!("an [`{0}`](crate::ids::{0})", cx.sdk.ids[id.0 as usize].name),
        Type::Date | Type::DateTime => "a time".to_owned(),
    }
}

/// The headers of answers, with their types.
fn headers(target: &Target<'_>, doc: Doc) -> Doc {
    let headers = &target.operation.headers;
    if headers.is_empty() {
        return doc;
    }
    let shown = headers.iter().map(|header| {
        let constant = target.cx.names.header(&header.wire_name);
        format!("[`{}`](crate::headers::{constant}) ({})", header.wire_name, type_text(target.cx, &header.ty))
    });
    doc.paragraph(format!("Answers may carry the headers {}.", shown.collect::<Vec<_>>().join(", ")))
}

fn errors(target: &Target<'_>, doc: Doc) -> Doc {
    let mut doc = doc.heading("Errors").paragraph("What every call can fail with: see [`Error`](crate::Error).");
    if !target.operation.errors.is_empty() {
        doc = doc.line("The contract names:");
    }
    for error in &target.operation.errors {
        let status = format!("`{}`", error.status);
        let docs = &error.docs;
        let text = docs.summary.as_deref().map_or(status.clone(), |summary| format!("{status}: {}", safe(summary)));
        doc = doc.bullet(&text);
    }
    doc
}

/// The call with literals for arguments; `None` when it needs one that no literal makes.
pub(in crate::emit) fn literal_call(target: &Target<'_>) -> Option<String> {
    let inputs = target.inputs();
    let required = inputs.iter().filter(|input| input.presence == Presence::Required);
    let arguments: Option<Vec<_>> = required.map(|input| literal(target, input)).collect();
    Some(format!("{}({})", target.names.method, arguments?.join(", ")))
}

/// A literal that can be the argument.
fn literal(target: &Target<'_>, input: &Input<'_>) -> Option<String> {
    match input.ty {
        InputType::Ir(Type::Id(_) | Type::String(_)) => {
            Some(format!("\"{}\"", sample(target, input.name.trim_start_matches("r#"))))
        }
        InputType::Ir(Type::Bool) => Some("true".to_owned()),
        InputType::Ir(Type::Integer) => Some("1".to_owned()),
        _ => None,
    }
}

fn example(target: &Target<'_>) -> Vec<String> {
    let package = name::crate_ident(&target.cx.sdk.package);
    let mut hidden = format!("client: &{package}::Client");
    let mut arguments = Vec::new();
    for input in target.inputs().iter().filter(|input| input.presence == Presence::Required) {
        arguments.push(literal(target, input).unwrap_or_else(|| {
            // What no literal makes comes in from outside the example.
            hidden.push_str(&format!(", {}: {}", input.name, example_type(target.cx, &package, input.ty)));
            input.name.to_owned()
        }));
    }
    let call = format!("client.{}({})", target.names.method, arguments.join(", "));
    let mut lines = vec![format!("# async fn sample({hidden}) -> {package}::Result<()> {{")];
    lines.extend(match &target.operation.output {
        Output::Empty if !target.has_receipt() => vec![format!("{call}.await?;")],
        _ if target.operation.paging.is_some() => vec![
            "use futures::TryStreamExt as _;".to_owned(),
            String::new(),
            format!("let mut items = {call}.items();"),
            "while let Some(item) = items.try_next().await? {".to_owned(),
            "    println!(\"{item:?}\");".to_owned(),
            "}".to_owned(),
        ],
        _ => vec![format!("let answer = {call}.await?;"), "println!(\"{answer:?}\");".to_owned()],
    });
    lines.push("# Ok(())".to_owned());
    lines.push("# }".to_owned());
    lines
}

/// An argument that reads like one.
fn sample(target: &Target<'_>, name: &str) -> String {
    use crate::ir::TextFormat;
    let format = target.operation.parameters.iter().zip(&target.names.parameters).find(|(_, other)| *other == name);
    let format = format.map(|(parameter, _)| match &parameter.ty {
        Type::Id(id) => target.cx.sdk.ids[id.0 as usize].format,
        Type::String(format) => *format,
        _ => TextFormat::Any,
    });
    match format {
        Some(TextFormat::Uuid) => "0b5d1c6e-2f6a-4c36-9a0e-5f3f0f4b7f11".to_owned(),
        Some(TextFormat::Ulid) => "01J9ZQ4XKD8M3B7V5T2R6N1C0E".to_owned(),
        _ => format!("{}_1", name.trim_end_matches("_id")),
    }
}

/// A type by its full path, as an example outside the crate writes it.
fn example_type(cx: &super::Context<'_>, package: &str, ty: InputType<'_>) -> String {
    match ty {
        InputType::Text => "String".to_owned(),
        InputType::Upload => format!("{package}::Upload"),
        InputType::Form => format!("{package}::Multipart"),
        InputType::Ir(ty) => path(cx.sdk, cx.names, ty),
    }
}
