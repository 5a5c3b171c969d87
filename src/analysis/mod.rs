//! What many incidents look like together. Not responsible for single records, nor for what anybody makes of a pattern.

pub mod aggregate;
pub mod clusters;
pub mod dbscan;
