//! Reads a client's settings from variables.

use std::ffi::OsString;

use super::settings::{Given, Settings};
use crate::auth::Credential;
use crate::error::{Error, Result};
use crate::secret::Secret;
use crate::service::ServiceInfo;
use crate::template::VariableInfo;

/// Fills what is not set yet. An empty variable counts as none; space around a value, as editors leave it, is cut.
pub(super) fn fill(
    settings: &mut Settings,
    info: &ServiceInfo,
    variables: &[VariableInfo],
    lookup: &dyn Fn(&str) -> Option<OsString>,
) -> Result<()> {
    for variable in variables {
        if !settings.variables.iter().any(|(name, _)| name == variable.name) {
            let value = if variable.required {
                Some(required(lookup, variable.name)?)
            } else {
                optional(lookup, variable.name)?
            };
            settings.variables.extend(value.map(|value| (variable.name.to_owned(), Secret::new(value))));
        }
    }
    if settings.base_url.is_none() {
        let variable = info.base_url_variable;
        settings.base_url = optional(lookup, variable)?.map(|url| Given::by(variable, url));
    }
    let Some(credential) = info.credential else { return Ok(()) };
    if settings.credential.is_some() {
        return Ok(());
    }
    let secret = Secret::new(required(lookup, credential.variable)?);
    let value = match credential.user_variable {
        Some(variable) => Credential::basic(required(lookup, variable)?, secret),
        None => secret.into(),
    };
    settings.credential = Some(Given::by(credential.variable, value));
    Ok(())
}

fn required(lookup: &dyn Fn(&str) -> Option<OsString>, variable: &str) -> Result<String> {
    optional(lookup, variable)?
        .ok_or_else(|| Error::configuration(format!("the environment variable {variable} is not set")))
}

fn optional(lookup: &dyn Fn(&str) -> Option<OsString>, variable: &str) -> Result<Option<String>> {
    match lookup(variable).map(OsString::into_string) {
        None => Ok(None),
        Some(Ok(text)) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
        // The text itself would be in the error of the conversion: it may be a secret.
        Some(Err(_)) => Err(Error::configuration(format!("the environment variable {variable} is not UTF-8"))),
    }
}
