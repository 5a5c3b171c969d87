//! Between which bounds the distance from an event lies that was somewhere in a point, a disc, an area, a band.
//! Not responsible for where it may have been: see `model::extent`; nor for how the bounds are searched: see `reach`.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::OnceLock;

use geo_types::{MultiLineString, MultiPolygon};

use crate::atlas::whole::Atlas;
use crate::geometry::containment::{Container, Position};
use crate::geometry::edge::EdgeModel;
use crate::geometry::geodesic;
use crate::geometry::patch::Patch;
use crate::index::segments::SegmentIndex;
use crate::lonlat::LonLat;
use crate::model::extent::{Area, Band, Extent};
use crate::query::distance::{Measurement, Side, Target};
use crate::query::kept::{Kept, address};
use crate::query::neighbours::Neighbours;
use crate::query::parts::{Cover, envelope, sectors, segments};
use crate::query::reach::{Extreme, Field, Limit, Part, Spot};
use crate::query::share::share_within;
use crate::units::{Degrees, Metres};

/// No two places are farther apart: half a meridian, rounded up.
const FARTHEST_M: f64 = 20_003_932.0;
/// A disc of this radius or more is most of a hemisphere: that it reaches as far as it can is all that is told.
const VAST_M: f64 = 5e6;

/// Between which bounds a distance lies, and where it is least and greatest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval<'t> {
    /// No place of the extent is nearer.
    pub min: Metres,
    /// No place of the extent is farther.
    pub max: Metres,
    /// What is measured from the place found to be nearest: its distance may exceed `min` by a metre.
    pub nearest: Measurement<'t>,
    /// The place of the extent found to be nearest.
    pub at_min: LonLat,
    /// The place of the extent found to be farthest.
    pub at_max: LonLat,
}

/// Measures from extents to a target, and keeps what it found for areas, bands and lines.
///
/// # Example
/// ```
/// use sarhad::model::extent::Extent;
/// use sarhad::query::{distance::Target, interval::Ruler};
/// use sarhad::{Atlas, LonLat, Metres};
///
/// let atlas = Atlas::built_in();
/// let border = Target::named(&atlas, "border/IR-PK")?;
/// let ruler = Ruler::new(&atlas, &border);
/// // somewhere within 10 km of Zahedan, which is 25.56 km from the border
/// let found = ruler.interval(&Extent::Disc { centre: LonLat::new(60.8629, 29.4963)?, radius: Metres::from_km(10.0) });
/// assert_eq!(found.min.to_string(), "15.56 km");
/// assert!(found.max <= Metres::from_km(35.57));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Ruler<'a> {
    atlas: &'a Atlas,
    field: Field<'a>,
    intervals: Kept<usize, Interval<'a>>,
    shares: Kept<(usize, u64), f64>,
    /// The target's own edges, where they are straight.
    drawn: OnceLock<BTreeSet<EdgeKey>>,
    neighbours: OnceLock<Neighbours<'a>>,
}

/// The bits of an edge's four coordinates, the lesser end first.
type EdgeKey = [u64; 4];

impl<'a> Ruler<'a> {
    /// The ruler that measures to `target`.
    #[must_use]
    pub fn new(atlas: &'a Atlas, target: &'a Target<'a>) -> Self {
        let field = Field { target, limit: None };
        Self {
            atlas,
            field,
            intervals: Kept::default(),
            shares: Kept::default(),
            drawn: OnceLock::new(),
            neighbours: OnceLock::new(),
        }
    }

    /// On which side of the target all of `extent` lies, of which `interval` was found; `None` where some of it may lie on
    /// another, or where it is not known.
    #[must_use]
    pub fn side(&self, extent: &Extent, interval: &Interval<'a>) -> Option<Side<'a>> {
        let target = self.field.target;
        let nearest = interval.nearest.side;
        match extent {
            Extent::Point(_) => nearest,
            _ if !target.tells_sides() => None,
            // the outlines of a target's own areas belong to it: what none of them touches is in one of them, or in none
            Extent::Disc { .. } if target.has_own_sides() => nearest.filter(|_| interval.min > Metres::ZERO),
            _ if target.has_own_sides() => None,
            Extent::Disc { centre, radius } => {
                self.country_round(*centre, *radius).filter(|_| interval.min > Metres::ZERO)
            }
            Extent::Area(area) => self.country(area.country.as_deref()?),
            Extent::Band(band) => self.country(band.within.as_ref()?.country.as_deref()?),
            Extent::Points(_) | Extent::Line(_) => None,
        }
    }

    /// The country whose outline is farther than `radius`.
    fn country_round(&self, centre: LonLat, radius: Metres) -> Option<Side<'a>> {
        let neighbours = self.neighbours.get_or_init(|| Neighbours::new(self.atlas));
        let (country, edge) = neighbours.country_and_edge(centre)?;
        Some(Side::Of(&country.id)).filter(|_| edge > radius)
    }

