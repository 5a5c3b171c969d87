//! What a mark on somebody's map says of its record, from the record's columns: a name, a line, some paragraphs, a time, and how
//! precisely it is placed. Not responsible for writing marks; readers ask as well, to tell such words from a record's own.

use std::borrow::Cow;

use jiff::Timestamp;

use crate::model::crosswalk::{Coded, Coding, radius};
use crate::model::dates::DateSpan;
use crate::model::precision::Precision;
use crate::model::profile::Role;
use crate::model::profile::role_columns::{RoleColumns, is_called};
use crate::units::Metres;

/// Columns that name a record, the surest first.
const NAMES: [&str; 4] = ["title", "name", "label", "headline"];
/// Columns that tell what happened.
const SUMMARIES: [&str; 3] = ["summary", "description", "notes"];
/// Columns that say who asserts a record, and in what words.
const ASSERTED_BY: [&str; 2] = ["asserted_by", "who"];
const VERB: [&str; 1] = ["verb"];
/// Columns that name its source, and where that is found.
const SOURCES: [&str; 4] = ["source", "source_title", "source_article", "sources"];
const SOURCE_URLS: [&str; 3] = ["source_url", "url", "link"];
/// Columns that say in words where it was.
const WHERE: [&str; 2] = ["where", "where_description"];

/// A record's cells: what column number so and so says, or nothing.
pub(super) type Cells<'r, 't> = &'r dyn Fn(usize) -> Option<Cow<'t, str>>;

/// Which columns a mark's words are made of.
#[derive(Debug, Clone, Default)]
pub(super) struct MarkColumns {
    id: Option<usize>,
    names: Vec<usize>,
    start: Option<usize>,
    end: Option<usize>,
    codes: Vec<(Coding, usize)>,
    radius: Option<usize>,
    summary: Option<usize>,
    asserted_by: Option<usize>,
    verb: Option<usize>,
    source: Option<usize>,
    source_url: Option<usize>,
    words: Option<usize>,
}

/// When a record was: texts of ISO 8601 as precise as the record's own, or moments.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct MarkTime {
    pub(super) begin: Option<String>,
    pub(super) end: Option<String>,
}

impl MarkTime {
    /// The one day or moment that it is.
    pub(super) fn only(&self) -> Option<&str> {
        self.begin.as_deref().filter(|begin| self.end.as_deref() == Some(*begin))
    }

    fn words(&self) -> Option<String> {
        Some(match (&self.begin, &self.end) {
            (Some(begin), Some(end)) if begin == end => begin.clone(),
            (Some(begin), Some(end)) => format!("{begin} to {end}"),
            (Some(begin), None) => format!("from {begin}"),
            (None, Some(end)) => format!("until {end}"),
            (None, None) => return None,
        })
    }
}

/// What a mark says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Mark {
    pub(super) name: Option<String>,
    /// One line of plain text.
    pub(super) line: String,
    /// Titles and what the record says under them.
    paragraphs: Vec<(&'static str, String)>,
}

impl Mark {
    /// Its paragraphs as HTML, in which what the record says is escaped.
    pub(super) fn html(&self) -> String {
        let paragraph = |(title, text): &(&str, String)| ["<p>", title, &html(text), "</p>"].concat();
        self.paragraphs.iter().map(paragraph).collect::<Vec<_>>().concat()
    }

    /// Its paragraphs as plain text, a line each.
    pub(super) fn plain(&self) -> String {
        self.paragraphs.iter().map(|(title, text)| format!("{title}{text}")).collect::<Vec<_>>().join("\n")
    }

    /// Its name for devices that show nothing else: with how far the record may be from the point.
    pub(super) fn name_with_radius(&self, placing: Option<Coded>) -> Option<String> {
        match (&self.name, placing.and_then(|placing| placing.radius)) {
            (Some(name), Some(radius)) => Some(format!("{name} (within {radius})")),
            (None, Some(radius)) => Some(format!("within {radius}")),
            (name, None) => name.clone(),
        }
    }
}

