//! What a user sees, one topic a module.
