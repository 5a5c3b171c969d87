//! Records as an index file: as text to be answered, and as columns to be asked. Not responsible for gathering the records, nor
//! for opening it: see `read/index_file`.
//!
//! Features have every property, blank ones as null, each of its column's kind; an id that was met before, or that a record
//! lacks, is made one.

use std::collections::{HashMap, HashSet};
use std::io::Write;

use geo_types::Geometry;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::Value;

use crate::collection::card::{CollectionCard, ColumnCard};
use crate::collection::column::{Cell, Values, ValuesBuilder};
use crate::collection::span::Span;
use crate::io::counted::counted;
use crate::io::index_layout::{
    CARD, CELLS, DRAWN, END_MAGIC, ENDS, Entry, HEAD_BYTES, ID_ENDS, IDS, MAGIC, Name, POINTS, SPANS, TEXT, VERSION,
    WKB, WORD_ENDS, WORDS, checksum, of_column,
};
use crate::io::json::{push_json, push_number, push_text};
use crate::io::write::error::WriteError;
use crate::io::write::geojson::push_geometry;
use crate::io::write::sheet::curve::{corners, countable};
use crate::io::write::sheet::datum::Datum;
use crate::io::write::sheet::times::{TimeColumns, day_number};
use crate::io::write::sheet::whole::{Column, ColumnKind, Sheet, SheetRecord};
use crate::model::dates::{DateCoding, DatePrecision};
use crate::model::profile::role_columns::is_called;
use crate::model::when::{WhenColumns, Written, date_columns, last_columns};
use crate::model::written_date::{DateOrder, OrderEvidence};

/// Bytes of text written together.
const TOGETHER_BYTES: usize = 256 << 10;

/// Writes all records of `sheet`; says what could not be held as it was.
///
/// # Cost
/// Memory: 80 bytes a record, 8 bytes a cell and every word of a column once; the text goes out as it is made.
pub(in crate::io::write) fn write(sheet: &mut Sheet, out: &mut dyn Write) -> Result<Vec<String>, WriteError> {
    countable(sheet)?;
    let target = sheet.options.target.clone();
    let failed = |source| WriteError::from_io(&target, source);
    let mut sections = Sections { out, at: 0, entries: Vec::new() };
    sections.raw(MAGIC).and_then(|()| sections.raw(&VERSION.to_le_bytes())).map_err(failed)?;
    let when = WhenColumns { order: order_of_days(sheet)?, ..WhenColumns::default() };
    let mut held = Held::new(sheet, when);
    let mut text = TextSection::new(&mut sections);
    sheet.each(&mut |record| {
        held.take(record);
        text.push(&held.feature).map_err(failed)
    })?;
    text.end().map_err(failed)?;
    let told = held.told();
    held.sections(&mut sections).and_then(|()| sections.end()).map_err(failed)?;
    Ok(told)
}

/// Sections on their way out.
struct Sections<'o> {
    out: &'o mut dyn Write,
    at: u64,
    entries: Vec<Entry>,
}

impl Sections<'_> {
    fn raw(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.out.write_all(bytes)?;
        self.at += bytes.len() as u64;
        Ok(())
    }

    fn section(&mut self, name: Name, bytes: &[u8]) -> std::io::Result<()> {
        self.entries.push(Entry { name, start: self.at, length: bytes.len() as u64, checksum: checksum(bytes) });
        self.raw(bytes)
    }

    fn end(&mut self) -> std::io::Result<()> {
        let mut bytes = Vec::new();
        for entry in &self.entries {
            entry.push(&mut bytes);
        }
        let last = [self.at, self.entries.len() as u64, checksum(&bytes)];
        bytes.extend(last.into_iter().flat_map(u64::to_le_bytes));
        bytes.extend(END_MAGIC);
        self.raw(&bytes)
    }
}

/// The text of all features, as it goes out.
struct TextSection<'s, 'o> {
    sections: &'s mut Sections<'o>,
    waiting: Vec<u8>,
    length: u64,
    sum: flate2::Crc,
}

impl<'s, 'o> TextSection<'s, 'o> {
    fn new(sections: &'s mut Sections<'o>) -> Self {
        debug_assert_eq!(sections.at, HEAD_BYTES as u64);
        Self { sections, waiting: Vec::new(), length: 0, sum: flate2::Crc::new() }
    }

