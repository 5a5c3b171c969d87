//! Waypoints of GPX 1.1: the records that are single places, for devices that lead there. Not responsible for gathering them.
//!
//! A record known only to an area, or placed along a line, or nowhere, is no place to be led to and is left out.
//!
//! # Source
//! Topografix, *GPX 1.1 Schema*.

use std::io::Write;

use geo_types::{Geometry, Point};
use serde_json::Value;

use crate::io::mark::{MarkColumns, is_a_place, is_web};
use crate::io::write::credit::{self, CREDIT};
use crate::io::write::error::WriteError;
use crate::io::write::sheet::datum::Datum;
use crate::io::write::sheet::whole::{ColumnKind, Sheet, SheetRecord};
use crate::io::write::xml::XmlText;

/// The namespace of our extensions, which hold every column.
pub(in crate::io) const NAMESPACE: &str = "urn:sarhad:record";
/// The extension that holds what the output tells of itself, as JSON.
pub(in crate::io) const METADATA: &str = "metadata";
/// The one that holds the columns' names, as JSON, and names that of the ids.
pub(in crate::io) const COLUMNS: &str = "columns";
/// The attribute of a cell whose element is not called as its column is.
pub(in crate::io) const COLUMN: &str = "column";
/// The attribute of a cell that is no text.
pub(in crate::io) const KIND: &str = "kind";

/// Why a record is no waypoint.
const LEFT_OUT: &str = "known only to an area, along a line, or without a location; GPX holds single places alone, KML and \
     GeoPackage hold all";

/// The word for a kind of cells; none for text.
pub(in crate::io) const fn kind_word(kind: ColumnKind) -> Option<&'static str> {
    Some(match kind {
        ColumnKind::Flag => "flag",
        ColumnKind::Whole => "whole",
        ColumnKind::Real => "real",
        ColumnKind::Date => "date",
        ColumnKind::Moment => "moment",
        ColumnKind::Nested => "nested",
        ColumnKind::Text => return None,
    })
}

/// Writes the records of `sheet` that are single places; says what could not be held as it was.
///
/// # Errors
/// [`WriteError::CannotHold`] where there are records and none is a single place.
pub(in crate::io::write) fn write(sheet: &mut Sheet, out: &mut dyn Write) -> Result<Vec<String>, WriteError> {
    let target = sheet.options.target.clone();
    let digits = sheet.options.digits.for_all();
    let mut xml = XmlText::new(out, &target);
    let waypoints = Waypoints::of(sheet);
    open(sheet, &mut xml);
    let (mut elsewhere, mut unstated) = (0_u64, 0_u64);
    sheet.each(&mut |record| {
        let cells = |column: usize| record.cells.get(column)?.text();
        let placing = waypoints.marks.placing(&cells);
        match record.geometry() {
            Some(Geometry::Point(at)) if placing.is_none_or(|placing| is_a_place(placing.precision)) => {
                waypoints.push(record, (at, digits), &mut xml);
                unstated += u64::from(placing.is_none());
            }
            _ => elsewhere += 1,
        }
        xml.send_some()
    })?;
    sheet.leave_out(elsewhere, LEFT_OUT)?;
    xml.raw("</gpx>\n");
    xml.send()?;
    let mut told = Vec::new();
    if unstated > 0 {
        told.push(format!("{unstated} waypoints stand for records that do not say how precisely they are placed"));
    }
    if xml.lossy_texts > 0 {
        told.push(format!("{} texts lost control characters, which XML cannot hold", xml.lossy_texts));
    }
    Ok(told)
}

