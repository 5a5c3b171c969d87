//! Which share of an extent lies within a distance of a target. Not responsible for the bounds of the distance: see `reach`.
//!
//! Parts that are wholly within the distance, or wholly beyond, are told by their corners. The others are halved until they are
//! small, and then cut where the distance, if it changes evenly between their corners, is the one asked for.

use crate::geometry::patch::Patch;
use crate::query::reach::{Field, Part, Spot};

/// Parts that are smaller than this share of the whole are not halved, if they are no longer than [`LONG`] either.
const SMALL: f64 = 2e-5;
/// The share of the whole's breadth (the root of its size, or its length for a line) that a small part may reach.
const LONG: f64 = 0.02;
/// Parts so small that their share is nothing, however long they are.
const NOTHING: f64 = 1e-9;
/// Halvings at most: none is needed beyond, since each part is then smaller than [`NOTHING`].
const DEPTH: usize = 48;

/// The share of `parts`, by size, that counts and is within `distance_m`; `None` where nothing counts.
pub(super) fn share_within(field: &Field<'_>, parts: Vec<Part>, distance_m: f64) -> Option<f64> {
    let whole: f64 = parts.iter().map(|part| part.patch.size()).sum();
    let breadth_m = breadth_m(&parts, whole);
    let mut tally = Tally { limited: field.limit.is_some(), whole, breadth_m, counted: 0.0, within: 0.0 };
    let mut open = parts;
    for _ in 0..DEPTH {
        open.retain(|part| !tally.settles(part, distance_m));
        if open.is_empty() {
            break;
        }
        open = field.halved(&open);
    }
    for part in &open {
        tally.judge(part, distance_m);
    }
    (tally.counted > 0.0).then(|| (tally.within / tally.counted).clamp(0.0, 1.0))
}

/// Sizes added up.
struct Tally {
    limited: bool,
    whole: f64,
    breadth_m: f64,
    counted: f64,
    within: f64,
}

fn breadth_m(parts: &[Part], whole: f64) -> f64 {
    let line = matches!(parts.first(), Some(Part { patch: Patch::Segment(_), .. }));
    if line { whole } else { whole.sqrt() }
}

impl Tally {
    /// Adds `part` if it is clear how, or if it is too small to be halved.
    fn settles(&mut self, part: &Part, distance_m: f64) -> bool {
        if self.limited && part.is_out() {
            return true;
        }
        let size = part.patch.size();
        let whole = !self.limited || part.is_in();
        if whole && part.at_least_m() > distance_m {
            self.counted += size;
            return true;
        }
        if whole && part.at_most_m() <= distance_m {
            self.counted += size;
            self.within += size;
            return true;
        }
        let small = size <= SMALL * self.whole && part.patch.reach_m(0) <= LONG * self.breadth_m;
        if small || size <= NOTHING * self.whole {
            self.judge(part, distance_m);
            return true;
        }
        false
    }

    /// Adds of `part` what is within as if distances changed evenly between its corners.
    fn judge(&mut self, part: &Part, distance_m: f64) {
        // a segment stands for a strip as wide as it is long, a sector for four straight sides: two triangles each
        let triangles: &[[usize; 3]] = match part.corners.len() {
            2 => &[[0, 1, 1], [0, 1, 0]],
            3 => &[[0, 1, 2]],
            _ => &[[0, 1, 3], [0, 3, 2]],
        };
        let size = part.patch.size() / triangles.len() as f64;
        for numbers in triangles {
            let level = |number: usize| {
                let Spot { distance_m: own_m, over_m, .. } = part.corners[numbers[number]];
                [own_m - distance_m, if self.limited { over_m } else { -1.0 }]
            };
            let whole = [([0.0, 0.0], level(0)), ([1.0, 0.0], level(1)), ([0.0, 1.0], level(2))];
            let counted = below(&whole, 1);
            self.counted += size * twice_area(&counted);
            self.within += size * twice_area(&below(&counted, 0));
        }
    }
}

/// A corner of a triangle cut to pieces: where, and two levels there that change evenly.
type Corner = ([f64; 2], [f64; 2]);

/// The part of a convex outline where `level` is 0 or below.
fn below(outline: &[Corner], level: usize) -> Vec<Corner> {
    let mut kept = Vec::with_capacity(outline.len() + 1);
    for (number, &to) in outline.iter().enumerate() {
        let from = outline[(number + outline.len() - 1) % outline.len()];
        let (before, after) = (from.1[level], to.1[level]);
        if (before <= 0.0) != (after <= 0.0) {
            let t = before / (before - after);
            let mix = |a: [f64; 2], b: [f64; 2]| [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
            kept.push((mix(from.0, to.0), mix(from.1, to.1)));
        }
        if after <= 0.0 {
            kept.push(to);
        }
    }
    kept
}

fn twice_area(outline: &[Corner]) -> f64 {
    let pairs = outline.iter().zip(outline.iter().cycle().skip(1));
    pairs.map(|((a, _), (b, _))| a[0] * b[1] - a[1] * b[0]).sum::<f64>().max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Referee: by hand.
    #[test]
    fn a_triangle_is_cut_where_its_levels_are_0() {
        let triangle =
            |a: f64, b: f64, c: f64| [([0.0, 0.0], [a, -1.0]), ([1.0, 0.0], [b, -1.0]), ([0.0, 1.0], [c, -1.0])];
        for (levels, expected) in [
            ((-1.0, -1.0, -2.0), 1.0),
            ((1.0, 1.0, 2.0), 0.0),
            ((-1.0, 1.0, 1.0), 0.25),
            ((1.0, -1.0, -1.0), 0.75),
            ((0.0, 0.0, 0.0), 1.0),
            ((-1.0, 3.0, 1.0), 0.125),
        ] {
            let found = twice_area(&below(&triangle(levels.0, levels.1, levels.2), 0));
            assert!((found - expected).abs() < 1e-12, "{found} for {levels:?}");
        }
    }
}
