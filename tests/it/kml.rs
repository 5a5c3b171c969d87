//! KML and KMZ: what is written, that it reads back as it was, and what happens to documents that are not as they should be.
//! Referees: OGC 07-147r2 for the elements; that documents are valid, and open elsewhere, is shown in `tests/interop`.

use std::io::{Cursor, Read, Write};

use geo_types::{Geometry, LineString, Point, Polygon};
use proptest::prelude::*;
use sarhad::io::read::{Event, InputFormat, ReadOptions};
use sarhad::io::write::feature::{FeatureWriter, Written, feature_writer};
use sarhad::io::write::format::OutputFormat;
use sarhad::io::write::options::WriteOptions;
use sarhad::model::feature::{Feature, FeatureId};
use sarhad::model::shape::{Longitudes, Shape};
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;

use crate::read::{Reading, check, reading};

pub(crate) fn feature(id: &str, geometry: Option<Geometry<f64>>, properties: Value) -> Feature {
    let Value::Object(properties) = properties else { panic!("properties are an object") };
    let shape = geometry.map(|geometry| Shape::new(geometry, Longitudes::Strict).unwrap().shape.unwrap());
    Feature { id: Some(FeatureId::Text(id.to_owned())), shape, properties }
}

pub(crate) fn written(format: OutputFormat, features: &[Feature]) -> (Vec<u8>, Written) {
    let mut bytes = Vec::new();
    let mut options = WriteOptions::new(format, "out");
    options.document.metadata = Some(json!({ "licence": "CC BY 4.0", "disclaimer": "as drawn by <SOURCE>" }));
    let mut writer = feature_writer(&mut bytes, options);
    for feature in features {
        writer.write(feature).unwrap();
    }
    let written = writer.finish().unwrap();
    (bytes, written)
}

#[expect(clippy::unnecessary_wraps, reason = "a feature's place is optional")]
fn point(lon: f64, lat: f64) -> Option<Geometry<f64>> {
    Some(Geometry::Point(Point::new(lon, lat)))
}

fn kml(features: &[Feature]) -> String {
    String::from_utf8(written(OutputFormat::Kml, features).0).unwrap()
}

/// Numbers without the way they are written: `10.0` is 10.
pub(crate) fn plain(value: &Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64().unwrap()),
        other => other.clone(),
    }
}

#[track_caller]
fn check_same(features: &[Feature], read: &Reading) {
    assert_eq!(read.records.len(), features.len(), "{}", read.told);
    for before in features {
        let mut same = read.records.iter().map(|record| &record.feature).filter(|after| after.id == before.id);
        let after = same.next().unwrap_or_else(|| panic!("{:?} is gone", before.id));
        assert_eq!(after.shape, before.shape);
        for (name, value) in &after.properties {
            let told = before.properties.get(name).or_else(|| (name == "id").then(|| &after.properties["id"]));
            assert_eq!(plain(value), plain(told.unwrap_or(&Value::Null)), "{name} of {:?}", before.id);
        }
        let lost = before.properties.keys().find(|name| !after.properties.contains_key(*name));
        assert_eq!(lost, None);
    }
}

fn square() -> Geometry<f64> {
    Polygon::new(LineString::from(vec![(61.0, 25.0), (62.0, 25.0), (62.0, 26.0), (61.0, 26.0), (61.0, 25.0)]), vec![])
        .into()
}

