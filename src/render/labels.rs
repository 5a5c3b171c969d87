//! Where words may stand on a map. Not responsible for which words there are.
//!
//! The rule: labels are placed in the order in which they are asked for, the most important first. Each has a list of
//! positions, the best first, and takes the first that lies wholly inside the map and meets neither a label that was
//! placed before nor a blocked box (symbols, the scale bar). A label without such a position is left out and counted.
//! The legend stands beside or below the map, so that nothing can lie over it.
//!
//! The order: ids of incidents, towns, districts and then provinces that incidents touch, other provinces that districts belong to,
//! countries, other provinces, regions without a boundary, seas. A label's box is as wide as its letters are in the font that is asked for first
//! (`metrics`), with 2 pixels of air on each side.

use std::collections::HashMap;

use geo_types::Coord;

use crate::render::metrics::{Weight, is_arabic, weighed_px};
use crate::render::projection::Frame;
use crate::render::text::directed;

/// Air around a label; widely spaced ones get more, in shares of their spacing.
const GAP_PX: f64 = 2.0;
const GAP_PER_SPACING: f64 = 1.4;
/// From the baseline up to the top of capitals, and down to the lowest descender, as shares of the size.
const ASCENT_EM: f64 = 0.78;
const DESCENT_EM: f64 = 0.24;
/// From one line of a label to the next.
const LEADING_EM: f64 = 1.15;

/// Which end of a label stands at its position.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A position of a label: a point on its baseline.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub(super) at: Coord<f64>,
    pub(super) anchor: Anchor,
}

/// How a kind of label is set; `class` is styled in `style.css` with this size and spacing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Face {
    pub(super) class: &'static str,
    pub(super) size_px: f64,
    pub(super) spacing_px: f64,
    pub(super) weight: Weight,
}

impl Face {
    /// About how wide `text` is. Letters of the Arabic script are joined, and so never spaced.
    pub(super) fn width_px(self, text: &str) -> f64 {
        let spaced = if text.chars().any(is_arabic) { 0.0 } else { self.spacing_px };
        weighed_px(text, self.size_px, self.weight) + spaced * text.chars().count() as f64
    }
}

/// The side of a cell of the grid in which taken boxes are looked up: about a word.
const CELL_PX: f64 = 64.0;

/// The words of a map.
#[derive(Debug)]
pub(super) struct Labels {
    frame: Frame,
    /// The boxes that are taken, by each cell that they reach into.
    taken: HashMap<(i32, i32), Vec<Frame>>,
    svg: String,
}

/// The cells that `area` reaches into; areas far off the map are as those at its edge.
fn cells(area: Frame) -> impl Iterator<Item = (i32, i32)> {
    #[expect(clippy::cast_possible_truncation, reason = "clamped to what 16 bits hold")]
    let cell = |px: f64| (px / CELL_PX).floor().clamp(-300.0, 30_000.0) as i32;
    let (left, right, top, bottom) = (cell(area.left), cell(area.right), cell(area.top), cell(area.bottom));
    (left..=right).flat_map(move |x| (top..=bottom).map(move |y| (x, y)))
}

impl Labels {
    pub(super) fn new(frame: Frame) -> Self {
        Self { frame, taken: HashMap::new(), svg: String::new() }
    }

    /// Keeps labels out of `area`.
    pub(super) fn block(&mut self, area: Frame) {
        for cell in cells(area) {
            self.taken.entry(cell).or_default().push(area);
        }
    }

    /// Whether a label may stand in `area`.
    fn is_free(&self, area: Frame) -> bool {
        let met = |cell: (i32, i32)| self.taken.get(&cell).is_some_and(|taken| taken.iter().any(|one| one.meets(area)));
        self.frame.encloses(area) && !cells(area).any(met)
    }

    /// Sets `text` at the first of `spots` that is free; whether there was one.
    pub(super) fn place(&mut self, text: &str, face: Face, spots: &[Spot]) -> bool {
        self.place_lines(&[text], face, spots)
    }

