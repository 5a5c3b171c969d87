//! `sarhad geocode`: places for rows that name them. Not responsible for what names mean.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::atlas::LayerName;
use crate::cli::args::{Edges, Geocode};
use crate::cli::credit::credit;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::input::Source;
use crate::cli::layers::atlas;
use crate::cli::output::{Added, Output};
use crate::cli::report::Report;
use crate::cli::stream::{Ends, Stream};
use crate::cli::usage::Usage;
use crate::cli::workshop::{Judged, Question, Verdict};
use crate::io::escape::escaped;
use crate::io::read::block::{Batch, Kept};
use crate::io::read::event::Schema;
use crate::io::read::options::Places;
use crate::io::read::place_pair;
use crate::io::rows::{Cell, GEOCODE_COLUMNS, geocode_cells};
use crate::lonlat::LonLat;
use crate::model::feature::Feature;
use crate::model::shape::Shape;
use crate::names::entry::Kind;
use crate::query::geocode::{Geocoded, Geocoder, Outcome, PlaceWords};

/// Columns that hold names of places, the surest first.
const PLACE_COLUMNS: [&str; 9] =
    ["location", "place", "place_name", "place_desc", "locality", "town", "city", "village", "where_coordinates"];
/// Columns that hold a place's units, the largest first.
const UNIT_COLUMNS: [&[&str]; 2] = [&["adm_1", "admin1", "province"], &["adm_2", "admin2", "district"]];
const COUNTRY_COLUMN: &str = "country";
/// The layers whose names are looked among.
const LAYERS: [LayerName; 4] = [LayerName::Countries, LayerName::Provinces, LayerName::Districts, LayerName::Places];

/// Places every row by its words.
pub(in crate::cli) fn run(asked: &Geocode, report: &mut Report) -> Result<Exit, Failure> {
    if asked.writing.publishing.generalise.is_some() {
        return Err(Usage::GeocodeFirst.into());
    }
    let units = UNIT_COLUMNS.len() + 1;
    if asked.admin_column.len() > units {
        return Err(Usage::ManyUnitColumns { most: units }.into());
    }
    let kind = asked.kind.as_deref().map(|kind| kind.parse::<Kind>().map_err(|_| unknown_kind(kind))).transpose()?;
    let source = Source::of(&asked.input)?;
    let atlas = atlas(&asked.atlas, Edges::default(), report)?;
    let added = Added { columns: &GEOCODE_COLUMNS, credit: Some(credit(&atlas, &LAYERS, None)) };
    let output = Output::new(&asked.writing, Some(&source), added)?;
    let ends = Ends { source: &source, reading: &asked.reading, writing: &asked.writing, placing: None };
    let question = Naming { asked, kind, geocoder: Geocoder::new(&atlas), outcomes: Mutex::default() };
    let stream = Stream::new(&ends, &atlas, output, report)?.with_places(Places::MayBeUnsaid);
    let exit = stream.run(&question, &mut |_, _| {}, Vec::new)?;
    report.note(&question.told());
    Ok(exit)
}

fn unknown_kind(kind: &str) -> Usage {
    let known = Kind::ALL.map(Kind::word).join(", ");
    Usage::NoKind { name: kind.to_owned(), known }
}

/// Which place each row means.
struct Naming<'a> {
    asked: &'a Geocode,
    kind: Option<Kind>,
    geocoder: Geocoder<'a>,
    /// How many rows had which outcome.
    outcomes: Mutex<BTreeMap<Outcome, u64>>,
}

impl<'a> Naming<'a> {
    fn answer(&self, kept: Kept) -> Arc<Geocoded<'a>> {
        if kept.shape().is_some() {
            return Arc::new(Geocoded::own());
        }
        let first = |columns: &[&str]| columns.iter().find_map(|column| kept.text(column));
        let asked = &self.asked;
        let place = asked.place_column.as_deref().map_or_else(|| first(&PLACE_COLUMNS), |column| kept.text(column));
        let units: [Option<Cow<str>>; 3] = if asked.admin_column.is_empty() {
            [first(UNIT_COLUMNS[0]), first(UNIT_COLUMNS[1]), None]
        } else {
            std::array::from_fn(|number| asked.admin_column.get(number).and_then(|column| kept.text(column)))
        };
        let country = kept.text(asked.country_column.as_deref().unwrap_or(COUNTRY_COLUMN));
        self.geocoder.geocoded(&PlaceWords {
            place: place.as_deref(),
            units: units.each_ref().map(Option::as_deref),
            country: country.as_deref().or(asked.country.as_deref()),
            kind: self.kind,
        })
    }

    /// What became of all rows, in words.
    fn told(&self) -> String {
        let outcomes = self.outcomes.lock().unwrap_or_else(PoisonError::into_inner);
        let each: Vec<String> =
            outcomes.iter().map(|(outcome, count)| format!("{count} {}", outcome.word())).collect();
        let told = if each.is_empty() { "none".to_owned() } else { each.join(", ") };
        format!("by what their words mean: {told}")
    }
}

impl<'a> Question for Naming<'a> {
    type Answer = Arc<Geocoded<'a>>;

    /// Words are read before the answer's columns push any aside.
    fn judged(&self) -> Judged {
        Judged::AsRead
    }

    fn columns(&self, table: &Schema) -> Result<(), Usage> {
        let has = |name: &str| table.columns.iter().any(|column| column == name);
        let asked = self.asked;
        let named = asked.place_column.iter().chain(&asked.admin_column).chain(&asked.country_column);
        let missing = named.map(String::as_str).find(|name| !has(name));
        let columns = || escaped(&table.columns.join(", "));
        match missing {
            Some(name) => Err(Usage::NoNameColumn { name: name.to_owned(), columns: columns() }),
            None if asked.place_column.is_none() && !PLACE_COLUMNS.iter().any(|name| has(name)) => {
                Err(Usage::NoPlaceColumn { columns: columns() })
            }
            None => Ok(()),
        }
    }

    fn answers(&self, batch: &Batch) -> Vec<Self::Answer> {
        let answers: Vec<_> = batch.kept().map(|kept| self.answer(kept)).collect();
        let mut outcomes = self.outcomes.lock().unwrap_or_else(PoisonError::into_inner);
        for answer in &answers {
            *outcomes.entry(answer.outcome).or_default() += 1;
        }
        answers
    }

    fn drawn(&self, batch: Batch, answers: &[Self::Answer]) -> Batch {
        let mut answers = answers.iter();
        batch.with_features(|feature| answers.next().map_or(feature.clone(), |answer| placed(feature, answer)))
    }

    fn verdict(&self, _: &Self::Answer) -> Verdict {
        Verdict::Keep
    }

    fn cells<'c>(&'c self, answer: &'c Self::Answer, into: &mut Vec<Cell<'c>>) {
        into.extend(geocode_cells(answer));
    }
}

/// `feature` at the point that its words mean, if they mean one; its blank columns of coordinates tell it too.
fn placed(mut feature: Feature, answer: &Geocoded) -> Feature {
    let location = answer.location.as_ref();
    let Some(at) = location.and_then(|location| LonLat::new(location.lon?, location.lat?).ok()) else {
        return feature;
    };
    let names: Vec<String> = feature.properties.keys().cloned().collect();
    if let Some((lon, lat)) = place_pair(&names) {
        for (column, degrees) in [(lon, at.lon()), (lat, at.lat())] {
            feature.properties.insert(column, degrees.into());
        }
    }
    feature.shape = Some(Shape::from_place(at));
    feature
}
