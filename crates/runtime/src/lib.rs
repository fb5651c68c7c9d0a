//! Authentication, retries, paging and errors for the SDK crates that Meterforge generates.

#[doc(hidden)]
pub mod codegen_v1;

mod json;
mod page;
mod value;

pub use page::*;
pub use value::*;
