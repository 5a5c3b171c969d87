//! An area cut into triangles whose corners are the area's own. Not responsible for what is measured on them: see `patch`.

use earcut::Earcut;
use geo_types::{Coord, Geometry, LineString, MultiPolygon, Polygon};

use crate::geometry::antimeridian::split;
use crate::geometry::ring::{rings, turning};

/// By what share of the area the triangles' sum may be off: far more than rounding, far less than a lost triangle that matters.
const DEVIATION: f64 = 1e-9;

/// An area as triangles that are straight in lon/lat, with all longitudes within −180..=180.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Triangles {
    /// Positions in degrees, ring by ring, without closing ones.
    pub corners: Vec<Coord<f64>>,
    /// Three numbers of corners each: together they cover the area.
    pub triangles: Vec<[usize; 3]>,
    /// The outline: two numbers of corners each. Where the area is cut at ±180° or runs to a pole, the cut is part of it.
    pub edges: Vec<[usize; 2]>,
}

impl Triangles {
    /// The triangles of `area`, whose edges are straight in lon/lat and do not cross.
    ///
    /// Ears are clipped (earcut); where their sum is not the polygon's area, as may be where rings touch, it is cut into slabs
    /// between the latitudes of its corners instead, which brings corners that are not the area's own.
    ///
    /// # Cost
    /// About n·log n in the number of positions; slabs take more.
    ///
    /// # Example
    /// ```
    /// use geo_types::{MultiPolygon, polygon};
    /// use sarhad::geometry::triangles::Triangles;
    /// // a square round Panjgur, in degrees
    /// let area = MultiPolygon(vec![polygon![(x: 63.5, y: 26.5), (x: 64.5, y: 26.5), (x: 64.5, y: 27.5), (x: 63.5, y: 27.5)]]);
    /// assert_eq!(Triangles::of(&area).triangles.len(), 2);
    /// ```
    #[must_use]
    pub fn of(area: &MultiPolygon<f64>) -> Self {
        let mut found = Self::default();
        match split(&Geometry::MultiPolygon(area.clone())) {
            Some(Geometry::Polygon(piece)) => found.add(&piece),
            Some(Geometry::MultiPolygon(pieces)) => pieces.iter().for_each(|piece| found.add(piece)),
            _ => area.iter().for_each(|piece| found.add(piece)),
        }
        found
    }

    /// The positions of triangle `number`.
    ///
    /// # Panics
    /// When there is no such triangle.
    #[must_use]
    pub fn triangle(&self, number: usize) -> [Coord<f64>; 3] {
        self.triangles[number].map(|corner| self.corners[corner])
    }

    fn add(&mut self, polygon: &Polygon<f64>) {
        let first = self.corners.len();
        let mut holes = Vec::new();
        let mut area = 0.0;
        for (number, ring) in rings(polygon).enumerate() {
            let own = open(ring);
            if own.len() < 3 {
                continue;
            }
            let start = self.corners.len();
            if number > 0 {
                holes.push(start - first);
            }
            area += if number > 0 { -turning(&ring.0).abs() } else { turning(&ring.0).abs() };
            self.corners.extend(own);
            let count = own.len();
            self.edges.extend((0..count).map(|corner| [start + corner, start + (corner + 1) % count]));
        }
        let positions: Vec<[f64; 2]> = self.corners[first..].iter().map(|at| [at.x, at.y]).collect();
        let mut numbers: Vec<usize> = Vec::new();
        Earcut::new().earcut_slice(&positions, &holes, &mut numbers);
        let clipped: Vec<[usize; 3]> =
            numbers.chunks_exact(3).map(|ear| [first + ear[0], first + ear[1], first + ear[2]]).collect();
        let sum: f64 = clipped.iter().map(|ear| twice_area(ear.map(|corner| self.corners[corner]))).sum();
        if (sum - area).abs() <= DEVIATION * area.abs() {
            self.triangles.extend(clipped);
        } else {
            self.add_slabs(polygon);
        }
    }

