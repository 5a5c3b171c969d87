//! XML as it streams by, and small parts of it as trees. Not responsible for any vocabulary.
//!
//! Nothing is fetched and no entity of a document's own is expanded: a reference to one refuses the document.

mod stream;
mod tree;

pub(super) use stream::{Fault, Step, XmlStream};
pub(super) use tree::{Element, Tree};