fn sample() -> Vec<Feature> {
    vec![
        feature(
            "A10",
            Some(square()),
            json!({
                "title": "گوادر میں ہلاکتیں", "date_start": "2019-04-01", "date_end": "2019-04-30", "precision": "district",
                "asserted_by": "the author", "verb": "states", "killed": 14, "share": 0.25, "sure": true,
                "names": [{ "name": "Gwadar" }],
            }),
        ),
        feature(
            "A3",
            point(60.8629, 29.4963),
            json!({ "title": "Zahedan", "date_start": "2022-09-30", "precision": "locality", "radius_m": 10000 }),
        ),
        feature(
            "place/1",
            point(61.5, 26.5),
            json!({ "title": "exact", "date_start": "2023-01-05", "precision": "exact" }),
        ),
        feature("far", point(61.5, 26.5), json!({ "title": "far", "date_end": "2024-01-26", "precision": "country" })),
        feature("nowhere", None, json!({ "title": "nowhere", "date_start": "2023-01-05" })),
        feature("line", Some(LineString::from(vec![(61.0, 27.0), (62.0, 27.5)]).into()), json!({ "title": "stretch" })),
    ]
}

#[test]
fn a_record_is_drawn_as_precisely_as_it_is_known() {
    let text = kml(&sample());
    let placemark = |id: &str| {
        let from = text.find(&format!("<Placemark id=\"{id}\"")).unwrap_or_else(|| panic!("no {id}: {text}"));
        text[from..].split("</Placemark>").next().unwrap().to_owned()
    };
    let check = |id: &str, expected: &[&str]| {
        let placemark = placemark(id);
        for part in expected {
            assert!(placemark.contains(part), "{part} in {placemark}");
        }
    };
    check(
        "A10",
        &[
            "<name>گوادر میں ہلاکتیں</name>",
            "<Snippet maxLines=\"2\">2019-04-01 to 2019-04-30 · somewhere in this district · the author (states)</Snippet>",
            "<TimeSpan><begin>2019-04-01</begin><end>2019-04-30</end></TimeSpan>",
            "#sarhad-area",
            "<SimpleData name=\"killed\">14</SimpleData>",
            "<Polygon>",
        ],
    );
    assert!(!placemark("A10").contains("<Point>"));
    check(
        "A3",
        &["<TimeStamp><when>2022-09-30</when></TimeStamp>", "#sarhad-radius", "within 10.00 km", "<MultiGeometry>"],
    );
    // no id of XML has a slash or begins with a digit
    check("record-3", &["#sarhad-exact", "<SimpleData name=\"id\">place/1</SimpleData>"]);
    check("far", &["#sarhad-stand-in", "somewhere in this country", "<TimeSpan><end>2024-01-26</end></TimeSpan>"]);
    check("line", &["#sarhad-stretch", "<LineString>"]);
    for part in [
        "<SimpleField type=\"int\" name=\"killed\"/>",
        "<SimpleField type=\"double\" name=\"share\"/>",
        "<SimpleField type=\"bool\" name=\"sure\"/>",
        "as drawn by &amp;lt;SOURCE&amp;gt;",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let folders = text.split("<Folder>\n<name>").skip(1).map(|folder| folder.split('<').next().unwrap());
    let expected = ["2019", "2022", "2023", "Up to 2024, first day unknown", "Without a date", "Without a location"];
    assert_eq!(folders.collect::<Vec<_>>(), expected);
    assert!(!text.contains("http") || text.matches("http").count() == text.matches("opengis.net").count());
}

#[test]
fn what_is_written_reads_back_as_it_was() {
    let features = sample();
    for (format, name) in [(OutputFormat::Kml, "t.kml"), (OutputFormat::Kmz, "t.kmz")] {
        let (bytes, told) = written(format, &features);
        assert_eq!(told.features, features.len() as u64);
        let read = reading(name, &bytes, &ReadOptions::default());
        assert_eq!(read.told, "6 kept, 0 refused");
        check_same(&features, &read);
        let metadata = read.events.iter().find_map(|event| match event {
            Event::Member { name, value } if name == "metadata" => Some(value),
            _ => None,
        });
        assert_eq!(metadata.unwrap()["licence"], "CC BY 4.0");
        assert_eq!(written(format, &features).0, bytes, "two runs differ");
    }
}

#[test]
fn what_somebody_changes_in_our_document_is_kept() {
    let text = kml(&sample());
    let changed = text.replace("<name>Zahedan</name>", "<name>Zahedan, seen</name>");
    let changed = changed.replace("<when>2023-01-05</when>", "<when>2023-01-06</when>");
    let read = reading("t.kml", changed.as_bytes(), &ReadOptions::default());
    let of = |title: &str| {
        let is_it = |record: &&sarhad::io::read::Record| record.feature.properties["title"] == title;
        read.records.iter().find(is_it).unwrap().feature.properties.clone()
    };
    assert_eq!(of("Zahedan")["name"], "Zahedan, seen");
    assert_eq!(of("exact")["date"], "2023-01-06");
    assert_eq!(of("far").get("name"), None);
}

#[test]
fn nothing_is_said_that_the_record_does_not_say() {
    let many = Geometry::MultiPoint(vec![Point::new(61.0, 27.0), Point::new(62.0, 27.0)].into());
    for (geometry, properties, expected) in [
        (point(61.0, 27.0), json!({ "title": "a" }), "unstated"),
        (Some(many.clone()), json!({ "title": "a" }), "unstated"),
        (Some(many.clone()), json!({ "precision": "district" }), "stand-in"),
        (Some(many), json!({ "precision": "exact" }), "exact"),
        (point(61.0, 27.0), json!({ "where_prec": 1 }), "exact"),
    ] {
        let text = kml(&[feature("a", geometry, properties.clone())]);
        assert!(text.contains(&format!("<styleUrl>#sarhad-{expected}</styleUrl>")), "{properties}: {text}");
        assert!(text.contains(&format!("<Style id=\"sarhad-{expected}\">")));
    }
    // the day of coding is not the day of the event, and a round trip adds no column
    let coded = [feature("a", point(61.0, 27.0), json!({ "what": "x", "coded_on": "2023-01-05" }))];
    let text = kml(&coded);
    assert!(!text.contains("<TimeStamp>") && text.contains("<name>Without a date</name>"), "{text}");
    let once = reading("t.kml", text.as_bytes(), &ReadOptions::default());
    let columns: Vec<&String> = once.records[0].feature.properties.keys().collect();
    assert_eq!(columns, ["id", "what", "coded_on"]);
}

#[test]
fn text_cannot_act_and_what_xml_cannot_hold_is_told() {
    let strings = [
        "<script>alert(1)</script>",
        "]]>",
        "a & b",
        "\"'`",
        "&lt;b&gt;",
        "<!-- x -->",
        "<?php",
        "$[name]",
        "\u{202e}x",
        "\r\n\t",
        "<![CDATA[",
        "&amp;amp;",
        "%00",
        "=1+1",
    ];
    let features: Vec<Feature> = strings
        .iter()
        .enumerate()
        .map(|(number, text)| {
            feature(&format!("n{number}"), point(61.0, 27.0), json!({ "title": text, "summary": text }))
        })
        .collect();
    let text = kml(&features);
    assert!(!text.contains("<script") && !text.contains("<![CDATA["));
    check_same(&features, &reading("t.kml", text.as_bytes(), &ReadOptions::default()));

    let lossy = [feature("x", point(61.0, 27.0), json!({ "title": "a\u{0}b\u{7}", "we\u{1}ird": 1 }))];
    let (bytes, told) = written(OutputFormat::Kml, &lossy);
    assert!(told.told.iter().any(|told| told == "2 texts lost control characters, which XML cannot hold"), "{told:?}");
    let read = reading("t.kml", &bytes, &ReadOptions::default());
    assert_eq!(read.records[0].feature.properties["title"], "ab");
    assert_eq!(read.records[0].feature.properties["weird"], json!(1));
}

/// A document of these placemarks.
fn document(inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>\n{inside}\n</Document></kml>\n"
    )
}

