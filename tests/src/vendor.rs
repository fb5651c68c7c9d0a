//! Turns hand-written answer files into a vendor on loopback.

use std::ops::Deref;
use std::path::PathBuf;
use std::{fs, io};

use meterforge_stand_in::Recorder;

/// A scripted vendor whose answers come from `tests/vendor/<folder>`.
#[derive(Debug)]
pub struct Vendor {
    recorder: Recorder,
    folder: &'static str,
}

impl Vendor {
    /// Starts to listen.
    ///
    /// # Errors
    /// When loopback has no free port.
    pub async fn start(folder: &'static str) -> io::Result<Self> {
        Ok(Self { recorder: Recorder::start().await?, folder })
    }

    /// The folder of its answers.
    pub fn folder(&self) -> &'static str {
        self.folder
    }

    /// The text of an answer file, named without `.json`: `get_billable_metric.full`.
    ///
    /// # Errors
    /// When there is no such file.
    pub fn text(&self, file: &str) -> io::Result<String> {
        let path: PathBuf =
            [env!("CARGO_MANIFEST_DIR"), "vendor", self.folder, &format!("{file}.json")].iter().collect();
        fs::read_to_string(&path).map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))
    }

    /// Queues an answer file with a status.
    ///
    /// # Errors
    /// When there is no such file.
    pub fn answer_file(&self, status: u16, file: &str) -> io::Result<&Self> {
        self.recorder.answer_json(status, self.text(file)?);
        Ok(self)
    }

    /// Queues the full and the minimal answer of an operation.
    ///
    /// # Errors
    /// When a file is missing.
    pub fn answer_both(&self, status: u16, operation: &str) -> io::Result<&Self> {
        self.answer_file(status, &format!("{operation}.full"))?.answer_file(status, &format!("{operation}.minimal"))
    }
}

impl Deref for Vendor {
    type Target = Recorder;

    fn deref(&self) -> &Recorder {
        &self.recorder
    }
}
