//! Decides which adapter is served at which address, and below which path.

use std::net::{Ipv4Addr, SocketAddr};

use meterforge_surface::codegen_v1::{Mcp, Rest};

use crate::catalog::Known;
use crate::error::StartError;
use crate::place::{McpPlace, Place, published};
use crate::settings::Settings;

/// Where several REST adapters, or several MCP servers, are served together when nobody says where.
const SHARED: (u16, u16) = (8080, 9090);

/// Paths of our own beside the adapters of a shared listener.
const RESERVED: [&str; 4] = ["healthz", "mcp", "metrics", "openapi.json"];

/// Everything that is served.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) listeners: Vec<Listener>,
    /// The server that speaks over standard input and output.
    pub(crate) stdio: Option<Mount<Mcp>>,
}

/// One address and what is served there.
#[derive(Debug)]
pub(crate) struct Listener {
    pub(crate) address: SocketAddr,
    pub(crate) mounts: Mounts,
}

/// The adapters of one listener. Either there is one of them, at the root, or each has a prefix.
#[derive(Debug)]
pub(crate) enum Mounts {
    Rest(Vec<Mount<Rest>>),
    Mcp(Vec<Mount<Mcp>>),
}

/// An adapter and where it stands.
#[derive(Debug)]
pub(crate) struct Mount<A: 'static> {
    /// The place of its capability among those that are served.
    pub(crate) capability: usize,
    pub(crate) adapter: &'static A,
    /// The path it stands below; empty when it stands alone.
    pub(crate) prefix: String,
}

impl Listener {
    /// What is served there, as people call it; the flag is called so too.
    pub(crate) fn what(&self) -> &'static str {
        match self.mounts {
            Mounts::Rest(_) => "REST",
            Mounts::Mcp(_) => "MCP",
        }
    }
}

/// What is served of these capabilities with these settings.
///
/// # Errors
/// When it cannot be served together, or not there, or would be open to everybody.
pub(crate) fn plan(chosen: &[Known], settings: &Settings) -> Result<Plan, StartError> {
    let mut plan = Plan { listeners: rest(chosen, settings)?, stdio: None };
    match mcp(chosen, settings)? {
        McpPlan::Over(listeners) => plan.listeners.extend(listeners),
        McpPlan::Stdio(mount) => plan.stdio = Some(mount),
    }
    if plan.listeners.is_empty() && plan.stdio.is_none() {
        return Err(impossible("nothing is left to serve"));
    }
    for (at, listener) in plan.listeners.iter().enumerate() {
        let address = listener.address;
        let is_free = |other: &Listener| other.address != address || address.port() == 0;
        if let Some(other) = plan.listeners[..at].iter().find(|other| !is_free(other)) {
            let (other, this) = (other.what(), listener.what());
            return Err(impossible(format!(
                "{other} and {this} are both to be served at {address}; say --rest or --mcp with another"
            )));
        }
        if !address.ip().is_loopback() && settings.token.is_none() && !settings.insecure {
            return Err(StartError::Open(address));
        }
    }
    Ok(plan)
}

