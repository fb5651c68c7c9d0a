//! Checks one service: where it is, what it asks for, and its operations.

use super::context::Context;
use super::filling::Environment;
use super::imports::Service;
use super::inputs::{self, Declared, Taken};
use super::model::{Authentication, CheckedOperation};
use super::scope::Scope;
use super::{authentication, base_url, body, path};
use crate::capability::{Http, Location, Operation, Resource, Text};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// A service and what of it can be called.
#[derive(Debug)]
pub(super) struct CheckedService {
    pub(super) namespace: Text,
    pub(super) base_url: Option<String>,
    pub(super) base_url_span: Span,
    pub(super) authentication: Option<Authentication>,
    pub(super) operations: Vec<Callee>,
    /// Names of operations about which something was reported: calls of them are no finding of their own.
    pub(super) unknown: Unknown,
}

/// Operations that nothing can be said about.
#[derive(Debug)]
pub(super) enum Unknown {
    /// All: the service could not be found.
    Everything,
    /// These.
    Names(Vec<String>),
}

/// An operation as calls see it.
#[derive(Debug)]
pub(super) struct Callee {
    pub(super) operation: CheckedOperation,
    /// The name by which calls give the whole body.
    pub(super) body_name: Option<String>,
}

/// What the operations of one service share.
struct Shared<'s> {
    scope: &'s Scope,
    environment: Environment,
    credential: Option<(Location, &'s str)>,
    declared: Vec<Declared<'s>>,
}

/// Checks a service.
pub(super) fn check(cx: &mut Context, service: &Service) -> CheckedService {
    let namespace = service.namespace.clone();
    let Some(http) = &service.http else {
        return CheckedService {
            base_url: None,
            base_url_span: namespace.span,
            authentication: None,
            operations: Vec::new(),
            unknown: Unknown::Everything,
            namespace,
        };
    };
    cx.imported(&service.via, |cx| check_http(cx, namespace, http, &service.scope))
}

fn check_http(cx: &mut Context, namespace: Text, http: &Http, scope: &Scope) -> CheckedService {
    let base_url = http.base_uri.as_ref().and_then(|uri| base_url::check(cx, scope, uri));
    let declared = http.authentication.as_ref();
    let authentication = declared.and_then(|declared| authentication::check(cx, scope, &namespace.value, declared));
    let credential = declared.and_then(authentication::place);
    let mut environment = Environment::default();
    environment.add(cx, scope, &http.parameters);
    let declared = inputs::declare(cx, scope, &environment, credential, &http.parameters);
    let shared = Shared { scope, environment, credential, declared };
    repeated_resources(cx, &http.resources);
    repeated_operations(cx, http);
    let mut operations: Vec<Callee> = Vec::new();
    let mut unknown = Vec::new();
    for resource in &http.resources {
        let path = resource.path.as_ref().and_then(|text| Some((path::check(cx, text)?, text.span)));
        let mut environment = shared.environment.clone();
        environment.add(cx, scope, &resource.parameters);
        let declared = inputs::declare(cx, scope, &environment, credential, &resource.parameters);
        for operation in &resource.operations {
            let resource = (&environment, &*declared);
            let callee = path.as_ref().and_then(|path| callee(cx, &shared, path, resource, operation));
            match callee {
                Some(callee) => operations.push(callee),
                None => unknown.push(operation.name.value.clone()),
            }
        }
        environment.unused(cx);
    }
    shared.environment.unused(cx);
    same_requests(cx, &operations);
    CheckedService {
        base_url,
        base_url_span: http.base_uri.as_ref().map_or(namespace.span, |uri| uri.span),
        authentication,
        operations,
        unknown: Unknown::Names(unknown),
        namespace,
    }
}

fn callee(
    cx: &mut Context,
    shared: &Shared<'_>,
    (path, path_span): &(path::Path, Span),
    (environment, resource): (&Environment, &[Declared<'_>]),
    operation: &Operation,
) -> Option<Callee> {
    let mut environment = environment.clone();
    environment.add(cx, shared.scope, &operation.parameters);
    let own = inputs::declare(cx, shared.scope, &environment, shared.credential, &operation.parameters);
    let merged = inputs::merge([&shared.declared, resource, &own]);
    let fragment = path.fragment.clone();
    let Taken { path, inputs, template_inputs } = inputs::of_operation(cx, path, *path_span, &environment, &merged);
    let method = operation.method.as_ref()?.value;
    let scope = (shared.scope, &environment);
    let named = body::check(cx, scope, operation.body.as_ref(), method, &merged);
    environment.unused(cx);
    let operation = CheckedOperation {
        name: operation.name.value.clone(),
        span: operation.name.span,
        method: method.as_str().to_owned(),
        path,
        path_span: *path_span,
        fragment,
        description: operation.description.clone().filter(|text| !text.trim().is_empty()),
        inputs,
        template_inputs,
        body: named.body,
        format: operation.format,
        tools: Vec::new(),
    };
    Some(Callee { operation, body_name: named.name })
}

fn repeated_resources(cx: &mut Context, resources: &[Resource]) {
    let names: Vec<&Text> = resources.iter().filter_map(|resource| resource.name.as_ref()).collect();
    for (at, name) in names.iter().enumerate() {
        if let Some(first) = names[..at].iter().find(|first| first.value == name.value) {
            let message = format!("resource name `{}` is repeated; harmless, names are labels", name.value);
            cx.push(Diagnostic::warning("NK212", name.span, message).related(first.span, "first used here"));
        }
    }
}

fn repeated_operations(cx: &mut Context, http: &Http) {
    let operations = http.resources.iter().flat_map(|resource| &resource.operations);
    let names: Vec<&Text> = operations.map(|operation| &operation.name).collect();
    for (at, name) in names.iter().enumerate() {
        if let Some(first) = names[..at].iter().find(|first| first.value == name.value) {
            let message = format!("operation name `{}` is used twice; `call` could not choose", name.value);
            cx.push(Diagnostic::error("NK210", name.span, message).related(first.span, "first used here"));
        }
    }
}

fn same_requests(cx: &mut Context, operations: &[Callee]) {
    let line = |callee: &Callee| (callee.operation.method.clone(), callee.operation.path.to_string());
    let mut seen = std::collections::BTreeMap::new();
    for callee in operations {
        let operation = &callee.operation;
        match seen.get(&line(callee)) {
            None => {
                seen.insert(line(callee), operation);
            }
            Some(first) => {
                let names = format!("`{}` and `{}`", first.name, operation.name);
                let message = format!("{names} send the same request line, {} {}", operation.method, operation.path);
                cx.push(Diagnostic::warning("NK213", operation.span, message).related(first.span, "the other one"));
            }
        }
    }
}
