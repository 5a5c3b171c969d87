//! Stretches of an input that are understood each by itself, in any thread, and what is in them.
//! Not responsible for counting: see `ledger`.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use geo_types::Geometry;
use serde_json::Value;

use crate::io::outgoing::{Body, Outgoing, OutgoingId};
use crate::io::read::csv::part::RowPart;
use crate::io::read::event::Schema;
use crate::io::read::geojson::part::{FeaturePart, SinglePart};
use crate::io::read::geojson::sequence::SequencePart;
use crate::io::read::intake::{Draft, Flaw};
use crate::io::read::what::What;
use crate::io::table::{Header, Span, TableRow};
use crate::lonlat::LonLat;
use crate::model::feature::{Feature, FeatureId, cell_text};
use crate::model::shape::Shape;

/// A stretch of an input with whole records; what is in it is found out by [`Block::understood`].
#[derive(Debug)]
pub struct Block {
    inner: Inner,
}

#[derive(Debug)]
enum Inner {
    Asides(Vec<Aside>),
    Rows(RowPart),
    Sequence(SequencePart),
    Features(FeaturePart),
    Single(Box<SinglePart>),
    Given(Vec<Feature>),
    Drafted(Vec<Drafted>),
}

/// A record that its reader has understood already, or found a flaw in.
#[derive(Debug)]
pub(super) struct Drafted {
    /// Where it begins, where its format has lines.
    pub(super) at: Option<At>,
    /// What it is.
    pub(super) record: Result<Draft, Flaw>,
    /// Its own words, for the file of refused records; empty for one that is kept.
    pub(super) verbatim: String,
}

impl Block {
    pub(super) fn of_asides(asides: Vec<Aside>) -> Self {
        Self { inner: Inner::Asides(asides) }
    }

    pub(super) fn of_rows(rows: RowPart) -> Self {
        Self { inner: Inner::Rows(rows) }
    }

    pub(super) fn of_sequence(records: SequencePart) -> Self {
        Self { inner: Inner::Sequence(records) }
    }

    pub(super) fn of_features(features: FeaturePart) -> Self {
        Self { inner: Inner::Features(features) }
    }

    pub(super) fn of_single(single: SinglePart) -> Self {
        Self { inner: Inner::Single(Box::new(single)) }
    }

    /// Records that are understood already.
    pub(super) fn of_drafts(drafts: Vec<Drafted>) -> Self {
        Self { inner: Inner::Drafted(drafts) }
    }

    /// Features that are in memory, taken as they are.
    #[must_use]
    pub fn given(features: Vec<Feature>) -> Self {
        Self { inner: Inner::Given(features) }
    }

    /// A member of a collection that is in memory.
    #[must_use]
    pub fn member(name: &str, value: Value) -> Self {
        Self::of_asides(vec![Aside::Member { name: name.to_owned(), value }])
    }

    /// What the block says.
    ///
    /// # Cost
    /// Linear in its text.
    #[must_use]
    pub fn understood(self) -> Batch {
        match self.inner {
            Inner::Asides(asides) => Batch { asides, ..Batch::default() },
            Inner::Rows(rows) => rows.understood(),
            Inner::Sequence(records) => records.understood(),
            Inner::Features(features) => features.understood(),
            Inner::Single(single) => single.understood(),
            Inner::Drafted(drafts) => Batch::of_drafts(drafts),
            Inner::Given(features) => Batch {
                entries: features
                    .into_iter()
                    .map(|feature| Entry { at: None, fate: Fate::Given(Box::new(feature)) })
                    .collect(),
                ..Batch::default()
            },
        }
    }
}

/// What a block says: its records, what is wrong with others, and what is told beside them, in order.
#[derive(Debug, Default)]
pub struct Batch {
    pub(super) asides: Vec<Aside>,
    pub(super) entries: Vec<Entry>,
    pub(super) rows: Option<RowStore>,
    /// Why the input ends here.
    pub(super) end: Option<Box<End>>,
}

/// Something that is no record.
#[derive(Debug)]
pub(super) enum Aside {
    Told { what: What, line: Option<u64> },
    Schema(Schema),
    Member { name: String, value: Value },
}

