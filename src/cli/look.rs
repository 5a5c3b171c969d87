//! A look through an input for `sarhad profile`: its form, columns, days and codes. Not responsible for what they mean.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use jiff::civil::Date;

use crate::atlas::Atlas;
use crate::cli::args::Reading;
use crate::cli::dates::DateColumns;
use crate::cli::failure::Failure;
use crate::cli::input::{Source, read_options, threads};
use crate::cli::report::Report;
use crate::cli::signals;
use crate::io::escape::escaped;
use crate::io::read::block::{Batch, Block};
use crate::io::read::codes::Code;
use crate::io::read::event::{PlaceColumns, Schema, Tally};
use crate::io::read::ledger::{Ledger, Met};
use crate::io::read::options::{InputFormat, Places, ReadOptions};
use crate::io::read::problem::{Problem, Severity};
use crate::io::read::what::What;
use crate::model::crosswalk::{Coding, plain_code};
use crate::model::written_date::DateOrder;

/// Codes counted apart; a column with more holds none.
const CODES_MAX: usize = 40;
/// Columns of features gathered; a table has its header.
const COLUMNS_MAX: usize = 2_000;

/// What was seen.
#[derive(Debug, Default)]
pub(super) struct Look {
    pub(super) format: &'static str,
    pub(super) delimiter: Option<&'static str>,
    pub(super) columns: Vec<String>,
    /// The columns of longitude and latitude from which places were read.
    pub(super) place: Option<[String; 2]>,
    pub(super) tally: Tally,
    pub(super) days: Option<[Date; 2]>,
    /// Which number of its dates is the day, where they are written so that it matters and the whole column tells.
    pub(super) order: Option<DateOrder>,
    pub(super) precision_codes: BTreeMap<String, u64>,
    /// What is told of the whole: code and message.
    pub(super) told: Vec<(&'static str, String)>,
    /// Why no record of it can be read.
    pub(super) hindrance: Option<String>,
}

/// Looks through all of `source`; a table in which nothing says where is looked at as far as its header.
pub(super) fn look(source: &Source, reading: &Reading, report: &mut Report) -> Result<Look, Failure> {
    let options = read_options(reading)?;
    let dates = DateColumns::of(source, reading, None, None).unwrap_or_default();
    let mut look = Look { order: dates.order(), ..Look::default() };
    let threads = threads(reading);
    report.worked_by(threads);
    match through(source, &options, &dates, &mut look, report) {
        Ok(()) => {}
        Err(Failure::Input(problem)) if is_placeless(&problem) => {
            look.hindrance = Some(problem.what.to_string());
            // rows are counted where only their places are unsaid
            let unsaid = ReadOptions { places: Places::MayBeUnsaid, ..options.clone() };
            match through(source, &unsaid, &dates, &mut look, report) {
                Ok(()) => return Ok(look),
                Err(Failure::Input(problem)) if is_placeless(&problem) => {}
                Err(failure) => return Err(failure),
            }
            // any column will do to see the others
            let header = ReadOptions { wkt_column: Some("1".to_owned()), ..options };
            header_of(source, &header, &mut look);
        }
        Err(failure) => return Err(failure),
    }
    Ok(look)
}

fn is_placeless(problem: &Problem) -> bool {
    matches!(problem.what, What::NoPlaceColumns { .. } | What::NoHeader { .. })
}

fn header_of(source: &Source, options: &ReadOptions, look: &mut Look) {
    if source.file().is_none() {
        return;
    }
    let mut ledger = Ledger::new(source.name().into());
    // what hinders has been met before
    let _ = source.blocks(&Atlas::built_in(), options, &Arc::new(AtomicBool::new(true)), &mut |block| {
        let mut seen = false;
        let taken = ledger.take(&block.understood(), &mut |met, _| {
            if let Met::Schema(schema) = met {
                look.schema(schema);
                seen = true;
            }
            ControlFlow::Continue(())
        });
        if seen || taken.is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    // the column that was named is none of places
    look.place = None;
}

fn through(
    source: &Source,
    options: &ReadOptions,
    dates: &DateColumns,
    look: &mut Look,
    report: &mut Report,
) -> Result<(), Failure> {
    let mut ledger = Ledger::new(source.name().into());
    let wanted = Arc::new(AtomicBool::new(true));
    let mut refused: Option<Box<Problem>> = None;
    let mut met_columns = BTreeSet::new();
    look.format = match (options.format, source.name().to_lowercase().rsplit('.').next()) {
        (Some(InputFormat::Xlsx), _) | (None, Some("xlsx" | "xlsm")) => XLSX,
        (Some(InputFormat::GeoJsonSeq), _) => "GeoJSON, one feature a line",
        _ => "GeoJSON",
    };
    let read = source.blocks(&Atlas::built_in(), options, &wanted, &mut |block: Block| {
        let batch = block.understood();
        look.count(&batch, dates, &mut met_columns);
        let taken = ledger.take(&batch, &mut |met, _| {
            match met {
                Met::Schema(schema) => look.schema(schema),
                Met::Problem(problem) => look.tell(&problem, report),
                _ => {}
            }
            ControlFlow::Continue(())
        });
        report.progress(ledger.tally().kept);
        let flow = taken.unwrap_or_else(|problem| {
            refused = Some(problem);
            ControlFlow::Break(())
        });
        signals::caught().map_or(flow, |_| ControlFlow::Break(()))
    });
    signals::go_on()?;
    read?;
    look.tally = ledger.tally().clone();
    refused.map_or(Ok(()), |problem| Err(problem.into()))
}

impl Look {
    fn schema(&mut self, schema: &Schema) {
        self.columns.clone_from(&schema.columns);
        self.format = if self.format == XLSX { XLSX } else { "a table" };
        self.delimiter = (self.format != XLSX).then_some(match schema.delimiter {
            b',' => "commas",
            b';' => "semicolons",
            b'\t' => "tabs",
            b'|' => "bars",
            _ => "another character",
        });
        if let PlaceColumns::LonLat { lon, lat } = &schema.place {
            self.place = Some([lon.clone(), lat.clone()]);
        }
    }

    /// Takes in what is told: of records each, by the report; of the whole, here.
    fn tell(&mut self, problem: &Problem, report: &mut Report) {
        if problem.code == Code::ArrayRead {
            self.format = "JSON, an array of objects";
        }
        if problem.severity == Severity::Note || problem.origin.record == 0 {
            self.told.push((problem.code.as_str(), escaped(&problem.what.to_string())));
        } else {
            report.problem(problem);
        }
    }

    fn count(&mut self, batch: &Batch, dates: &DateColumns, met: &mut BTreeSet<String>) {
        for kept in batch.kept() {
            let feature = kept.to_feature();
            if self.delimiter.is_none() && self.format != XLSX && met.len() < COLUMNS_MAX {
                for name in feature.properties.keys().filter(|name| !met.contains(*name)).cloned().collect::<Vec<_>>() {
                    met.insert(name.clone());
                    self.columns.push(name);
                }
            }
            if let Some(span) = dates.span(&feature) {
                for day in span.start.into_iter().chain(span.end) {
                    let [first, last] = self.days.unwrap_or([day, day]);
                    self.days = Some([first.min(day), last.max(day)]);
                }
            }
            let code = Coding::ALL.into_iter().find_map(|coding| kept.text(coding.column()));
            let Some(code) = code.map(|code| plain_code(&code).to_owned()) else { continue };
            if self.precision_codes.len() < CODES_MAX || self.precision_codes.contains_key(&code) {
                *self.precision_codes.entry(code).or_default() += 1;
            }
        }
    }
}

/// What a sheet is called.
const XLSX: &str = "a sheet of an .xlsx workbook";
