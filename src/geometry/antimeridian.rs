//! Cuts shapes at ±180° of longitude, so that no edge jumps across the map. Not responsible for which way an edge goes round
//! or which pole a ring holds: see `ring`.
//!
//! # Source
//! RFC 7946, section 3.1.9.

use geo_types::{Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPolygon, Polygon};

use crate::geometry::ring::{Unwrapped, turning, unwrapped};

/// Half a turn, and the longitude of the cut.
const CUT_DEG: f64 = 180.0;
/// A whole turn.
const TURN_DEG: f64 = 360.0;
/// Longitudes of a shape that is cut count as ±180 from this near: 0.1 mm, far below any survey and above the noise of sums.
const SNAP_DEG: f64 = 1e-9;
/// Twice the area in square degrees up to which a piece is a rounding remainder: a square of side 0.1 mm.
const SLIVER_DEG2: f64 = 1e-18;

/// `geometry` in pieces that stay within −180..=180, or `None` where nothing crosses the antimeridian.
///
/// Outer rings run counter-clockwise, holes clockwise. A ring round a pole is closed over that pole. Latitudes of cuts lie on the
/// straight line in longitude and latitude. Positions off the cut are kept bit by bit.
///
/// # Not unique
/// Positions within 1e-9° of ±180 are written as ±180, and those inside a run along the cut are left out.
///
/// # Cost
/// Linear in the number of positions, and n log n in the number of cuts.
#[must_use]
pub fn split(geometry: &Geometry<f64>) -> Option<Geometry<f64>> {
    match geometry {
        Geometry::LineString(line) => split_lines(std::slice::from_ref(line)),
        Geometry::MultiLineString(lines) => split_lines(&lines.0),
        Geometry::Polygon(polygon) => split_polygons(std::slice::from_ref(polygon)),
        Geometry::MultiPolygon(polygons) => split_polygons(&polygons.0),
        Geometry::GeometryCollection(members) => {
            let pieces: Vec<_> = members.iter().map(split).collect();
            pieces.iter().any(Option::is_some).then(|| {
                let members = members.iter().zip(pieces).map(|(whole, cut)| cut.unwrap_or_else(|| whole.clone()));
                Geometry::GeometryCollection(GeometryCollection(members.collect()))
            })
        }
        _ => None,
    }
}

fn split_lines(lines: &[LineString<f64>]) -> Option<Geometry<f64>> {
    let pieces: Vec<_> = lines.iter().map(line_pieces).collect();
    pieces.iter().any(Option::is_some).then(|| {
        let parts = lines.iter().zip(pieces).flat_map(|(whole, cut)| cut.unwrap_or_else(|| vec![whole.clone()]));
        let mut parts: Vec<_> = parts.collect();
        match (parts.len(), parts.pop()) {
            (1, Some(only)) => Geometry::LineString(only),
            (_, last) => {
                parts.extend(last);
                Geometry::MultiLineString(MultiLineString(parts))
            }
        }
    })
}

fn split_polygons(polygons: &[Polygon<f64>]) -> Option<Geometry<f64>> {
    let pieces: Vec<_> = polygons.iter().map(polygon_pieces).collect();
    pieces.iter().any(Option::is_some).then(|| {
        let parts = polygons.iter().zip(pieces).flat_map(|(whole, cut)| cut.unwrap_or_else(|| vec![whole.clone()]));
        let mut parts: Vec<_> = parts.collect();
        match (parts.len(), parts.pop()) {
            (1, Some(only)) => Geometry::Polygon(only),
            (_, last) => {
                parts.extend(last);
                Geometry::MultiPolygon(MultiPolygon(parts))
            }
        }
    })
}

/// A ring or line on the unrolled map, with the exact longitudes kept beside the whole turns added to them.
struct Run {
    exact: Vec<Coord<f64>>,
    turns: Vec<f64>,
    around: Unwrapped,
}

impl Run {
    fn new(line: &LineString<f64>) -> Self {
        let around = unwrapped(&line.0);
        let turns = around.coords.iter().zip(&line.0).map(|(on_map, exact)| ((on_map.x - exact.x) / TURN_DEG).round());
        Self { turns: turns.collect(), exact: line.0.iter().map(|exact| snapped(*exact)).collect(), around }
    }

    fn crosses(&self) -> bool {
        self.turns.iter().any(|turns| *turns != 0.0) && !self.is_cut_over_pole()
    }

