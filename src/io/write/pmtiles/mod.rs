//! Vector tiles in one archive: `PMTiles` version 3 with tiles of the Vector Tile Specification 2.1. Not responsible for
//! gathering the records.
//!
//! Nothing is dropped to make a tile small. What crowds stands together as one point with a `count`, and `aggregated` is true;
//! a record that stands by itself has all of its columns, `t` and `t_end` for the days since 1970-01-01 on which it began and
//! ended, and its number, from 1, as id. At the deepest zoom all stand by themselves, unless a tile would then have more than
//! 50,000 features or 500 KB. Lines and areas have fewer vertices at higher zooms; what is less than a pixel wide stands as a
//! point, and `collapsed` is true. So the sum of `count` over a zoom, 1 where there is none, is the number of point records.
//!
//! # Cost
//! Memory: 40 bytes a record, 8 bytes a vertex of lines and areas and as much for those drawn at one zoom, about 100 bytes a tile,
//! and the tiles on their way; the rest waits in files without names.
//!
//! A [`live_tile`] is one tile of collections that stay in memory, made when it is asked for: the same as that of an archive.

mod archive;
mod card;
mod clip;
mod grid;
mod larder;
mod layer;
mod live_layer;
mod live_tile;
mod metadata;
mod shape;
mod simplify;
mod spots;
mod tags;
mod tile;
mod walk;
mod writer;
mod zooms;

pub use grid::Tile;
pub use live_layer::{Drawn, LiveLayer};
pub use live_tile::{DEEPEST_MADE, LiveTile, live_tile};
pub use tile::TILE_MOST_BYTES;
pub(in crate::io::write) use writer::write;
