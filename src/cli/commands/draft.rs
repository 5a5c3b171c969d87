//! `sarhad draft`: candidate records of a text, for a person to review. Not responsible for what a text amounts to.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde_json::Value;

use crate::analysis::draft::{TextCard, draft};
use crate::atlas::Atlas;
use crate::cli::args::{Draft, DraftForm, OutputForm, Reading, Writing};
use crate::cli::editions::{list, none_replaced};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::input::{Source, read_options};
use crate::cli::output::{Added, Output};
use crate::cli::report::{Counts, Report};
use crate::cli::review::{COLUMNS, COLUMNS_WITH_TEXT, SHOWN, markdown, rows};
use crate::cli::signals;
use crate::cli::sink::{print, written_text};
use crate::cli::table::table;
use crate::cli::usage::Usage;
use crate::io::counted::counted;
use crate::io::outgoing::Outgoing;
use crate::io::read::prose::read_prose;
use crate::io::sha256::sha256_hex;
use crate::io::write::claims::{claims_csv, claims_json};
use crate::io::write::options::CsvGuard;
use crate::model::claim::ClaimSet;
use crate::model::dates::{DateError, DatePrecision, DateSpan};
use crate::model::feature::{Feature, Properties};

/// Sentences between two looks at progress and signals.
const STEP: u64 = 64;

/// Proposes, and writes what is proposed.
pub(in crate::cli) fn run(asked: &Draft, report: &mut Report) -> Result<Exit, Failure> {
    let source = Source::of(&asked.input)?;
    let form = form(asked)?;
    let review_form = asked.review.as_deref().map(review_form).transpose()?;
    let published = published(&asked.published)?;
    let files = [source.file(), asked.output.as_deref().filter(|path| *path != Path::new("-"))];
    none_replaced(asked.review.as_deref(), files.into_iter().flatten())?;
    let input = source.opened().ok_or_else(|| Usage::NoText { input: source.name() })?;
    let output = (form != DraftForm::Table).then(|| output(asked, &source, form)).transpose()?;
    let options = read_options(&Reading { encoding: asked.encoding.clone(), ..Reading::default() })?;
    let prose = read_prose(input, &options);
    signals::go_on()?;
    let prose = prose?;
    prose.problems.iter().for_each(|problem| report.problem(problem));
    let card = card(asked, &source, published, &prose.text);
    if !is_latin(&prose.text) {
        report.outcome(
            "the rules are English, and most letters of the text are not Latin: next to nothing can be found in it",
        );
    }
    let atlas = Atlas::built_in();
    let mut read = 0;
    let mut go_on = || {
        read += 1;
        if read % STEP == 0 {
            report.progress(read);
        }
        signals::go_on().is_ok()
    };
    let drafted = draft(&atlas, &prose.text, &card, &mut go_on);
    signals::go_on()?;
    if let Some(output) = output {
        claims(output, &drafted.set, form, report)?;
    }
    let rows = rows(&drafted.findings);
    match (review_form, asked.review.as_deref()) {
        (Some(form), Some(path)) => reviewed(asked, (path, form), rows, report)?,
        _ if form == DraftForm::Table || is_file(asked) => shown(asked, form, &rows)?,
        _ => {}
    }
    Ok(told(
        &drafted.set,
        &drafted.findings.iter().map(|found| found.records.len()).collect::<Vec<_>>(),
        &source,
        report,
    ))
}

/// Whether at least half of the letters are Latin, as far as a look at the first of them tells.
fn is_latin(text: &str) -> bool {
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).take(LETTERS_LOOKED_AT);
    let (latin, other): (Vec<char>, Vec<char>) = letters.partition(|letter| *letter < LATIN_END);
    latin.len() >= other.len()
}

/// Letters by which the script of a text is told.
const LETTERS_LOOKED_AT: usize = 10_000;
/// Behind the blocks Latin Extended-A and B.
const LATIN_END: char = '\u{250}';

/// The form that was asked for, by name or by the extension of -o.
fn form(asked: &Draft) -> Result<DraftForm, Usage> {
    let Some(path) = asked.output.as_deref().filter(|path| asked.format.is_none() && *path != Path::new("-")) else {
        return Ok(asked.format.unwrap_or(DraftForm::Table));
    };
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("json") => Ok(DraftForm::Json),
        Some("csv") => Ok(DraftForm::Csv),
        Some("txt") => Ok(DraftForm::Table),
        _ => Err(Usage::NoDraftFormat { output: path.to_owned() }),
    }
}

/// How the review table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ReviewForm {
    Rows(OutputForm),
    Markdown,
}

fn review_form(path: &Path) -> Result<ReviewForm, Usage> {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("csv") => Ok(ReviewForm::Rows(OutputForm::Csv)),
        Some("tsv") => Ok(ReviewForm::Rows(OutputForm::Tsv)),
        Some("json") => Ok(ReviewForm::Rows(OutputForm::Json)),
        Some("txt") => Ok(ReviewForm::Rows(OutputForm::Table)),
        Some("md") => Ok(ReviewForm::Markdown),
        _ => Err(Usage::NoReviewFormat { output: path.to_owned() }),
    }
}

