//! Checks that credentials come from variables, and says what else they make of a request's inputs.

use super::context::Context;
use super::model::{Authentication, Variable};
use super::scope::{Inputs, Meaning, Scope, strict_template};
use crate::capability::{self, Location, Placement, Scheme, Text};
use crate::diagnostic::Diagnostic;
use heck::ToShoutySnakeCase;

/// What proves who calls; `None` when it was reported.
pub(super) fn check(
    cx: &mut Context,
    scope: &Scope,
    namespace: &str,
    declared: &capability::Authentication,
) -> Option<Authentication> {
    let mut variable = |text: &Text, key: &str| credential(cx, scope, namespace, declared, text, key);
    match &declared.scheme {
        Scheme::Bearer { token } => Some(Authentication::Bearer { token: variable(token, "token")? }),
        Scheme::ApiKey { key, value, placement } => {
            let value = variable(value, "value")?;
            let name = key.value.clone();
            match placement {
                Placement::Header => {
                    super::headers::name(cx, key, super::headers::Owner::Authentication);
                    Some(Authentication::Header { name, value })
                }
                Placement::Query => Some(Authentication::Query { name, value }),
            }
        }
        Scheme::Basic { username, password } => {
            let username = variable(username, "username");
            let password = variable(password, "password");
            Some(Authentication::Basic { username: username?, password: password? })
        }
        // Reported where they are read: nothing of the kind goes out.
        Scheme::Digest | Scheme::OAuth2 => None,
    }
}

/// Where the credential goes: no input may go there too.
pub(super) fn place(declared: &capability::Authentication) -> Option<(Location, &str)> {
    match &declared.scheme {
        Scheme::Bearer { .. } | Scheme::Basic { .. } => Some((Location::Header, "Authorization")),
        Scheme::ApiKey { key, placement: Placement::Header, .. } => Some((Location::Header, &key.value)),
        Scheme::ApiKey { key, placement: Placement::Query, .. } => Some((Location::Query, &key.value)),
        Scheme::Digest | Scheme::OAuth2 => None,
    }
}

/// The variable that holds a credential.
fn credential(
    cx: &mut Context,
    scope: &Scope,
    namespace: &str,
    declared: &capability::Authentication,
    text: &Text,
    key: &str,
) -> Option<Variable> {
    let template = strict_template(cx, text)?;
    if template.is_literal() {
        let name = format!("{namespace}-{key}").to_shouty_snake_case();
        let message = format!("a credential is written into the file (`{key}`)");
        let help = format!("use a bind; the generated client does not contain it and reads `{name}` instead");
        // The finding points beside the credential, so that no log repeats it.
        cx.push(Diagnostic::warning("NK119", declared.span, message).help(help));
        return Some(Variable { name });
    }
    let Some(reference) = template.single() else {
        let message = format!("`{key}` mixes text and variables");
        let help = "use one variable alone; a word in front of the secret belongs into `sdk.yaml`";
        cx.push(Diagnostic::error("NK230", text.span, message).help(help));
        return None;
    };
    match scope.resolve(cx, reference, text.span, Inputs::None)? {
        Meaning::Variable(variable) => Some(variable),
        Meaning::Input(_) => None,
    }
}
