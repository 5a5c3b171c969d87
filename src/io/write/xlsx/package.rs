//! The archive that a workbook is, and its parts that are the same in all of them. Not responsible for sheets.

use std::fmt::Write as _;
use std::io::{self, Write};

use zip::CompressionMethod;
use zip::result::ZipError;
use zip::write::{SimpleFileOptions, StreamWriter, ZipWriter};

use crate::io::write::xlsx::grid::escaped;

/// How hard parts are packed, of 9: harder takes twice as long for a tenth less.
const LEVEL: i64 = 4;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const MEDIA: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// The styles, by their numbers in [`Style`](crate::io::write::xlsx::grid::Style): as it is, headings, days, moments, text,
/// text from right to left. Text keeps being text when its cell is edited: format 49 is `@`.
const STYLES: &str = concat!(
    r#"<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/>"#,
    r#"<numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/></numFmts>"#,
    r#"<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>"#,
    r#"<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>"#,
    r#"<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>"#,
    r#"<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"#,
    r#"<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>"#,
    r#"<cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>"#,
    r#"<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>"#,
    r#"<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>"#,
    r#"<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>"#,
    r#"<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>"#,
    r#"<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">"#,
    r#"<alignment horizontal="right" readingOrder="2"/></xf></cellXfs>"#,
    r#"<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>"#,
);

/// A workbook in the making.
pub(super) struct Package<'o> {
    zip: ZipWriter<StreamWriter<&'o mut dyn Write>>,
    sheets: usize,
}

impl<'o> Package<'o> {
    /// A workbook with sheets of these `names`, which are to be written in this order.
    pub(super) fn begun(out: &'o mut dyn Write, names: &[&str]) -> io::Result<Self> {
        let mut package = Self { zip: ZipWriter::new_stream(out), sheets: 0 };
        package.part("[Content_Types].xml", &content_types(names))?;
        let office = format!(r#"<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>"#);
        package.part("_rels/.rels", &relations(&office))?;
        package.part("xl/workbook.xml", &workbook(names))?;
        package.part("xl/_rels/workbook.xml.rels", &relations(&workbook_parts(names.len())))?;
        package.part("xl/styles.xml", &format!(r#"<styleSheet xmlns="{MAIN}">{STYLES}</styleSheet>"#))?;
        Ok(package)
    }

    fn part(&mut self, name: &str, body: &str) -> io::Result<()> {
        self.start(name, LargeParts::No)?;
        self.zip.write_all(DECLARATION.as_bytes())?;
        self.zip.write_all(body.as_bytes())
    }

    fn start(&mut self, name: &str, large: LargeParts) -> io::Result<()> {
        // the earliest time that archives know: the same records are the same bytes
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(LEVEL))
            .last_modified_time(zip::DateTime::default())
            .large_file(large == LargeParts::Yes);
        self.zip.start_file(name, options).map_err(io_error)
    }

    /// Begins the next sheet; what is written up to the next one, or the end, is its XML.
    pub(super) fn next_sheet(&mut self, large: LargeParts) -> io::Result<()> {
        self.sheets += 1;
        self.start(&format!("xl/worksheets/sheet{}.xml", self.sheets), large)?;
        self.zip.write_all(DECLARATION.as_bytes())?;
        write!(self.zip, r#"<worksheet xmlns="{MAIN}">"#)
    }

    /// Ends the sheet at hand.
    pub(super) fn end_sheet(&mut self) -> io::Result<()> {
        self.zip.write_all(b"</worksheet>")
    }

    pub(super) fn finish(self) -> io::Result<()> {
        self.zip.finish().map(drop).map_err(io_error)
    }
}

impl Write for Package<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.zip.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether a part may take more than 4 GB before it is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LargeParts {
    Yes,
    No,
}

fn io_error(error: ZipError) -> io::Error {
    match error {
        ZipError::Io(error) => error,
        other => io::Error::other(other),
    }
}

fn content_types(names: &[&str]) -> String {
    let mut text = format!(r#"<Types xmlns="{TYPES}">"#);
    text.push_str(
        r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
    );
    text.push_str(r#"<Default Extension="xml" ContentType="application/xml"/>"#);
    let mut part = |name: &str, kind: &str| {
        let _ = write!(text, r#"<Override PartName="/xl/{name}.xml" ContentType="{MEDIA}.{kind}+xml"/>"#);
    };
    part("workbook", "sheet.main");
    part("styles", "styles");
    for number in 1..=names.len() {
        part(&format!("worksheets/sheet{number}"), "worksheet");
    }
    text.push_str("</Types>");
    text
}

fn relations(body: &str) -> String {
    format!(r#"<Relationships xmlns="{RELATIONS}">{body}</Relationships>"#)
}

fn workbook(names: &[&str]) -> String {
    let mut text = format!(r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>"#);
    for (number, name) in (1..).zip(names) {
        let _ = write!(text, r#"<sheet name="{}" sheetId="{number}" r:id="rId{number}"/>"#, escaped(name));
    }
    text.push_str("</sheets></workbook>");
    text
}

fn workbook_parts(sheets: usize) -> String {
    let mut text = String::new();
    let mut part = |number: usize, kind: &str, target: &str| {
        let _ = write!(text, r#"<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}.xml"/>"#);
    };
    for number in 1..=sheets {
        part(number, "worksheet", &format!("worksheets/sheet{number}"));
    }
    part(sheets + 1, "styles", "styles");
    text
}
