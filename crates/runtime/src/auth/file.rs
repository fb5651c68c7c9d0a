//! Reads a secret from a file that others write.

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use super::{Token, TokenProvider};
use crate::boxed::{BoxError, BoxFuture};
use crate::error::Error;
use crate::secret::Secret;

/// The longest file that is taken for a secret, in bytes: beyond it, the path is a mistake.
const LONGEST: u64 = 64 * 1024;

/// A file with a secret. It is small and read anew each time, which is cheaper to get right than telling whether it
/// has changed: mounted secrets are exchanged behind symbolic links, some with times of long ago.
#[derive(Debug)]
pub(super) struct CredentialFile {
    path: PathBuf,
}

impl CredentialFile {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// The secret as it stands there now.
    pub(super) fn read(&self) -> Result<Secret, Error> {
        let unfit =
            |problem: &str| Error::configuration(format!("the credential file {} {problem}", self.path.display()));
        let text = self.text().map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData => unfit("is not UTF-8"),
            _ => unfit("cannot be read").because(error),
        })?;
        match text.expose().trim() {
            "" => Err(unfit("is empty")),
            _ if text.expose().len() as u64 > LONGEST => Err(unfit("is too long to be a secret")),
            secret => Ok(Secret::new(secret)),
        }
    }

    /// The text in memory that is wiped, also when only part of it can be read.
    fn text(&self) -> io::Result<Secret> {
        let mut bytes = zeroize::Zeroizing::new(Vec::new());
        File::open(&self.path)?.take(LONGEST + 1).read_to_end(&mut bytes)?;
        std::str::from_utf8(&bytes).map(Secret::from).map_err(|_| io::ErrorKind::InvalidData.into())
    }
}

impl TokenProvider for CredentialFile {
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
        Box::pin(async { Ok(Token::new(self.read()?)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, content: Option<&[u8]>) -> CredentialFile {
        let path = std::env::temp_dir().join(format!("meterforge-{}-{name}", std::process::id()));
        match content {
            Some(content) => std::fs::write(&path, content).unwrap(),
            None => assert!(!path.exists()),
        }
        CredentialFile::new(path)
    }

    #[test]
    fn space_around_the_secret_is_cut_and_a_new_one_is_seen() {
        let first = file("exchanged", Some(b" hush-1\r\n"));
        assert_eq!(first.read().unwrap().expose(), "hush-1");
        let second = file("exchanged", Some(b"hush-2\n"));
        assert_eq!(first.read().unwrap().expose(), "hush-2");
        std::fs::remove_file(second.path).unwrap();
    }

    #[test]
    fn what_holds_no_secret_is_told_by_its_path_alone() {
        let long = vec![b'h'; 70_000];
        for (name, content, why) in [
            ("missing", None, "cannot be read"),
            ("empty", Some(&b" \n"[..]), "is empty"),
            ("bytes", Some(b"hush\xff"), "is not UTF-8"),
            ("long", Some(&long), "is too long"),
        ] {
            let file = file(name, content);
            let error = file.read().unwrap_err();
            assert!(error.is_configuration());
            let text = format!("{error} {error:?} {file:?}");
            assert!(text.contains(why) && text.contains(name) && !text.contains("hush"), "{text}");
            std::fs::remove_file(file.path).ok();
        }
    }
}
