//! Answers over HTTP, read-only. Not responsible for what is asked (`query`, `analysis`) nor for how a table or a picture is
//! written (`io`, `render`).
//!
//! [`http`] is the shell: connections, limits, refusals and headers, the same for whatever stands behind it.

pub mod features;
pub mod front;
pub mod html;
pub mod http;
#[cfg(feature = "mcp")]
pub mod mcp;
pub mod openapi;
pub mod params;
pub mod questions;
pub mod router;
pub mod short;
pub mod state;
pub mod tiles;
