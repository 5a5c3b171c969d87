//! Lines and rings in pixels as SVG path data: cut to the frame, thinned, in tenths of a pixel.
//! Not responsible for colours, nor for which lines there are.

use std::fmt::Write as _;

use geo_types::{Coord, LineString, MultiPolygon};

use crate::geometry::ring::rings;
use crate::render::projection::{Frame, Projection};

/// Steps shorter than this cannot be seen.
const STEP_MIN_PX: f64 = 0.5;
/// How far outside the frame rings are cut, so that the cut edge's stroke stays out of sight.
pub(super) const CUT_MARGIN_PX: f64 = 12.0;

/// A line in pixels.
pub(super) type PxLine = Vec<Coord<f64>>;

/// Path data of open lines; empty if nothing is left of them.
pub(super) fn open_path(lines: &[PxLine]) -> String {
    path(lines, "")
}

/// Path data of rings.
pub(super) fn closed_path(rings: &[PxLine]) -> String {
    path(rings, "z")
}

fn path(lines: &[PxLine], end: &str) -> String {
    let mut data = String::new();
    for line in lines {
        let mut steps = line.iter().map(|at| [tenths(at.x), tenths(at.y)]);
        let Some(mut last) = steps.next() else { continue };
        write!(data, "M{},{}", number(last[0]), number(last[1])).expect("a string takes text");
        let mut letter = "l";
        for at in steps.filter(|_| line.len() > 1) {
            let step = [at[0] - last[0], at[1] - last[1]];
            if step == [0, 0] {
                continue;
            }
            let comma = if step[1] < 0 { "" } else { "," };
            let space = if letter.is_empty() && step[0] >= 0 { " " } else { "" };
            write!(data, "{letter}{space}{}{comma}{}", number(step[0]), number(step[1])).expect("a string takes text");
            (last, letter) = (at, "");
        }
        data.push_str(end);
    }
    data
}

#[expect(clippy::cast_possible_truncation, reason = "a cast saturates, and no picture is that large")]
fn tenths(px: f64) -> i64 {
    (px * 10.0).round() as i64
}

fn number(tenths: i64) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    match (tenths.abs() / 10, tenths.abs() % 10) {
        (whole, 0) => format!("{sign}{whole}"),
        (0, tenth) => format!("{sign}.{tenth}"),
        (whole, tenth) => format!("{sign}{whole}.{tenth}"),
    }
}

/// The line without steps that cannot be seen; both ends stay.
pub(super) fn thinned(line: &[Coord<f64>]) -> PxLine {
    let Some((&first, rest)) = line.split_first() else { return PxLine::new() };
    let mut kept = vec![first];
    for (i, &at) in rest.iter().enumerate() {
        let step = at - kept[kept.len() - 1];
        if step.x.hypot(step.y) >= STEP_MIN_PX || i + 1 == rest.len() {
            kept.push(at);
        }
    }
    kept
}

/// The rings of `area` as far as they can be seen, in pixels.
pub(super) fn visible_rings(area: &MultiPolygon<f64>, projection: &Projection) -> Vec<PxLine> {
    area.iter()
        .flat_map(rings)
        .map(|ring| cut_ring(&ring.0.iter().map(|&at| projection.px(at)).collect::<PxLine>(), projection.frame))
        .map(|ring| thinned(&ring))
        .filter(|ring| ring.len() > 2)
        .collect()
}

/// The runs of `line` that can be seen, in pixels.
pub(super) fn visible_runs(line: &LineString<f64>, projection: &Projection) -> Vec<PxLine> {
    let near = projection.frame.grown(CUT_MARGIN_PX);
    let points: PxLine = line.0.iter().map(|&at| projection.px(at)).collect();
    let seen = |pair: &[Coord<f64>]| near.meets(edge_box(pair[0], pair[1]));
    let mut runs: Vec<PxLine> = Vec::new();
    let mut going = false;
    for pair in points.windows(2) {
        match (seen(pair), going) {
            (true, true) => runs.last_mut().expect("a run is going").push(pair[1]),
            (true, false) => runs.push(pair.to_vec()),
            (false, _) => {}
        }
        going = seen(pair);
    }
    runs.iter().map(|run| thinned(run)).collect()
}

/// The rectangle around an edge, never empty.
pub(super) fn edge_box(a: Coord<f64>, b: Coord<f64>) -> Frame {
    Frame { left: a.x.min(b.x), top: a.y.min(b.y), right: a.x.max(b.x), bottom: a.y.max(b.y) }.grown(f64::EPSILON)
}

/// What of a ring lies within `CUT_MARGIN_PX` of the frame.
///
/// # Source
/// I. E. Sutherland, G. W. Hodgman, Reentrant polygon clipping, CACM 17 (1974), doi:10.1145/360767.360802
fn cut_ring(ring: &[Coord<f64>], frame: Frame) -> PxLine {
    let near = frame.grown(CUT_MARGIN_PX);
    let mut kept = ring.to_vec();
    // each side as a direction inwards and how far along it the side lies
    let sides = [(1.0, 0.0, near.left), (-1.0, 0.0, -near.right), (0.0, 1.0, near.top), (0.0, -1.0, -near.bottom)];
    for (x, y, limit) in sides {
        let inside = |at: Coord<f64>| at.x * x + at.y * y - limit;
        let mut next = PxLine::with_capacity(kept.len());
        for (i, &at) in kept.iter().enumerate() {
            let before = kept[(i + kept.len() - 1) % kept.len()];
            let (from, to) = (inside(before), inside(at));
            if (from >= 0.0) != (to >= 0.0) {
                next.push(before + (at - before) * (from / (from - to)));
            }
            if to >= 0.0 {
                next.push(at);
            }
        }
        kept = next;
    }
    kept
}
