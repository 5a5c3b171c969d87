//! The server's life: bound to an address, running, stopped. Not responsible for signals, nor for telling anyone.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use tokio::net::{TcpListener, TcpSocket};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;

use crate::server::http::books::Books;
use crate::server::http::edition::Editions;
use crate::server::http::error::ServeError;
use crate::server::http::intake::Intake;
use crate::server::http::links::BaseUrl;
use crate::server::http::listening::taken_in;
use crate::server::http::metrics::Metrics;
use crate::server::http::options::Options;
use crate::server::http::seats::Seats;
use crate::server::http::shell::{Shell, within};

/// Connections that may wait until they are taken. The system has a limit of its own beside it.
const BACKLOG: u32 = 1_024;

/// Where a server begins.
#[derive(Debug)]
pub struct Server;

impl Server {
    /// Listens as `options` say. Clients can connect from now on, and are answered once it runs.
    ///
    /// # Errors
    /// Where the address is taken or not there, or no threads are to be had.
    pub fn bind(options: Options) -> Result<Bound, ServeError> {
        let threads = options.threads.get();
        let no_threads = |source| ServeError::Threads { threads, source };
        let mut builder = Builder::new_multi_thread();
        let runtime = builder.worker_threads(threads).enable_all().build().map_err(no_threads)?;
        let address = options.address;
        let (listener, address) = {
            let _within = runtime.enter();
            listening(address).map_err(|source| ServeError::of_listening(address, source))?
        };
        let base = options.base_url.clone().unwrap_or_else(|| BaseUrl::of(address));
        Ok(Bound { runtime, listener, address, base, options, stop: Stop::default() })
    }
}

fn listening(address: SocketAddr) -> std::io::Result<(TcpListener, SocketAddr)> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // a server that was stopped a moment ago still has connections in their last state
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    let listener = socket.listen(BACKLOG)?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

/// A server that listens.
pub struct Bound {
    runtime: Runtime,
    listener: TcpListener,
    address: SocketAddr,
    base: BaseUrl,
    options: Options,
    stop: Stop,
}

impl Bound {
    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What its links begin with.
    #[must_use]
    pub fn base(&self) -> &BaseUrl {
        &self.base
    }

    /// What ends it, to be kept by whoever hears of signals.
    #[must_use]
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }

    /// Answers by `router` from `editions` until it is stopped; requests under way are finished first, if they finish within
    /// the time that the limits give them.
    ///
    /// `/health` and `/metrics` are the shell's own paths, and `router` must not have them.
    pub fn run(self, router: Router, editions: Editions) -> Summary {
        let Options { limits, origins, sink, .. } = self.options;
        let shell = Arc::new(Shell {
            limits,
            origins,
            base: self.base,
            books: Arc::new(Books { metrics: Metrics::default(), sink }),
            seats: Arc::new(Seats::new(limits)),
            intake: Arc::new(Intake::default()),
            editions,
        });
        let router = within(&shell, router);
        let books = Arc::clone(&shell.books);
        self.runtime.block_on(taken_in(shell, router, self.listener, self.stop));
        // what still computes is not waited for
        self.runtime.shutdown_background();
        Summary { requests: books.metrics.requests(), panics: books.metrics.panics() }
    }
}

/// Ends a server, from any thread, once and for all.
#[derive(Clone)]
pub struct Stop(Arc<watch::Sender<bool>>);

impl Default for Stop {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }
}

impl fmt::Debug for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Stop({})", *self.0.borrow())
    }
}

impl Stop {
    /// Tells the server to stop.
    pub fn now(&self) {
        self.0.send_replace(true);
    }

    /// Ready when the server was told to stop.
    pub(super) async fn told(&self) {
        // the sender is held by this very value, so waiting ends only with the word
        let _ = self.0.subscribe().wait_for(|told| *told).await;
    }
}

/// What a server did in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// Requests that were answered, refused, or given up by their clients.
    pub requests: u64,
    /// Panics that were caught.
    pub panics: u64,
}
