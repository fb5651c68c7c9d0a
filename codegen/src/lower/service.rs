//! Lowers addresses and authentication to the service that all capabilities of a crate share.

use super::codes;
use super::context::Context;
use crate::check::{Authentication, CheckedCapability};
use crate::diagnostic::Diagnostic;
use crate::ir::{Credential, Operation, Placement, Region, Scheme, Service, Variable};
use crate::manifest::Manifest;

/// The service; what capabilities disagree about is told.
pub(super) fn service(cx: &mut Context<'_, '_>, capabilities: &[CheckedCapability]) -> Option<Service> {
    let first = capabilities.first()?;
    for other in &capabilities[1..] {
        if other.base_url != first.base_url {
            let message = format!("`{}` and `{}` have different base URLs", first.file, other.file);
            let finding = Diagnostic::error(codes::BASE_URLS_DIFFER, other.base_url_span, message)
                .related(first.base_url_span, "the other one")
                .help("all capabilities of one crate share a base URL; make two crates");
            cx.tell(finding);
        }
        if other.authentication != first.authentication {
            let message = format!("`{}` and `{}` authenticate in different ways", first.file, other.file);
            let finding = Diagnostic::error(codes::AUTHENTICATION_DIFFERS, other.base_url_span, message)
                .related(first.base_url_span, "the other one")
                .help("all capabilities of one crate share their authentication; make two crates");
            cx.tell(finding);
        }
    }
    let manifest = cx.manifest;
    let region = |settings: &crate::manifest::RegionSettings| Region {
        name: settings.name.value.clone(),
        url: settings.url.value.trim_end_matches('/').to_owned(),
        description: settings.description.clone(),
    };
    Some(Service {
        base_url: first.base_url.clone(),
        base_url_variable: format!("{}_BASE_URL", environment_prefix(manifest)),
        regions: manifest.regions.iter().map(region).collect(),
        variables: Vec::new(),
        credential: first.authentication.as_ref().map(|authentication| credential(cx, authentication)),
    })
}

/// What calls take from the environment beside the credential, by name.
pub(super) fn variables(operations: &[Operation]) -> Vec<Variable> {
    let mut variables: Vec<Variable> = Vec::new();
    for variable in operations.iter().flat_map(Operation::templates).flat_map(|template| template.variables()) {
        match variables.iter_mut().find(|known| known.name == variable.name) {
            Some(known) => known.required |= variable.required,
            None => variables.push(variable.clone()),
        }
    }
    variables.sort();
    variables
}

fn credential(cx: &mut Context<'_, '_>, authentication: &Authentication) -> Credential {
    let manifest = cx.manifest;
    let settings = manifest.credential.as_ref();
    let scheme = |settings: &crate::manifest::SchemeSettings| Scheme {
        name: settings.name.value.clone(),
        word: settings.word.value.clone(),
        description: settings.description.clone(),
    };
    let mut schemes: Vec<Scheme> =
        settings.into_iter().flat_map(|settings| settings.schemes.iter().map(scheme)).collect();
    let (variable, user_variable, placement) = match authentication {
        Authentication::Bearer { token } => {
            if schemes.is_empty() {
                schemes.push(Scheme { name: "bearer".to_owned(), word: "Bearer".to_owned(), description: None });
            }
            (token, None, Placement::Header { name: "authorization".to_owned(), schemes })
        }
        Authentication::Header { name, value } => {
            (value, None, Placement::Header { name: name.to_ascii_lowercase(), schemes })
        }
        Authentication::Query { name, value } => {
            tell_unused_schemes(cx, "a query parameter");
            (value, None, Placement::Query { name: name.clone() })
        }
        Authentication::Basic { username, password } => {
            tell_unused_schemes(cx, "basic authentication");
            (password, Some(username.name.clone()), Placement::Basic)
        }
    };
    Credential {
        variable: variable.name.clone(),
        user_variable,
        placement,
        description: settings.and_then(|settings| settings.description.clone()),
    }
}

fn tell_unused_schemes(cx: &mut Context<'_, '_>, carrier: &str) {
    let Some(scheme) = cx.manifest.credential.as_ref().and_then(|settings| settings.schemes.first()) else { return };
    let message = format!("{carrier} carries no scheme word, so `schemes` is ignored");
    cx.tell(Diagnostic::warning(codes::CREDENTIAL, scheme.name.span, message));
}

/// What the vendor is called, unless `sdk.yaml` says: the first word of the crate's name.
pub(super) fn vendor(manifest: &Manifest) -> String {
    manifest.vendor.clone().unwrap_or_else(|| {
        let word = manifest.package.value.split(['-', '_']).next().unwrap_or_default();
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    })
}

fn environment_prefix(manifest: &Manifest) -> String {
    let written = manifest.env.as_ref().map(|env| env.value.clone());
    let text = written.unwrap_or_else(|| vendor(manifest));
    text.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect()
}
