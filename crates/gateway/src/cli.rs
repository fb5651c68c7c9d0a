//! The commands, their flags and the variables that stand in for them.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum, value_parser};

use crate::error::StartError;
use crate::limits::Limits;
use crate::logs;
use crate::place::{McpPlace, Place};
use crate::security::{AllowedHost, AllowedOrigin};
use crate::settings::Settings;
use crate::token::Token;

/// Serves what capabilities expose: REST routes and MCP tools, over typed and careful clients of their vendors
#[derive(Debug, Parser)]
#[command(name = "meterforge", version, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show the capabilities that this build can serve, with their routes and tools
    List(List),
    /// Serve capabilities until told to end
    Serve(Box<Serve>),
}

#[derive(Debug, Args)]
pub(crate) struct List {
    /// Capabilities to show, by file or crate; all when there is none
    pub(crate) capabilities: Vec<String>,

    /// How to show them
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub(crate) format: ListFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// For people
    Table,
    /// For programs
    Json,
}

#[derive(Debug, Args)]
#[command(after_long_help = include_str!("cli/serve_help.txt"))]
pub(crate) struct Serve {
    /// Capabilities to serve, each by the name of its file or of its crate; `list` shows them
    #[arg(required = true, env = "METERFORGE_CAPABILITIES", value_delimiter = ',')]
    pub(crate) capabilities: Vec<String>,

    /// Where to serve REST: ADDRESS:PORT, a port of loopback, or `none` [default: as the capability says; 127.0.0.1:8080
    /// for several; nowhere with `--mcp stdio`]
    #[arg(long, env = "METERFORGE_REST", value_name = "PLACE", help_heading = "Where")]
    rest: Option<Place>,

    /// Where to serve MCP: ADDRESS:PORT, a port of loopback, `stdio`, or `none` [default: as the capability says;
    /// 127.0.0.1:9090 for several]
    #[arg(long, env = "METERFORGE_MCP", value_name = "PLACE", help_heading = "Where")]
    mcp: Option<McpPlace>,

    /// Serve only what changes nothing
    #[arg(long, env = "METERFORGE_READ_ONLY", help_heading = "What")]
    read_only: bool,

    /// Do not serve the tool, route or operation of this name; may be given several times
    #[arg(long, env = "METERFORGE_WITHOUT", value_name = "NAME", value_delimiter = ',', help_heading = "What")]
    without: Vec<String>,

    /// File with the token that callers must bring as `Authorization: Bearer <token>`; METERFORGE_TOKEN can hold the token
    /// itself
    #[arg(long, env = "METERFORGE_TOKEN_FILE", value_name = "FILE", help_heading = "Who may ask")]
    token_file: Option<PathBuf>,

    /// Serve beyond loopback without a token: whoever reaches the address acts with the vendor's credential
    #[arg(long, env = "METERFORGE_INSECURE", help_heading = "Who may ask")]
    insecure: bool,

    /// Host that requests may ask for, besides loopback and the address itself; may be given several times
    #[arg(
        long,
        env = "METERFORGE_ALLOW_HOST",
        value_name = "HOST",
        value_delimiter = ',',
        help_heading = "Who may ask"
    )]
    allow_host: Vec<AllowedHost>,

    /// Origin whose pages may ask from a browser, such as https://app.example.com; may be given several times
    #[arg(
        long,
        env = "METERFORGE_ALLOW_ORIGIN",
        value_name = "ORIGIN",
        value_delimiter = ',',
        help_heading = "Who may ask"
    )]
    allow_origin: Vec<AllowedOrigin>,

    #[command(flatten)]
    limits: LimitFlags,

    /// Threads that serve: one answers sooner where calls come now and then, several answer more of them at once
    #[arg(long, env = "METERFORGE_THREADS", value_name = "COUNT", default_value_t = 1, value_parser = value_parser!(u8).range(1..), help_heading = "Limits")]
    pub(crate) threads: u8,

    /// What to log: a level, or a filter such as `info,meterforge_runtime=debug`
    #[arg(long, env = "METERFORGE_LOG", value_name = "FILTER", default_value = "info", help_heading = "Logs")]
    pub(crate) log: String,

    /// How a line of the log looks; logs go to standard error
    #[arg(long, env = "METERFORGE_LOG_FORMAT", value_enum, default_value_t = logs::Format::Text, help_heading = "Logs")]
    pub(crate) log_format: logs::Format,
}

/// The limits that one may want to change.
#[derive(Debug, Args)]
#[command(next_help_heading = "Limits")]
struct LimitFlags {
    /// Time for a call of the vendor with all its retries; then 504
    #[arg(long, env = "METERFORGE_CALL_TIME", value_name = "TIME", default_value = "60s", value_parser = time)]
    call_time: Duration,

