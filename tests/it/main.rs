//! What a user sees, one topic a module.

#![allow(clippy::unwrap_used, reason = "a test that fails panics")]

mod architecture;
mod atlas;
mod batch;
mod claims;
#[cfg(feature = "cli")]
mod cli;
mod clusters;
mod coarse;
#[cfg(feature = "formats")]
mod credit;
mod dataset;
mod dates;
mod diff;
mod digits;
mod draft;
mod draft_measured;
mod engine;
mod filter;
mod filter_limits;
#[cfg(feature = "gpkg")]
mod filter_suite;
#[cfg(all(feature = "flatgeobuf", feature = "geoparquet"))]
mod flatgeobuf;
mod formats;
mod gazetteer;
mod geocode;
#[cfg(all(feature = "flatgeobuf", feature = "geoparquet"))]
mod geoparquet;
#[cfg(feature = "formats")]
mod gpkg;
#[cfg(feature = "xml")]
mod gpx;
mod importers;
#[cfg(feature = "cli")]
mod index_file;
#[cfg(all(feature = "flatgeobuf", feature = "geoparquet"))]
mod indexed;
mod interval;
#[cfg(feature = "xml")]
mod kml;
mod licence;
#[cfg(all(feature = "cli", feature = "web"))]
mod map;
mod matching;
#[cfg(feature = "mcp")]
mod mcp;
mod names;
mod pack;
mod picture;
mod placing;
#[cfg(feature = "tiles")]
mod pmtiles;
mod points;
#[cfg(feature = "formats")]
mod qgis;
mod read;
mod read_csv;
mod read_faults;
mod read_geojson;
#[cfg(feature = "cli")]
mod readme;
mod regions;
mod render;
mod reverse;
mod sanity;
#[cfg(all(feature = "cli", feature = "server"))]
mod served;
#[cfg(all(feature = "cli", feature = "server"))]
mod server_credit;
#[cfg(feature = "server")]
mod server_http;
#[cfg(all(feature = "cli", feature = "server"))]
mod server_lists;
#[cfg(all(feature = "cli", feature = "server"))]
mod server_ogc;
#[cfg(all(feature = "cli", feature = "server"))]
mod server_ogc_more;
#[cfg(all(feature = "cli", feature = "server"))]
mod server_pages;
#[cfg(all(feature = "cli", feature = "server"))]
mod server_questions;
#[cfg(feature = "server")]
mod server_served;
#[cfg(feature = "server")]
mod server_tiles;
#[cfg(feature = "shapefile")]
mod shapefile;
#[cfg(feature = "cli")]
mod sure;
mod topojson;
#[cfg(all(feature = "cli", feature = "server"))]
mod waiting;
mod write;
mod write_files;
#[cfg(feature = "xlsx")]
mod xlsx;
