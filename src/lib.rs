//! Which side of which border, how near, how sure, and who says so.
//!
//! `sarhad` (سرحد, "border") answers questions about incidents and borders offline, on the WGS 84 ellipsoid: which country,
//! province and district a place is in ([`query::locate`]), how far it is from a border and on which side
//! ([`query::distance`]), which incidents are nearest to it or within a distance ([`query::nearby`]), and where on a map they
//! may be drawn ([`render`]). The atlas of the Iran–Pakistan–Afghanistan borderlands is inside the library; layers of your own
//! can stand in its place ([`AtlasBuilder`](atlas::AtlasBuilder)). Files are read record by record, and whatever cannot be used
//! comes back with its place and its reason ([`io::read`]).
//!
//! Borders are as their sources draw them, and incidents are what someone claims: each answer names its source.
//!
//! # Example
//! ```
//! use sarhad::query::distance::{Side, Target};
//! use sarhad::{Atlas, LonLat};
//!
//! let atlas = Atlas::built_in();
//! let zahedan = LonLat::new(60.8629, 29.4963)?; // degrees, longitude first
//! let border = Target::named(&atlas, "border/IR-PK")?;
//! let found = border.measure(&atlas, zahedan);
//! assert_eq!(found.distance.to_string(), "25.56 km");
//! assert_eq!(found.side.map(Side::word), Some("IR"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Features
//! - `cli` (default): the binary.
//! - `server` (default): answers over HTTP ([`server`]).
//! - `exact-numbers` (part of `cli`): numbers in properties keep every digit as written. Without it, a number that 64 bits do
//!   not hold refuses its record. It switches on `serde_json/arbitrary_precision` for the whole program.

pub mod analysis;
pub mod atlas;
#[cfg(feature = "cli")]
pub mod cli;
pub mod collection;
pub mod geometry;
pub mod index;
// some parts serve only formats that a build may leave out
#[cfg_attr(not(feature = "formats"), allow(unused))]
pub mod io;
mod lonlat;
pub mod model;
pub mod names;
pub mod query;
pub mod render;
#[cfg(feature = "server")]
pub mod server;
pub mod topology;
mod units;

pub use atlas::Atlas;
pub use lonlat::{LonLat, NotOnEarth};
pub use units::{Degrees, Metres};
