//! The SDK manifest, `sdk.yaml`: what neither a capability nor a contract says.

mod model;

pub use model::{
    CredentialSettings, IdSettings, Manifest, OperationSettings, PagingSettings, RegionSettings, SchemaSettings,
    SchemeSettings, Spanned, TypeSettings,
};
