//! A filter that is ready to be asked. Not responsible for how it was checked.

use std::collections::BTreeSet;

use geo_types::Rect;

use crate::query::filter::compile::Checker;
use crate::query::filter::error::FilterError;
use crate::query::filter::expression::{Expression, HEIGHT_MAX, SpatialRelation};
use crate::query::filter::predicate::Test;
use crate::query::filter::schema::{Row, Schema};
use crate::query::filter::spatial::Place;

/// An expression checked against the columns of a table.
#[derive(Debug, Clone)]
pub struct Filter {
    test: Test,
    properties: BTreeSet<String>,
}

impl Filter {
    /// The filter that `expression` is over the columns of `schema`.
    ///
    /// # Errors
    /// If it names a column or a function that there is not, joins what does not go together, brings a shape that is none, or has
    /// more than 64 levels.
    pub fn new(expression: &Expression, schema: &Schema) -> Result<Self, FilterError> {
        let levels = expression.height();
        if levels > HEIGHT_MAX {
            return Err(FilterError::TooDeep { levels });
        }
        let mut checker = Checker::new(schema);
        let test = checker.test(expression)?;
        Ok(Self { test, properties: checker.into_named() })
    }

    /// Whether the filter is true of a row; where it is unknown, because a value is missing, the row is left out.
    pub fn matches<R: Row + ?Sized>(&self, row: &R) -> bool {
        self.truth(row) == Some(true)
    }

    /// Whether the filter is true, false or unknown (`None`) of a row.
    pub fn truth<R: Row + ?Sized>(&self, row: &R) -> Option<bool> {
        self.test.truth(row)
    }

    /// The names of the columns that the filter asks for, in alphabetical order.
    pub fn properties(&self) -> impl Iterator<Item = &str> {
        self.properties.iter().map(String::as_str)
    }

    /// Boxes of which any row of the filter meets at least one, or `None` where the filter does not say.
    ///
    /// An empty list says that no row can meet the filter.
    #[must_use]
    pub fn bounds(&self) -> Option<Vec<Rect<f64>>> {
        boxes(&self.test)
    }
}

fn boxes(test: &Test) -> Option<Vec<Rect<f64>>> {
    match test {
        Test::Lie(how, Place::OfRow, Place::Fixed(fixed)) | Test::Lie(how, Place::Fixed(fixed), Place::OfRow) => {
            (*how != SpatialRelation::Disjoint).then(|| fixed.boxes())
        }
        Test::Fixed(false) => Some(Vec::new()),
        // meeting two boxes is no more than meeting the smaller one
        Test::All(tests) => tests.iter().filter_map(boxes).min_by(|one, other| area(one).total_cmp(&area(other))),
        Test::Any(tests) => tests.iter().map(boxes).collect::<Option<Vec<_>>>().map(|all| all.concat()),
        _ => None,
    }
}

fn area(boxes: &[Rect<f64>]) -> f64 {
    boxes.iter().map(|one| one.width() * one.height()).sum()
}
