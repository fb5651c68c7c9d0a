//! Drives `cargo xtask gen` as a person does: what it writes, what it says, and how it ends.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop anywhere")]

mod checkout;
mod copies;
mod findings;
mod standing_alone;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// How a run ended and what it said.
struct Ran {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

/// Runs `xtask` in the project's root.
fn xtask(arguments: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments).current_dir(root()).output().unwrap();
    Ran {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Where the project is.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// A copy of a spec, and the folder of a crate that is not there yet.
struct Copy {
    folder: TempDir,
}

impl Copy {
    fn of(spec: &str) -> Self {
        let copy = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(copy.path("spec")).unwrap();
        for file in fs::read_dir(root().join(spec)).unwrap() {
            let file = file.unwrap().path();
            fs::copy(&file, copy.path("spec").join(file.file_name().unwrap())).unwrap();
        }
        copy
    }

    fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    /// Generates the copy into `crate`.
    fn generate(&self, options: &[&str]) -> Ran {
        let (from, to) = (self.path("spec"), self.path("crate"));
        xtask(&[&["gen", "--from", from.to_str().unwrap(), "--to", to.to_str().unwrap()], options].concat())
    }

    /// A copy that has been generated.
    fn generated(spec: &str) -> Self {
        let copy = Self::of(spec);
        let ran = copy.generate(&[]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        copy
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap()
    }

    fn write(&self, file: &str, text: &str) {
        fs::create_dir_all(self.path(file).parent().unwrap()).unwrap();
        fs::write(self.path(file), text).unwrap();
    }
}
