//! What a file is, from its name and first bytes. Not responsible for reading it.

use crate::io::read::encoding::Encoding;
use crate::io::read::options::InputFormat;

/// What the first bytes say about the encoding.
pub(super) enum Mark {
    /// The byte order mark of UTF-8.
    Utf8,
    /// A byte order mark of UTF-16.
    ByteOrder(Encoding),
    /// Every other byte is zero, without a mark.
    Utf16 { label: &'static str },
    /// Not text at all.
    Foreign(&'static str),
    /// Nothing: UTF-8 is assumed.
    None,
}

/// Signatures of formats that people hand over by mistake.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "a zip archive or a spreadsheet"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"SQLite format 3\0", "a GeoPackage or SQLite database"),
    (b"PAR1", "Parquet"),
    (b"fgb\x03", "FlatGeobuf"),
    (b"\x00\x00\x27\x0a", "a shapefile"),
    (b"%PDF", "PDF"),
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xd0\xcf\x11\xe0", "an old spreadsheet or document"),
];

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
];

pub(super) fn is_gzip(head: &[u8]) -> bool {
    head.starts_with(b"\x1f\x8b")
}

/// What the first bytes say about the encoding, or that this is no text.
pub(super) fn mark(head: &[u8]) -> Mark {
    if let Some((_, found)) = SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature)) {
        return Mark::Foreign(found);
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

/// The format that the text's beginning looks like.
pub(super) fn format_seen(head: &[u8]) -> InputFormat {
    let text = head.trim_ascii_start();
    match text.first() {
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

/// Markup handed over as data: a web server's error page, mostly.
pub(super) fn markup(head: &[u8]) -> Option<&'static str> {
    let text = head.trim_ascii_start();
    let begins = |what: &[u8]| text.get(..what.len()).is_some_and(|start| start.eq_ignore_ascii_case(what));
    if begins(b"<!doctype html") || begins(b"<html") || begins(b"<head") || begins(b"<body") {
        return Some("HTML");
    }
    if begins(b"<kml") || (begins(b"<?xml") && text.windows(4).any(|four| four == b"<kml")) {
        return Some("KML");
    }
    (begins(b"<?xml") || begins(b"<!doctype") || begins(b"<gpx")).then_some("XML")
}

/// What a format is called.
pub(super) fn title(format: InputFormat) -> &'static str {
    match format {
        InputFormat::GeoJson => "GeoJSON",
        InputFormat::GeoJsonSeq => "a GeoJSON sequence",
        InputFormat::Csv => "CSV",
        InputFormat::Tsv => "TSV",
    }
}
