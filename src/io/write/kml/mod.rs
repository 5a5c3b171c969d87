//! KML, and KMZ around it: a document with folders of years and a placemark a record. Not responsible for gathering the records,
//! nor for what marks say of them.
//!
//! # Source
//! OGC 07-147r2, *KML 2.2*.

mod document;
mod packed;
mod placemark;
mod shapes;
mod shelves;

pub(in crate::io) use document::{ID_COLUMN, JSON_SUFFIX, METADATA, SCHEMA_ID};

use std::io::Write;

use crate::io::write::error::WriteError;
use crate::io::write::format::OutputFormat;
use crate::io::write::kml::document::Layout;
use crate::io::write::kml::placemark::{Placemarks, Told};
use crate::io::write::kml::shelves::Shelves;
use crate::io::write::sheet::whole::Sheet;
use crate::io::write::xml::XmlText;

/// Writes all records of `sheet`; says what could not be held as it was.
///
/// # Cost
/// Two passes, and 8 bytes of memory a record beside those of the sheet; the text of each id and 16 more, for ids that are kept apart.
pub(in crate::io::write) fn write(sheet: &mut Sheet, out: &mut dyn Write) -> Result<Vec<String>, WriteError> {
    let shelves = Shelves::of(sheet)?;
    let told = if sheet.options.format == OutputFormat::Kmz {
        packed::write(sheet, out, |sheet, out| written(sheet, &shelves, out))?
    } else {
        written(sheet, &shelves, out)?
    };
    Ok(told.sentences(&shelves))
}

/// Writes the document.
fn written(sheet: &mut Sheet, shelves: &Shelves, out: &mut dyn Write) -> Result<Told, WriteError> {
    let target = sheet.options.target.clone();
    let mut xml = XmlText::new(out, &target);
    let layout = Layout::of(sheet, shelves);
    layout.open(&mut xml);
    let mut placemarks = Placemarks::new(&layout, sheet.options.digits.for_all());
    for (shelf, numbers) in shelves.shelves() {
        xml.raw("<Folder>\n");
        xml.element("name", &shelf.name());
        sheet.each_of(numbers, &mut |record| {
            placemarks.push(record, &mut xml);
            xml.send_some()
        })?;
        xml.raw("</Folder>\n");
    }
    xml.raw("</Document>\n</kml>\n");
    xml.send()?;
    let mut told = placemarks.told;
    told.lossy_texts = xml.lossy_texts;
    Ok(told)
}
