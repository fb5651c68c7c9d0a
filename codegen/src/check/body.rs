//! Finds out what a request body is made of.

use super::context::Context;
use super::filling::{self, Environment};
use super::inputs::{self, Declared};
use super::model::{BodyInput, CheckedBody, FilePart, TemplateInput};
use super::scope::Scope;
use crate::capability::{Body, BodyData, BodyPart, Constant, Location, Method, Parameter, Text};
use crate::diagnostic::Diagnostic;
use crate::ir::{BodyTemplate, Escape, JsonTemplate, Piece, Template, TemplatePart};
use crate::source::{Node, Number, Span, Spanned, Value};

/// The body, and the name by which calls give it when it is one value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NamedBody {
    pub(super) body: BodyInput,
    pub(super) name: Option<String>,
}

/// The body of an operation.
pub(super) fn check(
    cx: &mut Context,
    (scope, environment): (&Scope, &Environment),
    body: Option<&Body>,
    method: Method,
    merged: &[Declared<'_>],
) -> NamedBody {
    let parameters: Vec<&Declared<'_>> = merged.iter().filter(|declared| declared.location == Location::Body).collect();
    if let (Some(body), [first, ..]) = (body, &parameters[..]) {
        let message = "two sources for the request body: `body` and a parameter `in: body`";
        let diagnostic = Diagnostic::error("NK220", body.span, message);
        cx.push(diagnostic.related(first.parameter.name.span, "the parameter").help("remove one of them"));
    }
    let making = Making { cx, scope, environment, inputs: Vec::new(), files: Vec::new(), fixed: None };
    let named = match body {
        Some(body) => NamedBody { body: making.body(body), name: None },
        None => making.parameters(&parameters),
    };
    unusual_method(cx, method, &named.body);
    named
}

/// A body in the making.
struct Making<'c> {
    cx: &'c mut Context,
    scope: &'c Scope,
    environment: &'c Environment,
    inputs: Vec<TemplateInput>,
    files: Vec<FilePart>,
    fixed: Option<Span>,
}

