//! Pictures: an atlas and incidents in, text out. Not responsible for deciding what is near what, nor for files.

mod base;
mod furniture;
mod labels;
mod legend;
mod linework;
mod marks;
mod names;
mod options;
mod paths;
mod projection;
pub mod svg;
mod symbols;
mod text;
mod when;

pub use options::{Extent, ExtentError, MapOptions};
pub use svg::map_svg;
