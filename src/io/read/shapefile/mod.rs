//! Shapefiles: shapes of `.shp`, rows of `.dbf`, both together as records. Not responsible for bytes of either.
//!
//! # Source
//! Esri, *Shapefile Technical Description* (1998); dBase's file format as GDAL's driver documents it.

mod codepage;
mod dbf;
mod parts;
mod prj;
mod reader;
mod rings;
mod shapes;

pub(super) use reader::read;

use crate::io::read::what::What;

/// What a refusal of the whole calls the file.
const FORMAT: &str = "shapefile";

fn unreadable(reason: impl Into<String>) -> What {
    What::Container { format: FORMAT, reason: reason.into() }
}
