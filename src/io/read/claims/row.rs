//! One row of a table of claims: its cells to a claim, to a record without claims, to a source. Not responsible for what rows
//! say together: see `table`.

use serde_json::Value;

use crate::io::claim_cells::{id_of_name, is_id, items};
use crate::io::read::claims::checks::{ABOUT, WHO_KINDS, claim_wrong, listed, one_of};
use crate::io::read::escape::Quoted;
use crate::io::read::what::What;
use crate::io::write::cell::unguarded;
use crate::model::claim::{Asserter, Claim, ClaimSource, Conflict, Count, Incident, Part, RecordKind, Toll};
use crate::model::dates::{DatePrecision, DateSpan};
use crate::model::feature::Properties;
use crate::model::precision::{Precision, Whereabouts};

/// The cells of a row, by their columns.
pub(super) struct Row<'a>(pub(super) &'a Properties);

/// The columns of one date or place: a claim's, or with `incident_` before them the record's.
#[derive(Clone, Copy)]
struct DateColumns([&'static str; 4]);
#[derive(Clone, Copy)]
struct PlaceColumns([&'static str; 9]);

const CLAIM_DATE: DateColumns = DateColumns(["date_start", "date_end", "date_precision", "date_as_written"]);
const RECORD_DATE: DateColumns =
    DateColumns(["incident_date_start", "incident_date_end", "incident_date_precision", "incident_date_as_written"]);
const CLAIM_PLACE: PlaceColumns =
    PlaceColumns(["precision", "areas", "along_border", "place", "lon", "lat", "radius_m", "as_written", "place_note"]);
const RECORD_PLACE: PlaceColumns = PlaceColumns([
    "incident_precision",
    "incident_areas",
    "incident_along_border",
    "incident_place",
    "incident_lon",
    "incident_lat",
    "incident_radius_m",
    "incident_as_written",
    "incident_place_note",
]);

impl Row<'_> {
    /// What stands in `column`; `None` where it is blank or missing.
    pub(super) fn cell(&self, column: &str) -> Option<String> {
        let text = match self.0.get(column)? {
            Value::String(text) => unguarded(text).to_owned(),
            Value::Null => return None,
            other => other.to_string(),
        };
        Some(text).filter(|text| !text.is_empty())
    }

    fn needed(&self, column: &'static str) -> Result<String, What> {
        self.cell(column).ok_or_else(|| wrong(column, "", "is blank; a claim needs it"))
    }

    /// The number in `column`, where it is one.
    fn number<T: std::str::FromStr>(&self, column: &'static str) -> Result<Option<T>, What> {
        let Some(text) = self.cell(column) else { return Ok(None) };
        let number = text.trim().parse().map_err(|_| wrong(column, &text, &format!("{text:?} is no such number")))?;
        Ok(Some(number))
    }

    /// The record that the row is of, without claims.
    pub(super) fn record(&self, id: &str) -> Result<Incident, What> {
        let kind = match self.cell("record") {
            None => RecordKind::Incident,
            Some(word) => word_of("record", &word, RecordKind::ALL, RecordKind::word)?,
        };
        let unlocated = || Whereabouts {
            precision: Precision::Unlocated,
            areas: Vec::new(),
            border: None,
            place: None,
            lon: None,
            lat: None,
            radius_m: None,
            as_written: None,
            note: None,
        };
        let undated = DateSpan { start: None, end: None, precision: DatePrecision::Unknown, as_written: None };
        Ok(Incident {
            id: id.to_owned(),
            layer: kind.layer().to_owned(),
            record: kind,
            title: self.cell("title").unwrap_or_default(),
            what: self.cell("what").unwrap_or_default(),
            summary: self.cell("summary").unwrap_or_default(),
            when: self.date(RECORD_DATE)?.unwrap_or(undated),
            whereabouts: self.place(RECORD_PLACE)?.unwrap_or_else(unlocated),
            claims: Vec::new(),
            conflicts: self.conflicts()?,
            unknown: self.cell("unknown").map(|cell| items(&cell)).unwrap_or_default(),
        })
    }

    /// Whether the row says when and where its record was, apart from its claim.
    pub(super) fn dates_and_places_record(&self) -> [bool; 2] {
        [RECORD_DATE.0[2], RECORD_PLACE.0[0]].map(|column| self.cell(column).is_some())
    }

    /// The claim that the row holds; `None` where it holds only a record.
    pub(super) fn claim(&self, id: impl FnOnce() -> String) -> Result<Option<Claim>, What> {
        if ["claim_id", "who", "verb", "statement"].iter().all(|column| self.cell(column).is_none()) {
            return Ok(None);
        }
        let kind = self.needed("who_kind")?;
        if let Some(unsound) = one_of("who_kind", &kind, &WHO_KINDS) {
            return Err(wrong("who_kind", &kind, &unsound.reason));
        }
        let status = self.cell("status").unwrap_or_else(|| Claim::DRAFT.to_owned());
        if let Some(unsound) = one_of("status", &status, &Claim::STATUSES) {
            return Err(wrong("status", &status, &unsound.reason));
        }
        let mut claim = Claim {
            id: self.cell("claim_id").unwrap_or_else(id),
            source: self.source_id()?,
            asserted_by: Asserter { who: self.needed("who")?, kind },
            verb: self.needed("verb")?,
            quoted: self.flag("quoted")?,
            offset: self.offset()?,
            said_on: self.cell("said_on"),
            about: Vec::new(),
            statement: self.needed("statement")?,
            when: self.date(CLAIM_DATE)?,
            whereabouts: self.place(CLAIM_PLACE)?,
            actors: self.parts()?,
            toll: self.toll()?,
            status,
        };
        claim.about = self.about(&claim)?;
        match claim_wrong(&claim) {
            Some(unsound) => Err(What::ClaimMember { path: unsound.path, reason: unsound.reason }),
            None => Ok(Some(claim)),
        }
    }

    fn source_id(&self) -> Result<String, What> {
        let named = || self.cell("source_title").map(|title| id_of_name(&title)).filter(|id| !id.is_empty());
        let id = self.cell("source_id").or_else(named);
        id.ok_or_else(|| wrong("source_id", "", "is blank, and so is source_title; a claim needs its source"))
    }

    /// The source that the row names, as far as it tells of it.
    pub(super) fn source(&self) -> Option<ClaimSource> {
        let id = self.source_id().ok()?;
        Some(ClaimSource {
            title: self.cell("source_title").unwrap_or_else(|| id.clone()),
            id,
            publisher: self.cell("source_publisher"),
            published: self.cell("source_published"),
            kind: self.cell("source_kind").unwrap_or_default(),
            url: self.cell("source_url"),
            licence: self.cell("source_licence"),
        })
    }

    fn flag(&self, column: &'static str) -> Result<bool, What> {
        match self.cell(column).map(|text| text.to_lowercase()).as_deref() {
            None | Some("false" | "no" | "0") => Ok(false),
            Some("true" | "yes" | "1") => Ok(true),
            Some(other) => Err(wrong(column, other, &format!("{other:?} is not known; write true or false"))),
        }
    }

    fn offset(&self) -> Result<Option<[u64; 2]>, What> {
        match (self.number("offset_start")?, self.number("offset_end")?) {
            (Some(start), Some(end)) => Ok(Some([start, end])),
            (None, None) => Ok(None),
            (Some(_), None) => Err(wrong("offset_end", "", "is blank, and offset_start is not")),
            (None, Some(_)) => Err(wrong("offset_start", "", "is blank, and offset_end is not")),
        }
    }

    /// What the claim is about: as written, or by which of its parts are filled.
    fn about(&self, claim: &Claim) -> Result<Vec<String>, What> {
        if let Some(cell) = self.cell("about") {
            let words: Vec<String> = cell.split_whitespace().map(str::to_owned).collect();
            return match words.iter().find_map(|word| one_of("about", word, &ABOUT)) {
                Some(unsound) => Err(wrong("about", &cell, &unsound.reason)),
                None => Ok(words),
            };
        }
        let filled = [
            ("place", claim.whereabouts.is_some()),
            ("date", claim.when.is_some()),
            ("actor", !claim.actors.is_empty()),
            ("toll", claim.toll.is_some()),
        ];
        let filled = filled.iter().filter(|(_, filled)| *filled).map(|(word, _)| *word);
        Ok(["what"].into_iter().chain(filled).map(str::to_owned).collect())
    }

    fn date(&self, columns: DateColumns) -> Result<Option<DateSpan>, What> {
        let DateColumns([start, end, precision, as_written]) = columns;
        let day = |column: &'static str| match self.cell(column) {
            None => Ok(None),
            Some(text) => DateSpan::parse(&text).map(Some).map_err(|error| wrong(column, &text, &error.to_string())),
        };
        let (first, last, as_written) = (day(start)?, day(end)?, self.cell(as_written));
        let word = self.cell(precision);
        if first.is_none() && last.is_none() && word.is_none() && as_written.is_none() {
            return Ok(None);
        }
        let (known, told) =
            (first.as_ref().or(last.as_ref()).map(|span| span.precision), (first.is_some(), last.is_some()));
        let (from, until) = (first.and_then(|span| span.start), last.and_then(|span| span.end));
        let stated = match (&word, told) {
            (Some(word), _) => word_of(precision, word, DatePrecision::ALL, DatePrecision::word)?,
            (None, (true, true)) if from == until => known.unwrap_or(DatePrecision::Day),
            (None, (true, true)) => DatePrecision::Span,
            (None, (true, false)) => DatePrecision::After,
            (None, (false, true)) => DatePrecision::Before,
            (None, (false, false)) => DatePrecision::Unknown,
        };
        let span = DateSpan::new(from, until, stated).map_err(|error| wrong(end, "", &error.to_string()))?;
        Ok(Some(DateSpan { as_written, ..span }))
    }

    fn place(&self, columns: PlaceColumns) -> Result<Option<Whereabouts>, What> {
        let PlaceColumns([precision, areas, border, place, lon, lat, radius_m, as_written, note]) = columns;
        let Some(word) = self.cell(precision) else {
            let filled = columns.0.into_iter().find(|column| self.cell(column).is_some());
            return match filled {
                Some(_) => Err(wrong(precision, "", "is blank, and other columns of the place are not")),
                None => Ok(None),
            };
        };
        let place = Whereabouts {
            precision: word_of(precision, &word, Precision::ALL, Precision::word)?,
            areas: self
                .cell(areas)
                .map(|cell| cell.split_whitespace().map(str::to_owned).collect())
                .unwrap_or_default(),
            border: self.cell(border),
            place: self.cell(place),
            lon: self.number(lon)?,
            lat: self.number(lat)?,
            radius_m: self.number(radius_m)?,
            as_written: self.cell(as_written),
            note: self.cell(note),
        };
        place.location().map_err(|error| wrong(precision, &word, &error.to_string()))?;
        Ok(Some(place))
    }

    /// The actors with their parts: `id=role; …`; a name that is no id is made one.
    fn parts(&self) -> Result<Vec<Part>, What> {
        let cell = self.cell("actors").unwrap_or_default();
        let part = |item: &String| match item.split_once('=') {
            Some((actor, role)) => Ok(Part { actor: actor_id(actor), role: role.to_owned() }),
            None => Err(wrong("actors", item, "has no part; write name=role; name=role")),
        };
        items(&cell).iter().map(part).collect()
    }

    /// Ids, names and kinds of the actors that the row names.
    pub(super) fn actors(&self) -> Vec<(String, String, String)> {
        let names = self.cell("actor_names").map(|cell| items(&cell)).unwrap_or_default();
        let ids = self.cell("actors").map(|cell| items(&cell)).unwrap_or_default();
        let given: Vec<&str> =
            ids.iter().map(|item| item.split_once('=').map_or(item.as_str(), |part| part.0)).collect();
        let told = given.iter().enumerate().filter_map(|(number, &given)| {
            let id = actor_id(given);
            match names.get(number).filter(|name| !name.is_empty()) {
                Some(name) => {
                    let (name, kind) = name_and_kind(name);
                    Some((id, name, kind))
                }
                // what was no id is the name
                None => (id != given).then(|| (id, given.trim().to_owned(), String::new())),
            }
        });
        told.collect()
    }

    fn count(&self, columns: [&'static str; 3]) -> Result<Option<Count>, What> {
        let [low, best, high] = columns;
        let count = Count { low: self.number(low)?, best: self.number(best)?, high: self.number(high)? };
        Ok(Some(count).filter(|count| count.low.or(count.best).or(count.high).is_some()))
    }

    fn toll(&self) -> Result<Option<Toll>, What> {
        let toll = Toll {
            killed: self.count(["killed_low", "killed_best", "killed_high"])?,
            wounded: self.count(["wounded_low", "wounded_best", "wounded_high"])?,
            as_written: self.cell("toll_as_written"),
            whom: self.cell("toll_whom"),
        };
        let counted = toll.killed.is_some() || toll.wounded.is_some();
        Ok(Some(toll).filter(|toll| counted || toll.as_written.is_some() || toll.whom.is_some()))
    }

    /// The coder's conflicts: `kind id id: note; …`
    fn conflicts(&self) -> Result<Vec<Conflict>, What> {
        let cell = self.cell("conflicts").unwrap_or_default();
        let conflict = |item: &String| {
            let (head, note) = item.split_once(": ").unwrap_or((item, ""));
            let mut words = head.split(' ').map(str::to_owned);
            let kind = words.next().unwrap_or_default();
            let claims: Vec<String> = words.collect();
            let sound = claims.len() > 1 && claims.iter().all(|id| is_id(id));
            let form = || {
                wrong(
                    "conflicts",
                    item,
                    "is no conflict; write kind, two claims or more, and a note: date E1.1 E1.2: …",
                )
            };
            sound.then(|| Conflict { kind, claims, note: note.to_owned() }).ok_or_else(form)
        };
        items(&cell).iter().map(conflict).collect()
    }
}

/// `Jaish-ul Adl (armed group)`: a name, and a kind of actor behind it.
fn name_and_kind(text: &str) -> (String, String) {
    let parts = text.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    parts.map_or_else(|| (text.to_owned(), String::new()), |(name, kind)| (name.to_owned(), kind.to_owned()))
}

fn actor_id(given: &str) -> String {
    if is_id(given) { given.to_owned() } else { id_of_name(given) }
}

fn wrong(column: &'static str, value: &str, reason: &str) -> What {
    What::ClaimCell { column, value: Quoted::new(value), reason: reason.into() }
}

/// The one of `all` whose word is `word`.
fn word_of<T: Copy, const N: usize>(
    column: &'static str,
    word: &str,
    all: [T; N],
    of: fn(T) -> &'static str,
) -> Result<T, What> {
    let known = || all.map(of);
    let found = all.into_iter().find(|&one| of(one) == word);
    found.ok_or_else(|| wrong(column, word, &format!("{word:?} is not known; write {}", listed(&known()))))
}
