//! A set of claims in a table: what its rows say together. Not responsible for the cells of one row.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::ops::ControlFlow;

use crate::io::claim_cells::{CLAIM_COLUMNS, DATASET_COLUMNS, RECORD_COLUMNS, SOURCE_COLUMNS, is_id};
use crate::io::read::claims::checks::unsound;
use crate::io::read::claims::row::Row;
use crate::io::read::claims::{Taking, aside, refused};
use crate::io::read::escape::Quoted;
use crate::io::read::event::{Event, Origin, Record, Schema};
use crate::io::read::features::read_features;
use crate::io::read::input::Input;
use crate::io::read::options::{InputFormat, ReadOptions};
use crate::io::read::problem::Problem;
use crate::io::read::what::What;
use crate::model::claim::{Actor, ClaimSet, ClaimSetCard, Incident};
use crate::model::precision::Precision;

/// The set that the table `whole` holds.
pub(super) fn set(
    whole: Vec<u8>,
    format: InputFormat,
    options: &ReadOptions,
    taking: &mut Taking,
) -> Result<ClaimSet, Box<Problem>> {
    let columns = header(&whole, format, options, taking)?;
    // the text is UTF-8 by now, and the column of ids is known
    let held = |name: &str| columns.iter().any(|column| column == name);
    let options = ReadOptions {
        format: Some(format),
        encoding: None,
        id_column: held("claim_id").then(|| "claim_id".to_owned()),
        ..options.clone()
    };
    let mut rows = Rows::new(taking);
    let input = Input::Stream { name: rows.taking.file.to_string(), reader: Box::new(Cursor::new(whole)) };
    let tally = read_features(input, &options, &mut |event| {
        match event {
            Event::Kept(record) => rows.take(&record),
            Event::Problem(problem) => rows.taking.problems.push(problem),
            _ => {}
        }
        ControlFlow::Continue(())
    })?;
    rows.taking.read += tally.read;
    rows.taking.refused += tally.refused;
    Ok(rows.set())
}

/// The names of the columns; fails where they are not those of a table of claims.
fn header(
    whole: &[u8],
    format: InputFormat,
    options: &ReadOptions,
    taking: &mut Taking,
) -> Result<Vec<String>, Box<Problem>> {
    let mut schema: Option<Schema> = None;
    let options = ReadOptions { format: Some(format), encoding: None, ..options.clone() };
    let input = Input::Stream { name: taking.file.to_string(), reader: Box::new(Cursor::new(whole.to_vec())) };
    read_features(input, &options, &mut |event| match event {
        Event::Schema(found) => {
            schema = Some(found);
            ControlFlow::Break(())
        }
        Event::Kept(_) => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    })?;
    let columns = schema.map(|schema| schema.columns).unwrap_or_default();
    let held = |name: &str| columns.iter().any(|column| column == name);
    if !held("incident_id") || !(held("claim_id") || held("statement")) {
        let found = "a table without the columns incident_id and claim_id or statement".to_owned();
        return Err(refused(&taking.file, What::NotClaims { found }));
    }
    for name in columns.iter().filter(|name| !CLAIM_COLUMNS.contains(&name.as_str())) {
        taking.warn(aside(&taking.file.clone()), What::UnknownColumn { name: Quoted::new(name) });
    }
    Ok(columns)
}

