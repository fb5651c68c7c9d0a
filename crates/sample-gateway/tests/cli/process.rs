//! The program as a process.

use std::process::Stdio;
use std::time::Duration;

use meterforge_stand_in::Recorder;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::net::TcpStream;
use tokio::process::{Child, ChildStderr, Command};

/// The credential of the vendor.
pub(crate) const SECRET: &str = "acme-secret-4711";

/// What a process left behind.
#[derive(Debug)]
pub(crate) struct Output {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// The program, with nothing of the variables that this process has.
pub(crate) fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_acme-gateway"));
    command.args(arguments).env_clear().kill_on_drop(true);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs it to its end.
pub(crate) async fn run(arguments: &[&str]) -> Output {
    run_with(arguments, &[]).await
}

/// Runs it to its end with some variables.
pub(crate) async fn run_with(arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let running = program(arguments).envs(variables.iter().copied()).output();
    let output = tokio::time::timeout(Duration::from_secs(20), running).await.expect("it ends").unwrap();
    Output {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A gateway that serves, and the vendor behind it.
pub(crate) struct Serving {
    pub(crate) vendor: Recorder,
    pub(crate) child: Child,
    pub(crate) log: Lines<BufReader<ChildStderr>>,
    /// Where REST is served.
    pub(crate) rest: String,
}

impl Serving {
    /// Starts on free ports.
    pub(crate) async fn start(arguments: &[&str]) -> Self {
        let vendor = Recorder::start().await.unwrap();
        let all: Vec<&str> =
            ["serve", "acme-metering", "--rest", "0", "--mcp", "0"].iter().chain(arguments).copied().collect();
        let mut command = program(&all);
        command.env("ACME_TOKEN", SECRET).env("ACME_BASE_URL", vendor.url());
        let mut child = command.spawn().unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut rest = None;
        while rest.is_none() {
            let line = log.next_line().await.unwrap().expect("it serves");
            rest = line.contains("serving REST").then(|| address(&line));
        }
        Self { vendor, child, log, rest: rest.unwrap() }
    }

    /// Sends one request and reads the answer.
    pub(crate) async fn ask(&self, line: &str, body: &str) -> String {
        ask(&self.rest, line, body).await
    }

    /// Waits for its end; the exit code and the rest of the log.
    pub(crate) async fn ended(mut self) -> (Option<i32>, String) {
        let code =
            tokio::time::timeout(Duration::from_secs(20), self.child.wait()).await.expect("it ends").unwrap().code();
        let mut rest = String::new();
        while let Some(line) = self.log.next_line().await.unwrap() {
            rest.push_str(&line);
            rest.push('\n');
        }
        (code, rest)
    }
}

/// The address in a line of the log, as text or as JSON.
fn address(line: &str) -> String {
    let at = line.find("127.0.0.1:").unwrap_or_else(|| panic!("{line}"));
    line[at..].chars().take_while(|char| char.is_ascii_digit() || ".:".contains(*char)).collect()
}

/// Sends one request and reads the answer.
pub(crate) async fn ask(address: &str, line: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!(
        "{line} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer).await;
    answer
}

/// Waits until something has happened, and gives up after a while.
pub(crate) async fn until(what: &str, has_happened: impl Fn() -> bool) {
    for _ in 0..1000 {
        if has_happened() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{what}: it did not happen");
}
