//! What a generated client says about its vendor.

use std::fmt;

use crate::auth::CredentialInfo;
use crate::core::Client;
use crate::template::VariableInfo;

/// A vendor's client: what generated code says about itself.
pub trait Service: Sized {
    /// The places where the vendor runs.
    type Region: Region;

    /// What is known of the vendor before any setting is.
    const INFO: ServiceInfo;

    /// What calls take from the environment beside the credential.
    const VARIABLES: &'static [VariableInfo] = &[];

    /// Wraps the core.
    fn from_core(core: Client) -> Self;

    /// The core.
    fn core(&self) -> &Client;
}

/// What is known of a vendor before any setting is.
#[derive(Clone, Copy, Debug)]
pub struct ServiceInfo {
    /// The SDK's package name, for the user agent.
    pub package: &'static str,
    /// The SDK's version, for the user agent.
    pub version: &'static str,
    /// The vendor's address; none when each customer has one of their own.
    pub base_url: Option<&'static str>,
    /// The environment variable with another address.
    pub base_url_variable: &'static str,
    /// What the vendor asks for; none when it asks for nothing.
    pub credential: Option<CredentialInfo>,
}

/// One of the places where a vendor runs.
pub trait Region: Copy + fmt::Debug {
    /// The address there.
    fn url(&self) -> &'static str;
}

/// The region of a vendor that has none: no value of it exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRegion {}

impl Region for NoRegion {
    fn url(&self) -> &'static str {
        match *self {}
    }
}