/// Why an input is refused as a whole.
#[derive(Debug)]
pub(super) struct End {
    pub(super) what: What,
    pub(super) line: Option<u64>,
    pub(super) byte: Option<u64>,
    /// Whether it is the next record that shows it.
    pub(super) in_record: bool,
}

impl End {
    /// An end at a place that is no record's.
    #[expect(clippy::unnecessary_box_returns, reason = "ends travel as errors, which stay small")]
    pub(super) fn aside(what: What, line: Option<u64>, byte: Option<u64>) -> Box<Self> {
        Box::new(Self { what, line, byte, in_record: false })
    }

    /// An end in a record.
    #[expect(clippy::unnecessary_box_returns, reason = "ends travel as errors, which stay small")]
    pub(super) fn in_record(what: What, at: At) -> Box<Self> {
        Box::new(Self { what, line: Some(at.line), byte: Some(at.byte), in_record: true })
    }
}

/// The line and the byte at which a record begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct At {
    pub(super) line: u64,
    pub(super) byte: u64,
}

/// One record.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) at: Option<At>,
    pub(super) fate: Fate,
}

#[derive(Debug)]
pub(super) enum Fate {
    Feature(Box<Feature>, Findings),
    Row(RowRecord, Findings),
    /// A feature that was in memory: nothing is looked for in it.
    Given(Box<Feature>),
    Refused(Box<Refusal>),
}

/// Why a record cannot be used, and its own text.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) what: What,
    pub(super) verbatim: String,
}

/// What is found in a record that is kept.
#[derive(Debug)]
pub(super) struct Findings {
    /// A number that stands for its id.
    pub(super) id: Option<u64>,
    /// What is told before duplicate ids are looked for, and behind it.
    pub(super) told: Option<Box<[Vec<What>; 2]>>,
}

impl Findings {
    pub(super) fn new(id: Option<u64>, notes: Vec<What>, shape: Option<&Shape>) -> Self {
        let doubts = shape.map_or_else(Vec::new, doubts);
        let told = (!notes.is_empty() || !doubts.is_empty()).then(|| Box::new([notes, doubts]));
        Self { id, told }
    }
}

/// Warnings of a shape that is valid and yet may not mean what it says.
fn doubts(shape: &Shape) -> Vec<What> {
    if let Geometry::Point(point) = shape.geometry() {
        return if point.x() == 0.0 && point.y() == 0.0 { vec![What::NullIsland] } else { Vec::new() };
    }
    shape.self_crossing().map(|at| What::SelfCrossing { at }).into_iter().collect()
}

/// What stands for an id that is this text, or this number digit by digit: ids that differ share it once in 1e19.
pub(super) fn id_key(is_number: bool, text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (is_number, text).hash(&mut hasher);
    hasher.finish()
}

fn feature_key(id: &FeatureId) -> u64 {
    match id {
        FeatureId::Text(text) => id_key(false, text),
        FeatureId::Number(number) => id_key(true, &number.to_string()),
    }
}

/// A row that is kept, as it stands in the [`RowStore`].
#[derive(Debug)]
pub(super) struct RowRecord {
    pub(super) shape: Option<Shape>,
    /// The row's text.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its first cell.
    pub(super) first: usize,
    /// The cell of its id.
    pub(super) id: Option<Span>,
}

/// The rows of a block.
#[derive(Debug)]
pub(super) struct RowStore {
    pub(super) text: String,
    pub(super) spans: Vec<Span>,
    pub(super) header: Arc<Header>,
}

impl Entry {
    /// The entry that a draft or a flaw makes; `Err` where it ends the input.
    pub(super) fn of(
        drafted: Result<Draft, Flaw>,
        at: At,
        verbatim: impl FnOnce() -> String,
    ) -> Result<Self, Box<End>> {
        Self::drafted(drafted, Some(at), verbatim)
    }

