//! The stable codes of findings about how the three inputs fit together.

/// The contract lacks an operation of the capability.
pub const OPERATION_NOT_IN_CONTRACT: &str = "OA201";
/// The capability requires a parameter that the matching contract operation does not know.
pub const REQUIRED_PARAMETER_UNKNOWN: &str = "OA202";
/// The capability offers a parameter that the matching contract operation does not know.
pub const OPTIONAL_PARAMETER_UNKNOWN: &str = "OA203";
/// A parameter is written in a style that its location cannot carry.
pub const PARAMETER_STYLE: &str = "OA204";
/// `required` names a property that does not exist.
pub const REQUIRED_UNDEFINED: &str = "OA205";
/// Values of an enum differ in kind.
pub const MIXED_ENUM: &str = "OA206";
/// Schemas are combined in a way that no Rust type expresses.
pub const COMBINATION: &str = "OA207";
/// Several media types say different things.
pub const MEDIA_TYPES: &str = "OA208";
/// No good answer is described.
pub const NO_SUCCESS: &str = "OA209";
/// A discriminator names what is not a member.
pub const DISCRIMINATOR: &str = "OA210";
/// A body is made by the capability and typed by the contract.
pub const BODY_TEMPLATE: &str = "OA212";
/// A header belongs to the client itself.
pub const OWN_HEADER: &str = "OA213";
/// There is no contract at all.
pub const NO_CONTRACT: &str = "OA211";
/// A call carries what a surface cannot.
pub const NOT_SERVED: &str = "OA215";
/// Something stands beside a `$ref` where nothing counts there.
pub const BESIDE_REFERENCE: &str = "OA214";

/// Capabilities of one crate disagree about the base URL.
pub const BASE_URLS_DIFFER: &str = "SY201";
/// Capabilities of one crate disagree about authentication.
pub const AUTHENTICATION_DIFFERS: &str = "SY202";
/// A credential setting does not fit the authentication.
pub const CREDENTIAL: &str = "SY203";
/// `operations` names what no capability has.
pub const UNKNOWN_OPERATION: &str = "SY204";
/// A place under `ids` or `types` was never met.
pub const PLACE_UNUSED: &str = "SY205";
/// A place under `ids` is not text.
pub const ID_NOT_TEXT: &str = "SY206";
/// Places that share a name under `types` differ in shape.
pub const PINNED_SHAPES_DIFFER: &str = "SY207";
/// A setting names a field or parameter that does not exist.
pub const UNKNOWN_FIELD: &str = "SY208";
/// A setting names a field of an unfitting type.
pub const UNFIT_FIELD: &str = "SY209";
/// A setting needs another one.
pub const INCOMPLETE_SETTING: &str = "SY210";
/// `schemas` names what the crate does not use.
pub const SCHEMA_UNUSED: &str = "SY211";
