//! Bars from the least to the greatest distance that each incident may have. Not responsible for measuring.

use crate::render::metrics::width_px;
use crate::render::page::Page;
use crate::render::projection::Frame;
use crate::render::text::{fitting, shortened};
use crate::render::words::filled;
use crate::units::Metres;

const HEADING_PX: f64 = 26.0;
const ROW_PX: f64 = 18.0;
const AXIS_PX: f64 = 24.0;
const TEXT_PX: f64 = 13.0;
/// Half the height of a bar.
const BAR_PX: f64 = 4.5;
/// How far the arrow of a bar that goes on reaches beyond the axis.
const ARROW_PX: f64 = 9.0;
/// The widest that the ids beside bars get.
const IDS_MAX_PX: f64 = 110.0;
/// Words that would take more of the row than this share are written short.
const WORDS_SHARE_MAX: f64 = 0.45;
/// Round steps of the axis, times a power of ten.
const STEPS: [f64; 3] = [1.0, 2.0, 5.0];
/// Bounds nearer to each other are one distance: what distances are measured to.
const SAME_M: f64 = 1.0;
/// What is measured to where it is the nearest of several borders.
const ANY_BORDER: &str = "border";
/// A bar that reaches this many times as far as the next shorter one would leave no room to tell the others apart.
const FAR_SHARE: f64 = 3.0;
/// Nearer than this a bar is always drawn to its end.
const FAR_MIN_KM: f64 = 500.0;

/// Distances of incidents from one target.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Intervals {
    /// What is measured to, in words: `Iran–Pakistan border`.
    pub target: String,
    /// The id of that, under which the atlas may know its name in other languages.
    pub target_id: String,
    /// One for each incident with a place.
    pub rows: Vec<IntervalRow>,
    /// How many have none.
    pub unplaced: usize,
}

/// How far one incident may be, must be, and is best told to be.
#[derive(Debug, Clone, PartialEq)]
pub struct IntervalRow {
    /// The incident.
    pub id: String,
    /// It is no nearer.
    pub min: Metres,
    /// It is no farther.
    pub max: Metres,
    /// The single distance, where one is no guess.
    pub best: Option<Metres>,
}

impl IntervalRow {
    /// Whether both bounds are one.
    fn is_exact(&self) -> bool {
        self.max.value() - self.min.value() <= SAME_M
    }

    /// In words, never narrower than it is: the least is rounded down and the greatest up.
    pub(super) fn words(&self, page: &Page, form: Form) -> String {
        // 40 m as 0 km would be on the border
        let in_metres = self.max.km() < 1.0;
        let unit = if in_metres { page.words.unit_m } else { page.words.unit_km };
        let number = |distance: Metres, rounded: fn(f64) -> f64| {
            let (value, parts) = match distance.km() {
                _ if in_metres => (distance.value(), 1.0),
                km if km < 10.0 => (km, 10.0),
                km => (km, 1.0),
            };
            page.language.grouped(&(rounded(value * parts) / parts).to_string())
        };
        if self.is_exact() {
            return filled(page.words.exactly, &[("min", &number(self.max, f64::round)), ("unit", unit)]);
        }
        let (low, high) = (number(self.min, f64::floor), number(self.max, f64::ceil));
        let template = if form == Form::Whole { page.words.between } else { page.words.between_short };
        filled(template, &[("min", &low), ("max", &high), ("unit", unit)])
    }
}

/// How many words a row has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Whole,
    Short,
}

impl Intervals {
    /// The rows that may be the nearest: those that are no farther at the least than any is at the most.
    pub(super) fn nearest(&self) -> Vec<&IntervalRow> {
        let bound_m = self.rows.iter().map(|row| row.max.value()).fold(f64::INFINITY, f64::min);
        self.sorted().into_iter().filter(|row| row.min.value() <= bound_m).collect()
    }

    /// The rows, those of the least bound first.
    pub(super) fn sorted(&self) -> Vec<&IntervalRow> {
        let mut rows: Vec<&IntervalRow> = self.rows.iter().collect();
        rows.sort_by(|a, b| a.min.value().total_cmp(&b.min.value()).then(a.max.value().total_cmp(&b.max.value())));
        rows
    }

