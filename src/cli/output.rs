//! What is written, in which format, with which columns and credit. Not responsible for where the bytes go.

use std::io::{IsTerminal, Write, stdout};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use crate::atlas::Atlas;
use crate::cli::args::{Look, OutputForm, Writing};
use crate::cli::credit::with_input;
use crate::cli::drawn;
use crate::cli::failure::{Failure, output_failure};
use crate::cli::input::Source;
use crate::cli::output_form::{asked_form, file_format, for_terminals, named_form, tells_itself, unnamed};
use crate::cli::project::ProjectFile;
use crate::cli::publishing::Publishing;
use crate::cli::report::Report;
use crate::cli::sidecar::Beside;
use crate::cli::signals;
use crate::cli::sink::{Sink, target};
use crate::cli::table::{table, with_room};
use crate::cli::usage::Usage;
use crate::cli::written_words;
use crate::io::counted::counted;
use crate::io::outgoing::Outgoing;
use crate::io::read::event::{PlaceColumns, Schema};
use crate::io::write::encoder::{Encoded, Encoder};
use crate::io::write::error::WriteError;
use crate::io::write::feature::{AnyWriter, FeatureWriter, feature_writer};
use crate::io::write::format::OutputFormat;
use crate::io::write::options::{ByteOrderMark, CsvGuard, Document, DrawnLayer, Tiling, WktColumn, WriteOptions};
use crate::io::write::pulse::Pulse;
use crate::io::write::sidecar::Sidecar;
use crate::io::write::simplestyle::MapStyle;
use crate::model::claim::ClaimSet;
use crate::model::feature::{Feature, FeatureId};
use crate::model::licence::Datasets;
use crate::query::generalise::Blur;

/// Rows of a table for people; more belong into a file.
const TABLE_ROWS_MAX: usize = 1_000;
/// Columns of the input that a table shows beside those of the answer: enough to know the record again.
const TABLE_TELLING: [&str; 13] = [
    "id",
    "event_id_cnty",
    "name",
    "title",
    "what",
    "event_type",
    "date",
    "date_start",
    "event_date",
    "where",
    "location",
    "place",
    "town",
];
/// Columns that a table shows of an input without an answer.
const TABLE_COLUMNS_MAX: usize = 8;

/// The member of a collection that tells about it.
const METADATA: &str = "metadata";

/// What a command adds to every record, and to the whole.
#[derive(Debug, Clone, Default)]
pub(super) struct Added {
    /// Columns.
    pub(super) columns: &'static [&'static str],
    /// Credit for the layers used.
    pub(super) credit: Option<Value>,
}

/// An output in the making.
pub(super) struct Output {
    /// The format that was asked for, by name or extension.
    asked: Option<OutputForm>,
    target: Option<PathBuf>,
    sink: Sink,
    added: Added,
    /// The added columns that a table shows.
    shown: &'static [&'static str],
    raw_csv: bool,
    /// Whether it may replace its input, and so has the format of that.
    in_place: bool,
    look: Look,
    tiling: Tiling,
    /// The format that the input has.
    like_input: OutputForm,
    schema: Option<Schema>,
    /// The columns that hold the places of records, and are written as they were read.
    place_columns: Option<String>,
    /// Whether what is written is made of many records, and has none of their columns.
    summary: bool,
    /// The column of ids, where the input was told of one.
    id_column: Option<String>,
    name: Option<String>,
    metadata: Option<Value>,
    publishing: Publishing,
    /// What the records were made of, if it is claims.
    claims: Option<Arc<ClaimSet>>,
    /// What the format of a file has no room for.
    beside: Beside,
    /// The layers of the atlas to draw under the records, as asked for, and as they are.
    layers_asked: Option<String>,
    layers: Option<Vec<DrawnLayer>>,
    /// The project that opens the file.
    project: Option<ProjectFile>,
    making: Making,
}

enum Making {
    /// Nothing has come yet.
    Waiting,
    Features(Box<AnyWriter<Sink>>),
    Rows(Rows),
    /// What has been made elsewhere.
    Text(Vec<u8>),
}

