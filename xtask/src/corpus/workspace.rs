//! Writes the crates of a corpus into one workspace and has cargo check it.

use super::examples::{self, Examples};
use crate::project;
use anyhow::{Context as _, Result};
use meterforge_codegen::generate::Generated;
use meterforge_codegen::write;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

/// The workspace's own manifest; the project's lock file says which versions are meant.
const MANIFEST: &str = r#"[workspace]
resolver = "3"
members = ["crates/*"{examples}]

[workspace.package]
version = "0.1.0"
edition = "2024"
license = "MIT"
repository = "https://example.com"

[workspace.dependencies]
futures = { version = "0.3", default-features = false, features = ["std", "async-await"] }
meterforge-runtime = { path = "{root}/crates/runtime", default-features = false }
meterforge-stand-in = { path = "{root}/crates/stand-in" }
meterforge-surface = { path = "{root}/crates/surface" }
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

/// The manifest of the program that checks the examples.
const EXAMPLES: &str = r#"[package]
name = "{name}"
version.workspace = true
edition.workspace = true

[dependencies]
serde = "1"
serde_json.workspace = true
{crates}"#;

/// What that program is called, and its folder.
const PROGRAM: &str = "corpus-examples";

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

    /// Writes what holds the crates together, and the program that checks their examples when there are some; removes the
    /// crates of earlier runs.
    pub(super) fn finish(&self, examples: &[Examples]) -> Result<()> {
        let root = project::root()?.to_string_lossy().replace('\\', "/");
        let member = if examples.is_empty() { String::new() } else { format!(", \"{PROGRAM}\"") };
        let manifest = MANIFEST.replace("{root}", &root).replace("{examples}", &member);
        fs::write(self.folder.join("Cargo.toml"), manifest).context("cannot write the workspace's manifest")?;
        if !examples.is_empty() {
            self.write_program(examples).context("cannot write the program that checks the examples")?;
        }
        for entry in fs::read_dir(self.folder.join("crates"))? {
            let entry = entry?;
            if !self.packages.contains(&*entry.file_name().to_string_lossy()) {
                fs::remove_dir_all(entry.path())?;
            }
        }
        Ok(())
    }

    fn write_program(&self, examples: &[Examples]) -> io::Result<()> {
        let folder = self.folder.join(PROGRAM);
        let source = folder.join("src");
        fs::create_dir_all(&source)?;
        let line = |examples: &Examples| {
            let package = &examples.package;
            format!("{package} = {{ path = \"../crates/{package}\", default-features = false }}\n")
        };
        let crates: String = examples.iter().map(line).collect();
        fs::write(folder.join("Cargo.toml"), EXAMPLES.replace("{name}", PROGRAM).replace("{crates}", &crates))?;
        fs::write(source.join("check.rs"), examples::CHECK)?;
        fs::write(source.join("main.rs"), examples::program(examples))
    }

    /// Decodes and encodes every example, and prints the losses.
    pub(super) fn run_examples(&self) -> Result<bool> {
        self.cargo(&["run", "--quiet", "--offline", "--package", PROGRAM])
    }

    /// Compiles every crate with warnings as errors.
    pub(super) fn check(&self) -> Result<bool> {
        self.cargo(&["check", "--workspace", "--offline", "--keep-going"])
    }

    /// Builds the docs of every crate with warnings as errors.
    pub(super) fn docs(&self) -> Result<bool> {
        self.cargo(&["doc", "--workspace", "--offline", "--no-deps", "--keep-going"])
    }

    fn cargo(&self, arguments: &[&str]) -> Result<bool> {
        println!("\ncargo {}", arguments.join(" "));
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let status = Command::new(cargo)
            .args(arguments)
            // Both each time: what is compiled under other flags is compiled again.
            .env("RUSTFLAGS", "-D warnings")
            .env("RUSTDOCFLAGS", "-D warnings")
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .current_dir(&self.folder)
            .status()
            .context("cannot start cargo")?;
        Ok(status.success())
    }
}
