//! What the cells of a column are, all of them together. Not responsible for the cells' own values.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

use crate::io::cell::Said;
pub(in crate::io) use crate::model::column_kind::ColumnKind;

/// Whole numbers up to this are the same as real ones: 2^53.
const EXACT_AS_REAL: u64 = 1 << 53;

/// Which kinds of cells have been met in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::io) struct Met(u16);

impl Met {
    const FLAG: Self = Self(1);
    const WHOLE: Self = Self(1 << 1);
    const REAL: Self = Self(1 << 2);
    /// A number that 64 bits do not hold.
    const LONG: Self = Self(1 << 3);
    const DATE: Self = Self(1 << 4);
    const MIDNIGHT: Self = Self(1 << 5);
    const MOMENT: Self = Self(1 << 6);
    const TEXT: Self = Self(1 << 7);
    const NESTED: Self = Self(1 << 8);
    /// A whole number that a column of real ones would round.
    const WIDE: Self = Self(1 << 9);
    /// A moment with an offset other than that of UTC.
    const OFFSET: Self = Self(1 << 10);
    /// A whole number with zeros behind its point: `401115.0`.
    const POINT_ZERO: Self = Self(1 << 11);

    /// What a number of this text is.
    pub(super) fn of_number(text: &str) -> Self {
        if let Some(whole) = text.parse::<i64>().ok().filter(|_| text != "-0") {
            if whole.unsigned_abs() <= EXACT_AS_REAL { Self::WHOLE } else { Self::WIDE }
        } else if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') && text != "-0" {
            Self::LONG
        } else if point_zero(text).is_some() {
            Self::POINT_ZERO
        } else if text.parse::<f64>().is_ok_and(f64::is_finite) {
            Self::REAL
        } else {
            Self::LONG
        }
    }

    /// What a text says.
    pub(super) fn of_text(text: &str) -> Self {
        match text.len() {
            10 if date(text).is_some() => Self::DATE,
            11.. if midnight(text).is_some() => Self::MIDNIGHT,
            11..=40 if moment(text).is_some() => {
                if text.ends_with(['Z', 'z']) {
                    Self::MOMENT
                } else {
                    Self::OFFSET
                }
            }
            _ => Self::TEXT,
        }
    }

    /// What a cell of a table says; nothing where it is blank.
    pub(in crate::io) fn of_cell(text: &str) -> Self {
        match Said::of(text) {
            Said::Nothing => Self::default(),
            Said::Number(number) => Self::of_number(number),
            Said::Text(text) => Self::of_text(text),
        }
    }

    /// What a property says; nothing where it is null.
    pub(super) fn of_value(value: &Value) -> Self {
        match value {
            Value::Null => Self::default(),
            Value::Bool(_) => Self::FLAG,
            Value::Number(number) => Self::of_number(&number.to_string()),
            Value::String(text) => Self::of_text(text),
            Value::Array(_) | Value::Object(_) => Self::NESTED,
        }
    }

    pub(super) fn of_flag() -> Self {
        Self::FLAG
    }

    /// Both together.
    pub(in crate::io) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn only(self, kinds: &[Self]) -> bool {
        let all = kinds.iter().fold(0, |all, kind| all | kind.0);
        self.0 & !all == 0
    }

    /// What a column is whose cells are these.
    pub(in crate::io) fn kind(self) -> ColumnKind {
        let kinds: [(ColumnKind, &[Self]); 7] = [
            (ColumnKind::Text, &[]),
            (ColumnKind::Flag, &[Self::FLAG]),
            (ColumnKind::Whole, &[Self::WHOLE, Self::WIDE, Self::POINT_ZERO]),
            (ColumnKind::Real, &[Self::WHOLE, Self::POINT_ZERO, Self::REAL]),
            (ColumnKind::Date, &[Self::DATE, Self::MIDNIGHT]),
            (ColumnKind::Moment, &[Self::MOMENT, Self::OFFSET]),
            (ColumnKind::Nested, &[Self::NESTED]),
        ];
        kinds.iter().find(|(_, of)| self.only(of)).map_or(ColumnKind::Text, |(kind, _)| *kind)
    }

    /// Whether it is text only because its cells are of several kinds, or too long for numbers.
    pub(super) fn is_mixed(self) -> bool {
        self.kind() == ColumnKind::Text
            && !self.only(&[Self::TEXT, Self::DATE, Self::MIDNIGHT, Self::MOMENT, Self::OFFSET])
    }

    /// Whether days have midnights behind them, which a date leaves off.
    pub(in crate::io) fn has_midnights(self) -> bool {
        self.kind() == ColumnKind::Date && self.0 & Self::MIDNIGHT.0 != 0
    }

    /// Whether moments have offsets, which become that of UTC.
    pub(in crate::io) fn has_offsets(self) -> bool {
        self.kind() == ColumnKind::Moment && self.0 & Self::OFFSET.0 != 0
    }
}