    /// Time for a request as a whole; then 504, or 408 if it is still being sent [default: 5s more than --call-time]
    #[arg(long, env = "METERFORGE_REQUEST_TIME", value_name = "TIME", value_parser = time)]
    request_time: Option<Duration>,

    /// Time for the headers of a request, and for a connection to lie idle; then it is closed
    #[arg(long, env = "METERFORGE_HEADER_TIME", value_name = "TIME", default_value = "10s", value_parser = time)]
    header_time: Duration,

    /// Time for requests under way when told to end
    #[arg(long, env = "METERFORGE_SHUTDOWN_TIME", value_name = "TIME", default_value = "25s", value_parser = time)]
    shutdown_time: Duration,

    /// Bytes of the body of a request; then 413
    #[arg(long, env = "METERFORGE_MAX_BODY", value_name = "BYTES", default_value_t = Limits::default().body_bytes)]
    max_body: usize,

    /// Bytes of the headers of a request; then 431
    #[arg(long, env = "METERFORGE_MAX_HEADERS", value_name = "BYTES", default_value_t = Limits::default().header_bytes)]
    max_headers: usize,

    /// Requests under way at one address, and calls of tools in all; then 503
    #[arg(long, env = "METERFORGE_MAX_REQUESTS", value_name = "COUNT", default_value_t = Limits::default().requests, value_parser = count)]
    max_requests: usize,

    /// Open connections of one address; then new ones are closed
    #[arg(long, env = "METERFORGE_MAX_CONNECTIONS", value_name = "COUNT", default_value_t = Limits::default().connections, value_parser = count)]
    max_connections: usize,

    /// Sessions of one MCP server; then the one that was left alone the longest is ended
    #[arg(long, env = "METERFORGE_MAX_SESSIONS", value_name = "COUNT", default_value_t = Limits::default().sessions, value_parser = count)]
    max_sessions: usize,

    /// Time for which a session may be left alone; then it is ended
    #[arg(long, env = "METERFORGE_SESSION_IDLE", value_name = "TIME", default_value = "5m", value_parser = time)]
    session_idle: Duration,

    /// Bytes of the result of a tool; then lists are cut, to be gone on with by a cursor
    #[arg(long, env = "METERFORGE_MAX_RESULT", value_name = "BYTES", default_value_t = Limits::default().result_bytes)]
    max_result: usize,
}

impl Serve {
    /// What the flags and their variables say. `token` is what `METERFORGE_TOKEN` holds.
    ///
    /// # Errors
    /// When the token cannot be used, or is given twice.
    pub(crate) fn settings(self, token: Option<String>) -> Result<Settings, StartError> {
        let token = match (token, self.token_file) {
            (Some(_), Some(_)) => {
                return Err(StartError::Impossible(
                    "the token is given twice, by METERFORGE_TOKEN and by --token-file; give it once".to_owned(),
                ));
            }
            (Some(text), None) => Some(Token::new(&text)?),
            (None, Some(path)) => Some(Token::from_file(&path)?),
            (None, None) => None,
        };
        Ok(Settings {
            rest: self.rest.unwrap_or_default(),
            mcp: self.mcp.unwrap_or_default(),
            token,
            insecure: self.insecure,
            allowed_hosts: self.allow_host,
            allowed_origins: self.allow_origin,
            read_only: self.read_only,
            without: self.without,
            limits: self.limits.into(),
        })
    }
}

/// What a request may take beyond its call: to arrive, and to be answered.
const BESIDES_CALL: Duration = Duration::from_secs(5);

impl From<LimitFlags> for Limits {
    fn from(flags: LimitFlags) -> Self {
        Self {
            body_bytes: flags.max_body,
            header_bytes: flags.max_headers,
            header_time: flags.header_time,
            call_time: flags.call_time,
            request_time: flags.request_time.unwrap_or(flags.call_time + BESIDES_CALL),
            requests: flags.max_requests,
            connections: flags.max_connections,
            sessions: flags.max_sessions,
            session_idle: flags.session_idle,
            result_bytes: flags.max_result,
            shutdown_time: flags.shutdown_time,
            ..Self::default()
        }
    }
}

/// A time such as `90s`, `1m 30s` or `500ms`.
fn time(text: &str) -> Result<Duration, String> {
    match humantime::parse_duration(text) {
        Ok(time) if !time.is_zero() => Ok(time),
        _ => Err("expected a time such as `90s`, `1m 30s` or `500ms`".to_owned()),
    }
}

fn count(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|count| *count > 0).ok_or_else(|| "expected a number from 1 on".to_owned())
}
