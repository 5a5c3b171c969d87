//! `sarhad convert`: another format, fewer records, or counts of them. Not responsible for any answer.

use std::cell::RefCell;

use crate::analysis::aggregate::{Counts, Division};
use crate::atlas::Atlas;
use crate::cli::aggregation::{self, Outlines};
use crate::cli::args::{Convert, Edges};
use crate::cli::dates::DateColumns;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::filters::Filter;
use crate::cli::input::Source;
use crate::cli::layers::atlas;
use crate::cli::output::{Added, Output};
use crate::cli::placing::{checked_columns, placer};
use crate::cli::report::Report;
use crate::cli::stream::{Ends, Stream};
use crate::cli::usage::Usage;
use crate::cli::workshop::{Judged, Question, Verdict};
use crate::io::read::block::Batch;
use crate::io::read::event::Schema;
use crate::io::rows::Cell;
use crate::query::placing::Placer;
use crate::query::unit::{Stated, Units};

/// The code of the warning about records that a filter by date could not judge.
const DATES_CODE: &str = "W403";

/// Writes what the filters keep, or counts it.
pub(in crate::cli) fn run(asked: &Convert, report: &mut Report) -> Result<Exit, Failure> {
    let division = asked.aggregate.as_deref().map(aggregation::division).transpose()?;
    if division.is_some() && asked.writing.publishing.generalise.is_some() {
        return Err(Usage::NothingToGeneralise.into());
    }
    let source = Source::of(&asked.input)?;
    let atlas = atlas(&asked.choosing.atlas, Edges::default(), report)?;
    let output = Output::new(&asked.writing, Some(&source), Added::default())?;
    let ends = Ends {
        source: &source,
        reading: &asked.choosing.reading,
        writing: &asked.writing,
        placing: Some(&asked.choosing.placing),
    };
    let filter = Filter::new(&asked.choosing.filters, &atlas, &ends)?;
    let exit = if let Some(division) = division {
        counted(asked, &Counting { atlas: &atlas, division, filter: &filter }, output, report)?
    } else {
        let question = Wanted { filter: &filter, placer: None, verdict: Verdict::Keep };
        Stream::new(&ends, &atlas, output, report)?.wanting(filter.wanted()).run(&question, &mut |_, _| {}, Vec::new)?
    };
    if let Some(remark) = filter.remarks() {
        report.warning(DATES_CODE, &remark);
    }
    Ok(exit)
}

/// What is counted.
struct Counting<'a> {
    atlas: &'a Atlas,
    division: Division,
    filter: &'a Filter<'a>,
}

/// Counts what the filters keep.
fn counted(asked: &Convert, counting: &Counting, output: Output, report: &mut Report) -> Result<Exit, Failure> {
    let Counting { atlas, division, filter } = *counting;
    let source = Source::of(&asked.input)?;
    let ends = Ends {
        source: &source,
        reading: &asked.choosing.reading,
        writing: &asked.writing,
        placing: Some(&asked.choosing.placing),
    };
    let dates = match division.period {
        Some(_) => {
            let filters = &asked.choosing.filters;
            DateColumns::of(&source, &asked.choosing.reading, filters.date_column.as_deref(), filters.date_order)?
        }
        None => DateColumns::default(),
    };
    let outlines = if output.draws_shapes() { Outlines::Drawn } else { Outlines::Left };
    let output = output.summary(aggregation::added(atlas, division)).aggregated(aggregation::words(division));
    let counts = RefCell::new(Counts::new(Units::new(atlas), division));
    let placer = placer(&asked.choosing.placing, atlas)?;
    let question = Wanted { filter, placer: Some(&placer), verdict: Verdict::Offer };
    Stream::new(&ends, atlas, output, report)?.wanting(filter.wanted()).run(
        &question,
        &mut |_, kept| {
            let feature = kept.to_feature();
            counts.borrow_mut().add(&Stated::of(&placer, &feature), dates.span(&feature).as_ref());
        },
        || aggregation::rows(atlas, division, &counts.borrow(), outlines),
    )
}

/// Whether each record was asked for.
struct Wanted<'a> {
    filter: &'a Filter<'a>,
    /// What says where records are, where that is asked.
    placer: Option<&'a Placer<'a>>,
    /// What becomes of those that were.
    verdict: Verdict,
}

impl Question for Wanted<'_> {
    type Answer = bool;

    /// What is asked for is asked of places as they are; nothing of the answer is written.
    fn judged(&self) -> Judged {
        Judged::AsRead
    }

    fn columns(&self, table: &Schema) -> Result<(), Usage> {
        self.filter.columns(table)?;
        self.placer.map_or(Ok(()), |placer| checked_columns(placer, table))
    }

    fn concluded(&self) -> Result<(), Usage> {
        self.filter.concluded()
    }

    fn answers(&self, batch: &Batch) -> Vec<bool> {
        batch.kept().map(|kept| self.filter.is_open() || self.filter.keeps(&kept.to_feature())).collect()
    }

    fn verdict(&self, wanted: &bool) -> Verdict {
        if *wanted { self.verdict } else { Verdict::Leave }
    }

    fn cells<'c>(&'c self, _: &'c bool, _: &mut Vec<Cell<'c>>) {}
}
