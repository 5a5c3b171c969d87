//! Bytes in: records and located problems out. Not responsible for what the records mean.

mod bytes;
pub mod codes;
mod csv;
pub mod encoding;
pub mod escape;
pub mod event;
pub mod features;
mod geojson;
mod hurdle;
pub mod input;
mod intake;
pub mod options;
pub mod problem;
mod shaping;
mod sniff;
mod unpack;
pub mod what;

pub use codes::Code;
pub use encoding::{Encoding, UnknownEncoding};
pub use escape::Quoted;
pub use event::{Event, Origin, PlaceColumns, Record, Schema, Tally};
pub use features::read_features;
pub use input::Input;
pub use options::{DecimalMark, Header, InputFormat, Limits, ReadOptions};
pub use problem::{Problem, Severity};
pub use what::{Axis, What};
