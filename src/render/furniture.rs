//! What surrounds a map: frame, degrees, scale bar, headline. Not responsible for the legend, nor for credits.

use geo_types::Coord;

use crate::render::labels::{Anchor, Spot, text_at};
use crate::render::left_out::HeadlineCut;
use crate::render::marks::Marks;
use crate::render::metrics::{Weight, weighed_px, width_px};
use crate::render::options::MapOptions;
use crate::render::page::Page;
use crate::render::projection::{Frame, Projection};
use crate::render::text::{at_most, fitting, wrapped};
use crate::render::words::filled;

/// The longest that a scale bar gets.
const BAR_MAX_PX: f64 = 190.0;
/// From the map's edge to the scale bar, from the side.
const BAR_INSET: f64 = 18.0;
/// A note that would be wider than this share of the map is set in two lines.
const NOTE_SHARE_MAX: f64 = 0.34;
const SMALL_LEADING_PX: f64 = 14.0;
/// Steps between meridians and parallels that read well, in degrees.
const STEPS_DEG: [f64; 10] = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 45.0, 90.0];
/// No more degrees than this are written along one side.
const TICKS_MAX: f64 = 7.0;
const TICK_PX: f64 = 6.0;
/// How far degrees may reach beyond the map's sides: less than the picture's margin.
const OVER_PX: f64 = 13.0;
const TITLE_LINES_MAX: usize = 2;
/// Sizes of the headline in `style.css`.
const TITLE_PX: [f64; 3] = [27.0, 22.0, 18.0];
/// A picture that is narrower has a small headline.
const SMALL_WIDTH_PX: f64 = 700.0;
/// The size of degrees and notes in `style.css`.
const SMALL_PX: f64 = 12.0;

/// Headline and what stands below it.
pub(super) struct Head {
    pub(super) svg: String,
    /// Whether the headline is cut.
    pub(super) cut: HeadlineCut,
    /// Where the map may begin.
    pub(super) bottom: f64,
}

/// The headline in the largest type that holds it in one line, or else in two, and up to two lines below it, across `frame`.
pub(super) fn headline(page: &Page, options: &MapOptions, frame: Frame) -> Head {
    let (x, width) = (page.x(frame, 0.0), frame.width());
    let small = width < SMALL_WIDTH_PX;
    let whole = |size_px: &f64| !small && weighed_px(&options.title, *size_px, Weight::Bold) <= width;
    let number = TITLE_PX.iter().position(whole).unwrap_or(TITLE_PX.len() - 1);
    let (size_px, class) = (TITLE_PX[number], ["title", "title-2", "title-3"][number]);
    // bold letters are set by the width of regular ones that are larger
    let wide = weighed_px(&options.title, 1.0, Weight::Bold) / width_px(&options.title, 1.0).max(1e-9);
    let wide_px = size_px * wide.max(1.0);
    let mut title = wrapped(&options.title, wide_px, width);
    let cut = if title.len() > TITLE_LINES_MAX { HeadlineCut::Yes } else { HeadlineCut::No };
    if title.len() > TITLE_LINES_MAX {
        let rest = title.split_off(TITLE_LINES_MAX - 1).join(" ");
        title.push(fitting(&rest, wide_px, width));
    }
    let mut y = if small { 6.0 } else { 11.0 };
    let mut svg = String::new();
    for line in title {
        y += if svg.is_empty() { size_px } else { size_px * 1.2 };
        svg += &page.text(x, y, class, &line);
    }
    let one = wrapped(&options.subtitle, 15.0, width);
    let (lines, class) = if one.len() <= 1 && !small {
        (one, "subtitle")
    } else {
        (at_most(wrapped(&options.subtitle, 13.0, width), 2), "subtitle-2")
    };
    y += if small { 1.0 } else { 6.0 };
    for line in &lines {
        y += if small { 15.0 } else { 18.0 };
        svg += &page.text(x, y, class, line);
    }
    Head { svg, cut, bottom: y + if small { 10.0 } else { 16.0 } }
}