#[track_caller]
fn check_kml(inside: &str, expected: &str) {
    check("t.kml", document(inside), expected);
}

#[test]
fn documents_of_others_are_read() {
    let inside = "<name>Gates</name><description>from <![CDATA[<b>the</b>]]> field</description>\
        <Schema name=\"s\" id=\"s1\"><SimpleField type=\"int\" name=\"n\"/><SimpleField type=\"bool\" name=\"b\"/>\
        <SimpleField type=\"string\" name=\"t\"/><SimpleField type=\"double\" name=\"gone\"/></Schema>\
        <Folder><name>Border</name><Folder><name>North &amp; east</name>\
        <Placemark id=\"w\"><name>Wagah</name><visibility>0</visibility><styleUrl>#x</styleUrl>\
        <TimeSpan><begin>2019-04</begin></TimeSpan>\
        <ExtendedData><Data name=\"name\"><value>other</value></Data><SchemaData schemaUrl=\"#s1\">\
        <SimpleData name=\"n\">7</SimpleData><SimpleData name=\"b\">true</SimpleData><SimpleData name=\"t\">007</SimpleData>\
        </SchemaData></ExtendedData><Point><coordinates>\n 74.574, 31.6047, 0 </coordinates></Point></Placemark>\
        </Folder></Folder>\
        <Placemark><MultiGeometry><Point><coordinates>1,2</coordinates></Point><Point><coordinates>3,4,5</coordinates></Point>\
        </MultiGeometry></Placemark>\
        <Placemark><name>none</name></Placemark>\
        <Placemark><gx:Track><when>2010-05-28T02:02:09Z</when><gx:coord>61 25 3</gx:coord><gx:coord>61.5 25 3</gx:coord></gx:Track></Placemark>\
        <NetworkLink><Link><href>http://x/</href></Link></NetworkLink><GroundOverlay/>";
    let read = reading("t.kml", document(inside).as_bytes(), &ReadOptions::default());
    assert_eq!(
        read.told,
        "4 kept, 0 refused\nnote[N201] t.kml:4: heights were left out\nwarning[W303] t.kml: parts that are no records were \
         passed: 1 GroundOverlay, 1 NetworkLink, 1 times of Track"
    );
    let first = &read.records[0].feature;
    assert_eq!(first.id, Some(FeatureId::Text("w".into())));
    assert_eq!(
        json!(first.properties),
        json!({
            "name": "Wagah", "date_start": "2019-04", "folder": "Border / North & east", "name_2": "other",
            "n": 7, "b": true, "t": "007", "gone": null,
        })
    );
    assert_eq!(first.shape, feature("", point(74.574, 31.6047), json!({})).shape);
    let members: Vec<_> = read
        .events
        .iter()
        .filter_map(|event| match event {
            Event::Member { name, value } => Some((name.as_str(), value.clone())),
            _ => None,
        })
        .collect();
    assert_eq!(members, [("name", json!("Gates")), ("metadata", json!({ "description": "from <b>the</b> field" }))]);
}

