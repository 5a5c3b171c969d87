//! `FlatGeobuf` to records: all of them, or those that its index finds in a box. Not responsible for opening the file, nor for
//! the bytes of one record.
//!
//! Nothing is allocated by a number that the file claims: lengths are held against the file and the limits first, and the
//! buffers are verified before anything is read from them.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::io::read::block::Drafted;
use crate::io::read::escape::Quoted;
use crate::io::read::flatgeobuf::geometry;
use crate::io::read::flatgeobuf::header::{Head, container};
use crate::io::read::flatgeobuf::properties::Columns;
use crate::io::read::hurdle;
use crate::io::read::input::WholeFile;
use crate::io::read::intake::{Outlet, Stop};
use crate::io::read::options::ReadOptions;
use crate::io::read::typed::{LOT_RECORDS, refused};
use crate::io::read::what::What;
use crate::model::feature::Properties;
use crate::model::shape::Longitudes;

/// Bytes read from the file at a time.
const BUFFER_BYTES: usize = 256 << 10;

/// Reads all records, or those in the box that is wanted.
pub(in crate::io::read) fn read(file: &WholeFile, options: &ReadOptions, outlet: &mut Outlet) -> Result<(), Stop> {
    let mut source = Source::open(file, options).map_err(|what| outlet.refusal(what))?;
    if let Some(name) = source.head.name.take() {
        outlet.member("name", name.into())?;
    }
    if let Some(metadata) = source.head.metadata.take() {
        outlet.member("metadata", metadata)?;
    }
    for note in std::mem::take(&mut source.head.notes) {
        outlet.tell(note, None)?;
    }
    let offsets = source.wanted(options).map_err(|what| outlet.refusal(what))?;
    let of = source.head.features_count;
    match &offsets {
        Some(offsets) => {
            let mut offsets = offsets.iter();
            source.lots(outlet, options, &mut |source| offsets.next().map(|&offset| source.at(offset)).transpose())?;
        }
        None => source.lots(outlet, options, &mut Source::follow)?,
    }
    let spared = offsets.map_or(0, |offsets| of.saturating_sub(offsets.len() as u64));
    if spared > 0 { outlet.tell(What::Spared { records: spared, of }, None) } else { Ok(()) }
}

/// A file whose header has been read.
struct Source {
    file: BufReader<File>,
    head: Head,
    /// Where the next record begins, and where the file ends.
    next: u64,
    end: u64,
    /// How many records have been met.
    met: u64,
    limit: usize,
    record: Vec<u8>,
}

impl Source {
    fn open(whole: &WholeFile, options: &ReadOptions) -> Result<Self, What> {
        if let Some(asked) = &options.sheet {
            return Err(What::NoSheets { name: Quoted::new(asked) });
        }
        let file = File::open(&whole.path).map_err(|error| hurdle::what_of(&error))?;
        let end = file.metadata().map_err(|error| hurdle::what_of(&error))?.len();
        let mut file = BufReader::with_capacity(BUFFER_BYTES, file);
        let head = Head::read(&mut file, end, options)?;
        file.seek(SeekFrom::Start(head.features_start)).map_err(|error| hurdle::what_of(&error))?;
        let (next, limit) = (head.features_start, options.limits.feature_bytes);
        Ok(Self { file, head, next, end, met: 0, limit, record: Vec::new() })
    }

    /// Where the records in the wanted box begin, if one is wanted and there is an index.
    fn wanted(&mut self, options: &ReadOptions) -> Result<Option<Vec<u64>>, What> {
        // the boxes of an index are those of longitudes as they stand, before points are brought back by a full turn
        let wanted = options.wanted.filter(|_| options.longitudes == Longitudes::Strict);
        let (Some(wanted), Some((start, levels))) = (wanted, &self.head.index) else { return Ok(None) };
        let offsets = levels.search(&mut self.file, *start, &wanted.boxes());
        offsets.map(Some).map_err(|error| hurdle::what_of(&error))
    }

    /// Makes the bytes of the record `offset` bytes behind the first the current ones.
    fn at(&mut self, offset: u64) -> Result<(), What> {
        let start = self.head.features_start.checked_add(offset).filter(|&start| start < self.end);
        let start = start.ok_or_else(|| container("its index names a record behind the end of the file".to_owned()))?;
        self.file.seek(SeekFrom::Start(start)).map_err(|error| hurdle::what_of(&error))?;
        self.next = start;
        self.take()
    }

