//! What is said on standard error: problems, notes, counts. Not responsible for finding problems.

use std::fmt::{Display, Write as _};
use std::io::{Stderr, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use serde_json::{Map, Value, json};

use crate::atlas::AtlasError;
use crate::cli::args::{Color, ReportForm, Talk};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::progress::{Progress, Shown};
use crate::cli::publishing::NOT_PUBLIC_CODE;
use crate::cli::remark::Remark;
use crate::io::escape::escaped;
use crate::io::read::codes::Code;
use crate::io::read::problem::{Problem, Severity};
use crate::io::write::error::WriteError;
use crate::model::region::RegionError;
use crate::query::distance::TargetError;

/// Problems told one by one, of refusals and of lesser ones; the rest is counted. A screen holds so many.
const TOLD_MAX: u64 = 20;

/// What became of the records of an input.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// The input's name.
    pub(super) input: String,
    /// Records met.
    pub(super) read: u64,
    /// Records in the output.
    pub(super) kept: u64,
    /// Records that cannot be used.
    pub(super) refused: u64,
    /// Records that were not asked for.
    pub(super) filtered: u64,
    /// Records without a location.
    pub(super) no_location: u64,
    /// Records with a location that is no single point, where one was needed.
    pub(super) no_single_point: u64,
}

/// How a message is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Error,
    Warning,
    Note,
}

impl Level {
    fn of(severity: Severity) -> Self {
        match severity {
            Severity::Note => Self::Note,
            Severity::Warning => Self::Warning,
            _ => Self::Error,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }

    fn style(self) -> Style {
        match self {
            Self::Error => AnsiColor::Red.on_default().bold(),
            Self::Warning => AnsiColor::Yellow.on_default().bold(),
            Self::Note => AnsiColor::Cyan.on_default(),
        }
    }
}

/// Says what is to be said.
pub(super) struct Report {
    out: AutoStream<Stderr>,
    form: ReportForm,
    quiet: bool,
    progress: Progress,
    /// How many errors, and how many lesser problems, have been met.
    met: [u64; 2],
    problems: Vec<Value>,
    /// What was noticed of the records as a whole, without what to do about it.
    remarks: Vec<String>,
    counts: Option<Counts>,
    rejects: Option<PathBuf>,
    inputs: Vec<PathBuf>,
    /// How many threads work.
    threads: NonZeroUsize,
}

impl Report {
    pub(super) fn new(talk: &Talk) -> Self {
        let choice = match talk.color {
            Color::Auto => AutoStream::choice(&std::io::stderr()),
            Color::Always => ColorChoice::AlwaysAnsi,
            Color::Never => ColorChoice::Never,
        };
        let shown = if talk.quiet || talk.report == ReportForm::Json { Shown::Never } else { Shown::OnTerminal };
        Self {
            out: AutoStream::new(std::io::stderr(), choice),
            form: talk.report,
            quiet: talk.quiet,
            progress: Progress::new(shown),
            met: [0; 2],
            problems: Vec::new(),
            remarks: Vec::new(),
            counts: None,
            rejects: None,
            inputs: Vec::new(),
            threads: NonZeroUsize::MIN,
        }
    }

    /// A report that says nothing and is asked afterwards what it was told.
    pub(super) fn muted() -> Self {
        Self::new(&Talk { quiet: true, color: Color::Never, report: ReportForm::Json })
    }

    /// What became of the records, where that was told.
    pub(super) fn counted(&self) -> Option<&Counts> {
        self.counts.as_ref()
    }

    /// Tells the notes of `other` that have not been told here.
    pub(super) fn notes_of(&mut self, other: &Self) {
        for problem in &other.problems {
            let is_note = problem["severity"] == Level::Note.word() && problem["code"] == "";
            let known = self.problems.iter().any(|told| told["message"] == problem["message"]);
            if let (true, false, Some(text)) = (is_note, known, problem["message"].as_str()) {
                self.note(text);
            }
        }
    }

    /// Notes that a layer or target was read from `path`, which no output may replace.
    pub(super) fn has_read(&mut self, path: PathBuf) {
        self.inputs.push(path);
    }

    /// The layers and targets that were read.
    pub(super) fn inputs(&self) -> &[PathBuf] {
        &self.inputs
    }

    /// Tells that refused records go to the file `path`.
    pub(super) fn rejects_go_to(&mut self, path: PathBuf) {
        self.rejects = Some(path);
    }

    /// Notes how many threads work.
    pub(super) fn worked_by(&mut self, threads: NonZeroUsize) {
        self.threads = threads;
    }

    /// Tells that `records` have been read.
    pub(super) fn progress(&mut self, records: u64) {
        self.progress.tell(records);
    }