    /// The same for a record of a format that may have no lines.
    fn drafted(
        drafted: Result<Draft, Flaw>,
        at: Option<At>,
        verbatim: impl FnOnce() -> String,
    ) -> Result<Self, Box<End>> {
        let fate = match drafted {
            Ok(Draft { feature, notes }) => {
                let id = feature.id.as_ref().map(feature_key);
                let findings = Findings::new(id, notes, feature.shape.as_ref());
                Fate::Feature(Box::new(feature), findings)
            }
            Err(Flaw::Record(what)) => Fate::Refused(Box::new(Refusal { what, verbatim: verbatim() })),
            Err(Flaw::Input(what)) => {
                let (line, byte) = (at.map(|at| at.line), at.map(|at| at.byte));
                return Err(Box::new(End { what, line, byte, in_record: true }));
            }
        };
        Ok(Self { at, fate })
    }
}

/// What was renamed to make room for other columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// The first record that has such columns, by its number among those kept in its batch.
    pub record: usize,
    /// The names that they had.
    pub names: Vec<String>,
}

impl Batch {
    fn of_drafts(drafts: Vec<Drafted>) -> Self {
        let mut batch = Self::default();
        for Drafted { at, record, verbatim } in drafts {
            match Entry::drafted(record, at, || verbatim) {
                Ok(entry) => batch.entries.push(entry),
                Err(end) => {
                    batch.end = Some(end);
                    break;
                }
            }
        }
        batch
    }

    /// The records that are kept, in order.
    pub fn kept(&self) -> impl Iterator<Item = Kept<'_>> {
        let rows = self.rows.as_ref();
        self.entries.iter().filter_map(move |entry| Kept::of(&entry.fate, rows))
    }

    /// The same records, each as `change` makes it; what was found in them stays told.
    #[must_use]
    pub fn with_features(mut self, mut change: impl FnMut(Feature) -> Feature) -> Self {
        let rows = self.rows.take();
        let changed = |Entry { at, fate }| {
            let feature = Kept::of(&fate, rows.as_ref()).map(|kept| Box::new(change(kept.to_feature())));
            let fate = match (fate, feature) {
                (Fate::Feature(_, findings) | Fate::Row(_, findings), Some(feature)) => {
                    Fate::Feature(feature, findings)
                }
                (Fate::Given(_), Some(feature)) => Fate::Given(feature),
                (other, _) => other,
            };
            Entry { at, fate }
        };
        self.entries = self.entries.into_iter().map(changed).collect();
        self
    }

    /// Those of [`Batch::kept`] that may have other columns than the one before: of a table the first.
    pub fn kept_by_columns(&self) -> impl Iterator<Item = Kept<'_>> {
        let most = if self.rows.is_some() { 1 } else { usize::MAX };
        self.kept().take(most)
    }

    /// How many records before the first refused one are kept.
    #[must_use]
    pub fn kept_before_refused(&self) -> usize {
        let refused = |entry: &&Entry| matches!(entry.fate, Fate::Refused(_));
        self.entries.iter().take_while(|entry| !refused(entry)).count()
    }

    /// The columns of its table; `None` where each record has its own.
    #[must_use]
    pub fn table_columns(&self) -> Option<&[String]> {
        self.rows.as_ref().map(|rows| rows.header.names())
    }

    /// The bytes that its records take, about.
    #[must_use]
    pub fn text_len(&self) -> usize {
        self.rows.as_ref().map_or(0, |rows| rows.text.len())
    }

    /// Renames columns that are among `names`, whatever their capitals, by `renamed`, so that an answer's columns of these names
    /// can be added: where names are one to a reader in spite of their capitals, one of the two would be lost.
    pub fn set_aside(&mut self, names: &[&str], renamed: impl Fn(&str) -> String) -> Option<SetAside> {
        if let Some(rows) = &mut self.rows {
            let hidden = hidden(names, rows.header.names().iter());
            if hidden.is_empty() {
                return None;
            }
            rows.header = rows.header.renamed(|name| hides(names, name).then(|| renamed(name)));
            return Some(SetAside { record: 0, names: hidden });
        }
        let mut first = None;
        let fates = self.entries.iter_mut().map(|entry| &mut entry.fate);
        let features = fates.filter_map(|fate| match fate {
            Fate::Feature(feature, _) | Fate::Given(feature) => Some(feature),
            _ => None,
        });
        for (record, feature) in features.enumerate() {
            let hidden = hidden(names, feature.properties.keys());
            if hidden.is_empty() {
                continue;
            }
            let properties = std::mem::take(&mut feature.properties).into_iter();
            feature.properties = properties
                .map(|(name, value)| if hides(names, &name) { (renamed(&name), value) } else { (name, value) })
                .collect();
            first.get_or_insert(SetAside { record, names: hidden });
        }
        first
    }
}

