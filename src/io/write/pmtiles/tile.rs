//! One tile as bytes, coarse enough to be small enough. Not responsible for what lies in it.
//!
//! # Source
//! Vector Tile Specification 2.1: the extent is 4096, rings wind as it says.

use std::borrow::Borrow;
use std::error::Error;
use std::io::Write;

use fast_mvt::{MvtCoord, MvtFeatureBuilder, MvtGeomType, MvtLayerBuilder, MvtResult, MvtValueRef};
use flate2::Compression;
use flate2::write::GzEncoder;
use geo_types::Coord;

use crate::io::write::pmtiles::card::{cells, whole};
use crate::io::write::pmtiles::grid::{Tile, in_tile};
use crate::io::write::pmtiles::layer::TileLayer;
use crate::io::write::pmtiles::shape::{Path, Piece, Role, collapse_side};
use crate::io::write::pmtiles::simplify::{Ends, doubled_area, without_repeats};
use crate::io::write::pmtiles::spots::{Coarseness, Days, FEATURES_MOST, STEPS_MOST, Spot};
use crate::io::write::pmtiles::tags::{AGGREGATED, COLLAPSED, COUNT, DAY, LAST_DAY};
use crate::io::write::pmtiles::walk::{JobPart, TileJob};

/// Bytes of a tile as it is stored, packed with gzip; what clients such as Mapbox take.
pub const TILE_MOST_BYTES: usize = 500_000;

/// A tile that is made.
#[derive(Debug)]
pub(super) struct MadeTile {
    pub(super) tile: Tile,
    /// Packed with gzip.
    pub(super) bytes: Vec<u8>,
    /// How often it had to be made coarser.
    pub(super) step: u8,
    /// Records that stand together with others in it.
    pub(super) together: u64,
}

/// Encodes a tile; says why it cannot be small enough.
pub(super) fn made<L: Borrow<TileLayer>>(job: &TileJob, layers: &[L]) -> Result<MadeTile, String> {
    let tile = job.tile;
    let at = format!("{}/{}/{}", tile.zoom, tile.x, tile.y);
    for step in job.coarseness.step..=STEPS_MOST {
        let coarseness = Coarseness { step, ..job.coarseness };
        let drawing = Drawing { tile, coarseness, is_mute: job.is_mute };
        let drawn = drawing.encoded(job, layers).map_err(|error| format!("tile {at}: {error}"))?;
        if drawn.features > FEATURES_MOST {
            continue;
        }
        if drawn.features == 0 {
            return Ok(MadeTile { tile, bytes: Vec::new(), step, together: 0 });
        }
        let bytes = packed(&drawn.bytes).map_err(|error| format!("tile {at}: {error}"))?;
        if bytes.len() <= TILE_MOST_BYTES {
            return Ok(MadeTile { tile, bytes, step, together: drawn.together });
        }
    }
    Err(format!(
        "tile {at} has more than {FEATURES_MOST} features or {} KB, however coarse; leave off columns or lines and areas, or \
         raise --min-zoom",
        TILE_MOST_BYTES / 1000
    ))
}