impl MarkColumns {
    /// Those among columns of these names; `id` is the one that holds the ids.
    pub(super) fn of(names: &[String], id: Option<usize>) -> Self {
        let position = |wanted: &str| names.iter().position(|name| is_called(name, wanted));
        let first = |wanted: &[&str]| wanted.iter().find_map(|wanted| position(wanted));
        let roles = RoleColumns::default();
        let of_role = |role: Role| roles.names(role).iter().find_map(|wanted| position(wanted));
        let places = of_role(Role::Place);
        Self {
            id,
            names: NAMES.iter().filter_map(|name| position(name)).chain(places).collect(),
            start: of_role(Role::Date),
            end: of_role(Role::DateEnd),
            codes: Coding::ALL.iter().filter_map(|coding| Some((*coding, position(coding.column())?))).collect(),
            radius: of_role(Role::Radius),
            summary: first(&SUMMARIES),
            asserted_by: first(&ASSERTED_BY),
            verb: first(&VERB),
            source: first(&SOURCES),
            source_url: first(&SOURCE_URLS),
            words: first(&WHERE),
        }
    }

    /// The column in which a record's time begins.
    pub(super) fn start(&self) -> Option<usize> {
        self.start
    }

    /// What a record names as its source, and the address of it on the web.
    pub(super) fn source(&self, cells: Cells) -> [Option<String>; 2] {
        let says = |column: Option<usize>| Some(cells(column?)?.trim().to_owned()).filter(|text| !text.is_empty());
        [says(self.source), says(self.source_url).filter(|url| is_web(url))]
    }

    /// How precisely a record is placed, with how far it may be from its point; `None` where nothing is said.
    pub(super) fn placing(&self, cells: Cells) -> Option<Coded> {
        let coded = self.codes.iter().find_map(|(coding, column)| coding.coded(&cells(*column)?));
        let stated = self.radius.and_then(|column| radius(&cells(column)?)).filter(|radius| *radius > Metres::ZERO);
        match (coded, stated) {
            (Some(coded), stated) => Some(Coded { radius: stated.or(coded.radius), ..coded }),
            (None, Some(radius)) => Some(Coded { precision: Precision::Near, radius: Some(radius) }),
            (None, None) => None,
        }
    }

    /// When a record was.
    pub(super) fn time(&self, cells: Cells) -> MarkTime {
        let ends = |column: Option<usize>| column.and_then(|column| ends_of(&cells(column)?)).unwrap_or_default();
        let [begin, own_end] = ends(self.start);
        let [_, end] = ends(self.end);
        let end = end.or(own_end);
        // compared as far as both go: a year has no months
        let is_before = |end: &String, begin: &String| {
            let shorter = end.len().min(begin.len()).min(10);
            end.get(..shorter) < begin.get(..shorter)
        };
        match (begin, end) {
            (Some(begin), Some(end)) if is_before(&end, &begin) => MarkTime { begin: Some(begin), end: None },
            (begin, end) => MarkTime { begin, end },
        }
    }

    /// What the mark of a record says.
    pub(super) fn mark(&self, cells: Cells) -> Mark {
        let says = |column: Option<usize>| {
            let text = cells(column?)?;
            let text = text.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        let name = self.names.iter().find_map(|column| says(Some(*column))).or_else(|| says(self.id));
        let time = self.time(cells).words();
        let placing = self.placing(cells);
        let asserted = match (says(self.asserted_by), says(self.verb)) {
            (Some(who), Some(verb)) => Some(format!("{who} ({verb})")),
            (who, verb) => who.or(verb),
        };
        let source = says(self.source);
        let place = placing.map(placing_words);
        let parts = [time.clone(), place.clone(), asserted.clone().or_else(|| source.clone())];
        let line = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let paragraphs = [
            ("", says(self.summary)),
            ("When: ", time),
            ("Where, as written: ", says(self.words)),
            ("How precisely placed: ", place),
            ("Who says so: ", asserted),
            ("Source: ", source),
            ("", says(self.source_url).filter(|url| is_web(url))),
        ];
        let paragraphs = paragraphs.into_iter().filter_map(|(title, text)| Some((title, text?))).collect();
        Mark { name, line, paragraphs }
    }
}

/// Whether `text` is an address of the web; others may run something.
pub(super) fn is_web(text: &str) -> bool {
    let plain = |rest: &str| !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || c.is_control());
    ["https://", "http://"].iter().any(|scheme| text.strip_prefix(scheme).is_some_and(plain))
}