    fn push(&mut self, feature: &[u8]) -> std::io::Result<()> {
        self.waiting.extend_from_slice(feature);
        self.waiting.push(b'\n');
        if self.waiting.len() < TOGETHER_BYTES { Ok(()) } else { self.flush() }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.sum.update(&self.waiting);
        self.length += self.waiting.len() as u64;
        self.sections.raw(&self.waiting)?;
        self.waiting.clear();
        Ok(())
    }

    fn end(mut self) -> std::io::Result<()> {
        self.flush()?;
        let checksum = u64::from(self.sum.sum());
        self.sections.entries.push(Entry { name: TEXT, start: HEAD_BYTES as u64, length: self.length, checksum });
        Ok(())
    }
}

/// What is held of all records until the last one.
struct Held {
    card: CollectionCard,
    /// Columns of the sheet that are none of the features: ids that no property holds.
    shift: usize,
    columns: Vec<ValuesBuilder>,
    when: WhenColumns,
    /// Names of columns that tell of time, and which those are.
    said_in: Vec<(&'static str, usize)>,
    /// The record that was taken last, as text.
    feature: Vec<u8>,
    text_at: u64,
    ends: Vec<u64>,
    ids: String,
    id_ends: Vec<u64>,
    met_ids: HashSet<Box<str>>,
    made_ids: u64,
    /// Up to which number each id that was met again has been counted.
    counts: HashMap<Box<str>, u64>,
    points: Vec<f64>,
    drawn: Vec<u8>,
    wkb: Vec<u8>,
    spans: Vec<i64>,
}

impl Held {
    fn new(sheet: &Sheet, when: WhenColumns) -> Self {
        let shift = usize::from(sheet.has_loose_ids());
        let own = &sheet.columns[shift..];
        let times = TimeColumns::of(own);
        let cards = own.iter().map(|column| ColumnCard { name: column.name.clone(), kind: column.kind });
        let card = CollectionCard {
            name: sheet.layer_name(),
            metadata: sheet.metadata().cloned().unwrap_or(Value::Null),
            columns: cards.collect(),
            id_column: sheet.id_column.and_then(|column| column.checked_sub(shift)),
            time_columns: times.first.or(times.last).map(|first| [first, times.last.unwrap_or(first)]),
        };
        Self {
            columns: own.iter().map(|column| ValuesBuilder::new(column.kind)).collect(),
            card,
            shift,
            when,
            said_in: said_in(own),
            feature: Vec::new(),
            text_at: 0,
            ends: Vec::new(),
            ids: String::new(),
            id_ends: Vec::new(),
            met_ids: HashSet::new(),
            made_ids: 0,
            counts: HashMap::new(),
            points: Vec::new(),
            drawn: Vec::new(),
            wkb: Vec::new(),
            spans: Vec::new(),
        }
    }