impl Making<'_> {
    fn body(mut self, body: &Body) -> BodyInput {
        let data = body.data.as_ref().and_then(|data| self.data(data));
        match data {
            // What was reported makes no body; the errors stop everything that would ask for one.
            None => BodyInput::None,
            Some(template) => self.made(template, body.span),
        }
    }

    fn made(self, template: BodyTemplate, span: Span) -> BodyInput {
        let Self { inputs, files, fixed, .. } = self;
        BodyInput::Template(CheckedBody { template, files, inputs, fixed, span })
    }

    fn data(&mut self, data: &BodyData) -> Option<BodyTemplate> {
        Some(match data {
            BodyData::Json(node) => BodyTemplate::Json(self.json(node)?),
            BodyData::Raw(text) => self.text("application/json", text, Escape::Json)?,
            BodyData::Text(text) => self.text("text/plain", text, Escape::Plain)?,
            BodyData::Xml(text) => self.text("application/xml", text, Escape::Xml)?,
            BodyData::Sparql(text) => self.text("application/sparql-query", text, Escape::Sparql)?,
            BodyData::FormText(text) => self.text("application/x-www-form-urlencoded", text, Escape::Form)?,
            BodyData::Form(fields) => {
                let fields = fields.iter().filter_map(|(name, value)| Some((name.clone(), self.template(value)?)));
                BodyTemplate::Form(fields.collect())
            }
            BodyData::Parts(parts) => BodyTemplate::Parts(parts.iter().filter_map(|part| self.part(part)).collect()),
        })
    }

    fn text(&mut self, media_type: &str, text: &Text, escape: Escape) -> Option<BodyTemplate> {
        let text = self.template(text)?;
        Some(BodyTemplate::Text { media_type: media_type.to_owned(), text, escape })
    }

    fn json(&mut self, node: &Node) -> Option<JsonTemplate> {
        let mut value = |json: String| {
            self.fixed.get_or_insert(node.span);
            Some(JsonTemplate::Value(json))
        };
        match &node.value {
            Value::Null => Some(JsonTemplate::Value("null".to_owned())),
            Value::Bool(flag) => value(flag.to_string()),
            Value::Number(Number(text)) => value(json_number(text)),
            Value::String(text) => self.template(&Spanned::new(text.to_string(), node.span)).map(JsonTemplate::Text),
            Value::List(items) => Some(JsonTemplate::List(items.iter().filter_map(|item| self.json(item)).collect())),
            Value::Map(map) => {
                let members =
                    map.iter().filter_map(|entry| Some((entry.key.text.to_string(), self.json(&entry.value)?)));
                Some(JsonTemplate::Object(members.collect()))
            }
        }
    }

    /// A part that is one input under a file name, or of a media type that is no text, is a file.
    fn part(&mut self, part: &BodyPart) -> Option<TemplatePart> {
        let value = self.template(&part.value)?;
        let plain = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
        let (file_name, media_type) = (plain(&part.file_name), plain(&part.content_type));
        let escape = media_type.as_deref().map_or(Some(Escape::Plain), escape);
        let is_file = file_name.is_some() || escape.is_none();
        let name = part.name.value.clone();
        if let Some(input) = value.single_input().filter(|_| is_file).map(str::to_owned) {
            self.files.push(FilePart { name, input, media_type, file_name });
            return None;
        }
        Some(TemplatePart { name, value, escape: escape.unwrap_or(Escape::Plain), media_type, file_name })
    }

    fn template(&mut self, text: &Text) -> Option<Template> {
        let template = filling::lenient(self.cx, self.scope, self.environment, text)?;
        self.note(&template, text.span);
        Some(template)
    }

    /// Notes what a template asks callers for, and whether it holds something that they do not give.
    fn note(&mut self, template: &Template, span: Span) {
        for name in template.inputs() {
            if !self.inputs.iter().any(|input| input.name == name) {
                let input = TemplateInput { name: name.to_owned(), ty: None, required: false, description: None };
                self.inputs.push(input);
            }
        }
        if template.single_input().is_none() && !template.0.is_empty() {
            self.fixed.get_or_insert(span);
        }
    }

    /// One parameter is the whole body, several are its members.
    fn parameters(mut self, parameters: &[&Declared<'_>]) -> NamedBody {
        let body = match parameters {
            [] => BodyInput::None,
            [only] if only.parameter.value.is_none() => {
                let parameter = only.parameter;
                let body = BodyInput::Whole {
                    required: is_required(parameter),
                    description: description(parameter),
                    span: parameter.name.span,
                };
                return NamedBody { body, name: Some(parameter.name.value.clone()) };
            }
            [only] => match self.whole(only.parameter) {
                Some(template) => self.made(template, only.parameter.name.span),
                None => BodyInput::None,
            },
            [first, ..] => {
                let members = parameters.iter().filter_map(|declared| {
                    let parameter = declared.parameter;
                    Some((parameter.name.value.clone(), self.member(parameter)?))
                });
                let members = members.collect();
                self.made(BodyTemplate::Json(JsonTemplate::Object(members)), first.parameter.name.span)
            }
        };
        NamedBody { body, name: None }
    }

    /// The whole body by the value of its one parameter: a text is JSON once it is filled.
    fn whole(&mut self, parameter: &Parameter) -> Option<BodyTemplate> {
        let value = parameter.value.as_ref()?;
        match &value.value {
            Constant::Text(text) => {
                let raw = self.text("application/json", &Spanned::new(text.clone(), value.span), Escape::Json);
                self.typed(parameter);
                raw
            }
            _ => Some(BodyTemplate::Json(self.member(parameter)?)),
        }
    }

    fn member(&mut self, parameter: &Parameter) -> Option<JsonTemplate> {
        let name = &parameter.name;
        let Some(value) = &parameter.value else {
            let template = Template(vec![Piece::Input(name.value.clone())]);
            self.note(&template, name.span);
            self.typed(parameter);
            return Some(JsonTemplate::Text(template));
        };
        match &value.value {
            Constant::Text(text) => {
                let template = self.template(&Spanned::new(text.clone(), value.span));
                self.typed(parameter);
                template.map(JsonTemplate::Text)
            }
            constant => {
                self.fixed.get_or_insert(value.span);
                let is_number = matches!(constant, Constant::Number(_));
                let text = constant.text();
                Some(JsonTemplate::Value(if is_number { json_number(&text) } else { text }))
            }
        }
    }

    /// Types the inputs that came with a parameter, which says what they are.
    fn typed(&mut self, parameter: &Parameter) {
        for input in self.inputs.iter_mut().filter(|input| input.ty.is_none()) {
            input.ty = Some(inputs::ty(parameter.ty));
            input.required = is_required(parameter);
            input.description = description(parameter);
        }
    }
}

/// How values are written into a part of a media type; none when it is no text.
fn escape(media_type: &str) -> Option<Escape> {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match &*essence {
        json if json.ends_with("json") => Some(Escape::Json),
        xml if xml.ends_with("xml") => Some(Escape::Xml),
        text if text.starts_with("text/") => Some(Escape::Plain),
        _ => None,
    }
}

/// A number as JSON writes it; YAML knows more ways.
fn json_number(text: &str) -> String {
    match serde_json::from_str::<serde_json::Number>(text) {
        Ok(_) => text.to_owned(),
        Err(_) => {
            text.trim_start_matches('+').parse::<f64>().map_or_else(|_| "null".to_owned(), |number| number.to_string())
        }
    }
}

fn is_required(parameter: &Parameter) -> bool {
    parameter.required.as_ref().is_some_and(|required| required.value)
}

fn description(parameter: &Parameter) -> Option<String> {
    parameter.description.clone().filter(|text| !text.trim().is_empty())
}

fn unusual_method(cx: &mut Context, method: Method, body: &BodyInput) {
    let (required, span) = match body {
        BodyInput::None => return,
        BodyInput::Whole { required, span, .. } => (*required, *span),
        BodyInput::Template(body) => (body.inputs.iter().any(|input| input.required), body.span),
    };
    let message = format!("many servers ignore the body of a {}", method.as_str());
    match (method, required) {
        (Method::Get, true) => cx.push(Diagnostic::error("NK219", span, message).help("remove `required: true`")),
        (Method::Get | Method::Delete, _) => {
            cx.push(Diagnostic::warning("NK219", span, message).help("it is sent only if supplied"));
        }
        (Method::Post | Method::Put | Method::Patch, _) => {}
    }
}
