//! `/locate`, `/distance`, `/nearest`: what is asked of a place in an address or of features that are sent. Not responsible for
//! computing it: see `query`.

use axum::body::Bytes;
use serde_json::{Map, Value};

use crate::collection::select::{Paging, Selection};
use crate::io::rows::{
    Cell, MEASUREMENT_COLUMNS, PLACEMENT_COLUMNS, add_cells, located_cells, measurement_cells, placement_cells,
};
use crate::lonlat::LonLat;
use crate::model::extent::{Extent, Placed};
use crate::model::feature::{Feature, Properties};
use crate::model::shape::Shape;
use crate::query::credit::credit;
use crate::query::distance::{Target, layers_behind};
use crate::query::how_far::how_far_each;
use crate::query::interval::Ruler;
use crate::query::locate::locate;
use crate::query::located::Locator;
use crate::query::placing::{Placer, PlacingColumns};
use crate::server::features::credit::credit_of_answer;
use crate::server::features::credit_headers::licences;
use crate::server::features::items;
use crate::server::features::routes::Call;
use crate::server::http::Problem;
use crate::server::params::{Params, count};
use crate::server::questions::answer::{Answer, Features};
use crate::server::questions::condition::{self, Condition};
use crate::server::questions::found::Asking;
use crate::server::questions::joined::{Joined, UNITS};
use crate::server::questions::posted::{FEATURES_MOST, Posted};
use crate::server::questions::told::set_aside;
use crate::server::state::Entry;

/// What is measured to where nothing is named: all land borders.
const USUAL: &str = "border";
/// Features that are asked about before it is asked again whether anybody waits.
const BETWEEN_LOOKS: usize = 64;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// In which units a place is.
    Locate,
    /// How far it is from a border.
    Distance,
    /// Which records are nearest to it.
    Nearest,
}

impl Question {
    /// Its path.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Locate => "/locate",
            Self::Distance => "/distance",
            Self::Nearest => "/nearest",
        }
    }

    /// The parameters of a question about a place, the first of which names it.
    #[must_use]
    pub const fn parameters(self) -> &'static [&'static str] {
        match self {
            Self::Locate => &["at", "f"],
            Self::Distance => &["at", "to", "f"],
            Self::Nearest => &["at", "collection", "count", "f"],
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Locate => "Where it is",
            Self::Distance => "How far it is",
            Self::Nearest => "What is nearest",
        }
    }
}

/// The answer about a place.
///
/// # Errors
/// Where a parameter is missing, or has a value that it cannot have.
pub fn of_place(question: Question, call: &Call, params: &Params) -> Result<Answer, Problem> {
    let Some(text) = params.get("at") else {
        let detail =
            "say which place: at=LON,LAT in degrees, longitude first, such as at=60.8629,29.4963; or POST features";
        return Err(Problem::parameter("at", detail));
    };
    let at = condition::at("at", text)?;
    let served = call.served();
    let (features, metadata) = match question {
        Question::Locate => {
            let found = locate(&served.atlas, at);
            (one(at, placement_cells(Some(&found))), credit(&served.atlas, &UNITS, None))
        }
        Question::Distance => {
            let (name, target) = measured_to(call, params)?;
            let far = how_far_each(&Ruler::new(&served.atlas, &target), &[Placed::unstated(at)]);
            let cells = measurement_cells(far.first().and_then(Option::as_ref), None, served.atlas.edges());
            (one(at, cells), distance_credit(call, &name))
        }
        Question::Nearest => {
            let (entry, count) = (collection(call, params)?, wanted(params)?);
            (Features::Many(nearest(call, entry, (at, count))?), credit_of(call, entry))
        }
    };
    let query = params.with(&[("f", None)]);
    let path = Some(format!("{}?{query}", question.path()));
    Ok(Answer { path, ..answer(question, call, (params, features, metadata)) })
}

/// The answer about features that were sent.
///
/// # Errors
/// Where they cannot be read, or a parameter has a value that it cannot have.
pub fn of_posted(question: Question, call: &Call, (params, body): (&Params, Bytes)) -> Result<Answer, Problem> {
    let mut posted = Posted::read(body)?;
    let placer = Placer::new(&call.served().atlas, &PlacingColumns::default());
    let whereabouts = posted.placed(&placer);
    let (features, metadata) = match question {
        Question::Locate => (located(call, &mut posted, &whereabouts)?, credit(&call.served().atlas, &UNITS, None)),
        Question::Distance => {
            let (name, target) = measured_to(call, params)?;
            (measured(call, (&mut posted, &whereabouts), &target)?, distance_credit(call, &name))
        }
        Question::Nearest => {
            let (entry, count) = (collection(call, params)?, wanted(params)?);
            (nearest_of_each(call, entry, (&mut posted, &whereabouts, count))?, credit_of(call, entry))
        }
    };
    let answer = answer(question, call, (params, Features::Many(features), metadata));
    Ok(Answer { members: posted.told(), ..answer })
}

fn answer(question: Question, call: &Call, (params, features, metadata): (&Params, Features, Value)) -> Answer {
    let entry = params.get("collection").and_then(|id| call.served().entry(id).ok());
    Answer {
        title: question.title(),
        features,
        licences: licences(&metadata, &call.served().atlas, entry.map(|entry| &**entry.collection())),
        collection: entry.map(|entry| entry.id.clone()),
        metadata,
        members: Map::new(),
        path: None,
    }
}

