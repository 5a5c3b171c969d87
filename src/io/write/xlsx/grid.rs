//! The XML of a sheet: its head, its rows, its cells. Not responsible for what stands in them.

use std::borrow::Cow;
use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::civil::{Date, date};

use crate::model::dates::DAY_S;

/// UTF-16 units of a cell's text.
pub(super) const CELL_UNITS_MAX: usize = 32_767;
/// From here on a number may be another one in a cell, where all numbers are 64-bit floating point.
const WHOLE_MAX: u64 = 1 << 53;
/// The day before day 1; days before March 1900 have other numbers in some spreadsheets, which count a 29 February 1900.
const DAY_ZERO: Date = date(1899, 12, 30);
const FIRST_SURE_NUMBER: i64 = 61;
/// Widths of columns, in digits.
const WIDTHS: std::ops::RangeInclusive<usize> = 8..=44;
const DAY_MILLISECONDS: i64 = DAY_S * 1_000;
/// The number of 1 January 1970.
const EPOCH_DAY: i64 = 25_569;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content<'a> {
    Blank,
    Flag(bool),
    Number(f64),
    /// A number as its digits are.
    Digits(Cow<'a, str>),
    Day(f64),
    Moment(f64),
    Text(Cow<'a, str>),
    Heading(&'a str),
}

/// The numbers of the styles of the package.
enum Style {
    Heading = 1,
    Day = 2,
    Moment = 3,
    Text = 4,
    RightToLeft = 5,
}

impl Content<'_> {
    /// The number of a day; `None` where spreadsheets do not agree on it, or know none.
    pub(super) fn day(day: Date) -> Option<Self> {
        let days = (day - DAY_ZERO).get_days();
        (i64::from(days) >= FIRST_SURE_NUMBER).then(|| Self::Day(f64::from(days)))
    }

    /// The number of a moment in UTC, to the millisecond; `None` as for [`Content::day`].
    pub(super) fn moment(moment: Timestamp) -> Option<Self> {
        let milliseconds = moment.as_millisecond();
        let days = milliseconds.div_euclid(DAY_MILLISECONDS) + EPOCH_DAY;
        let rest = milliseconds.rem_euclid(DAY_MILLISECONDS);
        (days >= FIRST_SURE_NUMBER).then(|| Self::Moment(days as f64 + rest as f64 / DAY_MILLISECONDS as f64))
    }

    /// A whole number; `None` where a cell would hold another one.
    pub(super) fn whole(number: i64) -> Option<Self> {
        (number.unsigned_abs() <= WHOLE_MAX).then(|| Self::Digits(Cow::Owned(number.to_string())))
    }

    /// Whether `text` fits a cell.
    pub(super) fn fits(text: &str) -> bool {
        text.len() <= CELL_UNITS_MAX || text.encode_utf16().count() <= CELL_UNITS_MAX
    }
}

/// The names of columns: A, B, … Z, AA, …
pub(super) fn column_names(count: usize) -> Vec<String> {
    let name = |mut number: usize| {
        let mut letters = Vec::new();
        loop {
            letters.push(char::from(b'A' + u8::try_from(number % 26).unwrap_or_default()));
            number /= 26;
            if number == 0 {
                return letters.iter().rev().collect::<String>();
            }
            number -= 1;
        }
    };
    (0..count).map(name).collect()
}

/// What stands before the rows of a sheet whose columns have these widths and whose first row stays in sight.
pub(super) fn head(widths: &[usize]) -> String {
    let mut text = String::from(
        "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" \
         state=\"frozen\"/></sheetView></sheetViews>",
    );
    if !widths.is_empty() {
        text.push_str("<cols>");
        for (number, width) in (1..).zip(widths) {
            let width = width.clamp(WIDTHS.start(), WIDTHS.end());
            let _ = write!(text, r#"<col min="{number}" max="{number}" width="{width}" customWidth="1"/>"#);
        }
        text.push_str("</cols>");
    }
    text.push_str("<sheetData>");
    text
}

/// What stands behind the rows: a filter over `rows` rows with the header.
pub(super) fn tail(columns: &[String], rows: u64) -> String {
    match columns.last() {
        Some(last) => format!(r#"</sheetData><autoFilter ref="A1:{last}{rows}"/>"#),
        None => "</sheetData>".to_owned(),
    }
}

/// Rows as text.
#[derive(Debug)]
pub(super) struct RowsText<'c> {
    columns: &'c [String],
    pub(super) text: String,
    /// The row at hand, from 1.
    row: u64,
    digits: String,
    column: usize,
}

impl<'c> RowsText<'c> {
    pub(super) fn new(columns: &'c [String]) -> Self {
        Self { columns, text: String::new(), row: 0, digits: String::new(), column: 0 }
    }

    pub(super) fn begin_row(&mut self) {
        self.row += 1;
        self.column = 0;
        self.digits = self.row.to_string();
        self.text.push_str("<row r=\"");
        self.text.push_str(&self.digits);
        self.text.push_str("\">");
    }

    pub(super) fn end_row(&mut self) {
        self.text.push_str("</row>");
    }

    /// Appends the next cell of the row.
    pub(super) fn push(&mut self, content: &Content) {
        let column = self.column;
        self.column += 1;
        if matches!(content, Content::Blank) || column >= self.columns.len() {
            return;
        }
        self.text.push_str("<c r=\"");
        self.text.push_str(&self.columns[column]);
        self.text.push_str(&self.digits);
        self.text.push('"');
        match content {
            Content::Blank => {}
            Content::Flag(flag) => {
                let _ = write!(self.text, r#" t="b"><v>{}</v></c>"#, u8::from(*flag));
            }
            Content::Number(number) => {
                let _ = write!(self.text, "><v>{number}</v></c>");
            }
            Content::Digits(digits) => {
                let _ = write!(self.text, "><v>{digits}</v></c>");
            }
            Content::Day(number) => self.push_styled(&Style::Day, *number),
            Content::Moment(number) => self.push_styled(&Style::Moment, *number),
            Content::Text(text) if is_right_to_left(text) => self.push_text(&Style::RightToLeft, text),
            Content::Text(text) => self.push_text(&Style::Text, text),
            Content::Heading(text) => self.push_text(&Style::Heading, text),
        }
    }

    fn push_styled(&mut self, style: &Style, number: f64) {
        let style = style.number();
        let _ = write!(self.text, r#" s="{style}"><v>{number}</v></c>"#);
    }

    fn push_text(&mut self, style: &Style, text: &str) {
        let style = style.number();
        let _ = write!(self.text, r#" s="{style}" t="inlineStr"><is><t xml:space="preserve">"#);
        push_escaped(&mut self.text, text);
        self.text.push_str("</t></is></c>");
    }
}

impl Style {
    fn number(&self) -> u8 {
        match self {
            Self::Heading => Self::Heading as u8,
            Self::Day => Self::Day as u8,
            Self::Moment => Self::Moment as u8,
            Self::Text => Self::Text as u8,
            Self::RightToLeft => Self::RightToLeft as u8,
        }
    }
}

/// Whether most letters of `text` are of scripts that run from right to left: Arabic and its kin, and Hebrew.
fn is_right_to_left(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let [mut right, mut left] = [0_usize; 2];
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        let rtl = matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
        *(if rtl { &mut right } else { &mut left }) += 1;
    }
    right > left
}

/// `text` as XML has it.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    push_escaped(&mut escaped, text);
    escaped
}

/// Appends `text`; characters that XML has not are written `_xHHHH_`, as workbooks do, and what looks so already is kept from being
/// read so.
fn push_escaped(out: &mut String, text: &str) {
    let plain = |byte: u8| byte >= b' ' && !matches!(byte, b'&' | b'<' | b'>' | b'"' | b'_') && byte < 0xef;
    if text.bytes().all(plain) {
        out.push_str(text);
        return;
    }
    for (at, c) in text.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '_' if is_escape(&text.as_bytes()[at..]) => out.push_str("_x005F_"),
            '\t' | '\n' => out.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(out, "_x{:04X}_", u32::from(c));
            }
            _ => out.push(c),
        }
    }
}