    /// The name of the target in the picture's language.
    pub(super) fn target(&self, page: &Page) -> String {
        if self.target_id == ANY_BORDER {
            return page.words.any_border.to_owned();
        }
        page.language.spelt(page.atlas, &self.target_id, &self.target)
    }

    /// How high the bars of all are.
    pub(super) fn height_px(&self) -> f64 {
        HEADING_PX + ROW_PX * (self.rows.len() + usize::from(self.unplaced > 0)) as f64 + AXIS_PX
    }
}

/// The least height of a panel: its heading, three rows and the axis.
pub(super) const PANEL_MIN_PX: f64 = HEADING_PX + 3.0 * ROW_PX + AXIS_PX;

/// As many bars as `frame` has room for; how many more there are is told.
pub(super) fn panel(intervals: &Intervals, page: &Page, frame: Frame) -> String {
    let rows = intervals.sorted();
    let notes = usize::from(intervals.unplaced > 0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small number that is not negative")]
    let room = ((frame.height() - HEADING_PX - AXIS_PX) / ROW_PX + 1e-6).floor().max(0.0) as usize;
    let fitting = if rows.len() + notes <= room { rows.len() } else { room.saturating_sub(notes + 1) };
    let (shown, more) = rows.split_at(fitting.min(rows.len()));
    let chart = Chart::new(shown, page, frame);
    let heading = filled(page.words.far, &[("target", &intervals.target(page))]);
    let mut svg = page.text(page.x(frame, 0.0), frame.top + 18.0, "heading", &heading);
    let bottom = frame.top + HEADING_PX + ROW_PX * shown.len() as f64;
    svg += &chart.axis(frame.top + HEADING_PX, bottom);
    for (number, row) in shown.iter().enumerate() {
        svg += &chart.row(row, frame.top + HEADING_PX + ROW_PX * (number as f64 + 0.5));
    }
    let number = |count: usize| page.language.digits(&count.to_string());
    let told = [(more.len(), page.words.rows_left_out), (intervals.unplaced, page.words.no_distance)];
    let told = told.into_iter().filter(|(count, _)| *count > 0);
    for (line, (count, template)) in told.enumerate() {
        let y = bottom + AXIS_PX + ROW_PX * (line as f64 + 0.4);
        svg += &page.text(page.x(frame, 0.0), y, "text", &filled(template, &[("n", &number(count))]));
    }
    format!("<g id=\"intervals\">\n{svg}</g>\n")
}

/// Where distances stand in a panel.
struct Chart<'p> {
    page: &'p Page<'p>,
    frame: Frame,
    form: Form,
    ids_px: f64,
    bars_px: f64,
    step_km: f64,
    end_km: f64,
}

impl<'p> Chart<'p> {
    fn new(rows: &[&IntervalRow], page: &'p Page<'p>, frame: Frame) -> Self {
        let widest =
            |texts: &mut dyn Iterator<Item = String>| texts.map(|text| width_px(&text, TEXT_PX)).fold(0.0, f64::max);
        let ids_px = (widest(&mut rows.iter().map(|row| row.id.clone())) * 1.15 + 10.0).min(IDS_MAX_PX);
        let words_px = |form: Form| widest(&mut rows.iter().map(|row| row.words(page, form))) + 12.0;
        let whole = words_px(Form::Whole);
        let (form, words_px) = if whole <= frame.width() * WORDS_SHARE_MAX {
            (Form::Whole, whole)
        } else {
            (Form::Short, words_px(Form::Short))
        };
        let bars_px = (frame.width() - ids_px - words_px).max(60.0);
        let farthest_km = axis_end_km(rows).max(1.0);
        let steps_max = (bars_px / 70.0).clamp(2.0, 8.0);
        let step_km = round_up(farthest_km / steps_max);
        Self { page, frame, form, ids_px, bars_px, step_km, end_km: (farthest_km / step_km).ceil() * step_km }
    }

