//! All records of an output with what is known of them together: what the writers of typed formats are given.
//! Not responsible for finding it out.

use std::io;

use geo_types::Geometry;
use serde_json::Value;
use wkb::reader::Wkb;

use crate::io::write::columns::{ID, free_name};
use crate::io::write::error::WriteError;
use crate::io::write::options::WriteOptions;
use crate::io::write::sheet::datum::Datum;
pub(in crate::io) use crate::io::write::sheet::kind::ColumnKind;
use crate::io::write::sheet::kind::point_zero;
use crate::io::write::sheet::packed::{Packed, datum};
use crate::io::write::sheet::store::Store;
use crate::io::write::sheet::survey::Survey;
pub(in crate::io) use crate::io::write::sheet::survey::{Box2d, GeometryCounts};

/// Records between two beats of the pulse.
const BEAT_RECORDS: u64 = 4_096;

/// A column of all records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::io) struct Column {
    /// Its name, which no other column has.
    pub(in crate::io) name: String,
    /// What all of its cells are.
    pub(in crate::io) kind: ColumnKind,
}

/// All records of an output.
#[derive(Debug)]
pub(in crate::io) struct Sheet {
    /// The columns, in order; ids that no property holds are a column of their own, the first.
    pub(in crate::io) columns: Vec<Column>,
    /// The column that holds the ids, if records have any.
    pub(in crate::io) id_column: Option<usize>,
    /// How many records have which geometry.
    pub(in crate::io) geometries: GeometryCounts,
    /// The box around all geometries.
    pub(in crate::io) bounds: Option<Box2d>,
    /// What becomes of the output as a whole, and where it goes.
    pub(in crate::io) options: WriteOptions,
    /// What is to be told of columns that are of several kinds.
    pub(super) remarks: Vec<String>,
    /// How many records the format leaves out, a sentence for each reason.
    pub(super) left_out: Vec<String>,
    /// Whether ids are put in front of the other columns.
    loose_ids: bool,
    store: Store,
}

/// One record.
#[derive(Debug)]
pub(in crate::io) struct SheetRecord<'r> {
    /// Its number, from 0, in the order of the input.
    pub(in crate::io) number: u64,
    /// Its id as text.
    pub(in crate::io) id: Option<&'r str>,
    /// Whether it is a number, with these digits.
    pub(in crate::io) id_is_number: bool,
    /// Its geometry as little-endian WKB, longitude first, cut at the antimeridian.
    pub(in crate::io) wkb: Option<&'r [u8]>,
    /// A value for each column.
    pub(in crate::io) cells: Vec<Datum<'r>>,
}

/// The names of `columns`, made unlike where two differ in nothing but capitals, for formats that call such names one: the
/// second is `country_2`. Names of `taken` columns, which the format adds, are made unlike as well.
pub(in crate::io) fn names_apart(columns: &[Column], taken: &[&str]) -> Vec<String> {
    let mut met: Vec<String> = taken.iter().map(|name| name.to_lowercase()).collect();
    let own: Vec<String> = columns.iter().map(|column| column.name.to_lowercase()).collect();
    let mut names = Vec::with_capacity(columns.len());
    for column in columns {
        let mut name = column.name.clone();
        let mut count = 1;
        while met.contains(&name.to_lowercase()) || (count > 1 && own.contains(&name.to_lowercase())) {
            count += 1;
            name = format!("{}_{count}", column.name);
        }
        met.push(name.to_lowercase());
        names.push(name);
    }
    names
}

impl SheetRecord<'_> {
    /// Its geometry.
    pub(in crate::io) fn geometry(&self) -> Option<Geometry<f64>> {
        use geo_traits::to_geo::ToGeoGeometry;
        let read: Wkb = wkb::reader::read_wkb(self.wkb?).ok()?;
        read.try_to_geometry()
    }
}

