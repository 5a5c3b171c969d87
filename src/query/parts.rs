//! The parts in which extents are searched. Not responsible for searching them.

use geo_types::{Coord, LineString, MultiLineString, MultiPolygon};

use crate::geometry::patch::{Patch, Sector, place};
use crate::geometry::ring::unwrapped;
use crate::geometry::triangles::Triangles;
use crate::lonlat::LonLat;
use crate::query::reach::{Field, Part, Spot};

/// Sectors that a disc is searched in at first.
const SECTORS: u32 = 16;
/// Metres per degree of latitude, rounded down, so that an envelope is rather too large.
const DEGREE_M: f64 = 110_500.0;

/// An area's triangles, each corner measured once.
pub(super) struct Cover {
    cut: Triangles,
    /// What is known at each corner.
    pub(super) corners: Vec<Spot>,
}

impl Cover {
    pub(super) fn of(field: &Field<'_>, outline: &MultiPolygon<f64>) -> Self {
        let cut = Triangles::of(outline);
        let places: Vec<LonLat> = cut.corners.iter().map(|at| place(*at)).collect();
        Self { corners: field.measured(&places), cut }
    }

    pub(super) fn triangles(&self) -> Vec<Part> {
        let part = |numbers: &[usize; 3]| Part {
            patch: Patch::Triangle(numbers.map(|number| self.cut.corners[number])),
            corners: numbers.iter().map(|number| self.corners[*number]).collect(),
        };
        self.cut.triangles.iter().map(part).collect()
    }

    pub(super) fn edges(&self) -> Vec<Part> {
        let part = |numbers: &[usize; 2]| Part {
            patch: Patch::Segment(numbers.map(|number| self.cut.corners[number])),
            corners: numbers.iter().map(|number| self.corners[*number]).collect(),
        };
        self.cut.edges.iter().map(part).collect()
    }
}

/// A disc's sectors.
pub(super) fn sectors(centre: LonLat, radius_m: f64) -> Vec<Patch> {
    let towards = |number: u32| 360.0 * f64::from(number) / f64::from(SECTORS);
    let sector = |number: u32| {
        let bearings_deg = [towards(number), towards(number + 1)];
        Patch::Sector(Sector { centre, bearings_deg, radii_m: [0.0, radius_m] })
    };
    (0..SECTORS).map(sector).collect()
}

/// The edges of lines, each the short way round.
pub(super) fn segments(lines: &MultiLineString<f64>) -> Vec<Patch> {
    let pairs = |line: &LineString<f64>| {
        let coords = unwrapped(&line.0).coords;
        coords.windows(2).map(|pair| Patch::Segment([pair[0], pair[1]])).collect::<Vec<_>>()
    };
    lines.iter().flat_map(pairs).collect()
}

/// A box that holds all places within a width of lines, in triangles; longitudes may leave −180..=180.
pub(super) fn envelope(lines: &MultiLineString<f64>, width_m: f64) -> Vec<Patch> {
    let coords: Vec<Coord<f64>> = lines.iter().flat_map(|line| unwrapped(&line.0).coords).collect();
    let least = |of: fn(&Coord<f64>) -> f64| coords.iter().map(of).fold(f64::INFINITY, f64::min);
    let greatest = |of: fn(&Coord<f64>) -> f64| coords.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
    let margin = width_m / DEGREE_M;
    let south = (least(|at| at.y) - margin).max(-90.0);
    let north = (greatest(|at| at.y) + margin).min(90.0);
    // a circle reaches no farther east than its radius over the cosine of the farthest latitude that it reaches
    let cos = south.abs().max(north.abs()).to_radians().cos();
    let beside = if south > -90.0 && north < 90.0 { margin / cos } else { f64::INFINITY };
    let (west, east) = (least(|at| at.x) - beside, greatest(|at| at.x) + beside);
    let (west, east) = if east - west < 360.0 { (west, east) } else { (-180.0, 180.0) };
    let at = |x: f64, y: f64| Coord { x, y };
    let [sw, se, ne, nw] = [at(west, south), at(east, south), at(east, north), at(west, north)];
    vec![Patch::Triangle([sw, se, ne]), Patch::Triangle([sw, ne, nw])]
}
