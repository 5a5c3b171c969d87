//! Which of an area's rings are outlines and which are holes in them. Not responsible for closing or turning rings.
//!
//! The format says it by the way in which rings turn, and many files turn them otherwise; so rings are told apart by what lies in
//! what: a ring within an odd number of others is a hole of the smallest of them.

use geo_types::{Coord, Geometry, LineString, MultiPolygon, Polygon};

/// Rings are held against one another; an area of more than this would take minutes.
const RINGS_MAX: usize = 20_000;

/// Edges that are looked at for that, together; some seconds.
const STEPS_MAX: usize = 4_000_000_000;

/// The areas that `rings` outline.
pub(super) fn areas(rings: Vec<LineString<f64>>) -> Result<Geometry<f64>, String> {
    if rings.len() > RINGS_MAX {
        return Err(format!("it has {} rings, and {RINGS_MAX} are read", rings.len()));
    }
    let mut polygons: Vec<Polygon<f64>> = if rings.len() == 1 {
        rings.into_iter().map(|ring| Polygon::new(ring, Vec::new())).collect()
    } else {
        nested(rings)?
    };
    // outlines run clockwise here and the other way in RFC 7946: what runs as its format asks needs no mending
    for polygon in &mut polygons {
        polygon.exterior_mut(|ring| ring.0.reverse());
        polygon.interiors_mut(|rings| rings.iter_mut().for_each(|ring| ring.0.reverse()));
    }
    Ok(match polygons.len() {
        1 => Geometry::Polygon(polygons.remove(0)),
        _ => Geometry::MultiPolygon(MultiPolygon(polygons)),
    })
}

/// A ring with what is asked of it often.
struct Ring {
    line: LineString<f64>,
    /// West, south, east, north.
    corners: [f64; 4],
    area: f64,
}

fn nested(rings: Vec<LineString<f64>>) -> Result<Vec<Polygon<f64>>, String> {
    let rings: Vec<Ring> = rings.into_iter().map(Ring::new).collect();
    let mut by_size: Vec<usize> = (0..rings.len()).collect();
    by_size.sort_by(|one, other| rings[*other].area.total_cmp(&rings[*one].area).then(one.cmp(other)));
    // what each is a hole of
    let mut outline_of: Vec<Option<usize>> = vec![None; rings.len()];
    let mut steps = 0_usize;
    for (rank, &ring) in by_size.iter().enumerate() {
        let (mut is_hole, mut smallest) = (false, None);
        for &larger in by_size[..rank].iter().filter(|&&larger| rings[larger].surrounds(&rings[ring])) {
            steps += rings[larger].line.0.len();
            if rings[larger].holds(&rings[ring]) {
                (is_hole, smallest) = (!is_hole, Some(larger));
            }
        }
        if steps > STEPS_MAX {
            return Err(format!(
                "its {} rings lie within one another so often that telling holes takes too long",
                rings.len()
            ));
        }
        outline_of[ring] = smallest.filter(|_| is_hole);
    }
    let mut places = vec![usize::MAX; rings.len()];
    let mut polygons: Vec<(LineString<f64>, Vec<LineString<f64>>)> = Vec::new();
    for (number, ring) in rings.iter().enumerate().filter(|(number, _)| outline_of[*number].is_none()) {
        places[number] = polygons.len();
        polygons.push((ring.line.clone(), Vec::new()));
    }
    for (number, ring) in rings.into_iter().enumerate() {
        if let Some(outer) = outline_of[number] {
            match polygons.get_mut(places[outer]) {
                Some((_, holes)) => holes.push(ring.line),
                // rings that cross one another may name a hole as an outline
                None => polygons.push((ring.line, Vec::new())),
            }
        }
    }
    Ok(polygons.into_iter().map(|(outer, holes)| Polygon::new(outer, holes)).collect())
}

impl Ring {
    fn new(line: LineString<f64>) -> Self {
        let mut corners = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
        for at in &line.0 {
            corners = [corners[0].min(at.x), corners[1].min(at.y), corners[2].max(at.x), corners[3].max(at.y)];
        }
        // twice the area in square degrees, for comparing sizes only
        let area = line.0.windows(2).map(|edge| edge[0].x * edge[1].y - edge[1].x * edge[0].y).sum::<f64>().abs();
        Self { line, corners, area }
    }

    /// Whether the box of `other` lies within its own.
    fn surrounds(&self, other: &Self) -> bool {
        let [west, south, east, north] = self.corners;
        let [inner_west, inner_south, inner_east, inner_north] = other.corners;
        inner_west >= west && inner_south >= south && inner_east <= east && inner_north <= north
    }

    /// Whether `other`, which is smaller and whose box lies within its own, lies within it; where they touch, the rest of
    /// `other` decides.
    fn holds(&self, other: &Self) -> bool {
        other.line.0.iter().find_map(|at| self.inside(*at)).unwrap_or(true)
    }

    /// Whether `at` is inside; `None` on the ring itself.
    fn inside(&self, at: Coord<f64>) -> Option<bool> {
        let mut inside = false;
        for edge in self.line.0.windows(2) {
            let (one, two) = (edge[0], edge[1]);
            let side = (two.x - one.x) * (at.y - one.y) - (at.x - one.x) * (two.y - one.y);
            let within = |low: f64, high: f64, value: f64| value >= low.min(high) && value <= low.max(high);
            if side == 0.0 && within(one.x, two.x, at.x) && within(one.y, two.y, at.y) {
                return None;
            }
            if (one.y > at.y) != (two.y > at.y) && (side > 0.0) == (two.y > one.y) {
                inside = !inside;
            }
        }
        Some(inside)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(west: f64, south: f64, side: f64) -> LineString<f64> {
        let (east, north) = (west + side, south + side);
        LineString::from(vec![(west, south), (west, north), (east, north), (east, south), (west, south)])
    }

    #[test]
    fn holes_are_told_by_what_lies_in_what() {
        let check = |rings: Vec<LineString<f64>>, expected: &[usize]| {
            let holes: Vec<usize> = match areas(rings).expect("few rings") {
                Geometry::Polygon(one) => vec![one.interiors().len()],
                Geometry::MultiPolygon(many) => many.iter().map(|one| one.interiors().len()).collect(),
                _ => Vec::new(),
            };
            assert_eq!(holes, expected);
        };
        check(vec![square(0.0, 0.0, 1.0)], &[0]);
        check(vec![square(0.0, 0.0, 9.0), square(1.0, 1.0, 1.0), square(3.0, 3.0, 1.0)], &[2]);
        // an island in a lake, the lake first
        check(vec![square(1.0, 1.0, 5.0), square(0.0, 0.0, 9.0), square(2.0, 2.0, 1.0)], &[1, 0]);
        check(vec![square(0.0, 0.0, 1.0), square(5.0, 5.0, 1.0)], &[0, 0]);
        // a hole that touches its outline
        check(vec![square(0.0, 0.0, 9.0), square(0.0, 3.0, 1.0)], &[1]);
    }
}
