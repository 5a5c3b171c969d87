//! A local frame in which places in space are three f32 numbers, and how far such numbers may be off.
//! Not responsible for what is searched in it.
//!
//! # Why the slack is enough
//! Let u = 2⁻²⁴, the relative rounding of f32, and M = |P| + extent, where P is the place that asks and all places of the
//! frame lie within the extent of its origin. The turn into the frame is computed in f64, where coordinates of Earth's size
//! round to nanometres. Then
//!
//! * rounding P to f32 moves it by at most u·|P|, rounding a place of the frame by at most u·extent: together u·M;
//! * a box of such places has their rounding and no more;
//! * a squared distance d̂² is a sum of three squares of differences, each rounded: one rounding for the difference (twice
//!   in the square), one for the square, two for the sums, so d̂² = d²·(1 + θ) with |θ| ≤ 5u + O(u²), which is 2.5u·M in d̂;
//! * a bound is rounded once when its square becomes f32: 0.5u·M.
//!
//! The sum is 4u·M + O(u²M). `ROUNDINGS` more than doubles it, so that no second-order term and no rounding of the slack itself
//! matters, and `LEAST_SLACK_M` covers f64's nanometres and f32's underflow.

use crate::geometry::ecef::{Ecef, cross, dot, moved, way};

/// How many roundings of f32, relative to all distances in the frame, the slack allows for: more than twice what the proof needs.
const ROUNDINGS: f64 = 10.0;
/// The relative rounding of f32.
const ROUNDING: f64 = 1.0 / (1_u32 << 24) as f64;
/// The slack where all distances are tiny, in metres: a hundred times what coordinates of Earth's size round to in f64.
const LEAST_SLACK_M: f64 = 1e-6;
/// Places whose mean is nearer than this to the Earth's centre lie all around it, and no direction is up.
const ALL_AROUND_M: f64 = 1_000_000.0;
/// No squared distance between two places in a frame comes near this; what lies beyond is padding.
pub(crate) const FARTHEST2_M2: f32 = 1e30;

/// An origin and three axes at right angles: east, north and up at the middle of some places.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    origin: Ecef,
    axes: [Ecef; 3],
    extent_m: f64,
}

/// A place in a frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Local {
    /// Metres east, north and up from the frame's origin.
    pub(crate) at: [f32; 3],
    /// How much any distance from here to a place of the frame, computed in f32, may differ from the chord (metres).
    pub(crate) slack_m: f32,
}

impl Frame {
    /// The frame around `places`: its origin is their mean, its extent reaches the farthest.
    ///
    /// The axes are those of ECEF where the places lie all around the Earth. Without places the origin is the Earth's centre.
    #[must_use]
    pub(crate) fn over(places: impl Iterator<Item = Ecef> + Clone) -> Self {
        let origin = mean(places.clone());
        let mut frame = Self { origin, axes: axes_at(origin), extent_m: 0.0 };
        frame.extent_m = places.map(|place| length(way(origin, place))).fold(0.0, f64::max);
        frame
    }

    /// How far the farthest of its places is from the origin, in metres.
    #[must_use]
    pub(crate) fn extent_m(&self) -> f64 {
        self.extent_m
    }

    /// The slack of a distance between any two of its places, in metres.
    #[must_use]
    pub(crate) fn slack_within_m(&self) -> f64 {
        ROUNDINGS * ROUNDING * 2.0 * self.extent_m + LEAST_SLACK_M
    }

    /// Where `place`, which need not be one of the frame's, lies in it.
    #[inline]
    #[must_use]
    pub(crate) fn local(&self, place: Ecef) -> Local {
        let from = way(self.origin, place);
        let slack_m = ROUNDINGS * ROUNDING * (length(from) + self.extent_m) + LEAST_SLACK_M;
        Local { at: self.turned(from), slack_m: narrow(slack_m) }
    }

    /// As [`Frame::local`], for a place of the frame, whose rounding is in the slack of those who ask.
    #[inline]
    #[must_use]
    pub(crate) fn at(&self, place: Ecef) -> [f32; 3] {
        self.turned(way(self.origin, place))
    }

    /// `direction` along the frame's axes, in f64.
    #[must_use]
    pub(crate) fn along_axes(&self, direction: Ecef) -> [f64; 3] {
        [dot(self.axes[0], direction), dot(self.axes[1], direction), dot(self.axes[2], direction)]
    }

    /// The position that lies at `at` metres along the frame's axes.
    #[must_use]
    pub(crate) fn position(&self, at: [f64; 3]) -> Ecef {
        (0..3).fold(self.origin, |position, axis| moved(position, at[axis], self.axes[axis]))
    }

    /// Where `position` lies in the frame, in f64.
    #[must_use]
    pub(crate) fn exactly(&self, position: Ecef) -> [f64; 3] {
        self.along_axes(way(self.origin, position))
    }

