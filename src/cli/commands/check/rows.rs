//! What is doubtful about the rows of a batch, worked out in any thread. Not responsible for what many rows tell together.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::json;

use crate::cli::report::members;
use crate::io::escape::escaped;
use crate::io::read::block::{Batch, Kept};
use crate::io::read::codes::Code;
use crate::io::read::event::Origin;
use crate::io::read::problem::Severity;
use crate::model::feature::Properties;
use crate::model::profile::role_columns::is_called;
use crate::model::written_date::OrderEvidence;
use crate::query::placing::Placer;
use crate::query::sanity::columns::{KnownColumns, Row};
use crate::query::sanity::finding::{Finding, Rule};
use crate::query::sanity::scrutiny::{Scrutiny, Seen};

/// A cell is shown up to here, as the reader's problems do.
const VALUE_CHARS: usize = 120;

impl From<Rule> for Code {
    fn from(rule: Rule) -> Self {
        match rule {
            Rule::NullIsland => Self::NullIsland,
            Rule::Swapped => Self::Swapped,
            Rule::WrongSign => Self::WrongSign,
            Rule::PointSlipped => Self::PointSlipped,
            Rule::FewDecimals => Self::FewDecimals,
            Rule::CountryDisagrees => Self::CountryDisagrees,
            Rule::UnitDisagrees => Self::UnitDisagrees,
            Rule::UnitChanged => Self::UnitChanged,
            Rule::UnitUnknown => Self::UnitUnknown,
            Rule::PlaceDisagrees => Self::PlaceDisagrees,
            Rule::PlaceElsewhere => Self::PlaceElsewhere,
            Rule::SourceBefore => Self::SourceBefore,
            Rule::AtSea => Self::AtSea,
            Rule::CentroidStack => Self::CentroidStack,
            Rule::Stack => Self::Stack,
            Rule::FutureDate => Self::FutureDate,
            Rule::DatesDisagree => Self::DatesDisagree,
            Rule::ImpossibleToll => Self::ImpossibleToll,
            Rule::Twins => Self::Twins,
        }
    }
}

/// What is doubtful about a record.
#[derive(Debug, Clone)]
pub(super) struct Doubt {
    pub(super) code: Code,
    pub(super) id: Option<String>,
    pub(super) field: String,
    pub(super) value: Option<String>,
    pub(super) message: String,
}

impl Doubt {
    /// That a record has a `finding`.
    fn of(finding: Finding, kept: &Kept<'_>) -> Self {
        let Finding { rule, column, value, message } = finding;
        let value = Some(shown(&value)).filter(|value| !value.is_empty());
        Self { code: rule.into(), id: kept.id_text(), field: as_written(kept, &column), value, message }
    }

    /// The finding as it is written.
    pub(super) fn finding(&self, origin: &Origin) -> Properties {
        let code = self.code.as_str();
        let severity = if code.starts_with('N') { Severity::Note } else { Severity::Warning };
        members(json!({
            "severity": severity.word(),
            "code": code,
            "file": origin.file.as_ref(),
            "line": origin.line,
            "byte": origin.byte,
            "record": origin.record,
            "id": self.id,
            "field": Some(&self.field).filter(|field| !field.is_empty()),
            "value": self.value,
            "message": escaped(&self.message),
        }))
    }
}

/// The name of a column as the record has it, of one that was looked for by another writing of its name.
fn as_written(kept: &Kept<'_>, column: &str) -> String {
    let found = kept.columns().find(|known| *known == column);
    found.or_else(|| kept.columns().find(|known| is_called(known, column))).unwrap_or(column).to_owned()
}

/// A cell as a message shows it.
fn shown(value: &str) -> String {
    let start: String = value.chars().take(VALUE_CHARS).collect();
    escaped(&start)
}

/// An id in a column that the reader does not know as one.
#[derive(Debug)]
pub(super) struct OtherId {
    /// Stands for the id; two ids share it once in 1e19.
    pub(super) key: u64,
    pub(super) column: String,
    pub(super) text: String,
}

/// What a batch says.
#[derive(Debug, Default)]
pub(super) struct Looked {
    /// By the numbers of the records among those kept.
    doubts: Vec<(usize, Doubt)>,
    /// Each record that is kept.
    pub(super) seen: Vec<Seen>,
    /// What stands for the id of each record that the reader takes for one without.
    pub(super) ids: Vec<Option<OtherId>>,
    /// What columns of dates tell of the order of day and month.
    pub(super) orders: BTreeMap<String, OrderEvidence>,
}

impl Looked {
    /// The doubts about the record of this number.
    pub(super) fn of_record(&self, number: usize) -> impl Iterator<Item = &Doubt> {
        let start = self.doubts.partition_point(|(own, _)| *own < number);
        self.doubts[start..].iter().take_while(move |(own, _)| *own == number).map(|(_, doubt)| doubt)
    }
}

/// Looks at the records of a batch.
pub(super) fn looked<'b>(scrutiny: &Scrutiny, placer: &Placer, batch: &'b Batch) -> Looked {
    let mut looked = Looked::default();
    let known = |names: &[&'b str]| KnownColumns::of(placer.roles(), names);
    let table = batch.table_columns().map(|names| known(&names.iter().map(String::as_str).collect::<Vec<_>>()));
    for (number, kept) in batch.kept().enumerate() {
        let text = |column: &str| kept.text(column);
        let own = table.is_none().then(|| known(&kept.columns().collect::<Vec<_>>()));
        let Some(columns) = own.as_ref().or(table.as_ref()) else { continue };
        let unclear = placer.unclear(&text).map(|told| Doubt {
            code: Code::PrecisionUnknown,
            id: kept.id_text(),
            field: as_written(&kept, told.column()),
            value: kept.text(told.column()).map(|value| shown(&value)),
            message: told.to_string(),
        });
        looked.doubts.extend(unclear.map(|doubt| (number, doubt)));
        let mut seen = scrutiny.look(&Row { text: &text, at: kept.place(), columns });
        for finding in seen.findings.drain(..) {
            looked.doubts.push((number, Doubt::of(finding, &kept)));
        }
        for column in columns.dates() {
            if let Some(date) = text(column).filter(|date| !starts_with_year(date)) {
                looked.orders.entry(column.to_owned()).or_default().look(&date);
            }
        }
        looked.ids.push(columns.id().and_then(|column| id_of(&kept, column)));
        looked.seen.push(seen);
    }
    looked
}

/// What stands for the id in a column that the reader does not know as one.
fn id_of(kept: &Kept<'_>, column: &str) -> Option<OtherId> {
    let text = kept.text(column).filter(|_| kept.id_text().is_none())?;
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    Some(OtherId { key: hasher.finish(), column: column.to_owned(), text: text.into_owned() })
}

/// Whether a date begins as ISO 8601 has it, so that nothing is to be found out.
fn starts_with_year(text: &str) -> bool {
    text.trim_start().bytes().take(4).filter(u8::is_ascii_digit).count() == 4
}
