//! How two shapes lie, in plane longitude and latitude, as the Simple Features of OGC define it (DE-9IM).
//! Not responsible for distances, which are measured on the ellipsoid elsewhere.

use geo::algorithm::kernels::{Kernel as _, Orientation, RobustKernel};
use geo::coordinate_position::{CoordPos, CoordinatePosition as _};
use geo::validation::Validation as _;
use geo::{BoundingRect as _, HasDimensions as _, Intersects as _, Relate as _};
use geo_types::{Coord, Geometry, LineString, MultiPolygon, Point, Polygon, Rect, coord};

use crate::geometry::sides::{PlaneEdge, is_east_of};
use crate::geometry::slabs::Slabs;
use crate::query::filter::expression::SpatialRelation;
use crate::query::filter::schema::Row;

/// From this many edges on they are sorted by latitude.
const EDGES_MANY: usize = 16;
/// Above this many parts a shape is one box to an index, not a box a part.
const BOXES_MAX: usize = 16;
/// Positions beyond this are of no reference system that a client may ask in.
const COORDINATE_MAX: f64 = 1e9;
/// Nearer to nought than this is nought: the kernels of `geo` lose themselves in products of smaller numbers.
const COORDINATE_MIN: f64 = 1e-30;

/// The shape of a row, or one that the filter brings.
#[derive(Debug, Clone)]
pub(super) enum Place {
    OfRow,
    Fixed(Box<Fixed>),
}

/// A shape that the filter brings.
#[derive(Debug, Clone)]
pub(super) struct Fixed {
    geometry: Geometry<f64>,
    bounds: Rect<f64>,
    /// Whether the shape is all of its bounds.
    is_box: bool,
    /// The edges of an area, if there are many.
    edges: Option<Slabs>,
}

impl Place {
    pub(super) fn is_null<R: Row + ?Sized>(&self, row: &R) -> bool {
        matches!(self, Self::OfRow) && row.geometry().is_none()
    }
}

impl Fixed {
    /// A shape, if it is one.
    pub(super) fn of_geometry(geometry: &Geometry<f64>) -> Result<Self, String> {
        use geo::{CoordsIter as _, MapCoords as _};
        let far = |at: Coord<f64>| !(at.x.abs() <= COORDINATE_MAX && at.y.abs() <= COORDINATE_MAX);
        if let Some(at) = geometry.coords_iter().find(|at| far(*at)) {
            return Err(format!("{} {} is too far away to be a place", at.x, at.y));
        }
        let plain = |number: f64| if number.abs() < COORDINATE_MIN { 0.0 } else { number };
        let geometry = geometry.map_coords(|at| coord! { x: plain(at.x), y: plain(at.y) });
        let Some(bounds) = geometry.bounding_rect().filter(|_| !geometry.is_empty()) else {
            return Err("it is empty".to_owned());
        };
        geometry.check_validation().map_err(|error| error.to_string())?;
        Ok(Self { edges: sorted_edges(&geometry), geometry, bounds, is_box: false })
    }

    /// A box, or two where it crosses the antimeridian; a line or a point where it has no area.
    pub(super) fn of_box([west, south, east, north]: [f64; 4]) -> Result<Self, String> {
        if south > north {
            return Err(format!("the south {south} of the box is north of its north {north}"));
        }
        if west > east {
            let parts = [[west, south, 180.0, north], [-180.0, south, east, north]];
            if west >= 180.0 || east <= -180.0 || south >= north {
                return Err(
                    "a box across the antimeridian has a west below 180, an east above -180 and a height".to_owned()
                );
            }
            return Self::of_geometry(&MultiPolygon::new(parts.map(polygon).to_vec()).into());
        }
        let (low, high) = (coord! { x: west, y: south }, coord! { x: east, y: north });
        if low == high {
            return Self::of_geometry(&Point::from(low).into());
        }
        if west >= east || south >= north {
            return Self::of_geometry(&LineString::new(vec![low, high]).into());
        }
        Ok(Self { is_box: true, ..Self::of_geometry(&polygon([west, south, east, north]).into())? })
    }

