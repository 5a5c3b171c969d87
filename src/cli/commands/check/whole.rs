//! What many rows tell together: stacks, twins, ids, the order of day and month, points outside. Not responsible for single rows.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::cli::commands::check::findings::Findings;
use crate::cli::commands::check::rows::{Doubt, Looked, OtherId};
use crate::cli::swapped::SwapWatch;
use crate::io::escape::escaped;
use crate::io::read::codes::Code;
use crate::io::read::event::Origin;
use crate::model::written_date::{OrderError, OrderEvidence};
use crate::query::placing::Placer;
use crate::query::sanity::coordinates::pair;
use crate::query::sanity::stacks::{POINTS_MAX, Stacks};
use crate::query::sanity::twins::{TWINS_MAX, Twins};

/// Watches all rows of a file, in their order and in bounded memory.
pub(super) struct Whole {
    file: Arc<str>,
    stacks: Stacks,
    twins: Twins,
    /// Ids in columns that the reader does not know as such.
    ids: HashSet<u64>,
    /// Whether there were more of them than are remembered.
    ids_unwatched: bool,
    /// Lines and bytes of the first rows on each point, by the numbers of their records.
    places: BTreeMap<u64, (Option<u64>, Option<u64>)>,
    orders: BTreeMap<String, OrderEvidence>,
    points: u64,
    outside: u64,
    first_outside: Option<Origin>,
}

impl Whole {
    pub(super) fn new(file: Arc<str>) -> Self {
        Self {
            file,
            stacks: Stacks::default(),
            twins: Twins::default(),
            ids: HashSet::new(),
            ids_unwatched: false,
            places: BTreeMap::new(),
            orders: BTreeMap::new(),
            points: 0,
            outside: 0,
            first_outside: None,
        }
    }

    /// Takes in what the dates of a batch tell of their order.
    pub(super) fn join_orders(&mut self, orders: BTreeMap<String, OrderEvidence>) {
        for (column, evidence) in orders {
            let known = self.orders.entry(column).or_default();
            *known = std::mem::take(known).joined(evidence);
        }
    }

    /// Takes in a record; what is doubtful about it beside the ones before.
    pub(super) fn take(
        &mut self,
        looked: &Looked,
        number: usize,
        (origin, findings): (&Origin, &Findings),
    ) -> Vec<Doubt> {
        let Some(seen) = looked.seen.get(number) else { return Vec::new() };
        self.points += u64::from(seen.at.is_some());
        if seen.outside {
            self.outside += 1;
            self.first_outside.get_or_insert_with(|| origin.clone());
        }
        if self.stacks.add(seen, origin.record) {
            self.places.insert(origin.record, (origin.line, origin.byte));
        }
        let id = looked.ids.get(number).and_then(Option::as_ref);
        let again = id.and_then(|id| self.id_again(id));
        let same_id = again.is_some() || findings.has_duplicate_id(origin.record);
        let twin = seen.twin.and_then(|key| self.twins.first_of(key, origin.record)).filter(|_| !same_id);
        let twin = twin.map(|first| Doubt {
            code: Code::Twins,
            id: origin.id.clone().or_else(|| id.map(|id| id.text.clone())),
            field: String::new(),
            value: None,
            message: format!("date, place, actors and numbers are those of record {first}, under another id"),
        });
        again.into_iter().chain(twin).collect()
    }

    fn id_again(&mut self, id: &OtherId) -> Option<Doubt> {
        let OtherId { key, column, text } = id;
        let known = self.ids.contains(key);
        if self.ids.len() < TWINS_MAX {
            self.ids.insert(*key);
        } else {
            self.ids_unwatched |= !known;
        }
        known.then(|| Doubt {
            code: Code::DuplicateId,
            id: Some(escaped(text)),
            field: column.clone(),
            value: Some(escaped(text)),
            message: format!("{column} {text:?} is that of another record too"),
        })
    }

    /// Tells what all rows together say, first what concerns the whole file.
    pub(super) fn told(self, placer: &Placer, watch: &SwapWatch, findings: &mut Findings) {
        let here = |record| {
            let (line, byte) = self.places.get(&record).copied().unwrap_or_default();
            Origin { file: Arc::clone(&self.file), line, byte, record, id: None }
        };
        let nowhere = Origin { file: Arc::clone(&self.file), line: None, byte: None, record: 0, id: None };
        let doubt =
            |code, field: &str, message| Doubt { code, id: None, field: field.to_owned(), value: None, message };
        if let Some(warning) = watch.warning() {
            findings.add(doubt(Code::AllSwapped, "", warning.to_string()).finding(&nowhere));
        }
        for stack in self.stacks.found(placer) {
            let found = Doubt { value: Some(pair(stack.at)), ..doubt(stack.rule.into(), "", stack.message) };
            findings.add(found.finding(&here(stack.first)));
        }
        if let Some(first) = &self.first_outside {
            let message = format!("{} of {} points lie in no country of the atlas", self.outside, self.points);
            findings.add(doubt(Code::OutsideAtlas, "", message).finding(first));
        }
        for (column, evidence) in &self.orders {
            if let Err(error) = evidence.order() {
                let code = match error {
                    OrderError::Mixed { .. } => Code::MixedDates,
                    _ => Code::AmbiguousDates,
                };
                findings.add(doubt(code, column, error.to_string()).finding(&nowhere));
            }
        }
        let unwatched = [
            (self.stacks.is_unwatched(), format!("stacks were looked for on the first {POINTS_MAX} points only")),
            (self.ids_unwatched, format!("ids met twice were looked for among the first {TWINS_MAX} only")),
            (self.twins.is_unwatched(), format!("twins were looked for among the first {TWINS_MAX} records only")),
        ];
        for (_, message) in unwatched.into_iter().filter(|(unwatched, _)| *unwatched) {
            findings.add(doubt(Code::Unwatched, "", message).finding(&nowhere));
        }
    }
}
