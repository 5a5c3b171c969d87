//! Why nothing can be served. Not responsible for exit codes, nor for what a client is told.

use std::io;
use std::net::SocketAddr;

use thiserror::Error;

/// Why the server does not start, or cannot go on.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ServeError {
    /// Another program listens there.
    #[error("{address} is in use by another program; stop it, or name another port with --port (0 takes a free one)")]
    Busy {
        /// Where the server was to listen.
        address: SocketAddr,
    },
    /// This machine has no such address.
    #[error("this machine has no address {}{}", address.ip(), elsewhere(address))]
    NoAddress {
        /// Where the server was to listen.
        address: SocketAddr,
    },
    /// The system keeps the port to itself.
    #[error("port {} is kept for the system; name one above 1023 with --port", address.port())]
    Denied {
        /// Where the server was to listen.
        address: SocketAddr,
    },
    /// Something else of the system.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// Where the server was to listen.
        address: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
    /// No threads are to be had.
    #[error("cannot start {threads} threads: {source}; name fewer with --threads")]
    Threads {
        /// How many were asked for.
        threads: usize,
        /// What the system says.
        source: io::Error,
    },
}

impl ServeError {
    /// The rule that was broken, as messages name it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Busy { .. } => "E701",
            Self::NoAddress { .. } => "E702",
            Self::Denied { .. } => "E703",
            Self::Listen { .. } => "E704",
            Self::Threads { .. } => "E705",
        }
    }

    /// What it means that the system refused to listen on `address`.
    pub(super) fn of_listening(address: SocketAddr, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::AddrInUse => Self::Busy { address },
            io::ErrorKind::PermissionDenied => Self::Denied { address },
            io::ErrorKind::AddrNotAvailable | io::ErrorKind::Unsupported => Self::NoAddress { address },
            // a system without IPv6 has no such family, for which the library has no kind
            _ if address.is_ipv6() && source.kind() != io::ErrorKind::InvalidInput => Self::NoAddress { address },
            _ => Self::Listen { address, source },
        }
    }
}

/// What to do about an address that is not there.
fn elsewhere(address: &SocketAddr) -> &'static str {
    if address.is_ipv6() {
        ", or IPv6 is off; serve on IPv4 with --host 127.0.0.1"
    } else {
        "; name one of its own with --host, such as 127.0.0.1"
    }
}

/// Why a text is no base for links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BaseUrlError {
    /// It does not begin as a page's address does.
    #[error("it must begin with http:// or https:// and a host")]
    NoHost,
    /// It says more than where the server is.
    #[error("it must end before any ? or #, and hold no user and no password")]
    TooMuch,
    /// It has characters that an address cannot have.
    #[error("it holds a character that is not plain ASCII; write it in percent-encoding")]
    NotPlain,
}
