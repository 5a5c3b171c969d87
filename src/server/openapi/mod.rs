//! The interface told to others: as `OpenAPI` 3.0 for programs, and in words for people. Not responsible for answering it.

pub mod answers;
pub mod document;
pub mod documentation;
pub mod examples;
pub mod operation;
pub mod parameters;
pub mod paths;
pub mod question_paths;
pub mod routes;
pub mod schemas;
pub mod tile_paths;