/// Writes what stands before the first waypoint.
fn open(sheet: &Sheet, xml: &mut XmlText) {
    let metadata = sheet.metadata();
    xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.raw("<gpx version=\"1.1\" creator=\"sarhad\" xmlns=\"http://www.topografix.com/GPX/1/1\"");
    xml.attribute("xmlns:sarhad", NAMESPACE);
    xml.raw(">\n<metadata>\n");
    xml.element("name", &sheet.layer_name());
    let lines =
        |member: &'static str| credit::told(metadata, member).into_iter().map(move |text| format!("{member}: {text}"));
    let told: Vec<String> = CREDIT.iter().flat_map(|member| lines(member)).collect();
    if !told.is_empty() {
        xml.element("desc", &told.join("\n"));
    }
    let authors = credit::told(metadata, "attribution");
    if !authors.is_empty() {
        xml.raw("<copyright");
        xml.attribute("author", &authors.join("; "));
        xml.raw(">");
        // there is room for one licence, which must not seem to be that of all
        let urls = credit::told(metadata, "licence_url");
        if let [url] = urls[..]
            && is_web(url)
            && credit::told(metadata, "licence").len() <= 1
        {
            xml.element("license", url);
        }
        xml.raw("</copyright>\n");
    }
    xml.raw("<extensions>\n");
    if let Some(metadata) = metadata {
        xml.element("sarhad:metadata", &metadata.to_string());
    }
    let names: Value = sheet.columns.iter().map(|column| column.name.as_str()).collect();
    xml.raw("<sarhad:columns");
    if let Some(id) = sheet.id_column.and_then(|column| sheet.columns.get(column)) {
        xml.attribute("id", &id.name);
    }
    xml.raw(">");
    xml.text(&names.to_string());
    xml.raw("</sarhad:columns>\n</extensions>\n</metadata>\n");
}

/// How records become waypoints.
struct Waypoints {
    marks: MarkColumns,
    columns: Vec<ColumnTag>,
}

/// How the cells of a column are tagged.
struct ColumnTag {
    element: String,
    /// The column's name, where its element has another.
    name: Option<String>,
    kind: Option<&'static str>,
}

impl Waypoints {
    fn of(sheet: &Sheet) -> Self {
        let names: Vec<String> = sheet.columns.iter().map(|column| column.name.clone()).collect();
        let columns = sheet.columns.iter().map(|column| {
            let element = element_name(&column.name);
            let name = (element != column.name).then(|| column.name.clone());
            ColumnTag { element, name, kind: kind_word(column.kind) }
        });
        Self { marks: MarkColumns::of(&names, sheet.id_column), columns: columns.collect() }
    }

    fn push(&self, record: &SheetRecord, (at, digits): (Point<f64>, Option<u8>), xml: &mut XmlText) {
        let cells = |column: usize| record.cells.get(column)?.text();
        let mark = self.marks.mark(&cells);
        let placing = self.marks.placing(&cells);
        xml.raw("<wpt lat=\"");
        xml.degrees(at.y(), digits);
        xml.raw("\" lon=\"");
        xml.degrees(at.x(), digits);
        xml.raw("\">\n");
        // these are made of columns, of which what is lost is told once
        let lossy = xml.lossy_texts;
        // a day has no time, and midnight would be one
        if let Some(Datum::Moment(moment)) = self.marks.start().and_then(|column| record.cells.get(column)) {
            xml.element("time", &moment.to_string());
        }
        let [source, url] = self.marks.source(&cells);
        let texts = [
            ("name", mark.name_with_radius(placing)),
            ("cmt", Some(mark.line.clone())),
            ("desc", Some(mark.plain())),
            ("src", source),
        ];
        for (element, text) in texts {
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                xml.element(element, &text);
            }
        }
        if let Some(url) = url {
            xml.raw("<link");
            xml.attribute("href", &url);
            xml.raw("/>\n");
        }
        let is_near = placing.is_some_and(|placing| placing.radius.is_some());
        xml.element("sym", if is_near { "Circle, Blue" } else { "Flag, Blue" });
        if let Some(placing) = placing {
            xml.element("type", placing.precision.word());
        }
        xml.lossy_texts = lossy;
        self.extensions(record, xml);
        xml.raw("</wpt>\n");
    }

    fn extensions(&self, record: &SheetRecord, xml: &mut XmlText) {
        xml.raw("<extensions>\n");
        for (tag, cell) in self.columns.iter().zip(&record.cells) {
            let Some(text) = cell.text() else { continue };
            xml.raw("<sarhad:");
            xml.raw(&tag.element);
            for (attribute, value) in [(COLUMN, tag.name.as_deref()), (KIND, tag.kind)] {
                if let Some(value) = value {
                    xml.attribute(attribute, value);
                }
            }
            xml.raw(">");
            xml.text(&text);
            xml.raw("</sarhad:");
            xml.raw(&tag.element);
            xml.raw(">\n");
        }
        xml.raw("</extensions>\n");
    }
}

/// A name for elements that is as near to `name` as XML allows, in ASCII.
fn element_name(name: &str) -> String {
    let fit = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.') { c } else { '_' };
    let mut element: String = name.chars().map(fit).collect();
    if !element.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        element.insert(0, '_');
    }
    element
}