/// Meridians and parallels: faint lines in the map, ticks and degrees at its edge.
pub(super) struct Graticule {
    /// Below the land's lines.
    pub(super) lines: String,
    /// Above everything.
    pub(super) ticks: String,
}

/// How much room degrees of latitude take beside a map.
pub(super) fn margin_px(page: &Page) -> f64 {
    let [north, south, ..] = page.words.winds;
    let wider = |wind| width_px(&degrees(page, 88.8, wind), SMALL_PX);
    wider(north).max(wider(south)).ceil() + 2.0
}

pub(super) fn graticule(page: &Page, projection: &Projection) -> Graticule {
    let [north, south, east, west] = page.words.winds;
    let (frame, shown) = (projection.frame, projection.shown);
    let span = shown.max - shown.min;
    let mut lines = String::new();
    let mut ticks = String::new();
    let wide =
        width_px(&degrees(page, 88.8, east), SMALL_PX).max(width_px(&degrees(page, 88.8, west), SMALL_PX)) + 10.0;
    for lon in round_degrees(shown.min.x, shown.max.x, step_deg(span.x, frame.width() / wide), 180.0) {
        let x = projection.px(Coord { x: lon, y: 0.0 }).x;
        lines.push_str(&["M", &px(x), ",", &px(frame.top), "V", &px(frame.bottom)].concat());
        let tick = format!("<path class=\"tick\" d=\"M{x:.1},{:.1}v-{TICK_PX}\"/>\n", frame.bottom);
        let spot = Spot { at: Coord { x, y: frame.bottom + 16.0 }, anchor: Anchor::Middle };
        let told = degrees(page, lon, if lon < 0.0 { west } else { east });
        ticks += &tick;
        // beyond the picture's edge it would be cut
        let half = width_px(&told, SMALL_PX) / 2.0;
        if x - half >= frame.left - OVER_PX && x + half <= frame.right + OVER_PX {
            ticks += &text_at(spot, "degrees", &told);
        }
    }
    for lat in round_degrees(shown.min.y, shown.max.y, step_deg(span.y, frame.height() / 24.0), 90.0) {
        let y = projection.px(Coord { x: 0.0, y: lat }).y;
        lines.push_str(&["M", &px(frame.left), ",", &px(y), "H", &px(frame.right)].concat());
        let (inwards, anchor) = if page.language.is_rtl() { (-TICK_PX, Anchor::Start) } else { (TICK_PX, Anchor::End) };
        let tick = format!("<path class=\"tick\" d=\"M{:.1},{y:.1}h{inwards}\"/>\n", page.x(frame, 0.0));
        let spot = Spot { at: Coord { x: page.x(frame, -6.0), y: y + 4.0 }, anchor };
        ticks += &(tick + &text_at(spot, "degrees", &degrees(page, lat, if lat < 0.0 { south } else { north })));
    }
    let Frame { left, top, .. } = frame;
    let border = format!(
        "<rect class=\"frame\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>\n",
        frame.width(),
        frame.height()
    );
    Graticule { lines: format!("<path class=\"graticule\" d=\"{lines}\"/>\n"), ticks: border + &ticks }
}

fn px(value: f64) -> String {
    format!("{value:.1}")
}

/// The step that leaves no more ticks than have room, `room` of them.
fn step_deg(span: f64, room: f64) -> f64 {
    let most = TICKS_MAX.min(room).max(1.0);
    STEPS_DEG.into_iter().find(|step| span / step <= most).unwrap_or(STEPS_DEG[STEPS_DEG.len() - 1])
}

/// The multiples of `step` from `min` to `max` that exist on Earth.
fn round_degrees(min: f64, max: f64, step: f64, limit: f64) -> Vec<f64> {
    let (first, last) = ((min.max(-limit) / step).ceil(), (max.min(limit) / step).floor());
    std::iter::successors(Some(first), |n| Some(n + 1.0)).take_while(|n| *n <= last).map(|n| n * step).collect()
}

/// "60° E"; a tenth only where there is one.
fn degrees(page: &Page, value: f64, wind: &str) -> String {
    let size = (value.abs() * 10.0).round() / 10.0;
    format!("{}° {wind}", page.language.digits(&size.to_string()))
}

