//! What was found out of records, behind their own properties. Not responsible for finding it out.

use std::sync::OnceLock;

use serde_json::Value;

use crate::collection::whole::Collection;
use crate::io::read::block::hides;
use crate::io::rows::{Cell, INTERVAL_COLUMNS, MEASUREMENT_COLUMNS, interval_cells, kept_aside, measurement_cells};
use crate::model::extent::Extent;
use crate::model::feature::Properties;
use crate::query::how_far::how_far_each;
use crate::query::interval::Ruler;
use crate::server::questions::condition::{Aim, Condition, To};
use crate::server::questions::distances::Row;
use crate::server::questions::found::{Asking, are_plain_points, distances};

/// What was found out of records: the same columns for each.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// The names of the columns, which are those of the commands' answers.
    pub columns: &'static [&'static str],
    rows: Vec<Row>,
    /// Whether the records have a property of such a name.
    is_hiding: bool,
}

impl Told {
    /// Nothing yet of records of `collection`.
    fn of(collection: &Collection, columns: &'static [&'static str]) -> Self {
        let is_hiding = collection.card().columns.iter().any(|column| hides(columns, &column.name));
        Self { columns, rows: Vec::new(), is_hiding }
    }

    /// What was found out of the record at this place of the page.
    #[must_use]
    pub fn row(&self, at: usize) -> Option<&Row> {
        self.rows.get(at)
    }

    /// What a property of a record is called beside what was found out of it.
    #[must_use]
    pub fn beside(&self, name: &str) -> String {
        if hides(self.columns, name) { kept_aside(name) } else { name.to_owned() }
    }

    /// Puts what was found out of the record at this place of the page behind its `properties`.
    pub fn add(&self, at: usize, properties: &mut Properties) {
        let Some(row) = self.row(at) else { return };
        set_aside(properties, self.columns);
        properties.extend(row.clone());
    }

    /// Puts what was found out of the record at this place of the page behind its properties in `text`, which ends with them and
    /// holds the record's feature from `start` on.
    pub fn push(&self, at: usize, text: &mut Vec<u8>, start: usize) {
        let Some(row) = self.row(at) else { return };
        if self.is_hiding {
            let Ok(mut feature) = serde_json::from_slice::<Value>(&text[start..]) else { return };
            if let Some(properties) = feature.get_mut("properties").and_then(Value::as_object_mut) {
                self.add(at, properties);
            }
            text.truncate(start);
            text.extend_from_slice(feature.to_string().as_bytes());
            return;
        }
        text.truncate(text.len().saturating_sub(2));
        for (name, value) in row {
            if text.last() != Some(&b'{') {
                text.push(b',');
            }
            text.extend_from_slice(format!("{}:{value}", Value::from(name.as_str())).as_bytes());
        }
        text.extend_from_slice(b"}}");
    }
}

/// Renames the properties whose names an answer needs.
pub fn set_aside(properties: &mut Properties, columns: &[&str]) {
    if properties.keys().any(|name| hides(columns, name)) {
        let own = std::mem::take(properties).into_iter();
        *properties = own
            .map(|(name, value)| if hides(columns, &name) { (kept_aside(&name), value) } else { (name, value) })
            .collect();
    }
}

impl Condition<'_> {
    /// How far the records of these numbers are, with all that belongs to it; nothing where no distance is asked for.
    #[must_use]
    pub fn told(&self, asking: &Asking, numbers: &[u32]) -> Option<Told> {
        let Aim { to, target, .. } = self.aim.as_ref()?;
        let (collection, atlas) = (asking.entry.collection(), &asking.served.atlas);
        let placings = asking.entry.placings(atlas);
        // if nobody waits any longer, nobody misses what is not kept
        let kept =
            (!are_plain_points(asking.entry, asking.served)).then(|| distances(self, asking).ok().flatten()).flatten();
        let kept = kept.as_deref().and_then(OnceLock::get);
        let mut rows: Vec<Option<Row>> = numbers.iter().map(|number| kept?.row(*number)).collect();
        let fresh: Vec<(usize, u32)> =
            numbers.iter().copied().enumerate().filter(|(at, _)| rows[*at].is_none()).collect();
        let placed: Vec<_> = fresh.iter().map(|(_, number)| placings.placed(collection, *number)).collect();
        let far = how_far_each(&Ruler::new(atlas, target), &placed);
        for (((at, number), placed), far) in fresh.into_iter().zip(&placed).zip(&far) {
            let area = placed.extent.as_ref().and_then(Extent::regions);
            let row = match to {
                To::Place(_) => members(interval_cells(far.as_ref(), area)),
                To::Named(_) => members(measurement_cells(far.as_ref(), area, atlas.edges())),
            };
            if let Some(kept) = kept.filter(|_| placed.single().is_none()) {
                kept.keep(number, &row);
            }
            rows[at] = Some(row);
        }
        let columns: &'static [&'static str] = match to {
            To::Place(_) => &INTERVAL_COLUMNS,
            To::Named(_) => &MEASUREMENT_COLUMNS,
        };
        Some(Told { rows: rows.into_iter().flatten().collect(), ..Told::of(collection, columns) })
    }
}

fn members<'c>(cells: impl IntoIterator<Item = Cell<'c>>) -> Row {
    cells.into_iter().map(|(column, value)| (column.to_owned(), value.into())).collect()
}
