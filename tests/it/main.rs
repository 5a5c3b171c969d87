//! What a user sees, one topic a module.

mod architecture;
mod atlas;
mod engine;
mod read;
mod read_csv;
mod read_faults;
mod read_geojson;
mod write;
mod write_files;
