//! What a collection tells of itself. Not responsible for its records.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::column_kind::ColumnKind;

/// A column of a collection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnCard {
    /// Its name, which no other column has.
    pub name: String,
    /// What its cells are.
    pub kind: ColumnKind,
}

/// What a collection tells of itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CollectionCard {
    /// Its name: short, as it stands in addresses once it is made fit for them.
    pub name: String,
    /// Credit, licence, disclaimer, and whatever else its input told; null where that is nothing.
    pub metadata: Value,
    /// The columns, in order.
    pub columns: Vec<ColumnCard>,
    /// The column that holds the ids, if one does.
    pub id_column: Option<usize>,
    /// The columns of the days or moments on which a record began and ended, if there are any.
    pub time_columns: Option<[usize; 2]>,
}

impl CollectionCard {
    /// A text of the metadata.
    #[must_use]
    pub fn told(&self, member: &str) -> Option<&str> {
        self.metadata.get(member)?.as_str().filter(|text| !text.trim().is_empty())
    }

    /// Its title, or its name.
    #[must_use]
    pub fn title(&self) -> &str {
        self.told("title").unwrap_or(&self.name)
    }

    /// The number of the column of this name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}
