//! The cells of a column, packed by what they are. Not responsible for finding that out.

use std::collections::HashMap;

use crate::model::column_kind::ColumnKind;

/// What stands for a blank among whole numbers and moments.
const BLANK_WHOLE: i64 = i64::MIN;
/// What stands for a blank among days.
const BLANK_DAY: i32 = i32::MIN;
/// What stands for a blank among words.
const BLANK_WORD: u32 = u32::MAX;
/// What stands for a blank among flags.
const BLANK_FLAG: u8 = 2;

/// A cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'c> {
    /// Nothing.
    Blank,
    /// True or false.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A number.
    Real(f64),
    /// Days since 1970-01-01.
    Day(i32),
    /// Microseconds since 1970-01-01T00:00:00Z.
    Moment(i64),
    /// Text.
    Text(&'c str),
    /// A list or an object, as JSON.
    Nested(&'c str),
}

/// Texts, each stored once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// All of them, one behind the other.
    pub text: String,
    /// Where each ends.
    pub ends: Vec<u64>,
}

impl Words {
    /// The text of this number; empty where there is none.
    #[must_use]
    pub fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let end = self.ends.get(number).copied().unwrap_or(0);
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let range = usize::try_from(start).ok().zip(usize::try_from(end).ok());
        range.and_then(|(start, end)| self.text.get(start..end)).unwrap_or_default()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    fn push(&mut self, word: &str) {
        self.text.push_str(word);
        self.ends.push(self.text.len() as u64);
    }
}

/// The cells of a column, one for each record.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// True or false: 1 or 0, and 2 for a blank.
    Flags(Vec<u8>),
    /// Whole numbers; the least one is a blank.
    Wholes(Vec<i64>),
    /// Numbers; what is none is a blank.
    Reals(Vec<f64>),
    /// Days since 1970-01-01; the least one is a blank.
    Days(Vec<i32>),
    /// Microseconds since 1970-01-01T00:00:00Z; the least one is a blank.
    Moments(Vec<i64>),
    /// Texts, or JSON, by their numbers among the words; the greatest one is a blank.
    Texts(Words, Vec<u32>),
}

impl Values {
    /// How many cells there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Flags(cells) => cells.len(),
            Self::Wholes(cells) | Self::Moments(cells) => cells.len(),
            Self::Reals(cells) => cells.len(),
            Self::Days(cells) => cells.len(),
            Self::Texts(_, cells) => cells.len(),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether they are packed as those of this kind.
    #[must_use]
    pub const fn are(&self, kind: ColumnKind) -> bool {
        matches!(
            (self, kind),
            (Self::Flags(_), ColumnKind::Flag)
                | (Self::Wholes(_), ColumnKind::Whole)
                | (Self::Reals(_), ColumnKind::Real)
                | (Self::Days(_), ColumnKind::Date)
                | (Self::Moments(_), ColumnKind::Moment)
                | (Self::Texts(..), ColumnKind::Text | ColumnKind::Nested)
        )
    }

    /// The number of the word in the cell of a record; `None` where it is blank or no text.
    #[must_use]
    pub fn word(&self, number: u32) -> Option<u32> {
        match self {
            Self::Texts(_, cells) => known(cells.get(number as usize), BLANK_WORD),
            _ => None,
        }
    }

    /// The cell of the record of this number; blank where there is none.
    #[must_use]
    pub fn cell(&self, kind: ColumnKind, number: u32) -> Cell<'_> {
        let at = number as usize;
        match self {
            Self::Flags(cells) => match cells.get(at) {
                Some(0) => Cell::Flag(false),
                Some(1) => Cell::Flag(true),
                _ => Cell::Blank,
            },
            Self::Wholes(cells) => known(cells.get(at), BLANK_WHOLE).map_or(Cell::Blank, Cell::Whole),
            Self::Moments(cells) => known(cells.get(at), BLANK_WHOLE).map_or(Cell::Blank, Cell::Moment),
            Self::Days(cells) => known(cells.get(at), BLANK_DAY).map_or(Cell::Blank, Cell::Day),
            Self::Reals(cells) => {
                cells.get(at).copied().filter(|number| !number.is_nan()).map_or(Cell::Blank, Cell::Real)
            }
            Self::Texts(words, cells) => match (known(cells.get(at), BLANK_WORD), kind) {
                (Some(word), ColumnKind::Nested) => Cell::Nested(words.get(word)),
                (Some(word), _) => Cell::Text(words.get(word)),
                (None, _) => Cell::Blank,
            },
        }
    }
}

