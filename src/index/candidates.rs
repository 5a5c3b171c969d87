//! Which of the places seen so far may be among the k nearest, by f32 distances in a frame alone.
//! Not responsible for measuring them.

use crate::geometry::bounds::chord_outranked;
use crate::index::frame::Local;

/// Up to how many candidates are kept in order on the stack.
pub(crate) const FEW: usize = 47;
/// More than all roundings of f32 in [`outranked2_m2`], each 6e-8 of its result.
const ROUNDED: f32 = 1.0 + 1e-6;
/// Up to this squared distance [`chord_outranked`] is a polynomial: 980 km, some below the end of that.
const NEAR2_M2: f32 = 980_000.0 * 980_000.0;
/// The coefficient of that polynomial, rounded up.
const OUTRANKED_PER_M2: f32 = 2.3e-17;

/// Candidates, nearest first: the bits of the squared distance, which are in the order of the numbers, above the place.
#[derive(Debug)]
pub(crate) struct Few {
    keys: [u64; FEW + 1],
    count: usize,
}

impl Few {
    /// No candidates.
    pub(crate) fn new() -> Self {
        Self { keys: [0; FEW + 1], count: 0 }
    }

    /// The places of all candidates, nearest first.
    pub(crate) fn places(&self) -> impl Iterator<Item = usize> {
        self.keys[..self.count].iter().map(|key| (key & 0xffff_ffff) as u32 as usize)
    }

    /// Whether there were more than [`FEW`], so that some may be missing.
    #[inline]
    pub(crate) fn too_many(&self) -> bool {
        self.count > FEW
    }

    /// Puts a candidate in, if there is room, and returns the bound from then on: beyond it no place is among the `k` nearest.
    #[inline]
    pub(crate) fn put(&mut self, (distance2_m2, place): (f32, u32), k: usize, (bound2_m2, slack_m): (f32, f32)) -> f32 {
        let key = u64::from(distance2_m2.to_bits()) << 32 | u64::from(place);
        let mut rank = self.count.min(FEW);
        while rank > 0 && self.keys[rank - 1] > key {
            self.keys[rank] = self.keys[rank - 1];
            rank -= 1;
        }
        self.keys[rank] = key;
        self.count += 1;
        if rank >= k || self.count < k {
            return bound2_m2;
        }
        let bound2_m2 = outranked2_m2(slack_m, self.distance2(k - 1));
        while self.count > k && !self.too_many() && self.distance2(self.count - 1) > bound2_m2 {
            self.count -= 1;
        }
        bound2_m2
    }

    #[inline]
    fn distance2(&self, rank: usize) -> f32 {
        f32::from_bits((self.keys[rank] >> 32) as u32)
    }
}

/// The greatest squared distance in a frame of a place that may be no farther than another at `distance2_m2`.
///
/// The other's chord is at most d + slack, the chord of what it does not outrank at most [`chord_outranked`] of that, and the
/// distance in the frame at most a slack more. Up to 980 km that is computed in f32; the constant part of [`chord_outranked`]
/// is less than the slack's own reserve (see `frame`).
#[inline]
pub(crate) fn outranked2_m2(slack_m: f32, distance2_m2: f32) -> f32 {
    if distance2_m2 > NEAR2_M2 {
        let chord_m = f64::from(distance2_m2).sqrt() + f64::from(slack_m);
        return Local { at: [0.0; 3], slack_m }.reaching2_m2(chord_outranked(chord_m));
    }
    let reach_m = distance2_m2.sqrt() * ROUNDED + 2.0 * slack_m;
    let reach_m = reach_m + OUTRANKED_PER_M2 * reach_m * reach_m * reach_m;
    reach_m * reach_m * ROUNDED
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Referee: the bound in f64 with half of the slack, which is all that the proof in `frame` needs.
    #[test]
    #[expect(clippy::cast_possible_truncation, reason = "lengths of a test")]
    fn the_bound_in_f32_is_no_lower() {
        for step in 0..10_000 {
            let chord = 1e-3 * 10.0_f64.powf(f64::from(step) * 10.1 / 10_000.0);
            for slack in [1e-6_f32, 0.5, 12.0] {
                let distance2 = (chord * chord) as f32;
                let reach = chord_outranked(f64::from(distance2).sqrt() + f64::from(slack)) + 0.5 * f64::from(slack);
                assert!(f64::from(outranked2_m2(slack, distance2)) >= reach * reach * (1.0 - 1e-7), "{chord} m");
            }
        }
    }
}
