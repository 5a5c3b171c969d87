//! What a file is, from its name and first bytes. Not responsible for reading it.

use crate::io::index_layout::MAGIC;
use crate::io::read::encoding::Encoding;
use crate::io::read::escape::Quoted;
use crate::io::read::options::InputFormat;
use crate::io::read::what::What;

/// What the first bytes say about the encoding.
pub(super) enum Mark {
    /// The byte order mark of UTF-8.
    Utf8,
    /// A byte order mark of UTF-16.
    ByteOrder(Encoding),
    /// Every other byte is zero, without a mark.
    Utf16 { label: &'static str },
    /// Not text at all.
    Foreign { found: &'static str, expected: &'static str },
    /// Nothing: UTF-8 is assumed.
    None,
}

/// What belongs there instead, and how to get it.
const TEXT: &str = "text";
const UNPACKED: &str = "text; unpack it";
const CONVERTED: &str = "text; convert it, as ogr2ogr -f GeoJSON out.geojson does";
/// Where a file's name says another thing than its bytes.
const AS_NAMED: &str = "what its name says; name it .kml or .gpx, or say so with --input-format";
/// Where the file itself says what it opens.
const OF_A_PROJECT: &str = "records; read the data that it opens, such as the .gpkg beside it";
/// What is drawn more coarsely when it is small.
const OF_TILES: &str = "records; tiles are drawn coarser than what they were made of, so convert that";
const SAVED: &str = "text; save the sheet as .xlsx or CSV";

/// Signatures of formats that people hand over by mistake, and what belongs there instead.
const SIGNATURES: &[(&[u8], &str, &str)] = &[
    (b"PK\x03\x04", "a ZIP archive", UNPACKED),
    (b"PK\x05\x06", "an empty ZIP archive", TEXT),
    (b"\x1f\x8b", "gzip", UNPACKED),
    (b"BZh", "bzip2", UNPACKED),
    (b"\xfd7zXZ\x00", "xz", UNPACKED),
    (b"\x28\xb5\x2f\xfd", "zstd", UNPACKED),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", UNPACKED),
    (b"Rar!\x1a\x07", "a RAR archive", UNPACKED),
    (b"SQLite format 3\0", "a GeoPackage or another SQLite database", CONVERTED),
    (b"PAR1", "Parquet", CONVERTED),
    (b"fgb\x03", "FlatGeobuf", CONVERTED),
    (b"\x00\x00\x27\x0a", "a shapefile", CONVERTED),
    (b"PMTiles\x03", "a PMTiles archive of map tiles", OF_TILES),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", TEXT),
    (b"\xff\xd8\xff", "a JPEG image", TEXT),
    (b"GIF87a", "a GIF image", TEXT),
    (b"GIF89a", "a GIF image", TEXT),
    (b"II*\0", "a TIFF image", TEXT),
    (b"MM\0*", "a TIFF image", TEXT),
    (b"%PDF-", "a PDF document", TEXT),
    (b"\xff\xfe\x00\x00", "UTF-32", "UTF-8; save it anew"),
    (b"\x00\x00\xfe\xff", "UTF-32", "UTF-8; save it anew"),
    (b"\xd0\xcf\x11\xe0", "an old spreadsheet or document", SAVED),
];

/// Names of a ZIP archive's first entry, which stand at this byte, and what the archive then is.
const ZIP_NAME_AT: usize = 30;
const ZIPPED: &[(&[u8], &str, &str)] = &[
    (b"[Content_Types].xml", "an .xlsx workbook or another Office document", TEXT),
    (b"_rels/", "an .xlsx workbook or another Office document", TEXT),
    (b"docProps/", "an .xlsx workbook or another Office document", TEXT),
    (b"xl/", "an .xlsx workbook", TEXT),
    (b"mimetypeapplication/vnd.oasis.opendocument", "an .ods spreadsheet or another OpenDocument", SAVED),
    (b"doc.kml", "a KMZ archive", CONVERTED),
];

/// Names of parts with which workbooks begin.
const WORKBOOK_PARTS: [&[u8]; 4] = [b"[Content_Types].xml", b"_rels/", b"docProps/", b"xl/"];

const EXTENSIONS: &[(&str, InputFormat)] = &[
    ("geojson", InputFormat::GeoJson),
    ("json", InputFormat::GeoJson),
    ("geojsonl", InputFormat::GeoJsonSeq),
    ("geojsons", InputFormat::GeoJsonSeq),
    ("geojsonseq", InputFormat::GeoJsonSeq),
    ("ndgeojson", InputFormat::GeoJsonSeq),
    ("ndjson", InputFormat::GeoJsonSeq),
    ("jsonl", InputFormat::GeoJsonSeq),
    ("csv", InputFormat::Csv),
    ("tsv", InputFormat::Tsv),
    ("tab", InputFormat::Tsv),
    ("xlsx", InputFormat::Xlsx),
    ("xlsm", InputFormat::Xlsx),
    ("gpkg", InputFormat::GeoPackage),
    ("fgb", InputFormat::FlatGeobuf),
    ("parquet", InputFormat::GeoParquet),
    ("geoparquet", InputFormat::GeoParquet),
    ("kml", InputFormat::Kml),
    ("kmz", InputFormat::Kmz),
    ("gpx", InputFormat::Gpx),
    ("shp", InputFormat::Shapefile),
    ("sarhad", InputFormat::Index),
];

/// The extensions by which `format` is known, the usual one first; none where another format has them.
pub(in crate::io) fn extensions(format: InputFormat) -> impl Iterator<Item = &'static str> {
    EXTENSIONS.iter().filter(move |(_, known)| *known == format).map(|(extension, _)| *extension)
}

