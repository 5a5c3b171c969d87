//! An index file: opened whole as a collection, or read as records. Not responsible for how it is made.
//!
//! Nothing is allocated by a number that the file claims before that has been held against the file, and every section is held
//! against its checksum, so a damaged file is refused before anything is answered from it.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use crate::collection::card::CollectionCard;
use crate::collection::column::{Values, Words};
use crate::collection::ids::Ids;
use crate::collection::shapes::{Drawn, Shapes};
use crate::collection::span::Span;
use crate::collection::whole::{Collection, Parts};
use crate::io::index_layout::{
    CARD, CELLS, DRAWN, END_MAGIC, ENDS, ENTRY_BYTES, Entry, HEAD_BYTES, ID_ENDS, IDS, MAGIC, Name, POINTS, SPANS,
    TEXT, VERSION, WKB, WORD_ENDS, WORDS, checksum, number, of_column,
};
use crate::io::read::binary_geometry;
use crate::io::read::bytes::Bytes;
use crate::io::read::event::Origin;
use crate::io::read::geojson::sequence;
use crate::io::read::hurdle::what_of;
use crate::io::read::input::WholeFile;
use crate::io::read::intake::{Outlet, Stop};
use crate::io::read::options::ReadOptions;
use crate::io::read::problem::{Problem, Severity};
use crate::io::read::what::What;
use crate::io::sha256::Sha256;
use crate::model::column_kind::ColumnKind;
use crate::model::shape::{Longitudes, Shape};

/// Bytes of what stands behind the entries.
const TAIL_BYTES: usize = 32;
/// Bytes of what is known of a shape.
const DRAWN_BYTES: usize = 56;
/// Bytes read at a time.
const BUFFER_BYTES: usize = 256 << 10;

/// Opens the index file at `path` whole.
///
/// # Errors
/// The problem for which it is refused: it cannot be read, is none, is of another version, or is damaged.
///
/// # Cost
/// Every byte is read once and held against its checksum; 1 s for a million records, about.
pub fn read_collection(path: &Path) -> Result<Collection, Box<Problem>> {
    let refused = |what| {
        let file = path.to_string_lossy().into();
        Box::new(Problem::new(Severity::Fatal, Origin { file, line: None, byte: None, record: 0, id: None }, what))
    };
    let mut file = IndexFile::open(path).map_err(refused)?;
    file.collection().map_err(refused)
}

/// The collection in the bytes of an index file.
///
/// # Errors
/// The problem for which they are refused.
pub fn collection_in(bytes: Vec<u8>) -> Result<Collection, Box<Problem>> {
    let file = Arc::from("an index in memory");
    let origin = Origin { file, line: None, byte: None, record: 0, id: None };
    let opened = IndexFile::new(Cursor::new(bytes)).and_then(|mut file| file.collection());
    opened.map_err(|what| Box::new(Problem::new(Severity::Fatal, origin, what)))
}

/// Hands on the records of an index file as those of a `GeoJSON` sequence.
pub(super) fn read(file: &WholeFile, options: &ReadOptions, outlet: &mut Outlet) -> Result<(), Stop> {
    let mut opened = IndexFile::open(&file.path).map_err(|what| outlet.refusal(what))?;
    let card = opened.card().map_err(|what| outlet.refusal(what))?;
    let text = opened.checked_text().map_err(|what| outlet.refusal(what))?;
    outlet.member("name", card.name.into())?;
    if !card.metadata.is_null() {
        outlet.member("metadata", card.metadata)?;
    }
    match text {
        Some(text) => sequence::read(Bytes::new(Box::new(text)), options, outlet),
        None => Ok(()),
    }
}

/// An index file of which is known where each section lies.
struct IndexFile<F> {
    file: F,
    entries: Vec<Entry>,
    hash: u64,
}

impl IndexFile<BufReader<File>> {
    fn open(path: &Path) -> Result<Self, What> {
        let file = File::open(path).map_err(|error| what_of(&error))?;
        Self::new(BufReader::with_capacity(BUFFER_BYTES, file))
    }