impl Sheet {
    pub(super) fn new(survey: &Survey, store: Store, options: WriteOptions) -> Self {
        let mut columns: Vec<Column> =
            survey.columns.iter().map(|(name, met)| Column { name: name.clone(), kind: met.kind() }).collect();
        let position = |name: &str| survey.position(name);
        let held = options.document.id_column.as_deref().unwrap_or(ID);
        let id_column = if let Some(met) = survey.loose_ids {
            let name = free_name(ID, "feature_", |name| position(name).is_some());
            columns.insert(0, Column { name, kind: met.kind() });
            Some(0)
        } else {
            position(held)
        };
        let remarks = remarks(survey);
        Self {
            columns,
            id_column,
            geometries: survey.geometries,
            bounds: survey.bounds,
            options,
            remarks,
            left_out: Vec::new(),
            loose_ids: survey.loose_ids.is_some(),
            store,
        }
    }

    /// How many records there are.
    pub(in crate::io) fn count(&self) -> u64 {
        self.store.count()
    }

    /// Takes in that the format leaves out `count` records for this reason, if any.
    ///
    /// # Errors
    /// [`WriteError::CannotHold`] where these are all records: an output without any would seem to say that there are none.
    pub(in crate::io::write) fn leave_out(&mut self, count: u64, reason: &str) -> Result<(), WriteError> {
        let all = self.count();
        if count == 0 {
            return Ok(());
        }
        if count >= all {
            let reason = format!("none of {all} records can be held: {reason}");
            return Err(WriteError::CannotHold { target: self.options.target.clone(), reason });
        }
        self.left_out.push(format!("kept {all}, of which the file leaves out {count}: {reason}"));
        Ok(())
    }

    /// Whether the first column is there for ids that no property holds.
    pub(in crate::io) fn has_loose_ids(&self) -> bool {
        self.loose_ids
    }

    /// The output's own name for a layer or a table: the collection's, or that of the file without its extension.
    pub(in crate::io) fn layer_name(&self) -> String {
        let stem = || self.options.target.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let name = self.options.document.name.clone().or_else(|| stem().filter(|stem| stem != "-"));
        name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| "records".to_owned())
    }

    /// What the output tells of itself.
    pub(in crate::io) fn metadata(&self) -> Option<&Value> {
        self.options.document.metadata.as_ref()
    }

    /// The columns' names, made unlike for formats that call names one that differ in nothing but capitals: see [`names_apart`].
    pub(in crate::io) fn names_apart(&self, taken: &[&str]) -> Vec<String> {
        names_apart(&self.columns, taken)
    }

    /// Which columns are called otherwise than they are, if any, where `names` are theirs.
    #[cfg(any(feature = "gpkg", feature = "geoparquet"))]
    pub(in crate::io::write) fn renamed(&self, names: &[String]) -> Option<String> {
        let renamed = self.columns.iter().zip(names).filter(|(column, name)| column.name != **name);
        let renamed: Vec<String> = renamed.map(|(column, name)| format!("{} is {name}", column.name)).collect();
        (!renamed.is_empty()).then(|| renamed.join(", "))
    }

    /// Calls `with` for each record, in the order of the input.
    ///
    /// # Errors
    /// Those of `with`, of the file in which records wait, and an interruption by the pulse.
    pub(in crate::io) fn each(
        &mut self,
        with: &mut dyn FnMut(&SheetRecord) -> Result<(), WriteError>,
    ) -> Result<(), WriteError> {
        let Self { store, columns, id_column, options, loose_ids, .. } = self;
        let columns = Columns { all: columns, id: *id_column, are_ids_loose: *loose_ids };
        let taken = store.each::<Fault>(&mut |number, packed, of_block| {
            if number % BEAT_RECORDS == 0 {
                options.pulse.beat(number)?;
            }
            Ok(with(&unpacked(number, (packed, of_block), columns))?)
        });
        taken.map_err(|fault| fault.told(&self.options))
    }

    /// Calls `with` for the records of these numbers, in this order; each is looked up by itself.
    ///
    /// # Errors
    /// As [`Sheet::each`].
    pub(in crate::io) fn each_of(
        &mut self,
        numbers: &[u32],
        with: &mut dyn FnMut(&SheetRecord) -> Result<(), WriteError>,
    ) -> Result<(), WriteError> {
        let Self { store, columns, id_column, options, loose_ids, .. } = self;
        let columns = Columns { all: columns, id: *id_column, are_ids_loose: *loose_ids };
        let mut done = 0;
        let taken = store.each_of::<Fault>(numbers, &mut |number, packed, of_block| {
            if done % BEAT_RECORDS == 0 {
                options.pulse.beat(done)?;
            }
            done += 1;
            Ok(with(&unpacked(number, (packed, of_block), columns))?)
        });
        taken.map_err(|fault| fault.told(&self.options))
    }
}

