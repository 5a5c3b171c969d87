//! Lines, areas and groups of points on the grids of the zooms. Not responsible for which tile gets which part.

use std::sync::Arc;

use geo_types::{Coord, Geometry, LineString, Polygon};

use crate::io::write::pmtiles::clip::Frame;
use crate::io::write::pmtiles::grid::{EXTENT, WORLD, at_zoom, in_world, on_grid};
use crate::io::write::pmtiles::simplify::{Ends, doubled_area, simplify, without_repeats};
use crate::io::write::pmtiles::spots::Days;

/// The side of a pixel in a tile's units, where a tile is 256 pixels wide.
pub(super) const PIXEL: i32 = 16;
/// A vertex goes where the triangle with its neighbours has less than this doubled area: half the square of 4 units, a quarter
/// of a pixel.
const VERTEX_LEAST: i64 = 16;
/// At the deepest zoom vertices go that lie on the line between their neighbours.
const VERTEX_LEAST_DEEPEST: i64 = 1;
/// Rings of less than this doubled area are left off where the shape has larger ones: 1/16 of a pixel.
const RING_LEAST: i64 = 32;

/// What a path is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Points by themselves.
    Points,
    /// A line.
    Line,
    /// The outline of an area; its holes follow. The first vertex is not repeated.
    Outline,
    /// A hole of the outline before it.
    Hole,
}

/// A part of a shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Path {
    pub(super) role: Role,
    pub(super) at: Vec<Coord<i32>>,
}

/// A shape on the finest grid.
#[derive(Debug)]
pub(super) struct TileShape {
    /// The number of its record.
    pub(super) number: u32,
    /// What its record says.
    pub(super) card: Vec<u8>,
    /// When it was.
    pub(super) days: Days,
    pub(super) paths: Vec<Path>,
    /// The longer side of the box around it.
    pub(super) side: i32,
    /// The middle of that box, within the world.
    pub(super) middle: Coord<i32>,
    pub(super) frame: Frame,
}

/// What of a shape lies near a tile, on the grid of its zoom.
#[derive(Debug)]
pub(super) struct Piece {
    /// The shape's number among those of its layer.
    pub(super) shape: usize,
    pub(super) paths: Vec<Path>,
    /// Whether outlines became lines, or lines points, since nothing else of the shape would be left.
    pub(super) thinned: bool,
    pub(super) frame: Frame,
}

/// How far a shape reaches beyond the square of Web Mercator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    Within,
    Partly,
    Beyond,
}

impl TileShape {
    /// A shape of these paths; `None` where there is nothing.
    pub(super) fn new((number, days): (u32, Days), paths: Vec<Path>, card: Vec<u8>) -> Option<(Self, Reach)> {
        let frame = frame(&paths)?;
        let (least, most) = (frame.least, frame.most);
        let reach = if most.y < 0 || least.y > WORLD {
            Reach::Beyond
        } else if least.y < 0 || most.y > WORLD {
            Reach::Partly
        } else {
            Reach::Within
        };
        let middle = in_world(Coord { x: least.x.midpoint(most.x), y: least.y.midpoint(most.y) });
        let side = (most.x - least.x).max(most.y - least.y);
        Some((Self { number, card, days, paths, side, middle, frame }, reach))
    }

    /// How many vertices it has.
    pub(super) fn vertices(&self) -> usize {
        self.paths.iter().map(|path| path.at.len()).sum()
    }

    /// What is drawn of it at `zoom`; `None` where it is less than a pixel wide and stands as a point.
    pub(super) fn drawn(&self, shape: usize, (zoom, deepest): (u8, u8)) -> Option<Piece> {
        if self.side < collapse_side(zoom, 0) {
            return None;
        }
        let least = if zoom == deepest { VERTEX_LEAST_DEEPEST } else { VERTEX_LEAST };
        let mut paths = self.paths.clone();
        for at in paths.iter_mut().flat_map(|path| path.at.iter_mut()) {
            *at = at_zoom(*at, zoom);
        }
        let (mut paths, thinned) = seen(paths, least);
        // points on the far edges of the world belong to the last tile
        let edge = EXTENT << zoom;
        let inside = |value: i32| if value == edge { edge - 1 } else { value };
        for at in paths.iter_mut().filter(|path| path.role == Role::Points).flat_map(|path| path.at.iter_mut()) {
            *at = Coord { x: inside(at.x), y: inside(at.y) };
        }
        let frame = frame(&paths)?;
        Some(Piece { shape, paths, thinned, frame })
    }
}

/// The side, on the finest grid, under which a shape stands as a point at `zoom`: a pixel, doubled `step` times.
pub(super) fn collapse_side(zoom: u8, step: u8) -> i32 {
    let side = i64::from(PIXEL) << (super::grid::DEEPEST_ZOOM - zoom + step);
    i32::try_from(side).unwrap_or(i32::MAX)
}

impl Piece {
    /// What of it lies within `frame`; the points only within `tile`, so that each is in one tile only.
    pub(super) fn within(piece: &Arc<Self>, frame: Frame, tile: Frame) -> Option<Arc<Self>> {
        if !frame.meets(piece.frame) {
            return None;
        }
        let has_points = piece.paths.iter().any(|path| path.role == Role::Points);
        if frame.holds(piece.frame) && (!has_points || tile.holds(piece.frame)) {
            return Some(Arc::clone(piece));
        }
        let paths = within(&piece.paths, frame, tile);
        let around = self::frame(&paths)?;
        Some(Arc::new(Self { shape: piece.shape, paths, thinned: piece.thinned, frame: around }))
    }

