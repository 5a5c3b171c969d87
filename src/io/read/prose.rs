//! Running text, read whole: a news report saved as plain text. Not responsible for what it says.

use std::sync::Arc;

use crate::io::read::encoding::not_utf8;
use crate::io::read::event::Origin;
use crate::io::read::input::{Input, open_text, whole};
use crate::io::read::intake::is_limit;
use crate::io::read::options::{InputFormat, ReadOptions};
use crate::io::read::problem::{Problem, Severity};
use crate::io::read::what::What;

/// Bytes of a text, which is held whole with all that it names, a hundred times its size: a book has about one million.
pub const PROSE_BYTES_MAX: usize = 2 << 20;

/// What belongs there instead of what came.
const RUNNING_TEXT: &str = "running text; save the words of the page as plain text";

/// A text, and what was done to read it.
#[derive(Debug, Clone, PartialEq)]
pub struct Prose {
    /// The text, line breaks as they are, without a byte order mark.
    pub text: String,
    /// Notes.
    pub problems: Vec<Problem>,
}

/// The text that `input` holds.
///
/// # Errors
/// The problem for which it is refused: it cannot be read, is empty, markup, a table, JSON or no text at all, is not in the
/// encoding stated, or takes more than [`PROSE_BYTES_MAX`].
pub fn read_prose(input: Input, options: &ReadOptions) -> Result<Prose, Box<Problem>> {
    let file = input.name();
    let lower = file.to_ascii_lowercase();
    let refuse = |what: What| refused(&file, what);
    let other = |found| refuse(What::OtherFormat { found, expected: RUNNING_TEXT });
    if [".csv", ".tsv", ".tab"].iter().any(|ending| lower.ends_with(ending)) {
        return Err(other("a table"));
    }
    let mut opened = open_text(input, options).map_err(|what| match what {
        What::OtherFormat { found: found @ ("HTML" | "XML" | "KML" | "GPX"), .. } => other(found),
        what => refuse(what),
    })?;
    if matches!(opened.format, InputFormat::GeoJson | InputFormat::GeoJsonSeq) {
        return Err(other("JSON"));
    }
    let limit = || {
        let inside = format!("the text, which may take {} MiB and has to be split,", PROSE_BYTES_MAX >> 20);
        refuse(What::FeatureLimit { inside, limit: PROSE_BYTES_MAX })
    };
    let bytes = whole(&mut opened.bytes, PROSE_BYTES_MAX).map_err(refuse)?.ok_or_else(limit)?;
    if bytes.contains(&0) {
        return Err(other("binary data"));
    }
    let text = String::from_utf8(bytes).map_err(|error| refuse(not_utf8(error.as_bytes(), &error.utf8_error(), 0)))?;
    if text.trim().is_empty() {
        return Err(refuse(What::Empty));
    }
    let problems = opened.notes.into_iter().map(|what| Problem::new(Severity::Note, aside(&file), what)).collect();
    Ok(Prose { text, problems })
}

fn refused(file: &Arc<str>, what: What) -> Box<Problem> {
    let severity = if is_limit(&what) { Severity::Limit } else { Severity::Fatal };
    Box::new(Problem::new(severity, aside(file), what))
}

fn aside(file: &Arc<str>) -> Origin {
    Origin { file: Arc::clone(file), line: None, byte: None, record: 0, id: None }
}
