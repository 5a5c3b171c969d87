//! Parts of lines, areas and discs, and between which bounds a distance stays on one of them. Not responsible for searching.
//!
//! Let q be a point and d(·, q) the geodesic distance to it. On WGS 84 the Gaussian curvature is at most 1/b², so up to π·b/2 from q
//! the distance is convex along geodesics (Hessian comparison), and up to 3π·b/4 its second derivative is at least −1/b. Along a
//! curve c(t) the second derivative of d(c(t), q) is therefore at least −|Dc'/dt|, the curve's own turning, so that over t in 0..=1
//! it exceeds the greater of its ends by an eighth of that at most. A triangle is swept by segments from a corner to points of a
//! segment, a sector by pieces of geodesics between two arcs: in both the distance exceeds that at the corners by
//! [`Patch::bend_m`] at most.

use geo_types::Coord;

use crate::geometry::balance::MOST;
use crate::geometry::bounds::RADIUS_MAX_M;
use crate::geometry::ecef::{ECCENTRICITY2, EQUATORIAL_RADIUS_M, POLAR_RADIUS_M};
use crate::geometry::edge::{MERIDIAN_CHANGE, SURFACE_BEND};
use crate::geometry::geodesic::destination;
use crate::geometry::ring::longitude_step_deg;
use crate::lonlat::LonLat;
use crate::units::{Degrees, Metres};

/// Up to here the distance to a point is convex along geodesics: π·b/2.
const CONVEX_TO_M: f64 = std::f64::consts::FRAC_PI_2 * POLAR_RADIUS_M;
/// Up to here its second derivative along them is at least −1/b: 3π·b/4.
const BENT_TO_M: f64 = 1.5 * CONVEX_TO_M;
/// Up to this radius the geodesic curvature of a circle is at most that of a circle in the plane: x·|cot x| ≤ 1 up to x = 2.02.
const ROUND_TO_M: f64 = 2.0 * POLAR_RADIUS_M;
/// The mean radius by which sizes of sectors are told.
pub(crate) const MEAN_RADIUS_M: f64 = 6_371_008.8;
/// Nodes and weights of Gauss's rule over 0..=1, exact for polynomials of degree five.
const GAUSS: [(f64, f64); 3] =
    [(0.112_701_665_379_258_3, 5.0 / 18.0), (0.5, 8.0 / 18.0), (0.887_298_334_620_741_7, 5.0 / 18.0)];

/// A part of an extent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Patch {
    /// Of a line, straight in lon/lat; longitudes may leave −180..=180.
    Segment([Coord<f64>; 2]),
    /// Of an area, its edges straight in lon/lat; longitudes may leave −180..=180.
    Triangle([Coord<f64>; 3]),
    /// Of a disc.
    Sector(Sector),
}

/// All places between two bearings and two distances from a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sector {
    /// From where.
    pub centre: LonLat,
    /// The bearings; at most half a turn apart.
    pub bearings_deg: [f64; 2],
    /// The distances, the nearer first.
    pub radii_m: [f64; 2],
}

/// A patch cut in two.
#[derive(Debug, Clone, PartialEq)]
pub struct Halves {
    /// The two.
    pub halves: [Patch; 2],
    /// Their corners that the whole did not have.
    pub fresh: Vec<LonLat>,
    /// For each half: which corner of the whole makes place for which of the fresh ones.
    pub replaced: [Vec<(usize, usize)>; 2],
}

/// The box of a few positions in radians, with the greatest sine and cosine of its latitudes.
struct Span {
    dlat: f64,
    dlon: f64,
    sin: f64,
    cos: f64,
}

impl Patch {
    /// How many corners it has: two to four.
    #[must_use]
    pub const fn count(&self) -> usize {
        match self {
            Self::Segment(_) => 2,
            Self::Triangle(_) => 3,
            Self::Sector(_) => 4,
        }
    }

    /// Its corners.
    #[must_use]
    pub fn corners(&self) -> Vec<LonLat> {
        match self {
            Self::Segment(ends) => ends.iter().copied().map(place).collect(),
            Self::Triangle(corners) => corners.iter().copied().map(place).collect(),
            Self::Sector(sector) => (0..4).map(|number| sector.corner(number)).collect(),
        }
    }

    /// The place that its corners make in these shares, which sum to 1.
    #[must_use]
    pub fn mixed(&self, shares: &[f64; MOST]) -> LonLat {
        match self {
            Self::Segment(corners) => mixed(corners, shares),
            Self::Triangle(corners) => mixed(corners, shares),
            Self::Sector(sector) => {
                let mix = |of: &dyn Fn(usize) -> f64| (0..4).map(|number| shares[number] * of(number)).sum::<f64>();
                let bearing_deg = mix(&|number| sector.bearings_deg[number % 2]);
                let radius_m = mix(&|number| sector.radii_m[number / 2]);
                destination(sector.centre, Degrees::new(bearing_deg), Metres::new(radius_m))
            }
        }
    }

