//! What `convert` leaves out: by box, by region, by date. Not responsible for counting it.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use geo_types::Coord;
use jiff::civil::Date;

use crate::atlas::{Atlas, LayerName, Regions};
use crate::cli::args::Filters;
use crate::cli::place::numbers;
use crate::cli::suggestion::closest;
use crate::cli::usage::Usage;
use crate::lonlat::LonLat;
use crate::model::dates::{DatePrecision, DateSpan};
use crate::model::feature::Feature;
use crate::model::region::RegionName;

/// Columns that hold a single date in published incident tables and in our own outputs.
const DATE_COLUMNS: [&str; 7] = ["date", "event_date", "Date", "EVENT_DATE", "when", "timestamp", "year"];
/// Columns that hold the two ends of a span.
const SPAN_COLUMNS: [&str; 2] = ["date_start", "date_end"];
/// Properties of a region by which it may be named, beside its id and name.
const CODE_KEYS: [&str; 5] = ["pcode", "code", "iso", "iso_3166_2", "wikidata"];

/// What is kept.
pub(super) struct Filter<'a> {
    area: Option<[f64; 4]>,
    region: Option<(&'a Regions, usize)>,
    dates: Option<Dates>,
}

struct Dates {
    from: Option<Date>,
    until: Option<Date>,
    column: Option<String>,
    /// How many records had no date that could be read.
    undated: AtomicU64,
    /// Whether any record had a column of dates.
    column_met: AtomicBool,
}

impl<'a> Filter<'a> {
    /// The filter that `asked` describes.
    pub(super) fn new(asked: &Filters, atlas: &'a Atlas) -> Result<Self, Usage> {
        Ok(Self {
            area: asked.bbox.as_deref().map(corners).transpose()?,
            region: asked.region.as_deref().map(|name| region(atlas, name)).transpose()?,
            dates: dates(asked)?,
        })
    }

    /// What to tell of dates once all records have passed.
    pub(super) fn remarks(&self) -> Option<String> {
        let dates = self.dates.as_ref()?;
        match (dates.undated.load(Ordering::Relaxed), dates.column_met.load(Ordering::Relaxed), &dates.column) {
            (0, ..) => None,
            (_, false, Some(column)) => {
                Some(format!("no record has a column {column:?}, so --from and --until kept none"))
            }
            (_, false, None) => {
                let known = DATE_COLUMNS.join(", ");
                Some(format!("no record has a column of dates ({known}); name yours with --date-column"))
            }
            (undated, true, _) => Some(format!(
                "{undated} records have no date that could be read (write 2024-01-28) and were left out by --from and --until"
            )),
        }
    }

    /// Whether everything is kept.
    pub(super) fn is_open(&self) -> bool {
        self.area.is_none() && self.region.is_none() && self.dates.is_none()
    }

    /// Whether `feature` was asked for.
    pub(super) fn keeps(&self, feature: &Feature) -> bool {
        self.area.is_none_or(|area| touches(feature, area))
            && self.region.is_none_or(|(regions, number)| lies_in(feature, regions, number))
            && self.dates.as_ref().is_none_or(|dates| dates.keep(feature))
    }
}

fn corners(text: &str) -> Result<[f64; 4], Usage> {
    let form = || Usage::Box { text: text.to_owned() };
    let [west, south, east, north] = numbers(text).ok_or_else(form)?;
    for (lon, lat) in [(west, south), (east, north)] {
        LonLat::new(lon, lat).map_err(|_| form())?;
    }
    if south > north {
        return Err(Usage::BoxUpsideDown { text: text.to_owned(), south, north });
    }
    Ok([west, south, east, north])
}

/// Whether a point lies in the box, or another shape's own box touches it.
fn touches(feature: &Feature, [west, south, east, north]: [f64; 4]) -> bool {
    let coords = coordinates(feature);
    let Some(first) = coords.first() else { return false };
    let start = [first.x, first.y, first.x, first.y];
    let own = coords.iter().fold(start, |[w, s, e, n], at| [w.min(at.x), s.min(at.y), e.max(at.x), n.max(at.y)]);
    let overlaps = |west: f64, east: f64| {
        // a shape wider than half the Earth crosses the antimeridian
        if own[2] - own[0] > 180.0 {
            coords.iter().any(|at| (west..=east).contains(&at.x))
        } else {
            own[0] <= east && own[2] >= west
        }
    };
    let in_lon = if west <= east { overlaps(west, east) } else { overlaps(west, 180.0) || overlaps(-180.0, east) };
    in_lon && own[1] <= north && own[3] >= south
}

fn lies_in(feature: &Feature, regions: &Regions, number: usize) -> bool {
    let places = coordinates(feature).into_iter().filter_map(|at| LonLat::new(at.x, at.y).ok());
    places.into_iter().any(|place| regions.index.holding(place).iter().any(|holder| holder.number == number))
}

