//! Bytes in: records and located problems out. Not responsible for what the records mean.

pub mod block;
mod bytes;
pub mod claims;
pub mod codes;
mod csv;
pub mod decisions;
pub mod encoding;
pub mod escape;
pub mod event;
pub mod features;
mod geojson;
mod hurdle;
mod ids;
pub mod input;
mod intake;
pub mod ledger;
pub mod options;
pub mod patch;
pub mod problem;
pub mod prose;
mod shaping;
mod sniff;
mod unpack;
pub mod what;

pub use block::{Batch, Block, Kept, SetAside};
pub use codes::Code;
pub use encoding::{Encoding, UnknownEncoding};
pub use escape::Quoted;
pub use event::{Event, Origin, PlaceColumns, Record, Schema, Tally};
pub use features::{read_blocks, read_features};
pub use input::Input;
pub use ledger::{Ledger, Met};
pub use options::{BlockSize, DecimalMark, Header, InputFormat, Limits, ReadOptions};
pub use problem::{Problem, Severity};
pub use what::{Axis, What};
