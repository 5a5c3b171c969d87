//! What the server is told when it starts. Not responsible for how a command line says it.

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::time::Duration;

use crate::server::http::events::Sink;
use crate::server::http::links::BaseUrl;

/// What the server is told when it starts.
#[derive(Clone)]
pub struct Options {
    /// Where it listens; port 0 takes a free one.
    pub address: SocketAddr,
    /// Threads that answer.
    pub threads: NonZeroUsize,
    /// What links begin with, where that is not the address.
    pub base_url: Option<BaseUrl>,
    /// What a client may take.
    pub limits: Limits,
    /// Whose pages may read the answers.
    pub origins: Origins,
    /// Who hears of every request.
    pub sink: Option<Sink>,
}

impl Options {
    /// `address` and all else as is usual: two threads, the usual limits, answers to pages of anyone, nothing told.
    #[must_use]
    pub fn at(address: SocketAddr) -> Self {
        let threads = NonZeroUsize::MIN.saturating_add(1);
        Self { address, threads, base_url: None, limits: Limits::default(), origins: Origins::default(), sink: None }
    }
}

/// Whose pages a browser lets read the answers (the Fetch standard's CORS). Credentials are never asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Origins {
    /// Pages of any site.
    #[default]
    Any,
    /// The server's own pages alone: for data that no page in the same browser should see.
    Own,
}

/// What a client may take. The defaults are those of the project's contract for hostile input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Connections open at once; more are answered with 503.
    pub connections: usize,
    /// Time for a whole head, from its first byte or from the beginning of the connection.
    pub head: Duration,
    /// Time for a whole body.
    pub body: Duration,
    /// Time that a connection may rest between two requests.
    pub idle: Duration,
    /// Time after which a connection that waits without a whole request gives way, where all are taken and another comes.
    pub patience: Duration,
    /// Time in which a client must take 8 KiB of what waits for it.
    pub write_stall: Duration,
    /// Time until an answer begins; after it the request is answered with 503.
    pub request: Duration,
    /// Time for requests under way when the server is told to stop.
    pub grace: Duration,
    /// Header lines of a request.
    pub headers: usize,
    /// Bytes of a head.
    pub head_bytes: usize,
    /// Bytes of path and query.
    pub url_bytes: usize,
    /// Bytes of a body.
    pub body_bytes: usize,
    /// Bytes of all bodies held at once.
    pub bodies_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 1_024,
            head: Duration::from_secs(5),
            body: Duration::from_secs(10),
            idle: Duration::from_mins(1),
            patience: Duration::from_secs(2),
            write_stall: Duration::from_secs(10),
            request: Duration::from_secs(30),
            grace: Duration::from_secs(10),
            headers: 100,
            head_bytes: 64 * 1_024,
            url_bytes: 8 * 1_024,
            body_bytes: 4 * 1_024 * 1_024,
            bodies_bytes: 64 * 1_024 * 1_024,
        }
    }
}