/// The point, or all vertices.
fn coordinates(feature: &Feature) -> Vec<Coord<f64>> {
    let Some(shape) = &feature.shape else { return Vec::new() };
    match (shape.geometry(), shape.point()) {
        (_, Some(point)) => vec![point.into()],
        (geo_types::Geometry::MultiPoint(points), _) => points.iter().map(|point| point.0).collect(),
        _ => shape.lines().into_iter().flat_map(|line| line.0.iter().copied()).collect(),
    }
}

/// The region called `name`, by id, code or name; smaller regions are not looked for among larger ones' names.
fn region<'a>(atlas: &'a Atlas, name: &str) -> Result<(&'a Regions, usize), Usage> {
    let layers = [
        (atlas.districts(), LayerName::Districts),
        (atlas.provinces(), LayerName::Provinces),
        (atlas.countries(), LayerName::Countries),
    ];
    let wanted = name.to_lowercase();
    let by = |told: &dyn Fn(&RegionName, Option<&Feature>) -> bool| -> Vec<(&'a Regions, usize)> {
        let mut found = Vec::new();
        for (regions, layer) in layers {
            let features = &atlas.layer(layer).features;
            let numbers = (0..regions.names.len()).filter(|&n| told(&regions.names[n], features.get(n)));
            found.extend(numbers.map(|number| (regions, number)));
        }
        found
    };
    let exact =
        by(&|card, feature| card.id.to_lowercase() == wanted || feature.is_some_and(|it| has_code(it, &wanted)));
    let found = if exact.is_empty() { by(&|card, _| card.name.to_lowercase() == wanted) } else { exact };
    let id = |&(regions, number): &(&'a Regions, usize)| regions.names[number].id.clone();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => {
            let cards = || layers.into_iter().flat_map(|(regions, _)| &regions.names);
            let known = cards().flat_map(|card| [card.id.as_str(), card.name.as_str()]);
            Err(Usage::NoRegion { name: name.to_owned(), closest: closest(name, known).map(str::to_owned) })
        }
        many => Err(Usage::ManyRegions { name: name.to_owned(), ids: many.iter().map(id).collect() }),
    }
}

fn has_code(feature: &Feature, wanted: &str) -> bool {
    CODE_KEYS.iter().filter_map(|key| feature.text(key)).any(|code| code.to_lowercase() == wanted)
}

fn dates(asked: &Filters) -> Result<Option<Dates>, Usage> {
    let span = |flag, text: &Option<String>| {
        text.as_deref().map(DateSpan::parse).transpose().map_err(|error| Usage::Date { flag, error })
    };
    let from = span("--from", &asked.from)?.and_then(|span| span.start);
    let until = span("--until", &asked.until)?.and_then(|span| span.end);
    match (from, until) {
        (None, None) => Ok(None),
        (Some(from), Some(until)) if from > until => {
            Err(Usage::DateOrder { from: from.to_string(), until: until.to_string() })
        }
        _ => Ok(Some(Dates {
            from,
            until,
            column: asked.date_column.clone(),
            undated: AtomicU64::new(0),
            column_met: AtomicBool::new(false),
        })),
    }
}

impl Dates {
    /// Whether the record may have been in time; one without a date that can be read is not.
    fn keep(&self, feature: &Feature) -> bool {
        let own = self.column.as_deref();
        let named = |column: &str| feature.properties.contains_key(column);
        let met = own.map_or_else(|| DATE_COLUMNS.iter().chain(&SPAN_COLUMNS).any(|column| named(column)), named);
        self.column_met.fetch_or(met, Ordering::Relaxed);
        let span = date_span(feature, self.column.as_deref()).filter(|span| span.start.is_some() || span.end.is_some());
        self.undated.fetch_add(u64::from(span.is_none()), Ordering::Relaxed);
        span.is_some_and(|span| span.may_overlap(self.from, self.until))
    }
}

/// When a record was, by `column`, or by the columns that usually say so.
pub(super) fn date_span(feature: &Feature, column: Option<&str>) -> Option<DateSpan> {
    if let Some(column) = column {
        return date_in(feature, column);
    }
    let [first, last] = SPAN_COLUMNS;
    if feature.properties.contains_key(first) {
        let start = date_in(feature, first).and_then(|span| span.start);
        let end = date_in(feature, last).and_then(|span| span.end);
        return DateSpan::new(start, end, DatePrecision::Span).ok();
    }
    DATE_COLUMNS.iter().find_map(|column| date_in(feature, column))
}

fn date_in(feature: &Feature, column: &str) -> Option<DateSpan> {
    match feature.properties.get(column)? {
        serde_json::Value::String(text) => DateSpan::parse(text).ok(),
        serde_json::Value::Number(year) => DateSpan::parse(&year.to_string()).ok(),
        _ => None,
    }
}
