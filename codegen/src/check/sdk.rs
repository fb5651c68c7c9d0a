//! Joins the services of one capability into what one SDK is made from.

use super::adapter::CheckedAdapter;
use super::context::Context;
use super::model::CheckedCapability;
use super::service::CheckedService;
use crate::capability::Document;
use crate::diagnostic::Diagnostic;
use std::path::Path;

/// The capability; an SDK has one client, so its services must be at one place.
pub(super) fn assemble(
    cx: &mut Context,
    path: &Path,
    document: &Document,
    services: Vec<CheckedService>,
    adapters: Vec<CheckedAdapter>,
) -> Option<CheckedCapability> {
    let first = services.first()?;
    for other in &services[1..] {
        if other.base_url != first.base_url || other.authentication != first.authentication {
            let message = format!(
                "`{}` and `{}` differ in base URL or authentication; an SDK has one client for both",
                first.namespace.value, other.namespace.value
            );
            let diagnostic = Diagnostic::error("NK206", other.namespace.span, message);
            cx.push(diagnostic.related(first.namespace.span, "the first service").help("make a capability of each"));
        }
    }
    repeated_operations(cx, &services);
    let info = document.info.as_ref();
    let label = info.and_then(|info| info.label.as_ref()).map_or(&first.namespace.value, |label| &label.value);
    Some(CheckedCapability {
        file: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        label: label.clone(),
        description: info.and_then(|info| info.description.clone()).unwrap_or_default(),
        base_url: first.base_url.clone(),
        base_url_span: first.base_url_span,
        authentication: first.authentication.clone(),
        operations: services
            .into_iter()
            .flat_map(|service| service.operations)
            .map(|callee| callee.operation)
            .collect(),
        adapters,
    })
}

/// Inside one service that was reported already; calls tell two services apart, methods of a client do not.
fn repeated_operations(cx: &mut Context, services: &[CheckedService]) {
    for (at, service) in services.iter().enumerate() {
        let earlier = || services[..at].iter().flat_map(|service| &service.operations);
        for callee in &service.operations {
            let operation = &callee.operation;
            if let Some(first) = earlier().find(|first| first.operation.name == operation.name) {
                let message = format!("operation name `{}` is used by two services of one SDK", operation.name);
                let diagnostic = Diagnostic::error("NK210", operation.span, message);
                cx.push(diagnostic.related(first.operation.span, "first used here"));
            }
        }
    }
}