fn one<'c>(at: LonLat, cells: impl IntoIterator<Item = Cell<'c>>) -> Features {
    let mut feature = Feature { id: None, shape: Some(Shape::from_place(at)), properties: Properties::new() };
    add_cells(&mut feature.properties, cells);
    Features::One(Box::new(feature))
}

fn measured_to<'s>(call: &'s Call, params: &Params) -> Result<(String, Target<'s>), Problem> {
    condition::target(call.served(), "to", params.get("to").unwrap_or(USUAL))
}

fn distance_credit(call: &Call, name: &str) -> Value {
    let atlas = &call.served().atlas;
    credit(atlas, &layers_behind(name), Some(atlas.edges()))
}

fn credit_of(call: &Call, entry: &Entry) -> Value {
    let asking = Asking { served: call.served(), entry, going: call.going() };
    credit_of_answer(&asking, Some(&Joined::of_distances(&asking))).unwrap_or_default()
}

fn collection<'s>(call: &'s Call, params: &Params) -> Result<&'s Entry, Problem> {
    let Some(id) = params.get("collection") else {
        let detail = format!("say of which records: collection=ID, one of {}", call.served().ids());
        return Err(Problem::parameter("collection", detail));
    };
    call.served().named(id).map_err(|detail| Problem::parameter("collection", detail))
}

fn wanted(params: &Params) -> Result<usize, Problem> {
    let Some(text) = params.get("count") else { return Ok(1) };
    let wanted = count("count", text, 1)?;
    usize::try_from(wanted).ok().filter(|_| wanted <= FEATURES_MOST).ok_or_else(|| {
        Problem::parameter("count", format!("count={text}: at most {FEATURES_MOST} records are told at once"))
    })
}

fn located(call: &Call, posted: &mut Posted, placed: &[Placed]) -> Result<Vec<Feature>, Problem> {
    let locator = Locator::new(&call.served().atlas);
    let mut told = Vec::with_capacity(placed.len());
    for (at, ((_, feature), placed)) in posted.features.drain(..).zip(placed).enumerate() {
        look(call, at)?;
        let found = locator.located(placed, feature.shape.as_ref().and_then(Shape::point));
        told.push(with(feature, &PLACEMENT_COLUMNS, located_cells(&found)));
    }
    Ok(told)
}

fn measured(call: &Call, (posted, placed): (&mut Posted, &[Placed]), target: &Target) -> Result<Vec<Feature>, Problem> {
    let atlas = &call.served().atlas;
    let ruler = Ruler::new(atlas, target);
    let mut told = Vec::with_capacity(placed.len());
    let mut features = posted.features.drain(..);
    for placed in placed.chunks(BETWEEN_LOOKS) {
        call.going().on()?;
        for (far, placed) in how_far_each(&ruler, placed).iter().zip(placed) {
            let Some((_, feature)) = features.next() else { break };
            let area = placed.extent.as_ref().and_then(Extent::regions);
            told.push(with(feature, &MEASUREMENT_COLUMNS, measurement_cells(far.as_ref(), area, atlas.edges())));
        }
    }
    Ok(told)
}

/// The records that are nearest to each feature: `asked` is its id or, without one, its place among all that were sent.
fn nearest_of_each(
    call: &Call,
    entry: &Entry,
    (posted, placed, count): (&mut Posted, &[Placed], usize),
) -> Result<Vec<Feature>, Problem> {
    let features = std::mem::take(&mut posted.features);
    if features.len() as u64 * count as u64 > FEATURES_MOST {
        let detail = format!("count={count} for {} features: at most {FEATURES_MOST} are told at once", features.len());
        return Err(Problem::parameter("count", detail));
    }
    let mut told = Vec::new();
    for ((index, feature), placed) in features.iter().zip(placed) {
        call.going().on()?;
        let Some(at) = placed.single() else {
            posted.leaves_aside(*index, feature);
            continue;
        };
        let asked = feature.id.as_ref().map_or_else(|| Value::from(*index), |id| Value::from(id.to_string()));
        for (rank, mut near) in nearest(call, entry, (at, count))?.into_iter().enumerate() {
            set_aside(&mut near.properties, &["asked", "rank"]);
            near.properties.insert("asked".to_owned(), asked.clone());
            near.properties.insert("rank".to_owned(), (rank + 1).into());
            told.push(near);
        }
    }
    Ok(told)
}

/// So many of the records that are nearest to a place, each with its distance.
fn nearest(call: &Call, entry: &Entry, (at, count): (LonLat, usize)) -> Result<Vec<Feature>, Problem> {
    let condition = Condition::near(at);
    let asking = Asking { served: call.served(), entry, going: call.going() };
    let paging = Paging { skip: 0, limit: count };
    let Selection { numbers, .. } = match condition.nearest(entry, call.served(), paging) {
        Some(selection) => selection,
        None => items::nearest_of(&condition, &asking, paging)?,
    };
    let told = condition.told(&asking, &numbers);
    let feature = |(at, number): (usize, &u32)| {
        let mut feature = items::feature(entry.collection(), *number);
        if let Some(told) = &told {
            told.add(at, &mut feature.properties);
        }
        feature
    };
    Ok(numbers.iter().enumerate().map(feature).collect())
}

/// `feature` with the columns of an answer behind its properties.
fn with<'c>(mut feature: Feature, columns: &[&str], cells: impl IntoIterator<Item = Cell<'c>>) -> Feature {
    set_aside(&mut feature.properties, columns);
    add_cells(&mut feature.properties, cells);
    feature
}

fn look(call: &Call, at: usize) -> Result<(), Problem> {
    if at.is_multiple_of(BETWEEN_LOOKS) { call.going().on() } else { Ok(()) }
}