    /// How far each of `places` is, in their order.
    pub(super) fn measured_each(&self, places: &[LonLat]) -> Vec<Measurement<'a>> {
        self.field.target.measure_each(self.atlas, places)
    }

    fn country(&self, code: &str) -> Option<Side<'a>> {
        self.atlas.countries().names.iter().find(|card| card.id == code).map(|card| Side::Of(&card.id))
    }

    /// Between which bounds the distance from a place of `extent` lies.
    ///
    /// # Accuracy
    /// Never on the unsafe side: no place of the extent is nearer than `min` or farther than `max`, up to the tenth of a millimetre to
    /// which distances themselves are known. Both are within a metre of what is true up to 900 km, most within a centimetre, and
    /// within a ten-thousandth beyond; exact for points, for the nearest place of a disc, and where the least distance is 0. Where
    /// that would take more than 400,000 parts, or 8,000 beyond 900 km, as it may where a band is cut to an area, the bound that is
    /// proven by then is told, and for discs of 5,000 km or more the sum of radius and distance. A band that has no place in the
    /// area that it is cut to is measured whole.
    ///
    /// # Not unique
    /// Of several equally near or far places one, always the same.
    ///
    /// # Cost
    /// Microseconds for points, less than a millisecond for discs; for areas a microsecond or two for each position of the
    /// outline, once for the same `Arc`.
    ///
    /// # Panics
    /// When an extent has no place: `Points` without points, a line or an area without positions.
    #[must_use]
    pub fn interval(&self, extent: &Extent) -> Interval<'a> {
        match address(extent) {
            Some(address) => self.intervals.or_found(address, extent, || self.found(extent)),
            None => self.found(extent),
        }
    }

    /// Which share of the places of `extent`, 0..=1, is within `distance` of the target: of a line by length, of points by number,
    /// of all else by area, as if each place were as likely as any other.
    ///
    /// # Accuracy
    /// 1 where [`Ruler::interval`] ends within `distance` and 0 where it begins beyond; between them a ten-thousandth for areas, bands and
    /// lines, and a thousandth for discs of more than 500 km, whose area is told as on a sphere. A band that has no place in
    /// the area that it is cut to is measured whole.
    ///
    /// # Cost
    /// Some ten milliseconds, once for the same `Arc` and distance.
    ///
    /// # Panics
    /// As [`Ruler::interval`].
    #[must_use]
    pub fn share_within(&self, extent: &Extent, distance: Metres) -> f64 {
        let found = self.interval(extent);
        if found.max <= distance {
            return 1.0;
        }
        if found.min > distance {
            return 0.0;
        }
        match address(extent) {
            Some(address) => self
                .shares
                .or_found((address, distance.value().to_bits()), extent, || self.share(extent, distance.value())),
            None => self.share(extent, distance.value()),
        }
    }

    fn share(&self, extent: &Extent, distance_m: f64) -> f64 {
        let field = &self.field;
        let share = |parts: Vec<Part>| share_within(field, parts, distance_m);
        let found = match extent {
            Extent::Point(at) => return self.count(std::slice::from_ref(at), distance_m),
            Extent::Points(places) => return self.count(places, distance_m),
            Extent::Disc { centre, radius } => share(field.parts(&sectors(*centre, radius.value().min(FARTHEST_M)))),
            Extent::Line(line) => share(field.parts(&segments(line))),
            Extent::Area(area) => share(Cover::of(field, &area.outline).triangles()),
            Extent::Band(band) => {
                let field = self.near(band);
                let cut = band.within.as_ref().map(|area| Cover::of(&field, &area.outline).triangles());
                let cut = cut.and_then(|parts| share_within(&field, parts, distance_m));
                let whole = || field.parts(&envelope(&band.line, band.width.value()));
                cut.or_else(|| share_within(&field, whole(), distance_m))
            }
        };
        found.unwrap_or(0.0)
    }

    /// Whether each of `places`, in their order, is within `distance` of the target.
    #[must_use]
    pub fn within_each(&self, places: &[LonLat], distance: Metres) -> Vec<bool> {
        self.field.target.reach_of_each(places).map(|(found, _)| found <= distance).collect()
    }

    fn count(&self, places: &[LonLat], distance_m: f64) -> f64 {
        let spots = self.field.measured(places);
        spots.iter().filter(|spot| spot.distance_m <= distance_m).count() as f64 / spots.len() as f64
    }

    /// The field of which only places of the band count.
    fn near(&self, band: &Band) -> Field<'a> {
        let line = SegmentIndex::new(&band.line, EdgeModel::Rfc7946);
        Field { target: self.field.target, limit: Some(Limit { line, width_m: band.width.value() }) }
    }

    fn found(&self, extent: &Extent) -> Interval<'a> {
        let (least, greatest) = match extent {
            Extent::Point(at) => self.of_places(std::slice::from_ref(at)),
            Extent::Points(places) => self.of_places(places),
            Extent::Disc { centre, radius } => self.of_disc(*centre, radius.value()),
            Extent::Line(line) => self.of_line(line),
            Extent::Area(area) => self.of_area(&area.outline),
            Extent::Band(band) => self.of_band(band),
        };
        Interval {
            min: Metres::new(least.bound_m.max(0.0)),
            max: Metres::new(greatest.bound_m),
            nearest: self.field.target.measure(self.atlas, least.spot.at),
            at_min: least.spot.at,
            at_max: greatest.spot.at,
        }
    }

    fn of_places(&self, places: &[LonLat]) -> (Extreme, Extreme) {
        let spots = self.field.measured(places);
        let exact = |spot: Spot| Extreme { bound_m: spot.distance_m, spot };
        let by = |wins: fn(f64, f64) -> bool| {
            let better = |a: Spot, b: Spot| if wins(b.distance_m, a.distance_m) { b } else { a };
            exact(spots.iter().copied().reduce(better).expect("an extent has a place"))
        };
        (by(|a, b| a < b), by(|a, b| a > b))
    }

    /// Towards the nearest point a disc is nearer by its radius; how much farther it reaches is searched for.
    fn of_disc(&self, centre: LonLat, radius_m: f64) -> (Extreme, Extreme) {
        let radius_m = radius_m.min(FARTHEST_M);
        let middle = self.field.measured(&[centre])[0];
        let towards = geodesic::line(centre, middle.foot).bearing_at_start;
        let to = |bearing: Degrees| geodesic::destination(centre, bearing, Metres::new(radius_m));
        let least_m = middle.distance_m - radius_m;
        let near = if least_m > 0.0 { to(towards) } else { middle.foot };
        let known = self.field.measured(&[near, to(Degrees::new(towards.value() + 180.0)), centre]);
        let cap_m = (middle.distance_m + radius_m).min(FARTHEST_M);
        let search = || self.field.greatest(self.field.parts(&sectors(centre, radius_m)), &known, cap_m);
        let greatest = Some(()).filter(|()| radius_m < VAST_M).and_then(|()| search());
        let least = Extreme { bound_m: least_m.max(0.0), spot: known[0] };
        (least, greatest.unwrap_or(Extreme { bound_m: cap_m, spot: known[1] }))
    }

    /// Edges that the target draws too are on it, from end to end: no bound by single points of it would tell so.
    fn of_line(&self, line: &MultiLineString<f64>) -> (Extreme, Extreme) {
        let own = self.drawn.get_or_init(|| match self.atlas.edges() {
            EdgeModel::Rfc7946 => drawn(self.field.target),
            EdgeModel::Geodesic => BTreeSet::new(),
        });
        let (on, off): (Vec<Patch>, Vec<Patch>) =
            segments(line).into_iter().partition(|edge| own.contains(&key(&edge.corners())));
        let known: Vec<LonLat> = on.iter().flat_map(Patch::corners).collect();
        let (known, parts) = (self.field.measured(&known), self.field.parts(&off));
        let least = self.field.least(parts.clone(), &known, 0.0);
        both((least, self.field.greatest(parts, &known, f64::INFINITY))).expect("a line has a place")
    }

    /// The greatest distance is looked for in all of the area, the least one on its outline, unless the target is inside.
    fn of_area(&self, outline: &MultiPolygon<f64>) -> (Extreme, Extreme) {
        let cover = Cover::of(&self.field, outline);
        let inside = self.start_inside(&Container::new(outline));
        let known: Vec<Spot> = inside.into_iter().chain(cover.corners.iter().copied()).collect();
        let least = self.field.least(cover.edges(), &known, 0.0);
        let greatest = self.field.greatest(cover.triangles(), &known, f64::INFINITY);
        both((least, greatest)).expect("an area has a place")
    }

    /// A place of the target in an area: where there is one, and nowhere else off the outline, the least distance is 0.
    fn start_inside(&self, area: &Container) -> Option<Spot> {
        let start = self.field.target.starts().find(|start| area.position(*start) != Position::Outside)?;
        // what is on the target is no distance from it, whatever rounding says
        let mut spot = self.field.measured(&[start])[0];
        spot.distance_m = 0.0;
        Some(spot)
    }

    /// A band reaches its width farther, both ways, than its line, unless it is cut to an area.
    fn of_band(&self, band: &Band) -> (Extreme, Extreme) {
        let width_m = band.width.value();
        let (line_least, line_greatest) = self.of_line(&band.line);
        let floor_m = (line_least.bound_m - width_m).max(0.0);
        let cap_m = line_greatest.bound_m + width_m;
        let field = self.near(band);
        if let Some(area) = &band.within
            && let Some(found) = of_cut_band(&field, band, area, [floor_m, cap_m])
        {
            return found;
        }
        let near = line_least.spot;
        let at = if near.distance_m <= width_m {
            near.foot
        } else {
            geodesic::destination(near.at, geodesic::bearing(near.at, near.foot), Metres::new(width_m))
        };
        let least = Extreme { bound_m: floor_m, spot: field.measured(&[at])[0] };
        let parts = field.parts(&envelope(&band.line, width_m));
        let greatest = field.greatest(parts, &[line_greatest.spot], cap_m);
        (least, greatest.unwrap_or(Extreme { bound_m: cap_m, spot: line_greatest.spot }))
    }
}

