//! Which records of a collection are asked for, in which order, a page at a time. Not responsible for what a condition means.

use std::cmp::Ordering;

use crate::collection::column::Cell;
use crate::collection::span::Span;
use crate::collection::whole::Collection;
use crate::index::boxes::{Corners, Wanted};

/// By what records are put in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SortBy {
    /// The column.
    pub column: usize,
    /// The greatest first; blanks come last either way.
    pub descending: bool,
}

/// What becomes of records that have no place where boxes are asked for, or no time where a time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unknown {
    /// They are left out.
    #[default]
    Left,
    /// They are among the answers, behind those that are known.
    Told,
}

/// Which records are asked for; what says nothing asks for all.
#[derive(Clone, Copy, Default)]
pub struct Asked<'a> {
    /// Drawn in one of these boxes; none of them crosses the antimeridian.
    pub boxes: Option<&'a [Corners]>,
    /// What becomes of those that are drawn nowhere.
    pub unplaced: Unknown,
    /// Sharing a second with this time.
    pub time: Option<Span>,
    /// What becomes of those of no time.
    pub undated: Unknown,
    /// Among these, by number.
    pub among: Option<&'a [u32]>,
    /// Meeting this.
    pub keeps: Option<&'a (dyn Fn(u32) -> bool + Sync)>,
    /// In this order; in that of their numbers where nothing is said.
    pub sort: &'a [SortBy],
}

/// Which records of those that are asked for are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    /// How many are passed over.
    pub skip: u64,
    /// How many are told at most.
    pub limit: usize,
}

/// Records that were asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// Those of the page, in order.
    pub numbers: Vec<u32>,
    /// How many there are on all pages.
    pub matched: u64,
}

impl Asked<'_> {
    /// Whether nothing but boxes is asked for, so that a page needs no look at the others.
    const fn is_plain(&self) -> bool {
        self.time.is_none() && self.among.is_none() && self.keeps.is_none() && self.sort.is_empty()
    }
}

impl Collection {
    /// A page of the records that are asked for.
    ///
    /// The order of a question stays the same from page to page: that of the numbers, of the columns that it is sorted by, or, where
    /// nothing but boxes is asked for, of a curve.
    ///
    /// # Cost
    /// Of boxes alone: what their edges cross. Of all else: a look at every record in the boxes.
    #[must_use]
    pub fn select(&self, asked: &Asked, paging: Paging) -> Selection {
        match asked.boxes {
            _ if !asked.is_plain() => {}
            Some(boxes) => {
                let meets = |number| self.shapes().meets(number, boxes);
                let (numbers, matched) = self.boxes().page(&Wanted { boxes, meets: &meets }, paging.skip, paging.limit);
                let placed = Selection { numbers, matched };
                return match asked.unplaced {
                    Unknown::Left => placed,
                    Unknown::Told => behind(placed, self.unplaced(), paging),
                };
            }
            None => {
                let first = usize::try_from(paging.skip).unwrap_or(usize::MAX);
                let numbers = self.numbers().skip(first).take(paging.limit).collect();
                return Selection { numbers, matched: self.len() as u64 };
            }
        }
        paged(&self.all(asked), paging)
    }

    /// All records that are asked for, in order.
    #[must_use]
    pub fn all(&self, asked: &Asked) -> Vec<u32> {
        let in_boxes = asked.boxes.map(|boxes| {
            let meets = |number| self.shapes().meets(number, boxes);
            let mut found = self.boxes().all(&Wanted { boxes, meets: &meets });
            if asked.unplaced == Unknown::Told && !self.unplaced().is_empty() {
                found.extend_from_slice(self.unplaced());
                found.sort_unstable();
            }
            found
        });
        let is_in = |span: Span, time| span.overlaps(time) || (asked.undated == Unknown::Told && !span.is_known());
        let is_in_time = |number: &u32| asked.time.is_none_or(|time| is_in(self.span(*number), time));
        let is_kept = |number: &u32| asked.keeps.is_none_or(|keeps| keeps(*number));
        let mut numbers: Vec<u32> = match (in_boxes, asked.among) {
            (Some(found), Some(among)) => common(&found, among).collect(),
            (Some(found), None) => found,
            (None, Some(among)) => among.to_vec(),
            (None, None) => self.numbers().collect(),
        };
        numbers.retain(|number| is_in_time(number) && is_kept(number));
        if !asked.sort.is_empty() {
            // the numbers rise, and the sort keeps what is the same in order
            numbers.sort_by(|one, other| self.in_order(asked.sort, *one, *other));
        }
        numbers
    }

    fn in_order(&self, sort: &[SortBy], one: u32, other: u32) -> Ordering {
        let by = |by: &SortBy| compared(self.cell(by.column, one), self.cell(by.column, other), by.descending);
        sort.iter().map(by).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }
}

/// A page of these.
#[must_use]
pub fn paged(numbers: &[u32], paging: Paging) -> Selection {
    let first = usize::try_from(paging.skip).unwrap_or(usize::MAX);
    let page = numbers.iter().skip(first).take(paging.limit).copied().collect();
    Selection { numbers: page, matched: numbers.len() as u64 }
}

/// The page on which `unplaced` stand behind those that are `placed`.
fn behind(placed: Selection, unplaced: &[u32], paging: Paging) -> Selection {
    let skip = paging.skip.saturating_sub(placed.matched);
    let limit = paging.limit - placed.numbers.len().min(paging.limit);
    let rest = paged(unplaced, Paging { skip, limit });
    Selection { numbers: [placed.numbers, rest.numbers].concat(), matched: placed.matched + rest.matched }
}

/// What both hold, which are in order.
fn common<'n>(one: &'n [u32], other: &'n [u32]) -> impl Iterator<Item = u32> + 'n {
    one.iter().copied().filter(move |number| other.binary_search(number).is_ok())
}

fn compared(one: Cell, other: Cell, descending: bool) -> Ordering {
    let order = match (one, other) {
        (Cell::Blank, Cell::Blank) => return Ordering::Equal,
        (Cell::Blank, _) => return Ordering::Greater,
        (_, Cell::Blank) => return Ordering::Less,
        (Cell::Flag(one), Cell::Flag(other)) => one.cmp(&other),
        (Cell::Whole(one), Cell::Whole(other)) | (Cell::Moment(one), Cell::Moment(other)) => one.cmp(&other),
        (Cell::Real(one), Cell::Real(other)) => one.total_cmp(&other),
        (Cell::Day(one), Cell::Day(other)) => one.cmp(&other),
        (Cell::Text(one), Cell::Text(other)) | (Cell::Nested(one), Cell::Nested(other)) => one.cmp(other),
        // the cells of a column are of one kind
        _ => Ordering::Equal,
    };
    if descending { order.reverse() } else { order }
}