/// A bar of a round length with what it means, and the box that labels have to leave free: in the corner of the map where it hides
/// least of the incidents, the lower one at which lines begin if it is as good as others.
pub(super) fn scale_bar(page: &Page, projection: &Projection, marks: &Marks) -> (String, Frame) {
    let frame = projection.frame;
    let longest_km = BAR_MAX_PX.min(frame.width() / 3.0) * projection.m_per_px / 1_000.0;
    let km = round_down(longest_km);
    let bar = Bar {
        told: filled(page.words.km, &[("n", &page.language.digits(&km.to_string()))]),
        notes: scale_notes(page, projection),
        length: km * 1_000.0 / projection.m_per_px,
    };
    let corners =
        [(false, false), (true, false), (false, true), (true, true)].map(|corner| bar.frame(page, frame, corner));
    let hidden = |around: &&Frame| marks.vertices().filter(|at| around.holds(*at)).count();
    let around = corners.iter().min_by_key(hidden).copied().unwrap_or(frame);
    (bar.svg(page, around), around)
}

/// Where the scale is true, and what is up: in one line, or in two where that would fill the map.
fn scale_notes(page: &Page, projection: &Projection) -> Vec<String> {
    let lat = projection.mid_lat_deg();
    let [north, south, ..] = page.words.winds;
    let number = page.language.digits(&format!("{:.1}", lat.abs()));
    let parallel = format!("{number}° {}", if lat < 0.0 { south } else { north });
    let note = filled(page.words.scale_note, &[("lat", &parallel)]);
    if width_px(&note, SMALL_PX) <= projection.frame.width() * NOTE_SHARE_MAX {
        return vec![note];
    }
    note.split(" · ").map(str::to_owned).collect()
}

/// A scale bar that has no place yet.
struct Bar {
    told: String,
    notes: Vec<String>,
    length: f64,
}

impl Bar {
    /// Its box in a corner of `frame`: at the far end of lines or not, at the top or not.
    fn frame(&self, page: &Page, frame: Frame, (far, top): (bool, bool)) -> Frame {
        let notes = self.notes.iter().map(|note| width_px(note, SMALL_PX)).fold(0.0, f64::max);
        let width = self.length.max(notes).max(width_px(&self.told, 13.0) * 1.13);
        let height = 30.0 + SMALL_LEADING_PX * self.notes.len() as f64;
        let offset = if far { frame.width() - BAR_INSET - width } else { BAR_INSET };
        let (a, b) = (page.x(frame, offset), page.x(frame, offset + width));
        let top = if top { frame.top + BAR_INSET / 2.0 } else { frame.bottom - BAR_INSET / 2.0 - height };
        Frame { left: a.min(b), top, right: a.max(b), bottom: top + height }
    }

    fn svg(&self, page: &Page, around: Frame) -> String {
        let (start, y) = (page.x(around, 0.0), around.top + 20.0);
        let (length, half) = (self.length, self.length / 2.0);
        // the filled half is the one at which lines begin
        let (left, filled_from) = if page.language.is_rtl() { (start - length, start - half) } else { (start, start) };
        let bar = format!(
            "<g id=\"scale\">\n<rect class=\"bar\" x=\"{left:.1}\" y=\"{y:.1}\" width=\"{length:.1}\" height=\"6\"/>\n\
             <rect class=\"bar-half\" x=\"{filled_from:.1}\" y=\"{y:.1}\" width=\"{half:.1}\" height=\"6\"/>\n"
        );
        let mut texts = page.text(start, y - 6.0, "scale", &self.told);
        for (number, note) in self.notes.iter().enumerate() {
            texts += &page.text(start, y + 20.0 + SMALL_LEADING_PX * number as f64, "small", note);
        }
        bar + &texts + "</g>\n"
    }
}

/// The largest of 1, 2, 5, 10, 20, 50 … that is not above `most`.
fn round_down(most: f64) -> f64 {
    let power = 10.0_f64.powf(most.log10().floor());
    [5.0, 2.0, 1.0].map(|digit| digit * power).into_iter().find(|round| *round <= most).unwrap_or(power)
}
