//! Runs a test again in a process of its own, where its environment can be chosen.

use std::env;
use std::process::Command;

/// Set in the child, so that it knows what it is.
const MARK: &str = "METERFORGE_TEST_CHILD";

/// Calls `check` in a child process that runs the test of this full name, with these variables set and these removed.
///
/// A process cannot change its own environment safely while other tests read it.
///
/// # Panics
/// When the child fails, or did not run exactly one test.
pub fn in_child(test: &str, set: &[(&str, &str)], removed: &[&str], check: impl FnOnce()) {
    if env::var_os(MARK).is_some() {
        return check();
    }
    let program = env::current_exe().unwrap_or_default();
    let mut child = Command::new(program);
    child.args([test, "--exact"]).env(MARK, "1").envs(set.iter().copied());
    for name in removed {
        child.env_remove(name);
    }
    match child.output() {
        Err(error) => panic!("{test} does not start again: {error}"),
        Ok(output) => {
            let text = String::from_utf8_lossy(&output.stdout);
            assert!(text.contains("1 passed"), "{text}\n{}", String::from_utf8_lossy(&output.stderr));
        }
    }
}
