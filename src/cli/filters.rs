//! What `convert` leaves out: by box, by region, by date. Not responsible for counting it.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use geo_types::Coord;
use jiff::civil::Date;

use crate::atlas::{Atlas, Regions};
use crate::cli::args::{Filters, Overlap};
use crate::cli::dates::{DateColumns, date_columns, window};
use crate::cli::failure::Failure;
use crate::cli::stream::Ends;
use crate::cli::suggestion::closest;
use crate::cli::usage::Usage;
use crate::io::counted::counted;
use crate::io::read::event::Schema;
use crate::io::read::options::WantedBox;
use crate::io::written::place::numbers;
use crate::lonlat::LonLat;
use crate::model::feature::Feature;
use crate::query::named_region::{NamedRegionError, named_region};

/// What is kept.
pub(super) struct Filter<'a> {
    area: Option<[f64; 4]>,
    region: Option<(&'a Regions, usize)>,
    dates: Option<Dates>,
}

struct Dates {
    from: Option<Date>,
    until: Option<Date>,
    overlap: Overlap,
    columns: DateColumns,
    /// How many records had no date that could be read.
    undated: AtomicU64,
    /// Whether any record had a column of dates.
    column_met: AtomicBool,
}

impl<'a> Filter<'a> {
    /// The filter that `asked` describes.
    pub(super) fn new(asked: &Filters, atlas: &'a Atlas, ends: &Ends) -> Result<Self, Failure> {
        let dated = asked.from.is_some() || asked.until.is_some();
        let columns = if dated {
            DateColumns::of(ends.source, ends.reading, asked.date_column.as_deref(), asked.date_order)?
        } else {
            DateColumns::default()
        };
        Ok(Self {
            area: asked.bbox.as_deref().map(corners).transpose()?,
            region: asked.region.as_deref().map(|name| region(atlas, name)).transpose()?,
            dates: dates(asked, columns)?,
        })
    }

    /// What to tell of dates once all records have passed.
    pub(super) fn remarks(&self) -> Option<String> {
        let dates = self.dates.as_ref()?;
        match dates.undated.load(Ordering::Relaxed) {
            0 => None,
            undated => Some(format!(
                "{} no date that could be read (write 2024-01-28, or say --date-order for 03/04/2023) and {} left out by --from and --until",
                counted(undated, "record has", "records have"),
                if undated == 1 { "was" } else { "were" }
            )),
        }
    }

    /// That some record had a column of dates, where they are filtered by one.
    pub(super) fn concluded(&self) -> Result<(), Usage> {
        let Some(dates) = &self.dates else { return Ok(()) };
        // without a record that was asked for a date nothing is known of columns
        if dates.column_met.load(Ordering::Relaxed) || dates.undated.load(Ordering::Relaxed) == 0 {
            return Ok(());
        }
        Err(match dates.columns.own() {
            Some(name) => Usage::DatesNowhere { name: name.to_owned() },
            None => Usage::NoDates { known: date_columns().join(", ") },
        })
    }

    /// That a table has the column of dates that was named.
    pub(super) fn columns(&self, table: &Schema) -> Result<(), Usage> {
        self.dates.as_ref().map_or(Ok(()), |dates| dates.columns.checked(table))
    }

    /// The box outside of which nothing is kept, for readers whose formats have an index.
    pub(super) fn wanted(&self) -> Option<WantedBox> {
        self.area.map(|corners_deg| WantedBox { corners_deg })
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

/// The region called `name`.
fn region<'a>(atlas: &'a Atlas, name: &str) -> Result<(&'a Regions, usize), Usage> {
    named_region(atlas, name).map_err(|error| match error {
        NamedRegionError::None { known } => {
            let closest = closest(name, known.iter().map(String::as_str)).map(str::to_owned);
            Usage::NoRegion { name: name.to_owned(), closest }
        }
        NamedRegionError::Many { ids } => Usage::ManyRegions { name: name.to_owned(), ids },
    })
}

fn dates(asked: &Filters, columns: DateColumns) -> Result<Option<Dates>, Usage> {
    let window = window(asked.from.as_deref(), asked.until.as_deref())?;
    Ok(window.map(|[from, until]| Dates {
        from,
        until,
        overlap: asked.overlap,
        columns,
        undated: AtomicU64::new(0),
        column_met: AtomicBool::new(false),
    }))
}

impl Dates {
    /// Whether the record may, or must, have been in time; one without a date that can be read is not.
    fn keep(&self, feature: &Feature) -> bool {
        self.column_met.fetch_or(self.columns.met(feature), Ordering::Relaxed);
        let span = self.columns.span(feature).filter(|span| span.start.is_some() || span.end.is_some());
        self.undated.fetch_add(u64::from(span.is_none()), Ordering::Relaxed);
        span.is_some_and(|span| match self.overlap {
            Overlap::May => span.may_overlap(self.from, self.until),
            Overlap::Must => span.must_overlap(self.from, self.until),
        })
    }
}