fn packed(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// How one tile is drawn.
#[derive(Debug, Clone, Copy)]
struct Drawing {
    tile: Tile,
    coarseness: Coarseness,
    is_mute: bool,
}

/// A tile before it is packed.
struct Drawn {
    bytes: Vec<u8>,
    features: usize,
    together: u64,
}

impl Drawing {
    fn encoded<L: Borrow<TileLayer>>(self, job: &TileJob, layers: &[L]) -> Result<Drawn, Box<dyn Error>> {
        let mut drawn = Drawn { bytes: Vec::new(), features: 0, together: 0 };
        for part in &job.parts {
            let layer = layers[part.layer].borrow();
            let mut builder = MvtLayerBuilder::new(layer.name.as_str())?;
            for piece in &part.pieces {
                builder = self.push_piece(builder, piece, layer)?;
            }
            let spots = &layer.spots[part.spots.clone()];
            for group in self.coarseness.groups(spots) {
                let held = &spots[group.spots.clone()];
                if let ([spot, ..], 1) = (held, group.count) {
                    let card =
                        card(part, layer, (group.spots.start, spot)).ok_or("what a record says is not at hand")?;
                    builder = self.push_single(builder, spot, (layer, card))?;
                } else {
                    drawn.together += group.count as u64;
                    builder = self.push_group(builder, held, (layer, group.count))?;
                }
            }
            drawn.features += builder.num_features();
            // a layer without features would only say that it exists
            if builder.num_features() > 0 {
                drawn.bytes.extend_from_slice(&builder.encode());
            }
        }
        Ok(drawn)
    }

    /// A record that stands as a point, with all that it says.
    fn push_single(
        self,
        builder: MvtLayerBuilder,
        spot: &Spot,
        (layer, card): (&TileLayer, &[u8]),
    ) -> MvtResult<MvtLayerBuilder> {
        let mut feature = builder.feature_of(MvtGeomType::Point);
        feature.id(Some(id(spot.number))).points([corner(in_tile(spot.at, self.tile.zoom))])?;
        self.say(&mut feature, card, layer)?;
        if spot.shape != Spot::POINT {
            feature.tag_ref(COLLAPSED, MvtValueRef::Bool(true))?;
        }
        say_days(&mut feature, spot.days)?;
        Ok(feature.end())
    }

    /// Records that stand together, at the mean of their places.
    fn push_group(
        self,
        builder: MvtLayerBuilder,
        spots: &[Spot],
        (layer, count): (&TileLayer, usize),
    ) -> MvtResult<MvtLayerBuilder> {
        let mut sums = (0_i64, 0_i64);
        let mut days = Days::UNKNOWN;
        let mut kinds = vec![0_i64; layer.tags.counts.len()];
        for spot in spots.iter().filter(|spot| self.coarseness.stands(spot)) {
            sums = (sums.0 + i64::from(spot.at.x), sums.1 + i64::from(spot.at.y));
            days = days.and(spot.days);
            if let Some(count) = kinds.get_mut(usize::from(spot.kind)) {
                *count += 1;
            }
        }
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let mean = |sum: i64| i32::try_from(sum / count.max(1)).unwrap_or_default();
        let at = Coord { x: mean(sums.0), y: mean(sums.1) };
        let mut feature = builder.feature_of(MvtGeomType::Point);
        feature.points([corner(in_tile(at, self.tile.zoom))])?;
        feature.tag_ref(COUNT, MvtValueRef::Int(count))?.tag_ref(AGGREGATED, MvtValueRef::Bool(true))?;
        say_days(&mut feature, days)?;
        for (count, (_, name)) in kinds.iter().zip(&layer.tags.counts).filter(|(count, _)| **count > 0) {
            feature.tag_ref(name, MvtValueRef::Int(*count))?;
        }
        Ok(feature.end())
    }

    /// A part of a line, an area or a group of points; of a shape of several types, a feature for each.
    fn push_piece(self, mut builder: MvtLayerBuilder, piece: &Piece, layer: &TileLayer) -> MvtResult<MvtLayerBuilder> {
        let shape = &layer.shapes[piece.shape];
        let step = self.coarseness.step;
        if step > 0 && shape.side < collapse_side(self.coarseness.zoom, step) {
            return Ok(builder);
        }
        let coarser = (step > 0).then(|| piece.coarser(step));
        let paths = self.local(coarser.as_ref().unwrap_or(&piece.paths));
        let types = [
            (MvtGeomType::Polygon, [Role::Outline, Role::Hole]),
            (MvtGeomType::LineString, [Role::Line, Role::Line]),
            (MvtGeomType::Point, [Role::Points, Role::Points]),
        ];
        for (geometry, roles) in types {
            let mut of_type = paths.iter().filter(|path| roles.contains(&path.role)).peekable();
            if of_type.peek().is_none() {
                continue;
            }
            let mut feature = builder.feature_of(geometry);
            feature.id(Some(id(shape.number)));
            push_geometry(&mut feature, of_type)?;
            self.say(&mut feature, &shape.card, layer)?;
            if piece.thinned {
                feature.tag_ref(COLLAPSED, MvtValueRef::Bool(true))?;
            }
            say_days(&mut feature, shape.days)?;
            builder = feature.end();
        }
        Ok(builder)
    }

    /// Gives a feature what its record says.
    fn say(self, feature: &mut MvtFeatureBuilder, card: &[u8], layer: &TileLayer) -> MvtResult<()> {
        for (column, value) in cells(card).take_while(|_| !self.is_mute) {
            if let Some(name) = layer.tags.names.get(column) {
                feature.tag_ref(name, value)?;
            }
        }
        Ok(())
    }

    /// Paths in the tile's own units, without those that are nothing in it.
    fn local(self, paths: &[Path]) -> Vec<Path> {
        let Coord { x: west, y: north } = self.tile.frame(self.coarseness.zoom, 0).least;
        let deeper = self.tile.zoom - self.coarseness.zoom;
        let mut local = Vec::with_capacity(paths.len());
        let mut has_outline = false;
        for Path { role, at } in paths {
            let mut at: Vec<Coord<i32>> =
                at.iter().map(|at| Coord { x: (at.x - west) << deeper, y: (at.y - north) << deeper }).collect();
            let is_kept = match role {
                Role::Points => !at.is_empty(),
                Role::Line => {
                    without_repeats(&mut at, Ends::Open);
                    at.len() >= 2
                }
                Role::Outline => {
                    has_outline = is_ring(&mut at);
                    has_outline
                }
                Role::Hole => has_outline && is_ring(&mut at),
            };
            if is_kept {
                local.push(Path { role: *role, at });
            }
        }
        local
    }
}

fn is_ring(at: &mut Vec<Coord<i32>>) -> bool {
    without_repeats(at, Ends::Closed);
    at.len() >= 3 && doubled_area(at) > 0
}

fn push_geometry<'a>(feature: &mut MvtFeatureBuilder, paths: impl Iterator<Item = &'a Path>) -> MvtResult<()> {
    let mut points = Vec::new();
    for Path { role, at } in paths {
        let at = at.iter().map(|at| corner(*at));
        match role {
            Role::Points => points.extend(at),
            Role::Line => {
                feature.line(at)?;
            }
            Role::Outline => {
                feature.ring(at, true)?;
            }
            Role::Hole => {
                feature.ring(at, false)?;
            }
        }
    }
    if !points.is_empty() {
        feature.points(points)?;
    }
    Ok(())
}

/// What a spot says that stands by itself; `None` where that is not known, which is a fault of the writer.
fn card<'a>(part: &'a JobPart, layer: &'a TileLayer, (at, spot): (usize, &Spot)) -> Option<&'a [u8]> {
    if let Some(shape) = layer.shapes.get(spot.shape as usize).filter(|_| spot.shape != Spot::POINT) {
        return Some(&shape.card);
    }
    let found = part.singles.binary_search_by_key(&at, |(at, _)| *at);
    found.ok().map(|found| &part.cards[part.singles[found].1.clone()])
}

fn say_days(feature: &mut MvtFeatureBuilder, days: Days) -> MvtResult<()> {
    for (name, day, unknown) in [(DAY, days.first, Days::UNKNOWN.first), (LAST_DAY, days.last, Days::UNKNOWN.last)] {
        if day != unknown {
            feature.tag_ref(name, whole(day.into()))?;
        }
    }
    Ok(())
}

/// The id of a record's features: its number, from 1.
fn id(number: u32) -> u64 {
    u64::from(number) + 1
}

fn corner(at: Coord<i32>) -> MvtCoord {
    MvtCoord { x: at.x, y: at.y }
}
