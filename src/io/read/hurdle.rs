//! Faults of the layers between the file and its text, carried through `io::Error`. Not responsible for the text itself.

use std::io;

use thiserror::Error;

use crate::io::read::what::What;

/// Why the text cannot be had.
#[derive(Debug, Error)]
pub(super) enum Hurdle {
    #[error("bytes do not belong to {encoding}")]
    NotInEncoding { encoding: &'static str, byte: u64 },
    #[error("damaged compressed file")]
    Unpacking { reason: String },
    #[error("unpacks to too much")]
    UnpackRatio { limit: u64 },
    #[error("unpacks to too much")]
    UnpackedBytes { limit: u64 },
}

impl From<Hurdle> for io::Error {
    fn from(hurdle: Hurdle) -> Self {
        Self::other(hurdle)
    }
}

/// What an error of reading means for the user.
pub(super) fn what_of(error: &io::Error) -> What {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Hurdle>()) {
        Some(Hurdle::NotInEncoding { encoding, byte }) => What::NotInEncoding { encoding, byte: *byte },
        Some(Hurdle::Unpacking { reason }) => What::Unpacking { reason: reason.clone() },
        Some(Hurdle::UnpackRatio { limit }) => What::UnpackRatio { limit: *limit },
        Some(Hurdle::UnpackedBytes { limit }) => What::UnpackedBytes { limit: *limit },
        None => What::Unreadable { reason: reason_of(error) },
    }
}

/// The system's reason in lower case, without its number.
pub(crate) fn reason_of(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}