impl Output {
    /// Prepares the output of a command that reads `source`; fails before anything is read if it cannot be made.
    pub(super) fn new(writing: &Writing, source: Option<&Source>, added: Added) -> Result<Self, Failure> {
        if let Some(most) = writing.max_zoom.filter(|most| *most < writing.min_zoom) {
            return Err(Usage::Zooms { least: writing.min_zoom, most }.into());
        }
        let target = target(writing, source)?;
        let asked = asked_form(writing, target.as_deref(), source)?;
        if target.is_none() && stdout().is_terminal() {
            for_terminals(asked)?;
        }
        let project = (asked == Some(OutputForm::Qgz)).then(|| ProjectFile::of(target.as_deref(), writing, source));
        let project = project.transpose()?;
        // the data stand beside the project
        let target = project.as_ref().map_or(target, |project| Some(project.data_path()));
        let mut publishing = Publishing::of(&writing.publishing)?;
        // a table's metadata stands beside it
        let metadata = source.and_then(Source::file).and_then(Sidecar::told_of);
        if let Some(metadata) = &metadata {
            publishing.stated(metadata);
        }
        let sink = Sink::new(target.as_deref(), writing, source).map_err(|failure| match (failure, &project) {
            // nobody named the data's file
            (Failure::Output(WriteError::Exists { target: data }), Some(project)) => {
                Usage::DataExist { project: project.path().to_owned(), data }.into()
            }
            (other, _) => other,
        })?;
        let beside = Beside::of(target.as_deref(), writing, source);
        // a format that is not known yet may have room of its own
        let beside = if asked.is_some_and(|form| !tells_itself(form)) { beside.prepared()? } else { beside };
        // what is named .json and can be read is GeoJSON
        let like_input = source.and_then(Source::file).and_then(named_form).filter(|form| *form != OutputForm::Json);
        Ok(Self {
            asked,
            target,
            sink,
            shown: added.columns,
            added,
            raw_csv: writing.raw_csv,
            in_place: writing.in_place,
            look: writing.look.clone(),
            tiling: Tiling { min_zoom: writing.min_zoom, max_zoom: writing.max_zoom, ..Tiling::default() },
            like_input: like_input.unwrap_or(OutputForm::Geojson),
            schema: None,
            summary: false,
            id_column: None,
            name: None,
            place_columns: None,
            metadata,
            publishing,
            claims: source.and_then(Source::claims),
            beside,
            layers_asked: writing.with.clone(),
            layers: None,
            project,
            making: Making::Waiting,
        })
    }

    /// The same for a summary of all records: what is written has the columns added and no others.
    pub(super) fn summary(mut self, added: Added) -> Self {
        self.shown = added.columns;
        self.added = added;
        self.summary = true;
        self
    }

    /// Lets so many threads work on it, where it is a format that can be made by several.
    pub(super) fn worked_by(&mut self, threads: NonZeroUsize) {
        self.tiling.threads = threads;
    }

