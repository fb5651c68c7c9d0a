//! Says how much a file may hold and how it starts.

/// What a kind of file is allowed, so that no input costs more than a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The kind of file, for messages: `a capability`.
    pub noun: &'static str,
    /// How such a file starts, for messages and to find it inside other text: `naftiko: 1.0.0-alpha2`.
    pub opening: &'static str,
    /// Collections inside each other; the top level is the first.
    pub depth: usize,
    /// Size of the file in bytes.
    pub bytes: usize,
    /// Keys, scalars and collections together, aliases expanded.
    pub nodes: usize,
    /// Nodes that come from aliases.
    pub aliased: usize,
    /// What may be a key.
    pub keys: Keys,
}

/// What may be a key of a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys {
    /// Text only.
    Strings,
    /// Numbers too, read as the text they are written as: OpenAPI documents write `200:` for a status.
    Scalars,
}

const MIB: usize = 1024 * 1024;

impl Limits {
    /// For capability files.
    pub const CAPABILITY: Self = Self {
        noun: "a capability",
        opening: "naftiko: 1.0.0-alpha2",
        depth: 64,
        bytes: 8 * MIB,
        nodes: 1_000_000,
        aliased: 250_000,
        keys: Keys::Strings,
    };

    /// For contracts, which hold whole vendor APIs.
    pub const CONTRACT: Self = Self {
        noun: "a contract",
        opening: "openapi: 3.1.0",
        depth: 128,
        bytes: 64 * MIB,
        nodes: 8_000_000,
        aliased: 250_000,
        keys: Keys::Scalars,
    };

    /// For `sdk.yaml`.
    pub const MANIFEST: Self = Self {
        noun: "a manifest",
        opening: "crate: acme-metering",
        depth: 64,
        bytes: MIB,
        nodes: 100_000,
        aliased: 25_000,
        keys: Keys::Strings,
    };
}
