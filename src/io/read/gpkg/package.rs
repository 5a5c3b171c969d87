//! Which layers of a package are read, in which order, and their records one after the other. Not responsible for a row.

use rusqlite::{Connection, Rows, Statement};

use crate::io::read::block::Drafted;
use crate::io::read::escape::Quoted;
use crate::io::read::gpkg::catalogue::{self, Layer, Srs};
use crate::io::read::gpkg::database::{self, what_of};
use crate::io::read::gpkg::ours::{self, Ours};
use crate::io::read::gpkg::row::RowReader;
use crate::io::read::input::WholeFile;
use crate::io::read::intake::{Outlet, Stop};
use crate::io::read::options::ReadOptions;
use crate::io::read::what::What;

/// Records handed on at a time.
const TOGETHER: usize = 512;

/// Reads all records: those of a package of ours in the order in which they were written, those of others layer by layer.
///
/// # Cost
/// Memory for 512 records; nothing is taken from what the file says of its own size.
pub(in crate::io::read) fn read(file: &WholeFile, options: &ReadOptions, outlet: &mut Outlet) -> Result<(), Stop> {
    let connection = database::opened(&file.path, options.limits).map_err(|what| outlet.refusal(what))?;
    let layers = catalogue::layers(&connection, options.limits.columns).map_err(|what| outlet.refusal(what))?;
    let ours = ours::told(&connection);
    let (groups, note) =
        chosen(&layers, ours.as_ref(), options.sheet.as_deref()).map_err(|what| outlet.refusal(what))?;
    if let Some(note) = note {
        outlet.tell(note, None)?;
    }
    for layer in groups.iter().flatten() {
        let named = || Quoted::new(&layer.name);
        match &layer.srs {
            Srs::Other(name) => {
                let name = Quoted::new(&format!("{name} of layer {}", layer.name));
                return Err(outlet.refusal(What::Crs { name }));
            }
            Srs::Unstated => outlet.tell(What::CrsUnstated { layer: named() }, None)?,
            Srs::Wgs84 | Srs::None => {}
        }
        for column in layer.columns.iter().filter(|column| column.is_bytes) {
            outlet.tell(What::BytesRead { column: Quoted::new(&column.name) }, None)?;
        }
    }
    if let Some(metadata) = ours.as_ref().and_then(|ours| ours.metadata.clone()) {
        outlet.member("metadata", metadata)?;
    }
    for group in groups {
        Merge { connection: &connection, ours: ours.as_ref(), options }.read(&group, outlet)?;
    }
    Ok(())
}

/// Layers that are read, those together whose records follow each other by their keys.
type Groups<'l> = Vec<Vec<&'l Layer>>;

/// The layers to read, and what is to be told of the choice.
fn chosen<'l>(
    layers: &'l [Layer],
    ours: Option<&Ours>,
    asked: Option<&str>,
) -> Result<(Groups<'l>, Option<What>), What> {
    let names = |some: &[&Layer]| -> String {
        let names: Vec<String> = some.iter().map(|layer| Quoted::new(&layer.name).as_str().to_owned()).collect();
        names.join(", ")
    };
    let all: Vec<&Layer> = layers.iter().collect();
    if let Some(asked) = asked {
        let exact = layers.iter().find(|layer| layer.name == asked);
        let folded = || layers.iter().find(|layer| layer.name.to_lowercase() == asked.trim().to_lowercase());
        let number = || asked.parse::<usize>().ok()?.checked_sub(1).and_then(|number| layers.get(number));
        let found = exact.or_else(folded).or_else(number);
        let layer = found.ok_or_else(|| What::NoSheet { name: Quoted::new(asked), sheets: names(&all) })?;
        return layer.readable().map(|layer| (vec![vec![layer]], None));
    }
    if let Some(ours) = ours {
        let (records, others): (Vec<&Layer>, Vec<&Layer>) =
            layers.iter().partition(|layer| ours.records.contains(&layer.name));
        if records.len() == ours.records.len() {
            let note = (!others.is_empty())
                .then(|| What::SheetRead { name: Quoted::new(&names(&records)), others: names(&others) });
            let records = records.into_iter().map(Layer::readable).collect::<Result<_, _>>()?;
            return Ok((vec![records], note));
        }
    }
    let note = (all.len() > 1).then(|| What::LayersRead { layers: names(&all) });
    let groups = layers.iter().map(|layer| Ok(vec![layer.readable()?])).collect::<Result<_, What>>()?;
    Ok((groups, note))
}

/// Reads layers whose records follow each other by their keys.
struct Merge<'a> {
    connection: &'a Connection,
    ours: Option<&'a Ours>,
    options: &'a ReadOptions,
}

impl Merge<'_> {
    fn read(&self, group: &[&Layer], outlet: &mut Outlet) -> Result<(), Stop> {
        let mut statements = Vec::with_capacity(group.len());
        for layer in group {
            let statement = self.connection.prepare(&layer.query());
            statements.push(statement.map_err(|error| outlet.refusal(what_of(&error, self.options.limits)))?);
        }
        let mut cursors = Vec::with_capacity(group.len());
        for (layer, statement) in group.iter().zip(&mut statements) {
            let cursor = self.cursor(layer, statement).and_then(|mut cursor| cursor.advance().map(|()| cursor));
            cursors.push(cursor.map_err(|what| outlet.refusal(what))?);
        }
        let mut drafts = Vec::with_capacity(TOGETHER);
        // the fewest keys first; of equal ones the first layer's
        while let Some(cursor) = cursors.iter_mut().filter(|one| one.next.is_some()).min_by_key(|one| one.key()) {
            drafts.extend(cursor.next.take().map(|(_, drafted)| drafted));
            if let Err(what) = cursor.advance() {
                // records before a fault are records before it
                outlet.drafts(drafts)?;
                return Err(outlet.refusal(what));
            }
            if drafts.len() == TOGETHER {
                outlet.drafts(std::mem::take(&mut drafts))?;
            }
        }
        if drafts.is_empty() { Ok(()) } else { outlet.drafts(drafts) }
    }

    fn cursor<'s>(&'s self, layer: &'s Layer, statement: &'s mut Statement) -> Result<Cursor<'s>, What> {
        let reader = RowReader::new(layer, self.ours, self.options)?;
        let limits = self.options.limits;
        let rows = statement.query([]).map_err(|error| what_of(&error, limits))?;
        Ok(Cursor { rows, reader, options: self.options, next: None })
    }
}

/// A layer on its way, with its next record.
struct Cursor<'s> {
    rows: Rows<'s>,
    reader: RowReader<'s>,
    options: &'s ReadOptions,
    next: Option<(i64, Drafted)>,
}

impl Cursor<'_> {
    fn key(&self) -> i64 {
        self.next.as_ref().map_or(i64::MAX, |(key, _)| *key)
    }

    fn advance(&mut self) -> Result<(), What> {
        let row = self.rows.next().map_err(|error| what_of(&error, self.options.limits))?;
        let Some(row) = row else {
            self.next = None;
            return Ok(());
        };
        let read = self.reader.read(row);
        self.next = Some(read.map_err(|error| what_of(&error, self.options.limits))?);
        Ok(())
    }
}