#[test]
fn a_bad_placemark_is_set_aside_with_its_place() {
    let bad = |geometry: &str| format!("<Placemark><name>x</name>{geometry}</Placemark>");
    let point = |text: &str| bad(&format!("<Point><coordinates>{text}</coordinates></Point>"));
    for (inside, expected) in [
        (
            point("74.5,131.6"),
            "refused[E204] t.kml:3: latitude \"131.6\" is outside -90..90; longitude and latitude may be swapped; record 1 set aside",
        ),
        (point("east,31"), "refused[E202] t.kml:3: longitude \"east\" is not a number of degrees; record 1 set aside"),
        (point("NaN,31"), "refused[E203] t.kml:3: coordinate \"NaN\" is not a finite number; record 1 set aside"),
        (point("74"), "refused[E210] t.kml:3: a position needs 2 numbers or more, this one has 1; record 1 set aside"),
        (
            point("1,2 3,4"),
            "refused[E217] t.kml:3: the geometry cannot be read: a Point has 2 positions; record 1 set aside",
        ),
        (
            bad("<Model/>"),
            "refused[E217] t.kml:3: the geometry cannot be read: a Model is not read; record 1 set aside",
        ),
        (
            bad("<LineString><coordinates>1,2</coordinates></LineString>"),
            "refused[E211] t.kml:3: a line has 1 position, it needs 2 or more; record 1 set aside",
        ),
    ] {
        check_kml(&inside, &format!("0 kept, 1 refused\n{expected}"));
    }
    check_kml(&point(""), "1 kept, 0 refused");
    check_kml("", "0 kept, 0 refused");
}

