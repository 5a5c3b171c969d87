//! Where the records of a collection may have been. Not responsible for measuring.

use std::borrow::Cow;

use crate::atlas::{Atlas, LayerName};
use crate::collection::column::Cell;
use crate::collection::whole::Collection;
use crate::io::rows::kept_aside;
use crate::model::extent::{Extent, Placed};
use crate::model::profile::role_columns::is_called;
use crate::query::placing::{Placer, PlacingColumns};
use crate::server::questions::joined::UNITS;

/// Where each record may have been: as its columns say, or as it is drawn where they say nothing of any.
#[derive(Debug)]
pub struct Placings {
    placed: Option<Vec<Placed>>,
    layers: Vec<LayerName>,
}

impl Placings {
    /// Places all records.
    ///
    /// # Cost
    /// Nothing where no column tells of places; else a few microseconds a record.
    #[must_use]
    pub fn new(collection: &Collection, atlas: &Atlas) -> Self {
        let placer = Placer::new(atlas, &PlacingColumns::default());
        let columns = Columns::of(collection);
        if !placer.speaks(&|name| columns.number(name).is_some()) {
            return Self { placed: None, layers: Vec::new() };
        }
        let all = collection.numbers().map(|number| {
            let text = |name: &str| columns.text(name, number);
            let by_columns = placer.placed(&text, collection.shapes().point(number));
            by_columns.or_shape(collection.shapes().shape(number).as_deref())
        });
        let whereabouts: Vec<Placed> = all.collect();
        let layers = lent_by(&whereabouts);
        Self { placed: Some(whereabouts), layers }
    }

    /// The layers of the atlas whose outlines and lines say where records may have been.
    #[must_use]
    pub fn layers(&self) -> &[LayerName] {
        &self.layers
    }

    /// Whether every record that is a single point is placed there exactly, or so it is told.
    #[must_use]
    pub const fn are_as_drawn(&self) -> bool {
        self.placed.is_none()
    }

    /// Where the record of this number may have been.
    #[must_use]
    pub fn placed<'p>(&'p self, collection: &Collection, number: u32) -> Cow<'p, Placed> {
        match &self.placed {
            Some(placed) => placed.get(number as usize).map_or_else(|| Cow::Owned(Placed::default()), Cow::Borrowed),
            None => Cow::Owned(match collection.shapes().point(number) {
                Some(at) => Placed::unstated(at),
                None => Placed::default().or_shape(collection.shapes().shape(number).as_deref()),
            }),
        }
    }
}

fn lent_by(placed: &[Placed]) -> Vec<LayerName> {
    let extents = || placed.iter().filter_map(|placed| placed.extent.as_ref());
    let mut layers = Vec::new();
    if extents().any(|extent| matches!(extent, Extent::Band(_))) {
        layers.push(LayerName::Borders);
    }
    if extents().any(|extent| extent.regions().is_some()) {
        layers.extend(UNITS);
    }
    layers
}

/// The columns of a collection by the names that placers ask for.
struct Columns<'c> {
    collection: &'c Collection,
}

impl<'c> Columns<'c> {
    const fn of(collection: &'c Collection) -> Self {
        Self { collection }
    }

    /// The number of the column called `name`; where an earlier answer needed the name, of the one that was kept aside.
    fn number(&self, name: &str) -> Option<usize> {
        let columns = &self.collection.card().columns;
        let called = |name: &str| {
            let exact = self.collection.card().column(name);
            exact.or_else(|| columns.iter().position(|column| is_called(&column.name, name)))
        };
        called(name).or_else(|| called(&kept_aside(name)))
    }

    /// What the column called `name` says of a record.
    fn text(&self, name: &str, number: u32) -> Option<Cow<'c, str>> {
        match self.collection.cell(self.number(name)?, number) {
            Cell::Text(text) => Some(Cow::Borrowed(text)).filter(|text| !text.trim().is_empty()),
            Cell::Whole(number) => Some(Cow::Owned(number.to_string())),
            Cell::Real(number) => Some(Cow::Owned(number.to_string())),
            // a list of words is read as they stand with blanks between them
            Cell::Nested(json) => {
                let words: Vec<String> = serde_json::from_str(json).ok()?;
                Some(Cow::Owned(words.join(" ")))
            }
            Cell::Blank | Cell::Flag(_) | Cell::Day(_) | Cell::Moment(_) => None,
        }
    }
}
