//! Records as text, made in any thread and put into an output later. Not responsible for where the text goes.

use std::sync::Arc;

use crate::io::outgoing::Outgoing;
use crate::io::write::delimited::RowText;
use crate::io::write::error::WriteError;
use crate::io::write::feature::Written;
use crate::io::write::flat::FlatText;
use crate::io::write::geojson::GeoJsonText;
use crate::io::write::sheet::{PackedText, Survey};

/// Turns records into the text of one output's format; clones are the same.
#[derive(Debug, Clone)]
pub struct Encoder {
    kind: Arc<Kind>,
}

#[derive(Debug)]
enum Kind {
    GeoJson(GeoJsonText),
    Rows(Box<RowText>),
    Flat(FlatText),
    Packed(PackedText),
}

/// Records as text, in their order.
#[derive(Debug, Default)]
pub struct Encoded {
    pub(super) text: Vec<u8>,
    pub(super) written: Written,
    /// What is known of them together, where their format has to know.
    pub(super) survey: Option<Box<Survey>>,
}

impl Encoded {
    /// No records, in a buffer with room for `bytes`.
    #[must_use]
    pub fn with_capacity(bytes: usize) -> Self {
        Self { text: Vec::with_capacity(bytes), ..Self::default() }
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.written = Written::default();
        self.survey = None;
    }
}

impl Encoder {
    pub(super) fn geojson(text: GeoJsonText) -> Self {
        Self { kind: Arc::new(Kind::GeoJson(text)) }
    }

    pub(super) fn rows(text: RowText) -> Self {
        Self { kind: Arc::new(Kind::Rows(Box::new(text))) }
    }

    pub(super) fn flat(text: FlatText) -> Self {
        Self { kind: Arc::new(Kind::Flat(text)) }
    }

    pub(super) fn packed(text: PackedText) -> Self {
        Self { kind: Arc::new(Kind::Packed(text)) }
    }

    /// Appends the text of `record`.
    ///
    /// # Errors
    /// [`WriteError::UndeclaredColumn`]; nothing is appended then.
    pub fn encode(&self, record: &Outgoing, into: &mut Encoded) -> Result<(), WriteError> {
        match &*self.kind {
            Kind::GeoJson(text) => text.encode(record, into),
            Kind::Rows(text) => text.encode(record, into)?,
            Kind::Flat(text) => text.encode(record, into),
            Kind::Packed(text) => text.encode(record, into),
        }
        into.written.features += 1;
        Ok(())
    }
}
