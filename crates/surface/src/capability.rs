//! Describes what a capability exposes, as generated code has it, and joins it with a client.

use std::fmt;
use std::sync::Arc;

use meterforge_runtime::codegen_v1::{ClientBuilder, Service};
use meterforge_runtime::{ReplaySafety, Result};

use crate::binding::Binding;
use crate::call::{Caller, Sending};
use crate::inputs::{InputError, Inputs};
use crate::projection::Projection;
use crate::setup::{Observer, ServedReport, Setup};

/// One published capability over the client of an SDK.
pub struct Capability<C: 'static> {
    /// What it says about itself.
    pub info: Info,
    /// Its operations with their calls.
    pub operations: &'static [Operation<C>],
}

/// What a capability says about itself.
#[derive(Clone, Copy, Debug)]
pub struct Info {
    /// Its file, without folder and ending.
    pub name: &'static str,
    /// The SDK's package.
    pub package: &'static str,
    /// Its title.
    pub label: &'static str,
    /// What it is for.
    pub description: &'static str,
    /// The environment variable with the credential, when the vendor asks for one.
    pub credential_variable: Option<&'static str>,
    /// The environment variable with the vendor's address, where it is not the usual one.
    pub base_url_variable: &'static str,
    /// Its REST adapters.
    pub rest: &'static [Rest],
    /// Its MCP servers.
    pub mcp: &'static [Mcp],
}

/// One operation with its call.
pub struct Operation<C> {
    /// What is known of it.
    pub info: OperationInfo,
    /// Makes the call from inputs by the names that the capability gives them.
    pub call: fn(&C, &mut Inputs) -> std::result::Result<Sending, InputError>,
}

/// What a surface must know of an operation.
#[derive(Clone, Copy, Debug)]
pub struct OperationInfo {
    /// The capability's name for it.
    pub name: &'static str,
    /// How safe it is to send it twice.
    pub safety: ReplaySafety,
    /// The list in its answer: the member that holds it, or an empty name where the answer itself is the list.
    pub list: Option<&'static str>,
    /// Whether there are further pages to ask for.
    pub is_paged: bool,
}

/// A REST adapter.
#[derive(Clone, Copy, Debug)]
pub struct Rest {
    /// Its name, unique in the capability.
    pub namespace: &'static str,
    /// What it is for.
    pub description: &'static str,
    /// The address it asks for; loopback when it asks for none.
    pub address: Option<&'static str>,
    /// The port it asks for.
    pub port: u16,
    /// The OpenAPI 3.1 document of its routes, as JSON.
    pub document: &'static str,
    /// Its routes.
    pub routes: &'static [Route],
}

/// One route.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    /// The method, in capitals.
    pub method: &'static str,
    /// The path with its placeholders, as the document has it.
    pub path: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it does.
    pub action: Action,
}

/// What a route or tool does.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Calls an operation of the capability.
    Call {
        /// The operation.
        operation: &'static str,
        /// Where its inputs come from.
        inputs: &'static [Binding],
        /// What is given of its answer.
        output: Projection,
    },
    /// Answers something fixed, as JSON.
    Fixed(&'static str),
}

/// An MCP server.
#[derive(Clone, Copy, Debug)]
pub struct Mcp {
    /// Its name, unique in the capability.
    pub namespace: &'static str,
    /// What it is for; assistants read it as instructions.
    pub description: &'static str,
    /// The address it asks for; loopback when it asks for none.
    pub address: Option<&'static str>,
    /// The port it asks for; none when it speaks over standard input and output.
    pub port: Option<u16>,
    /// Its tools as a client lists them, as JSON.
    pub document: &'static str,
    /// What they do.
    pub tools: &'static [Tool],
}

/// What a tool does; what it looks like is in the document.
#[derive(Clone, Copy, Debug)]
pub struct Tool {
    /// Its name.
    pub name: &'static str,
    /// What it does.
    pub action: Action,
    /// Whether its result is put into a member `result`, because it is not always an object.
    pub wraps: bool,
}

/// A capability, whatever its client is.
pub trait Served: fmt::Debug + Sync {
    /// What it says about itself.
    fn info(&self) -> &Info;

    /// Its operations.
    fn operations(&self) -> Vec<OperationInfo>;

    /// Makes the client.
    ///
    /// # Errors
    /// [`is_configuration`](meterforge_runtime::Error::is_configuration) naming the variable that is missing or unusable.
    fn connect(&'static self, setup: &Setup) -> Result<Exposed>;
}

/// A capability with a client behind it.
#[derive(Clone, Debug)]
pub struct Exposed {
    info: Info,
    operations: Arc<[OperationInfo]>,
    caller: Arc<dyn Caller>,
    observer: Option<Arc<dyn Observer>>,
}

impl Exposed {
    /// What the capability says about itself.
    pub fn info(&self) -> &Info {
        &self.info
    }

    /// An operation by its name, and its place.
    pub(crate) fn operation(&self, name: &str) -> Option<(usize, OperationInfo)> {
        self.operations.iter().position(|operation| operation.name == name).map(|at| (at, self.operations[at]))
    }

    /// Makes calls.
    pub(crate) fn caller(&self) -> &dyn Caller {
        &*self.caller
    }

    /// Tells of an answer.
    pub(crate) fn tell(&self, report: &ServedReport<'_>) {
        if let Some(observer) = &self.observer {
            observer.served(report);
        }
    }
}

impl<C: Service + Clone + fmt::Debug + Send + Sync + 'static> Served for Capability<C> {
    fn info(&self) -> &Info {
        &self.info
    }

    fn operations(&self) -> Vec<OperationInfo> {
        self.operations.iter().map(|operation| operation.info).collect()
    }

    fn connect(&'static self, setup: &Setup) -> Result<Exposed> {
        let client = setup.client(ClientBuilder::<C>::new())?;
        Ok(Exposed {
            info: self.info,
            operations: self.operations().into(),
            caller: Arc::new(Connected { client, operations: self.operations }),
            observer: setup.told(),
        })
    }
}

/// A client and the operations that are called with it.
struct Connected<C: 'static> {
    client: C,
    operations: &'static [Operation<C>],
}

impl<C: fmt::Debug + Send + Sync + 'static> Caller for Connected<C> {
    fn call(&self, operation: usize, inputs: &mut Inputs) -> std::result::Result<Sending, InputError> {
        (self.operations[operation].call)(&self.client, inputs)
    }
}

impl<C: fmt::Debug> fmt::Debug for Connected<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.client.fmt(f)
    }
}

impl<C> fmt::Debug for Capability<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Capability").field("name", &self.info.name).finish_non_exhaustive()
    }
}
