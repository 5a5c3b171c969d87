//! What incidents look like: circle, band, hatching, told apart by shape first and by colour second.
//! Not responsible for which of them is an incident's.

use geo_types::Coord;

use crate::render::labels::{Anchor, Face, Labels, Spot, spots_around};
use crate::render::marks::{Marks, PathMark, PointMark, Stated};
use crate::render::metrics::Weight;
use crate::render::names::inner_spots;
use crate::render::page::Page;
use crate::render::paths::PxLine;
use crate::render::projection::Frame;
use crate::render::text::shortened;
use crate::render::theme::Theme;

/// A circle larger than this has its id beside the dot, where it cannot pass for a neighbour's.
const REACH_MAX_PX: f64 = 12.0;
/// Half the width of the wide band.
const BAND_PX: f64 = 8.5;
/// How far from the middle of a band its label's middle stands.
const BAND_LABEL_PX: f64 = 24.0;

const POINT_ID: Face = Face { class: "id point-id", size_px: 16.0, spacing_px: 0.0, weight: Weight::Bold };
const BAND_ID: Face = Face { class: "id band-id", size_px: 16.0, spacing_px: 0.0, weight: Weight::Bold };
const AREA_ID: Face = Face { class: "id area-id", size_px: 16.0, spacing_px: 0.0, weight: Weight::Bold };

/// The incidents that may be drawn, areas below bands below points.
///
/// A stretch of border is a thick line, a whole border a hollow one; in print the thick line is a pair of rails.
pub(super) fn drawn(marks: &Marks, page: &Page) -> String {
    let theme = page.theme;
    let areas = marks.areas.iter().map(|mark| format!("<path class=\"area\" d=\"{}\"/>\n", mark.path));
    let bands = [true, false].into_iter().flat_map(|wide| {
        let of_width = marks.lines.iter().filter(move |mark| mark.wide == wide);
        of_width.map(move |mark| band(&mark.path, wide_class(wide), theme))
    });
    let dot_px = marks.dot_px();
    let points = marks.points.iter().map(|mark| point(mark, dot_px));
    let all: Vec<String> = areas.chain(bands).chain(points).collect();
    format!("<g id=\"incidents\"{}>\n{}</g>\n", page.class(), all.concat())
}

/// What is added to the classes of a band along a whole border.
const fn wide_class(wide: bool) -> &'static str {
    if wide { " wide" } else { "" }
}

/// A band along `path`, with the core that makes it hollow.
pub(super) fn band(path: &str, wide: &str, theme: Theme) -> String {
    let band = format!("<path class=\"band{wide}\" d=\"{path}\"/>\n");
    if wide.is_empty() && !theme.has_rails() {
        return band;
    }
    band + &format!("<path class=\"core{wide}\" d=\"{path}\"/>\n")
}

/// The class of a point's dot: it is full where something is said of how precise it is.
pub(super) const fn dot_class(stated: Stated) -> &'static str {
    match stated {
        Stated::Unstated => "dot unstated",
        Stated::Near => "dot near",
        Stated::Exact | Stated::Circle => "dot",
    }
}

fn point(mark: &PointMark, dot_px: f64) -> String {
    let Coord { x, y } = mark.at;
    let around = mark.radii.map(|radii| {
        let Coord { x: rx, y: ry } = radii;
        format!("<ellipse class=\"radius\" cx=\"{x:.1}\" cy=\"{y:.1}\" rx=\"{rx:.1}\" ry=\"{ry:.1}\"/>\n")
    });
    let class = dot_class(mark.stated);
    format!("{}<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{dot_px}\"/>\n", around.unwrap_or_default())
}

/// Keeps labels off the dots.
pub(super) fn block_dots(marks: &Marks, labels: &mut Labels) {
    for Coord { x, y } in marks.points.iter().map(|mark| mark.at) {
        labels.block(Frame { left: x, top: y, right: x, bottom: y }.grown(marks.dot_px()));
    }
}

/// Keeps labels off the bands, vertex by vertex. A town on a border keeps its name, so towns are labelled before.
pub(super) fn block_bands(marks: &Marks, labels: &mut Labels) {
    for &Coord { x, y } in marks.lines.iter().flat_map(|mark| &mark.lines).flatten() {
        labels.block(Frame { left: x, top: y, right: x, bottom: y }.grown(BAND_PX));
    }
}

/// Sets the ids; how many incidents are drawn without theirs for lack of room.
pub(super) fn label(marks: &Marks, labels: &mut Labels) -> usize {
    if !marks.has_ids() {
        return 0;
    }
    let dot_px = marks.dot_px();
    let mut unlabelled = 0;
    let mut set = |ids: &[String], face: Face, spots: Vec<Spot>| {
        if !labels.place(&shortened(&ids.join(", ")), face, &spots) {
            unlabelled += ids.len();
        }
    };
    for mark in &marks.points {
        let reach = mark.radii.map_or(dot_px, |radii| radii.x.max(radii.y)).clamp(dot_px, REACH_MAX_PX);
        set(&mark.ids, POINT_ID, spots_around(mark.at, reach, POINT_ID.size_px));
    }
    for mark in marks.lines.iter().filter(|mark| !mark.wide).chain(marks.lines.iter().filter(|mark| mark.wide)) {
        set(&mark.ids, BAND_ID, band_spots(mark));
    }
    for mark in &marks.areas {
        let width = AREA_ID.width_px(&shortened(&mark.ids.join(", ")));
        let anywhere = inner_spots(&mark.lines, AREA_ID.size_px, 0.0);
        let wholly = inner_spots(&mark.lines, AREA_ID.size_px, width);
        set(&mark.ids, AREA_ID, wholly.into_iter().chain(anywhere).collect());
    }
    unlabelled
}

/// Positions on both sides of a band. A short stretch is named at its middle; a whole border first at a third of it, off
/// the stretches that others have in common with its middle.
fn band_spots(mark: &PathMark) -> Vec<Spot> {
    let Some(longest) = mark.lines.iter().max_by(|a, b| length_px(a).total_cmp(&length_px(b))) else {
        return Vec::new();
    };
    let shares: [f64; 9] = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9];
    let first: f64 = if mark.wide { 0.3 } else { 0.5 };
    std::iter::once(first)
        .chain(shares)
        .flat_map(|share| {
            let middle = along(longest, share);
            let ahead = along(longest, (share + 0.05).min(1.0)) - along(longest, share - 0.05);
            let across = Coord { x: -ahead.y, y: ahead.x } / ahead.x.hypot(ahead.y).max(1e-9);
            [-1.0, 1.0].map(|side| {
                let down = Coord { x: 0.0, y: BAND_ID.size_px * 0.3 };
                Spot { at: middle + across * (BAND_LABEL_PX * side) + down, anchor: Anchor::Middle }
            })
        })
        .collect()
}

/// The first vertex of a line after `share` of its length.
fn along(line: &PxLine, share: f64) -> Coord<f64> {
    let wanted = length_px(line) * share;
    let mut walked = 0.0;
    for pair in line.windows(2) {
        walked += step_px(pair[0], pair[1]);
        if walked >= wanted {
            return pair[1];
        }
    }
    line[line.len() - 1]
}

fn length_px(line: &PxLine) -> f64 {
    line.windows(2).map(|pair| step_px(pair[0], pair[1])).sum()
}

fn step_px(from: Coord<f64>, to: Coord<f64>) -> f64 {
    (to.x - from.x).hypot(to.y - from.y)
}