/// The whole number that `text` is with nothing but zeros behind its point, if a real number holds it as well; `-0.0` is none.
pub(super) fn point_zero(text: &str) -> Option<i64> {
    let (whole, zeros) = text.split_once('.')?;
    let is_whole = !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0') && whole != "-0";
    let number: i64 = whole.parse().ok().filter(|_| is_whole)?;
    (number.unsigned_abs() <= EXACT_AS_REAL).then_some(number)
}

/// The day that `text` is: `YYYY-MM-DD` and nothing else.
pub(super) fn date(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-';
    let digits = || bytes.iter().enumerate().all(|(at, byte)| matches!(at, 4 | 7) || byte.is_ascii_digit());
    if shaped && digits() { text.parse().ok() } else { None }
}

/// The day of a midnight without an offset: `2019-04-18 00:00:00.000`.
pub(super) fn midnight(text: &str) -> Option<Date> {
    let (day, time) = text.split_at_checked(10)?;
    let time = time.strip_prefix([' ', 'T'])?;
    let (whole, fraction) = time.split_once('.').unwrap_or((time, ""));
    let is_midnight = matches!(whole, "00:00:00" | "00:00") && fraction.bytes().all(|byte| byte == b'0');
    if is_midnight { date(day) } else { None }
}

/// The moment that `text` is: `YYYY-MM-DDThh:mm:ss`, perhaps with a fraction, and `Z` or an offset.
pub(super) fn moment(text: &str) -> Option<Timestamp> {
    let shaped = text.as_bytes().get(10).is_some_and(|byte| matches!(byte, b'T' | b' '));
    if shaped && date(text.get(..10)?).is_some() { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(cells: &[&str]) -> (ColumnKind, bool) {
        let met = cells.iter().fold(Met::default(), |met, cell| met.and(Met::of_cell(cell)));
        (met.kind(), met.is_mixed())
    }

    #[test]
    fn a_column_is_what_all_its_cells_are() {
        for (cells, expected) in [
            (&["1", "", "-7"][..], (ColumnKind::Whole, false)),
            (&["1", "2.5"], (ColumnKind::Real, false)),
            (&["401115.0", "7.0", "8"], (ColumnKind::Whole, false)),
            (&["1.0", "2.5"], (ColumnKind::Real, false)),
            (&["1.0", "-0.0"], (ColumnKind::Real, false)),
            (&["1", "99999999999999999999"], (ColumnKind::Text, true)),
            (&["1", "9007199254740993"], (ColumnKind::Whole, false)),
            (&["2.5", "9007199254740992"], (ColumnKind::Real, false)),
            (&["2.5", "-9007199254740993"], (ColumnKind::Text, true)),
            (&["007", "12"], (ColumnKind::Text, true)),
            (&["2019-04-18", "2019-04-19 00:00:00.000"], (ColumnKind::Date, false)),
            (&["2019-02-30"], (ColumnKind::Text, false)),
            (&["2019-04-18", "2019-04"], (ColumnKind::Text, false)),
            (&["2019-04-18T03:00:00Z", "2019-04-18T03:00:00.5+04:30"], (ColumnKind::Moment, false)),
            (&["2019-04-18T03:00:00"], (ColumnKind::Text, false)),
            (&["", ""], (ColumnKind::Text, false)),
            (&["گوادر"], (ColumnKind::Text, false)),
        ] {
            assert_eq!(kind(cells), expected, "{cells:?}");
        }
    }

    /// Without exact numbers such a cell is text, since a number would not give it back.
    #[cfg(feature = "exact-numbers")]
    #[test]
    fn zeros_behind_the_point_do_not_hide_digits_that_are_not_whole() {
        assert_eq!(kind(&["1.0", "9007199254740993.0"]), (ColumnKind::Real, false));
        assert_eq!(kind(&["401115.0", "7.00"]), (ColumnKind::Whole, false));
    }
}