    /// A length that the geodesic from corner `number` to any place of the patch does not exceed.
    #[must_use]
    pub fn reach_m(&self, number: usize) -> f64 {
        let straight = |corners: &[Coord<f64>]| {
            let cos = Span::of(corners).cos;
            corners.iter().map(|to| pace_m(corners[number], *to, cos)).fold(0.0, f64::max)
        };
        match self {
            Self::Segment(ends) => straight(ends),
            Self::Triangle(corners) => straight(corners),
            Self::Sector(sector) => sector.radii_m[1] - sector.radii_m[0] + sector.arc_m(),
        }
    }

    /// By how much at most the distance to a point, which is `farthest_m` or less from all of the patch, exceeds the greatest of
    /// those from the corners; the same for a mix of several such distances. `None` where nothing is known of it.
    ///
    /// # Accuracy
    /// A true upper bound; it falls with the square of the patch's size.
    #[must_use]
    pub fn bend_m(&self, farthest_m: f64) -> Option<f64> {
        if farthest_m > BENT_TO_M {
            return None;
        }
        let (turn_m, length2_m2) = match self {
            Self::Segment(ends) => (Span::of(ends).turn_m(), self.reach_m(0).powi(2)),
            Self::Triangle(corners) => {
                let longest_m = self.reach_m(0).max(self.reach_m(1));
                (2.0 * Span::of(corners).turn_m(), 2.0 * longest_m * longest_m)
            }
            Self::Sector(sector) if sector.radii_m[1] > ROUND_TO_M => return None,
            Self::Sector(sector) => {
                let [near_m, far_m] = sector.radii_m;
                (sector.arc_m() * sector.turn_rad(), (far_m - near_m).powi(2) + sector.arc_m().powi(2))
            }
        };
        let beyond_m = if farthest_m > CONVEX_TO_M { length2_m2 / POLAR_RADIUS_M } else { 0.0 };
        Some((turn_m + beyond_m) / 8.0)
    }

    /// Its size: metres for a segment, square metres for the rest.
    ///
    /// # Accuracy
    /// For shares: a millionth for segments and triangles below some ten degrees; sectors as on a sphere.
    #[must_use]
    pub fn size(&self) -> f64 {
        match self {
            Self::Segment([a, b]) => {
                let (dlat, dlon) = ((b.y - a.y).to_radians(), (b.x - a.x).to_radians());
                let pace = |t: f64| {
                    let (meridian_m, parallel_m) = radii_m((a.y + t * (b.y - a.y)).to_radians());
                    (meridian_m * dlat).hypot(parallel_m * dlon)
                };
                GAUSS.iter().map(|(t, weight)| weight * pace(*t)).sum()
            }
            Self::Triangle(corners) => triangle_m2(corners),
            Self::Sector(sector) => {
                // cos a − cos b as a product, which loses no digits where both are small
                let [near, far] = sector.radii_m.map(|radius_m| radius_m / MEAN_RADIUS_M);
                let fall = 2.0 * f64::midpoint(near, far).sin() * ((far - near) / 2.0).sin();
                MEAN_RADIUS_M * MEAN_RADIUS_M * sector.turn_rad() * fall
            }
        }
    }

    /// It cut in two where it is longest.
    #[must_use]
    pub fn halves(&self) -> Halves {
        match self {
            Self::Segment(ends) => {
                let middle = middle(ends[0], ends[1]);
                let halves = [Self::Segment([ends[0], middle]), Self::Segment([middle, ends[1]])];
                Halves { halves, fresh: vec![place(middle)], replaced: [vec![(1, 0)], vec![(0, 0)]] }
            }
            Self::Triangle(corners) => {
                let (from, to) = longest_side(corners);
                let middle = middle(corners[from], corners[to]);
                let with = |number: usize| {
                    let mut half = *corners;
                    half[number] = middle;
                    Self::Triangle(half)
                };
                let replaced = [vec![(to, 0)], vec![(from, 0)]];
                Halves { halves: [with(to), with(from)], fresh: vec![place(middle)], replaced }
            }
            Self::Sector(sector) => sector.halves(),
        }
    }
}

impl Sector {
    /// Corner `number` of four: the nearer two, then the farther two, each in the order of the bearings.
    fn corner(&self, number: usize) -> LonLat {
        let (bearing_deg, radius_m) = (self.bearings_deg[number % 2], self.radii_m[number / 2]);
        destination(self.centre, Degrees::new(bearing_deg), Metres::new(radius_m))
    }

    fn turn_rad(&self) -> f64 {
        (self.bearings_deg[1] - self.bearings_deg[0]).to_radians()
    }