    /// The text of all features, held against its checksum, to be read; `None` where there is none.
    fn checked_text(self) -> Result<Option<io::Take<BufReader<File>>>, What> {
        let entry = self.entry(TEXT)?;
        let mut reader = self.file;
        reader.seek(SeekFrom::Start(entry.start)).map_err(|error| what_of(&error))?;
        let mut sum = flate2::Crc::new();
        let mut buffer = vec![0; BUFFER_BYTES];
        let mut text = reader.by_ref().take(entry.length);
        loop {
            let read = text.read(&mut buffer).map_err(|error| what_of(&error))?;
            if read == 0 {
                break;
            }
            sum.update(&buffer[..read]);
        }
        if u64::from(sum.sum()) != entry.checksum {
            return Err(changed(TEXT));
        }
        reader.seek(SeekFrom::Start(entry.start)).map_err(|error| what_of(&error))?;
        Ok((entry.length > 0).then(|| reader.take(entry.length)))
    }
}

impl<F: Read + Seek> IndexFile<F> {
    fn new(mut file: F) -> Result<Self, What> {
        let length = file.seek(SeekFrom::End(0)).map_err(|error| what_of(&error))?;
        file.seek(SeekFrom::Start(0)).map_err(|error| what_of(&error))?;
        let mut head = [0; HEAD_BYTES];
        file.read_exact(&mut head).map_err(|_| damaged("it ends in its first line"))?;
        let (magic, version) = head.split_at(MAGIC.len());
        if magic != MAGIC {
            return Err(damaged("its first bytes are not those of an index file"));
        }
        if number(version) != VERSION {
            let reason = format!("it is of version {}, this build opens {VERSION}", number(version));
            return Err(damaged(&reason));
        }
        let tail_at = length.checked_sub(TAIL_BYTES as u64).filter(|at| *at >= HEAD_BYTES as u64);
        let tail_at = tail_at.ok_or_else(|| damaged("it is cut off"))?;
        let tail = bytes_at(&mut file, tail_at, TAIL_BYTES as u64)?;
        if !tail.ends_with(END_MAGIC) {
            return Err(damaged(
                "its last bytes are not those of an index file, so it is cut off or longer than it was",
            ));
        }
        let (start, count) = (number(&tail[..8]), number(&tail[8..16]));
        let bytes = count.checked_mul(ENTRY_BYTES as u64).filter(|bytes| start.checked_add(*bytes) == Some(tail_at));
        let bytes = bytes.ok_or_else(|| damaged("what tells where its parts lie does not fit it"))?;
        let table = bytes_at(&mut file, start, bytes)?;
        if checksum(&table) != number(&tail[16..24]) {
            return Err(damaged("what tells where its parts lie is not as it was written"));
        }
        let entries: Vec<Entry> = table.as_chunks::<ENTRY_BYTES>().0.iter().map(Entry::read).collect();
        let fit = |entry: &Entry| entry.start.checked_add(entry.length).is_some_and(|end| end <= start);
        if !entries.iter().all(fit) {
            return Err(damaged("a part lies behind its end"));
        }
        let mut hash = Sha256::default();
        hash.update(&table);
        let hash = number(hash.digest().get(..8).unwrap_or_default());
        Ok(Self { file, entries, hash })
    }

    fn entry(&self, name: Name) -> Result<Entry, What> {
        let found = self.entries.iter().find(|entry| entry.name == name).copied();
        found.ok_or_else(|| damaged(&format!("it has no part {:?}", shown(name))))
    }

    /// The bytes of a section, held against their checksum.
    fn section(&mut self, name: Name) -> Result<Vec<u8>, What> {
        let entry = self.entry(name)?;
        let bytes = bytes_at(&mut self.file, entry.start, entry.length)?;
        if checksum(&bytes) == entry.checksum { Ok(bytes) } else { Err(changed(name)) }
    }

    fn text_of(&mut self, name: Name) -> Result<String, What> {
        String::from_utf8(self.section(name)?).map_err(|_| changed(name))
    }

    fn numbers<T, const N: usize>(&mut self, name: Name, of: impl Fn([u8; N]) -> T) -> Result<Vec<T>, What> {
        let bytes = self.section(name)?;
        let (numbers, rest) = bytes.as_chunks::<N>();
        if rest.is_empty() { Ok(numbers.iter().map(|bytes| of(*bytes)).collect()) } else { Err(changed(name)) }
    }

    fn card(&mut self) -> Result<CollectionCard, What> {
        let bytes = self.section(CARD)?;
        serde_json::from_slice(&bytes).map_err(|_| changed(CARD))
    }

