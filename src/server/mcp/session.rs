//! One client from its greeting to its end. Not responsible for what the tools answer.

use std::io::{Read, Write};
use std::sync::Arc;

use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, ErrorData, Implementation, ListToolsResult,
    PaginatedRequestParams, ServerCapabilities, ServerConfig, Tool as Listed, ToolAnnotations,
};
use rmcp::service::RequestContext;
use rmcp::{RoleServer, ServerHandler, serve_server};
use serde_json::Value;
use tokio::runtime::Builder;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::server::http::{BaseUrl, Edition, ServeError};
use crate::server::mcp::LONGEST;
use crate::server::mcp::lines::Lines;
use crate::server::mcp::questions::Desk;
use crate::server::mcp::tools::Tool;
use crate::server::short::shortened;

/// Characters of a refusal at most: it may repeat what was asked.
const REFUSAL_CHARS: usize = 2_000;
/// Threads that answer.
const THREADS: usize = 2;
/// What a client is told before it asks.
const INSTRUCTIONS: &str = "Which side of which border, how near, how sure, and who says so: records and borders of Iran, Pakistan \
    and Afghanistan, read-only and offline. Coordinates are degrees on WGS 84, longitude first; distances are metres. Ask find_place \
    for the position of a name before you ask for distances; where its verdict is not clear, ask the person. Records are reports by \
    their sources, not findings; borders are as drawn by the sources named. Pass attribution, licence and disclaimer on.";

/// Answers what comes by `input` from what `edition` serves, until the input ends.
///
/// # Errors
/// Where no threads are to be had.
pub fn attend(
    edition: Edition,
    input: impl Read + Send + 'static,
    output: impl Write + Send + 'static,
) -> Result<(), ServeError> {
    let no_threads = |source| ServeError::Threads { threads: THREADS, source };
    let runtime = Builder::new_multi_thread().worker_threads(THREADS).enable_time().build().map_err(no_threads)?;
    let lines = Lines::new(input, output).map_err(no_threads)?;
    let base = BaseUrl::of(([127, 0, 0, 1], 0).into());
    if let Some(desk) = Desk::new(edition, base) {
        runtime.block_on(async move {
            // whoever goes away, before the greeting or after it, has been told what there was to tell
            if let Ok(running) = serve_server(Session { desk }, lines).await {
                drop(running.waiting().await);
            }
        });
    }
    // what still computes is not waited for
    runtime.shutdown_background();
    Ok(())
}

struct Session {
    desk: Desk,
}

impl ServerHandler for Session {
    fn get_info(&self) -> ServerConfig {
        let name = Implementation::new("sarhad", env!("CARGO_PKG_VERSION")).with_title("Incidents and borders");
        let capabilities = ServerCapabilities::builder().enable_tools().build();
        ServerConfig::new(capabilities).with_server_info(name).with_instructions(INSTRUCTIONS)
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(Tool::ALL.map(listed).to_vec()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let Some(tool) = Tool::named(&request.name) else {
            let names = Tool::ALL.map(Tool::name).join(", ");
            let said = shortened(&format!("there are {names}; there is no tool {:?}", request.name), REFUSAL_CHARS)
                .into_owned();
            return Err(ErrorData::invalid_params(said, None));
        };
        let desk = self.desk.clone();
        // a task of its own, so that a fault of ours ends this answer and nothing else; it ends with the set
        let mut answering = JoinSet::new();
        answering.spawn(async move { desk.answer(tool, request.arguments.unwrap_or_default()).await });
        let answer = match context.ct.run_until_cancelled(timeout(LONGEST, answering.join_next())).await {
            Some(Ok(Some(Ok(answer)))) => answer,
            Some(Ok(_)) => Err("a fault of this program; other questions are not touched by it".to_owned()),
            Some(Err(_)) => Err(format!("no answer within {} s; ask for less at once", LONGEST.as_secs())),
            None => Err("it was taken back".to_owned()),
        };
        Ok(match answer {
            Ok(answer) => CallToolResult::structured(Value::Object(answer)),
            Err(refusal) => CallToolResult::error(vec![ContentBlock::text(shortened(
                &format!("{}: {refusal}", tool.name()),
                REFUSAL_CHARS,
            ))]),
        }
        .into())
    }
}

fn listed(tool: Tool) -> Listed {
    let annotations =
        ToolAnnotations::with_title(tool.title()).read_only(true).destructive(false).idempotent(true).open_world(false);
    Listed::new(tool.name(), tool.description(), Arc::new(tool.input()))
        .with_title(tool.title())
        .with_raw_output_schema(Arc::new(tool.output()))
        .with_annotations(annotations)
}