    /// Whether the only jumps are whole turns along a pole, as in a polar ring that has been cut already.
    fn is_cut_over_pole(&self) -> bool {
        self.exact.windows(2).all(|pair| {
            let jump_deg = (pair[1].x - pair[0].x).abs();
            let on_pole = pair.iter().all(|end| end.y.abs() >= 90.0);
            jump_deg <= CUT_DEG || (jump_deg >= TURN_DEG && on_pole)
        })
    }

    /// The positions from number `start` on, without the closing one, moved by `turns`; exact where the sum of turns is 0.
    fn moved(&self, start: usize, turns: f64) -> impl Iterator<Item = Coord<f64>> {
        let open = self.exact.len() - 1;
        (0..open).map(move |step| {
            let at = (start + step) % open;
            let lap = if start + step >= open { self.around.turn_deg / TURN_DEG } else { 0.0 };
            let turns = self.turns[at] + lap + turns;
            Coord { x: self.exact[at].x + turns * TURN_DEG, y: self.exact[at].y }
        })
    }

    /// The ring as often as it reaches into −180..=180, a polar one closed over its pole far outside.
    fn copies(&self) -> Vec<Vec<Coord<f64>>> {
        if self.around.turn_deg != 0.0 {
            return vec![self.polar()];
        }
        let laps = (-2..=2).map(|turns| self.moved(0, f64::from(turns)).collect::<Vec<_>>());
        laps.filter(|ring| ring.iter().any(|at| at.x > -CUT_DEG) && ring.iter().any(|at| at.x < CUT_DEG)).collect()
    }

    /// Three laps, from the position nearest the pole: straight up from there nothing is in the way.
    fn polar(&self) -> Vec<Coord<f64>> {
        let pole_deg = self.pole_deg();
        let away = |at: &usize| (self.exact[*at].y - pole_deg).abs();
        let start = (0..self.exact.len() - 1).min_by(|a, b| away(a).total_cmp(&away(b))).unwrap_or(0);
        let lap = self.around.turn_deg / TURN_DEG;
        let home = -self.turns[start];
        let mut ring: Vec<_> = [-lap, 0.0, lap].iter().flat_map(|turns| self.moved(start, home + turns)).collect();
        if let Some(&first) = ring.first() {
            let last = Coord { x: first.x + 3.0 * self.around.turn_deg, y: first.y };
            ring.extend([last, Coord { x: last.x, y: pole_deg }, Coord { x: first.x, y: pole_deg }]);
        }
        ring
    }

    /// The pole on whose side the ring lies; its corners are beyond the pole, a map ends there.
    fn pole_deg(&self) -> f64 {
        self.around.over_the_pole().get(1).map_or(90.0, |corner| corner.y.clamp(-90.0, 90.0))
    }
}

/// The pieces of `polygon`, or `None` where it does not cross.
fn polygon_pieces(polygon: &Polygon<f64>) -> Option<Vec<Polygon<f64>>> {
    let outer = Run::new(polygon.exterior());
    let holes: Vec<_> = polygon.interiors().iter().map(Run::new).collect();
    if outer.exact.len() < 4 || !(outer.crosses() || holes.iter().any(Run::crosses)) {
        return None;
    }
    let outer = outer.copies().into_iter().map(|ring| wound(ring, 1.0));
    let holes = holes.iter().filter(|hole| hole.exact.len() > 3).flat_map(Run::copies).map(|ring| wound(ring, -1.0));
    let west = west_of_cut(outer.chain(holes).collect());
    let within = half_turned(west_of_cut(half_turned(west)));
    let pieces = polygons(within.into_iter().flat_map(unpinched).filter(|ring| turning(ring).abs() > SLIVER_DEG2));
    (!pieces.is_empty()).then_some(pieces)
}

/// `ring` with the sign of `turn`: positive is counter-clockwise.
fn wound(mut ring: Vec<Coord<f64>>, turn: f64) -> Vec<Coord<f64>> {
    if turning(&ring) * turn < 0.0 {
        ring.reverse();
    }
    ring
}

/// The map turned by half a turn in the plane, which keeps every direction of rotation and is exact.
fn half_turned(rings: Vec<Vec<Coord<f64>>>) -> Vec<Vec<Coord<f64>>> {
    let turned = |ring: Vec<Coord<f64>>| ring.into_iter().map(|at| Coord { x: -at.x, y: -at.y }).collect();
    rings.into_iter().map(turned).collect()
}

/// Positions west of the cut between two on it, and how steeply the edges at its ends climb towards the cut.
struct Chain {
    positions: Vec<Coord<f64>>,
    entry: End,
    exit: End,
}

