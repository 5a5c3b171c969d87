//! From a text to candidate records by rules and the gazetteer: a draft that a person reviews. Not responsible for reading
//! files, nor for what is true.

mod actors;
mod attribution;
mod calendar;
mod dates;
mod events;
mod findings;
mod numbers;
mod places;
mod proposal;
mod records;
mod relative;
pub mod sentences;
mod speakers;
mod tolls;
mod whereabouts;
mod words;

pub use actors::ActorMention;
pub use attribution::{Attribution, How};
pub use dates::DateMention;
pub use events::Cue;
pub use findings::Findings;
pub use places::{MentionRole, PlaceMention};
pub use proposal::{Draft, TextCard, draft};
pub use tolls::TollMention;
