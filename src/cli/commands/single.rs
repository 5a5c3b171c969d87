//! A question about one place or about many records, and the answer to one place. Not responsible for finding it.

use std::path::Path;

use serde_json::Value;

use crate::cli::args::{OutputForm, Writing};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::input::Source;
use crate::cli::output::{Added, Output};
use crate::cli::output_form::asked_form;
use crate::cli::report::Report;
use crate::cli::sink::{target, written_text};
use crate::cli::usage::Usage;
use crate::io::outgoing::Outgoing;
use crate::io::rows::{Cell, CellValue, add_cells};
use crate::io::written::place::place;
use crate::lonlat::LonLat;
use crate::model::feature::{Feature, Properties};
use crate::model::shape::Shape;

/// What a command was asked about.
pub(in crate::cli) enum Question {
    /// `--at`
    Place(LonLat),
    /// An INPUT.
    Records(Source),
}

/// What `input` and `at` ask about.
pub(in crate::cli) fn question(verb: &'static str, input: Option<&Path>, at: Option<&str>) -> Result<Question, Usage> {
    match (input, at) {
        (Some(_), Some(_)) => Err(Usage::AskedTwice),
        (Some(input), None) => Source::of(input).map(Question::Records),
        (None, Some(at)) => place(at).map(Question::Place).map_err(Usage::At),
        (None, None) => Err(Usage::NothingAsked { verb }),
    }
}

/// The answer for one place.
pub(in crate::cli) struct Answer<'a> {
    /// The place.
    pub(in crate::cli) place: LonLat,
    /// As columns.
    pub(in crate::cli) cells: Vec<Cell<'a>>,
    /// For people.
    pub(in crate::cli) words: String,
}

impl Answer<'_> {
    /// Writes words, one JSON object, or a feature, as asked.
    pub(in crate::cli) fn write(self, writing: &Writing, added: Added, report: &mut Report) -> Result<Exit, Failure> {
        if writing.publishing.generalise.is_some() {
            return Err(Usage::NoRecordsToGeneralise.into());
        }
        let target = target(writing, None)?;
        match asked_form(writing, target.as_deref(), None)? {
            None | Some(OutputForm::Table) => written_text(writing, &self.words)?,
            Some(OutputForm::Json) => {
                let mut object = Properties::new();
                add_cells(
                    &mut object,
                    [("lon", CellValue::Number(self.place.lon())), ("lat", CellValue::Number(self.place.lat()))],
                );
                add_cells(&mut object, self.cells);
                written_text(writing, &format!("{}\n", Value::Object(object)))?;
            }
            Some(_) => {
                let shape = Some(Shape::from_place(self.place));
                let mut feature = Feature { id: None, shape, properties: Properties::new() };
                add_cells(&mut feature.properties, self.cells);
                let mut output = Output::new(writing, None, added)?;
                output.write(&Outgoing::from(&feature))?;
                output.finish(report)?;
            }
        }
        Ok(Exit::Done)
    }
}
