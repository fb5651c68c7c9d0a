//! Turns the `location` of an import into the path of a local file.

use std::path::{Component, Path, PathBuf};

/// A file another file points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The path as people write it: that of the pointing file's folder and the location, tidied.
    pub path: PathBuf,
    /// The one path of the file, to recognise it by.
    pub identity: PathBuf,
}

/// Why a location leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LocationError {
    /// A URL of another scheme than `file`.
    Remote,
    /// Nothing is there; perhaps a file of a similar name is.
    Missing {
        /// Where it was looked for.
        path: PathBuf,
        /// The location that was probably meant.
        near: Option<String>,
    },
    /// Something other than a regular file is there.
    NotAFile {
        /// What was found.
        path: PathBuf,
    },
}

/// Finds the file that `location` names in a file at `importer`.
pub fn locate(importer: &Path, location: &str) -> Result<Located, LocationError> {
    let local = match location.split_once(':') {
        Some(("file", rest)) => rest.strip_prefix("//").unwrap_or(rest),
        Some((scheme, _)) if is_scheme(scheme) => return Err(LocationError::Remote),
        _ => location,
    };
    let path = tidy(&importer.parent().unwrap_or(Path::new("")).join(local));
    match path.metadata() {
        Ok(found) if found.is_file() => {
            let identity = path.canonicalize().unwrap_or_else(|_| path.clone());
            Ok(Located { path, identity })
        }
        Ok(_) => Err(LocationError::NotAFile { path }),
        Err(_) => Err(LocationError::Missing { near: near(&path, local), path }),
    }
}

/// The one path by which a file is recognised.
pub fn identity(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// One letter is a drive and no scheme.
fn is_scheme(text: &str) -> bool {
    text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

/// The path without `.`, and without `..` where a plain name stands before it.
fn tidy(path: &Path) -> PathBuf {
    let mut tidied = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(tidied.components().next_back(), Some(Component::Normal(_))) => {
                tidied.pop();
            }
            other => tidied.push(other),
        }
    }
    tidied
}

/// The location with its one wrong part, a folder or the file name, replaced by the most similar entry on disk.
fn near(path: &Path, location: &str) -> Option<String> {
    let wrong = path.ancestors().take_while(|ancestor| !ancestor.exists()).last()?;
    let name = wrong.file_name()?.to_str()?;
    let parent = wrong.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut entries: Vec<String> =
        parent.read_dir().ok()?.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    // The order of a folder's entries is the file system's own.
    entries.sort();
    let meant = crate::diagnostic::suggest::suggest(name, entries.iter().map(String::as_str))?;
    let rest = path.strip_prefix(wrong).ok()?;
    let there = if rest.as_os_str().is_empty() { parent.join(meant) } else { parent.join(meant).join(rest) };
    there.is_file().then(|| location.replacen(name, meant, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tidies_paths() {
        let cases = [("a/./b", "a/b"), ("a/../b", "b"), ("../b", "../b"), ("./b", "b"), ("a/b/../../c", "c")];
        for (path, expected) in cases {
            assert_eq!(tidy(Path::new(path)), Path::new(expected), "{path}");
        }
    }

    #[test]
    fn knows_urls() {
        for location in ["https://acme.test/x.yaml", "s3:x", "git+ssh://x"] {
            assert_eq!(locate(Path::new("a.yaml"), location), Err(LocationError::Remote), "{location}");
        }
    }

    #[test]
    fn folders_are_no_files() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("a.yaml");
        for location in [".", "./src", "file:src"] {
            assert!(matches!(locate(&here, location), Err(LocationError::NotAFile { .. })), "{location}");
        }
    }

    #[test]
    fn suggests_what_is_there() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("a.yaml");
        let near = |location: &str| match locate(&here, location) {
            Err(LocationError::Missing { near, .. }) => near,
            other => panic!("{location}: {other:?}"),
        };
        assert_eq!(near("./Cargo.tom"), Some("./Cargo.toml".to_owned()));
        assert_eq!(near("./scr/lib.rs"), Some("./src/lib.rs".to_owned()));
        assert_eq!(near("./nowhere/lib.rs"), None);
    }
}
