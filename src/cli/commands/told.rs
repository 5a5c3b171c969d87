//! Distances as columns of numbers, or in words for a table that people read. Not responsible for finding them.

use crate::cli::output::Output;
use crate::cli::survey::Surveyed;
use crate::geometry::edge::EdgeModel;
use crate::io::rows::{Cell, CellValue, INTERVAL_COLUMNS, MEASUREMENT_COLUMNS, interval_cells, measurement_cells};
use crate::model::extent::Extent;
use crate::query::how_far::HowFar;
use crate::units::Metres;

/// What is told of a distance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Telling {
    /// All columns of a measurement.
    Measurement(EdgeModel),
    /// The distance alone.
    Interval,
    /// In words, with the target's name or without.
    Words {
        /// The columns.
        columns: &'static [&'static str],
    },
}

/// What a table for people shows of a measurement.
const MEASUREMENT_WORDS: [&str; 6] = ["distance", "precision", "measured_as", "in", "side", "border_name"];
/// What it shows of a distance from a place.
const INTERVAL_WORDS: [&str; 4] = ["distance", "precision", "measured_as", "in"];
/// What stands for a distance that there is none of.
const UNPLACED: &str = "– not placed";

impl Telling {
    /// As all columns, or in words where `output` is for people.
    pub(in crate::cli) fn measurement(output: &Output, edges: EdgeModel) -> Self {
        if output.is_for_people() { Self::Words { columns: &MEASUREMENT_WORDS } } else { Self::Measurement(edges) }
    }

    /// As the columns of an interval, or in words where `output` is for people.
    pub(in crate::cli) fn interval(output: &Output) -> Self {
        if output.is_for_people() { Self::Words { columns: &INTERVAL_WORDS } } else { Self::Interval }
    }

    /// The names of its columns.
    pub(in crate::cli) fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Measurement(_) => &MEASUREMENT_COLUMNS,
            Self::Interval => &INTERVAL_COLUMNS,
            Self::Words { columns } => columns,
        }
    }

    /// A record's answer, ready to be told.
    pub(in crate::cli) fn of(self, surveyed: Surveyed) -> Told {
        let words = matches!(self, Self::Words { .. }).then(|| match &surveyed.far {
            Some(far) => far_words(far),
            None => UNPLACED.to_owned(),
        });
        Told { surveyed, words }
    }

    /// Appends the columns of `told`.
    pub(in crate::cli) fn cells<'c>(self, told: &'c Told, into: &mut Vec<Cell<'c>>) {
        let far = told.surveyed.far.as_ref();
        let area = told.surveyed.extent.as_ref().and_then(Extent::regions);
        match self {
            Self::Measurement(edges) => into.extend(measurement_cells(far, area, edges)),
            Self::Interval => into.extend(interval_cells(far, area)),
            Self::Words { columns } => {
                let [.., precision, method, area] = interval_cells(far, area).map(|(_, value)| value);
                let side = far.and_then(|far| far.side).map(|side| CellValue::Text(side.word()));
                let words = told.words.as_deref().map(CellValue::Text);
                let name = far.map(|far| CellValue::Text(far.to.name));
                let values = [words, Some(precision), Some(method), Some(area), side, name]
                    .map(|value| value.unwrap_or(CellValue::Null));
                into.extend(columns.iter().copied().zip(values));
            }
        }
    }
}

/// A record's distance, with its words where they are shown.
pub(in crate::cli) struct Told<'a> {
    /// What was found out.
    pub(in crate::cli) surveyed: Surveyed<'a>,
    words: Option<String>,
}

/// A distance for people: `25.56 km`, `70.7 km (65.7–75.7 km)`, `0–254 km`.
pub(in crate::cli) fn far_words(far: &HowFar) -> String {
    match &far.best {
        Some(best) if far.is_exact() => best.distance.to_string(),
        Some(best) => format!("{} ({})", best.distance, span_words(far)),
        None => span_words(far),
    }
}

/// Ends of an interval are told to 0.1 km up to here.
const FINE_TO: Metres = Metres::from_km(100.0);

/// The greatest distance of areas is within a metre of what is true: no more is made of that metre in words.
const SLACK_KM: f64 = 1e-3;

/// `0–254 km`, its ends rounded outward.
fn span_words(far: &HowFar) -> String {
    let (steps, decimals) = if far.max < FINE_TO { (10.0, 1) } else { (1.0, 0) };
    let slack_km = if matches!(far.method, "point" | "disc") { 0.0 } else { SLACK_KM };
    let low = (far.min.km() * steps).floor() / steps;
    let high = ((far.max.km() - slack_km).max(0.0) * steps).ceil() / steps;
    if low == 0.0 { format!("0–{high:.decimals$} km") } else { format!("{low:.decimals$}–{high:.decimals$} km") }
}
