//! Eight chords at a time, as f32 in a local frame: how far is a place from each? Not responsible for exact distances.

use crate::geometry::ecef::Ecef;
use crate::index::frame::{Frame, Local};
use crate::index::tree::{Box3, WIDTH};

/// Where chords lie that do not exist: beyond all bounds, and finite.
const NOWHERE_M: f32 = 1e18;
/// By how much a computed distance d to a chord of length L may differ from that between the rounded places: so often d + L.
///
/// With u = 2⁻²⁴ and |to| ≤ d + L, the share of the chord is off by 4u·|to|/L and five roundings of itself, which moves the foot
/// by 4u·d + 9u·L; what is left of `to` adds 2u·(d + L), the squares and sums 3u·d. Sixteen are enough.
pub(crate) const CHORD_ROUNDING: f64 = 16.0 / (1_u32 << 24) as f64;

/// Up to eight chords.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
pub(crate) struct Chords {
    start: [[f32; WIDTH]; 3],
    along: [[f32; WIDTH]; 3],
    per_length2: [f32; WIDTH],
}

impl Chords {
    /// The chords between `ends`, at most eight of them, and the box around them.
    #[must_use]
    pub(crate) fn new(frame: &Frame, ends: impl Iterator<Item = [Ecef; 2]>) -> (Self, Box3) {
        let mut chords = Self { start: [[NOWHERE_M; WIDTH]; 3], along: [[0.0; WIDTH]; 3], per_length2: [0.0; WIDTH] };
        let mut held = Box3::NOTHING;
        for (slot, [start, end]) in ends.take(WIDTH).enumerate() {
            let (start, end) = (frame.at(start), frame.at(end));
            let mut length2 = 0.0;
            for axis in 0..3 {
                let along = end[axis] - start[axis];
                chords.start[axis][slot] = start[axis];
                chords.along[axis][slot] = along;
                length2 += along * along;
            }
            chords.per_length2[slot] = if length2 > 0.0 { 1.0 / length2 } else { 0.0 };
            held = held.with(Box3::around([start, end]));
        }
        (chords, held)
    }

    /// The squared distance in square metres to each chord, as [`CHORD_ROUNDING`] says.
    #[inline]
    #[must_use]
    pub(crate) fn distances2_m2(&self, from: &Local) -> [f32; WIDTH] {
        let [x, y, z] = from.at;
        let mut distances2 = [0.0; WIDTH];
        for (slot, distance2) in distances2.iter_mut().enumerate() {
            let to = [x - self.start[0][slot], y - self.start[1][slot], z - self.start[2][slot]];
            let along = [self.along[0][slot], self.along[1][slot], self.along[2][slot]];
            let share = (to[0] * along[0] + to[1] * along[1] + to[2] * along[2]) * self.per_length2[slot];
            let share = clamped(share);
            let off = [to[0] - share * along[0], to[1] - share * along[1], to[2] - share * along[2]];
            *distance2 = off[0] * off[0] + off[1] * off[1] + off[2] * off[2];
        }
        distances2
    }
}

/// `share` within 0..=1, in two instructions for eight of them: no NaN can come, so `f32::clamp`'s care is not needed.
#[inline]
fn clamped(share: f32) -> f32 {
    let share = if share > 0.0 { share } else { 0.0 };
    if share < 1.0 { share } else { 1.0 }
}