    /// Where a distance stands, from the side at which lines begin.
    fn x(&self, km: f64) -> f64 {
        self.page.x(self.frame, self.ids_px + km / self.end_km * self.bars_px)
    }

    fn axis(&self, top: f64, bottom: f64) -> String {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a few steps")]
        let steps = (self.end_km / self.step_km).round() as usize;
        let mut svg = String::new();
        for number in 0..=steps {
            let km = number as f64 * self.step_km;
            let x = self.x(km);
            let rule = format!("<path class=\"rule\" d=\"M{x:.1},{top:.1}V{bottom:.1}\"/>\n");
            svg += &rule;
            // a step of 0.2 km must not be written 0.6000000000000001
            let told = (km * 1_000.0).round() / 1_000.0;
            let digits = self.page.language.grouped(&told.to_string());
            let text = if number == steps { filled(self.page.words.km, &[("n", &digits)]) } else { digits };
            svg += &self.page.text_middle(x, bottom + 15.0, "degrees", &text);
        }
        let (from, to) = (self.x(0.0), self.x(self.end_km));
        svg + &format!("<path class=\"axis\" d=\"M{from:.1},{bottom:.1}H{to:.1}\"/>\n")
    }

    fn row(&self, row: &IntervalRow, middle: f64) -> String {
        let (page, frame) = (self.page, self.frame);
        let id = fitting(&shortened(&row.id), TEXT_PX * 1.15, self.ids_px - 6.0);
        let mut svg = page.text(page.x(frame, 0.0), middle + 4.5, "text strong", &id);
        let beyond = row.max.km() > self.end_km;
        let (a, b) = (self.x(row.min.km().min(self.end_km)), self.x(row.max.km().min(self.end_km)));
        if !row.is_exact() {
            let (left, width) = (a.min(b), (b - a).abs().max(1.0));
            let (top, height) = (middle - BAR_PX, BAR_PX * 2.0);
            let range = format!(
                "<rect class=\"range\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>\n"
            );
            svg += &range;
        }
        if beyond {
            // an arrow: it goes on beyond the axis
            let ahead = if page.language.is_rtl() { -ARROW_PX } else { ARROW_PX };
            let (top, high) = (middle - BAR_PX - 2.0, BAR_PX + 2.0);
            let arrow =
                format!("<path class=\"range\" d=\"M{b:.1},{top:.1}l{ahead},{high}l{:.1},{high}z\"/>\n", -ahead);
            svg += &arrow;
        }
        let exact = row.is_exact().then_some(row.max);
        if let Some(best) = row.best.or(exact).filter(|best| best.km() <= self.end_km) {
            let x = self.x(best.km());
            let tick = if row.is_exact() {
                format!("<circle class=\"best\" cx=\"{x:.1}\" cy=\"{middle:.1}\" r=\"5\"/>\n")
            } else {
                let (left, top) = (x - 2.0, middle - BAR_PX - 2.5);
                format!("<rect class=\"best\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"4\" height=\"14\"/>\n")
            };
            svg += &tick;
        }
        let behind = page.x(frame, self.ids_px + self.bars_px + 14.0);
        svg + &page.text(behind, middle + 4.5, "text", &row.words(page, self.form))
    }
}

/// How far the axis goes: to the farthest, or to the last one before a step that is too large.
fn axis_end_km(rows: &[&IntervalRow]) -> f64 {
    let mut ends: Vec<f64> = rows.iter().map(|row| row.max.km()).collect();
    ends.sort_by(f64::total_cmp);
    let step = ends.windows(2).rev().find(|pair| pair[0] >= 1.0 && pair[1] > FAR_MIN_KM.max(pair[0] * FAR_SHARE));
    step.map_or_else(|| ends.last().copied().unwrap_or_default(), |pair| pair[0])
}

/// The smallest of 1, 2, 5, 10, 20, 50 … that is not below `least`.
fn round_up(least: f64) -> f64 {
    let power = 10.0_f64.powf(least.log10().floor());
    STEPS.map(|step| step * power).into_iter().find(|round| *round >= least * 0.999_999).unwrap_or(power * 10.0)
}
