//! Parts of a `GeoJSON` document to records: features cut out of it, or the one that it is. Not responsible for cutting them out.

use std::sync::Arc;

use crate::io::read::block::{At, Batch, End, Entry};
use crate::io::read::geojson::cursor::Member;
use crate::io::read::geojson::record::RecordColumns;
use crate::io::read::geojson::{feature, syntax};
use crate::io::read::intake::{Draft, Flaw};
use crate::io::read::options::Limits;
use crate::io::read::what::What;
use crate::model::shape::Longitudes;

/// Elements of `features`, as text.
#[derive(Debug)]
pub(in crate::io::read) struct FeaturePart {
    text: Vec<u8>,
    elements: Vec<Element>,
    /// How elements are understood that are flat objects instead of Features.
    columns: Option<Arc<RecordColumns>>,
    longitudes: Longitudes,
    limits: Limits,
}

/// An element's place in the text, and in the input.
#[derive(Debug)]
struct Element {
    end: usize,
    at: At,
    depth: usize,
}

impl FeaturePart {
    pub(super) fn new(longitudes: Longitudes, limits: Limits) -> Self {
        Self { text: Vec::new(), elements: Vec::new(), columns: None, longitudes, limits }
    }

    /// The same, of objects whose members are `columns`.
    pub(super) fn of_records(mut self, columns: Option<Arc<RecordColumns>>) -> Self {
        self.columns = columns;
        self
    }

    /// Adds the element `raw`, which nests `depth` levels deep.
    pub(super) fn push(&mut self, raw: &[u8], at: At, depth: usize) {
        self.text.extend_from_slice(raw);
        self.elements.push(Element { end: self.text.len(), at, depth });
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// The records that the elements are.
    pub(in crate::io::read) fn understood(self) -> Batch {
        let mut batch = Batch::default();
        let mut start = 0;
        for element in &self.elements {
            let raw = &self.text[start..element.end];
            start = element.end;
            match self.entry(raw, element) {
                Ok(entry) => batch.entries.push(entry),
                Err(end) => {
                    batch.end = Some(end);
                    break;
                }
            }
        }
        batch
    }

    fn entry(&self, raw: &[u8], element: &Element) -> Result<Entry, Box<End>> {
        let text = syntax::checked(raw, element.at.byte).map_err(|what| fault(what, raw, element.at))?;
        let limit = self.limits.depth_in_force();
        let drafted = if element.depth > limit {
            Err(Flaw::Record(What::TooDeep { depth: element.depth, limit }))
        } else {
            match &self.columns {
                Some(columns) => columns.record(text),
                None => feature::element(text, self.longitudes),
            }
        };
        Entry::of(drafted, element.at, || text.to_owned())
    }
}

/// The end of a document at a fault of `raw`, with the line in which the fault stands.
#[expect(clippy::unnecessary_box_returns, reason = "ends travel as errors, which stay small")]
fn fault(what: What, raw: &[u8], at: At) -> Box<End> {
    let (line, byte) = fault_line(&what, raw, at);
    End::aside(what, Some(line), Some(byte))
}

/// The line and the byte of a fault of `raw`, which begins at `at`.
pub(super) fn fault_line(what: &What, raw: &[u8], at: At) -> (u64, u64) {
    let fault = match what {
        What::Syntax { byte, .. } | What::NotUtf8 { byte, .. } => *byte,
        _ => at.byte,
    };
    let before = usize::try_from(fault - at.byte).unwrap_or(0).min(raw.len());
    let lines = raw[..before].iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>();
    (at.line + lines, fault)
}

/// How the record of a document that is no collection is understood.
pub(super) type SingleDraft = fn(&[Member], Longitudes) -> Result<Draft, Flaw>;

/// The members of a document that is one record.
#[derive(Debug)]
pub(in crate::io::read) struct SinglePart {
    pub(super) members: Vec<(String, String)>,
    pub(super) draft: SingleDraft,
    pub(super) longitudes: Longitudes,
    pub(super) at: At,
}

impl SinglePart {
    /// The record.
    pub(in crate::io::read) fn understood(&self) -> Batch {
        let members: Vec<Member> =
            self.members.iter().map(|(name, value)| Member { name: name.into(), value: value.as_str() }).collect();
        let drafted = (self.draft)(&members, self.longitudes);
        match Entry::of(drafted, self.at, || verbatim(&members)) {
            Ok(entry) => Batch { entries: vec![entry], ..Batch::default() },
            Err(end) => Batch { end: Some(end), ..Batch::default() },
        }
    }
}

/// The document again, member by member as it was written.
fn verbatim(members: &[Member]) -> String {
    let members: Vec<String> = members
        .iter()
        .map(|member| format!("{}:{}", serde_json::Value::from(member.name.as_ref()), member.value))
        .collect();
    format!("{{{}}}", members.join(","))
}