/// Why records cannot be had, or written.
enum Fault {
    Store(io::Error),
    Write(WriteError),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Store(error)
    }
}

impl From<WriteError> for Fault {
    fn from(error: WriteError) -> Self {
        Self::Write(error)
    }
}

impl Fault {
    fn told(self, options: &WriteOptions) -> WriteError {
        match self {
            Self::Store(error) => WriteError::from_io(&options.target, error),
            Self::Write(error) => error,
        }
    }
}

/// The columns that records are unpacked into.
#[derive(Clone, Copy)]
struct Columns<'c> {
    all: &'c [Column],
    id: Option<usize>,
    /// Whether the first one holds ids that no property holds.
    are_ids_loose: bool,
}

fn unpacked<'r>(number: u64, (packed, of_block): (&'r [u8], &[u32]), columns: Columns) -> SheetRecord<'r> {
    let mut record = Packed::new(packed);
    let id = record.id();
    let wkb = record.shape();
    let shift = usize::from(columns.are_ids_loose);
    let mut cells = vec![Datum::Blank; columns.all.len()];
    for (column, cell) in record.cells() {
        let Some(column) = of_block.get(column as usize).map(|&column| column as usize + shift) else { continue };
        if let Some(Column { kind, .. }) = columns.all.get(column) {
            cells[column] = datum(cell, *kind);
        }
    }
    if let (true, Some(id), Some(Column { kind, .. })) = (columns.are_ids_loose, id, columns.all.first()) {
        cells[0] = datum(Packed::id_cell(id), *kind);
    }
    let are_whole = columns.id.and_then(|id| columns.all.get(id)).is_some_and(|ids| ids.kind == ColumnKind::Whole);
    let id_is_number = id.is_some_and(|(is_number, _)| is_number);
    let id = id.map(|(_, text)| if are_whole { without_zeros(text) } else { text });
    SheetRecord { number, id, id_is_number, wkb, cells }
}

/// `401115.0` as it stands in a column of whole numbers.
fn without_zeros(text: &str) -> &str {
    if point_zero(text).is_some() { text.split('.').next().unwrap_or(text) } else { text }
}