/// Whether one of `names` is `name`, whatever its capitals.
#[must_use]
pub fn hides(names: &[&str], name: &str) -> bool {
    // most columns are like none, and letters of other scripts have capitals too
    names.iter().any(|hiding| {
        hiding.eq_ignore_ascii_case(name) || (!name.is_ascii() && hiding.to_lowercase() == name.to_lowercase())
    })
}

fn hidden<'o>(names: &[&str], own: impl Iterator<Item = &'o String>) -> Vec<String> {
    own.filter(|own| hides(names, own)).cloned().collect()
}

/// A record that is kept, lent by its batch.
#[derive(Debug, Clone, Copy)]
pub struct Kept<'b> {
    inner: KeptInner<'b>,
}

#[derive(Debug, Clone, Copy)]
enum KeptInner<'b> {
    Feature(&'b Feature),
    Row(&'b RowRecord, &'b RowStore),
}

impl<'b> Kept<'b> {
    pub(super) fn of(fate: &'b Fate, rows: Option<&'b RowStore>) -> Option<Self> {
        let inner = match (fate, rows) {
            (Fate::Feature(feature, _) | Fate::Given(feature), _) => KeptInner::Feature(feature),
            (Fate::Row(row, _), Some(rows)) => KeptInner::Row(row, rows),
            _ => return None,
        };
        Some(Self { inner })
    }

    /// Where it is.
    #[must_use]
    pub fn shape(&self) -> Option<&'b Shape> {
        match self.inner {
            KeptInner::Feature(feature) => feature.shape.as_ref(),
            KeptInner::Row(row, _) => row.shape.as_ref(),
        }
    }

    /// Where it is, if it is a single point.
    #[must_use]
    pub fn place(&self) -> Option<LonLat> {
        self.shape().and_then(Shape::point)
    }

    /// The names of its columns, in order.
    pub fn columns(&self) -> impl Iterator<Item = &'b str> {
        let (own, of_table) = match self.inner {
            KeptInner::Feature(feature) => (Some(feature.properties.keys()), None),
            KeptInner::Row(_, rows) => (None, Some(rows.header.names().iter())),
        };
        let own = own.into_iter().flatten().map(String::as_str);
        own.chain(of_table.into_iter().flatten().map(String::as_str))
    }

    /// What its column `column` says, as text; `None` where it says nothing, or there is no such column.
    ///
    /// # Cost
    /// A look at the names before it; nothing is copied from a row without doubled quotes.
    #[must_use]
    pub fn text(&self, column: &str) -> Option<Cow<'b, str>> {
        let text = match self.inner {
            KeptInner::Feature(feature) => cell_text(feature.cell(column)?)?,
            KeptInner::Row(row, rows) => {
                let number = rows.header.position(column)?;
                rows.spans.get(row.first + number)?.of(&rows.text[row.start..row.end])
            }
        };
        (!text.trim().is_empty()).then_some(text)
    }

    /// Calls `with` for the record as it is written.
    pub fn outgoing<T>(&self, with: impl FnOnce(Outgoing<'_>) -> T) -> T {
        let (row, rows) = match self.inner {
            KeptInner::Feature(feature) => return with(Outgoing::from(feature)),
            KeptInner::Row(row, rows) => (row, rows),
        };
        let text = &rows.text[row.start..row.end];
        let spans = &rows.spans[row.first..row.first + rows.header.names().len()];
        let id = row.id.map(|span| span.of(text));
        with(Outgoing {
            id: id.as_deref().map(OutgoingId::Cell),
            shape: row.shape.as_ref(),
            body: Body::Row(TableRow::new(&rows.header, text, spans)),
            added: &[],
        })
    }

    /// The record as a feature of its own.
    #[must_use]
    pub fn to_feature(&self) -> Feature {
        self.outgoing(|record| record.to_feature())
    }

    /// Its id as text.
    #[must_use]
    pub fn id_text(&self) -> Option<String> {
        self.outgoing(|record| record.id.map(|id| id.text().into_owned()))
    }
}
