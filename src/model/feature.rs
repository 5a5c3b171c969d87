//! One row of any input: an id, where it is, and its properties. Not responsible for where it was read from.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;
use serde_json::{Map, Number, Value};

use crate::model::profile::role_columns::is_called;
use crate::model::shape::Shape;

/// Named values in the order in which they came.
pub type Properties = Map<String, Value>;

/// A feature's identifier, kept as it was written: `7` and `"7"` are different ids.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
pub enum FeatureId {
    /// A JSON string.
    Text(String),
    /// A JSON number, digit by digit as written (no id is ever rounded).
    Number(Number),
}

impl fmt::Display for FeatureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
        }
    }
}

/// A record with a place, or with none: an incident's row, a region, a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    /// The identifier, if the input gives one.
    pub id: Option<FeatureId>,
    /// Where it is; `None` for a record without a location.
    pub shape: Option<Shape>,
    /// All other members, untouched.
    pub properties: Properties,
}

/// What a property says, as a cell of a table would: text, a number digit by digit, or a list of words with blanks between them.
#[must_use]
pub fn cell_text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        Value::Array(parts) => {
            let words: Option<Vec<&str>> = parts.iter().map(Value::as_str).collect();
            words.map(|words| Cow::Owned(words.join(" ")))
        }
        Value::Null | Value::Bool(_) | Value::Object(_) => None,
    }
}

impl Feature {
    /// The property `name`; where there is none, the first whose name differs only in capitals and in what divides its words.
    #[must_use]
    pub fn cell(&self, name: &str) -> Option<&Value> {
        let alike = || self.properties.iter().find(|(known, _)| is_called(known, name)).map(|(_, value)| value);
        self.properties.get(name).or_else(alike)
    }

    /// The text of property `name`, found as [`Feature::cell`] finds it, if it is a string.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.cell(name)?.as_str()
    }
}