/// `None` where no place of the area was found in the band.
fn of_cut_band(field: &Field<'_>, band: &Band, area: &Area, [floor_m, cap_m]: [f64; 2]) -> Option<(Extreme, Extreme)> {
    let container = Container::new(&area.outline);
    let inside = |place: &LonLat| container.position(*place) != Position::Outside;
    let on_line: Vec<LonLat> = segments(&band.line).iter().flat_map(Patch::corners).filter(inside).collect();
    let starts: Vec<LonLat> = field.target.starts().filter(inside).collect();
    let known: Vec<Spot> = [on_line, starts].iter().flat_map(|places| field.measured(places)).collect();
    let cover = Cover::of(field, &area.outline);
    let (triangles, mut parts) = (cover.triangles(), cover.edges());
    parts.extend(triangles.iter().cloned());
    both((field.least(parts, &known, floor_m), field.greatest(triangles, &known, cap_m)))
}

fn both((least, greatest): (Option<Extreme>, Option<Extreme>)) -> Option<(Extreme, Extreme)> {
    Some((least?, greatest?))
}

/// All edges of the target's lines.
fn drawn(target: &Target<'_>) -> BTreeSet<EdgeKey> {
    let edges = target.drawn().flat_map(|line| line.0.windows(2));
    edges
        .filter_map(|edge| {
            Some(key(&[LonLat::new(edge[0].x, edge[0].y).ok()?, LonLat::new(edge[1].x, edge[1].y).ok()?]))
        })
        .collect()
}

fn key(ends: &[LonLat]) -> EdgeKey {
    let [mut a, mut b] = [ends[0], ends[1]].map(|end| [end.lon().to_bits(), end.lat().to_bits()]);
    if b < a {
        (a, b) = (b, a);
    }
    [a[0], a[1], b[0], b[1]]
}

impl fmt::Display for Interval<'_> {
    /// `0 m to 254.00 km`, each as lengths are shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", self.min, self.max)
    }
}