#[derive(Clone, Copy)]
struct End {
    lat_deg: f64,
    slope: f64,
}

impl End {
    /// Order from south to north just west of the cut, where edges that meet on it are still apart.
    fn order(self, other: Self) -> std::cmp::Ordering {
        self.lat_deg.total_cmp(&other.lat_deg).then(other.slope.total_cmp(&self.slope))
    }
}

/// The part of an area west of 180°, its rings joined along the cut.
///
/// The area lies to the left of its rings, so going north along the cut one comes into it where a ring leaves eastwards and out of
/// it where one returns: the n-th exit goes on at the n-th entry.
fn west_of_cut(rings: Vec<Vec<Coord<f64>>>) -> Vec<Vec<Coord<f64>>> {
    let mut whole = Vec::new();
    let mut chains = Vec::new();
    for ring in rings {
        match ring.iter().position(|at| at.x >= CUT_DEG) {
            None => whole.push(ring),
            Some(east) => chains.extend(chains_of(&ring, east)),
        }
    }
    let mut exits: Vec<usize> = (0..chains.len()).collect();
    let mut entries = exits.clone();
    exits.sort_by(|a, b| chains[*a].exit.order(chains[*b].exit));
    entries.sort_by(|a, b| chains[*a].entry.order(chains[*b].entry));
    let mut next = vec![0; chains.len()];
    for (exit, entry) in exits.iter().zip(&entries) {
        next[*exit] = *entry;
    }
    whole.extend(joined(&chains, &next));
    whole
}

/// The runs of `ring` west of the cut; `east` is a position that is not.
fn chains_of(ring: &[Coord<f64>], east: usize) -> Vec<Chain> {
    let mut chains = Vec::new();
    let mut run: Vec<Coord<f64>> = Vec::new();
    let mut before = ring[east];
    for step in 1..=ring.len() {
        let at = ring[(east + step) % ring.len()];
        if at.x < CUT_DEG {
            if run.is_empty() {
                run.extend([on_cut(before, at), at]);
            } else {
                run.push(at);
            }
        } else if let (Some(&entry), Some(&inner)) = (run.first(), run.get(1)) {
            let exit = on_cut(before, at);
            let (entry, exit) = (end(inner, entry), end(before, exit));
            run.push(Coord { x: CUT_DEG, y: exit.lat_deg });
            chains.push(Chain { positions: std::mem::take(&mut run), entry, exit });
        }
        before = at;
    }
    chains
}

fn end(inner: Coord<f64>, cut: Coord<f64>) -> End {
    End { lat_deg: cut.y, slope: (cut.y - inner.y) / (cut.x - inner.x) }
}

/// Where the edge between `a` and `b` meets the cut, the same from either side.
fn on_cut(a: Coord<f64>, b: Coord<f64>) -> Coord<f64> {
    let (near, far) = if (a.x - CUT_DEG).abs() <= (b.x - CUT_DEG).abs() { (a, b) } else { (b, a) };
    let share = (CUT_DEG - near.x) / (far.x - near.x);
    Coord { x: CUT_DEG, y: near.y + share * (far.y - near.y) }
}

/// The rings that follow each chain by its next one.
fn joined(chains: &[Chain], next: &[usize]) -> Vec<Vec<Coord<f64>>> {
    let mut taken = vec![false; chains.len()];
    let mut rings = Vec::new();
    for start in 0..chains.len() {
        let mut ring: Vec<Coord<f64>> = Vec::new();
        let mut at = start;
        while !taken[at] {
            taken[at] = true;
            ring.extend(&chains[at].positions);
            at = next[at];
        }
        ring.dedup();
        while ring.len() > 1 && ring.first() == ring.last() {
            ring.pop();
        }
        if !ring.is_empty() {
            rings.push(ring);
        }
    }
    rings
}

/// A ring that comes back to a position on the cut, as separate rings that touch there.
fn unpinched(ring: Vec<Coord<f64>>) -> Vec<Vec<Coord<f64>>> {
    let mut rings = Vec::new();
    let mut open: Vec<Coord<f64>> = Vec::with_capacity(ring.len());
    for at in ring {
        let again = if at.x.abs() < CUT_DEG { None } else { open.iter().position(|earlier| *earlier == at) };
        if let Some(again) = again {
            rings.push(open.split_off(again));
        }
        open.push(at);
    }
    rings.push(open);
    rings
}

