//! The SDK manifest, `sdk.yaml`: what neither a capability nor a contract says.

mod model;
mod operation;
mod read;
mod rule;
mod section;

pub use model::{
    CredentialSettings, IdSettings, Manifest, OperationSettings, PagingSettings, RegionSettings, SchemaSettings,
    SchemeSettings, Spanned, TypeSettings,
};
pub use read::read;

#[cfg(test)]
mod tests;
