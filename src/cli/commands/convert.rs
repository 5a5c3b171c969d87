//! `sarhad convert`: another format, and fewer records. Not responsible for any answer.

use crate::cli::args::{Convert, Edges};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::filters::Filter;
use crate::cli::input::Source;
use crate::cli::layers::atlas;
use crate::cli::output::{Added, Output};
use crate::cli::report::Report;
use crate::cli::stream::{Ends, Stream};
use crate::cli::workshop::{Question, Verdict};
use crate::io::read::block::Batch;
use crate::io::rows::Cell;

/// The code of the warning about records that a filter by date could not judge.
const DATES_CODE: &str = "W403";

/// Writes what the filters keep.
pub(in crate::cli) fn run(asked: &Convert, report: &mut Report) -> Result<Exit, Failure> {
    let source = Source::of(&asked.input)?;
    let atlas = atlas(&asked.atlas, Edges::default(), report)?;
    let output = Output::new(&asked.writing, Some(&source), Added::default())?;
    let ends = Ends { source: &source, reading: &asked.reading, writing: &asked.writing };
    let filter = Filter::new(&asked.filters, &atlas, &ends)?;
    let question = Wanted { filter: &filter };
    let exit = Stream::new(&ends, &atlas, output, report)?.run(&question, &mut |_, _| {}, Vec::new)?;
    if let Some(remark) = filter.remarks() {
        report.warning(DATES_CODE, &remark);
    }
    Ok(exit)
}

/// Whether each record was asked for.
struct Wanted<'a> {
    filter: &'a Filter<'a>,
}

impl Question for Wanted<'_> {
    type Answer = bool;

    fn answers(&self, batch: &Batch) -> Vec<bool> {
        batch.kept().map(|kept| self.filter.is_open() || self.filter.keeps(&kept.to_feature())).collect()
    }

    fn verdict(&self, wanted: &bool) -> Verdict {
        if *wanted { Verdict::Keep } else { Verdict::Leave }
    }

    fn cells<'c>(&'c self, _: &'c bool, _: &mut Vec<Cell<'c>>) {}
}
