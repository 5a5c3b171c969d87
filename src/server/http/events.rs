//! What the server tells of its work, event by event. Not responsible for writing it, nor for the time of day.
//!
//! No event holds a client's address, nor what stands behind the `?` of a request: places that someone asks about are theirs.
//! Paths are told as they came, in percent-encoding.

use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value};

use crate::io::escape::escaped;
use crate::server::short::shortened;

/// Who hears of events, in any thread; it must be quick.
pub type Sink = Arc<dyn Fn(&Event) + Send + Sync>;

/// Longest path that is told, in characters.
const PATH_CHARS: usize = 300;

/// Something that the server did.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Event {
    /// A request was answered, or given up.
    Request {
        /// Its method; `OTHER` for those that nobody knows.
        method: &'static str,
        /// Its path, without what follows `?`.
        path: String,
        /// The route that it took, such as `/collections/{id}`.
        route: Option<String>,
        /// The status of the answer; none where the client left before there was one.
        status: Option<u16>,
        /// Why it was refused, in the word of its problem.
        refusal: Option<&'static str>,
        /// Bytes of the answer's body as sent.
        bytes: u64,
        /// From the end of its head to the end of the answer.
        took: Duration,
        /// Whether the client took all of the answer.
        whole: bool,
    },
    /// A panic was caught: one client got 500, the others noticed nothing.
    Panic {
        /// The path that was asked for.
        path: String,
        /// What the panic said.
        message: String,
    },
}

impl Event {
    /// The event as one line of JSON, without an end of line. Control characters are escapes.
    #[must_use]
    pub fn json(&self) -> String {
        let mut members = Map::new();
        match self {
            Self::Request { method, path, route, status, refusal, bytes, took, whole } => {
                members.insert("event".into(), "request".into());
                members.insert("method".into(), (*method).into());
                members.insert("path".into(), told(path).into());
                members.insert("route".into(), route.as_deref().into());
                members.insert("status".into(), (*status).into());
                members.insert("refusal".into(), (*refusal).into());
                members.insert("bytes".into(), (*bytes).into());
                members.insert("took_us".into(), micros(*took).into());
                members.insert("whole".into(), (*whole).into());
            }
            Self::Panic { path, message } => {
                members.insert("event".into(), "panic".into());
                members.insert("path".into(), told(path).into());
                members.insert("message".into(), escaped(message).into());
            }
        }
        Value::Object(members).to_string()
    }

    /// The event as one line for people, without an end of line.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Request { method, path, status, refusal, bytes, took, whole, .. } => {
                let mut line = format!("{method} {} ", told(path));
                let _ = match status {
                    Some(status) => write!(line, "{status}"),
                    None => write!(line, "no answer"),
                };
                let _ = refusal.map(|word| write!(line, " {word}"));
                let _ = write!(line, " {bytes} bytes {:.1} ms", took.as_secs_f64() * 1e3);
                if !whole {
                    line.push_str(", the client left");
                }
                line
            }
            Self::Panic { path, message } => format!("panic at {}: {}", told(path), escaped(message)),
        }
    }
}

/// Microseconds, as many as there are in a span that a server sees.
pub(super) fn micros(span: Duration) -> u64 {
    u64::try_from(span.as_micros()).unwrap_or(u64::MAX)
}

/// A path on one line and of bounded length.
fn told(path: &str) -> String {
    shortened(&escaped(path), PATH_CHARS).into_owned()
}
