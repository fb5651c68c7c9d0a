//! Turns a file on disk into text, or into the reason why it is none.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::limits::Limits;
use super::tree::thousands;
use crate::diagnostic::{Diagnostic, Diagnostics};

/// The text of a file, without a byte order mark.
pub(super) fn text(path: &Path, limits: Limits, found: &mut Diagnostics) -> Option<String> {
    let shown = path.display().to_string();
    let bytes = match bytes(path, limits) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("cannot read `{shown}`: {}", reason(&error));
            found.push(Diagnostic::file_error("NK001", shown, message));
            return None;
        }
    };
    if bytes.len() > limits.bytes {
        let message = format!("file is larger than {} bytes", thousands(limits.bytes));
        found.push(Diagnostic::file_error("NK015", shown, message));
        return None;
    }
    match decode(bytes) {
        Ok(text) => Some(text),
        Err(message) => {
            found.push(Diagnostic::file_error("NK003", shown, message).help("save it again as UTF-8 text"));
            None
        }
    }
}

/// The content, cut off one byte after the limit. Only regular files are opened: reading a pipe could wait for ever.
fn bytes(path: &Path, limits: Limits) -> io::Result<Vec<u8>> {
    let metadata = std::fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !metadata.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default().min(limits.bytes) + 1);
    File::open(path)?.take(limits.bytes as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The system's words without its number, which says nothing to a reader.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::IsADirectory => "it is a directory".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_owned()
        }
    }
}

/// Bytes as text. A UTF-8 byte order mark is dropped.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, String> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err("not UTF-8: the file starts with a UTF-16 byte order mark".to_owned());
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let line = 1 + bytes[..at].iter().filter(|byte| **byte == b'\n').count();
        format!("not UTF-8: invalid byte {:#04X} at offset {at} (line {line})", bytes[at])
    })?;
    Ok(match text.strip_prefix('\u{FEFF}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}
