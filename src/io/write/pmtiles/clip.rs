//! What of a path lies within a box. Not responsible for which box.
//!
//! # Not unique
//! A ring that leaves the box and comes back stays one ring: what joins its parts runs along the box's edge, which lies in the
//! margin that no map shows.
//!
//! # Source
//! Sutherland and Hodgman (1974), "Reentrant polygon clipping".

use geo_types::Coord;

/// A box with its edges, in the units of a zoom's grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) least: Coord<i32>,
    pub(super) most: Coord<i32>,
}

impl Frame {
    /// The smallest box around `path`; `None` where it is empty.
    pub(super) fn around(path: &[Coord<i32>]) -> Option<Self> {
        let first = *path.first()?;
        Some(path.iter().fold(Self { least: first, most: first }, |frame, at| frame.with(*at)))
    }

    fn with(self, at: Coord<i32>) -> Self {
        Self {
            least: Coord { x: self.least.x.min(at.x), y: self.least.y.min(at.y) },
            most: Coord { x: self.most.x.max(at.x), y: self.most.y.max(at.y) },
        }
    }

    /// The smallest box around both.
    pub(super) fn and(self, other: Self) -> Self {
        self.with(other.least).with(other.most)
    }

    /// Whether `other` lies in it.
    pub(super) fn holds(self, other: Self) -> bool {
        self.edges().iter().all(|edge| edge.keeps(other.least) && edge.keeps(other.most))
    }

    /// Whether they have a point in common.
    pub(super) fn meets(self, other: Self) -> bool {
        self.least.x <= other.most.x
            && other.least.x <= self.most.x
            && self.least.y <= other.most.y
            && other.least.y <= self.most.y
    }

    fn edges(self) -> [Edge; 4] {
        [Edge::West(self.least.x), Edge::East(self.most.x), Edge::North(self.least.y), Edge::South(self.most.y)]
    }

    /// The edges that `around` crosses.
    fn crossed(self, around: Self) -> impl Iterator<Item = Edge> {
        self.edges().into_iter().filter(move |edge| !(edge.keeps(around.least) && edge.keeps(around.most)))
    }

    /// What of a ring, whose first vertex is not repeated, lies within; perhaps nothing.
    pub(super) fn ring(self, ring: &[Coord<i32>]) -> Vec<Coord<i32>> {
        let Some(around) = Self::around(ring).filter(|around| self.meets(*around)) else { return Vec::new() };
        let mut left = ring.to_vec();
        for edge in self.crossed(around) {
            let mut kept = Vec::with_capacity(left.len() + 4);
            for (at, &here) in left.iter().enumerate() {
                let before = left[(at + left.len() - 1) % left.len()];
                if edge.keeps(here) != edge.keeps(before) {
                    kept.push(edge.crossing(before, here));
                }
                if edge.keeps(here) {
                    kept.push(here);
                }
            }
            left = kept;
        }
        left
    }

    /// What of a line lies within, in parts.
    pub(super) fn line(self, line: &[Coord<i32>]) -> Vec<Vec<Coord<i32>>> {
        let Some(around) = Self::around(line).filter(|around| self.meets(*around)) else { return Vec::new() };
        let mut parts = vec![line.to_vec()];
        for edge in self.crossed(around) {
            parts = parts.iter().flat_map(|part| edge.parts(part)).collect();
        }
        parts
    }
}

/// An edge of a box, with what it keeps on its inner side.
#[derive(Debug, Clone, Copy)]
enum Edge {
    West(i32),
    East(i32),
    North(i32),
    South(i32),
}

impl Edge {
    fn keeps(self, at: Coord<i32>) -> bool {
        match self {
            Self::West(x) => at.x >= x,
            Self::East(x) => at.x <= x,
            Self::North(y) => at.y >= y,
            Self::South(y) => at.y <= y,
        }
    }

    /// Where it is crossed between two points on either side, the same whichever way one goes.
    fn crossing(self, one: Coord<i32>, other: Coord<i32>) -> Coord<i32> {
        match self {
            Self::West(x) | Self::East(x) => Coord { x, y: between((one.x, one.y), (other.x, other.y), x) },
            Self::North(y) | Self::South(y) => Coord { x: between((one.y, one.x), (other.y, other.x), y), y },
        }
    }

    /// What it keeps of a line.
    fn parts(self, line: &[Coord<i32>]) -> Vec<Vec<Coord<i32>>> {
        let mut parts = Vec::new();
        let mut part = Vec::new();
        let mut last: Option<Coord<i32>> = None;
        for &here in line {
            if let Some(before) = last.filter(|before| self.keeps(*before) != self.keeps(here)) {
                part.push(self.crossing(before, here));
            }
            if self.keeps(here) {
                part.push(here);
            } else if !part.is_empty() {
                parts.push(std::mem::take(&mut part));
            }
            last = Some(here);
        }
        if !part.is_empty() {
            parts.push(part);
        }
        parts
    }
}

/// The second coordinate at which the way between two points has `wanted` as its first.
fn between(one: (i32, i32), other: (i32, i32), wanted: i32) -> i32 {
    let (from, to) = if one <= other { (one, other) } else { (other, one) };
    let (run, rise) = (i64::from(to.0) - i64::from(from.0), i64::from(to.1) - i64::from(from.1));
    let along = i64::from(wanted) - i64::from(from.0);
    if run == 0 {
        return from.1;
    }
    let risen = (2 * rise * along + run).div_euclid(2 * run);
    i32::try_from(i64::from(from.1) + risen).unwrap_or(from.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(path: &[(i32, i32)]) -> Vec<Coord<i32>> {
        path.iter().map(|&(x, y)| Coord { x, y }).collect()
    }

    const FRAME: Frame = Frame { least: Coord { x: 0, y: 0 }, most: Coord { x: 10, y: 10 } };

    #[test]
    fn rings_are_cut() {
        let check = |ring: &[(i32, i32)], expected: &[(i32, i32)]| {
            assert_eq!(FRAME.ring(&path(ring)), path(expected), "{ring:?}");
        };
        check(&[], &[]);
        check(&[(2, 2), (4, 2), (4, 4)], &[(2, 2), (4, 2), (4, 4)]);
        check(&[(20, 20), (40, 20), (40, 40)], &[]);
        check(&[(-5, -5), (15, -5), (15, 15), (-5, 15)], &[(0, 10), (0, 0), (10, 0), (10, 10)]);
        // near the box, yet outside
        check(&[(9, -9), (30, 11), (30, -9)], &[]);
    }

    #[test]
    fn lines_are_cut_into_parts() {
        let check = |line: &[(i32, i32)], expected: &[&[(i32, i32)]]| {
            let expected: Vec<_> = expected.iter().map(|part| path(part)).collect();
            assert_eq!(FRAME.line(&path(line)), expected, "{line:?}");
        };
        check(&[(-5, 5), (15, 5)], &[&[(0, 5), (10, 5)]]);
        check(&[(15, 5), (-5, 5)], &[&[(10, 5), (0, 5)]]);
        check(&[(5, 5), (5, 20), (8, 20), (8, 5)], &[&[(5, 5), (5, 10)], &[(8, 10), (8, 5)]]);
        check(&[(-5, 20), (15, 20)], &[]);
    }
}
