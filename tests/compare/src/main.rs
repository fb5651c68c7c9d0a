//! Times Meterforge and progenitor on the same operations of the same OpenAPI document.
//!
//! ```text
//! cd tests/compare
//! cargo run --release -- DOCUMENT [CAPABILITY...]
//! ```
//!
//! Every capability names operations: they are cut out of the document together with the components that they reach,
//! and each cut becomes one crate. Without a capability, all operations of the document become one crate. What progenitor
//! refuses, or panics on, is left out of the cut and listed. Both generators then read the very same files, each in a
//! process of its own, so that their memory does not mix. At last Meterforge generates cuts that nothing was left out of.

mod capability;
mod cut;
mod side;

use anyhow::{Context as _, Result, bail};
use cut::{Call, Document};
use side::Side;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// That of the project's command line; both sides allocate with it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--side", side, folder] => Side::parse(side)?.measure(Path::new(folder)),
        [document, capabilities @ ..] if !document.starts_with("--") => {
            let folder = env::temp_dir().join(format!("compare-{}", std::process::id()));
            let outcome = compare(Path::new(document), capabilities, &folder);
            fs::remove_dir_all(&folder).context("cannot remove the cuts")?;
            outcome
        }
        _ => bail!("usage: compare DOCUMENT [CAPABILITY...]"),
    }
}

fn compare(document: &Path, capabilities: &[&str], folder: &Path) -> Result<()> {
    let document = Document::read(document)?;
    let cuts = Cuts { document: &document, common: folder.join("common"), whole: folder.join("whole") };
    for cuts in [&cuts.common, &cuts.whole] {
        fs::create_dir_all(cuts)?;
    }
    if capabilities.is_empty() {
        cuts.write("all", &capability::of(&document))?;
    }
    for (at, path) in capabilities.iter().enumerate() {
        cuts.write(&format!("{at:04}"), &capability::read(Path::new(path))?)?;
    }
    println!("what both can do:");
    for side in Side::ALL {
        measured(side, &cuts.common)?;
    }
    println!("nothing left out:");
    measured(Side::Meterforge, &cuts.whole)
}

/// Lets one side generate some cuts, in a process of its own.
fn measured(side: Side, cuts: &Path) -> Result<()> {
    let program = env::current_exe().context("cannot find this program")?;
    let status = Command::new(program).args(["--side", side.name()]).arg(cuts).status()?;
    if !status.success() {
        bail!("{} failed", side.name());
    }
    Ok(())
}

/// Where the cuts of a document go: a spec folder each.
struct Cuts<'document> {
    document: &'document Document,
    /// Of the operations that both can do.
    common: PathBuf,
    /// Of all that are named.
    whole: PathBuf,
}

impl Cuts<'_> {
    /// Cuts the operations of a capability out.
    fn write(&self, name: &str, capability: &serde_yaml::Value) -> Result<()> {
        let named: Vec<Call> =
            capability::calls(capability).into_iter().filter(|call| self.document.has(call)).collect();
        let (kept, refused) = side::accepted(self.document, &named);
        for (call, reason) in refused {
            println!("progenitor refuses {} {}: {}", call.method, call.path, reason.lines().next().unwrap_or_default());
        }
        self.spec(capability, &kept, &self.common.join(name))?;
        self.spec(capability, &named, &self.whole.join(name))
    }

    /// Writes a spec folder of some operations; none when there are none.
    fn spec(&self, capability: &serde_yaml::Value, calls: &[Call], folder: &Path) -> Result<()> {
        if calls.is_empty() {
            return Ok(());
        }
        fs::create_dir_all(folder)?;
        let files: [(&str, String); 3] = [
            ("openapi.json", serde_json::to_string_pretty(&self.document.cut(calls))?),
            ("capability.yaml", serde_yaml::to_string(&capability::keep(capability, calls))?),
            ("sdk.yaml", "crate: cut\ncapabilities: [capability.yaml]\ncontract: openapi.json\n".to_owned()),
        ];
        for (name, text) in files {
            let path: PathBuf = folder.join(name);
            fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(())
    }
}
