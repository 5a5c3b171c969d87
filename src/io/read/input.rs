//! Where bytes come from, and the way from them to text. Not responsible for what the text says.

use std::fmt;
use std::fs::{self, File, FileType};
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempPath;

use crate::io::read::bytes::Bytes;
use crate::io::read::encoding::{Encoding, Transcoder};
use crate::io::read::escape::Quoted;
use crate::io::read::hurdle::{reason_of, what_of};
use crate::io::read::options::{InputFormat, ReadOptions};
use crate::io::read::sniff::{self, Mark};
use crate::io::read::unpack::Unpacker;
use crate::io::read::what::What;
use crate::io::read::workbook::{self, SheetLines};

/// Bytes looked at before deciding how to read on: enough for every signature and byte order mark.
const HEAD_BYTES: u64 = 512;

/// Where bytes come from.
pub enum Input {
    /// A file.
    Path(PathBuf),
    /// Anything else that can be read, such as standard input.
    Stream {
        /// What to call it in messages; an extension tells the format.
        name: String,
        /// The bytes.
        reader: Box<dyn Read + Send>,
    },
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Input").field(&self.name()).finish()
    }
}

impl Input {
    /// What it is called in messages.
    #[must_use]
    pub fn name(&self) -> Arc<str> {
        match self {
            Self::Path(path) => path.to_string_lossy().into(),
            Self::Stream { name, .. } => name.as_str().into(),
        }
    }
}

/// UTF-8 text, its format, and what was done to get it.
pub(super) struct Text {
    pub(super) bytes: Bytes,
    pub(super) format: InputFormat,
    /// Which rows of a sheet its lines are, where it was one.
    pub(super) lines: SheetLines,
    pub(super) notes: Vec<What>,
}

/// A file that is read at places of its own choice.
pub(super) struct WholeFile {
    /// Where it is: the input itself, or a copy without its packing.
    pub(super) path: PathBuf,
    pub(super) format: InputFormat,
    pub(super) notes: Vec<What>,
    /// The copy, which goes when reading ends.
    _copy: Option<TempPath>,
}

/// An input that was opened.
pub(super) enum Opened {
    Text(Text),
    Whole(WholeFile),
}

/// Bytes taken from a text at a time where it is held whole.
const POURED_BYTES: usize = 64 << 10;

/// All that is left of a text; `None` where that is more than `limit` bytes.
pub(super) fn whole(bytes: &mut Bytes, limit: usize) -> Result<Option<Vec<u8>>, What> {
    let mut whole = Vec::new();
    while bytes.pour(&mut whole, POURED_BYTES).map_err(|error| what_of(&error))? > 0 {
        if whole.len() > limit {
            return Ok(None);
        }
    }
    Ok(Some(whole))
}

/// Opens, unpacks and decodes `input`, which has to be text.
pub(super) fn open_text(input: Input, options: &ReadOptions) -> Result<Text, What> {
    match open(input, options)? {
        Opened::Text(text) => Ok(text),
        Opened::Whole(file) => Err(What::OtherFormat { found: sniff::title(file.format), expected: "text" }),
    }
}

