//! The request that each operation sends, kept in one place: the SDK's tests and those of the surfaces read it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::{fs, io};

use serde::Deserialize;
use serde_json::value::RawValue;

/// What an operation sends.
#[derive(Clone, Debug, Deserialize)]
pub struct Pin {
    /// Method, path and query.
    pub request: String,
    /// The exact body.
    pub body: Option<String>,
    /// The good status it is answered with.
    #[serde(default = "ok")]
    pub status: u16,
    /// The inputs by which a surface makes the same request, by their Rust names or those of a body's template, digit by
    /// digit; none where no surface can make it.
    pub inputs: Option<BTreeMap<String, Box<RawValue>>>,
}

fn ok() -> u16 {
    200
}

/// The pins of `tests/vendor/<folder>/requests.json`, by the client's method. One that ends in `.exposed` stands for a
/// call that surfaces can make where they offer less than the client does.
///
/// # Errors
/// When the file is not there or not what it should be.
pub fn pins(folder: &str) -> io::Result<BTreeMap<String, Pin>> {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "vendor", folder, "requests.json"].iter().collect();
    Ok(serde_json::from_slice(&fs::read(path)?)?)
}