    /// The polygon between each two neighbouring latitudes of corners: an even number of edges runs through each slab.
    fn add_slabs(&mut self, polygon: &Polygon<f64>) {
        let mut edges: Vec<[Coord<f64>; 2]> = rings(polygon)
            .flat_map(LineString::lines)
            .filter(|edge| edge.start.y.total_cmp(&edge.end.y).is_ne())
            .map(|edge| if edge.start.y < edge.end.y { [edge.start, edge.end] } else { [edge.end, edge.start] })
            .collect();
        edges.sort_by(|a, b| a[0].y.total_cmp(&b[0].y));
        let mut lats: Vec<f64> = edges.iter().flat_map(|edge| [edge[0].y, edge[1].y]).collect();
        lats.sort_by(f64::total_cmp);
        lats.dedup();
        let (mut next, mut through): (usize, Vec<[Coord<f64>; 2]>) = (0, Vec::new());
        for slab in lats.windows(2) {
            through.retain(|edge| edge[1].y >= slab[1]);
            while let Some(edge) = edges.get(next).filter(|edge| edge[0].y <= slab[0]) {
                through.push(*edge);
                next += 1;
            }
            let mut sides: Vec<[Coord<f64>; 2]> =
                through.iter().map(|edge| [at(*edge, slab[0]), at(*edge, slab[1])]).collect();
            sides.sort_by(|a, b| (a[0].x + a[1].x).total_cmp(&(b[0].x + b[1].x)));
            for pair in sides.chunks_exact(2) {
                let start = self.corners.len();
                self.corners.extend([pair[0][0], pair[1][0], pair[1][1], pair[0][1]]);
                self.triangles.extend([[start, start + 1, start + 2], [start, start + 2, start + 3]]);
            }
        }
    }
}

/// A ring's positions without the closing one.
fn open(ring: &LineString<f64>) -> &[Coord<f64>] {
    match ring.0.split_last() {
        Some((last, rest)) if rest.first() == Some(last) => rest,
        _ => &ring.0,
    }
}

fn twice_area([a, b, c]: [Coord<f64>; 3]) -> f64 {
    ((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)).abs()
}

/// Where an edge is at the latitude `y`, its ends exactly.
fn at([low, high]: [Coord<f64>; 2], y: f64) -> Coord<f64> {
    if y <= low.y {
        return low;
    }
    if y >= high.y {
        return high;
    }
    Coord { x: low.x + (y - low.y) / (high.y - low.y) * (high.x - low.x), y }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn polygon(rings: &[&[(f64, f64)]]) -> Polygon<f64> {
        let mut rings = rings.iter().map(|ring| LineString::from(ring.to_vec()));
        Polygon::new(rings.next().unwrap(), rings.collect())
    }

    /// Referee: the area in the plane, by hand.
    #[track_caller]
    fn check(polygon: Polygon<f64>, twice: f64) {
        let mut slabs = Triangles::default();
        slabs.add_slabs(&polygon);
        for found in [Triangles::of(&MultiPolygon(vec![polygon])), slabs] {
            let sum: f64 = (0..found.triangles.len()).map(|number| twice_area(found.triangle(number))).sum();
            assert!((sum - twice).abs() < 1e-9, "{sum} for {twice}");
        }
    }

    #[test]
    fn triangles_are_the_area() {
        let square: &[(f64, f64)] = &[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)];
        check(polygon(&[square]), 32.0);
        check(polygon(&[square, &[(1.0, 1.0), (1.0, 2.0), (2.0, 2.0), (2.0, 1.0), (1.0, 1.0)]]), 30.0);
        // a hole that touches the outline in one position
        check(polygon(&[square, &[(0.0, 2.0), (1.0, 3.0), (1.0, 1.0), (0.0, 2.0)]]), 30.0);
        check(polygon(&[&[(0.0, 0.0), (3.0, 1.0), (6.0, 0.0), (3.0, 7.0), (0.0, 0.0)]]), 36.0);
    }

    #[test]
    fn across_the_antimeridian_and_over_a_pole() {
        let fiji = polygon(&[&[(179.0, -17.0), (-179.0, -17.0), (-179.0, -16.0), (179.0, -16.0), (179.0, -17.0)]]);
        let arctic = polygon(&[&[(0.0, 80.0), (120.0, 80.0), (-120.0, 80.0), (0.0, 80.0)]]);
        for (area, twice) in [(fiji, 4.0), (arctic, 7_200.0)] {
            let found = Triangles::of(&MultiPolygon(vec![area]));
            let sum: f64 = (0..found.triangles.len()).map(|number| twice_area(found.triangle(number))).sum();
            assert!((sum - twice).abs() < 1e-6, "{sum} for {twice}");
            assert!(found.corners.iter().all(|at| at.x.abs() <= 180.0 && at.y.abs() <= 90.0));
        }
    }
}
