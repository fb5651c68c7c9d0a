//! The stable codes of findings about a contract.

/// The file is no OpenAPI document.
pub const NOT_OPENAPI: &str = "OA101";
/// The document's version is neither 3.0 nor 3.1.
pub const VERSION: &str = "OA102";
/// A `$ref` points at nothing.
pub const UNRESOLVED_REFERENCE: &str = "OA103";
/// A `$ref` leaves the document.
pub const EXTERNAL_REFERENCE: &str = "OA104";
/// A `$ref` leads back to itself.
pub const CYCLIC_REFERENCE: &str = "OA105";
/// A value is of another kind than OpenAPI says.
pub const WRONG_KIND: &str = "OA106";
/// A path of the contract is malformed and cannot be matched.
pub const BAD_PATH: &str = "OA107";
/// Two paths of the contract address the same thing.
pub const SAME_SHAPE: &str = "OA108";
/// A response is listed under something that is no status.
pub const BAD_STATUS: &str = "OA109";
/// A parameter lacks what every parameter has.
pub const BAD_PARAMETER: &str = "OA110";