fn rest(chosen: &[Known], settings: &Settings) -> Result<Vec<Listener>, StartError> {
    let found: Vec<(usize, &'static Rest)> = adapters(chosen, |capability| capability.info().rest);
    let address = match settings.rest {
        Place::Nowhere => return Ok(Vec::new()),
        // An assistant starts one process for each conversation: a second could not have the port of the first.
        Place::AsPublished if settings.mcp == McpPlace::Stdio => return Ok(Vec::new()),
        Place::AsPublished => None,
        Place::At(_) if found.is_empty() => {
            return Err(impossible("none of these capabilities exposes a REST adapter"));
        }
        Place::At(address) => Some(address),
    };
    let groups = grouped(chosen, found, address, SHARED.0, |adapter| Some((adapter.address, adapter.port)))?;
    groups
        .into_iter()
        .map(|(address, group)| {
            let mounts = mounted(chosen, group, |adapter| adapter.namespace, "/")?;
            Ok(Listener { address, mounts: Mounts::Rest(mounts) })
        })
        .collect()
}

enum McpPlan {
    Over(Vec<Listener>),
    Stdio(Mount<Mcp>),
}

fn mcp(chosen: &[Known], settings: &Settings) -> Result<McpPlan, StartError> {
    let found: Vec<(usize, &'static Mcp)> = adapters(chosen, |capability| capability.info().mcp);
    let address = match (settings.mcp, found.as_slice()) {
        (McpPlace::Nowhere, _) => return Ok(McpPlan::Over(Vec::new())),
        (McpPlace::AsPublished, [(capability, adapter)]) if adapter.port.is_none() => {
            return Ok(McpPlan::Stdio(Mount { capability: *capability, adapter, prefix: String::new() }));
        }
        (McpPlace::AsPublished, _) => None,
        (_, []) => return Err(impossible("none of these capabilities exposes an MCP server")),
        (McpPlace::Stdio, [(capability, adapter)]) => {
            return Ok(McpPlan::Stdio(Mount { capability: *capability, adapter, prefix: String::new() }));
        }
        (McpPlace::Stdio, several) => {
            let names: Vec<&str> = several.iter().map(|(_, adapter)| adapter.namespace).collect();
            let names = names.join(", ");
            return Err(impossible(format!(
                "only one MCP server can speak over stdio, and these are several: {names}; name one capability"
            )));
        }
        (McpPlace::At(address), _) => Some(address),
    };
    let groups = grouped(chosen, found, address, SHARED.1, |adapter| adapter.port.map(|port| (adapter.address, port)))?;
    let listeners = groups.into_iter().map(|(address, group)| {
        let mounts = mounted(chosen, group, |adapter| adapter.namespace, "/mcp/")?;
        Ok(Listener { address, mounts: Mounts::Mcp(mounts) })
    });
    listeners.collect::<Result<_, _>>().map(McpPlan::Over)
}

/// The adapters of all capabilities, each with the place of its own.
fn adapters<A>(chosen: &[Known], of: impl Fn(&Known) -> &'static [A]) -> Vec<(usize, &'static A)> {
    chosen
        .iter()
        .enumerate()
        .flat_map(|(at, capability)| of(capability).iter().map(move |adapter| (at, adapter)))
        .collect()
}

/// The adapters that share an address.
type Group<A> = (SocketAddr, Vec<(usize, &'static A)>);

/// One capability's adapters stand where it says; those of several, or with an address given, stand together.
fn grouped<A>(
    chosen: &[Known],
    found: Vec<(usize, &'static A)>,
    address: Option<SocketAddr>,
    shared_port: u16,
    asks_for: impl Fn(&A) -> Option<(Option<&'static str>, u16)>,
) -> Result<Vec<Group<A>>, StartError> {
    if found.is_empty() {
        return Ok(Vec::new());
    }
    if let Some(address) = address {
        return Ok(vec![(address, found)]);
    }
    if chosen.len() > 1 {
        return Ok(vec![((Ipv4Addr::LOCALHOST, shared_port).into(), found)]);
    }
    let alone = found.into_iter().map(|(at, adapter)| {
        let (host, port) = asks_for(adapter).unwrap_or((None, shared_port));
        let address = published(host, port).ok_or_else(|| {
            let host = host.unwrap_or_default();
            impossible(format!(
                "the capability asks for the address `{host}`, which is no IP address; say --rest and --mcp"
            ))
        })?;
        Ok((address, vec![(at, adapter)]))
    });
    alone.collect()
}

/// Gives each adapter of a listener its prefix.
fn mounted<A>(
    chosen: &[Known],
    group: Vec<(usize, &'static A)>,
    namespace: impl Fn(&A) -> &'static str,
    below: &str,
) -> Result<Vec<Mount<A>>, StartError> {
    let is_alone = group.len() == 1 && chosen.len() == 1;
    let mut mounts: Vec<Mount<A>> = Vec::new();
    for (capability, adapter) in group {
        let name = namespace(adapter);
        if let Some(other) = mounts.iter().find(|other| namespace(other.adapter) == name) {
            let [this, other] = [capability, other.capability].map(|at| chosen[at].info().name);
            return Err(impossible(format!(
                "`{other}` and `{this}` both expose `{name}`; serve one of them in a gateway of its own"
            )));
        }
        if !is_alone && RESERVED.contains(&name) {
            return Err(impossible(format!("`{name}` is a path of the gateway itself; serve that capability alone")));
        }
        let prefix = if is_alone { String::new() } else { format!("{below}{name}") };
        mounts.push(Mount { capability, adapter, prefix });
    }
    Ok(mounts)
}

fn impossible(why: impl Into<String>) -> StartError {
    StartError::Impossible(why.into())
}

#[cfg(test)]
mod tests;
