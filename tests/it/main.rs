//! What a user sees, one topic a module.

#![allow(clippy::unwrap_used, reason = "a test that fails panics")]

mod architecture;
mod atlas;
mod batch;
#[cfg(feature = "cli")]
mod cli;
mod clusters;
mod dataset;
mod dates;
mod engine;
mod licence;
mod points;
mod read;
mod read_csv;
mod read_faults;
mod read_geojson;
#[cfg(feature = "cli")]
mod readme;
mod regions;
mod render;
mod write;
mod write_files;