    /// Makes the bytes of the next record the current ones; `None` behind the last one.
    fn follow(&mut self) -> Result<Option<()>, What> {
        let promised = self.head.features_count;
        let is_end = if promised == 0 { self.next == self.end } else { self.met == promised };
        if !is_end {
            return self.take().map(Some);
        }
        match self.end - self.next {
            0 => Ok(None),
            more => Err(container(format!("{more} bytes follow the last of the {promised} records that it promises"))),
        }
    }

    fn take(&mut self) -> Result<(), What> {
        self.met += 1;
        let left = (self.end - self.next).checked_sub(4).ok_or_else(|| self.cut())?;
        let mut length = [0; 4];
        self.file.read_exact(&mut length).map_err(|error| hurdle::what_of(&error))?;
        let bytes = u32::from_le_bytes(length);
        if u64::from(bytes) > left {
            return Err(self.cut());
        }
        if bytes as usize > self.limit {
            return Err(What::FeatureLimit { inside: format!("record {}", self.met), limit: self.limit });
        }
        self.record.clear();
        self.record.extend(length);
        let read = self.file.by_ref().take(u64::from(bytes)).read_to_end(&mut self.record);
        read.map_err(|error| hurdle::what_of(&error))?;
        if self.record.len() != bytes as usize + 4 {
            return Err(self.cut());
        }
        self.next += u64::from(bytes) + 4;
        Ok(())
    }

    fn cut(&self) -> What {
        let of = match self.head.features_count {
            0 => String::new(),
            count => format!(" of {count}"),
        };
        container(format!("it ends inside record {}{of}", self.met))
    }

    /// Hands on the records that `next` makes the current ones.
    fn lots(
        &mut self,
        outlet: &mut Outlet,
        options: &ReadOptions,
        next: &mut dyn FnMut(&mut Self) -> Result<Option<()>, What>,
    ) -> Result<(), Stop> {
        let mut lot = Vec::with_capacity(LOT_RECORDS);
        loop {
            let met = next(self);
            match met {
                Ok(Some(())) => lot.push(self.understood(options)),
                Ok(None) => break,
                Err(what) => {
                    // records before a fault are records before it
                    outlet.drafts(lot)?;
                    return Err(outlet.refusal(what));
                }
            }
            if lot.len() == LOT_RECORDS {
                outlet.drafts(std::mem::take(&mut lot))?;
            }
        }
        if lot.is_empty() { Ok(()) } else { outlet.drafts(lot) }
    }

    /// What the current record says.
    fn understood(&self, options: &ReadOptions) -> Drafted {
        // the buffers' parser is another's, and files may be made to break it
        let drafted = catch_unwind(AssertUnwindSafe(|| drafted(&self.record, &self.head, options)));
        drafted.unwrap_or_else(|_| damaged("a part of it is not as it should be".to_owned()))
    }
}

fn damaged(reason: String) -> Drafted {
    refused(What::RecordBytes { reason }, None, &Properties::new())
}

fn drafted(bytes: &[u8], head: &Head, options: &ReadOptions) -> Drafted {
    let feature = match flatgeobuf::size_prefixed_root_as_feature(bytes) {
        Ok(feature) => feature,
        Err(error) => return damaged(error.to_string().lines().next().unwrap_or_default().to_lowercase()),
    };
    let own = feature.columns().map(|columns| Columns::new(columns.iter(), options)).transpose();
    let columns = match &own {
        Ok(own) => own.as_ref().unwrap_or(&head.columns),
        Err(what) => return refused(what.clone(), None, &Properties::new()),
    };
    let properties = match columns.values(feature.properties().map_or(&[], |bytes| bytes.bytes())) {
        Ok(properties) => properties,
        Err((reason, read)) => return refused(What::RecordBytes { reason }, None, &read),
    };
    let mut notes = Vec::new();
    let geometry = feature.geometry().map(|drawn| geometry::drawn(&drawn, head.geometry_type, &mut notes)).transpose();
    let geometry = geometry.map_err(|reason| What::GeometryBytes { reason });
    let mut drafted = columns.typed.drafted(geometry, properties, options);
    if head.has_heights {
        notes.push(What::HeightDropped);
    }
    if let Ok(draft) = &mut drafted.record {
        draft.notes.append(&mut notes);
    }
    drafted
}
