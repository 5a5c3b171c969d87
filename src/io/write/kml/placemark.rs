//! One record as a placemark. Not responsible for folders.

use std::collections::HashSet;

use geo_types::{Geometry, Polygon};

use crate::geometry::antimeridian::split;
use crate::geometry::circle::circle;
use crate::io::counted::counted;
use crate::io::mark::is_a_place;
use crate::io::write::kml::document::{Cells, Layout, OWN_ID, SCHEMA_ID};
use crate::io::write::kml::shapes;
use crate::io::write::kml::shelves::Shelves;
use crate::io::write::sheet::datum::Datum;
use crate::io::write::sheet::whole::SheetRecord;
use crate::io::write::xml::XmlText;
use crate::lonlat::LonLat;
use crate::model::crosswalk::Coded;
use crate::units::Metres;

/// Corners of a circle: one each 10°, which leaves out 0.4 % of the radius at most.
const CIRCLE_CORNERS: u32 = 36;
/// Decimals of its corners: a ten-thousandth of the smallest radius that anyone states, 10 cm.
const CIRCLE_DIGITS: u8 = 6;
/// A larger circle says no more than that a place is not known.
const CIRCLE_MAX: Metres = Metres::from_km(2_000.0);
/// What ids begin with that are made of a record's number.
const MADE_ID: &str = "record-";

/// What stands before ids that begin as no id of XML may, such as numbers.
const PREFIX: &str = "r-";

/// What is to be told of the whole.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Told {
    pub(super) lossy_texts: u64,
    made_ids: u64,
    circles: u64,
    no_circles: u64,
}