    #[inline]
    fn turned(&self, from: Ecef) -> [f32; 3] {
        [narrow(dot(self.axes[0], from)), narrow(dot(self.axes[1], from)), narrow(dot(self.axes[2], from))]
    }
}

impl Local {
    /// How much the rounding of both places to f32 may change a distance from here (metres); what is then computed from them
    /// is off by some roundings of the distance itself.
    #[inline]
    #[must_use]
    pub(crate) fn rounding_m(&self) -> f64 {
        f64::from(self.slack_m) / ROUNDINGS
    }

    /// A square that no computed squared distance exceeds whose chord is `chord_m` or less.
    #[inline]
    #[must_use]
    pub(crate) fn reaching2_m2(&self, chord_m: f64) -> f32 {
        let reach_m = chord_m + f64::from(self.slack_m);
        narrow(reach_m * reach_m).min(FARTHEST2_M2)
    }

    /// A square so small that each computed squared distance up to it belongs to a chord of `chord_m` or less; negative,
    /// which no squared distance is, where nothing is so sure.
    #[inline]
    #[must_use]
    pub(crate) fn surely_within2_m2(&self, chord_m: f64) -> f32 {
        let reach_m = chord_m - f64::from(self.slack_m);
        if reach_m > 0.0 { narrow(reach_m * reach_m).min(FARTHEST2_M2) } else { -1.0 }
    }
}

/// The mean, at the Earth's centre for no places.
fn mean(places: impl Iterator<Item = Ecef>) -> Ecef {
    let (mut sum, mut count) = ([0.0; 3], 0.0_f64);
    for place in places {
        for axis in 0..3 {
            sum[axis] += place[axis];
        }
        count += 1.0;
    }
    sum.map(|total| total / count.max(1.0))
}

/// East, north and up at `origin`; the axes of ECEF near the Earth's centre.
fn axes_at(origin: Ecef) -> [Ecef; 3] {
    let height_m = length(origin);
    if height_m < ALL_AROUND_M {
        return [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    }
    let up = origin.map(|coordinate| coordinate / height_m);
    let level_m = up[0].hypot(up[1]);
    // on the Earth's axis every direction is south or north: any will do
    let east = if level_m > 1e-6 { [-up[1] / level_m, up[0] / level_m, 0.0] } else { [1.0, 0.0, 0.0] };
    // on the axis itself `east` and `up` are at right angles to 1e-6 only, so north and then east are made anew
    let north = unit(cross(up, east));
    [cross(north, up), north, up]
}

#[expect(clippy::cast_possible_truncation, reason = "rounded to f32 on purpose; the slack allows for it")]
fn narrow(metres: f64) -> f32 {
    metres as f32
}

fn length(v: Ecef) -> f64 {
    dot(v, v).sqrt()
}

fn unit(v: Ecef) -> Ecef {
    let length = length(v);
    v.map(|coordinate| coordinate / length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::ecef::{chord_m, ecef};
    use crate::lonlat::LonLat;

    fn spread(count: u32, lon: (f64, f64), lat: (f64, f64)) -> Vec<Ecef> {
        let at = |i: u32| {
            let share = |prime: f64| (f64::from(i) * prime.sqrt()).fract();
            LonLat::new(lon.0 + (lon.1 - lon.0) * share(2.0), lat.0 + (lat.1 - lat.0) * share(3.0)).unwrap()
        };
        (0..count).map(|i| ecef(at(i))).collect()
    }

    /// Referee: the chord in f64.
    #[test]
    fn distances_in_a_frame_are_chords_within_the_slack() {
        let rows = [
            ((60.0, 63.0), (25.0, 30.0)),
            ((-180.0, 180.0), (-90.0, 90.0)),
            ((-180.0, 180.0), (89.999, 90.0)),
            ((-180.0, 180.0), (-90.0, -90.0)),
            ((179.0, 180.0), (-1e-9, 1e-9)),
            ((61.0, 61.0), (29.0, 29.0)),
        ];
        let askers = spread(200, (-180.0, 180.0), (-90.0, 90.0));
        for (lon, lat) in rows {
            let places = spread(300, lon, lat);
            let frame = Frame::over(places.iter().copied());
            for asker in askers.iter().chain(&places) {
                let local = frame.local(*asker);
                for place in &places {
                    let to = frame.at(*place);
                    let d = [to[0] - local.at[0], to[1] - local.at[1], to[2] - local.at[2]];
                    let (found2, chord) = (d[0] * d[0] + d[1] * d[1] + d[2] * d[2], chord_m(*asker, *place));
                    let off = (f64::from(found2).sqrt() - chord).abs();
                    assert!(off <= f64::from(local.slack_m), "{off} m off, {} m allowed", local.slack_m);
                    assert!(found2 <= local.reaching2_m2(chord));
                    assert!(found2 > local.surely_within2_m2(chord * (1.0 - 1e-12)));
                }
            }
        }
    }
}
