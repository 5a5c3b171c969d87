//! The records of a sheet as rows of tables, a table for each class of geometries. Not responsible for styles and metadata.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use rusqlite::types::{Null, ToSqlOutput, ValueRef};
use rusqlite::{Statement, ToSql};

use crate::io::counted::counted;
use crate::io::write::error::WriteError;
use crate::io::write::gpkg::blob::{self, SRS_ID};
use crate::io::write::gpkg::class::{Class, Holds};
use crate::io::write::gpkg::container::{Container, LAST_CHANGE};
use crate::io::write::gpkg::names::TableNames;
use crate::io::write::gpkg::period::Period;
use crate::io::write::gpkg::rtree::{self, Boxed};
use crate::io::write::gpkg::schema::{self, GEOMETRY, KEY};
use crate::io::write::gpkg::table::{Role, Table, TableColumn};
use crate::io::write::sheet::datum::Datum;
use crate::io::write::sheet::whole::{Box2d, ColumnKind, Sheet, SheetRecord};

/// Columns of a table at most, as the database is built.
const COLUMNS_MAX: usize = 2_000;

/// The column in which records say along which border they are, and how many borders are minded at most.
const ALONG: &str = "along_border";
const ALONG_MAX: usize = 64;

/// Takes sheets into a container.
pub(super) struct Features<'a> {
    pub(super) container: &'a Container,
    pub(super) names: &'a mut TableNames,
    /// What could not be held as it was.
    pub(super) told: Vec<String>,
}

impl<'a> Features<'a> {
    /// Writes all records of `sheet` as the layer `layer`, and says into which tables.
    pub(super) fn add(&mut self, sheet: &mut Sheet, layer: &str, role: Role) -> Result<Vec<Table>, WriteError> {
        let mut layers = self.tables_of(sheet, layer, role)?;
        let container = self.container;
        sheet.each(&mut |record| {
            let class = Class::of(record.wkb);
            match layers.iter_mut().find(|filling| filling.table.class == class) {
                Some(filling) => filling.add(container, record),
                None => Ok(()),
            }
        })?;
        self.tell_cut(&layers);
        layers.into_iter().map(|filling| filling.finish(container)).collect()
    }

    /// A table for each class of geometries that the sheet has, without rows.
    fn tables_of(&mut self, sheet: &Sheet, layer: &str, role: Role) -> Result<Vec<Filling<'a>>, WriteError> {
        let columns = self.columns(sheet)?;
        let counts = &sheet.geometries;
        let placed = Class::ALL.iter().filter(|class| **class != Class::Unplaced && class.count(counts) > 0).count();
        let mut layers = Vec::new();
        for class in Class::ALL {
            let is_needed = class.count(counts) > 0 || (class == Class::Unplaced && placed == 0);
            if !is_needed {
                continue;
            }
            let has_plain_name = if class == Class::Unplaced { placed == 0 } else { placed == 1 };
            let wanted = if has_plain_name { layer.to_owned() } else { format!("{layer}_{}", class.suffix()) };
            let holds = class.holds(counts);
            self.tell_promoted(class, holds);
            let table = Table {
                name: self.names.free(&wanted),
                layer: layer.to_owned(),
                class,
                geometry_type: class.geometry_type(holds),
                role,
                count: class.count(counts),
                along: BTreeSet::new(),
                columns: columns.clone(),
                bounds: None,
                period: Period::of(&sheet.columns),
                metadata: sheet.metadata().cloned(),
            };
            layers.push(Filling::new(self.container, table, holds)?);
        }
        Ok(layers)
    }

    /// The columns by the names that the tables give them.
    fn columns(&mut self, sheet: &Sheet) -> Result<Vec<TableColumn>, WriteError> {
        if sheet.columns.len() + 2 > COLUMNS_MAX {
            let reason = format!(
                "a GeoPackage holds {} columns at most, and there are {}; write GeoJSON, or leave some out",
                COLUMNS_MAX - 2,
                sheet.columns.len()
            );
            return Err(self.container.cannot_hold(reason));
        }
        let names = without_nul(sheet.names_apart(&[KEY, GEOMETRY]));
        if let Some(renamed) = sheet.renamed(&names) {
            self.told.push(format!("columns whose names a GeoPackage cannot tell apart were renamed: {renamed}"));
        }
        let typed = names.into_iter().zip(&sheet.columns);
        Ok(typed.map(|(name, column)| TableColumn { name, kind: column.kind }).collect())
    }

    /// Tells what values lost, or lose where they are shown.
    fn tell_cut(&mut self, layers: &[Filling]) {
        let fractions: u64 = layers.iter().map(|filling| filling.fractions).sum();
        if fractions > 0 {
            self.told.push(counted(
                fractions,
                "moment was cut to whole milliseconds",
                "moments were cut to whole milliseconds",
            ));
        }
        let nuls: u64 = layers.iter().map(|filling| filling.nuls).sum();
        if nuls > 0 {
            let texts = counted(nuls, "text holds", "texts hold");
            self.told.push(format!("{texts} the character NUL, at which other programs end them"));
        }
    }

    fn tell_promoted(&mut self, class: Class, holds: Holds) {
        let Holds::Several { promoted } = holds else { return };
        if promoted > 0 {
            let (one, many, kind) = match class {
                Class::Points => ("point is", "points are", "MultiPoint"),
                Class::Lines => ("line is", "lines are", "MultiLineString"),
                _ => ("polygon is", "polygons are", "MultiPolygon"),
            };
            let stored = counted(promoted, one, many);
            self.told.push(format!("{stored} stored as {kind} of one part, since others of the layer have several"));
        }
    }
}

