//! The page's script, as `web/` was built before this program. Not responsible for building it.

use std::borrow::Cow;

use rust_embed::RustEmbed;

/// The one script that the page needs.
const SCRIPT: &str = "sarhad-map.js";

#[derive(RustEmbed)]
#[folder = "web/dist/page"]
struct Dist;

/// The script; `None` in a program that was built before the web page was.
pub(super) fn script() -> Option<String> {
    let file = Dist::get(SCRIPT)?;
    let text = match file.data {
        Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Cow::Owned(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
    };
    Some(text)
}