    fn take(&mut self, record: &SheetRecord) {
        let geometry = record.geometry();
        let cells = &record.cells[self.shift..];
        self.feature.clear();
        self.feature.extend_from_slice(br#"{"type":"Feature","id":"#);
        self.push_id(record);
        self.feature.extend_from_slice(br#","geometry":"#);
        match &geometry {
            Some(geometry) => push_geometry(&mut self.feature, geometry, None),
            None => self.feature.extend_from_slice(b"null"),
        }
        self.feature.extend_from_slice(br#","properties":{"#);
        for (number, (column, cell)) in self.card.columns.iter().zip(cells).enumerate() {
            if number > 0 {
                self.feature.push(b',');
            }
            push_text(&mut self.feature, &column.name);
            self.feature.push(b':');
            push_datum(&mut self.feature, cell);
        }
        self.feature.extend_from_slice(b"}}");
        self.text_at += self.feature.len() as u64;
        self.ends.push(self.text_at);
        self.text_at += 1;
        for (values, cell) in self.columns.iter_mut().zip(cells) {
            values.push(packed(cell));
        }
        self.place(geometry.as_ref(), record.wkb);
        let span = self.time(cells);
        self.spans.extend([span.first_s, span.last_s]);
    }

    /// When a record was, as its columns and the code of its dataset say: to the second where the columns that tell its days hold
    /// moments.
    fn time(&self, cells: &[Datum]) -> Span {
        let cell = |name: &str| {
            let (_, at) = self.said_in.iter().find(|(known, _)| *known == name)?;
            cells.get(*at)
        };
        let said = |name: &str| Some(written(cell(name)?));
        let deciding = self.when.deciding(&said);
        let ends_itself = deciding[1].is_none();
        let [first, last] = deciding.map(|column| match cell(column?)? {
            Datum::Moment(moment) => Some(*moment),
            _ => None,
        });
        let Some(span) = self.when.span(&said) else {
            // an end before the beginning is none
            return first.map_or(Span::UNKNOWN, |first| Span::moment(first.as_second()));
        };
        // a code that makes a week or a month of a day leaves nothing of its hour
        let is_exact = matches!(span.precision, DatePrecision::Day | DatePrecision::Span);
        let within = |moment: Option<Timestamp>, day: Option<Date>| {
            let moment = moment.filter(|moment| is_exact && day == Some(TimeZone::UTC.to_datetime(*moment).date()))?;
            Some(moment.as_second())
        };
        let first_s = within(first, span.start);
        let last_s = match first_s {
            Some(first_s) if ends_itself && span.end.is_some() => Some(first_s),
            _ => within(last, span.end),
        };
        let days = Span {
            first_s: span.start.map_or(i64::MIN, |day| Span::day(day_number(day)).first_s),
            last_s: span.end.map_or(i64::MAX, |day| Span::day(day_number(day)).last_s),
        };
        let first_s = first_s.unwrap_or(days.first_s);
        Span { first_s, last_s: last_s.unwrap_or(days.last_s).max(first_s) }
    }

    fn push_id(&mut self, record: &SheetRecord) {
        let own = record.id.filter(|id| !id.is_empty() && !self.met_ids.contains(*id));
        let id = own.map_or_else(|| self.made_id(record), str::to_owned);
        let is_number = record.id_is_number && own.is_some() && serde_json::from_str::<i64>(&id).is_ok();
        if is_number {
            self.feature.extend_from_slice(id.as_bytes());
        } else {
            push_text(&mut self.feature, &id);
        }
        self.ids.push_str(&id);
        self.id_ends.push(self.ids.len() as u64);
        self.met_ids.insert(id.into());
    }

    /// An id that no record before had: `7~2` for the second that is called `7`, `row-7` for the seventh, which has none.
    fn made_id(&mut self, record: &SheetRecord) -> String {
        self.made_ids += 1;
        let stem =
            record.id.filter(|id| !id.is_empty()).map_or_else(|| format!("row-{}", record.number + 1), str::to_owned);
        if !self.met_ids.contains(stem.as_str()) {
            return stem;
        }
        // ids stay, so what was taken for one record is taken for all that follow
        let count = self.counts.entry(stem.as_str().into()).or_insert(1);
        loop {
            *count += 1;
            let id = format!("{stem}~{count}");
            if !self.met_ids.contains(id.as_str()) {
                return id;
            }
        }
    }

    fn place(&mut self, geometry: Option<&Geometry<f64>>, wkb: Option<&[u8]>) {
        if let Some(Geometry::Point(point)) = geometry {
            self.points.extend([point.x(), point.y()]);
            return;
        }
        self.points.extend([f64::NAN; 2]);
        let (Some(around), Some(wkb)) = (geometry.and_then(corners), wkb) else { return };
        let start = self.wkb.len() as u64;
        self.wkb.extend_from_slice(wkb);
        let number = self.ends.len() as u64 - 1;
        self.drawn.extend(number.to_le_bytes());
        self.drawn.extend(around.into_iter().flat_map(f64::to_le_bytes));
        self.drawn.extend([start, self.wkb.len() as u64].into_iter().flat_map(u64::to_le_bytes));
    }

    fn told(&self) -> Vec<String> {
        let made = (self.made_ids > 0)
            .then(|| counted(self.made_ids, "record had no id of its own", "records had no id of their own"));
        made.map(|made| format!("{made} and got one, such as row-7 or 7~2")).into_iter().collect()
    }

    fn sections(self, sections: &mut Sections) -> std::io::Result<()> {
        let mut card = Vec::new();
        push_json(&mut card, &self.card);
        sections.section(CARD, &card)?;
        sections.section(ENDS, &bytes_of(&self.ends, u64::to_le_bytes))?;
        sections.section(IDS, self.ids.as_bytes())?;
        sections.section(ID_ENDS, &bytes_of(&self.id_ends, u64::to_le_bytes))?;
        sections.section(POINTS, &bytes_of(&self.points, f64::to_le_bytes))?;
        sections.section(DRAWN, &self.drawn)?;
        sections.section(WKB, &self.wkb)?;
        sections.section(SPANS, &bytes_of(&self.spans, i64::to_le_bytes))?;
        for (number, values) in self.columns.into_iter().enumerate() {
            let name = of_column(CELLS, number);
            match values.build() {
                Values::Flags(cells) => sections.section(name, &cells)?,
                Values::Wholes(cells) | Values::Moments(cells) => {
                    sections.section(name, &bytes_of(&cells, i64::to_le_bytes))?;
                }
                Values::Reals(cells) => sections.section(name, &bytes_of(&cells, f64::to_le_bytes))?,
                Values::Days(cells) => sections.section(name, &bytes_of(&cells, i32::to_le_bytes))?,
                Values::Texts(words, cells) => {
                    sections.section(name, &bytes_of(&cells, u32::to_le_bytes))?;
                    sections.section(of_column(WORDS, number), words.text.as_bytes())?;
                    sections.section(of_column(WORD_ENDS, number), &bytes_of(&words.ends, u64::to_le_bytes))?;
                }
            }
        }
        Ok(())
    }
}

fn bytes_of<T: Copy, const N: usize>(numbers: &[T], bytes: fn(T) -> [u8; N]) -> Vec<u8> {
    numbers.iter().flat_map(|number| bytes(*number)).collect()
}

fn push_datum(out: &mut Vec<u8>, datum: &Datum) {
    match datum {
        Datum::Blank => out.extend_from_slice(b"null"),
        Datum::Flag(flag) => push_json(out, flag),
        Datum::Whole(number) => push_json(out, number),
        Datum::Real(number) => push_number(out, *number),
        Datum::Date(day) => push_text(out, &day.to_string()),
        Datum::Moment(moment) => push_text(out, &moment.to_string()),
        Datum::Text(text) => push_text(out, text),
        Datum::Nested(json) => out.extend_from_slice(json.as_bytes()),
    }
}

fn packed<'d>(datum: &'d Datum) -> Cell<'d> {
    match datum {
        Datum::Blank => Cell::Blank,
        Datum::Flag(flag) => Cell::Flag(*flag),
        Datum::Whole(number) => Cell::Whole(*number),
        Datum::Real(number) => Cell::Real(*number),
        Datum::Date(day) => Cell::Day(day_number(*day)),
        Datum::Moment(moment) => Cell::Moment(moment.as_microsecond()),
        Datum::Text(text) => Cell::Text(text),
        Datum::Nested(json) => Cell::Nested(json),
    }
}

/// The names of columns that tell of time, and which those are among `columns`.
fn said_in(columns: &[Column]) -> Vec<(&'static str, usize)> {
    let usual = date_columns().iter().chain(last_columns()).map(String::as_str);
    let found = |name: &'static str| Some((name, columns.iter().position(|column| is_called(&column.name, name))?));
    usual.chain(DateCoding::COLUMNS).filter_map(found).collect()
}

/// A moment as it is, anything else as its text.
fn written<'d>(datum: &'d Datum) -> Written<'d> {
    match datum {
        Datum::Blank | Datum::Flag(_) | Datum::Nested(_) => Written::Nothing,
        Datum::Whole(_) | Datum::Real(_) => datum.text().map_or(Written::Nothing, Written::Number),
        Datum::Date(_) | Datum::Moment(_) | Datum::Text(_) => datum.text().map_or(Written::Nothing, Written::Text),
    }
}

/// Which number of `03/04/2023` is the day, as all texts of columns of dates tell together; `None` where they tell nothing.
fn order_of_days(sheet: &mut Sheet) -> Result<Option<DateOrder>, WriteError> {
    let is_date =
        |column: &Column| date_columns().iter().chain(last_columns()).any(|name| is_called(&column.name, name));
    let of_text = |(at, column): (usize, &Column)| (column.kind == ColumnKind::Text && is_date(column)).then_some(at);
    let columns: Vec<usize> = sheet.columns.iter().enumerate().filter_map(of_text).collect();
    if columns.is_empty() {
        return Ok(None);
    }
    let mut evidence = OrderEvidence::default();
    sheet.each(&mut |record| {
        for text in columns.iter().filter_map(|&column| record.cells.get(column)?.text()) {
            evidence.look(&text);
        }
        Ok(())
    })?;
    // texts that contradict each other tell nothing
    Ok(evidence.order().unwrap_or(None))
}
