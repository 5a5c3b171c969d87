//! The shell of the server: it takes connections, keeps the limits, refuses what is no request of ours in one form
//! ([`Problem`], RFC 9457), and gives every answer its headers. Not responsible for what the answers say.
//!
//! HTTP/1.1 alone: without TLS no browser, GDAL or QGIS speaks anything else, and what is not spoken cannot be flooded.
//! A request causes no connection to anywhere.

mod answering;
mod books;
mod caching;
mod connection;
mod edition;
mod error;
mod events;
mod guard;
mod head_scan;
mod intake;
mod links;
mod listening;
mod metrics;
mod negotiation;
mod options;
mod origins;
mod panics;
mod problem;
mod seats;
mod server;
mod shell;
mod ticket;

pub use edition::{Edition, Editions};
pub use error::{BaseUrlError, ServeError};
pub use events::{Event, Sink};
pub use links::BaseUrl;
pub use negotiation::{Form, chosen};
pub use options::{Limits, Options, Origins};
pub use problem::{Code, PROBLEM_JSON, Problem};
pub use server::{Bound, Server, Stop, Summary};
