//! Which folder a record goes into: its year's, or one for those without. Not responsible for writing folders.

use crate::io::mark::{MarkColumns, MarkTime};
use crate::io::write::error::WriteError;
use crate::io::write::sheet::datum::Datum;
use crate::io::write::sheet::whole::{ColumnKind, Sheet};

/// A folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shelf {
    /// Of records that begin in this year.
    Year(i16),
    /// Of records of which only the last year is known.
    UpTo(i16),
    /// Of records without a date.
    Undated,
    /// Of records that cannot be drawn.
    Unlocated,
}

impl Shelf {
    fn of(time: &MarkTime) -> Self {
        let year = |text: &Option<String>| text.as_ref()?.get(..4)?.parse().ok();
        match (year(&time.begin), year(&time.end)) {
            (Some(year), _) => Self::Year(year),
            (None, Some(year)) => Self::UpTo(year),
            (None, None) => Self::Undated,
        }
    }

    /// What people call it.
    pub(super) fn name(self) -> String {
        match self {
            Self::Year(year) => year.to_string(),
            Self::UpTo(year) => format!("Up to {year}, first day unknown"),
            Self::Undated => "Without a date".to_owned(),
            Self::Unlocated => "Without a location".to_owned(),
        }
    }
}

/// Whole numbers of so many digits and fewer are the same in every reader.
const EXACT_AS_NUMBER: u64 = 999_999_999_999_999;

/// All records by their folders, and what had to be found out on the way.
pub(super) struct Shelves {
    /// The records' numbers, folder by folder, in the order of the input within each.
    numbers: Vec<u32>,
    /// The folders, with how many records each has.
    counts: Vec<(Shelf, usize)>,
    /// The largest number of each column, signs apart.
    pub(super) largest: Vec<u64>,
    pub(super) marks: MarkColumns,
}

impl Shelves {
    /// Looks at all records once.
    pub(super) fn of(sheet: &mut Sheet) -> Result<Self, WriteError> {
        if u32::try_from(sheet.count()).is_err() {
            let reason = "KML is written for up to 4,294,967,295 records; write a GeoPackage".to_owned();
            return Err(WriteError::CannotHold { target: sheet.options.target.clone(), reason });
        }
        let names: Vec<String> = sheet.columns.iter().map(|column| column.name.clone()).collect();
        let marks = MarkColumns::of(&names, sheet.id_column);
        let mut largest = vec![0; names.len()];
        let mut keys: Vec<(Shelf, u32)> = Vec::new();
        sheet.each(&mut |record| {
            for (largest, cell) in largest.iter_mut().zip(&record.cells) {
                if let Datum::Whole(number) = cell {
                    *largest = number.unsigned_abs().max(*largest);
                }
            }
            let number = u32::try_from(record.number).expect("counted before");
            let shelf = match record.wkb {
                None => Shelf::Unlocated,
                Some(_) => Shelf::of(&marks.time(&|column| record.cells.get(column)?.text())),
            };
            keys.push((shelf, number));
            Ok(())
        })?;
        keys.sort_unstable();
        let counts = keys.chunk_by(|a, b| a.0 == b.0).map(|shelf| (shelf[0].0, shelf.len())).collect();
        Ok(Self { numbers: keys.into_iter().map(|(_, number)| number).collect(), counts, largest, marks })
    }

    /// The folders with their records' numbers.
    pub(super) fn shelves(&self) -> impl Iterator<Item = (Shelf, &[u32])> {
        let mut rest = &self.numbers[..];
        self.counts.iter().map(move |(shelf, count)| {
            let (numbers, behind) = rest.split_at(*count);
            rest = behind;
            (*shelf, numbers)
        })
    }

    /// How many records cannot be drawn.
    pub(super) fn unlocated(&self) -> usize {
        self.counts.iter().filter(|(shelf, _)| *shelf == Shelf::Unlocated).map(|(_, count)| count).sum()
    }

    /// The type of KML that holds column `number`, which is of `kind`.
    pub(super) fn field_type(&self, number: usize, kind: ColumnKind) -> &'static str {
        let largest = self.largest.get(number).copied().unwrap_or_default();
        match kind {
            ColumnKind::Flag => "bool",
            ColumnKind::Whole if largest <= i32::MAX.unsigned_abs().into() => "int",
            ColumnKind::Whole if largest <= EXACT_AS_NUMBER => "double",
            ColumnKind::Real => "double",
            _ => "string",
        }
    }
}
