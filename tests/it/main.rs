//! What a user sees, one topic a module.

mod architecture;
mod engine;