/// Whether `text` begins like `_x0041_`.
fn is_escape(text: &[u8]) -> bool {
    matches!(text, [b'_', b'x', digits @ .., ] if digits.len() >= 5
        && digits[..4].iter().all(u8::is_ascii_hexdigit) && digits[4] == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        let names = column_names(16_384);
        assert_eq!([&names[0], &names[25], &names[26], &names[701], &names[702]], ["A", "Z", "AA", "ZZ", "AAA"]);
        assert_eq!(names[16_383], "XFD");
    }

    #[test]
    fn days_have_the_numbers_that_spreadsheets_give_them() {
        // referee: openpyxl.utils.datetime.to_excel
        for (day, expected) in [
            (date(1900, 3, 1), Some(61.0)),
            (date(2019, 4, 18), Some(43_573.0)),
            (date(1900, 2, 28), None),
            (date(1857, 5, 10), None),
        ] {
            assert_eq!(Content::day(day), expected.map(Content::Day), "{day}");
        }
        let noon: Timestamp = "2019-04-18T16:30:00+04:30".parse().expect("a moment");
        assert_eq!(Content::moment(noon), Some(Content::Moment(43_573.5)));
    }

    #[test]
    fn text_is_text_in_xml() {
        for (text, expected) in [
            ("a<b & \"c\">", "a&lt;b &amp; &quot;c&quot;&gt;"),
            ("bell\u{7}", "bell_x0007_"),
            ("_x0041_", "_x005F_x0041_"),
            ("a_b", "a_b"),
            ("line\nline\r", "line\nline_x000D_"),
            ("گوادر", "گوادر"),
        ] {
            assert_eq!(escaped(text), expected);
        }
        assert!(is_right_to_left("گوادر (a)") && !is_right_to_left("Gwadar گ") && !is_right_to_left("12"));
    }
}
