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
//! process of its own, so that their memory does not mix.

mod capability;
mod cut;
mod side;

use anyhow::{Context as _, Result, bail};
use cut::{Call, Document};
use side::Side;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

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
    fs::create_dir_all(folder)?;
    if capabilities.is_empty() {
        write(&document, &capability::of(&document), &folder.join("all"))?;
    }
    for (at, path) in capabilities.iter().enumerate() {
        write(&document, &capability::read(Path::new(path))?, &folder.join(format!("{at:04}")))?;
    }
    for side in Side::ALL {
        let program = env::current_exe().context("cannot find this program")?;
        let status = Command::new(program).args(["--side", side.name()]).arg(folder).status()?;
        if !status.success() {
            bail!("{} failed", side.name());
        }
    }
    Ok(())
}

/// Writes a spec folder of the operations that both can do; none when nothing is left.
fn write(document: &Document, capability: &serde_yaml::Value, folder: &Path) -> Result<()> {
    let calls: Vec<Call> = capability::calls(capability).into_iter().filter(|call| document.has(call)).collect();
    let (kept, refused) = side::accepted(document, &calls);
    for (call, reason) in refused {
        println!("progenitor refuses {} {}: {}", call.method, call.path, reason.lines().next().unwrap_or_default());
    }
    if kept.is_empty() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    let files: [(&str, String); 3] = [
        ("openapi.json", serde_json::to_string_pretty(&document.cut(&kept))?),
        ("capability.yaml", serde_yaml::to_string(&capability::keep(capability, &kept))?),
        ("sdk.yaml", "crate: cut\ncapabilities: [capability.yaml]\ncontract: openapi.json\n".to_owned()),
    ];
    for (name, text) in files {
        let path: PathBuf = folder.join(name);
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}
