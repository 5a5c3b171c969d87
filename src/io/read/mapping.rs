//! What a user says of the columns of a table of theirs, in a small JSON file. Not responsible for reading the table.
//!
//! ```json
//! {"columns": {"id": "No", "lon": "East", "lat": "North", "date": "Day", "precision": "how sure"},
//!  "date_order": "dmy", "precision_map": {"A": "exact", "B": {"precision": "near", "radius_m": 2000}},
//!  "title": "…", "licence": "CC-BY-4.0", "attribution": "…"}
//! ```

use std::path::Path;

use serde_json::{Map, Value, json};
use thiserror::Error;

use crate::io::read::small_json::small_json;
use crate::model::crosswalk::{MapError, PrecisionMap};
use crate::model::profile::{Role, folded};
use crate::model::written_date::DateOrder;

/// The members of a mapping.
const MEMBERS: [&str; 8] =
    ["columns", "date_order", "precision_map", "title", "licence", "licence_url", "attribution", "citation"];
/// Those that tell of the rows' terms, as cards of datasets name them.
const CARD: [&str; 5] = ["title", "licence", "licence_url", "attribution", "citation"];
/// How a mapping writes which number of a date is the day.
const ORDERS: [(&str, DateOrder); 4] = [
    ("dmy", DateOrder::DayFirst),
    ("day-first", DateOrder::DayFirst),
    ("mdy", DateOrder::MonthFirst),
    ("month-first", DateOrder::MonthFirst),
];

/// What is said of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mapping {
    /// The columns that have a role, in the order of [`Role::ALL`].
    pub columns: Vec<(Role, String)>,
    /// Which number of its dates is the day.
    pub date_order: Option<DateOrder>,
    /// What the codes of its column of precision mean.
    pub precision_map: Option<PrecisionMap>,
    /// Its title, licence and whom to credit.
    pub card: Map<String, Value>,
}

/// Why a file is no mapping.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum MappingError {
    /// It cannot be read.
    #[error("cannot be read: {reason}")]
    Unreadable {
        /// Why.
        reason: String,
    },
    /// It is not JSON, or a member is of another kind.
    #[error("{reason}; write {{\"columns\": {{\"lon\": \"x\", \"lat\": \"y\", \"date\": \"day\"}}}}")]
    Form {
        /// What is wrong.
        reason: String,
    },
    /// A member that mappings do not have.
    #[error("there is no member {name:?}; there are {}", known.join(", "))]
    Member {
        /// Its name.
        name: String,
        /// The names that there are.
        known: Vec<&'static str>,
    },
    /// An order that is none.
    #[error("date_order {text:?} is none; write dmy or mdy")]
    Order {
        /// What came.
        text: String,
    },
    /// A map of codes that is none.
    #[error("precision_map: {0}")]
    Codes(MapError),
}

/// The roles that a mapping may give: how precise a date is, is told by codes that no mapping explains.
fn roles() -> impl Iterator<Item = Role> {
    Role::ALL.into_iter().filter(|role| *role != Role::DatePrecision)
}

impl Mapping {
    /// The mapping in the file `path`.
    ///
    /// # Errors
    /// [`MappingError`]: the file cannot be read, or is none.
    pub fn in_file(path: &Path) -> Result<Self, MappingError> {
        let json = small_json(path).map_err(|reason| MappingError::Unreadable { reason })?;
        Self::parse(&json)
    }

    /// The mapping that `json` writes.
    ///
    /// # Errors
    /// [`MappingError`] with what is wrong and what to write.
    ///
    /// # Example
    /// ```
    /// use sarhad::io::read::mapping::Mapping;
    /// use sarhad::model::profile::Role;
    /// let mapping = Mapping::parse(r#"{"columns": {"lon": "East", "lat": "North"}, "date_order": "dmy"}"#)?;
    /// assert_eq!(mapping.column(Role::Lon), Some("East"));
    /// # Ok::<(), sarhad::io::read::mapping::MappingError>(())
    /// ```
    pub fn parse(json: &str) -> Result<Self, MappingError> {
        let form = |reason: &str| MappingError::Form { reason: reason.to_owned() };
        let json = json.trim_start_matches('\u{feff}');
        let value: Value = serde_json::from_str(json).map_err(|error| form(&error.to_string()))?;
        let Value::Object(members) = value else { return Err(form("it is no object")) };
        known(members.keys(), MEMBERS.to_vec())?;
        let text = |name: &str| match members.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.as_str())),
            Some(_) => Err(form(&format!("{name} is no text"))),
        };
        let columns =
            columns(members.get("columns").and_then(Value::as_object).ok_or_else(|| form("it has no columns"))?)?;
        let order = |text: &str| {
            let found = ORDERS.iter().find(|(known, _)| text.eq_ignore_ascii_case(known));
            found.map(|(_, order)| *order).ok_or_else(|| MappingError::Order { text: text.to_owned() })
        };
        let date_order = text("date_order")?.map(order).transpose()?;
        let codes = members.get("precision_map").filter(|codes| !codes.is_null());
        let codes = codes.map(|codes| PrecisionMap::parse(&json!({ "map": codes }).to_string()));
        let mut card = Map::new();
        for name in CARD {
            if let Some(told) = text(name)? {
                card.insert(name.to_owned(), told.into());
            }
        }
        Ok(Self { columns, date_order, precision_map: codes.transpose().map_err(MappingError::Codes)?, card })
    }

    /// The column that has this role.
    #[must_use]
    pub fn column(&self, role: Role) -> Option<&str> {
        self.columns.iter().find(|(known, _)| *known == role).map(|(_, column)| column.as_str())
    }

    /// As a file holds it.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let columns = self.columns.iter().filter(|(role, _)| roles().any(|known| known == *role));
        let columns: Map<String, Value> =
            columns.map(|(role, column)| (role.word().to_owned(), column.as_str().into())).collect();
        let mut members = Map::new();
        members.insert("columns".to_owned(), columns.into());
        if let Some(order) = self.date_order {
            let word = ORDERS.iter().find(|(_, known)| *known == order).map_or("dmy", |(word, _)| word);
            members.insert("date_order".to_owned(), word.into());
        }
        members.extend(self.card.clone());
        members.into()
    }
}

fn columns(object: &Map<String, Value>) -> Result<Vec<(Role, String)>, MappingError> {
    known(object.keys(), roles().map(Role::word).collect())?;
    let mut columns = Vec::new();
    for role in roles() {
        match object.get(role.word()) {
            None | Some(Value::Null) => {}
            Some(Value::String(name)) if !name.trim().is_empty() => columns.push((role, name.clone())),
            Some(_) => return Err(MappingError::Form { reason: format!("columns.{role} names no column") }),
        }
    }
    let named = |role| columns.iter().find(|(known, _)| *known == role).map(|(_, name)| folded(name));
    if named(Role::Lon).is_some() && named(Role::Lon) == named(Role::Lat) {
        return Err(MappingError::Form { reason: "columns names one column as lon and as lat".to_owned() });
    }
    if columns.is_empty() {
        return Err(MappingError::Form { reason: "columns names none".to_owned() });
    }
    Ok(columns)
}

fn known<'n>(names: impl Iterator<Item = &'n String>, known: Vec<&'static str>) -> Result<(), MappingError> {
    for name in names {
        if !known.contains(&name.as_str()) {
            return Err(MappingError::Member { name: name.clone(), known });
        }
    }
    Ok(())
}
