//! A layer of tiles: its records in the order of the curve, its shapes, its tags. Not responsible for which tile gets what.

use geo::CoordsIter;
use geo_types::Geometry;

use crate::io::write::error::WriteError;
use crate::io::write::pmtiles::card::push_cells;
use crate::io::write::pmtiles::grid::{LATITUDE_MOST_DEG, in_world, on_grid};
use crate::io::write::pmtiles::larder::Larder;
use crate::io::write::pmtiles::shape::{Path, Reach, Role, TileShape, paths};
use crate::io::write::pmtiles::spots::{Days, Spot};
use crate::io::write::pmtiles::tags::Tags;
use crate::io::write::sheet::datum::Datum;
use crate::io::write::sheet::whole::{Box2d, Sheet, SheetRecord};

/// Vertices of lines and areas that are kept in memory, 8 bytes each: 400 MB.
const VERTICES_MOST: usize = 50_000_000;
/// Bytes of what lines and areas say that are kept in memory: 400 MB.
const SHAPE_CARDS_MOST_BYTES: usize = 400_000_000;

/// A layer of tiles.
#[derive(Debug)]
pub(super) struct TileLayer {
    pub(super) name: String,
    pub(super) tags: Tags,
    /// What stands as a point, at some zooms or all, along the curve.
    pub(super) spots: Vec<Spot>,
    pub(super) shapes: Vec<TileShape>,
    /// The box around all that is in tiles.
    pub(super) bounds: Option<Box2d>,
    pub(super) counts: Counts,
}

/// What became of a layer's records.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    pub(super) records: u64,
    /// Without a location.
    pub(super) without_place: u64,
    /// Wholly beyond the latitude at which Web Mercator ends.
    pub(super) beyond: u64,
    /// Cut there.
    pub(super) cut: u64,
    /// Of several types at once.
    pub(super) mixed: u64,
    pub(super) points: u64,
    pub(super) lines: u64,
    pub(super) areas: u64,
}

/// A layer in the making.
#[derive(Debug)]
pub(super) struct LayerDraft {
    layer: TileLayer,
    vertices: usize,
    card_bytes: usize,
}

impl LayerDraft {
    pub(super) fn new(name: String, tags: Tags) -> Self {
        let (spots, shapes) = (Vec::new(), Vec::new());
        let layer = TileLayer { name, tags, spots, shapes, bounds: None, counts: Counts::default() };
        Self { layer, vertices: 0, card_bytes: 0 }
    }

    /// Takes in where a record is; says what limit it breaks, if any.
    pub(super) fn take_in(
        &mut self,
        number: u32,
        geometry: Option<&Geometry<f64>>,
        cells: &[Datum],
    ) -> Result<(), String> {
        self.layer.counts.records += 1;
        let Some(geometry) = geometry else {
            self.layer.counts.without_place += 1;
            return Ok(());
        };
        let days = self.layer.tags.days(cells);
        let kind = self.layer.tags.kind(cells);
        if let Some(point) = lone_point(geometry) {
            if point.y().abs() > LATITUDE_MOST_DEG {
                self.layer.counts.beyond += 1;
                return Ok(());
            }
            self.layer.counts.points += 1;
            self.reach(geometry);
            let spot = Spot::new(in_world(on_grid(point.0)), number);
            self.layer.spots.push(Spot { days, kind, ..spot });
            return Ok(());
        }
        let held = self.layer.shapes.len();
        self.shape((number, days, kind), paths(geometry), cells)?;
        if self.layer.shapes.len() > held {
            self.reach(geometry);
        }
        Ok(())
    }

    fn reach(&mut self, geometry: &Geometry<f64>) {
        for at in geometry.coords_iter() {
            self.layer.bounds = Some(Box2d::around(self.layer.bounds, at));
        }
    }

