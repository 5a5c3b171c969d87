//! What a user sees, one topic a module.

mod architecture;
mod atlas;
mod dataset;
mod engine;
mod render;
mod write;
mod write_files;
