//! What is different between two editions of one file, record by record: enough to make the newer one of the older.
//! Not responsible for finding it, nor for the text of a patch.

use serde_json::Value;

use crate::model::feature::{Feature, FeatureId};
use crate::model::sameness::Sameness;
use crate::model::shape::Shape;
use crate::units::Metres;

/// What is different between two editions.
#[derive(Debug, Clone, PartialEq)]
pub struct Patch {
    /// How values were compared.
    pub sameness: Sameness,
    /// Members that were not compared, since the id and the place say the same.
    pub aside: Vec<String>,
    /// The older edition.
    pub old: Edition,
    /// The newer one.
    pub new: Edition,
    /// Records of the newer edition that the older has not, in its order.
    pub added: Vec<Lone>,
    /// Records of the older edition that the newer has not, in its order.
    pub withdrawn: Vec<Lone>,
    /// Records of both that say something else, in the order of the older edition.
    pub changed: Vec<Change>,
    /// Where the records of both stand in the older edition, in the order of the newer; `None` where the order is the same.
    pub order: Option<Vec<usize>>,
}

/// By what an edition is known again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edition {
    /// How many records it has.
    pub records: usize,
    /// A number that stands for all they say.
    pub content: u64,
}

/// A record that one edition has and the other has not.
#[derive(Debug, Clone, PartialEq)]
pub struct Lone {
    /// Where it stands in its edition, from 0.
    pub at: usize,
    /// What it is called.
    pub name: String,
    /// The record.
    pub feature: Feature,
}

/// A record of both editions that says something else.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Where it stands in the older edition, from 0.
    pub at: usize,
    /// What it is called there.
    pub name: String,
    /// Its new id, where only the writing of it changed: 7 and "7".
    pub id: Option<Option<FeatureId>>,
    /// Members that say something else, in the order in which they stand.
    pub fields: Vec<FieldChange>,
    /// Its old and its new shape, where they are not the same.
    pub shape: Option<[Option<Shape>; 2]>,
    /// How far it moved, where both shapes are points.
    pub moved: Option<Metres>,
}

/// A member that says something else; `None` is a member that is missing.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldChange {
    /// Its name.
    pub name: String,
    /// What it said.
    pub old: Option<Value>,
    /// What it says.
    pub new: Option<Value>,
}

impl Patch {
    /// Whether no record was added, changed or withdrawn; their order may be another one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.withdrawn.is_empty() && self.changed.is_empty()
    }

    /// How many records of the newer edition were in the older and say the same.
    #[must_use]
    pub fn unchanged(&self) -> usize {
        // the numbers of a patch written by hand may contradict each other
        self.new.records.saturating_sub(self.added.len()).saturating_sub(self.changed.len())
    }
}