/// What rows have said so far.
struct Rows<'a> {
    taking: &'a mut Taking,
    set: ClaimSet,
    /// Where each record stands in the set.
    records: BTreeMap<String, usize>,
    /// Where each source stands in the set.
    sources: BTreeMap<String, usize>,
    /// The actors that are in the set.
    actors: BTreeSet<String>,
    /// What the columns of a record, a source or the dataset said first.
    said: BTreeMap<(String, &'static str), String>,
    /// What has been told to be contradicted.
    told: BTreeSet<(String, &'static str)>,
}

impl<'a> Rows<'a> {
    fn new(taking: &'a mut Taking) -> Self {
        let name = taking.file.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = name.split('.').next().unwrap_or_default();
        let set = ClaimSet::empty(ClaimSetCard::bare(if is_id(stem) { stem } else { "claims" }));
        let (records, sources, said) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { taking, set, records, sources, actors: BTreeSet::new(), said, told: BTreeSet::new() }
    }

    fn take(&mut self, kept: &Record) {
        let row = Row(&kept.feature.properties);
        if let Err(what) = self.taken(&row, &kept.origin) {
            let row = serde_json::to_string(&kept.feature.properties).ok();
            self.taking.refuse(kept.origin.clone(), what, row.as_deref());
        }
    }

    /// Takes in a row, or nothing of it.
    fn taken(&mut self, row: &Row, origin: &Origin) -> Result<(), What> {
        let blank = || What::ClaimCell {
            column: "incident_id",
            value: Quoted::new(""),
            reason: "is blank; a claim needs the record that it is about".into(),
        };
        let id = row.cell("incident_id").ok_or_else(blank)?;
        let number = self.records.get(&id).map_or(0, |&at| self.set.records[at].claims.len());
        let claim = row.claim(|| format!("{id}.{}", number + 1))?;
        let own = row.record(&id)?;
        if let Some(wrong) = unsound(&own) {
            return Err(What::ClaimMember { path: format!("{id}.{}", wrong.path), reason: wrong.reason });
        }
        self.agree(&format!("record {id}"), &RECORD_COLUMNS, row, origin);
        self.agree("the table", &DATASET_COLUMNS, row, origin);
        let next = self.set.records.len();
        let at = *self.records.entry(id).or_insert(next);
        if at == next {
            self.set.records.push(own.clone());
        }
        fill(&mut self.set.records[at], own, row.dates_and_places_record());
        if let Some(claim) = claim {
            self.source_and_actors(row, origin);
            self.set.records[at].claims.push(claim);
        }
        Ok(())
    }

    /// Notes what `columns` say of `of` where nothing was said before, and tells where the row says otherwise.
    fn agree(&mut self, of: &str, columns: &[&'static str], row: &Row, origin: &Origin) {
        for &column in columns {
            let Some(value) = row.cell(column) else { continue };
            let key = (of.to_owned(), column);
            let first = self.said.entry(key.clone()).or_insert_with(|| value.clone());
            if *first != value && self.told.insert(key) {
                let says = Box::new([Quoted::new(first), Quoted::new(&value)]);
                self.taking.warn(origin.clone(), What::Contradiction { column, of: of.to_owned(), says });
            }
        }
    }

    fn source_and_actors(&mut self, row: &Row, origin: &Origin) {
        if let Some(source) = row.source() {
            self.agree(&format!("source {}", source.id), &SOURCE_COLUMNS, row, origin);
            match self.sources.get(&source.id).map(|&at| &mut self.set.sources[at]) {
                None => {
                    self.sources.insert(source.id.clone(), self.set.sources.len());
                    self.set.sources.push(source);
                }
                Some(known) => {
                    if known.title == known.id {
                        known.title = source.title;
                    }
                    known.publisher = known.publisher.take().or(source.publisher);
                    known.published = known.published.take().or(source.published);
                    known.url = known.url.take().or(source.url);
                    known.licence = known.licence.take().or(source.licence);
                    if known.kind.is_empty() {
                        known.kind = source.kind;
                    }
                }
            }
        }
        for (id, name, kind) in row.actors() {
            if self.actors.insert(id.clone()) {
                self.set.actors.push(Actor { id, name, aliases: Vec::new(), kind, note: None });
            }
        }
    }

    /// The set with what the table tells of itself.
    fn set(self) -> ClaimSet {
        let Self { mut set, said, .. } = self;
        let told = |column: &'static str| said.get(&("the table".to_owned(), column)).cloned();
        let card = &mut set.dataset;
        let bare = card.clone();
        card.id = told("dataset_id").unwrap_or(bare.id);
        card.title = told("dataset_title").unwrap_or(bare.title);
        card.description = told("dataset_description").unwrap_or_default();
        card.licence = told("dataset_licence").unwrap_or_default();
        card.attribution = told("dataset_attribution").unwrap_or_default();
        card.published = told("dataset_published").unwrap_or_default();
        card.article_sha256 = told("dataset_article_sha256");
        card.disclaimer = told("dataset_disclaimer").unwrap_or_default();
        let dated =
            |record: &Incident| said.contains_key(&(format!("record {}", record.id), "incident_date_precision"));
        let placed = |record: &Incident| said.contains_key(&(format!("record {}", record.id), "incident_precision"));
        for record in &mut set.records {
            let (dated, placed) = (dated(record), placed(record));
            // the first claim of a set is the main source's, and a record says what that source says
            if let Some(when) = record.claims.iter().find_map(|claim| claim.when.clone()).filter(|_| !dated) {
                record.when = when;
            }
            let place = record.claims.iter().find_map(|claim| claim.whereabouts.clone());
            if let Some(place) = place.filter(|_| !placed) {
                record.whereabouts = place;
            }
        }
        set
    }
}

/// Puts what a later row says of its record where earlier ones said nothing.
fn fill(record: &mut Incident, own: Incident, [dates, places]: [bool; 2]) {
    for (slot, told) in
        [(&mut record.title, own.title), (&mut record.what, own.what), (&mut record.summary, own.summary)]
    {
        if slot.is_empty() {
            *slot = told;
        }
    }
    if dates && record.when.start.is_none() && record.when.end.is_none() && record.when.as_written.is_none() {
        record.when = own.when;
    }
    if places && record.whereabouts.precision == Precision::Unlocated {
        record.whereabouts = own.whereabouts;
    }
    if record.conflicts.is_empty() {
        record.conflicts = own.conflicts;
    }
    if record.unknown.is_empty() {
        record.unknown = own.unknown;
    }
}
