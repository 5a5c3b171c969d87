//! The questions as tools of the Model Context Protocol, for an assistant that starts this program. Not responsible for the answers:
//! they are those of the paths of the interface.
//!
//! # Source
//! modelcontextprotocol.io, specification; the only room that names rmcp.

use std::time::Duration;

mod arguments;
mod incident;
mod lines;
mod places;
mod questions;
mod records;
mod schemas;
mod session;
mod tools;

pub use session::attend;

/// How long an answer may take.
const LONGEST: Duration = Duration::from_mins(2);