    /// The same with these columns of an answer.
    pub(super) fn answering(mut self, columns: &'static [&'static str]) -> Self {
        self.added.columns = columns;
        self.shown = columns;
        self
    }

    /// The same with a table that shows only these of the columns added; the other formats have all.
    pub(super) fn showing(mut self, columns: &'static [&'static str]) -> Self {
        self.shown = columns;
        self
    }

    /// The same for records that were made of `claims`.
    pub(super) fn made_of(mut self, claims: &ClaimSet) -> Self {
        self.claims = Some(Arc::new(claims.clone()));
        self
    }

    /// The same for counts by `units`, from which no row can be had back.
    pub(super) fn aggregated(mut self, units: String) -> Self {
        self.publishing.aggregated(units);
        self
    }
    /// How coarse places are to become.
    pub(super) fn blur(&self) -> Option<Blur> {
        self.publishing.blur()
    }

    /// Whether its format has room for geometries beside columns.
    pub(super) fn draws_shapes(&self) -> bool {
        file_format(self.form()).is_some_and(OutputFormat::draws_shapes)
    }

    /// Whether it is a summary.
    pub(super) fn is_summary(&self) -> bool {
        self.summary
    }

    /// Whether it is a table for people, whatever the input is like.
    pub(super) fn is_for_people(&self) -> bool {
        self.form() == OutputForm::Table
    }

    /// The file that is written.
    pub(super) fn target(&self) -> Option<&Path> {
        self.target.as_deref()
    }

    /// The file beside it that tells of it, or opens it.
    pub(super) fn sidecar(&self) -> Option<PathBuf> {
        self.project.as_ref().map(|project| project.path().to_owned()).or_else(|| self.beside.path())
    }

    /// Takes in which layers of `atlas` are drawn under the records of `source`; fails where there is no room for those that
    /// were asked for.
    pub(super) fn draw(&mut self, atlas: &Atlas, source: &Source) -> Result<(), Usage> {
        let format = file_format(self.form());
        if self.layers_asked.is_some() && !format.is_some_and(OutputFormat::holds_layers) {
            let format = format.map_or("a table", |format| format.extensions()[0]);
            return Err(Usage::NoRoomForLayers { format });
        }
        let usual = if self.project.is_some() { drawn::UNDER_PROJECTS } else { drawn::NOTHING };
        self.layers = Some(drawn::layers(self.layers_asked.as_deref().unwrap_or(usual), atlas, source)?);
        Ok(())
    }

    /// The columns that the command adds.
    pub(super) fn added_columns(&self) -> &'static [&'static str] {
        self.added.columns
    }

    /// Takes in what a table looks like.
    pub(super) fn schema(&mut self, schema: Schema) {
        self.publishing.columns(&schema.columns);
        self.like_input = if schema.delimiter == b'\t' { OutputForm::Tsv } else { OutputForm::Csv };
        self.schema = (!self.summary).then_some(schema);
    }

    /// Takes in the column of ids that the input was told of.
    pub(super) fn ids_in(&mut self, column: Option<String>) {
        self.id_column = column;
    }

    /// Takes in which datasets records are of; fails where the output is for publication and they may not be passed on.
    pub(super) fn rows_of(&mut self, datasets: Datasets) -> Result<(), Failure> {
        self.publishing.met(datasets);
        self.publishing.allowed()
    }

    /// Takes in what another input tells of itself.
    pub(super) fn input_says(&mut self, metadata: &Value) {
        self.publishing.stated(metadata);
    }

    /// Takes in a member of the collection; says whether it goes into the output.
    pub(super) fn member(&mut self, name: &str, value: Value) -> bool {
        let in_time = matches!(self.making, Making::Waiting);
        if name == METADATA {
            self.publishing.stated(&value);
        }
        match (name, value) {
            (METADATA, value) if in_time => self.metadata = Some(value),
            ("name", Value::String(name)) if in_time => self.name = Some(name),
            // boxes are not kept up, and coordinates have been found to be WGS 84
            ("bbox" | "crs", _) => {}
            _ => return false,
        }
        true
    }

    /// Writes one record.
    pub(super) fn write(&mut self, record: &Outgoing) -> Result<(), Failure> {
        if matches!(self.making, Making::Waiting) {
            self.making = self.begun(Some(&record.to_feature()))?;
        }
        match &mut self.making {
            Making::Features(writer) => Ok(writer.write_record(record)?),
            Making::Rows(rows) => {
                rows.push(record);
                Ok(())
            }
            Making::Waiting | Making::Text(_) => Ok(()),
        }
    }

    /// What is known of the rows' terms and what their input tells of itself, for an output that is made at once; fails where it is
    /// for publication and they may not be passed on.
    pub(super) fn terms(&mut self) -> Result<Option<Value>, Failure> {
        self.publishing.allowed()?;
        let metadata = self.metadata.take();
        Ok(self.publishing.in_metadata(metadata))
    }

    /// Completes an output that is `text` and has no records of its own.
    pub(super) fn finish_as(mut self, text: Vec<u8>, report: &mut Report) -> Result<(), Failure> {
        self.making = Making::Text(text);
        self.finish(report)
    }

    /// What turns records into text for [`Output::put`]; `None` before the first record, and where none can.
    pub(super) fn encoder(&self) -> Option<Encoder> {
        match &self.making {
            Making::Features(writer) => writer.encoder(),
            _ => None,
        }
    }

    /// Writes records that are text already.
    pub(super) fn put(&mut self, encoded: &Encoded) -> Result<(), Failure> {
        match &mut self.making {
            Making::Features(writer) => Ok(writer.put(encoded)?),
            _ => Ok(()),
        }
    }

    /// Completes the output and makes it appear.
    pub(super) fn finish(mut self, report: &mut Report) -> Result<(), Failure> {
        if matches!(self.making, Making::Waiting) {
            self.making = self.begun(None)?;
        }
        let form = self.form();
        // metadata may have come behind the records
        self.publishing.allowed()?;
        if !tells_itself(self.form()) {
            let metadata = self.metadata.take();
            self.beside.tell(self.publishing.in_metadata(metadata).as_ref())?;
        }
        match self.making {
            Making::Features(writer) => {
                let finished = writer.finish();
                // writing that a signal ended is told as such
                signals::go_on()?;
                let written = finished?;
                if let Some(project) = &mut self.project {
                    project.write()?;
                }
                written_words::tell(&written, report);
                if let Some(columns) = self.place_columns.filter(|_| self.look.digits.is_some()) {
                    report.note(&written_words::kept_place(&columns));
                }
            }
            Making::Text(text) => {
                let called = self.target.as_deref().unwrap_or(Path::new("-"));
                self.sink.write_all(&text).map_err(|error| output_failure(called, error))?;
            }
            Making::Rows(rows) => {
                let text = rows.text(report);
                let called = self.target.as_deref().unwrap_or(Path::new("-"));
                self.sink.write_all(text.as_bytes()).map_err(|error| output_failure(called, error))?;
            }
            Making::Waiting => {}
        }
        self.publishing.remark(report);
        if let Some(path) = self.target.as_deref().filter(|_| self.asked.is_none() && !self.in_place)
            && let Some(words) = unnamed(path, form)
        {
            report.note(&words);
        }
        if self.target.is_none()
            && self.asked.is_some_and(|form| !tells_itself(form))
            && self.publishing.is_for_others()
        {
            report.note("this format has no room for credit and licence; with -o FILE they stand beside it");
        }
        self.sink.appear()?;
        self.beside.appear(report)?;
        self.project.map_or(Ok(()), |project| project.appear(report))
    }

    /// The format: as asked, a table on a terminal, or that of the input.
    fn form(&self) -> OutputForm {
        let for_people = self.target.is_none() && stdout().is_terminal();
        self.asked.unwrap_or(if for_people { OutputForm::Table } else { self.like_input })
    }

    fn begun(&mut self, first: Option<&Feature>) -> Result<Making, Failure> {
        self.publishing.allowed()?;
        let form = self.form();
        self.metadata = with_input(self.added.credit.take(), self.metadata.take());
        let format = file_format(form);
        written_words::fits_look(&self.look, format)?;
        let Some(format) = format else {
            return Ok(Making::Rows(Rows::new(self.shown)));
        };
        let mut options = WriteOptions::new(format, self.target.clone().unwrap_or_else(|| PathBuf::from("-")));
        let of_csv = self.schema.as_ref().map(|schema| schema.delimiter).filter(|delimiter| *delimiter != b'\t');
        options.delimiter = of_csv.filter(|_| format == OutputFormat::Csv);
        options.document = self.document(format, first);
        options.csv = if self.raw_csv { CsvGuard::Raw } else { CsvGuard::Guarded };
        options.digits = self.look.digits.unwrap_or_default();
        options.style = self.look.style.map_or(MapStyle::None, |_| MapStyle::Simplestyle);
        options.mark = if self.look.excel { ByteOrderMark::Utf8 } else { ByteOrderMark::None };
        options.wkt = if self.look.wkt { WktColumn::ForAll } else { WktColumn::ForShapes };
        options.spool_dir = self.sink.folder();
        options.tiling = self.tiling;
        options.pulse = Pulse::new(|_| signals::caught().is_none());
        if self.layers_asked.is_some() && self.layers.is_none() {
            return Err(Usage::NoLayersHere.into());
        }
        options.document.layers = self.layers.take().unwrap_or_default();
        options.project = self.project.as_ref().map(ProjectFile::plan);
        Ok(Making::Features(Box::new(feature_writer(self.sink.clone(), options))))
    }

    fn document(&mut self, format: OutputFormat, first: Option<&Feature>) -> Document {
        let mut document = Document {
            name: self.name.take(),
            metadata: if format.tells_itself() { self.publishing.in_metadata(self.metadata.take()) } else { None },
            ..Document::default()
        };
        // claims tell places as they are
        if !self.summary && format == OutputFormat::Xlsx && self.blur().is_none() {
            document.claims = self.claims.take();
        }
        if self.summary {
            // counts have no place, and their tables no columns for one
            document.place_in_columns = self.publishing.is_aggregated() && !self.draws_shapes();
            document.columns = Some(self.added.columns.iter().map(|&column| column.to_owned()).collect());
        }
        let Some(schema) = self.schema.take() else { return document };
        let held = |column: &str| first.is_none_or(|feature| feature.properties.contains_key(column));
        document.place_in_columns = match &schema.place {
            PlaceColumns::LonLat { lon, lat } => held(lon) && held(lat),
            PlaceColumns::Wkt(column) => held(column),
            PlaceColumns::None => false,
        };
        self.place_columns = schema.place.named().filter(|_| document.place_in_columns);
        let id_column = self.id_column.take().filter(|column| held(column));
        let id_column = id_column.or_else(|| first.and_then(|feature| column_of_id(feature, &schema)));
        if format != OutputFormat::Json || id_column.as_deref() == Some("id") {
            document.id_column = id_column;
        }
        let mut columns: Vec<String> = schema.columns.into_iter().filter(|column| held(column)).collect();
        for &column in self.added.columns {
            if !columns.iter().any(|known| known == column) {
                columns.push(column.to_owned());
            }
        }
        // places made coarser bring columns of their own
        let new = first.filter(|_| self.blur().is_some()).into_iter().flat_map(|feature| feature.properties.keys());
        for column in new {
            if !columns.contains(column) {
                columns.push(column.clone());
            }
        }
        document.columns = Some(columns);
        document
    }
}

