//! Findings of a check: listed up to a limit, counted by code, shown as a table or written. Not responsible for finding anything.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::cli::args::{OutputForm, Writing};
use crate::cli::editions::list;
use crate::cli::failure::Failure;
use crate::cli::report::{Report, members, problem_json};
use crate::cli::sink::print;
use crate::cli::table::table;
use crate::io::counted::counted;
use crate::io::escape::escaped;
use crate::io::outgoing::Outgoing;
use crate::io::read::codes::Code;
use crate::io::read::problem::{Problem, Severity};
use crate::model::feature::{Feature, Properties};

/// Findings listed; the rest is counted.
const LISTED_MAX: usize = 1_000;
/// Columns of a finding.
const COLUMNS: [&str; 11] =
    ["code", "severity", "file", "line", "byte", "record", "id", "field", "value", "message", "hint"];
/// Columns of the table.
const SHOWN: [&str; 7] = ["code", "severity", "line", "record", "id", "field", "message"];
/// Columns of the summary.
const SUMMARY: [&str; 4] = ["count", "code", "what it is", "what to do"];

/// Findings in the order of the input.
#[derive(Default)]
pub(super) struct Findings {
    listed: Vec<Properties>,
    /// Findings that are more than notes.
    wrong: u64,
    all: usize,
    by_code: BTreeMap<String, u64>,
    /// The last record of which the reader told that its id is not its own.
    duplicate: Option<u64>,
}

impl Findings {
    /// Findings that are more than notes.
    pub(super) fn wrong(&self) -> u64 {
        self.wrong
    }

    /// Takes in what the reader met.
    pub(super) fn problem(&mut self, problem: &Problem) {
        if problem.code == Code::DuplicateId {
            self.duplicate = Some(problem.origin.record);
        }
        let set_aside = if problem.severity == Severity::Refused { "; the record is refused" } else { "" };
        self.add(members(problem_json(problem, &format!("{}{set_aside}", problem.what))));
    }

    /// Whether the reader told that this record has the id of another.
    pub(super) fn has_duplicate_id(&self, record: u64) -> bool {
        self.duplicate == Some(record)
    }

    pub(super) fn add(&mut self, finding: Properties) {
        let code = finding.get("code").and_then(Value::as_str).unwrap_or_default();
        self.wrong += u64::from(!code.starts_with('N'));
        *self.by_code.entry(code.to_owned()).or_default() += 1;
        self.all += 1;
        if self.listed.len() < LISTED_MAX {
            self.listed.push(finding);
        }
    }

    /// Takes in how often the reader met what it tells once.
    pub(super) fn counted(&mut self, codes: &BTreeMap<Code, u64>) {
        for (code, count) in codes {
            let told = self.by_code.entry(code.as_str().to_owned()).or_default();
            *told = (*told).max(*count);
        }
    }

    /// Shows them as `format` says; `name` is the input's.
    pub(super) fn show(self, format: Option<OutputForm>, name: &str, report: &mut Report) -> Result<(), Failure> {
        let more = self.all - self.listed.len();
        match format {
            None | Some(OutputForm::Table) if self.listed.is_empty() => {
                print(&format!("nothing found in {}\n", escaped(name)))?;
            }
            None | Some(OutputForm::Table) => {
                let cell = |finding: &Properties, column| finding.get(column).cloned().unwrap_or_default();
                let columns: Vec<&str> = SHOWN.into_iter().filter(|column| self.shows(column)).collect();
                let row = |finding: &Properties| columns.iter().map(|column| cell(finding, *column)).collect();
                let rows: Vec<Vec<Value>> = self.listed.iter().map(row).collect();
                print(&table(&columns, &rows))?;
                if self.all > 1 {
                    print(&format!("\n{}", table(&SUMMARY, &self.summary())))?;
                }
            }
            format => {
                let writing = Writing { format, ..Writing::default() };
                let mut output = list(&writing, &COLUMNS)?;
                for properties in self.listed {
                    let properties = in_order(properties);
                    output.write(&Outgoing::from(&Feature { id: None, shape: None, properties }))?;
                }
                output.finish(report)?;
            }
        }
        if more > 0 {
            report.note(&format!("and {}; mend these first", counted(more as u64, "more finding", "more findings")));
        }
        Ok(())
    }

    /// Whether the table needs a column: that of fields only where a message leaves its field out.
    fn shows(&self, column: &str) -> bool {
        let text =
            |finding: &'_ Properties, key| finding.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let told = |finding: &Properties| text(finding, "message").contains(&text(finding, "field"));
        column != "field" || !self.listed.iter().all(told)
    }

    /// How often each code was met, what it is, and what to do.
    fn summary(&self) -> Vec<Vec<Value>> {
        let row = |(code, count): (&String, &u64)| {
            let known = of_text(code);
            let words = known.map_or(["", ""], |known| [known.meaning(), known.remedy()]);
            vec![Value::from(*count), code.as_str().into(), words[0].into(), words[1].into()]
        };
        self.by_code.iter().map(row).collect()
    }
}

/// The code that is written so.
fn of_text(text: &str) -> Option<Code> {
    Code::ALL.iter().copied().find(|code| code.as_str() == text)
}

/// A finding with all columns, in their order, and what to do about it.
fn in_order(mut finding: Properties) -> Properties {
    let code = finding.get("code").and_then(Value::as_str).and_then(of_text);
    finding.insert("hint".to_owned(), code.map(Code::remedy).into());
    COLUMNS.into_iter().map(|column| (column.to_owned(), finding.remove(column).unwrap_or_default())).collect()
}