impl Told {
    /// A sentence for each thing that is not as it was.
    pub(super) fn sentences(&self, shelves: &Shelves) -> Vec<String> {
        let sentence = |count: u64, [one, many]: [&str; 2], text: &str| {
            (count > 0).then(|| format!("{} {text}", counted(count, one, many)))
        };
        [
            sentence(
                shelves.unlocated() as u64,
                ["record has no location:", "records have no location:"],
                "listed in the file, and drawn nowhere",
            ),
            sentence(
                self.circles,
                ["point has", "points have"],
                "the circle of its radius drawn round it; sarhad reads it back as a point",
            ),
            sentence(
                self.no_circles,
                ["circle is too large or crosses", "circles are too large or cross"],
                "the antimeridian and not drawn; the radius is told",
            ),
            sentence(
                self.made_ids,
                ["id is not fit for XML or stands", "ids are not fit for XML or stand"],
                "twice: the id of the placemark is made, and the column has its own",
            ),
            sentence(self.lossy_texts, ["text", "texts"], "lost control characters, which XML cannot hold"),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// Writes placemarks.
pub(super) struct Placemarks<'a> {
    layout: &'a Layout,
    digits: Option<u8>,
    /// Ids that have been given.
    ids: HashSet<Box<str>>,
    pub(super) told: Told,
}

/// What is drawn of a record.
struct Drawn {
    geometry: Geometry<f64>,
    circle: Option<Polygon<f64>>,
    style: &'static str,
}

impl<'a> Placemarks<'a> {
    pub(super) fn new(layout: &'a Layout, digits: Option<u8>) -> Self {
        Self { layout, digits, ids: HashSet::new(), told: Told::default() }
    }

    /// Writes the placemark of `record`.
    pub(super) fn push(&mut self, record: &SheetRecord, xml: &mut XmlText) {
        let cells = |column: usize| record.cells.get(column)?.text();
        let marks = &self.layout.marks;
        let mark = marks.mark(&cells);
        let drawn = record.geometry().map(|geometry| self.drawn(geometry, marks.placing(&cells)));
        xml.raw("<Placemark");
        xml.attribute("id", &self.id(record));
        xml.raw(">\n");
        // these are made of columns, of which what is lost is told once
        let lossy = xml.lossy_texts;
        if let Some(name) = &mark.name {
            xml.element("name", name);
        }
        if !mark.line.is_empty() {
            xml.raw("<Snippet maxLines=\"2\">");
            xml.text(&mark.line);
            xml.raw("</Snippet>\n");
        }
        let description = mark.html();
        if !description.is_empty() {
            xml.element("description", &description);
        }
        xml.lossy_texts = lossy;
        let time = marks.time(&cells);
        if let Some(only) = time.only() {
            xml.raw("<TimeStamp><when>");
            xml.text(only);
            xml.raw("</when></TimeStamp>\n");
        } else if time.begin.is_some() || time.end.is_some() {
            xml.raw("<TimeSpan>");
            for (tag, text) in [("begin", &time.begin), ("end", &time.end)] {
                if let Some(text) = text {
                    xml.raw(&format!("<{tag}>"));
                    xml.text(text);
                    xml.raw(&format!("</{tag}>"));
                }
            }
            xml.raw("</TimeSpan>\n");
        }
        if let Some(drawn) = &drawn {
            xml.raw("<styleUrl>#");
            xml.raw(OWN_ID);
            xml.raw(drawn.style);
            xml.raw("</styleUrl>\n");
        }
        self.data(record, xml);
        if let Some(drawn) = &drawn {
            self.shape(drawn, xml);
        }
        xml.raw("</Placemark>\n");
    }

    fn data(&self, record: &SheetRecord, xml: &mut XmlText) {
        let (opening, closing, [cell_opens, cell_closes]) = match self.layout.cells {
            Cells::Typed => (
                format!("<SchemaData schemaUrl=\"#{SCHEMA_ID}\">\n"),
                "</SchemaData>",
                ["SimpleData", "</SimpleData>\n"],
            ),
            Cells::Named => ("\n".to_owned(), "", ["Data", "</value></Data>\n"]),
        };
        xml.raw("<ExtendedData>");
        xml.raw(&opening);
        for (name, cell) in self.layout.names.iter().zip(&record.cells) {
            let text = match (cell, self.layout.cells) {
                (Datum::Blank, _) => continue,
                // a flag of XML Schema
                (Datum::Flag(flag), Cells::Typed) => (if *flag { "1" } else { "0" }).into(),
                (cell, _) => cell.text().unwrap_or_default(),
            };
            xml.raw("<");
            xml.raw(cell_opens);
            xml.attribute("name", name);
            xml.raw(if self.layout.cells == Cells::Typed { ">" } else { "><value>" });
            xml.text(&text);
            xml.raw(cell_closes);
        }
        xml.raw(closing);
        xml.raw("</ExtendedData>\n");
    }

    fn shape(&self, drawn: &Drawn, xml: &mut XmlText) {
        if let Some(circle) = &drawn.circle {
            xml.raw("<MultiGeometry>");
            shapes::push(xml, &drawn.geometry, self.digits);
            shapes::push_polygon(xml, circle, Some(CIRCLE_DIGITS));
            xml.raw("</MultiGeometry>");
        } else {
            shapes::push(xml, &drawn.geometry, self.digits);
        }
        xml.raw("\n");
    }

    /// What is drawn where a record is placed so: a point that stands for an area is not drawn like a place.
    fn drawn(&mut self, geometry: Geometry<f64>, placing: Option<Coded>) -> Drawn {
        let is_place = placing.is_none_or(|placing| is_a_place(placing.precision));
        let style = match (is_place, placing) {
            (false, _) => "stand-in",
            (true, None) => "unstated",
            (true, Some(Coded { radius: Some(_), .. })) => "radius",
            (true, Some(_)) => "exact",
        };
        let Geometry::Point(point) = geometry else {
            let style = match geometry {
                Geometry::LineString(_) | Geometry::MultiLineString(_) => "stretch",
                Geometry::MultiPoint(_) => style,
                _ => "area",
            };
            return Drawn { geometry, circle: None, style };
        };
        let radius = placing.and_then(|placing| placing.radius).filter(|radius| is_place && *radius > Metres::ZERO);
        let circle = radius.and_then(|radius| {
            let around = (radius <= CIRCLE_MAX).then(|| LonLat::new(point.x(), point.y()).ok()).flatten();
            let drawn = around.map(|at| circle(at, radius, CIRCLE_CORNERS));
            drawn.filter(|drawn| split(&Geometry::Polygon(drawn.clone())).is_none())
        });
        self.told.circles += u64::from(circle.is_some());
        self.told.no_circles += u64::from(radius.is_some() && circle.is_none());
        Drawn { geometry, circle, style }
    }

    /// The record's id where XML takes it, or takes it behind [`PREFIX`], and no other has it; else one made of its number.
    fn id(&mut self, record: &SheetRecord) -> String {
        let plain = |id: &str| is_fit(id).then(|| id.to_owned());
        let prefixed = |id: &str| Some(format!("{PREFIX}{id}")).filter(|id| is_fit(id));
        if let Some(id) = record.id.and_then(|id| plain(id).or_else(|| prefixed(id)))
            && self.ids.insert(id.as_str().into())
        {
            return id;
        }
        self.told.made_ids += u64::from(record.id.is_some());
        format!("{MADE_ID}{}", record.number + 1)
    }
}

/// Whether `id` may be one of XML, in ASCII, and is none of ours.
fn is_fit(id: &str) -> bool {
    let mut bytes = id.bytes();
    let begins = bytes.next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_');
    begins
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
        && ![OWN_ID, MADE_ID].iter().any(|own| id.starts_with(own))
}
