//! The gateway as a process, and what the system says that it holds.

use std::fmt;
use std::fs;
use std::net::SocketAddr;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

pub(crate) struct Gateway {
    pub(crate) rest: SocketAddr,
    pub(crate) mcp: SocketAddr,
    child: Child,
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
        let mut child = command.stderr(Stdio::piped()).kill_on_drop(true).spawn().expect("it starts");
        let mut log = BufReader::new(child.stderr.take().expect("it has a log")).lines();
        let mut addresses = Vec::new();
        while addresses.len() < 2 {
            let line = log.next_line().await.expect("the log is read").expect("it serves");
            let address = line.split('"').find_map(|part| part.parse::<SocketAddr>().ok());
            addresses.extend(address);
        }
        // A log that nobody reads would hold it up.
        tokio::spawn(async move { while let Ok(Some(_)) = log.next_line().await {} });
        Self { rest: addresses[0], mcp: addresses[1], child }
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

impl fmt::Display for Holds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1} MiB and {} descriptors", self.resident_kib as f64 / 1024.0, self.descriptors)
    }
}
