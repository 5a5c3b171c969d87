//! Longitudes of rings and lines as one runs along them, across ±180° where they cross it. Not responsible for inside
//! and outside: see `containment`.

use geo_types::{Coord, LineString, Polygon};

/// The latitude, beyond a pole, over which a ring round it is closed, so that the pole itself is inside: any would do.
const BEYOND_POLE_DEG: f64 = 91.0;
/// A ring comes back to its start (0°) or goes round a pole (±360°): any number between tells the two apart.
const ROUND_FROM_DEG: f64 = 1.0;

/// The outer ring of `polygon`, then its holes.
pub fn rings(polygon: &Polygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}

/// The shorter way from one longitude to another, −180..=180 degrees; half a turn keeps its direction.
#[must_use]
pub fn longitude_step_deg(from_deg: f64, to_deg: f64) -> f64 {
    let step = to_deg - from_deg;
    if step > 180.0 {
        step - 360.0
    } else if step < -180.0 {
        step + 360.0
    } else {
        step
    }
}

/// A ring or line with its longitudes made continuous.
#[derive(Debug, Clone, PartialEq)]
pub struct Unwrapped {
    /// Its positions; longitudes may leave −180..=180.
    pub coords: Vec<Coord<f64>>,
    /// By how many degrees its end lies east of its start: 0, or ±360 for a ring round a pole.
    pub turn_deg: f64,
}

/// `coords` with each step taken the short way round.
///
/// Steps of exactly 360° (from −180 to 180) are literal when the ring has one in each direction, as a box round the whole
/// world or a belt between two latitudes has; a single one joins the same meridian's two names.
#[must_use]
pub fn unwrapped(coords: &[Coord<f64>]) -> Unwrapped {
    let literal = goes_round_and_back(coords);
    let mut out = Vec::with_capacity(coords.len());
    let mut lon = coords.first().map_or(0.0, |first| first.x);
    let mut previous = lon;
    for coord in coords {
        let raw = coord.x - previous;
        lon += if literal && raw.abs() >= 360.0 { raw } else { longitude_step_deg(previous, coord.x) };
        previous = coord.x;
        out.push(Coord { x: snapped(lon, coord.x), y: coord.y });
    }
    let turn_deg = out.last().map_or(0.0, |last| last.x) - coords.first().map_or(0.0, |first| first.x);
    Unwrapped { turn_deg: if turn_deg.abs() < ROUND_FROM_DEG { 0.0 } else { turn_deg }, coords: out }
}

impl Unwrapped {
    /// The corners over which a ring that goes round a pole is closed, from its end to its start: the pole is the
    /// one on whose side of the equator the ring runs, its latitude averaged over longitude. Empty for all other rings.
    ///
    /// They lie a degree beyond the pole, so that the pole itself is inside.
    #[must_use]
    pub fn over_the_pole(&self) -> Vec<Coord<f64>> {
        let (Some(&first), Some(&last)) = (self.coords.first(), self.coords.last()) else { return Vec::new() };
        if self.turn_deg == 0.0 {
            return Vec::new();
        }
        let twice_lat_by_lon: f64 = self.coords.windows(2).map(|p| (p[0].y + p[1].y) * (p[1].x - p[0].x)).sum();
        let beyond = if twice_lat_by_lon * self.turn_deg < 0.0 { -BEYOND_POLE_DEG } else { BEYOND_POLE_DEG };
        vec![last, Coord { x: last.x, y: beyond }, Coord { x: first.x, y: beyond }, first]
    }
}

/// Twice the signed area in the lon/lat plane, positive when counter-clockwise.
#[must_use]
pub fn turning(coords: &[Coord<f64>]) -> f64 {
    let Some(origin) = coords.first() else { return 0.0 };
    coords
        .windows(2)
        .map(|pair| (pair[0].x - origin.x) * (pair[1].y - origin.y) - (pair[1].x - origin.x) * (pair[0].y - origin.y))
        .sum()
}

fn goes_round_and_back(coords: &[Coord<f64>]) -> bool {
    let whole_turns = |sign: f64| coords.windows(2).any(|pair| (pair[1].x - pair[0].x) * sign >= 360.0);
    whole_turns(1.0) && whole_turns(-1.0)
}

/// The exact longitude, or the exact longitude plus whole turns: sums of steps must not drift.
fn snapped(lon_deg: f64, exact_deg: f64) -> f64 {
    exact_deg + ((lon_deg - exact_deg) / 360.0).round() * 360.0
}