    /// Tells a problem that the reader met.
    pub(super) fn problem(&mut self, problem: &Problem) {
        let level = Level::of(problem.severity);
        if !self.may_tell(level) {
            return;
        }
        let mut text = problem.to_string();
        if let (Severity::Refused, Some(rejects)) = (problem.severity, &self.rejects) {
            let name = rejects.file_name().unwrap_or(rejects.as_os_str());
            // writing into a String cannot fail
            let _ = write!(text, " (see {})", Path::new(name).display());
        }
        self.problems.push(problem_json(problem, &text));
        self.line(level, problem.code.as_str(), &text);
    }

    /// Tells something to be careful about.
    pub(super) fn warning(&mut self, code: &str, text: &str) {
        self.remark(Level::Warning, code, text);
    }

    /// Tells what was noticed of the records as a whole.
    pub(super) fn remarked(&mut self, code: &str, remark: &Remark) {
        self.remarks.push(remark.said.clone());
        self.warning(code, &remark.to_string());
    }

    /// What was noticed of the records as a whole, for readers of an output.
    #[cfg_attr(not(feature = "web"), expect(dead_code, reason = "maps for the web alone ask for it"))]
    pub(super) fn remarks(&self) -> &[String] {
        &self.remarks
    }

    /// Tells something worth knowing.
    pub(super) fn note(&mut self, text: &str) {
        self.remark(Level::Note, "", text);
    }

    /// Tells what came of the whole, however much has been told before.
    pub(super) fn outcome(&mut self, text: &str) {
        self.problems.push(json!({ "severity": Level::Note.word(), "code": "", "message": text }));
        self.line(Level::Note, "", text);
    }

    /// Tells what the output lacks, however much has been told before.
    pub(super) fn lack(&mut self, code: &str, text: &str) {
        self.problems.push(json!({ "severity": Level::Warning.word(), "code": code, "message": text }));
        self.line(Level::Warning, code, text);
    }

    fn remark(&mut self, level: Level, code: &str, text: &str) {
        if self.may_tell(level) {
            self.problems.push(json!({ "severity": level.word(), "code": code, "message": text }));
            self.line(level, code, text);
        }
    }

    /// Counts one more message of `level` and says whether it is among those that are told.
    fn may_tell(&mut self, level: Level) -> bool {
        let met = &mut self.met[usize::from(level != Level::Error)];
        *met += 1;
        *met <= TOLD_MAX
    }

    /// Tells what became of the records.
    pub(super) fn counts(&mut self, counts: Counts) {
        self.counts = Some(counts);
    }

    /// Tells that `records` of those that were kept are not asked for after all.
    pub(super) fn left_out(&mut self, records: u64) {
        if let Some(counts) = &mut self.counts {
            counts.kept = counts.kept.saturating_sub(records);
            counts.filtered += records;
        }
    }

    /// Says the last words and returns how the command ended.
    pub(super) fn end(mut self, outcome: &Result<Exit, Failure>) -> Exit {
        let took = self.progress.end();
        let exit = match outcome {
            Ok(exit) => *exit,
            Err(failure) => Exit::from(failure),
        };
        match self.form {
            ReportForm::Text => self.end_in_text(outcome, took),
            ReportForm::Json => self.end_in_json(outcome, exit),
        }
        exit
    }

    fn end_in_text(&mut self, outcome: &Result<Exit, Failure>, took: Option<Duration>) {
        for (level, met) in [(Level::Error, self.met[0]), (Level::Warning, self.met[1])] {
            if met > TOLD_MAX {
                self.line(level, "", &format!("and {} more", met - TOLD_MAX));
            }
        }
        if let Some(counts) = self.counts.take().filter(|_| !self.quiet) {
            self.plain(&conservation(&counts));
            if let Some(line) = unplaced(&counts) {
                self.plain(&line);
            }
            if let Some(took) = took {
                self.plain(&rate(counts.read, took, self.threads));
            }
        }
        match outcome {
            Ok(_) | Err(Failure::Output(WriteError::Closed { .. })) => {}
            Err(failure) => self.line(Level::Error, code_of(failure), &failure.to_string()),
        }
    }

    fn end_in_json(&mut self, outcome: &Result<Exit, Failure>, exit: Exit) {
        let mut report = Map::new();
        report.insert("exit".to_owned(), exit.code().into());
        if let Some(counts) = &self.counts {
            for (name, count) in [
                ("read", counts.read),
                ("kept", counts.kept),
                ("refused", counts.refused),
                ("filtered", counts.filtered),
                ("no_location", counts.no_location),
                ("no_single_point", counts.no_single_point),
            ] {
                report.insert(name.to_owned(), count.into());
            }
            report.insert("input".to_owned(), counts.input.clone().into());
        }
        if let Some(rejects) = &self.rejects {
            let refused = self.counts.as_ref().is_some_and(|counts| counts.refused > 0) && outcome.is_ok();
            report.insert("rejects".to_owned(), refused.then(|| rejects.to_string_lossy()).into());
        }
        if let Err(failure) = outcome {
            let error = json!({ "code": code_of(failure), "message": failure.to_string() });
            report.insert("error".to_owned(), error);
        }
        report.insert("problems".to_owned(), std::mem::take(&mut self.problems).into());
        let more: u64 = self.met.iter().map(|met| met.saturating_sub(TOLD_MAX)).sum();
        report.insert("problems_not_listed".to_owned(), more.into());
        let _ = writeln!(self.out, "{}", Value::Object(report));
    }

