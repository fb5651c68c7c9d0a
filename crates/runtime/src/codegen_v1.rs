//! Gathers what generated code needs beyond the public API; a change that breaks it makes a `codegen_v2`.

pub use crate::json::*;
pub use crate::page::*;
pub use crate::value::*;
