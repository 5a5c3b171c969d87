//! Questions of our own beside the standards': distances, units, places. Not responsible for computing them: see `query`.

pub mod answer;
pub mod condition;
pub mod distances;
pub mod endpoints;
pub mod found;
pub mod going;
pub mod held;
pub mod joined;
pub mod placings;
pub mod posted;
pub mod routes;
pub mod told;
