//! Messages as lines of JSON, from an input to an output. Not responsible for what they ask.

use std::collections::HashSet;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use rmcp::RoleServer;
use rmcp::model::{ErrorData, JsonRpcMessage, RequestId};
use rmcp::service::{RxJsonRpcMessage, TxJsonRpcMessage};
use rmcp::transport::Transport;
use serde_json::Value;
use tokio::sync::{Notify, mpsc};
use tokio::time::timeout;

use crate::server::mcp::LONGEST;

/// Bytes of a message at most.
pub(super) const LINE_BYTES: usize = 1 << 20;
/// Messages that wait to be understood.
const WAITING: usize = 16;
/// By which a request says that it needs no greeting before it.
const VERSION_KEY: &str = "io.modelcontextprotocol/protocolVersion";

/// A line of the input.
enum Line {
    Whole(Vec<u8>),
    TooLong,
}

/// What is said to a line that is not heard.
type Refusal = Box<TxJsonRpcMessage<RoleServer>>;

fn refusal(error: ErrorData, id: Option<RequestId>) -> Refusal {
    Box::new(JsonRpcMessage::error(error, id))
}

/// Questions that wait for their answers.
#[derive(Default)]
struct Open {
    ids: Mutex<HashSet<RequestId>>,
    changed: Notify,
}

impl Open {
    fn begin(&self, id: RequestId) {
        self.ids.lock().unwrap_or_else(PoisonError::into_inner).insert(id);
    }

    fn end(&self, id: &RequestId) {
        self.ids.lock().unwrap_or_else(PoisonError::into_inner).remove(id);
        self.changed.notify_one();
    }

    async fn none_left(&self) {
        while !self.ids.lock().unwrap_or_else(PoisonError::into_inner).is_empty() {
            self.changed.notified().await;
        }
    }
}

/// An input and an output of messages, a line each.
pub(super) struct Lines<W> {
    input: mpsc::Receiver<Line>,
    output: Arc<Mutex<W>>,
    open: Arc<Open>,
    /// Whether the client has greeted; before that nothing but requests is heard.
    greeted: bool,
}

impl<W: Write + Send + 'static> Lines<W> {
    /// Reads `input` in a thread of its own, which ends with it.
    ///
    /// # Errors
    /// Where no thread is to be had.
    pub(super) fn new(input: impl Read + Send + 'static, output: W) -> io::Result<Self> {
        let (sender, received) = mpsc::channel(WAITING);
        thread::Builder::new().name("messages".to_owned()).spawn(move || {
            let mut input = BufReader::new(input);
            while let Some(line) = line(&mut input) {
                if sender.blocking_send(line).is_err() {
                    break;
                }
            }
        })?;
        Ok(Self { input: received, output: Arc::new(Mutex::new(output)), open: Arc::default(), greeted: false })
    }

    /// What a line says, if it is anything to be heard.
    fn understood(&mut self, line: &Line) -> Result<Option<RxJsonRpcMessage<RoleServer>>, Refusal> {
        let Line::Whole(bytes) = line else {
            let said = format!("a message of more than {LINE_BYTES} bytes is not read; ask for less at once");
            return Err(refusal(ErrorData::invalid_request(said, None), None));
        };
        if bytes.trim_ascii().is_empty() {
            return Ok(None);
        }
        let value: Value = serde_json::from_slice(bytes).map_err(|error| {
            let said = format!("a line is no JSON: {error}");
            refusal(ErrorData::parse_error(said, None), None)
        })?;
        let id = value.get("id").and_then(|id| serde_json::from_value::<RequestId>(id.clone()).ok());
        let greets = value.get("method").and_then(Value::as_str) == Some("initialize")
            || value.pointer("/params/_meta").is_some_and(|meta| meta.get(VERSION_KEY).is_some());
        // by way of a value, because numbers that keep their digits are no numbers to untagged types otherwise
        let message: RxJsonRpcMessage<RoleServer> = serde_json::from_value(value).map_err(|error| {
            let said = format!("a message is none of the protocol: {error}");
            refusal(ErrorData::invalid_request(said, None), id)
        })?;
        match &message {
            JsonRpcMessage::Request(request) => {
                self.greeted |= greets;
                self.open.begin(request.id.clone());
            }
            _ if !self.greeted => return Ok(None),
            JsonRpcMessage::Notification(_) => self.forget(bytes),
            _ => {}
        }
        Ok(Some(message))
    }

    /// A question that was taken back gets no answer.
    fn forget(&self, bytes: &[u8]) {
        let Ok(value) = serde_json::from_slice::<Value>(bytes) else { return };
        let id = value.pointer("/params/requestId").and_then(|id| serde_json::from_value::<RequestId>(id.clone()).ok());
        if let Some(id) = id.filter(|_| value["method"] == "notifications/cancelled") {
            self.open.end(&id);
        }
    }
}

impl<W: Write + Send + 'static> Transport<RoleServer> for Lines<W> {
    type Error = io::Error;

    fn send(&mut self, message: TxJsonRpcMessage<RoleServer>) -> impl Future<Output = io::Result<()>> + Send + 'static {
        let (output, open) = (Arc::clone(&self.output), Arc::clone(&self.open));
        async move {
            let written = written(&output, &message);
            let id = match &message {
                JsonRpcMessage::Response(response) => Some(&response.id),
                JsonRpcMessage::Error(error) => error.id.as_ref(),
                _ => None,
            };
            if let Some(id) = id {
                open.end(id);
            }
            written
        }
    }

    async fn receive(&mut self) -> Option<RxJsonRpcMessage<RoleServer>> {
        while let Some(line) = self.input.recv().await {
            match self.understood(&line) {
                Ok(Some(message)) => return Some(message),
                Ok(None) => {}
                Err(refusal) => written(&self.output, &refusal).ok()?,
            }
        }
        // whoever has nothing more to ask still waits for what was asked
        let _ = timeout(LONGEST, self.open.none_left()).await;
        None
    }

    async fn close(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn written<W: Write>(output: &Mutex<W>, message: &TxJsonRpcMessage<RoleServer>) -> io::Result<()> {
    let mut line = serde_json::to_vec(message)?;
    line.push(b'\n');
    let mut output = output.lock().unwrap_or_else(PoisonError::into_inner);
    output.write_all(&line)?;
    output.flush()
}

/// The next line; of one that is too long nothing is kept. Nothing where the input has ended.
fn line(input: &mut impl BufRead) -> Option<Line> {
    let (mut kept, mut is_too_long) = (Vec::new(), false);
    loop {
        let bytes = match input.fill_buf() {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => return None,
        };
        if bytes.is_empty() {
            // a last line may lack its end
            return if is_too_long { Some(Line::TooLong) } else { (!kept.is_empty()).then_some(Line::Whole(kept)) };
        }
        let end = memchr::memchr(b'\n', bytes);
        let taken = end.map_or(bytes.len(), |end| end + 1);
        is_too_long |= kept.len() + taken > LINE_BYTES;
        if is_too_long {
            kept = Vec::new();
        } else {
            kept.extend_from_slice(&bytes[..taken]);
        }
        input.consume(taken);
        if end.is_some() {
            return Some(if is_too_long { Line::TooLong } else { Line::Whole(kept) });
        }
    }
}
