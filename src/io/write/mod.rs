//! Nouns in: bytes out, whole or not at all. Not responsible for choosing what to write.

mod cell;
mod columns;
mod delimited;
mod destination;
mod error;
mod feature;
mod flat;
mod format;
mod geojson;
mod options;
mod position;
mod rejects;
mod spool;
mod wkt;

pub use destination::{Destination, Overwrite};
pub use error::WriteError;
pub use feature::{AnyWriter, FeatureWriter, Written, feature_writer};
pub use format::OutputFormat;
pub use options::{CsvGuard, Document, WriteOptions};
pub use rejects::{Refusal, RejectsFile};