    /// Its paths with fewer vertices, for a tile that is full: `step` doublings of the length that counts.
    pub(super) fn coarser(&self, step: u8) -> Vec<Path> {
        seen(self.paths.clone(), VERTEX_LEAST << (2 * step)).0
    }
}

fn within(paths: &[Path], frame: Frame, tile: Frame) -> Vec<Path> {
    let mut kept = Vec::with_capacity(paths.len());
    let mut has_outline = false;
    for Path { role, at } in paths {
        match role {
            Role::Points => {
                let held = |at: &&Coord<i32>| tile.holds(Frame { least: **at, most: **at });
                kept.push(Path { role: *role, at: at.iter().filter(held).copied().collect() });
            }
            Role::Line => kept.extend(frame.line(at).into_iter().map(|at| Path { role: *role, at })),
            Role::Outline => {
                let ring = frame.ring(at);
                has_outline = !ring.is_empty();
                kept.push(Path { role: *role, at: ring });
            }
            Role::Hole if has_outline => kept.push(Path { role: *role, at: frame.ring(at) }),
            Role::Hole => {}
        }
    }
    kept.retain(|path| !path.at.is_empty());
    kept
}

/// What is seen of paths whose coordinates have just become coarser: without repeated vertices, those that count for `least` or
/// less, and rings that have become too small. Where nothing would be left, outlines stay as lines, and lines as points.
fn seen(paths: Vec<Path>, least: i64) -> (Vec<Path>, bool) {
    let mut kept = Vec::with_capacity(paths.len());
    let mut spare = Vec::new();
    let mut has_outline = false;
    for Path { role, mut at } in paths {
        let ends = if matches!(role, Role::Outline | Role::Hole) { Ends::Closed } else { Ends::Open };
        if role == Role::Points {
            kept.push(Path { role, at });
            continue;
        }
        without_repeats(&mut at, ends);
        simplify(&mut at, ends, least);
        let is_seen = match role {
            Role::Line | Role::Points => at.len() >= 2,
            Role::Outline => {
                has_outline = at.len() >= 3 && doubled_area(&at) >= RING_LEAST;
                has_outline
            }
            Role::Hole => has_outline && at.len() >= 3 && doubled_area(&at) >= RING_LEAST,
        };
        if is_seen {
            kept.push(Path { role, at });
        } else if role != Role::Hole {
            spare.push(at);
        }
    }
    if !kept.is_empty() {
        return (kept, false);
    }
    let thin = |at: Vec<Coord<i32>>| Path { role: if at.len() >= 2 { Role::Line } else { Role::Points }, at };
    (spare.into_iter().filter(|at| !at.is_empty()).map(thin).collect(), true)
}

/// The box around all paths.
fn frame(paths: &[Path]) -> Option<Frame> {
    paths.iter().filter_map(|path| Frame::around(&path.at)).reduce(Frame::and)
}

/// The paths of a geometry, on the finest grid.
pub(super) fn paths(geometry: &Geometry<f64>) -> Vec<Path> {
    let mut paths = Vec::new();
    push_paths(geometry, &mut paths);
    paths
}

fn push_paths(geometry: &Geometry<f64>, into: &mut Vec<Path>) {
    match geometry {
        Geometry::Point(point) => into.push(Path { role: Role::Points, at: vec![on_grid(point.0)] }),
        Geometry::MultiPoint(points) => {
            into.push(Path { role: Role::Points, at: points.iter().map(|point| on_grid(point.0)).collect() });
        }
        Geometry::Line(line) => into.push(Path { role: Role::Line, at: vec![on_grid(line.start), on_grid(line.end)] }),
        Geometry::LineString(line) => into.push(Path { role: Role::Line, at: placed(line) }),
        Geometry::MultiLineString(lines) => {
            into.extend(lines.iter().map(|line| Path { role: Role::Line, at: placed(line) }));
        }
        Geometry::Polygon(polygon) => push_polygon(polygon, into),
        Geometry::MultiPolygon(polygons) => polygons.iter().for_each(|polygon| push_polygon(polygon, into)),
        Geometry::GeometryCollection(parts) => parts.iter().for_each(|part| push_paths(part, into)),
        Geometry::Rect(rect) => push_polygon(&rect.to_polygon(), into),
        Geometry::Triangle(triangle) => push_polygon(&triangle.to_polygon(), into),
    }
}

fn push_polygon(polygon: &Polygon<f64>, into: &mut Vec<Path>) {
    let ring = |ring: &LineString<f64>| {
        let mut at = placed(ring);
        without_repeats(&mut at, Ends::Closed);
        at
    };
    into.push(Path { role: Role::Outline, at: ring(polygon.exterior()) });
    into.extend(polygon.interiors().iter().map(|hole| Path { role: Role::Hole, at: ring(hole) }));
}

fn placed(line: &LineString<f64>) -> Vec<Coord<i32>> {
    line.coords().map(|at| on_grid(*at)).collect()
}