    /// A length that its farther arc does not exceed: geodesics from one place part no faster than in the plane.
    fn arc_m(&self) -> f64 {
        self.radii_m[1] * self.turn_rad()
    }

    fn halves(&self) -> Halves {
        let ([from, to], [near, far]) = (self.bearings_deg, self.radii_m);
        // an arc bends, a geodesic does not: bearings are cut first
        if self.arc_m() >= far - near {
            let middle = f64::midpoint(from, to);
            let halves = [[from, middle], [middle, to]].map(|bearings_deg| Self { bearings_deg, ..*self });
            let fresh = vec![halves[0].corner(1), halves[0].corner(3)];
            let replaced = [vec![(1, 0), (3, 1)], vec![(0, 0), (2, 1)]];
            Halves { halves: halves.map(Patch::Sector), fresh, replaced }
        } else {
            let middle = f64::midpoint(near, far);
            let halves = [[near, middle], [middle, far]].map(|radii_m| Self { radii_m, ..*self });
            let fresh = vec![halves[0].corner(2), halves[0].corner(3)];
            let replaced = [vec![(2, 0), (3, 1)], vec![(0, 0), (1, 1)]];
            Halves { halves: halves.map(Patch::Sector), fresh, replaced }
        }
    }
}

impl Span {
    fn of(corners: &[Coord<f64>]) -> Self {
        let (mut south, mut north, mut west, mut east) = (f64::INFINITY, -f64::INFINITY, f64::INFINITY, -f64::INFINITY);
        for corner in corners {
            (south, north) = (south.min(corner.y), north.max(corner.y));
            (west, east) = (west.min(corner.x), east.max(corner.x));
        }
        let (low, high) = (south.to_radians(), north.to_radians());
        Self {
            dlat: high - low,
            dlon: (east - west).to_radians(),
            sin: low.sin().abs().max(high.sin().abs()),
            cos: if low * high <= 0.0 { 1.0 } else { low.cos().max(high.cos()).max(0.0) },
        }
    }

    /// How strongly, at most, a straight line in lon/lat across it turns, per unit of its share squared: as `Edge::turn_m`.
    fn turn_m(&self) -> f64 {
        let Self { dlat, dlon, sin, cos } = self;
        let turn = MERIDIAN_CHANGE * dlat * dlat + 2.0 * sin * dlat * dlon + cos * sin * dlon * dlon;
        RADIUS_MAX_M * SURFACE_BEND * turn
    }
}

/// The place of a position whose longitude may leave −180..=180.
///
/// # Panics
/// When the position is not finite, which no `Shape` is.
#[must_use]
pub fn place(at: Coord<f64>) -> LonLat {
    let lon = if at.x.abs() <= 180.0 { at.x } else { longitude_step_deg(0.0, at.x % 360.0) };
    LonLat::new(lon.clamp(-180.0, 180.0), at.y.clamp(-90.0, 90.0)).expect("a finite position is on Earth")
}

fn mixed(corners: &[Coord<f64>], shares: &[f64; MOST]) -> LonLat {
    let sum =
        |of: &dyn Fn(&Coord<f64>) -> f64| corners.iter().zip(shares).map(|(at, share)| of(at) * share).sum::<f64>();
    place(Coord { x: sum(&|at| at.x), y: sum(&|at| at.y) })
}

/// A length that the straight line in lon/lat does not exceed where cosines of latitudes are at most `cos`.
fn pace_m(from: Coord<f64>, to: Coord<f64>, cos: f64) -> f64 {
    RADIUS_MAX_M * (to.y - from.y).to_radians().hypot(cos * (to.x - from.x).to_radians())
}

fn middle(a: Coord<f64>, b: Coord<f64>) -> Coord<f64> {
    Coord { x: f64::midpoint(a.x, b.x), y: f64::midpoint(a.y, b.y) }
}

fn longest_side(corners: &[Coord<f64>; 3]) -> (usize, usize) {
    let cos = Span::of(corners).cos;
    let length = |side: &(usize, usize)| pace_m(corners[side.0], corners[side.1], cos);
    let sides = [(0, 1), (1, 2), (2, 0)];
    sides.into_iter().reduce(|a, b| if length(&b) > length(&a) { b } else { a }).unwrap_or((0, 1))
}

/// Metres per radian of latitude and of longitude.
fn radii_m(lat_rad: f64) -> (f64, f64) {
    let (sin, cos) = lat_rad.sin_cos();
    let w2 = 1.0 - ECCENTRICITY2 * sin * sin;
    let prime_vertical_m = EQUATORIAL_RADIUS_M / w2.sqrt();
    (prime_vertical_m * (1.0 - ECCENTRICITY2) / w2, prime_vertical_m * cos.max(0.0))
}

