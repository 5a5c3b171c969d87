//! Shapes and rows of the same number as records. Not responsible for the bytes of either.

use serde_json::Value;

use crate::io::read::block::Drafted;
use crate::io::read::escape::Quoted;
use crate::io::read::input::WholeFile;
use crate::io::read::intake::{Draft, Flaw, Outlet, Stop};
use crate::io::read::options::ReadOptions;
use crate::io::read::shapefile::dbf::{Row, Rows};
use crate::io::read::shapefile::shapes::{Found, Shapes};
use crate::io::read::shapefile::{codepage, parts, prj};
use crate::io::read::shaping::shaped;
use crate::io::read::what::{BesideShapes, What};
use crate::io::table::id_of;
use crate::model::feature::{Feature, FeatureId, Properties, cell_text};

/// Records handed on at a time.
const TOGETHER: usize = 512;
/// The column of ids where none is named.
const ID: &str = "id";

/// The shapefile of `file`: its `.shp` with what stands beside it, or all of it in an archive.
///
/// # Cost
/// Memory for one record, and for an archive's parts: no more than the limits allow.
pub(in crate::io::read) fn read(file: &WholeFile, options: &ReadOptions, outlet: &mut Outlet) -> Result<(), Stop> {
    let mut notes = Vec::new();
    let opened = parts::open(&file.path, options, &mut notes).and_then(|parts| Reading::of(parts, options, &mut notes));
    let mut reading = opened.map_err(|what| outlet.refusal(what))?;
    for note in notes {
        outlet.tell(note, None)?;
    }
    let ended = reading.run(options, outlet);
    for note in std::mem::take(&mut reading.told) {
        outlet.tell(note, None)?;
    }
    ended
}

/// A shapefile that is being read.
struct Reading {
    shapes: Shapes,
    rows: Option<Rows>,
    id_column: Option<String>,
    /// What is told at the end.
    told: Vec<What>,
}

impl Reading {
    fn of(parts: parts::Parts, options: &ReadOptions, notes: &mut Vec<What>) -> Result<Self, What> {
        match parts.prj.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            Some(text) => prj::check(text)?,
            None => notes.push(What::CrsAssumed),
        }
        let shapes = Shapes::new(parts.shp, parts.shx.as_deref(), options.limits)?;
        let rows = if let Some(dbf) = parts.dbf {
            Some(Rows::new(dbf, &codepage::Said { cpg: parts.cpg, asked: options.encoding }, notes)?)
        } else {
            notes.push(What::BesideShapes(BesideShapes::NoTable));
            None
        };
        shapes.check_index(rows.as_ref().map(Rows::left), notes)?;
        let columns: Vec<&str> = rows.iter().flat_map(Rows::columns).collect();
        let id_column = match &options.id_column {
            Some(asked) if !columns.contains(&asked.as_str()) => {
                return Err(What::NoSuchColumn { name: Quoted::new(asked), columns: columns.join(", ") });
            }
            Some(asked) => Some(asked.clone()),
            None => columns.contains(&ID).then(|| ID.to_owned()),
        };
        Ok(Self { shapes, rows, id_column, told: Vec::new() })
    }

    /// Hands on all records: shape and row of the same number together.
    fn run(&mut self, options: &ReadOptions, outlet: &mut Outlet) -> Result<(), Stop> {
        let mut drafts = Vec::with_capacity(TOGETHER);
        let (mut alone, mut without_row) = (0_u64, 0_u64);
        loop {
            let (shape, row) = match self.next() {
                Ok(both) => both,
                Err(what) => {
                    // records before a fault are records before it
                    outlet.drafts(drafts)?;
                    return Err(outlet.refusal(what));
                }
            };
            if shape.is_none() && row.is_none() {
                break;
            }
            alone += u64::from(shape.is_none());
            without_row += u64::from(self.rows.is_some() && row.is_none());
            drafts.push(self.drafted(shape.unwrap_or(Found::Nothing), row, options));
            if drafts.len() == TOGETHER {
                outlet.drafts(std::mem::replace(&mut drafts, Vec::with_capacity(TOGETHER)))?;
            }
        }
        outlet.drafts(drafts)?;
        let of_rows = |count: fn(&Rows) -> u64| self.rows.as_ref().map_or(0, count);
        let counted = [
            (alone, BesideShapes::RowsAlone { count: alone }),
            (without_row, BesideShapes::ShapesAlone { count: without_row }),
            (of_rows(|rows| rows.deleted), BesideShapes::Deleted { count: of_rows(|rows| rows.deleted) }),
            (of_rows(|rows| rows.overflowed), BesideShapes::Asterisks { count: of_rows(|rows| rows.overflowed) }),
            (self.shapes.measured, BesideShapes::Measures { count: self.shapes.measured }),
        ];
        self.told.extend(counted.into_iter().filter(|(count, _)| *count > 0).map(|(_, told)| What::BesideShapes(told)));
        Ok(())
    }

    /// The next shape, and the row of its number.
    fn next(&mut self) -> Result<(Option<Found>, Option<Row>), What> {
        let shape = self.shapes.next()?;
        let row = self.rows.as_mut().map_or(Ok(None), Rows::next)?;
        Ok((shape, row))
    }

    fn drafted(&self, shape: Found, row: Option<Row>, options: &ReadOptions) -> Drafted {
        let Row { properties, flaw, mut notes } = row.unwrap_or_default();
        let number = self.shapes.number;
        let verbatim = || {
            let mut told = properties.clone();
            told.insert("record of the shapefile".to_owned(), number.into());
            Value::Object(told).to_string()
        };
        let refused = |what: What| Drafted { at: None, record: Err(Flaw::Record(what)), verbatim: verbatim() };
        if let Some(what) = flaw {
            return refused(what);
        }
        let shape = match shape {
            Found::Nothing => Ok(None),
            Found::Damaged(reason) => Err(What::GeometryBytes { reason }),
            Found::Drawn { geometry, notes: of_shape } => {
                notes.extend(of_shape);
                shaped(geometry, options.longitudes, &mut notes)
            }
        };
        match shape {
            Ok(shape) => {
                let id = self.id_column.as_deref().and_then(|column| id_in(&properties, column));
                let feature = Feature { id, shape, properties };
                Drafted { at: None, record: Ok(Draft { feature, notes }), verbatim: String::new() }
            }
            Err(what) => refused(what),
        }
    }
}

fn id_in(properties: &Properties, column: &str) -> Option<FeatureId> {
    match properties.get(column)? {
        Value::Number(number) => Some(FeatureId::Number(number.clone())),
        other => cell_text(other).and_then(|text| id_of(&text)),
    }
}
