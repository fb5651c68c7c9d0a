//! Holds lines of the log back until the answers that they are about are sent.

use std::fmt::Debug;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Something that is written to the log when it is dropped.
pub(crate) trait Line: Debug + Send {}

/// The lines about what is asked on one connection.
///
/// The connection writes them itself once it has sent what it could, and the rest when it ends: no answer waits for its
/// line, and no thread is woken for one.
#[derive(Debug, Default)]
pub(crate) struct Lines(Pending);

/// Where the lines of one connection wait; among the extensions of each request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pending(Arc<Mutex<Vec<Box<dyn Line>>>>);

impl Lines {
    /// Where they wait.
    pub(crate) fn pending(&self) -> Pending {
        self.0.clone()
    }

    /// Writes those that are there.
    pub(crate) fn write(&self) {
        let lines = mem::take(&mut *self.0.lines());
        // Nobody is kept from adding one meanwhile.
        drop(lines);
    }
}

impl Drop for Lines {
    // Calls of tools may go on without their connection, and hold on to where lines wait.
    fn drop(&mut self) {
        self.write();
    }
}

impl Pending {
    /// Keeps a line until its answer is sent.
    pub(crate) fn hold(&self, line: impl Line + 'static) {
        self.lines().push(Box::new(line));
    }

    fn lines(&self) -> MutexGuard<'_, Vec<Box<dyn Line>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Says when it is written.
    #[derive(Debug)]
    struct Said(&'static str, Arc<Mutex<Vec<&'static str>>>);

    impl Line for Said {}

    impl Drop for Said {
        fn drop(&mut self) {
            self.1.lock().unwrap().push(self.0);
        }
    }

    #[test]
    fn each_line_waits_for_its_connection_and_none_for_a_call_that_outlives_it() {
        let said = Arc::new(Mutex::new(Vec::new()));
        let written = || said.lock().unwrap().clone();
        let line = |text| Said(text, said.clone());
        let lines = Lines::default();
        let call = lines.pending();
        call.hold(line("call"));
        call.hold(line("request"));
        assert!(written().is_empty());
        lines.write();
        assert_eq!(written(), ["call", "request"]);
        call.hold(line("not sent any more"));
        drop(lines);
        assert_eq!(written().len(), 3);
        call.hold(line("without a connection"));
        drop(call);
        assert_eq!(written().len(), 4);
    }
}
