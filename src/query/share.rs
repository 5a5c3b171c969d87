//! Which share of an extent lies within a distance of a target. Not responsible for the bounds of the distance: see `reach`.
//!
//! Parts that are wholly within the distance, or wholly beyond, are told by their corners. The others are halved until they are
//! small, and then judged in sixteen places by what their corners say.

use crate::geometry::patch::Patch;
use crate::query::reach::{Field, Part, Spot};

/// Parts that are smaller than this share of the whole are not halved, if they are no longer than [`LONG`] either.
const SMALL: f64 = 1e-5;
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

    /// Adds a sixteenth of `part` for each of sixteen places whose distance, as its corners have it, is within.
    fn judge(&mut self, part: &Part, distance_m: f64) {
        let sixteenth = part.patch.size() / 16.0;
        for shares in part.patch.lattice() {
            let mix =
                |of: fn(&Spot) -> f64| part.corners.iter().zip(shares).map(|(spot, share)| of(spot) * share).sum();
            let over_m: f64 = if self.limited { mix(|spot| spot.over_m) } else { 0.0 };
            if over_m <= 0.0 {
                self.counted += sixteenth;
                self.within += if mix(|spot| spot.distance_m) <= distance_m { sixteenth } else { 0.0 };
            }
        }
    }
}
