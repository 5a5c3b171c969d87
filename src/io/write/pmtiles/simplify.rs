//! Fewer vertices where they would not be seen. Not responsible for which zoom wants how many.
//!
//! # Source
//! Visvalingam and Whyatt (1993), "Line generalisation by repeated elimination of points". What a vertex is worth depends on its
//! neighbours alone, so two areas that share a border go on sharing nearly all of it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use geo_types::Coord;

/// Whether a path returns to its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    /// It does, though its first vertex is not repeated.
    Closed,
    /// It does not; its ends stay.
    Open,
}

/// Twice the area of a ring whose first vertex is not repeated, in units squared.
pub(super) fn doubled_area(ring: &[Coord<i32>]) -> i64 {
    let following = ring.iter().cycle().skip(1);
    let sum: i128 = ring.iter().zip(following).map(|(a, b)| i128::from(cross(*a, *b))).sum();
    i64::try_from(sum.abs()).unwrap_or(i64::MAX)
}

fn cross(a: Coord<i32>, b: Coord<i32>) -> i64 {
    i64::from(a.x) * i64::from(b.y) - i64::from(b.x) * i64::from(a.y)
}

/// Leaves off vertices that equal the one before.
pub(super) fn without_repeats(path: &mut Vec<Coord<i32>>, ends: Ends) {
    path.dedup();
    while ends == Ends::Closed && path.len() > 1 && path.first() == path.last() {
        path.pop();
    }
}

/// Leaves off vertices until each of those that remain spans a triangle with its neighbours whose doubled area is at least
/// `least`; three vertices of a ring and two of a line remain in any case.
pub(super) fn simplify(path: &mut Vec<Coord<i32>>, ends: Ends, least: i64) {
    let fewest = if ends == Ends::Closed { 3 } else { 2 };
    if path.len() <= fewest {
        return;
    }
    let mut chain = Chain::new(path, ends);
    let mut heap: BinaryHeap<Reverse<(i64, usize)>> =
        (0..path.len()).filter_map(|at| Some(Reverse((chain.worth(at)?, at)))).collect();
    let mut left = path.len();
    while let Some(Reverse((worth, at))) = heap.pop() {
        if worth >= least || left <= fewest {
            break;
        }
        // what was pushed before a neighbour went is out of date
        if chain.gone[at] || chain.worth(at) != Some(worth) {
            continue;
        }
        let (before, after) = chain.take_out(at);
        left -= 1;
        for neighbour in [before, after] {
            if let Some(worth) = chain.worth(neighbour) {
                heap.push(Reverse((worth, neighbour)));
            }
        }
    }
    let gone = chain.gone;
    let mut at = 0;
    path.retain(|_| {
        at += 1;
        !gone[at - 1]
    });
}

/// Vertices that know their neighbours.
struct Chain<'a> {
    path: &'a [Coord<i32>],
    before: Vec<usize>,
    after: Vec<usize>,
    gone: Vec<bool>,
    ends: Ends,
}

impl<'a> Chain<'a> {
    fn new(path: &'a [Coord<i32>], ends: Ends) -> Self {
        let count = path.len();
        let before = (0..count).map(|at| (at + count - 1) % count).collect();
        let after = (0..count).map(|at| (at + 1) % count).collect();
        Self { path, before, after, gone: vec![false; count], ends }
    }

    /// Twice the area of the triangle with both neighbours; `None` for ends.
    fn worth(&self, at: usize) -> Option<i64> {
        if self.ends == Ends::Open && (at == 0 || at + 1 == self.path.len()) {
            return None;
        }
        let (before, here, after) = (self.path[self.before[at]], self.path[at], self.path[self.after[at]]);
        let one = Coord { x: here.x - before.x, y: here.y - before.y };
        let other = Coord { x: after.x - before.x, y: after.y - before.y };
        Some(cross(one, other).abs())
    }

    fn take_out(&mut self, at: usize) -> (usize, usize) {
        let (before, after) = (self.before[at], self.after[at]);
        self.after[before] = after;
        self.before[after] = before;
        self.gone[at] = true;
        (before, after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_spans_little_goes() {
        let check = |path: &[(i32, i32)], ends: Ends, least: i64, expected: &[(i32, i32)]| {
            let mut path: Vec<Coord<i32>> = path.iter().map(|&(x, y)| Coord { x, y }).collect();
            without_repeats(&mut path, ends);
            simplify(&mut path, ends, least);
            let left: Vec<(i32, i32)> = path.iter().map(|at| (at.x, at.y)).collect();
            assert_eq!(left, expected);
        };
        check(&[], Ends::Open, 9, &[]);
        check(&[(0, 0), (0, 0)], Ends::Open, 9, &[(0, 0)]);
        check(&[(0, 0), (5, 1), (10, 0)], Ends::Open, 11, &[(0, 0), (10, 0)]);
        check(&[(0, 0), (5, 1), (10, 0)], Ends::Open, 10, &[(0, 0), (5, 1), (10, 0)]);
        check(&[(0, 0), (9, 0), (9, 9), (0, 9), (0, 0)], Ends::Closed, 9, &[(0, 0), (9, 0), (9, 9), (0, 9)]);
        // three vertices remain, however little they span
        check(&[(0, 0), (1, 0), (1, 1), (0, 1)], Ends::Closed, 99, &[(1, 0), (1, 1), (0, 1)]);
    }
}
