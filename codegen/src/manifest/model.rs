//! `sdk.yaml` as written.

pub use crate::source::Spanned;

/// One `sdk.yaml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// `crate`: package name and folder.
    pub package: Spanned<String>,
    /// `capabilities`: files relative to the manifest.
    pub capabilities: Vec<Spanned<String>>,
    /// `contract`: a file relative to the manifest.
    pub contract: Option<Spanned<String>>,
    /// `vendor`: how its users call it; default the first word of the crate's name, capitalised.
    pub vendor: Option<String>,
    /// `blurb`: one sentence; default the capability's label.
    pub blurb: Option<String>,
    /// `notes`: Markdown paragraphs for README and crate page.
    pub notes: Vec<String>,
    /// `env`: the prefix of environment variables (`SUGER` gives `SUGER_BASE_URL`); default the vendor in capitals.
    pub env: Option<Spanned<String>>,
    /// `regions`: named servers, in order.
    pub regions: Vec<RegionSettings>,
    /// `credential`: scheme words and where to get one.
    pub credential: Option<CredentialSettings>,
    /// `ids`: identifier newtypes, in order.
    pub ids: Vec<IdSettings>,
    /// `types`: names for schemas that have none or a bad one.
    pub types: Vec<TypeSettings>,
    /// `schemas`: settings of schemas, by their name in the contract.
    pub schemas: Vec<SchemaSettings>,
    /// `operations`: settings of operations, by the capability's name.
    pub operations: Vec<OperationSettings>,
}

/// `regions.<name>`: an address, or `{ url, description }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionSettings {
    /// The name.
    pub name: Spanned<String>,
    /// The address.
    pub url: Spanned<String>,
    /// What it is for.
    pub description: Option<String>,
}

/// `credential`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialSettings {
    /// `description`: where a person gets one.
    pub description: Option<String>,
    /// `schemes`: words in front of the secret; the first is the default.
    pub schemes: Vec<SchemeSettings>,
}

/// `credential.schemes[]`: `{ name, word, description? }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemeSettings {
    /// How code names it (`api_token`).
    pub name: Spanned<String>,
    /// The word on the wire (`Token`).
    pub word: Spanned<String>,
    /// Who uses it.
    pub description: Option<String>,
}

/// `ids.<Name>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdSettings {
    /// The Rust type's name.
    pub name: Spanned<String>,
    /// `description`: what it identifies.
    pub description: Option<String>,
    /// `format`: `uuid` or `ulid`, checked before sending.
    pub format: Option<Spanned<String>>,
    /// `parameters`: wire names of parameters, in every operation.
    pub parameters: Vec<Spanned<String>>,
    /// `fields`: `Schema.field`, or `*.field` for every schema.
    pub fields: Vec<Spanned<String>>,
}

/// `types.<Name>`: a list of places, each `Schema`, `Schema.field` (further fields after further dots, `[]` for items) or
/// `operation.parameter`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeSettings {
    /// The Rust type's name.
    pub name: Spanned<String>,
    /// What gets it.
    pub places: Vec<Spanned<String>>,
}

/// `schemas.<Schema>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaSettings {
    /// The schema's name in the contract.
    pub name: Spanned<String>,
    /// `one_of`: fields of which exactly one is given; each gets a constructor.
    pub one_of: Vec<Spanned<String>>,
}

/// `operations.<name>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationSettings {
    /// The capability's name for the operation.
    pub wire_name: Spanned<String>,
    /// `name`: the method name, in snake case.
    pub name: Option<Spanned<String>>,
    /// `description`: replaces the contract's and the capability's.
    pub description: Option<String>,
    /// `keyed`: `field` or `list[].field` of the body by which the vendor recognises a repeated call.
    pub keyed: Option<Spanned<String>>,
    /// `duplicate`: the status that answers a repeated key.
    pub duplicate: Option<Spanned<u16>>,
    /// `partial`: the good status that means that a part was refused.
    pub partial: Option<Spanned<u16>>,
    /// `idempotent`: confirms the hint of a PATCH, or overrules the capability.
    pub idempotent: Option<Spanned<bool>>,
    /// `refused`: statuses that mean "not processed".
    pub refused: Vec<Spanned<u16>>,
    /// `body: required`: the body is an argument although neither spec requires it.
    pub body_required: Option<Spanned<bool>>,
    /// `fill`: body field → parameter whose value it repeats.
    pub fill: Vec<(Spanned<String>, Spanned<String>)>,
    /// `paging`: how the next page is asked for.
    pub paging: Option<Spanned<PagingSettings>>,
}

/// `operations.<name>.paging`, with `style: offset | token | number`. Paths are dotted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PagingSettings {
    /// `{ style: offset, query, next, items }`
    Offset {
        /// The query parameter.
        query: Spanned<String>,
        /// The answer's field with the next offset.
        next: Spanned<String>,
        /// The answer's field with the items.
        items: Spanned<String>,
    },
    /// `{ style: token, query, next, items }`
    Token {
        /// The query parameter.
        query: Spanned<String>,
        /// The answer's field with the token.
        next: Spanned<String>,
        /// The answer's field with the items.
        items: Spanned<String>,
    },
    /// `{ style: number, query, number, size, total, items }`
    Number {
        /// The query parameter, or `parameter.member` of a deep object.
        query: Spanned<String>,
        /// The answer's field with this page's number.
        number: Spanned<String>,
        /// The answer's field with the page size.
        size: Spanned<String>,
        /// The answer's field with the total number of items.
        total: Spanned<String>,
        /// The answer's field with the items.
        items: Spanned<String>,
    },
}
