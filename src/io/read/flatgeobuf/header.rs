//! The header of a `FlatGeobuf` file, held against the file before anything is believed. Not responsible for its records.

use std::fs::File;
use std::io::{BufReader, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use flatgeobuf::{Crs, GeometryType, Header};
use serde_json::Value;

use crate::io::packed_tree::Levels;
use crate::io::read::escape::Quoted;
use crate::io::read::flatgeobuf::properties::Columns;
use crate::io::read::geojson::crs::is_wgs84;
use crate::io::read::hurdle;
use crate::io::read::options::ReadOptions;
use crate::io::read::typed::told_of_itself;
use crate::io::read::what::What;
use crate::io::write::flatgeobuf::credit_line;

/// The format's name and major version; the last byte is the patch, which changes nothing.
const MAGIC: &[u8] = b"fgb\x03fgb";
/// The name, the version, and the length of the header.
const LEAD_BYTES: u64 = LEAD as u64;
const LEAD: usize = 12;
/// A header of two thousand columns with long descriptions has a megabyte.
const HEADER_BYTES_MAX: u64 = 16 << 20;

/// What a file says before its records.
pub(super) struct Head {
    pub(super) columns: Columns,
    pub(super) geometry_type: GeometryType,
    pub(super) has_heights: bool,
    /// How many records it promises; 0 where it does not know.
    pub(super) features_count: u64,
    /// Where its index begins, and how it is laid out.
    pub(super) index: Option<(u64, Levels)>,
    pub(super) features_start: u64,
    pub(super) name: Option<String>,
    pub(super) metadata: Option<Value>,
    pub(super) notes: Vec<What>,
}

/// The refusal of the file.
pub(super) fn container(reason: String) -> What {
    What::Container { format: "FlatGeobuf", reason }
}

impl Head {
    /// The head of a file of `end` bytes.
    pub(super) fn read(file: &mut BufReader<File>, end: u64, options: &ReadOptions) -> Result<Self, What> {
        let mut lead = [0; LEAD];
        if end < LEAD_BYTES {
            return Err(container("it ends inside its header".to_owned()));
        }
        file.read_exact(&mut lead).map_err(|error| hurdle::what_of(&error))?;
        if !lead.starts_with(MAGIC) {
            let reason = "its first bytes are not those of version 3, which alone is read".to_owned();
            return Err(container(reason));
        }
        let length = &lead[8..];
        let bytes = u64::from(length.try_into().map_or(0, u32::from_le_bytes));
        if bytes > HEADER_BYTES_MAX {
            return Err(container(format!("its header claims {bytes} bytes, more than {HEADER_BYTES_MAX}")));
        }
        if bytes > end - LEAD_BYTES {
            return Err(container("it ends inside its header".to_owned()));
        }
        let mut header = length.to_vec();
        file.take(bytes).read_to_end(&mut header).map_err(|error| hurdle::what_of(&error))?;
        // the buffers' parser is another's, and files may be made to break it
        let read = catch_unwind(AssertUnwindSafe(|| Self::of(&header, LEAD_BYTES + bytes, end, options)));
        read.unwrap_or_else(|_| Err(container("a part of its header is not as it should be".to_owned())))
    }

    fn of(bytes: &[u8], start: u64, end: u64, options: &ReadOptions) -> Result<Self, What> {
        let header = flatgeobuf::size_prefixed_root_as_header(bytes).map_err(|error| {
            let reason = error.to_string().lines().next().unwrap_or_default().to_lowercase();
            container(format!("its header is damaged: {reason}"))
        })?;
        if let Some(crs) = header.crs() {
            check(&crs)?;
        }
        let index = index(&header, start, end)?;
        let columns = match header.columns() {
            Some(columns) => Columns::new(columns.iter(), options)?,
            None => Columns::new(std::iter::empty(), options)?,
        };
        // what we make of the metadata adds nothing to them
        let stated = header.metadata().and_then(|text| serde_json::from_str::<Value>(text).ok());
        let made = credit_line(stated.as_ref());
        let description = header.description().filter(|text| made.as_deref() != Some(*text));
        let others =
            [("title", header.title().filter(|title| header.name() != Some(*title))), ("description", description)];
        Ok(Self {
            notes: columns.notes(),
            columns,
            geometry_type: header.geometry_type(),
            has_heights: header.has_z(),
            features_count: header.features_count(),
            features_start: start + index.as_ref().map_or(0, Levels::bytes),
            index: index.map(|levels| (start, levels)),
            name: header.name().filter(|name| !name.is_empty()).map(str::to_owned),
            metadata: told_of_itself(header.metadata(), others),
        })
    }
}

/// The index, if there is one; it has to fit into the file.
fn index(header: &Header, start: u64, end: u64) -> Result<Option<Levels>, What> {
    let (count, node_size) = (header.features_count(), header.index_node_size());
    if count == 0 || node_size == 0 {
        return Ok(None);
    }
    // readers take sizes below 2 for 2
    let levels = Levels::new(count, node_size.max(2)).filter(|levels| levels.bytes() <= end - start);
    let Some(levels) = levels else {
        let reason = format!("its header promises {count} records, whose index alone is longer than the file");
        return Err(container(reason));
    };
    Ok(Some(levels))
}

/// Refuses coordinates that are not longitude and latitude on WGS 84.
fn check(crs: &Crs) -> Result<(), What> {
    let org = crs.org().unwrap_or("EPSG");
    let named = match (crs.code(), crs.code_string()) {
        (0, Some(code)) => Some(format!("{org}:{code}")),
        (0, None) => None,
        (code, _) => Some(format!("{org}:{code}")),
    };
    let text = named.or_else(|| crs.name().or(crs.wkt()).map(str::to_owned));
    // a system that has nothing but a description is unknown, and its numbers are looked at as degrees
    match text.filter(|text| !text.trim().is_empty() && !is_wgs84(text)) {
        Some(other) => Err(What::Crs { name: Quoted::new(&other) }),
        None => Ok(()),
    }
}