/// What is told of columns that are not what their cells were.
fn remarks(survey: &Survey) -> Vec<String> {
    let of = |wanted: fn(&super::kind::Met) -> bool| {
        let names = survey.columns.iter().filter(|(_, met)| wanted(met)).map(|(name, _)| name.as_str());
        names.collect::<Vec<_>>().join(", ")
    };
    let mixed = of(|met| met.is_mixed());
    let midnights = of(|met| met.has_midnights());
    let mixed = (!mixed.is_empty())
        .then(|| format!("columns whose cells are of several kinds, or numbers of too many digits, are text: {mixed}"));
    let offsets = of(|met| met.has_offsets());
    let offsets =
        (!offsets.is_empty()).then(|| format!("moments are the same in UTC, without their offsets: {offsets}"));
    let midnights = (!midnights.is_empty()).then(|| format!("midnights behind days were left off: {midnights}"));
    mixed.into_iter().chain(midnights).chain(offsets).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::io::outgoing::Outgoing;
    use crate::io::write::feature::Written;
    use crate::io::write::format::OutputFormat;
    use crate::io::write::sheet::SheetWriter;
    use crate::lonlat::LonLat;
    use crate::model::feature::{Feature, FeatureId};
    use crate::model::shape::Shape;

    /// What a sheet of these records says, a line each; and what was told.
    fn seen(features: &[Feature]) -> (Vec<String>, Written) {
        thread_local!(static SEEN: std::cell::RefCell<Vec<String>> = const { std::cell::RefCell::new(Vec::new()) });
        fn look(sheet: &mut Sheet, _: &mut dyn io::Write) -> Result<Vec<String>, WriteError> {
            let columns: Vec<String> =
                sheet.columns.iter().map(|column| format!("{}:{:?}", column.name, column.kind)).collect();
            let mut lines = vec![columns.join(" "), sheet.names_apart(&["fid"]).join(" ")];
            sheet.each(&mut |record| {
                lines.push(format!("{} {:?} {:?} {:?}", record.number, record.id, record.geometry(), record.cells));
                Ok(())
            })?;
            let mut turned = Vec::new();
            let numbers: Vec<u32> = (0..u32::try_from(sheet.count()).unwrap_or(0)).rev().collect();
            sheet.each_of(&numbers, &mut |record| {
                turned.push(record.number);
                Ok(())
            })?;
            lines.push(format!("{turned:?}"));
            SEEN.with(|seen| seen.replace(lines));
            Ok(Vec::new())
        }
        let options = WriteOptions::new(OutputFormat::GeoPackage, "events.gpkg");
        let mut writer = SheetWriter::new(Vec::new(), options, look);
        for feature in features {
            writer.write(&Outgoing::from(feature)).unwrap();
        }
        let written = writer.finish().unwrap();
        (SEEN.with(std::cell::RefCell::take), written)
    }

    #[expect(clippy::needless_pass_by_value, reason = "rows are made where they are given")]
    fn feature(id: Option<FeatureId>, properties: serde_json::Value) -> Feature {
        let shape = Some(Shape::from_place(LonLat::new(62.25, 25.5).unwrap()));
        Feature { id, shape, properties: properties.as_object().cloned().unwrap_or_default() }
    }

    #[test]
    fn what_went_in_comes_out_with_its_kind() {
        let rows = [
            feature(Some(FeatureId::Text("a".into())), json!({"when": "2019-04-18", "n": 1, "Country": "PK"})),
            feature(Some(FeatureId::Text("b".into())), json!({"when": null, "n": 2.5, "country": "IR", "fid": [1]})),
            Feature { shape: None, ..feature(None, json!({"n": 3, "mixed": "x", "fid": {"a": true}})) },
            feature(Some(FeatureId::Text("a".into())), json!({"mixed": 7})),
        ];
        let (lines, written) = seen(&rows);
        let expected = [
            "id:Text when:Date n:Real Country:Text country:Text fid:Nested mixed:Text",
            "id when n Country country_2 fid_2 mixed",
            r#"0 Some("a") Some(POINT(62.25 25.5)) [Text("a"), Date(2019-04-18), Real(1.0), Text("PK"), Blank, Blank, Blank]"#,
            r#"1 Some("b") Some(POINT(62.25 25.5)) [Text("b"), Blank, Real(2.5), Blank, Text("IR"), Nested("[1]"), Blank]"#,
            r#"2 None None [Blank, Blank, Real(3.0), Blank, Blank, Nested("{\"a\":true}"), Text("x")]"#,
            r#"3 Some("a") Some(POINT(62.25 25.5)) [Text("a"), Blank, Blank, Blank, Blank, Blank, Text("7")]"#,
            "[3, 2, 1, 0]",
        ];
        assert_eq!(lines, expected);
        let told = "columns whose cells are of several kinds, or numbers of too many digits, are text: mixed";
        assert_eq!((written.features, written.told), (4, vec![told.to_owned()]));
    }

    #[test]
    fn ids_that_a_column_holds_need_no_other() {
        let rows = [feature(Some(FeatureId::Number(7.into())), json!({"id": 7})), feature(None, json!({"id": null}))];
        let (lines, _) = seen(&rows);
        assert_eq!(lines[0], "id:Whole");
        assert_eq!(seen(&[]).0, ["", "", "[]"]);
    }
}
