//! Turns a spec folder (capability files, contract, `sdk.yaml`) into the text of one typed SDK crate.
//!
//! The flow is the module list: [`source`] loads, [`capability`], [`contract`] and [`manifest`] give the three inputs
//! their shape, [`check`] links them, [`lower`] says what they mean ([`ir`]), [`name`] chooses Rust names, [`emit`] prints
//! items, [`render`] gives them their final text, [`mod@write`] compares and replaces files.

pub mod capability;
pub mod check;
pub mod contract;
pub mod diagnostic;
pub mod emit;
pub mod generate;
pub mod ir;
pub mod lower;
pub mod manifest;
pub mod name;
pub mod path_template;
pub mod render;
pub mod source;
pub mod write;