/// `text` as HTML that shows it and does nothing.
pub(super) fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // what a map fills in from a record's columns
            '$' => out.push_str("&#36;"),
            c => out.push(c),
        }
    }
    out
}

/// How precisely a record is placed, in words.
pub(super) fn placing_words(coded: Coded) -> String {
    let words = coded.precision.meaning();
    match coded.radius {
        Some(radius) => format!("{words}, within {radius}"),
        None => words.to_owned(),
    }
}

/// Whether a point of this precision is the place of its record, and not one that stands for an area.
pub(super) const fn is_a_place(precision: Precision) -> bool {
    matches!(precision, Precision::Exact | Precision::Near | Precision::Locality)
}

/// The first and the last of what `text` says: a day, a month, a year, a moment, or two of them with a stroke between.
fn ends_of(text: &str) -> Option<[Option<String>; 2]> {
    let text = text.trim();
    if let Some((first, last)) = text.split_once('/')
        && let (Some([begin, _]), Some([_, end])) = (ends_of_one(first), ends_of_one(last))
    {
        return Some([begin, end]);
    }
    ends_of_one(text)
}

fn ends_of_one(text: &str) -> Option<[Option<String>; 2]> {
    if matches!(text, "" | "..") {
        return Some([None, None]);
    }
    if text.len() > 10
        && let Ok(moment) = text.parse::<Timestamp>()
    {
        let moment = moment.to_string();
        return Some([Some(moment.clone()), Some(moment)]);
    }
    let span = DateSpan::parse_written(text, None).ok()?;
    if matches!(text.len(), 4 | 7) && DateSpan::parse(text).is_ok() {
        return Some([Some(text.to_owned()), Some(text.to_owned())]);
    }
    Some([span.start, span.end].map(|day| day.map(|day| day.to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_as_precise_as_it_is_written() {
        let names = ["date_start", "date_end"].map(str::to_owned);
        let columns = MarkColumns::of(&names, None);
        for (cells, expected) in [
            (["2023-04-18", "2023-04-20"], [Some("2023-04-18"), Some("2023-04-20")]),
            (["2023-04", ""], [Some("2023-04"), Some("2023-04")]),
            (["2019", "2021-02"], [Some("2019"), Some("2021-02")]),
            (["", "2024-01-26"], [None, Some("2024-01-26")]),
            (["2022-09-30/2024-01-28", ""], [Some("2022-09-30"), Some("2024-01-28")]),
            (["2019-04-18T03:00:00+05:00", ""], [Some("2019-04-17T22:00:00Z"), Some("2019-04-17T22:00:00Z")]),
            (["2019-04-18 00:00:00.000", "2019-04-18 00:00:00.000"], [Some("2019-04-18"), Some("2019-04-18")]),
            (["2023-04-20", "2023-04-18"], [Some("2023-04-20"), None]),
            (["2024", "2024-03-01"], [Some("2024"), Some("2024-03-01")]),
            (["03/04/2023", "soon"], [None, None]),
        ] {
            let time = columns.time(&|number| Some(Cow::Borrowed(cells[number])).filter(|text| !text.is_empty()));
            assert_eq!([time.begin.as_deref(), time.end.as_deref()], expected, "{cells:?}");
        }
    }

    #[test]
    fn what_a_record_says_cannot_act() {
        let names = ["title", "summary", "source_url"].map(str::to_owned);
        let cells = ["<b>T</b>", "<script>alert(1)</script> $[x]", "javascript:alert(1)"];
        let mark = MarkColumns::of(&names, None).mark(&|number| Some(Cow::Borrowed(cells[number])));
        assert_eq!(mark.name.as_deref(), Some("<b>T</b>"));
        assert_eq!(mark.html(), "<p>&lt;script&gt;alert(1)&lt;/script&gt; &#36;[x]</p>");
        assert!(is_web("https://ucdp.uu.se/") && !is_web("file:///etc") && !is_web("http://a b"));
    }
}