    fn shape(
        &mut self,
        (number, days, kind): (u32, Days, u8),
        paths: Vec<Path>,
        cells: &[Datum],
    ) -> Result<(), String> {
        let counts = &mut self.layer.counts;
        let mut card = Vec::new();
        push_cells(&mut card, cells);
        let has = |roles: &[Role]| paths.iter().any(|path| roles.contains(&path.role));
        let (points, lines, areas) = (has(&[Role::Points]), has(&[Role::Line]), has(&[Role::Outline]));
        let Some((shape, reach)) = TileShape::new((number, days), paths, card) else {
            counts.without_place += 1;
            return Ok(());
        };
        match reach {
            Reach::Within => {}
            Reach::Partly => counts.cut += 1,
            Reach::Beyond => {
                counts.beyond += 1;
                return Ok(());
            }
        }
        counts.points += u64::from(points);
        counts.lines += u64::from(lines);
        counts.areas += u64::from(areas);
        counts.mixed += u64::from(u8::from(points) + u8::from(lines) + u8::from(areas) > 1);
        self.vertices += shape.vertices();
        self.card_bytes += shape.card.len();
        if self.vertices > VERTICES_MOST {
            return Err(format!("lines and areas have more than {VERTICES_MOST} vertices; filter or divide the input"));
        }
        if self.card_bytes > SHAPE_CARDS_MOST_BYTES {
            let most = SHAPE_CARDS_MOST_BYTES / 1_000_000;
            return Err(format!("lines and areas say more than {most} MB; leave off columns or divide the input"));
        }
        let at = u32::try_from(self.layer.shapes.len()).map_err(|_| "more shapes than 2³²".to_owned())?;
        let spot = Spot::new(shape.middle, number);
        self.layer.spots.push(Spot { shape: at, side: shape.side, days, kind, ..spot });
        self.layer.shapes.push(shape);
        Ok(())
    }

    /// The layer, with its points along the curve.
    pub(super) fn finished(mut self) -> TileLayer {
        self.layer.spots.sort_unstable_by_key(|spot| (spot.key, spot.number));
        self.layer
    }
}

impl TileLayer {
    /// The numbers of its points' records, along the curve: cards are read in this order.
    pub(super) fn point_numbers(&self) -> impl Iterator<Item = u32> {
        self.spots.iter().filter(|spot| spot.shape == Spot::POINT).map(|spot| spot.number)
    }
}

/// The point that a geometry is, if it is one.
fn lone_point(geometry: &Geometry<f64>) -> Option<geo_types::Point<f64>> {
    match geometry {
        Geometry::Point(point) => Some(*point),
        Geometry::MultiPoint(points) if points.0.len() == 1 => points.0.first().copied(),
        Geometry::GeometryCollection(parts) if parts.len() == 1 => lone_point(parts.0.first()?),
        _ => None,
    }
}

/// The records of a sheet as a layer, and what its points say.
pub(super) fn of_records(sheet: &mut Sheet, name: String) -> Result<(TileLayer, Larder), WriteError> {
    let target = sheet.options.target.clone();
    let over = |reason: String| WriteError::OverLimit { target: target.clone(), reason };
    let tags = Tags::new(&sheet.columns, |taken| sheet.names_apart(taken));
    let mut draft = LayerDraft::new(name, tags);
    sheet.each(&mut |record: &SheetRecord| {
        let number = u32::try_from(record.number).map_err(|_| over("more records than 2³²".to_owned()))?;
        draft.take_in(number, record.geometry().as_ref(), &record.cells).map_err(&over)
    })?;
    let layer = draft.finished();
    let mut larder = Larder::new(sheet.options.spool_dir.as_deref());
    let numbers: Vec<u32> = layer.point_numbers().collect();
    let mut card = Vec::new();
    sheet.each_of(&numbers, &mut |record: &SheetRecord| {
        card.clear();
        push_cells(&mut card, &record.cells);
        larder.push(&card).map_err(|source| WriteError::from_io(&target, source))
    })?;
    let larder = larder.closed().map_err(|source| WriteError::from_io(&target, source))?;
    Ok((layer, larder))
}
