//! `sarhad geocode`: places for rows that name them. Not responsible for what names mean.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::atlas::GAZETTEER_LAYERS;
use crate::cli::args::{Edges, Geocode};
use crate::cli::commands::place::known_country;
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
use crate::io::rows::{Cell, GEOCODE_COLUMNS, GeocodeRow, geocode_cells};
use crate::lonlat::LonLat;
use crate::model::feature::Feature;
use crate::model::profile::{Profile, Role};
use crate::model::shape::Shape;
use crate::names::entry::Kind;
use crate::query::credit::credit;
use crate::query::geocode::{Geocoded, Geocoder, Outcome, PlaceWords};

/// Units that a row may name beside its place.
const UNITS: usize = 3;
/// The columns of an answer that a table for people shows.
const SHOWN: [&str; 6] = ["place_match", "place_id", "place_name", "precision", "areas", "candidates"];

/// Places every row by its words.
pub(in crate::cli) fn run(asked: &Geocode, report: &mut Report) -> Result<Exit, Failure> {
    if asked.writing.publishing.generalise.is_some() {
        return Err(Usage::GeocodeFirst.into());
    }
    if asked.admin_column.len() > UNITS {
        return Err(Usage::ManyUnitColumns { most: UNITS }.into());
    }
    let kind: Option<Kind> = asked.kind.as_deref().map(str::parse).transpose().map_err(Usage::PlaceKind)?;
    let source = Source::of(&asked.input)?;
    let atlas = atlas(&asked.atlas, Edges::default(), report)?;
    if let Some(country) = &asked.country {
        known_country(&atlas, country)?;
    }
    let added = Added { columns: &GEOCODE_COLUMNS, credit: Some(credit(&atlas, &GAZETTEER_LAYERS, None)) };
    let output = Output::new(&asked.writing, Some(&source), added)?.showing(&SHOWN);
    let ends = Ends { source: &source, reading: &asked.reading, writing: &asked.writing, placing: None };
    let question = Naming { asked, kind, geocoder: Geocoder::new(&atlas), counts: Mutex::default() };
    let stream = Stream::new(&ends, &atlas, output, report)?.with_places(Places::MayBeUnsaid);
    let exit = stream.run(&question, &mut |_, _| {}, Vec::new)?;
    for told in question.told() {
        report.note(&told);
    }
    Ok(exit)
}

/// The columns in which a row's words stand.
struct NameColumns {
    place: Option<String>,
    /// The largest unit first.
    units: [Option<String>; UNITS],
    country: Option<String>,
}

/// Which place each row means.
struct Naming<'a> {
    asked: &'a Geocode,
    kind: Option<Kind>,
    geocoder: Geocoder<'a>,
    counts: Mutex<Counts>,
}

/// How many rows had which answer.
#[derive(Default)]
struct Counts {
    outcomes: BTreeMap<Outcome, u64>,
    points: u64,
    areas: u64,
    without: u64,
    /// Of names that stayed open between a town and the district around it.
    town_or_unit: u64,
}

impl Counts {
    fn take(&mut self, found: &Geocoded) {
        *self.outcomes.entry(found.outcome).or_default() += 1;
        self.town_or_unit += u64::from(found.is_town_or_unit());
        match &found.location {
            Some(location) if location.lon.is_some() => self.points += 1,
            Some(_) => self.areas += 1,
            None if found.outcome != Outcome::Own => self.without += 1,
            None => {}
        }
    }
}

impl<'a> Naming<'a> {
    /// The columns that hold words, of those called `names`.
    fn named(&self, names: &[&str]) -> NameColumns {
        let asked = self.asked;
        let recognised = Profile::recognised(names);
        let mapping = asked.reading.mapped.as_deref();
        let of_role = |role| mapping.and_then(|mapping| mapping.column(role)).or_else(|| recognised.column(role));
        let column = |own: &Option<String>, role| own.clone().or_else(|| of_role(role).map(str::to_owned));
        let units = if asked.admin_column.is_empty() {
            [of_role(Role::Province).map(str::to_owned), of_role(Role::District).map(str::to_owned), None]
        } else {
            std::array::from_fn(|number| asked.admin_column.get(number).cloned())
        };
        NameColumns {
            place: column(&asked.place_column, Role::Place),
            units,
            country: column(&asked.country_column, Role::Country),
        }
    }

    fn answer(&self, kept: Kept, columns: &NameColumns) -> GeocodeRow<'a> {
        if kept.shape().is_some() {
            return GeocodeRow::new(Arc::new(Geocoded::own()));
        }
        let text = |column: &Option<String>| column.as_deref().and_then(|column| kept.text(column));
        let units: [Option<Cow<str>>; UNITS] = columns.units.each_ref().map(text);
        GeocodeRow::new(self.geocoder.geocoded(&PlaceWords {
            place: text(&columns.place).as_deref(),
            units: units.each_ref().map(Option::as_deref),
            country: text(&columns.country).as_deref().or(self.asked.country.as_deref()),
            kind: self.kind,
        }))
    }

    /// What became of all rows, in words.
    fn told(&self) -> Vec<String> {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let each: Vec<String> =
            counts.outcomes.iter().map(|(outcome, count)| format!("{count} {}", outcome.word())).collect();
        let each = if each.is_empty() { "none".to_owned() } else { each.join(", ") };
        let Counts { points, areas, without, town_or_unit, .. } = *counts;
        let mut told = vec![
            format!("by what their words mean: {each}"),
            format!("placed at a point: {points}, in an area or on a border: {areas}, without a place: {without}"),
        ];
        if town_or_unit > 0 && self.kind.is_none() {
            told.push(format!(
                "names that stayed open between a town and the district around it: {town_or_unit}; --kind town or --kind district says which"
            ));
        }
        told
    }
}

impl<'a> Question for Naming<'a> {
    type Answer = GeocodeRow<'a>;

    /// Words are read before the answer's columns push any aside.
    fn judged(&self) -> Judged {
        Judged::AsRead
    }

    fn columns(&self, table: &Schema) -> Result<(), Usage> {
        let columns: Vec<&str> = table.columns.iter().map(String::as_str).collect();
        let told = || escaped(&table.columns.join(", "));
        let asked = self.asked;
        let mut wanted = asked.place_column.iter().chain(&asked.admin_column).chain(&asked.country_column);
        if let Some(missing) = wanted.find(|name| !columns.contains(&name.as_str())) {
            return Err(Usage::NoNameColumn { name: missing.clone(), columns: told() });
        }
        self.named(&columns).place.map(drop).ok_or_else(|| Usage::NoPlaceColumn { columns: told() })
    }

    fn answers(&self, batch: &Batch) -> Vec<Self::Answer> {
        let names = |kept: Kept| self.named(&kept.columns().collect::<Vec<_>>());
        // the rows of a table have the same columns
        let of_table = batch.kept().next().filter(|_| batch.table_columns().is_some()).map(names);
        let answer = |kept| match &of_table {
            Some(columns) => self.answer(kept, columns),
            None => self.answer(kept, &names(kept)),
        };
        let answers: Vec<_> = batch.kept().map(answer).collect();
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        for answer in &answers {
            counts.take(answer.found());
        }
        answers
    }

    fn drawn(&self, batch: Batch, answers: &[Self::Answer]) -> Batch {
        let mut answers = answers.iter();
        batch.with_features(|feature| answers.next().map_or(feature.clone(), |answer| placed(feature, answer.found())))
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
