//! One record on its way into an output, whether it is a feature or still a row of its table.
//! Not responsible for how it is written.

use std::borrow::Cow;

use crate::io::rows::{Cell, CellValue, add_cells};
use crate::io::table::{TableRow, id_of};
use crate::io::write::cell::answer_text;
use crate::model::feature::{Feature, FeatureId, Properties, cell_text};
use crate::model::shape::Shape;

/// A record as it is written; everything is lent.
#[derive(Debug, Clone, Copy)]
pub struct Outgoing<'a> {
    pub(super) id: Option<OutgoingId<'a>>,
    pub(super) shape: Option<&'a Shape>,
    pub(super) body: Body<'a>,
    /// The columns of an answer, behind the record's own, which have other names.
    pub(super) added: &'a [Cell<'a>],
}

/// The record's own properties.
#[derive(Debug, Clone, Copy)]
pub(super) enum Body<'a> {
    Properties(&'a Properties),
    Row(TableRow<'a>),
}

/// The record's identifier.
#[derive(Debug, Clone, Copy)]
pub(super) enum OutgoingId<'a> {
    Feature(&'a FeatureId),
    /// A cell that is not blank.
    Cell(&'a str),
}

impl OutgoingId<'_> {
    /// The id as text, numbers digit by digit.
    pub(super) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Feature(FeatureId::Text(text)) => Cow::Borrowed(text),
            Self::Feature(FeatureId::Number(number)) => Cow::Owned(number.to_string()),
            Self::Cell(text) => Cow::Borrowed(text),
        }
    }
}

impl<'a> From<&'a Feature> for Outgoing<'a> {
    fn from(feature: &'a Feature) -> Self {
        Self {
            id: feature.id.as_ref().map(OutgoingId::Feature),
            shape: feature.shape.as_ref(),
            body: Body::Properties(&feature.properties),
            added: &[],
        }
    }
}

impl<'a> Outgoing<'a> {
    /// The same with the columns of an answer, none of which has the name of a property.
    #[must_use]
    pub fn with(self, added: &'a [Cell<'a>]) -> Self {
        Self { added, ..self }
    }

    /// What its property `name` says as text, also if an answer holds it; `None` for null and where there is none.
    pub(super) fn said(&self, name: &str) -> Option<Cow<'a, str>> {
        if let Some((_, value)) = self.added.iter().find(|(known, _)| *known == name) {
            return match value {
                CellValue::Null => None,
                other => Some(answer_text(other)),
            };
        }
        match self.body {
            Body::Properties(properties) => cell_text(properties.get(name)?),
            Body::Row(row) => {
                let position = row.header().names().iter().position(|known| known == name)?;
                row.cells().nth(position).filter(|cell| !cell.is_empty())
            }
        }
    }

    /// Whether it has a property `name`.
    pub(super) fn holds(&self, name: &str) -> bool {
        let own = match self.body {
            Body::Properties(properties) => properties.contains_key(name),
            Body::Row(row) => row.header().names().iter().any(|known| known == name),
        };
        own || self.added.iter().any(|(known, _)| *known == name)
    }

    /// The record as a feature of its own.
    #[must_use]
    pub fn to_feature(&self) -> Feature {
        let id = match self.id {
            Some(OutgoingId::Feature(id)) => Some(id.clone()),
            Some(OutgoingId::Cell(text)) => id_of(text),
            None => None,
        };
        Feature { id, shape: self.shape.cloned(), properties: self.properties() }
    }

    /// Its own properties and the answer's.
    fn properties(&self) -> Properties {
        let mut properties = match self.body {
            Body::Properties(properties) => properties.clone(),
            Body::Row(row) => row.properties(),
        };
        add_cells(&mut properties, self.added.iter().copied());
        properties
    }
}
