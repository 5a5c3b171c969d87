//! Vector tiles of the collections, each by itself and together, and the styles that draw them (OGC API – Tiles, `TileJSON` 3).
//! Not responsible for making a tile: see `io::write::pmtiles`.

pub mod address;
pub mod cache;
pub mod matrix;
pub mod routes;
pub mod shelf;
pub mod styles;
pub mod tilejson;
pub mod tilesets;