#[test]
fn a_document_that_cannot_be_trusted_is_refused() {
    let bomb = "<!DOCTYPE kml [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\n<kml><Document><name>&b;</name></Document></kml>";
    let container = |reason: &str| format!("this KML document cannot be read: {reason}");
    for (text, expected) in [
        (
            bomb.to_owned(),
            format!(
                "fatal[E109] t.kml:2: {}",
                container(
                    "the reference &b; on line 2 stands for no character; entities of a document's own are not read"
                )
            ),
        ),
        ("<html><body>".to_owned(), "fatal[E104] t.kml: this is HTML, not KML".to_owned()),
        ("<osm/>".to_owned(), format!("fatal[E109] t.kml:1: {}", container("the root element is osm, not kml"))),
        (
            "<kml><Document></Folder></kml>".to_owned(),
            format!(
                "fatal[E109] t.kml:1: {}",
                container("line 1: ill-formed document: expected `</Document>`, but `</Folder>` was found")
            ),
        ),
        (
            "<kml><Placemark>".to_owned(),
            "fatal[E111] t.kml:1: the file ends inside element Placemark at byte 16".to_owned(),
        ),
        (
            "<kml/>\n<kml/>".to_owned(),
            "fatal[E112] t.kml:2: text follows the end of the document at byte 7: \"kml\"".to_owned(),
        ),
        ("<a>".repeat(1_000), format!("fatal[E109] t.kml:1: {}", container("the root element is a, not kml"))),
        (
            format!("<kml>{}", "<Folder>".repeat(1_000)),
            "limit[E601] t.kml:1: nested more than 128 levels deep; --max-depth raises the limit".to_owned(),
        ),
        (
            format!("<kml><Placemark>{}", "<x>".repeat(1_000)),
            "limit[E601] t.kml:1: nested more than 128 levels deep; --max-depth raises the limit".to_owned(),
        ),
        (
            format!("<kml><Placemark><name>{}</name></Placemark></kml>", "x".repeat(17_000_000)),
            "limit[E602] t.kml:1: element name takes more than 16000000 bytes; --max-feature-bytes raises the limit"
                .to_owned(),
        ),
    ] {
        check("t.kml", text, &expected);
    }
    check(
        "t.kml",
        b"<kml><Placemark><name>\xff</name></Placemark></kml>",
        "fatal[E106] t.kml:1: bytes before 23 are not UTF-8",
    );
    let long = format!("<kml><Placemark><name>{}</name></Placemark></kml>", "x".repeat(10_000_000));
    check("t.kml", long, "1 kept, 0 refused");
}

#[test]
fn a_declared_encoding_is_heeded() {
    let latin =
        b"<?xml version=\"1.0\" encoding=\"windows-1252\"?><kml><Placemark><name>Z\xfcrich</name></Placemark></kml>";
    let read = reading("t.kml", latin, &ReadOptions::default());
    assert_eq!(read.told, "1 kept, 0 refused\nnote[N102] t.kml: converted from windows-1252 to UTF-8");
    assert_eq!(read.records[0].feature.properties["name"], "Zürich");
    let unknown = "<?xml version=\"1.0\" encoding=\"klingon\"?><kml/>";
    let told = "fatal[E109] t.kml: this XML document cannot be read: its encoding \"klingon\" is not known; name it with --encoding";
    check("t.kml", unknown, told);
}

