//! A collection as a layer of tiles that are made when they are asked for. Not responsible for making them.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use geo_types::{Geometry, Point};
use jiff::{Timestamp, ToSpan};
use serde_json::{Map, Value};

use crate::collection::column::Cell;
use crate::collection::whole::Collection;
use crate::io::write::columns::{ID, free_name};
use crate::io::write::pmtiles::card::push_cells;
use crate::io::write::pmtiles::grid::{DEEPEST_ZOOM, Tile};
use crate::io::write::pmtiles::layer::{LayerDraft, TileLayer};
use crate::io::write::pmtiles::shape::{Piece, TileShape};
use crate::io::write::pmtiles::tags::Tags;
use crate::io::write::pmtiles::walk::MARGIN;
use crate::io::write::sheet::datum::Datum;
use crate::io::write::sheet::whole::{Column, ColumnKind, names_apart};
use crate::model::dates::EPOCH;

/// Vertices of a layer up to which its shapes as drawn at each zoom are kept, 8 bytes each: 4 MB a zoom.
const KEPT_VERTICES: usize = 500_000;

/// A collection as a layer of tiles that are made when they are asked for.
///
/// # Cost
/// Memory: 40 bytes a record, and 8 bytes a vertex of lines and areas; where these are at most 500,000, as much for each zoom.
#[derive(Debug)]
pub struct LiveLayer {
    pub(super) layer: TileLayer,
    records: Arc<Collection>,
    /// Shapes as drawn at each zoom, where they are few enough to be kept.
    drawn: Option<Vec<OnceLock<Vec<Arc<Piece>>>>>,
}

/// Which types of geometry a layer has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drawn {
    /// Points, each by itself or in groups.
    pub points: bool,
    /// Lines.
    pub lines: bool,
    /// Areas.
    pub areas: bool,
}

impl LiveLayer {
    /// The records of a collection as a layer called `name`.
    ///
    /// # Errors
    /// Which limit they break: lines and areas have 50 million vertices and say 400 MB at most.
    ///
    /// # Cost
    /// n·log n; about 0.3 s for a million points.
    pub fn new(name: &str, records: &Arc<Collection>) -> Result<Self, String> {
        let columns = columns(records);
        let tags = Tags::new(&columns, |taken| names_apart(&columns, taken));
        let told: Vec<bool> = (0..columns.len()).map(|column| tags.reads(column)).collect();
        let mut draft = LayerDraft::new(name.to_owned(), tags);
        for number in records.numbers() {
            if let Some(at) = records.shapes().point(number) {
                let point = Geometry::Point(Point::new(at.lon(), at.lat()));
                // what a point says is told by the collection
                draft.take_in(number, Some(&point), &cells(records, number, |column| told[column]))?;
            } else {
                let shape = records.shapes().shape(number);
                let geometry = shape.as_ref().map(|shape| shape.geometry());
                draft.take_in(number, geometry, &cells(records, number, |_| true))?;
            }
        }
        let layer = draft.finished();
        let vertices: usize = layer.shapes.iter().map(TileShape::vertices).sum();
        let drawn = (vertices <= KEPT_VERTICES).then(|| (0..=DEEPEST_ZOOM).map(|_| OnceLock::new()).collect());
        Ok(Self { layer, records: Arc::clone(records), drawn })
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.layer.name
    }

    /// The names and types of all tags that its features may have, as `vector_layers` of `TileJSON` has them.
    #[must_use]
    pub fn fields(&self) -> Map<String, Value> {
        self.layer.tags.fields()
    }

    /// West, south, east and north of all that is in tiles, in degrees.
    #[must_use]
    pub fn bounds(&self) -> Option<[f64; 4]> {
        self.layer.bounds.map(|around| [around.west, around.south, around.east, around.north])
    }

    /// Which types of geometry it has.
    #[must_use]
    pub const fn drawn(&self) -> Drawn {
        let counts = &self.layer.counts;
        Drawn { points: counts.points > 0, lines: counts.lines > 0, areas: counts.areas > 0 }
    }

