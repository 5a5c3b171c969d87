//! Pictures: an atlas and incidents in, text or pixels out. Not responsible for deciding what is near what, nor for files.

mod alternative;
mod base;
mod credits;
mod furniture;
#[cfg(feature = "web")]
pub mod html;
mod intervals;
mod labels;
mod language;
mod layout;
mod left_out;
mod legend;
mod linework;
mod marks;
mod metrics;
mod names;
mod options;
mod page;
mod paths;
#[cfg(feature = "png")]
pub mod png;
mod projection;
mod size;
pub mod svg;
mod symbols;
mod text;
mod theme;
mod when;
mod words;

pub use intervals::{IntervalRow, Intervals};
pub use language::{Language, LanguageError};
pub use left_out::LeftOut;
pub use marks::incident_id;
pub use options::{Extent, ExtentError, MapOptions, Subject};
#[cfg(feature = "png")]
pub use png::{PngError, png};
pub use size::{PictureSize, SizeError};
pub use svg::{Picture, PictureError, map_svg, picture};
pub use theme::{Theme, ThemeError};