#[test]
fn kml_is_known_by_its_bytes() {
    let text = document("<Placemark/>");
    for name in ["-", "x.xml", "t.kml"] {
        assert_eq!(reading(name, text.as_bytes(), &ReadOptions::default()).records.len(), 1, "{name}");
    }
    let told = "this is KML, not what its name says; name it .kml or .gpx, or say so with --input-format";
    check("t.csv", &text, &format!("fatal[E104] t.csv: {told}"));
    let asked = ReadOptions { format: Some(InputFormat::Kml), ..ReadOptions::default() };
    assert_eq!(reading("t.csv", text.as_bytes(), &asked).records.len(), 1);
}

#[test]
fn records_before_a_fault_are_kept() {
    let whole = document("<Placemark><name>a</name></Placemark><Placemark><name>b</name></Placemark><Placemark>");
    let cut = &whole[..whole.rfind("<Placemark>").unwrap() + 5];
    let read = reading("t.kml", cut.as_bytes(), &ReadOptions::default());
    assert_eq!((read.records.len(), read.tally.is_none()), (2, true), "{}", read.told);
}

#[test]
fn no_cut_makes_it_panic_or_pass() {
    let text = kml(&sample());
    for cut in (0..text.trim_end().len()).step_by(61) {
        let read = reading("t.kml", &text.as_bytes()[..cut], &ReadOptions::default());
        assert!(read.tally.is_none(), "cut at {cut} passes: {}", read.told);
        let mut nul = text.clone().into_bytes();
        nul[cut] = 0;
        reading("t.kml", &nul, &ReadOptions::default());
    }
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn an_archive_is_opened_within_limits() {
    let one = document("<Placemark><name>one</name></Placemark>");
    let two = document("<Placemark><name>two</name></Placemark>");
    let check_name = |parts: &[(&str, &[u8])], expected: &str| {
        let read = reading("t.kmz", &archive(parts), &ReadOptions::default());
        assert_eq!(read.records[0].feature.properties["name"], expected, "{}", read.told);
    };
    check_name(&[("a/x.kml", two.as_bytes()), ("doc.kml", one.as_bytes())], "one");
    check_name(&[("a/x.kml", two.as_bytes()), ("x.kml", one.as_bytes())], "one");
    check_name(&[("a/x.kml", one.as_bytes()), ("i.png", b"x")], "one");
    let both = archive(&[("a/x.kml", two.as_bytes()), ("doc.kml", one.as_bytes())]);
    let told = reading("t.kmz", &both, &ReadOptions::default()).told;
    assert!(told.contains("1 other .kml of the archive, beside doc.kml"), "{told}");
    let refused = |reason: &str| format!("fatal[E109] t.kmz: this KMZ archive cannot be read: {reason}");
    check("t.kmz", archive(&[("../doc.kml", one.as_bytes())]), &refused("the name of a part leads out of the archive"));
    check("t.kmz", archive(&[("/doc.kml", one.as_bytes())]), &refused("the name of a part leads out of the archive"));
    check("t.kmz", archive(&[("a.txt", b"x")]), &refused("there is no .kml in it"));
    let whole = archive(&[("doc.kml", one.as_bytes())]);
    check("t.kmz", &whole[..whole.len() - 30], &refused("it is no whole ZIP archive"));
    let bomb = archive(&[("doc.kml", &vec![b' '; 40_000_000])]);
    check(
        "t.kmz",
        bomb,
        "limit[E605] t.kmz: unpacks to more than 100 times its size; --max-unpack-ratio raises the limit",
    );
}

#[test]
fn an_archive_is_the_same_each_time() {
    let (bytes, _) = written(OutputFormat::Kmz, &sample());
    let mut read = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    assert_eq!(read.len(), 1);
    let mut part = read.by_name("doc.kml").unwrap();
    assert_eq!(part.last_modified().unwrap().to_string(), "1980-01-01 00:00:00");
    let mut text = String::new();
    part.read_to_string(&mut text).unwrap();
    // GDAL 3.6 finds the columns of an archive by their names alone
    assert!(
        text.contains(
            "<Data name=\"killed\"><value>14</value></Data>\n<Data name=\"share\"><value>0.25</value></Data>"
        )
    );
    assert!(text.contains("<Data name=\"sure\"><value>true</value></Data>") && !text.contains("SchemaData"), "{text}");
}

#[test]
fn what_others_add_to_our_archive_stays_theirs() {
    let (bytes, _) = written(OutputFormat::Kmz, &sample());
    let mut text = String::new();
    zip::ZipArchive::new(Cursor::new(bytes)).unwrap().by_name("doc.kml").unwrap().read_to_string(&mut text).unwrap();
    let theirs = "<Placemark id=\"p\"><name>seen</name><ExtendedData><Data name=\"colour\"><value>red</value></Data></ExtendedData>\
                  <Point><coordinates>61,27</coordinates></Point></Placemark></Document>";
    let read = reading("t.kml", text.replace("</Document>", theirs).as_bytes(), &ReadOptions::default());
    let last = &read.records[6].feature;
    assert_eq!(json!(last.properties), json!({ "name": "seen", "colour": "red" }));
    assert_eq!(last.id, Some(FeatureId::Text("p".to_owned())));
}

#[test]
fn ids_that_are_numbers_stay_what_they_are() {
    let ids =
        [FeatureId::Number(401_115.into()), FeatureId::Text("r-401115".to_owned()), FeatureId::Text("7a".to_owned())];
    let features: Vec<Feature> =
        ids.into_iter().map(|id| Feature { id: Some(id), ..feature("", point(61.0, 27.0), json!({})) }).collect();
    let (bytes, told) = written(OutputFormat::Kml, &features);
    let text = String::from_utf8(bytes).unwrap();
    for id in ["r-401115", "record-2", "r-7a"] {
        assert!(text.contains(&format!("<Placemark id=\"{id}\"")), "{id} in {text}");
    }
    let one = "1 id is not fit for XML or stands twice: the id of the placemark is made, and the column has its own";
    assert_eq!(told.told, [one]);
}

/// Text that XML can hold.
pub(crate) fn texts() -> impl Strategy<Value = String> {
    "[ -~\t\n\ra-zا-ی🙂]{0,12}"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_record_reads_back(rows in prop::collection::vec(
        (texts(), texts(), prop::option::of(any::<i32>()), -180.0..=180.0, -90.0..=90.0, prop::option::of(0.0..1e5)), 1..8)
    ) {
        let features: Vec<Feature> = rows.iter().enumerate().map(|(number, (title, note, count, lon, lat, radius_m))| {
            feature(&format!("f{number}"), point(*lon, *lat), json!({
                "title": title, "note": note, "count": count, "radius_m": radius_m, "precision": "near",
            }))
        }).collect();
        for (format, name) in [(OutputFormat::Kml, "t.kml"), (OutputFormat::Kmz, "t.kmz"), (OutputFormat::Gpx, "t.gpx")] {
            let (bytes, _) = written(format, &features);
            check_same(&features, &reading(name, &bytes, &ReadOptions::default()));
        }
    }
}

#[test]
fn the_day_of_coding_is_not_that_of_the_event() {
    let text = kml(&[feature("a", point(1.0, 2.0), json!({ "coded_on": "2024-01-16" }))]);
    assert!(!text.contains("<TimeStamp>") && !text.contains("<name>2024</name>"), "{text}");
    let text = kml(&[feature("a", point(1.0, 2.0), json!({ "event_date": "2024-01-16" }))]);
    assert!(text.contains("<TimeStamp>"), "{text}");
}
