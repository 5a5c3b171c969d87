//! Which side of which border, how near, how sure, and who says so.
//!
//! `sarhad` (سرحد, "border") answers questions about incidents and borders offline, on the WGS 84 ellipsoid.

pub mod atlas;
#[cfg(feature = "cli")]
pub mod cli;
pub mod geometry;
pub mod index;
pub mod io;
mod lonlat;
pub mod model;
pub mod query;
pub mod render;
pub mod topology;
mod units;

pub use atlas::Atlas;
pub use lonlat::{LonLat, NotOnEarth};
pub use units::{Degrees, Metres};
