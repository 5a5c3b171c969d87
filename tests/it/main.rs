//! What a user sees, one topic a module.

mod engine;
mod render;