/// Polygons of counter-clockwise rings, each hole in the one that holds most of its corners.
fn polygons(rings: impl Iterator<Item = Vec<Coord<f64>>>) -> Vec<Polygon<f64>> {
    let (outers, holes): (Vec<_>, Vec<_>) = rings.partition(|ring| turning(ring) > 0.0);
    let mut pieces: Vec<_> = outers.iter().map(|outer| Polygon::new(LineString(outer.clone()), Vec::new())).collect();
    for hole in holes {
        let corners_in = |outer: &Vec<Coord<f64>>| hole.iter().filter(|corner| holds(outer, **corner)).count();
        let home = (0..outers.len()).max_by_key(|number| corners_in(&outers[*number]));
        if let Some(piece) = home.and_then(|number| pieces.get_mut(number)) {
            piece.interiors_push(LineString(hole));
        }
    }
    pieces
}

/// Whether `corner` lies in the open ring `outer`, by the parity of edges east of it.
fn holds(outer: &[Coord<f64>], corner: Coord<f64>) -> bool {
    let before = outer.iter().cycle().skip(outer.len().saturating_sub(1));
    let crossed = before.zip(outer).filter(|(a, b)| {
        (a.y > corner.y) != (b.y > corner.y) && corner.x < a.x + (corner.y - a.y) / (b.y - a.y) * (b.x - a.x)
    });
    crossed.count() % 2 == 1
}

/// The pieces of `line`, or `None` where it does not cross.
fn line_pieces(line: &LineString<f64>) -> Option<Vec<LineString<f64>>> {
    let run = Run::new(line);
    if !run.crosses() {
        return None;
    }
    let positions: Vec<_> =
        run.exact.iter().zip(&run.turns).map(|(exact, turns)| Place { exact: *exact, turns: *turns }).collect();
    let mut pieces: Vec<Vec<Coord<f64>>> = Vec::new();
    let mut map = None;
    for (from, to) in positions.windows(2).flat_map(|edge| halves(edge[0], edge[1])) {
        let here = map_of(from, to).or(map).unwrap_or(0.0);
        if map != Some(here) {
            pieces.push(vec![from.on_map(here)]);
        }
        map = Some(here);
        pieces.last_mut()?.push(to.on_map(here));
    }
    pieces.iter_mut().for_each(Vec::dedup);
    pieces.retain(|piece| piece.len() > 1);
    (!pieces.is_empty()).then(|| pieces.into_iter().map(LineString).collect())
}

/// A position of the unrolled map: the exact one, and the whole turns added to its longitude.
#[derive(Clone, Copy)]
struct Place {
    exact: Coord<f64>,
    turns: f64,
}

impl Place {
    /// The position on the copy of the map that lies `map` turns to the east.
    fn on_map(self, map: f64) -> Coord<f64> {
        Coord { x: self.exact.x + (self.turns - map) * TURN_DEG, y: self.exact.y }
    }
}

/// The edge in one part, or in two where it runs over an antimeridian of the unrolled map.
fn halves(from: Place, to: Place) -> Vec<(Place, Place)> {
    let (west_deg, east_deg) = {
        let (from_deg, to_deg) = (from.on_map(0.0).x, to.on_map(0.0).x);
        (from_deg.min(to_deg), from_deg.max(to_deg))
    };
    let turns = ((east_deg - CUT_DEG) / TURN_DEG).ceil() - 1.0;
    let cut_deg = CUT_DEG + turns * TURN_DEG;
    if cut_deg <= west_deg || cut_deg >= east_deg {
        return vec![(from, to)];
    }
    let cut = Place { exact: on_cut(from.on_map(turns), to.on_map(turns)), turns };
    vec![(from, cut), (cut, to)]
}

/// Which copy of the map an edge lies on, in turns; `None` for one that runs along an antimeridian.
fn map_of(from: Place, to: Place) -> Option<f64> {
    let middle_deg = f64::midpoint(from.on_map(0.0).x, to.on_map(0.0).x);
    let along = ((middle_deg - CUT_DEG) / TURN_DEG).fract().abs() < f64::EPSILON;
    (!along).then(|| (middle_deg / TURN_DEG).round())
}

/// A longitude next to ±180 as ±180.
fn snapped(at: Coord<f64>) -> Coord<f64> {
    let near = (at.x.abs() - CUT_DEG).abs() < SNAP_DEG;
    Coord { x: if near { CUT_DEG.copysign(at.x) } else { at.x }, y: at.y }
}
