//! Vector tiles one by one, for who answers them over a network. Not responsible for archives of them, nor for what is in one:
//! see `pmtiles`, whose tiles these are.

pub use crate::io::write::pmtiles::{DEEPEST_MADE, Drawn, LiveLayer, LiveTile, TILE_MOST_BYTES, Tile, live_tile};
