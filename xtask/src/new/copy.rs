//! Decides where published files stand in the new folder, so that what imports them still finds them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Which file goes where, and under which names the manifest finds them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) capabilities: Vec<String>,
    pub(super) contract: Option<String>,
    pub(super) copies: Vec<(PathBuf, PathBuf)>,
}

/// Plans the copies. `read` are the capabilities with everything they import.
///
/// All keep their places relative to each other: an import of `../shared/x.yaml` puts its capability one folder down.
pub(super) fn plan(capabilities: &[PathBuf], read: &[PathBuf], contract: Option<&Path>) -> Plan {
    let whole = |path: &PathBuf| path.canonicalize().unwrap_or_else(|_| path.clone());
    let files: BTreeMap<PathBuf, &PathBuf> = read.iter().map(|path| (whole(path), path)).collect();
    let base = base(files.keys());
    let below = |path: &PathBuf| path.strip_prefix(&base).unwrap_or(path).to_owned();
    let mut copies: Vec<(PathBuf, PathBuf)> =
        files.iter().map(|(path, given)| ((*given).clone(), below(path))).collect();
    let contract = contract.map(|path| {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("yaml");
        let is_free = |name: &String| copies.iter().all(|(_, to)| to != Path::new(name));
        let names = ["contract", "openapi", "openapi-contract"].map(|stem| format!("{stem}.{extension}"));
        let name = names.iter().find(|name| is_free(name)).unwrap_or(&names[0]).clone();
        copies.push((path.to_owned(), PathBuf::from(&name)));
        name
    });
    Plan { capabilities: capabilities.iter().map(|path| name(&below(&whole(path)))).collect(), contract, copies }
}

/// The innermost folder around all files.
fn base<'file>(mut files: impl Iterator<Item = &'file PathBuf>) -> PathBuf {
    let folder = |path: &PathBuf| path.parent().map(Path::to_owned).unwrap_or_default();
    let Some(first) = files.next() else { return PathBuf::new() };
    files.fold(folder(first), |base, file| {
        base.ancestors().find(|ancestor| file.starts_with(ancestor)).unwrap_or(Path::new("")).to_owned()
    })
}

/// A relative path as manifests write it on every system.
pub(super) fn name(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}
