//! What surrounds a map: frame, degrees, scale bar, headline, credits. Not responsible for the legend.

use std::collections::BTreeSet;

use geo_types::Coord;

use crate::atlas::layer_name::LayerName;
use crate::atlas::whole::Atlas;
use crate::render::labels::{Anchor, Spot, text_at, text_from};
use crate::render::options::MapOptions;
use crate::render::projection::{Frame, Projection};
use crate::render::text::{at_most, escaped, width_px, wrapped};

/// The longest that a scale bar gets.
const BAR_MAX_PX: f64 = 190.0;
/// From the map's lower left corner to the scale bar's.
const BAR_INSET: Coord<f64> = Coord { x: 18.0, y: 34.0 };
/// Steps between meridians and parallels that read well, in degrees.
const STEPS_DEG: [f64; 9] = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 45.0];
/// No more degrees than this are written along one side.
const TICKS_MAX: f64 = 7.0;
const TICK_PX: f64 = 6.0;
const CREDIT_PX: f64 = 12.0;
const CREDIT_LEADING_PX: f64 = 15.0;

/// The layers that a map draws, and so has to credit.
const CREDITED: [LayerName; 7] = [
    LayerName::Borders,
    LayerName::Countries,
    LayerName::Provinces,
    LayerName::Districts,
    LayerName::Places,
    LayerName::Regions,
    LayerName::Tripoints,
];

/// Headline and the line below it.
pub(super) fn headline(options: &MapOptions, left: f64, width: f64) -> String {
    let first = |text: &str, size_px| at_most(wrapped(text, size_px, width), 1).concat();
    let title = text_from(left, 38.0, "title", &first(&options.title, 27.0));
    let subtitle = text_from(left, 62.0, "subtitle", &first(&options.subtitle, 15.0));
    title + &subtitle
}

/// Meridians and parallels: faint lines in the map, ticks and degrees at its edge.
pub(super) struct Graticule {
    /// Below the land's lines.
    pub(super) lines: String,
    /// Above everything.
    pub(super) ticks: String,
}