    fn side(&self) -> Side<'_> {
        Side { geometry: &self.geometry, bounds: self.bounds, is_box: self.is_box, edges: self.edges.as_ref() }
    }

    /// Boxes that together hold the shape, few of them.
    pub(super) fn boxes(&self) -> Vec<Rect<f64>> {
        match &self.geometry {
            Geometry::MultiPolygon(parts) if parts.0.len() <= BOXES_MAX => {
                parts.iter().filter_map(geo::BoundingRect::bounding_rect).collect()
            }
            _ => vec![self.bounds],
        }
    }
}

fn polygon([west, south, east, north]: [f64; 4]) -> Polygon<f64> {
    Rect::new(coord! { x: west, y: south }, coord! { x: east, y: north }).to_polygon()
}

/// Whether two shapes lie as `how` says; unknown where the row has none.
pub(super) fn lie<R: Row + ?Sized>(how: SpatialRelation, left: &Place, right: &Place, row: &R) -> Option<bool> {
    let of_row = || Some(Side { geometry: row.geometry()?, bounds: row.bounds()?, is_box: false, edges: None });
    Some(match (left, right) {
        (Place::OfRow, Place::OfRow) => {
            let side = of_row()?;
            related(how, &side, &side)
        }
        (Place::OfRow, Place::Fixed(fixed)) => related(how, &of_row()?, &fixed.side()),
        // the row's shape goes first, because a point there is quick
        (Place::Fixed(fixed), Place::OfRow) => related(mirrored(how), &of_row()?, &fixed.side()),
        (Place::Fixed(one), Place::Fixed(other)) => related(how, &one.side(), &other.side()),
    })
}

/// A shape and what is known of it.
struct Side<'a> {
    geometry: &'a Geometry<f64>,
    bounds: Rect<f64>,
    is_box: bool,
    edges: Option<&'a Slabs>,
}

impl Side<'_> {
    /// Where a point lies.
    fn position(&self, point: Coord<f64>) -> CoordPos {
        let Some(edges) = self.edges else { return self.geometry.coordinate_position(&point) };
        let mut inside = false;
        for edge in edges.at(point.y) {
            if is_on(point, *edge) {
                return CoordPos::OnBoundary;
            }
            inside ^= is_east_of(point, edge);
        }
        if inside { CoordPos::Inside } else { CoordPos::Outside }
    }
}

/// Whether a point is on an edge, exactly.
fn is_on(point: Coord<f64>, [a, b]: PlaneEdge) -> bool {
    let between = |at: f64, one: f64, other: f64| one.min(other) <= at && at <= one.max(other);
    between(point.x, a.x, b.x)
        && between(point.y, a.y, b.y)
        && RobustKernel::orient2d(a, b, point) == Orientation::Collinear
}

/// The edges of an area, if they are so many that looking at each for every point takes long.
fn sorted_edges(geometry: &Geometry<f64>) -> Option<Slabs> {
    let polygons = match geometry {
        Geometry::Polygon(polygon) => std::slice::from_ref(polygon),
        Geometry::MultiPolygon(polygons) => &polygons.0[..],
        _ => return None,
    };
    let rings = polygons.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
    let rings: Vec<Vec<Coord<f64>>> = rings.map(|ring| ring.0.clone()).collect();
    (rings.iter().map(Vec::len).sum::<usize>() > EDGES_MANY).then(|| Slabs::new(&rings, 0.0))
}

/// The relation of the second to the first where the first is to the second as `how` says.
const fn mirrored(how: SpatialRelation) -> SpatialRelation {
    match how {
        SpatialRelation::Within => SpatialRelation::Contains,
        SpatialRelation::Contains => SpatialRelation::Within,
        symmetric => symmetric,
    }
}

