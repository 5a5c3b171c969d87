//! What a client asks of the items of a collection, understood and checked. Not responsible for finding them.

use geo_types::{Coord, Rect};

use crate::collection::select::{SortBy, Unknown};
use crate::collection::span::Span;
use crate::index::boxes::Corners;
use crate::io::read::cql2::{filter_of_json, filter_of_text};
use crate::query::filter::Filter;
use crate::server::features::crs::Crs;
use crate::server::features::{bbox, datetime};
use crate::server::http::Problem;
use crate::server::params::{Params, count};
use crate::server::questions::condition::{self, Condition};
use crate::server::state::{Entry, Served};

/// Features of a page, unless a client asks for another number.
pub const LIMIT_USUAL: usize = 100;
/// Features of a page at most.
pub const LIMIT_MOST: usize = 10_000;
/// Columns that may be sorted by at once.
pub const SORTS_MOST: usize = 8;

/// The parameters of items.
pub const PARAMETERS: [&str; 17] = [
    "f",
    "limit",
    "offset",
    "bbox",
    "bbox-crs",
    "datetime",
    "crs",
    "filter",
    "filter-lang",
    "filter-crs",
    "sortby",
    "near",
    "distance",
    "border",
    "border_distance",
    "certainty",
    "in",
];

/// By what items are put in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As they come.
    Own,
    /// By columns.
    Columns,
    /// The nearest first, to the place or border that is asked about.
    Distance,
}

/// What is asked.
#[derive(Debug)]
pub struct Query<'s> {
    /// Features of the page.
    pub limit: usize,
    /// Features before it.
    pub offset: u64,
    /// Boxes of which a feature meets at least one.
    pub boxes: Option<Vec<Corners>>,
    /// What becomes of features that are drawn nowhere: the standard has them among the answers to a box, and out of those to a filter.
    pub unplaced: Unknown,
    /// The time that a feature shares.
    pub time: Option<Span>,
    /// The filter that is true of a feature.
    pub filter: Option<Filter>,
    /// Distances and units that a feature meets.
    pub condition: Option<Condition<'s>>,
    /// The columns by which features are sorted.
    pub sort: Vec<SortBy>,
    /// By what they are put in order.
    pub order: Order,
    /// The system in which they are had.
    pub crs: Crs,
}

impl<'s> Query<'s> {
    /// Whether nothing but distances and units are asked for, the nearest first.
    #[must_use]
    pub fn asks_distance_alone(&self) -> bool {
        let is_open = self.boxes.is_none() && self.time.is_none() && self.filter.is_none();
        is_open && self.order == Order::Distance
    }

    /// What `params` ask of the items of `entry`.
    ///
    /// # Errors
    /// Where a value is none that its parameter can have.
    pub fn new(served: &'s Served, entry: &Entry, params: &Params) -> Result<Self, Problem> {
        let number = |name| params.get(name).map(|text| (name, text));
        let limit = number("limit").map(|(name, text)| count(name, text, 1)).transpose()?;
        let offset = number("offset").map(|(name, text)| count(name, text, 0)).transpose()?;
        let named = |name| params.get(name).map_or(Ok(Crs::default()), |text| Crs::named(name, text));
        let boxes = params.get("bbox").map(|text| bbox::boxes(text, named("bbox-crs")?)).transpose()?;
        let _ = named("bbox-crs")?;
        let filter = filter(entry, params)?;
        let condition = condition::of(served, params)?;
        let (sort, order) = sorting(entry, params, condition.as_ref())?;
        Ok(Self {
            limit: limit.map_or(LIMIT_USUAL, |limit| usize::try_from(limit).unwrap_or(LIMIT_MOST).min(LIMIT_MOST)),
            offset: offset.unwrap_or(0),
            unplaced: if boxes.is_some() { Unknown::Told } else { Unknown::Left },
            boxes: narrowed(boxes, filter.as_ref()),
            time: params.get("datetime").map(datetime::span).transpose()?,
            filter,
            condition,
            sort,
            order,
            crs: named("crs")?,
        })
    }
}

fn filter(entry: &Entry, params: &Params) -> Result<Option<Filter>, Problem> {
    let lang = params.get("filter-lang").unwrap_or("cql2-text");
    let crs = params.get("filter-crs").map_or(Ok(Crs::default()), |text| Crs::named("filter-crs", text))?;
    let is_json = match lang {
        "cql2-text" => false,
        "cql2-json" => true,
        _ => {
            let detail = format!("there is no filter-lang {lang:?}; there are cql2-text and cql2-json");
            return Err(Problem::parameter("filter-lang", detail));
        }
    };
    let Some(text) = params.get("filter") else { return Ok(None) };
    let read = if is_json { filter_of_json(text) } else { filter_of_text(text) };
    let expression = read.map_err(|error| Problem::parameter("filter", error.to_string()))?;
    let expression = match crs {
        Crs::Crs84 => expression,
        _ => expression.with_positions(&|[x, y]| crs.to_degrees(Coord { x, y }).into()),
    };
    let filter = Filter::new(&expression, entry.schema());
    filter.map(Some).map_err(|error| Problem::parameter("filter", error.to_string()))
}

/// The boxes that are asked for, or those of which the filter says that nothing outside them can meet it.
fn narrowed(boxes: Option<Vec<Corners>>, filter: Option<&Filter>) -> Option<Vec<Corners>> {
    let corners = |rect: Rect<f64>| [rect.min().x, rect.min().y, rect.max().x, rect.max().y];
    boxes.or_else(|| Some(filter?.bounds()?.into_iter().map(corners).collect()))
}

fn sorting(entry: &Entry, params: &Params, condition: Option<&Condition>) -> Result<(Vec<SortBy>, Order), Problem> {
    let Some(text) = params.get("sortby") else {
        // what is asked by its distance is told by its distance
        let near = condition.is_some_and(Condition::measures);
        return Ok((Vec::new(), if near { Order::Distance } else { Order::Own }));
    };
    let card = entry.collection().card();
    let keys: Vec<&str> = text.split(',').map(str::trim).collect();
    if keys == ["distance"] && card.column("distance").is_none() {
        if condition.is_some_and(Condition::measures) {
            return Ok((Vec::new(), Order::Distance));
        }
        return Err(Problem::parameter("sortby", "sortby=distance needs near=LON,LAT or border=ID"));
    }
    if keys.len() > SORTS_MOST {
        return Err(Problem::parameter("sortby", format!("at most {SORTS_MOST} properties may be sorted by")));
    }
    let by = |key: &&str| {
        let (name, descending) = match key.strip_prefix('-') {
            Some(name) => (name, true),
            // a plus stands for a blank in addresses
            None => (key.strip_prefix('+').unwrap_or(key).trim_start(), false),
        };
        let column = card.column(name).ok_or_else(|| {
            let names: Vec<&str> = card.columns.iter().map(|column| column.name.as_str()).collect();
            Problem::parameter("sortby", format!("there is no property {name:?}; there are {}", names.join(", ")))
        })?;
        Ok(SortBy { column, descending })
    };
    Ok((keys.iter().map(by).collect::<Result<_, Problem>>()?, Order::Columns))
}