/// First bytes of formats that are no text and are read at places of their own choice.
const WHOLE: &[(&[u8], InputFormat)] = &[
    (b"SQLite format 3\0", InputFormat::GeoPackage),
    (b"fgb\x03", InputFormat::FlatGeobuf),
    (b"PAR1", InputFormat::GeoParquet),
    (b"\x00\x00\x27\x0a", InputFormat::Shapefile),
    (MAGIC, InputFormat::Index),
];

/// The format that is no text and is read at places of its own choice, if `head` begins such a file, or one was asked for.
pub(super) fn whole(head: &[u8], name: &str, asked: Option<InputFormat>) -> Option<InputFormat> {
    let is_whole = |format: &InputFormat| {
        let others = [InputFormat::Kmz];
        WHOLE.iter().any(|(_, whole)| whole == format) || others.contains(format)
    };
    if let Some(asked) = asked {
        return Some(asked).filter(is_whole);
    }
    let signed = WHOLE.iter().find(|(signature, _)| head.starts_with(signature)).map(|(_, format)| *format);
    signed.or_else(|| zipped(head, name)).or_else(|| format_named(name).filter(is_whole))
}

/// What a ZIP archive holds, by its name and its first entry.
fn zipped(head: &[u8], name: &str) -> Option<InputFormat> {
    if !is_zip(head) || is_workbook(head) {
        return None;
    }
    let entry = head.get(ZIP_NAME_AT..).unwrap_or_default();
    let holds_kml = entry.starts_with(b"doc.kml") || format_named(name) == Some(InputFormat::Kmz);
    if holds_kml {
        return Some(InputFormat::Kmz);
    }
    (name.rsplit('.').next() == Some("zip")).then_some(InputFormat::Shapefile)
}

pub(super) fn is_gzip(head: &[u8]) -> bool {
    head.starts_with(b"\x1f\x8b")
}

/// Whether these are the first bytes of a ZIP archive.
pub(super) fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04")
}

/// Whether these are the first bytes of a workbook, or of another document of its family.
pub(super) fn is_workbook(head: &[u8]) -> bool {
    let name = head.get(ZIP_NAME_AT..).filter(|_| is_zip(head)).unwrap_or_default();
    WORKBOOK_PARTS.iter().any(|part| name.starts_with(part))
}

/// What the first bytes say about the encoding, or that this is no text.
pub(super) fn mark(head: &[u8]) -> Mark {
    let zipped = || {
        let name = head.get(ZIP_NAME_AT..).filter(|_| head.starts_with(b"PK\x03\x04"))?;
        ZIPPED.iter().find(|(first, ..)| name.starts_with(first))
    };
    if is_zip(head) && first_entry(head).is_some_and(|name| name.ends_with(b".qgs")) {
        return Mark::Foreign { found: "a QGIS project", expected: OF_A_PROJECT };
    }
    let signed = || SIGNATURES.iter().find(|(signature, ..)| head.starts_with(signature));
    if let Some(&(_, found, expected)) = zipped().or_else(signed) {
        return Mark::Foreign { found, expected };
    }
    match head {
        [0xef, 0xbb, 0xbf, ..] => Mark::Utf8,
        [0xff, 0xfe, ..] => Mark::ByteOrder(Encoding::UTF_16LE),
        [0xfe, 0xff, ..] => Mark::ByteOrder(Encoding::UTF_16BE),
        // one NUL may be data; in UTF-16 nearly every other byte of such files is one
        _ if zeros(head, 0) && !zeros(head, 1) => Mark::Utf16 { label: "utf-16be" },
        _ if zeros(head, 1) && !zeros(head, 0) => Mark::Utf16 { label: "utf-16le" },
        _ => Mark::None,
    }
}

/// The name of a ZIP archive's first entry, where it stands in its beginning.
fn first_entry(head: &[u8]) -> Option<&[u8]> {
    let length = usize::from(u16::from_le_bytes([*head.get(26)?, *head.get(27)?]));
    head.get(ZIP_NAME_AT..ZIP_NAME_AT + length)
}

/// Whether most bytes at even (0) or odd (1) places are zero.
fn zeros(head: &[u8], first: usize) -> bool {
    let places = head.iter().skip(first).step_by(2);
    let total = places.len();
    total >= 2 && places.filter(|byte| **byte == 0).count() * 4 >= total * 3
}

