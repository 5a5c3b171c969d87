//! A server for tests: a router of its own in the shell, on a free port. Not responsible for what is tested.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::pin::Pin;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::thread::JoinHandle;
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::header::{CONTENT_TYPE, ETAG};
use axum::routing::get;
use axum::{Extension, Router};
use hyper::body::Frame;
use sarhad::server::http::{Edition, Editions, Event, Limits, Options, Server, Stop, Summary};
use serde_json::Value;
use tokio::sync::Notify;

/// A server of these tests; it stops with the test.
pub(crate) struct Served {
    pub(crate) address: SocketAddr,
    pub(crate) stop: Stop,
    pub(crate) editions: Editions,
    pub(crate) events: Receiver<Event>,
    pub(crate) gate: Arc<Gate>,
    pub(crate) running: Option<JoinHandle<Summary>>,
}

/// Where requests wait until a test lets them go on.
pub(crate) struct Gate {
    pub(crate) open: Notify,
    pub(crate) entered: Mutex<Option<std::sync::mpsc::Sender<()>>>,
}

/// The body of `/items`, more than is sent without packing it.
pub(crate) fn items() -> String {
    format!("{{\"items\":\"{}\"}}", "سرحد ".repeat(600))
}

/// A body that never ends, or that panics at its second frame.
enum Endless {
    Zeros,
    Panics(bool),
}

impl HttpBody for Endless {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Self::Panics(second) = &mut *self {
            assert!(!*second, "a panic of the body");
            *second = true;
        }
        Poll::Ready(Some(Ok(Frame::data(Bytes::from(vec![0; 65_536])))))
    }
}

async fn panics() -> String {
    std::future::ready(()).await;
    panic!("a panic of the handler")
}

pub(crate) fn router(gate: Arc<Gate>) -> Router {
    let waits = move || {
        let gate = Arc::clone(&gate);
        async move {
            if let Some(entered) = &*gate.entered.lock().unwrap() {
                entered.send(()).unwrap();
            }
            // the connection looks up before the answer is made, also where the gate is open by now
            tokio::task::yield_now().await;
            gate.open.notified().await;
            "let go"
        }
    };
    let edition = |Extension(edition): Extension<Edition>| async move {
        format!("{} {}", edition.version(), edition.data::<u32>().unwrap())
    };
    Router::new()
        .route("/items", get(|| async { ([(CONTENT_TYPE, "application/geo+json")], items()) }))
        .route("/locate", get(|| async { "locate" }).post(|body: Bytes| async move { format!("{} bytes", body.len()) }))
        .route("/collections/{id}", get(|| async { "one" }))
        .route("/edition", get(edition))
        .route("/tagged", get(|| async { ([(ETAG, "\"mine\"")], "tagged") }))
        .route("/page", get(|| async { ([("content-security-policy", "default-src 'self'")], "page") }))
        .route("/packed", get(|| async { ([("content-encoding", "gzip")], vec![7_u8; 5000]) }))
        .route("/panics", get(panics))
        .route("/panics-late", get(|| async { Body::new(Endless::Panics(false)) }))
        .route("/never", get(std::future::pending::<String>))
        .route("/endless", get(|| async { Body::new(Endless::Zeros) }))
        .route("/gate", get(waits))
}

pub(crate) fn options(limits: Limits) -> Options {
    Options { limits, ..Options::at("127.0.0.1:0".parse().unwrap()) }
}

pub(crate) fn serve(limits: Limits) -> Served {
    serve_with(options(limits))
}

pub(crate) fn serve_with(options: Options) -> Served {
    let (sender, events) = channel();
    let sender = Mutex::new(sender);
    let sink = Arc::new(move |event: &Event| drop(sender.lock().unwrap().send(event.clone())));
    let bound = Server::bind(Options { sink: Some(sink), ..options }).unwrap();
    let gate = Arc::new(Gate { open: Notify::new(), entered: Mutex::new(None) });
    let editions = Editions::new(Edition::new("v1", Arc::new(1_u32)));
    let (address, stop) = (bound.address(), bound.stop());
    let (router, served) = (router(Arc::clone(&gate)), editions.clone());
    let running = std::thread::spawn(move || bound.run(router, served));
    Served { address, stop, editions, events, gate, running: Some(running) }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.stop.now();
        if let Some(running) = self.running.take() {
            drop(running.join());
        }
    }
}

/// What came back, apart.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no head in {:?}", String::from_utf8_lossy(bytes)));
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap().to_ascii_lowercase();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Self { status, head, body: bytes[end + 4..].to_vec() }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let values: Vec<&str> =
            self.head.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).collect();
        assert!(values.len() < 2, "{name} stands twice in {}", self.head);
        values.first().copied()
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The problem that the body is, whose status is that of the answer.
    pub(crate) fn problem(&self) -> Value {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}", self.head);
        let problem: Value = serde_json::from_slice(&self.body).unwrap();
        assert_eq!(problem["status"], self.status);
        for member in ["type", "title", "detail", "code"] {
            assert!(problem[member].as_str().is_some_and(|text| !text.is_empty()), "{member} of {problem}");
        }
        problem
    }
}

impl Served {
    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        // far beyond any limit of these tests: a server that hangs fails the test
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        stream
    }

    /// All that comes back for `bytes` until the server closes.
    pub(crate) fn raw(&self, bytes: &[u8]) -> Vec<u8> {
        let mut stream = self.connect();
        // a server that refuses early may close before all is sent
        let _ = stream.write_all(bytes);
        rest(&mut stream)
    }

    /// The answer to a request of `line`, such as `GET /items`, with more header lines.
    pub(crate) fn ask(&self, line: &str, headers: &str) -> Reply {
        Reply::of(&self.raw(format!("{line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n").as_bytes()))
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        self.ask(&format!("GET {path}"), "")
    }

    /// The value of a metric.
    pub(crate) fn metric(&self, name: &str) -> u64 {
        let text = self.get("/metrics");
        let line = text.text().lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ').map(str::to_owned));
        line.unwrap_or_else(|| panic!("no {name} in {}", text.text())).parse().unwrap()
    }

    /// Connects, asks for `/gate`, and comes back when the request is there.
    pub(crate) fn at_the_gate(&self) -> TcpStream {
        let (sender, entered) = channel();
        *self.gate.entered.lock().unwrap() = Some(sender);
        let mut stream = self.connect();
        stream.write_all(b"GET /gate HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
        entered.recv().unwrap();
        stream
    }

    /// The next event that is a request.
    pub(crate) fn told(&self) -> Event {
        self.events.recv_timeout(Duration::from_mins(1)).unwrap()
    }

    /// The server is well: it answers another client.
    pub(crate) fn is_well(&self) {
        assert_eq!(self.get("/items").status, 200);
    }

    pub(crate) fn stopped(mut self) -> Summary {
        self.stop.now();
        self.running.take().unwrap().join().unwrap()
    }
}

/// What comes until the server closes, or resets what nobody reads any more.
pub(crate) fn rest(stream: &mut TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Err(error) = stream.read_to_end(&mut bytes) {
        assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset, "{error}");
    }
    bytes
}

/// Limits that are over soon, for what waits.
pub(crate) fn soon() -> Limits {
    let soon = Duration::from_millis(300);
    Limits { head: soon, body: soon, idle: soon, write_stall: soon, request: soon, grace: soon, ..Limits::default() }
}
