//! Speaks for one server: lists its tools and runs them.

use std::sync::Arc;
use std::time::Instant;

use http::Extensions;
use http::request::Parts;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ErrorData, Implementation, ListToolsResult,
    PaginatedRequestParams, ServerCapabilities, ServerConfig, Tool,
};
use rmcp::service::RequestContext;
use rmcp::{RoleServer, ServerHandler};
use tracing::field::Empty;
use tracing::{Instrument as _, Span};

use super::tools::{Does, Ready, Shared, Tools};
use super::{arguments, failure, progress, result};
use crate::setup::ServedReport;

/// An MCP server over the tools of one adapter. Clones share everything.
#[derive(Clone, Debug)]
pub struct Server(Shared);

impl Server {
    pub(super) fn new(tools: Tools) -> Self {
        Self(Arc::new(tools))
    }

    /// The tools as clients see them.
    pub fn tools(&self) -> impl Iterator<Item = &Tool> {
        self.0.tools.iter().map(|ready| &ready.listed)
    }

    async fn run(
        &self,
        tool: &Ready,
        request: CallToolRequestParams,
        context: &RequestContext<RoleServer>,
    ) -> CallToolResult {
        let target = match &tool.does {
            Does::Call(target) => target,
            Does::Fixed(json) => return result::fixed(json, tool.wraps),
        };
        let found = arguments::inputs(tool, target, request.arguments.unwrap_or_default());
        let (mut inputs, place) = match found {
            Ok(found) => found,
            Err(error) => return failure::unfit(&error),
        };
        let sending = match self.0.exposed.caller().call(target.operation, &mut inputs) {
            Ok(sending) => sending,
            Err(error) => return failure::unfit(&error),
        };
        let Some(_permit) = self.0.admit() else { return failure::busy() };
        match progress::run(context, sending).await {
            None => failure::cancelled(),
            Some(Ok(answer)) => result::of(&self.0, tool, target, &place, answer),
            Some(Err(error)) => failure::of(&error),
        }
    }
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        let server = Implementation::new(self.0.namespace, env!("CARGO_PKG_VERSION"));
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(server.with_title(self.0.exposed.info().label))
            .with_instructions(self.0.instructions)
    }

    async fn list_tools(
        &self,
        _request: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(self.tools().cloned().collect()))
    }

    fn get_tool(&self, name: &str) -> Option<Tool> {
        self.0.find(name).map(|ready| ready.listed.clone())
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let Some(tool) = self.0.find(&request.name) else {
            return Err(ErrorData::invalid_params(format!("unknown tool: {}", request.name), None));
        };
        let began = Instant::now();
        let asked = context.extensions.get::<Parts>().map(|parts| &parts.extensions);
        let span = span(&self.0, &tool.listed.name, asked, &context);
        // In a box, since the MCP SDK moves the task that it is part of several times.
        let result = Box::pin(self.run(tool, request, &context).instrument(span.clone())).await;
        let is_good = result.is_error != Some(true);
        if !is_good {
            span.record("error.type", "tool_error");
        }
        span.in_scope(|| {
            self.0.exposed.tell(&ServedReport {
                namespace: self.0.namespace,
                name: &tool.listed.name,
                status: None,
                is_good,
                took: began.elapsed(),
                // What was taken back may have lost its answer's stream already.
                request: asked.filter(|_| !context.ct.is_cancelled()),
            });
        });
        Ok(result.into())
    }
}

/// The span around one call of a tool. Tools run in tasks of the MCP SDK: the span of the HTTP request that asked for it
/// is found among that request's extensions, if its listener has put it there.
fn span(tools: &Tools, name: &str, asked: Option<&Extensions>, context: &RequestContext<RoleServer>) -> Span {
    let request = asked.and_then(|extensions| extensions.get::<Span>());
    tracing::info_span!(
        parent: request.unwrap_or(&Span::current()),
        "serve",
        otel.name = %format_args!("tools/call {name}"),
        otel.kind = "server",
        mcp.method.name = "tools/call",
        gen_ai.tool.name = name,
        jsonrpc.request.id = %context.id,
        surface.namespace = tools.namespace,
        error.r#type = Empty,
    )
}
