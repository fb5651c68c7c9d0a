//! Writes the crates of a corpus into one workspace and has cargo check it.

use crate::project;
use anyhow::{Context as _, Result};
use meterforge_codegen::generate::Generated;
use meterforge_codegen::write;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The workspace's own manifest; the project's lock file says which versions are meant.
const MANIFEST: &str = r#"[workspace]
resolver = "3"
members = ["crates/*"]

[workspace.package]
version = "0.1.0"
edition = "2024"
license = "MIT"
repository = "https://example.com"

[workspace.dependencies]
futures = { version = "0.3", default-features = false, features = ["std", "async-await"] }
meterforge-runtime = { path = "{root}/crates/runtime", default-features = false }
meterforge-stand-in = { path = "{root}/crates/stand-in" }
serde = { version = "1", features = ["derive"] }
serde_json = { version = "1", features = ["raw_value"] }
tokio = { version = "1", features = ["macros", "net", "rt-multi-thread", "time"] }

[workspace.lints.rust]
missing_docs = "warn"
unsafe_code = "forbid"
unreachable_pub = "warn"

[profile.dev]
debug = false
incremental = false
"#;

/// A workspace on disk.
pub(super) struct Workspace {
    folder: PathBuf,
    /// The packages of this run: those of an earlier one go.
    packages: BTreeSet<String>,
}

impl Workspace {
    /// Starts a workspace, or takes over the one of an earlier run.
    pub(super) fn create(folder: &Path) -> Result<Self> {
        let root = &project::root()?;
        let crates = folder.join("crates");
        fs::create_dir_all(&crates).with_context(|| format!("cannot make {}", crates.display()))?;
        let manifest = MANIFEST.replace("{root}", &root.to_string_lossy().replace('\\', "/"));
        fs::write(folder.join("Cargo.toml"), manifest).context("cannot write the workspace's manifest")?;
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).context("cannot copy Cargo.lock")?;
        Ok(Self { folder: folder.canonicalize()?, packages: BTreeSet::new() })
    }

    /// Writes one crate; a file that is as it should be is left alone, so that a second check is quick.
    pub(super) fn add(&mut self, generated: &Generated) -> Result<()> {
        let package = &generated.sdk.package;
        write::apply(&self.folder.join("crates").join(package), &generated.files).context("cannot write the crate")?;
        self.packages.insert(package.clone());
        Ok(())
    }

    /// Removes the crates of earlier runs.
    pub(super) fn finish(&self) -> Result<()> {
        for entry in fs::read_dir(self.folder.join("crates"))? {
            let entry = entry?;
            if !self.packages.contains(&*entry.file_name().to_string_lossy()) {
                fs::remove_dir_all(entry.path())?;
            }
        }
        Ok(())
    }

    /// Compiles every crate with warnings as errors.
    pub(super) fn check(&self) -> Result<bool> {
        self.cargo(&["check", "--workspace", "--offline", "--keep-going"], "RUSTFLAGS")
    }

    /// Builds the docs of every crate with warnings as errors.
    pub(super) fn docs(&self) -> Result<bool> {
        self.cargo(&["doc", "--workspace", "--offline", "--no-deps", "--keep-going"], "RUSTDOCFLAGS")
    }

    fn cargo(&self, arguments: &[&str], flags: &str) -> Result<bool> {
        println!("\ncargo {}", arguments.join(" "));
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let status = Command::new(cargo)
            .args(arguments)
            .env(flags, "-D warnings")
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .current_dir(&self.folder)
            .status()
            .context("cannot start cargo")?;
        Ok(status.success())
    }
}
