//! Asks the system how much memory this process has held at most.

use std::fs;

/// The most that was resident, in KiB; `None` where there is no `/proc`.
pub(super) fn peak() -> Option<u32> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
