//! One value of a column whose kind is known. Not responsible for finding out the kind.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;

/// A value; the cells of a column are all blank or of the column's kind.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::io) enum Datum<'a> {
    /// Nothing.
    Blank,
    /// In columns of flags.
    Flag(bool),
    /// In columns of whole numbers.
    Whole(i64),
    /// In columns of numbers.
    Real(f64),
    /// In columns of days.
    Date(Date),
    /// In columns of moments.
    Moment(Timestamp),
    /// In columns of text: what each said, digit by digit.
    Text(Cow<'a, str>),
    /// In columns of lists and objects: JSON.
    Nested(Cow<'a, str>),
}

impl Datum<'_> {
    /// The value as text, for formats that know nothing else; `None` where there is nothing.
    pub(in crate::io) fn text(&self) -> Option<Cow<'_, str>> {
        Some(match self {
            Self::Blank => return None,
            Self::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
            Self::Whole(number) => Cow::Owned(number.to_string()),
            Self::Real(number) => Cow::Owned(number.to_string()),
            Self::Date(day) => Cow::Owned(day.to_string()),
            Self::Moment(moment) => Cow::Owned(moment.to_string()),
            Self::Text(text) | Self::Nested(text) => Cow::Borrowed(text),
        })
    }
}