/// How much surface a square degree of the lon/lat plane is at a latitude, in square metres per square radian.
#[must_use]
pub fn density_m2(lat_deg: f64) -> f64 {
    let (meridian_m, parallel_m) = radii_m(lat_deg.to_radians());
    meridian_m * parallel_m
}

/// Its width at each latitude, summed up: it grows to the middle corner's latitude and falls from there.
fn triangle_m2(corners: &[Coord<f64>; 3]) -> f64 {
    let mut by_lat = *corners;
    by_lat.sort_by(|a, b| a.y.total_cmp(&b.y));
    let [low, mid, high] = by_lat;
    if high.y <= low.y {
        return 0.0;
    }
    let across = low.x + (mid.y - low.y) / (high.y - low.y) * (high.x - low.x);
    let width = (mid.x - across).abs().to_radians();
    let part = |tip_deg: f64| {
        let height = (tip_deg - mid.y).abs().to_radians();
        let at = |t: &f64| density_m2(tip_deg + t * (mid.y - tip_deg)) * t * width;
        height * GAUSS.iter().map(|(t, weight)| weight * at(t)).sum::<f64>()
    };
    part(low.y) + part(high.y)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::geodesic::distance;

    fn at(x: f64, y: f64) -> Coord<f64> {
        Coord { x, y }
    }

    fn patches() -> Vec<Patch> {
        let centre = |lon: f64, lat: f64| LonLat::new(lon, lat).unwrap();
        let mut found = Vec::new();
        for (x, y, size) in
            [(62.0, 26.0, 0.5), (62.0, 26.0, 8.0), (179.0, -50.0, 6.0), (10.0, 84.0, 5.5), (0.0, -2.0, 30.0)]
        {
            found.push(Patch::Segment([at(x, y), at(x + 2.0 * size, y + size)]));
            found.push(Patch::Triangle([at(x, y), at(x + 2.0 * size, y + 0.3 * size), at(x + 0.5 * size, y + size)]));
            let sector = Sector {
                centre: centre(x, y),
                bearings_deg: [20.0, 20.0 + 8.0 * size.min(20.0)],
                radii_m: [0.0, 1.1e5 * size],
            };
            found.push(Patch::Sector(sector));
            found.push(Patch::Sector(Sector { radii_m: [5e4 * size, 2e5 * size], ..sector }));
        }
        found
    }

    /// Referee: the distances from many places of the patch.
    #[test]
    fn bounds_hold_on_all_of_a_patch() {
        let askers =
            [(61.0, 25.0), (62.3, 26.2), (70.0, 80.0), (-170.0, -40.0), (-60.0, -20.0), (-118.0, -26.0), (0.0, 90.0)];
        for patch in patches() {
            let corners = patch.corners();
            for (lon, lat) in askers {
                let q = LonLat::new(lon, lat).unwrap();
                let at_corners = corners.iter().map(|corner| distance(*corner, q).value()).fold(0.0, f64::max);
                let bend_m = patch.bend_m(at_corners + patch.reach_m(0));
                for step in 0..900 {
                    let (i, j) = (f64::from(step % 30) / 29.0, f64::from(step / 30) / 29.0);
                    let shares = match patch.count() {
                        2 => [i, 1.0 - i, 0.0, 0.0],
                        3 => [i, (1.0 - i) * j, (1.0 - i) * (1.0 - j), 0.0],
                        _ => [i * j, (1.0 - i) * j, i * (1.0 - j), (1.0 - i) * (1.0 - j)],
                    };
                    let spot = patch.mixed(&shares);
                    let off_m = distance(spot, q).value() - at_corners;
                    assert!(
                        bend_m.is_none_or(|bend_m| off_m <= bend_m + 1e-3),
                        "{patch:?} {q}: {off_m} over {bend_m:?}"
                    );
                    for (number, corner) in corners.iter().enumerate() {
                        assert!(distance(*corner, spot).value() <= patch.reach_m(number) + 1e-3, "{patch:?} {number}");
                    }
                }
            }
        }
    }

    /// Referee: the whole.
    #[test]
    fn halves_are_the_whole() {
        for patch in patches() {
            let Halves { halves, fresh, replaced } = patch.halves();
            let sizes: f64 = halves.iter().map(Patch::size).sum();
            assert!((sizes / patch.size() - 1.0).abs() < 1e-5, "{patch:?}: {sizes} of {}", patch.size());
            for (half, replaced) in halves.iter().zip(replaced) {
                let mut corners = patch.corners();
                for (number, new) in replaced {
                    corners[number] = fresh[new];
                }
                for (a, b) in corners.iter().zip(half.corners()) {
                    assert!(distance(*a, b).value() < 1e-6, "{patch:?}");
                }
            }
        }
    }
}
