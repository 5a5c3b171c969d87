//! What many incidents look like together. Not responsible for single records, nor for what anybody makes of a pattern.

pub mod aggregate;
pub mod clusters;
pub mod dbscan;
pub mod diff;
pub mod draft;
pub mod gap;
pub mod matching;
mod meetings;
pub mod sensitivity;
pub mod spelling;