pub(super) fn graticule(projection: &Projection) -> Graticule {
    let (frame, shown) = (projection.frame, projection.shown);
    let span = shown.max - shown.min;
    let mut lines = String::new();
    let mut ticks = String::new();
    for lon in round_degrees(shown.min.x, shown.max.x, step_deg(span.x), 180.0) {
        let x = projection.px(Coord { x: lon, y: 0.0 }).x;
        lines.push_str(&["M", &px(x), ",", &px(frame.top), "V", &px(frame.bottom)].concat());
        let tick = format!("<path class=\"tick\" d=\"M{x:.1},{:.1}v-{TICK_PX}\"/>\n", frame.bottom);
        let spot = Spot { at: Coord { x, y: frame.bottom + 16.0 }, anchor: Anchor::Middle };
        ticks += &(tick + &text_at(spot, "degrees", &degrees(lon, ["E", "W"])));
    }
    for lat in round_degrees(shown.min.y, shown.max.y, step_deg(span.y), 90.0) {
        let y = projection.px(Coord { x: 0.0, y: lat }).y;
        lines.push_str(&["M", &px(frame.left), ",", &px(y), "H", &px(frame.right)].concat());
        let tick = format!("<path class=\"tick\" d=\"M{:.1},{y:.1}h{TICK_PX}\"/>\n", frame.left);
        let spot = Spot { at: Coord { x: frame.left - 6.0, y: y + 4.0 }, anchor: Anchor::End };
        ticks += &(tick + &text_at(spot, "degrees", &degrees(lat, ["N", "S"])));
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

fn step_deg(span: f64) -> f64 {
    STEPS_DEG.into_iter().find(|step| span / step <= TICKS_MAX).unwrap_or(STEPS_DEG[STEPS_DEG.len() - 1])
}

/// The multiples of `step` from `min` to `max` that exist on Earth.
fn round_degrees(min: f64, max: f64, step: f64, limit: f64) -> Vec<f64> {
    let (first, last) = ((min.max(-limit) / step).ceil(), (max.min(limit) / step).floor());
    std::iter::successors(Some(first), |n| Some(n + 1.0)).take_while(|n| *n <= last).map(|n| n * step).collect()
}

/// "60° E"; a tenth only where there is one.
fn degrees(value: f64, [positive, negative]: [&str; 2]) -> String {
    let size = (value.abs() * 10.0).round() / 10.0;
    let letter = if value < 0.0 { negative } else { positive };
    format!("{size}° {letter}")
}

/// A bar of a round length with what it means, and the box that labels have to leave free.
pub(super) fn scale_bar(projection: &Projection) -> (String, Frame) {
    let longest_km = BAR_MAX_PX * projection.m_per_px / 1_000.0;
    let km = round_down(longest_km);
    let length = km * 1_000.0 / projection.m_per_px;
    let (x, y) = (projection.frame.left + BAR_INSET.x, projection.frame.bottom - BAR_INSET.y);
    let half = length / 2.0;
    let bar = format!(
        "<g id=\"scale\">\n<rect class=\"bar\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{length:.1}\" height=\"6\"/>\n\
         <rect class=\"bar-half\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{half:.1}\" height=\"6\"/>\n"
    );
    let lat = projection.mid_lat_deg();
    let letter = if lat < 0.0 { "S" } else { "N" };
    let note = format!("true along {:.1}° {letter} · north is up", lat.abs());
    let texts = text_from(x, y - 6.0, "scale", &format!("{km} km")) + &text_from(x, y + 20.0, "small", &note);
    let right = x + length.max(width_px(&note, CREDIT_PX));
    (bar + &texts + "</g>\n", Frame { left: x, top: y - 20.0, right, bottom: y + 24.0 })
}

/// The largest of 1, 2, 5, 10, 20, 50 … that is not above `most`.
fn round_down(most: f64) -> f64 {
    let power = 10.0_f64.powf(most.log10().floor());
    [5.0, 2.0, 1.0].map(|digit| digit * power).into_iter().find(|round| *round <= most).unwrap_or(power)
}

/// Who made what is drawn, and under which licence; then what the layers and the incidents ask to be said. All of it,
/// however long: the height that it takes is told beside it, and the picture grows.
pub(super) fn credits(atlas: &Atlas, options: &MapOptions, corner: Coord<f64>, width: f64) -> (String, f64) {
    let mut paragraphs = vec![format!("Map data: {}", attributions(atlas).join("; "))];
    let own = options.notes.iter().cloned();
    paragraphs.extend(disclaimers(atlas).into_iter().chain(own));
    let lines: Vec<String> = paragraphs.iter().flat_map(|text| wrapped(text, CREDIT_PX, width)).collect();
    let height = CREDIT_LEADING_PX * lines.len() as f64;
    let y = |number: usize| corner.y + CREDIT_LEADING_PX * (number as f64 + 0.8);
    let lines = lines.iter().enumerate().map(|(number, line)| text_from(corner.x, y(number), "credit", line));
    (format!("<g id=\"credits\">\n{}</g>\n", lines.collect::<Vec<_>>().concat()), height)
}

/// Each source once, with its licence; a layer that names no sources by its own line.
fn attributions(atlas: &Atlas) -> Vec<String> {
    let mut credits: Vec<String> = Vec::new();
    for layer in CREDITED.map(|name| atlas.layer(name)) {
        let sources = layer.metadata.sources.iter();
        let mut lines: Vec<String> =
            sources.map(|source| format!("{} ({})", source.attribution, licence(&source.licence))).collect();
        if lines.is_empty() {
            lines.extend(layer.metadata.attribution.clone());
        }
        for line in lines {
            if !credits.contains(&line) {
                credits.push(line);
            }
        }
    }
    credits
}

/// An SPDX name as a reader knows it.
fn licence(spdx: &str) -> String {
    spdx.strip_prefix("LicenseRef-").map_or_else(|| spdx.to_owned(), |own| own.replace('-', " "))
}

/// What the layers ask to be said, each sentence once; one whose words all stand in another's is left to that one.
fn disclaimers(atlas: &Atlas) -> Vec<String> {
    let said: BTreeSet<&str> =
        CREDITED.into_iter().filter_map(|name| atlas.layer(name).metadata.disclaimer.as_deref()).collect();
    let contained =
        |one: &str, other: &str| word_set(one).is_subset(&word_set(other)) && word_set(one) != word_set(other);
    let telling = said.iter().filter(|one| !said.iter().any(|other| contained(one, other)));
    telling.map(|text| capitalised(text)).collect()
}

fn word_set(text: &str) -> BTreeSet<&str> {
    text.split(|letter: char| !letter.is_alphanumeric()).collect()
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| format!("{}{}", first.to_uppercase(), letters.as_str())).unwrap_or_default()
}

/// The alternative text: `<title>` and `<desc>`.
pub(super) fn alternative(title: &str, description: &str) -> String {
    format!("<title id=\"t\">{}</title>\n<desc id=\"d\">{}</desc>\n", escaped(title), escaped(description))
}