/// The format that goes by the name's extension.
pub(super) fn format_named(name: &str) -> Option<InputFormat> {
    let (_, extension) = name.rsplit_once('.')?;
    EXTENSIONS.iter().find(|(known, _)| *known == extension).map(|(_, format)| *format)
}

/// The encoding that a declaration of XML names, where it is not UTF-8.
pub(super) fn declared(head: &[u8]) -> Result<Option<Encoding>, What> {
    let text = head.trim_ascii_start();
    let declaration = text.strip_prefix(b"<?xml").and_then(|rest| Some(&rest[..memchr::memmem::find(rest, b"?>")?]));
    let label = declaration.and_then(|declaration| {
        let at = memchr::memmem::find(declaration, b"encoding")?;
        let quoted = declaration[at..].trim_ascii_start().splitn(3, |byte| matches!(byte, b'"' | b'\'')).nth(1)?;
        str::from_utf8(quoted).ok()
    });
    let Some(label) = label else { return Ok(None) };
    let encoding = Encoding::named(label).map_err(|_| What::Container {
        format: "XML document",
        reason: format!("its encoding {} is not known; name it with --encoding", Quoted::new(label)),
    })?;
    // what is read byte by byte so far is no UTF-16
    let is_wide = [Encoding::UTF_16LE, Encoding::UTF_16BE].contains(&encoding);
    Ok(Some(encoding).filter(|encoding| !encoding.is_utf8() && !is_wide))
}

/// The format that the text's beginning looks like.
pub(super) fn format_seen(head: &[u8]) -> InputFormat {
    let text = head.trim_ascii_start();
    match text.first() {
        Some(b'<') if root(text).is_some() => root(text).unwrap_or(InputFormat::Csv),
        Some(0x1e) => InputFormat::GeoJsonSeq,
        Some(b'{' | b'[') if is_line_of_many(text) => InputFormat::GeoJsonSeq,
        Some(b'{' | b'[') => InputFormat::GeoJson,
        _ => InputFormat::Csv,
    }
}

/// Whether the first line is a whole object and the next begins another.
fn is_line_of_many(text: &[u8]) -> bool {
    let Some(end) = text.iter().position(|&byte| byte == b'\n') else { return false };
    let (line, rest) = text.split_at(end);
    line.trim_ascii_end().ends_with(b"}")
        && rest.trim_ascii_start().first().is_none_or(|&byte| byte == b'{')
        && serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok()
}

/// Markup handed over as data, a web server's error page mostly, and what belongs there instead of `format`.
pub(super) fn markup(head: &[u8], format: InputFormat) -> Option<(&'static str, &'static str)> {
    let text = head.trim_ascii_start();
    let begins = |what: &[u8]| text.get(..what.len()).is_some_and(|start| start.eq_ignore_ascii_case(what));
    if begins(b"<!doctype html") || begins(b"<html") || begins(b"<head") || begins(b"<body") {
        return Some(("HTML", title(format)));
    }
    if begins(b"<!doctype qgis") || begins(b"<qgis") {
        return Some(("a QGIS project", OF_A_PROJECT));
    }
    match root(text) {
        Some(found) if found == format => None,
        Some(InputFormat::Kml) => Some(("KML", AS_NAMED)),
        Some(_) => Some(("GPX", AS_NAMED)),
        // the root may stand behind a long comment, and readers of markup look for it
        None if matches!(format, InputFormat::Kml | InputFormat::Gpx) => None,
        None => (begins(b"<?xml") || begins(b"<!doctype")).then_some(("XML", title(format))),
    }
}

/// The format of markup whose root element stands in its beginning.
fn root(text: &[u8]) -> Option<InputFormat> {
    let begins = |what: &[u8]| text.get(..what.len()).is_some_and(|start| start.eq_ignore_ascii_case(what));
    let is_markup = [&b"<?xml"[..], b"<!--", b"<!doctype kml", b"<!doctype gpx"].iter().any(|first| begins(first));
    let has = |root: &[u8]| begins(root) || (is_markup && memchr::memmem::find(text, root).is_some());
    match (has(b"<kml"), has(b"<gpx")) {
        (true, _) => Some(InputFormat::Kml),
        (false, true) => Some(InputFormat::Gpx),
        (false, false) => None,
    }
}

/// What a format is called.
pub(super) fn title(format: InputFormat) -> &'static str {
    match format {
        InputFormat::GeoJson => "GeoJSON",
        InputFormat::GeoJsonSeq => "a GeoJSON sequence",
        InputFormat::Csv => "CSV",
        InputFormat::Tsv => "TSV",
        InputFormat::Json => "JSON",
        InputFormat::Xlsx => "an .xlsx workbook",
        InputFormat::GeoPackage => "a GeoPackage",
        InputFormat::FlatGeobuf => "FlatGeobuf",
        InputFormat::GeoParquet => "GeoParquet",
        InputFormat::Kml => "KML",
        InputFormat::Kmz => "a KMZ archive",
        InputFormat::Gpx => "GPX",
        InputFormat::Shapefile => "a shapefile",
        InputFormat::Index => "an index file of sarhad",
    }
}