    /// One line of a level; nobody is left to be told if standard error is closed.
    fn line(&mut self, level: Level, code: &str, text: &str) {
        if self.form == ReportForm::Json || (self.quiet && level != Level::Error) {
            return;
        }
        let style = level.style();
        let code = if code.is_empty() { String::new() } else { format!("[{code}]") };
        let text = escaped(text);
        let out = &mut self.out;
        self.progress.aside(|| {
            let _ = writeln!(out, "sarhad: {style}{}{code}{style:#}{} {text}", level.word(), colon(&code));
        });
    }

    fn plain(&mut self, text: &str) {
        let _ = writeln!(self.out, "sarhad: {}", escaped(text));
    }
}

/// A level without a code needs a colon: `sarhad: note: …`, but `sarhad: error[E204] …`.
fn colon(code: &str) -> &'static str {
    if code.is_empty() { ":" } else { "" }
}

/// `read 172 = kept 170 + refused 2 + filtered 0`
pub(super) fn conservation(counts: &Counts) -> String {
    let Counts { read, kept, refused, filtered, .. } = counts;
    format!("read {read} = kept {kept} + refused {refused} + filtered {filtered}")
}

/// `1,000,000 records in 1.3 s, 0.77 M/s, 2 threads`
fn rate(records: u64, took: Duration, threads: NonZeroUsize) -> String {
    let seconds = took.as_secs_f64();
    let a_second = records as f64 / seconds.max(f64::MIN_POSITIVE);
    let speed = if a_second < 100_000.0 { format!("{a_second:.0}/s") } else { format!("{:.2} M/s", a_second / 1e6) };
    let threads = if threads == NonZeroUsize::MIN { "1 thread".to_owned() } else { format!("{threads} threads") };
    format!("{} records in {seconds:.1} s, {speed}, {threads}", grouped(records))
}

/// `1234567` as `1,234,567`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|group| str::from_utf8(group).ok()).collect();
    groups.join(",")
}

fn unplaced(counts: &Counts) -> Option<String> {
    let told = [("no location", counts.no_location), ("no single point", counts.no_single_point)];
    let told: Vec<String> =
        told.iter().filter(|(_, count)| *count > 0).map(|(what, count)| format!("{what}: {count}")).collect();
    (!told.is_empty()).then(|| told.join("; "))
}

fn code_of(failure: &Failure) -> &'static str {
    match failure {
        Failure::Input(problem) | Failure::LayerRecord { problem } | Failure::BuiltInMeant { problem, .. } => {
            problem.code.as_str()
        }
        Failure::Layer { error: AtlasError::Region { error: RegionError::CrossesItself { .. }, .. }, .. }
        | Failure::Target { error: TargetError::Region(RegionError::CrossesItself { .. }), .. } => {
            Code::SelfCrossing.as_str()
        }
        Failure::NotPublic { .. } => NOT_PUBLIC_CODE,
        _ => "",
    }
}

/// The members of a JSON object.
pub(super) fn members(object: Value) -> Map<String, Value> {
    match object {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// A problem as a flat object, with the words that are shown.
pub(super) fn problem_json(problem: &Problem, text: &str) -> Value {
    json!({
        "severity": problem.severity.word(),
        "code": problem.code.as_str(),
        "file": problem.origin.file.as_ref(),
        "line": problem.origin.line,
        "byte": problem.origin.byte,
        "record": Some(problem.origin.record).filter(|&record| record > 0),
        "id": problem.origin.id,
        "field": problem.field,
        "value": problem.value,
        "message": text,
    })
}

/// A usage error of the argument parser, in the shape of all other messages.
pub(super) fn parser_message(text: &impl Display) -> String {
    let text = text.to_string();
    match text.strip_prefix("error: ") {
        Some(rest) => format!("sarhad: error: {rest}"),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_told_in_numbers_that_can_be_read() {
        let two = NonZeroUsize::MIN.saturating_add(1);
        let told = |records, millis, threads| rate(records, Duration::from_millis(millis), threads);
        assert_eq!(told(1_000_000, 1_300, two), "1,000,000 records in 1.3 s, 0.77 M/s, 2 threads");
        assert_eq!(told(999, 2_000, NonZeroUsize::MIN), "999 records in 2.0 s, 500/s, 1 thread");
        assert_eq!(told(0, 1_000, two), "0 records in 1.0 s, 0/s, 2 threads");
    }
}