    /// The same with several lines, around the spot of one.
    pub(super) fn place_lines(&mut self, lines: &[&str], face: Face, spots: &[Spot]) -> bool {
        let leading = face.size_px * LEADING_EM;
        let half = leading * (lines.len() as f64 - 1.0) / 2.0;
        let width = lines.iter().map(|line| face.width_px(line)).fold(0.0, f64::max);
        let gap = GAP_PX + face.spacing_px * GAP_PER_SPACING;
        let boxed = |spot: &Spot| {
            let Frame { left, top, right, bottom } = label_box(*spot, width, face.size_px);
            (*spot, Frame { left, top: top - half, right, bottom: bottom + half }.grown(gap))
        };
        let Some((spot, area)) = spots.iter().map(boxed).find(|(_, area)| self.is_free(*area)) else { return false };
        self.block(area);
        for (number, line) in lines.iter().enumerate() {
            let down = Coord { x: 0.0, y: leading * number as f64 - half };
            self.set(line, face, Spot { at: spot.at + down, ..spot });
        }
        true
    }

    fn set(&mut self, text: &str, face: Face, spot: Spot) {
        // in a picture of another language, a name in Arabic script must keep its letters joined and upright
        let foreign = face.spacing_px > 0.0 && text.chars().any(is_arabic);
        let line = text_at(spot, face.class, text);
        let upright = "<text style=\"letter-spacing:0;font-style:normal\"";
        self.svg.push_str(&if foreign { line.replacen("<text", upright, 1) } else { line });
    }

    /// All labels as a group with this class.
    pub(super) fn svg(self, class: &str) -> String {
        format!("<g id=\"labels\"{class}>\n{}</g>\n", self.svg)
    }
}

fn label_box(spot: Spot, width: f64, size_px: f64) -> Frame {
    let left = match spot.anchor {
        Anchor::Start => spot.at.x,
        Anchor::Middle => spot.at.x - width / 2.0,
        Anchor::End => spot.at.x - width,
    };
    let (top, bottom) = (spot.at.y - size_px * ASCENT_EM, spot.at.y + size_px * DESCENT_EM);
    Frame { left, top, right: left + width, bottom }
}

/// A line of text, escaped and in its own direction.
pub(super) fn text_at(spot: Spot, class: &str, text: &str) -> String {
    let anchor = match spot.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let Coord { x, y } = spot.at;
    format!("<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\"{anchor}>{}</text>\n", directed(text))
}

/// The positions around a symbol of half size `reach_px`: right, left, above, below, then the corners.
pub(super) fn spots_around(centre: Coord<f64>, reach_px: f64, size_px: f64) -> Vec<Spot> {
    let (side, middle) = (reach_px + 3.0, size_px * 0.35);
    let spot = |dx, dy, anchor| Spot { at: centre + Coord { x: dx, y: dy }, anchor };
    vec![
        spot(side, middle, Anchor::Start),
        spot(-side, middle, Anchor::End),
        spot(0.0, -side - 1.0, Anchor::Middle),
        spot(0.0, side + size_px * ASCENT_EM, Anchor::Middle),
        spot(side, -reach_px, Anchor::Start),
        spot(-side, -reach_px, Anchor::End),
        spot(side, reach_px + middle * 2.0, Anchor::Start),
        spot(-side, reach_px + middle * 2.0, Anchor::End),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_that_has_no_room_is_left_out() {
        let frame = Frame { left: 0.0, top: 0.0, right: 200.0, bottom: 100.0 };
        let face = Face { class: "town", size_px: 12.0, spacing_px: 0.0, weight: Weight::Regular };
        let at = |x, y| [Spot { at: Coord { x, y }, anchor: Anchor::Start }];
        let mut labels = Labels::new(frame);
        labels.block(Frame { left: 100.0, top: 50.0, right: 200.0, bottom: 100.0 });
        assert!(labels.place("Taftan", face, &at(10.0, 20.0)));
        assert!(!labels.place("Zahedan", face, &at(12.0, 24.0)), "over another label");
        assert!(!labels.place("Zahedan", face, &at(120.0, 80.0)), "over a blocked box");
        assert!(!labels.place("Zahedan", face, &at(180.0, 20.0)), "out of the map");
        assert!(!labels.place("Zahedan", face, &[]));
        assert!(labels.place("Zahedan", face, &[at(12.0, 24.0)[0], at(10.0, 60.0)[0]]));
    }
}