/// The day of publication, which has to be one.
fn published(text: &str) -> Result<Date, Usage> {
    let flag = "--published";
    let span = DateSpan::parse(text).map_err(|error| Usage::Date { flag, error })?;
    let day = span.start.filter(|_| span.precision == DatePrecision::Day);
    day.ok_or_else(|| Usage::Date { flag, error: DateError::Form { text: text.to_owned() } })
}

fn is_file(asked: &Draft) -> bool {
    asked.output.as_deref().is_some_and(|path| path != Path::new("-"))
}

fn card(asked: &Draft, source: &Source, published: Date, text: &str) -> TextCard {
    let name = source.file().and_then(Path::file_stem).map(|stem| stem.to_string_lossy().into_owned());
    TextCard {
        published,
        title: asked.title.clone().or(name).unwrap_or_else(|| "a text".to_owned()),
        publisher: asked.publisher.clone(),
        url: asked.url.clone(),
        sha256: Some(sha256_hex(text.as_bytes())),
    }
}

fn output(asked: &Draft, source: &Source, form: DraftForm) -> Result<Output, Failure> {
    let format = if form == DraftForm::Json { OutputForm::Json } else { OutputForm::Csv };
    let writing =
        Writing { format: Some(format), output: asked.output.clone(), force: asked.force, ..Writing::default() };
    Output::new(&writing, Some(source), Added::default())
}

fn claims(mut output: Output, set: &ClaimSet, form: DraftForm, report: &mut Report) -> Result<(), Failure> {
    output.member("metadata", serde_json::to_value(&set.dataset).unwrap_or_default());
    let text = match form {
        DraftForm::Csv => claims_csv(set, CsvGuard::Guarded),
        _ => claims_json(set).into(),
    };
    output.finish_as(text, report)
}

fn columns(asked: &Draft) -> &'static [&'static str] {
    if asked.with_text { &COLUMNS_WITH_TEXT } else { COLUMNS }
}

/// Writes the review table to a file.
fn reviewed(
    asked: &Draft,
    (path, form): (&Path, ReviewForm),
    rows: Vec<Properties>,
    report: &mut Report,
) -> Result<(), Failure> {
    let columns = columns(asked);
    let writing =
        |format| Writing { format, output: Some(PathBuf::from(path)), force: asked.force, ..Writing::default() };
    match form {
        ReviewForm::Markdown => written_text(&writing(None), &markdown(columns, &rows)),
        ReviewForm::Rows(OutputForm::Table) => written_text(&writing(None), &for_people(asked, &rows)),
        ReviewForm::Rows(form) => {
            let mut output = list(&writing(Some(form)), columns)?;
            for mut row in rows {
                let cell = |column: &&str| ((*column).to_owned(), row.remove(*column).unwrap_or_default());
                let properties: Properties = columns.iter().map(cell).collect();
                output.write(&Outgoing::from(&Feature { id: None, shape: None, properties }))?;
            }
            output.finish(report)
        }
    }
}

/// Prints the review table, or writes it where -o asks for a table.
fn shown(asked: &Draft, form: DraftForm, rows: &[Properties]) -> Result<(), Failure> {
    let text = for_people(asked, rows);
    if form == DraftForm::Table && is_file(asked) {
        let writing = Writing { output: asked.output.clone(), force: asked.force, ..Writing::default() };
        return written_text(&writing, &text);
    }
    print(&text)
}

fn for_people(asked: &Draft, rows: &[Properties]) -> String {
    if rows.is_empty() {
        return "nothing found\n".to_owned();
    }
    let mut columns = SHOWN.to_vec();
    if asked.with_text {
        columns.push("text");
    }
    let cells = |row: &Properties| columns.iter().map(|column| row.get(*column).cloned().unwrap_or_default()).collect();
    let cells: Vec<Vec<Value>> = rows.iter().map(cells).collect();
    table(&columns, &cells)
}

/// Tells what is proposed and what has to be done with it.
fn told(set: &ClaimSet, proposed: &[usize], source: &Source, report: &mut Report) -> Exit {
    let kept = proposed.iter().filter(|records| **records > 0).count() as u64;
    let read = proposed.len() as u64;
    report.counts(Counts { input: source.name(), read, kept, filtered: read - kept, ..Counts::default() });
    if set.records.is_empty() {
        report.outcome("no record is proposed: no sentence tells of an event in words that the rules know");
        return Exit::No;
    }
    report.outcome(&format!(
        "{} proposed of {kept} of {}, all drafts; correct them, and set the status of their claims to reviewed",
        counted(set.records.len() as u64, "record is", "records are"),
        counted(read, "sentence", "sentences")
    ));
    Exit::Done
}