/// Opens `input`, and unpacks and decodes it if it is text.
pub(super) fn open(input: Input, options: &ReadOptions) -> Result<Opened, What> {
    let name = input.name();
    let mut notes = Vec::new();
    let mut path = match &input {
        Input::Path(path) => Some(path.clone()),
        Input::Stream { .. } => None,
    };
    let raw: Box<dyn Read + Send> = match input {
        Input::Path(path) => open_file(&path)?,
        Input::Stream { reader, .. } => reader,
    };
    let (mut head, mut raw) = peeked(raw)?;
    let mut name = name.to_ascii_lowercase();
    if sniff::is_gzip(&head) {
        let Some(unpacked_name) = name.strip_suffix(".gz").map(str::to_owned) else {
            return Err(What::OtherFormat { found: "gzip", expected: "text; unpack it, or name it .gz" });
        };
        notes.push(What::Unpacked);
        (head, raw) = peeked(Box::new(Unpacker::new(raw, options.limits)))?;
        (name, path) = (unpacked_name, None);
    }
    if head.is_empty() {
        return Err(What::Empty);
    }
    if let Some(format) = sniff::whole(&head, &name, options.format) {
        return whole_file((path, raw.as_mut()), format, notes, options).map(Opened::Whole);
    }
    if let Some(whole) = workbook_in(&head, raw.as_mut(), &name, options)? {
        return sheet_text(&whole, notes, options).map(Opened::Text);
    }
    if let Some(asked) = &options.sheet {
        return Err(What::NoSheets { name: Quoted::new(asked) });
    }
    let mut bytes = Bytes::new(decoded(raw, &head, options.encoding, &mut notes)?);
    if bytes.head().map_err(|error| what_of(&error))?.starts_with(b"\xef\xbb\xbf") {
        bytes.skip_bom();
        notes.push(What::BomRemoved);
    }
    let head = bytes.head().map_err(|error| what_of(&error))?;
    let format = options.format.or_else(|| sniff::format_named(&name)).unwrap_or_else(|| sniff::format_seen(head));
    if let Some((found, expected)) = sniff::markup(head, format) {
        return Err(What::OtherFormat { found, expected });
    }
    Ok(Opened::Text(Text { bytes, format, lines: SheetLines::default(), notes }))
}

/// The file at `path`, or a copy of what comes from a stream or out of an archive, within the limits.
fn whole_file(
    (path, raw): (Option<PathBuf>, &mut dyn Read),
    format: InputFormat,
    notes: Vec<What>,
    options: &ReadOptions,
) -> Result<WholeFile, What> {
    if let Some(path) = path {
        return Ok(WholeFile { path, format, notes, _copy: None });
    }
    let limit = options.limits.unpacked_bytes;
    let failed = |error: io::Error| what_of(&error);
    let mut copy = tempfile::Builder::new().prefix(".sarhad-").suffix(".tmp").tempfile().map_err(failed)?;
    let copied = io::copy(&mut raw.take(limit.saturating_add(1)), copy.as_file_mut()).map_err(failed)?;
    if copied > limit {
        return Err(What::UnpackedBytes { limit });
    }
    let copy = copy.into_temp_path();
    Ok(WholeFile { path: copy.to_path_buf(), format, notes, _copy: Some(copy) })
}

/// All bytes of a workbook; `None` where it is none and none was asked for.
fn workbook_in(head: &[u8], raw: &mut dyn Read, name: &str, options: &ReadOptions) -> Result<Option<Vec<u8>>, What> {
    let named = sniff::format_named(name) == Some(InputFormat::Xlsx);
    let asked = options.format == Some(InputFormat::Xlsx) || (options.format.is_none() && named);
    let seen = options.format.is_none() && sniff::is_workbook(head);
    let is_one = seen || (asked && sniff::is_zip(head));
    if !is_one {
        return match (asked, sniff::mark(head)) {
            (true, Mark::Foreign { found, .. }) => Err(What::OtherFormat { found, expected: "an .xlsx workbook" }),
            (true, _) => Err(What::OtherFormat { found: "no ZIP archive", expected: "an .xlsx workbook" }),
            _ => Ok(None),
        };
    }
    let limit = options.limits.unpacked_bytes;
    let mut whole = Vec::new();
    raw.take(limit.saturating_add(1)).read_to_end(&mut whole).map_err(|error| what_of(&error))?;
    if whole.len() as u64 > limit { Err(What::UnpackedBytes { limit }) } else { Ok(Some(whole)) }
}

/// The text of the sheet that is asked for.
fn sheet_text(whole: &[u8], mut notes: Vec<What>, options: &ReadOptions) -> Result<Text, What> {
    let sheet = workbook::sheet(whole, options)?;
    notes.extend(sheet.notes);
    let bytes = Bytes::new(Box::new(Cursor::new(sheet.text)));
    Ok(Text { bytes, format: InputFormat::Xlsx, lines: sheet.lines, notes })
}

