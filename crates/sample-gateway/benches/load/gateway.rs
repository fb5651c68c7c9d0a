//! The gateway as a process, and what the system says that it holds.

use std::fmt;
use std::fs;
use std::net::SocketAddr;
use std::time::Duration;

use tempfile::NamedTempFile;
use tokio::process::{Child, Command};

pub(crate) struct Gateway {
    pub(crate) rest: SocketAddr,
    pub(crate) mcp: SocketAddr,
    child: Child,
    _log: NamedTempFile,
}

/// What a process holds; nothing where the system does not tell.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Holds {
    resident_kib: u64,
    descriptors: usize,
}

impl Gateway {
    /// Starts it before a vendor; a call may take two seconds.
    pub(crate) async fn start(vendor: &str) -> Self {
        let arguments =
            ["serve", "acme-metering", "--rest", "0", "--mcp", "0", "--call-time", "2s", "--log-format", "json"];
        let mut command = Command::new(env!("CARGO_BIN_EXE_acme-gateway"));
        command.args(arguments).env_clear().env("ACME_TOKEN", "secret").env("ACME_BASE_URL", vendor);
        // Into a file, as a service's log goes to something else: read by the callers, it would cost their time.
        let log = NamedTempFile::new().expect("a file is made");
        let child =
            command.stderr(log.reopen().expect("it opens again")).kill_on_drop(true).spawn().expect("it starts");
        let [rest, mcp] = addresses(&log).await.expect("it says where it serves");
        Self { rest, mcp, child, _log: log }
    }

    pub(crate) fn holds(&self) -> Holds {
        let Some(id) = self.child.id() else { return Holds::default() };
        let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let resident_kib = resident.and_then(|text| text.split_whitespace().next()?.parse().ok()).unwrap_or_default();
        let descriptors = fs::read_dir(format!("/proc/{id}/fd")).map(Iterator::count).unwrap_or_default();
        Holds { resident_kib, descriptors }
    }

    /// What it holds over time.
    pub(crate) async fn watch(&self, lasts: Duration) -> Vec<Holds> {
        let mut held = Vec::new();
        for _ in 0..20 {
            tokio::time::sleep(lasts / 21).await;
            held.push(self.holds());
        }
        held
    }

    /// What it holds when its callers are gone for a while. Connections to the vendor are still kept for the next ones.
    pub(crate) async fn rested(&self) -> Holds {
        tokio::time::sleep(Duration::from_secs(12)).await;
        self.holds()
    }
}

/// Where it serves, as its log says once it does; nothing when it takes ten seconds.
async fn addresses(log: &NamedTempFile) -> Option<[SocketAddr; 2]> {
    for _ in 0..1_000 {
        let text = fs::read_to_string(log.path()).expect("the log is read");
        let told: Vec<SocketAddr> = text.split('"').filter_map(|part| part.parse().ok()).collect();
        if let Ok(both) = <[SocketAddr; 2]>::try_from(told) {
            return Some(both);
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    None
}

impl fmt::Display for Holds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1} MiB and {} descriptors", self.resident_kib as f64 / 1024.0, self.descriptors)
    }
}