/// The column that says what the id of `feature` says.
fn column_of_id(feature: &Feature, schema: &Schema) -> Option<String> {
    let says_id = |column: &&String| match (feature.properties.get(*column), feature.id.as_ref()) {
        (Some(Value::String(text)), Some(FeatureId::Text(id))) => text == id,
        (Some(Value::Number(number)), Some(FeatureId::Number(id))) => number == id,
        _ => false,
    };
    schema.columns.iter().find(says_id).cloned()
}

/// Rows for people.
struct Rows {
    answer: &'static [&'static str],
    columns: Vec<String>,
    features: Vec<Feature>,
    more: usize,
}

impl Rows {
    fn new(answer: &'static [&'static str]) -> Self {
        Self { answer, columns: Vec::new(), features: Vec::new(), more: 0 }
    }

    fn push(&mut self, record: &Outgoing) {
        if self.features.len() == TABLE_ROWS_MAX {
            self.more += 1;
            return;
        }
        let feature = record.to_feature();
        for name in feature.properties.keys() {
            if !self.columns.contains(name) {
                self.columns.push(name.clone());
            }
        }
        // the outline is not shown, and may be large
        let shape = feature.shape.filter(|shape| shape.point().is_some());
        self.features.push(Feature { shape, ..feature });
    }

    /// The columns shown: those by which a record is known again, and the answer's.
    fn shown(&self) -> Vec<&str> {
        let known = |column: &&str| self.columns.iter().any(|held| held == column);
        if self.answer.is_empty() {
            return self.columns.iter().map(String::as_str).take(TABLE_COLUMNS_MAX).collect();
        }
        let telling = TABLE_TELLING.into_iter().filter(known).filter(|column| !self.answer.contains(column));
        telling.chain(self.answer.iter().copied().filter(known)).collect()
    }

    fn text(self, report: &mut Report) -> String {
        let shown = self.shown();
        let loose_ids = !shown.contains(&"id") && self.features.iter().any(|feature| feature.id.is_some());
        let columns: Vec<&str> = loose_ids.then_some("id").into_iter().chain(shown.iter().copied()).collect();
        let row = |feature: &Feature| -> Vec<Value> {
            let id = loose_ids.then(|| feature.id.as_ref().map(FeatureId::to_string).into());
            let cells = shown.iter().map(|column| feature.properties.get(*column).cloned().unwrap_or_default());
            id.into_iter().chain(cells).collect()
        };
        let rows: Vec<Vec<Value>> = self.features.iter().map(row).collect();
        let room = with_room(&columns, &rows);
        let spared = columns.len() - room.len();
        let columns: Vec<&str> = room.iter().map(|&column| columns[column]).collect();
        let in_room = |row: Vec<Value>| room.iter().map(|&column| row[column].clone()).collect();
        let rows: Vec<Vec<Value>> = rows.into_iter().map(in_room).collect();
        let hidden = self.columns.len().saturating_sub(shown.len()) + spared;
        if hidden > 0 {
            let columns = counted(hidden as u64, "column is", "columns are");
            report.note(&format!("{columns} not shown; --format csv or geojson has them all"));
        }
        if self.more > 0 {
            let rows = counted(self.more as u64, "more row is", "more rows are");
            report.note(&format!("{rows} not shown; -o FILE or --format csv has them all"));
        }
        table(&columns, &rows)
    }
}
