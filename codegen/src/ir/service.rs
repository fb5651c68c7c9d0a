//! Where an SDK's calls go and what proves who sends them.

use super::Variable;
use serde::Serialize;

/// The vendor's service as a client sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Service {
    /// The address calls go to by default; `None` when the user must give one.
    pub base_url: Option<String>,
    /// The environment variable that overrides it, such as `SUGER_BASE_URL`.
    pub base_url_variable: String,
    /// Named addresses a user can choose instead.
    pub regions: Vec<Region>,
    /// What proves who calls; `None` when the vendor asks for nothing.
    pub credential: Option<Credential>,
    /// What calls take from the environment beside the credential, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub variables: Vec<Variable>,
}

/// A named address of the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Region {
    /// The name, such as `eu`.
    pub name: String,
    /// The address.
    pub url: String,
    /// What it is for.
    pub description: Option<String>,
}

/// What proves who calls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Credential {
    /// The environment variable that holds the secret (for basic: the password).
    pub variable: String,
    /// For basic authentication, the variable that holds the user name.
    pub user_variable: Option<String>,
    /// Where the secret goes.
    pub placement: Placement,
    /// Where a person gets one, as a sentence.
    pub description: Option<String>,
}

/// Where a credential goes on a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Placement {
    /// A header; the first scheme is the default, none means the bare secret.
    Header {
        /// The header's name, lower case.
        name: String,
        /// The words the vendor accepts in front of the secret.
        schemes: Vec<Scheme>,
    },
    /// A query parameter.
    Query {
        /// Its name.
        name: String,
    },
    /// HTTP basic authentication (RFC 7617).
    Basic,
}

/// A word in front of a secret, such as `Bearer`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Scheme {
    /// How code names it, such as `api_token`; wire style, cased by the name stage.
    pub name: String,
    /// The word on the wire.
    pub word: String,
    /// Who uses it.
    pub description: Option<String>,
}