fn known<T: Copy + PartialEq>(cell: Option<&T>, blank: T) -> Option<T> {
    cell.copied().filter(|cell| *cell != blank)
}

/// Takes the cells of a column, one behind the other.
#[derive(Debug)]
pub struct ValuesBuilder {
    values: Values,
    /// The number of each word.
    known: HashMap<Box<str>, u32>,
}

impl ValuesBuilder {
    /// A column of this kind, without cells.
    #[must_use]
    pub fn new(kind: ColumnKind) -> Self {
        let values = match kind {
            ColumnKind::Flag => Values::Flags(Vec::new()),
            ColumnKind::Whole => Values::Wholes(Vec::new()),
            ColumnKind::Real => Values::Reals(Vec::new()),
            ColumnKind::Date => Values::Days(Vec::new()),
            ColumnKind::Moment => Values::Moments(Vec::new()),
            ColumnKind::Text | ColumnKind::Nested => Values::Texts(Words::default(), Vec::new()),
        };
        Self { values, known: HashMap::new() }
    }

    /// Takes in a cell; one of another kind is a blank.
    pub fn push(&mut self, cell: Cell) {
        match (&mut self.values, cell) {
            (Values::Flags(cells), Cell::Flag(flag)) => cells.push(flag.into()),
            (Values::Flags(cells), _) => cells.push(BLANK_FLAG),
            (Values::Wholes(cells), Cell::Whole(number)) => cells.push(number),
            (Values::Moments(cells), Cell::Moment(moment)) => cells.push(moment),
            (Values::Wholes(cells) | Values::Moments(cells), _) => cells.push(BLANK_WHOLE),
            (Values::Reals(cells), Cell::Real(number)) => cells.push(number),
            (Values::Reals(cells), _) => cells.push(f64::NAN),
            (Values::Days(cells), Cell::Day(day)) => cells.push(day),
            (Values::Days(cells), _) => cells.push(BLANK_DAY),
            (Values::Texts(words, cells), Cell::Text(text) | Cell::Nested(text)) => {
                let word = self.known.get(text).copied().unwrap_or_else(|| {
                    let next = u32::try_from(words.len()).unwrap_or(BLANK_WORD);
                    words.push(text);
                    self.known.insert(text.into(), next);
                    next
                });
                cells.push(word);
            }
            (Values::Texts(_, cells), _) => cells.push(BLANK_WORD),
        }
    }

    /// The cells.
    #[must_use]
    pub fn build(self) -> Values {
        self.values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_out_as_they_went_in() {
        for (kind, cells) in [
            (ColumnKind::Flag, vec![Cell::Flag(true), Cell::Blank, Cell::Flag(false)]),
            (ColumnKind::Whole, vec![Cell::Whole(-7), Cell::Blank, Cell::Whole(i64::MAX)]),
            (ColumnKind::Real, vec![Cell::Real(-0.5), Cell::Blank]),
            (ColumnKind::Date, vec![Cell::Day(-1), Cell::Blank, Cell::Day(19_750)]),
            (ColumnKind::Moment, vec![Cell::Moment(1), Cell::Blank]),
            (ColumnKind::Text, vec![Cell::Text("گوادر"), Cell::Text(""), Cell::Blank, Cell::Text("گوادر")]),
            (ColumnKind::Nested, vec![Cell::Nested("[1]"), Cell::Blank]),
        ] {
            let mut builder = ValuesBuilder::new(kind);
            for cell in &cells {
                builder.push(*cell);
            }
            let values = builder.build();
            assert!(values.are(kind));
            assert_eq!(values.len(), cells.len());
            let out: Vec<Cell> = (0..).take(cells.len()).map(|number| values.cell(kind, number)).collect();
            assert_eq!(out, cells);
            assert_eq!(values.cell(kind, 99), Cell::Blank);
        }
    }

    #[test]
    fn a_word_is_stored_once() {
        let mut builder = ValuesBuilder::new(ColumnKind::Text);
        for word in ["PK", "IR", "PK"] {
            builder.push(Cell::Text(word));
        }
        assert!(matches!(builder.build(), Values::Texts(words, cells) if words.len() == 2 && cells == [0, 1, 0]));
    }
}
