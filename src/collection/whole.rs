//! A collection: its records as text and as columns, and what finds them. Not responsible for questions about single records.

use std::sync::OnceLock;

use thiserror::Error;

use crate::collection::card::{CollectionCard, ColumnCard};
use crate::collection::column::{Cell, Values};
use crate::collection::ids::Ids;
use crate::collection::lists::Lists;
use crate::collection::shapes::Shapes;
use crate::collection::span::Span;
use crate::index::boxes::{BoxTree, Corners};
use crate::index::packed::PackedPoints;
use crate::model::column_kind::ColumnKind;
use crate::query::filter::Scalar;

/// What a collection is made of; every part has one of each record, in the same order.
#[derive(Debug)]
pub struct Parts {
    /// What it tells of itself.
    pub card: CollectionCard,
    /// All features as `GeoJSON`, a line each; `properties` is the last member of each.
    pub text: Vec<u8>,
    /// Where each ends: its line feed.
    pub ends: Vec<u64>,
    /// The records' ids.
    pub ids: Ids,
    /// Where they are drawn.
    pub shapes: Shapes,
    /// When they were.
    pub spans: Vec<Span>,
    /// The cells of each column.
    pub columns: Vec<Values>,
}

/// Parts that do not belong together.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{what}")]
pub struct PartsError {
    /// What does not fit.
    pub what: &'static str,
}

/// Records held together and made ready to be asked.
///
/// # Cost
/// Memory: the text, 80 bytes a record, 8 bytes a cell and every word of a column once.
#[derive(Debug)]
pub struct Collection {
    parts: Parts,
    boxes: BoxTree,
    near: OnceLock<PackedPoints>,
    unplaced: OnceLock<Vec<u32>>,
    lists: OnceLock<Vec<Option<Lists>>>,
    hash: u64,
}

impl Collection {
    /// The collection of these parts; `hash` tells it from others.
    ///
    /// # Errors
    /// [`PartsError`] where they do not have the same number of records, or columns are not what the card says.
    ///
    /// # Cost
    /// n·log n.
    pub fn new(parts: Parts, hash: u64) -> Result<Self, PartsError> {
        let count = parts.ends.len();
        let fits = |fits: bool, what: &'static str| if fits { Ok(()) } else { Err(PartsError { what }) };
        fits(u32::try_from(count).is_ok(), "there are 2³² records or more")?;
        fits(parts.ids.len() == count, "there are not as many ids as records")?;
        fits(parts.shapes.len() == count, "there are not as many places as records")?;
        fits(parts.spans.len() == count, "there are not as many times as records")?;
        fits(parts.columns.iter().all(|values| values.len() == count), "a column has not as many cells as records")?;
        fits(parts.columns.len() == parts.card.columns.len(), "there are not as many columns as it tells")?;
        let kinds = parts.card.columns.iter().zip(&parts.columns);
        fits(kinds.into_iter().all(|(card, values)| values.are(card.kind)), "a column is not of its kind")?;
        let rising = parts.ends.windows(2).all(|pair| pair[0] < pair[1]);
        let text = parts.ends.last().map_or(0, |end| end.saturating_add(1));
        fits(rising && text == parts.text.len() as u64, "records overlap")?;
        let boxes: Vec<(u32, Corners)> = parts.shapes.boxes().collect();
        let (near, unplaced, lists) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Ok(Self { boxes: BoxTree::new(&boxes), parts, near, unplaced, lists, hash })
    }

    /// What it tells of itself.
    #[must_use]
    pub const fn card(&self) -> &CollectionCard {
        &self.parts.card
    }

    /// How many records it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.parts.ends.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its records' numbers.
    pub fn numbers(&self) -> impl Iterator<Item = u32> + use<> {
        0..u32::try_from(self.len()).unwrap_or(u32::MAX)
    }

    /// The records that are drawn nowhere, by number.
    pub fn unplaced(&self) -> &[u32] {
        self.unplaced.get_or_init(|| self.numbers().filter(|number| self.shapes().corners(*number).is_none()).collect())
    }

    /// What tells it from other collections, and from itself after a change.
    #[must_use]
    pub const fn hash(&self) -> u64 {
        self.hash
    }

    /// The feature of this number as `GeoJSON`, whose last member is `properties`; empty where there is none.
    #[must_use]
    pub fn feature(&self, number: u32) -> &[u8] {
        let number = number as usize;
        let ends = &self.parts.ends;
        let start = number.checked_sub(1).and_then(|before| ends.get(before)).map_or(0, |end| end + 1);
        let end = ends.get(number).copied().unwrap_or(start);
        let range = usize::try_from(start).ok().zip(usize::try_from(end).ok());
        range.and_then(|(start, end)| self.parts.text.get(start..end)).unwrap_or_default()
    }

    /// Its records' ids.
    #[must_use]
    pub const fn ids(&self) -> &Ids {
        &self.parts.ids
    }

    /// Where its records are drawn.
    #[must_use]
    pub const fn shapes(&self) -> &Shapes {
        &self.parts.shapes
    }

    /// When a record was.
    #[must_use]
    pub fn span(&self, number: u32) -> Span {
        self.parts.spans.get(number as usize).copied().unwrap_or(Span::UNKNOWN)
    }

    /// When its first record began and its last one ended; `None` where no time is known.
    #[must_use]
    pub fn times(&self) -> Option<Span> {
        let known = self.parts.spans.iter().filter(|span| span.is_known());
        known
            .copied()
            .reduce(|one, other| Span { first_s: one.first_s.min(other.first_s), last_s: one.last_s.max(other.last_s) })
    }

    /// A cell.
    #[must_use]
    pub fn cell(&self, column: usize, number: u32) -> Cell<'_> {
        match (self.parts.card.columns.get(column), self.parts.columns.get(column)) {
            (Some(card), Some(values)) => values.cell(card.kind, number),
            _ => Cell::Blank,
        }
    }

    /// The lists of a column, where each of its cells is one of texts, numbers and truths.
    ///
    /// # Cost
    /// Every nested word is read when the first column is asked for.
    #[must_use]
    pub fn lists(&self, column: usize) -> Option<&Lists> {
        let of = |(card, values): (&ColumnCard, &Values)| match values {
            Values::Texts(words, _) if card.kind == ColumnKind::Nested => Lists::of(words),
            _ => None,
        };
        let all = || self.parts.card.columns.iter().zip(&self.parts.columns).map(of).collect();
        self.lists.get_or_init(all).get(column)?.as_ref()
    }

    /// The list in a cell of such a column.
    #[must_use]
    pub fn list(&self, column: usize, number: u32) -> Option<&[Scalar]> {
        self.lists(column)?.get(self.parts.columns.get(column)?.word(number)?)
    }

    /// What finds records by the boxes around what is drawn of them.
    #[must_use]
    pub const fn boxes(&self) -> &BoxTree {
        &self.boxes
    }

    /// Whether [`Collection::near`] has been made.
    #[must_use]
    pub fn is_near_made(&self) -> bool {
        self.near.get().is_some()
    }

    /// What finds records that are single points by their distance.
    ///
    /// # Cost
    /// Made when it is first asked for: n·log n, as [`PackedPointsBuilder::build`](crate::index::packed::PackedPointsBuilder::build).
    #[must_use]
    pub fn near(&self) -> &PackedPoints {
        self.near.get_or_init(|| {
            let place = |number| Some((number as usize, self.parts.shapes.point(number)?));
            PackedPoints::new(self.numbers().filter_map(place))
        })
    }
}