fn related(how: SpatialRelation, left: &Side<'_>, right: &Side<'_>) -> bool {
    use SpatialRelation as Relation;
    if !left.bounds.intersects(&right.bounds) {
        return how == Relation::Disjoint;
    }
    match how {
        Relation::Within if !encloses(right.bounds, left.bounds) => return false,
        Relation::Contains if !encloses(left.bounds, right.bounds) => return false,
        Relation::Equals if left.bounds != right.bounds => return false,
        Relation::Intersects | Relation::Disjoint if right.is_box && encloses(right.bounds, left.bounds) => {
            return how == Relation::Intersects;
        }
        _ => {}
    }
    if let Geometry::Point(point) = left.geometry
        && let Some(answer) = of_point(how, *point, right)
    {
        return answer;
    }
    match how {
        Relation::Intersects => left.geometry.intersects(right.geometry),
        Relation::Disjoint => !left.geometry.intersects(right.geometry),
        _ => {
            let matrix = left.geometry.relate(right.geometry);
            match how {
                Relation::Equals => matrix.is_equal_topo(),
                Relation::Touches => matrix.is_touches(),
                Relation::Within => matrix.is_within(),
                Relation::Overlaps => matrix.is_overlaps(),
                Relation::Crosses => matrix.is_crosses(),
                Relation::Contains => matrix.is_contains(),
                Relation::Intersects => matrix.is_intersects(),
                Relation::Disjoint => matrix.is_disjoint(),
            }
        }
    }
}

/// What the place of a point in a shape decides by itself.
fn of_point(how: SpatialRelation, point: Point<f64>, shape: &Side<'_>) -> Option<bool> {
    let position = || shape.position(point.0);
    match how {
        SpatialRelation::Intersects => Some(position() != CoordPos::Outside),
        SpatialRelation::Disjoint => Some(position() == CoordPos::Outside),
        SpatialRelation::Within => Some(position() == CoordPos::Inside),
        SpatialRelation::Touches => Some(position() == CoordPos::OnBoundary),
        SpatialRelation::Overlaps | SpatialRelation::Crosses => Some(false),
        SpatialRelation::Equals | SpatialRelation::Contains => None,
    }
}

fn encloses(outer: Rect<f64>, inner: Rect<f64>) -> bool {
    let (low, high) = (outer.min(), outer.max());
    low.x <= inner.min().x && low.y <= inner.min().y && high.x >= inner.max().x && high.y >= inner.max().y
}

#[cfg(test)]
mod tests {
    use geo::CoordinatePosition as _;
    use geo_types::{Coord, Geometry, LineString, Polygon, coord};

    use super::Fixed;

    /// Sorted edges answer as a look at each does, on vertices, on edges and beside them.
    #[test]
    fn sorted_edges_answer_as_all_edges_do() {
        let round = |count: u32, reach: f64| -> LineString<f64> {
            let at = |step: u32| f64::from(step % count) / f64::from(count) * std::f64::consts::TAU;
            let spike = |step: u32| reach * if step.is_multiple_of(2) { 1.0 } else { 0.6 };
            (0..=count)
                .map(|step| (at(step).cos() * spike(step % count), at(step).sin() * spike(step % count)))
                .collect()
        };
        let star: Geometry<f64> = Polygon::new(round(40, 8.0), vec![round(24, 3.0)]).into();
        let fixed = Fixed::of_geometry(&star).unwrap();
        assert!(fixed.edges.is_some());
        let vertices = geo::CoordsIter::coords_iter(&star).collect::<Vec<Coord<f64>>>();
        let middles = vertices.windows(2).map(|pair| (pair[0] + pair[1]) / 2.0);
        let grid =
            (-90..=90).flat_map(|x| (-90..=90).map(move |y| coord! { x: f64::from(x) / 10.0, y: f64::from(y) / 10.0 }));
        let mut places = [0; 3];
        for point in vertices.iter().copied().chain(middles).chain(grid) {
            let found = fixed.side().position(point);
            assert_eq!(found, star.coordinate_position(&point), "{point:?}");
            places[found as usize] += 1;
        }
        assert!(places.iter().all(|count| *count > 20), "{places:?}");
    }
}