/// The names, unlike also where NUL, which the database's names cannot hold, is replaced.
fn without_nul(names: Vec<String>) -> Vec<String> {
    if !names.iter().any(|name| name.contains('\0')) {
        return names;
    }
    let mut met: Vec<String> =
        names.iter().filter(|name| !name.contains('\0')).map(|name| name.to_lowercase()).collect();
    let free = |name: String| {
        if !name.contains('\0') {
            return name;
        }
        let plain = name.replace('\0', "\u{fffd}");
        let mut name = plain.clone();
        let mut count = 1;
        while met.contains(&name.to_lowercase()) {
            count += 1;
            name = format!("{plain}_{count}");
        }
        met.push(name.to_lowercase());
        name
    };
    names.into_iter().map(free).collect()
}

/// A table that records go into.
struct Filling<'c> {
    table: Table,
    holds: Holds,
    statement: Statement<'c>,
    boxes: Vec<Boxed>,
    blob: Vec<u8>,
    /// Moments that have more than milliseconds, and texts with a NUL in them.
    fractions: u64,
    nuls: u64,
    /// The number of the column that says along which border a record is.
    along: Option<usize>,
}

impl<'c> Filling<'c> {
    /// Makes the table, without rows.
    fn new(container: &'c Container, table: Table, holds: Holds) -> Result<Self, WriteError> {
        let Table { name, geometry_type, columns, .. } = &table;
        container.run(&schema::table(name, *geometry_type, columns))?;
        let insertion = schema::insertion(name, *geometry_type, columns);
        let statement = container.checked(container.connection().prepare(&insertion))?;
        for column in columns.iter().filter(|column| column.kind == ColumnKind::Nested) {
            container.insert(
                "INSERT INTO gpkg_data_columns (table_name, column_name, name, mime_type) \
                 VALUES (?1, ?2, ?2, 'application/json')",
                &[name, &column.name],
            )?;
        }
        let along = table.columns.iter().position(|column| column.name == ALONG);
        Ok(Self { table, holds, statement, boxes: Vec::new(), blob: Vec::new(), fractions: 0, nuls: 0, along })
    }

    fn add(&mut self, container: &Container, record: &SheetRecord) -> Result<(), WriteError> {
        let key = i64::try_from(record.number + 1).unwrap_or(i64::MAX);
        container.checked(self.bound(key, record))?;
        container.checked(self.statement.raw_execute())?;
        if let Some(period) = &mut self.table.period {
            period.take_in(&record.cells);
        }
        if let Some(Datum::Text(border)) = self.along.and_then(|number| record.cells.get(number))
            && self.table.along.len() < ALONG_MAX
            && !self.table.along.contains(&**border)
        {
            self.table.along.insert(border.to_string());
        }
        Ok(())
    }

    /// Binds the values of a row.
    fn bound(&mut self, key: i64, record: &SheetRecord) -> rusqlite::Result<()> {
        self.statement.raw_bind_parameter(1, key)?;
        let mut next = 2;
        if self.table.geometry_type.is_some() {
            match blob::write(record, self.holds, &mut self.blob) {
                Some(around) => {
                    self.boxes.push(Boxed::new(key, around));
                    self.table.bounds = Some(self.table.bounds.map_or(around, |bounds: Box2d| bounds.and(around)));
                    self.statement.raw_bind_parameter(next, &self.blob[..])?;
                }
                None => self.statement.raw_bind_parameter(next, Null)?,
            }
            next += 1;
        }
        for (number, cell) in record.cells.iter().enumerate() {
            match cell {
                Datum::Moment(moment) => self.fractions += u64::from(moment.subsec_nanosecond() % 1_000_000 != 0),
                Datum::Text(text) => self.nuls += u64::from(text.as_bytes().contains(&0)),
                _ => {}
            }
            self.statement.raw_bind_parameter(next + number, Bound(cell))?;
        }
        Ok(())
    }

    /// Completes the table with its index and its rows in the lists of tables.
    fn finish(self, container: &Container) -> Result<Table, WriteError> {
        let Self { table, boxes, statement, .. } = self;
        drop(statement);
        let data_type = if table.geometry_type.is_some() { "features" } else { "attributes" };
        let title = table.told("title").first().copied().unwrap_or_default();
        let side = |of: fn(&Box2d) -> f64| table.bounds.as_ref().map(of);
        container.insert(
            "INSERT INTO gpkg_contents VALUES (?1, ?2, ?1, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            &[
                &table.name,
                &data_type,
                &title,
                &LAST_CHANGE,
                &side(|bounds| bounds.west),
                &side(|bounds| bounds.south),
                &side(|bounds| bounds.east),
                &side(|bounds| bounds.north),
                &table.geometry_type.map(|_| SRS_ID),
            ],
        )?;
        if let Some(kind) = table.geometry_type {
            container.insert(
                "INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, 0, 0)",
                &[&table.name, &GEOMETRY, &kind, &SRS_ID],
            )?;
            rtree::write(container, &table.name, &boxes)?;
        }
        Ok(table)
    }
}

/// A value on its way into a statement.
struct Bound<'d>(&'d Datum<'d>);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let text = |text: String| ToSqlOutput::from(text);
        Ok(match self.0 {
            Datum::Blank => ToSqlOutput::from(Null),
            Datum::Flag(flag) => ToSqlOutput::from(*flag),
            Datum::Whole(number) => ToSqlOutput::from(*number),
            Datum::Real(number) => ToSqlOutput::from(*number),
            Datum::Date(day) => text(day.to_string()),
            Datum::Moment(moment) => {
                text(TimeZone::UTC.to_datetime(*moment).strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string())
            }
            Datum::Text(said) | Datum::Nested(said) => ToSqlOutput::Borrowed(ValueRef::Text(said.as_bytes())),
        })
    }
}