    fn collection(&mut self) -> Result<Collection, What> {
        let card = self.card()?;
        let ids = Words { text: self.text_of(IDS)?, ends: self.numbers(ID_ENDS, u64::from_le_bytes)? };
        let ids = Ids::new(ids).ok_or_else(|| changed(IDS))?;
        let points = self.numbers(POINTS, pair(f64::from_le_bytes))?;
        let drawn = self.numbers(DRAWN, drawn)?;
        let shapes = Shapes::new(points, drawn, self.section(WKB)?, decoded).ok_or_else(|| changed(DRAWN))?;
        let columns = card.columns.iter().enumerate().map(|(at, column)| self.column(at, column.kind));
        let columns = columns.collect::<Result<Vec<Values>, What>>()?;
        let spans = self.numbers(SPANS, pair(i64::from_le_bytes))?;
        let spans = spans.into_iter().map(|[first_s, last_s]| Span { first_s, last_s }).collect();
        let (text, ends) = (self.section(TEXT)?, self.numbers(ENDS, u64::from_le_bytes)?);
        let parts = Parts { card, text, ends, ids, shapes, spans, columns };
        Collection::new(parts, self.hash).map_err(|error| damaged(error.what))
    }

    fn column(&mut self, at: usize, kind: ColumnKind) -> Result<Values, What> {
        let name = of_column(CELLS, at);
        Ok(match kind {
            ColumnKind::Flag => Values::Flags(self.section(name)?),
            ColumnKind::Whole => Values::Wholes(self.numbers(name, i64::from_le_bytes)?),
            ColumnKind::Moment => Values::Moments(self.numbers(name, i64::from_le_bytes)?),
            ColumnKind::Real => Values::Reals(self.numbers(name, f64::from_le_bytes)?),
            ColumnKind::Date => Values::Days(self.numbers(name, i32::from_le_bytes)?),
            ColumnKind::Text | ColumnKind::Nested => {
                let text = self.text_of(of_column(WORDS, at))?;
                let ends = self.numbers(of_column(WORD_ENDS, at), u64::from_le_bytes)?;
                Values::Texts(Words { text, ends }, self.numbers(name, u32::from_le_bytes)?)
            }
        })
    }
}

/// So many bytes of a file that has them.
fn bytes_at(file: &mut (impl Read + Seek), start: u64, length: u64) -> Result<Vec<u8>, What> {
    let room = usize::try_from(length).map_err(|_| damaged("it is larger than this machine can hold"))?;
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(room).map_err(|_| damaged("it is larger than this machine can hold"))?;
    file.seek(SeekFrom::Start(start)).map_err(|error| what_of(&error))?;
    file.by_ref().take(length).read_to_end(&mut bytes).map_err(|error| what_of(&error))?;
    if bytes.len() == room { Ok(bytes) } else { Err(damaged("it was cut while it was read")) }
}

/// The shape that `bytes` are.
fn decoded(bytes: &[u8]) -> Option<Shape> {
    let geometry = binary_geometry::geometry(bytes).ok()?.geometry;
    Shape::new(geometry, Longitudes::Strict).ok()?.shape
}

fn drawn(bytes: [u8; DRAWN_BYTES]) -> Drawn {
    let mut words = bytes.chunks_exact(8).map(number);
    let mut next = || words.next().unwrap_or(0);
    let number = u32::try_from(next()).unwrap_or(u32::MAX);
    let corners = [0; 4].map(|_| f64::from_bits(next()));
    Drawn { number, corners, bytes: (next(), next()) }
}

/// A reader of two numbers.
fn pair<T>(of: fn([u8; 8]) -> T) -> impl Fn([u8; 16]) -> [T; 2] {
    move |bytes| {
        let half = |at: usize| bytes[at..at + 8].try_into().unwrap_or_default();
        [of(half(0)), of(half(8))]
    }
}

fn damaged(reason: &str) -> What {
    What::Container { format: "index file", reason: format!("{reason}; make it anew with sarhad index") }
}

fn changed(name: Name) -> What {
    damaged(&format!("its part {:?} is not as it was written", shown(name)))
}

fn shown(name: Name) -> String {
    String::from_utf8_lossy(&name).trim_end().to_owned()
}