/// The text that `bytes` are, out of an archive.
#[cfg(feature = "xml")]
pub(super) fn plain_text(bytes: Vec<u8>, options: &ReadOptions, notes: &mut Vec<What>) -> Result<Bytes, What> {
    if bytes.is_empty() {
        return Err(What::Empty);
    }
    let (head, raw) = peeked(Box::new(Cursor::new(bytes)))?;
    let mut text = Bytes::new(decoded(raw, &head, options.encoding, notes)?);
    if text.head().map_err(|error| what_of(&error))?.starts_with(b"\xef\xbb\xbf") {
        text.skip_bom();
    }
    Ok(text)
}

fn decoded(
    raw: Box<dyn Read + Send>,
    head: &[u8],
    asked: Option<Encoding>,
    notes: &mut Vec<What>,
) -> Result<Box<dyn Read + Send>, What> {
    let encoding = match (asked, sniff::mark(head)) {
        // a byte order mark is surer than what anyone says
        (_, Mark::Utf8) => return Ok(raw),
        (None, Mark::None) => match sniff::declared(head)? {
            Some(encoding) => encoding,
            None => return Ok(raw),
        },
        (_, Mark::ByteOrder(encoding)) => encoding,
        (Some(encoding), _) if encoding.is_utf8() => return Ok(raw),
        (Some(encoding), _) => encoding,
        (None, Mark::Foreign { found, expected }) => return Err(What::OtherFormat { found, expected }),
        (None, Mark::Utf16 { label }) => return Err(What::Utf16 { label }),
    };
    notes.push(What::Transcoded { encoding: encoding.name() });
    Ok(Box::new(Transcoder::new(raw, encoding)))
}

/// The first bytes, and a reader that still has them.
fn peeked(raw: Box<dyn Read + Send>) -> Result<(Vec<u8>, Box<dyn Read + Send>), What> {
    let mut raw = raw;
    let mut head = Vec::new();
    raw.by_ref().take(HEAD_BYTES).read_to_end(&mut head).map_err(|error| what_of(&error))?;
    Ok((head.clone(), Box::new(Cursor::new(head).chain(raw))))
}

/// The file as it is now: what is appended while it is read is left for the next time, so that reading ends.
fn open_file(path: &Path) -> Result<Box<dyn Read + Send>, What> {
    let unreadable = |error: io::Error| What::Unreadable { reason: reason_of(&error) };
    // asked before opening: opening a pipe that nobody writes to would wait for ever
    let found = fs::metadata(path).map_err(unreadable)?;
    if let Some(found) = not_a_file(path, found.file_type()) {
        return Err(What::NotAFile { found });
    }
    let file = File::open(path).map_err(unreadable)?;
    let found = file.metadata().map_err(unreadable)?;
    // files of /proc say 0 and hold something
    let length = if found.is_file() && found.len() > 0 { found.len() } else { u64::MAX };
    Ok(Box::new(file.take(length)))
}

#[cfg(unix)]
fn not_a_file(path: &Path, kind: FileType) -> Option<&'static str> {
    use std::os::unix::fs::FileTypeExt;

    if kind.is_fifo() {
        // a shell's `<(command)` and /dev/stdin are pipes that have a writer
        let given = path.starts_with("/dev/fd") || path.starts_with("/proc/self/fd") || path == Path::new("/dev/stdin");
        return (!given).then_some("a named pipe");
    }
    if kind.is_char_device() || kind.is_block_device() {
        return Some("a device");
    }
    if kind.is_socket() {
        return Some("a socket");
    }
    kind.is_dir().then_some("a directory")
}

#[cfg(not(unix))]
fn not_a_file(_path: &Path, kind: FileType) -> Option<&'static str> {
    kind.is_dir().then_some("a directory")
}
