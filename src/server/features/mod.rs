//! OGC API – Features: Part 1 (Core), Part 2 (reference systems), Part 3 (filters), Part 5 (schemas). Not responsible for the shell
//! around it, nor for finding features: see `collection`.

pub mod bbox;
pub mod collections;
pub mod credit;
pub mod credit_headers;
pub mod crs;
pub mod datetime;
pub mod forms;
pub mod items;
pub mod landing;
pub mod links;
pub mod query;
pub mod routes;
pub mod rows;
pub mod schema;