    /// How many records are in no tile: without a location, or beyond the latitude at which Web Mercator ends.
    #[must_use]
    pub const fn left_out(&self) -> u64 {
        self.layer.counts.without_place + self.layer.counts.beyond
    }

    /// What a record says, as a tile takes it.
    pub(super) fn push_card(&self, number: u32, card: &mut Vec<u8>) {
        push_cells(card, &cells(&self.records, number, |_| true));
    }

    /// What of its shapes lies in a tile, drawn as at zoom `grid` of an archive whose deepest zoom is `deepest`.
    pub(super) fn pieces(&self, tile: Tile, (grid, deepest): (u8, u8)) -> Vec<Arc<Piece>> {
        let drawn = |(at, shape): (usize, &TileShape)| shape.drawn(at, (grid, deepest)).map(Arc::new);
        let shapes = self.layer.shapes.iter().enumerate();
        let here = tile.frame(grid, MARGIN);
        let kept = self.drawn.as_ref().and_then(|zooms| zooms.get(usize::from(grid)));
        let all: Cow<[Arc<Piece>]> = if let Some(kept) = kept {
            Cow::Borrowed(kept.get_or_init(|| shapes.filter_map(drawn).collect()))
        } else {
            let around = tile.frame(DEEPEST_ZOOM, 2 * MARGIN);
            Cow::Owned(shapes.filter(|(_, shape)| around.meets(shape.frame)).filter_map(drawn).collect())
        };
        // cut at each zoom on the way down, as an archive's are
        let way: Vec<_> = (0..=tile.zoom).map(|zoom| tile.above(zoom)).collect();
        let frames: Vec<_> = way.iter().map(|above| (above.frame(grid, MARGIN), above.frame(grid, 0))).collect();
        let near = all.iter().filter(|piece| here.meets(piece.frame));
        let within = |piece: &Arc<Piece>| {
            frames.iter().try_fold(Arc::clone(piece), |piece, (frame, tile)| Piece::within(&piece, *frame, *tile))
        };
        near.filter_map(within).collect()
    }
}

/// The columns of a collection; ids that none of them holds are one of their own, the first.
fn columns(records: &Collection) -> Vec<Column> {
    let card = records.card();
    let own = card.columns.iter().map(|column| Column { name: column.name.clone(), kind: column.kind });
    let ids = card.id_column.is_none().then(|| Column {
        name: free_name(ID, "feature_", |name| card.column(name).is_some()),
        kind: ColumnKind::Text,
    });
    ids.into_iter().chain(own).collect()
}

/// The cells of a record, those that are not `wanted` blank.
fn cells(records: &Collection, number: u32, wanted: impl Fn(usize) -> bool) -> Vec<Datum<'_>> {
    let card = records.card();
    let before = usize::from(card.id_column.is_none());
    let cell = |column: usize| match column.checked_sub(before) {
        _ if !wanted(column) => Datum::Blank,
        Some(own) => datum(records.cell(own, number)),
        None => Datum::Text(records.ids().id(number).into()),
    };
    (0..before + card.columns.len()).map(cell).collect()
}

fn datum(cell: Cell<'_>) -> Datum<'_> {
    match cell {
        Cell::Blank => Datum::Blank,
        Cell::Flag(flag) => Datum::Flag(flag),
        Cell::Whole(number) => Datum::Whole(number),
        Cell::Real(number) => Datum::Real(number),
        Cell::Day(day) => EPOCH.checked_add(i64::from(day).days()).map_or(Datum::Blank, Datum::Date),
        Cell::Moment(microsecond) => Timestamp::from_microsecond(microsecond).map_or(Datum::Blank, Datum::Moment),
        Cell::Text(text) => Datum::Text(text.into()),
        Cell::Nested(json) => Datum::Nested(json.into()),
    }
}
