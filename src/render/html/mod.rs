//! Maps for the web: one file, or a folder for any host. Not responsible for what the page does with its data: see `web/`.

mod assets;
mod data;
mod embed;
mod page;

pub use data::{LayerChoice, LayerChoiceError, layers_json};
pub use embed::{EmbedError, Snippets, is_map, snippets};
pub use page::{PageError, SiteFile, WebMap};
