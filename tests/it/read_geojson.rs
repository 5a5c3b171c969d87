//! `GeoJSON` as people send it: bytes, syntax and geometry.

use sarhad::io::read::{Event, ReadOptions, What};
use sarhad::model::shape::Longitudes;
use serde_json::json;

use crate::read::{check, check_with, reading};

const WAGAH: &str =
    r#"{"type":"Feature","properties":{"name":"Wagah"},"geometry":{"type":"Point","coordinates":[74.57,31.6]}}"#;

/// A collection of these features.
fn collection(features: &[&str]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

/// A collection of one feature with this geometry.
fn with_geometry(geometry: &str) -> String {
    collection(&[&format!(r#"{{"type":"Feature","properties":{{}},"geometry":{geometry}}}"#)])
}

/// A collection of a point at these coordinates and of a good point.
fn with_point(coordinates: &str) -> String {
    let point = format!(r#"{{"type":"Point","coordinates":{coordinates}}}"#);
    collection(&[&format!(r#"{{"type":"Feature","properties":{{}},"geometry":{point}}}"#), WAGAH])
}

#[track_caller]
fn check_point(coordinates: &str, expected: &str) {
    check("p.geojson", with_point(coordinates), expected);
}

#[track_caller]
fn check_geometry(geometry: &str, expected: &str) {
    check("g.geojson", with_geometry(geometry), expected);
}

fn utf16(text: &str, mark: bool) -> Vec<u8> {
    let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

#[test]
fn nothing_and_white_space_are_empty_files() {
    check("a.geojson", "", "fatal[E102] a.geojson: the file is empty");
    check("a.geojson", "  \n", "fatal[E102] a.geojson:2: the file is empty");
    check("a.geojsonl", " \n\n", "fatal[E102] a.geojsonl: the file is empty");
    check("a.geojson", collection(&[]), "0 kept, 0 refused");
}

#[test]
fn encodings_are_converted_or_named() {
    let text = collection(&[WAGAH]);
    check("a.geojson", format!("\u{feff}{text}"), "1 kept, 0 refused\nnote[N101] a.geojson: BOM removed");
    check("a.geojson", utf16(&text, true), "1 kept, 0 refused\nnote[N102] a.geojson: converted from UTF-16LE to UTF-8");
    check(
        "a.geojson",
        utf16(&text, false),
        "fatal[E105] a.geojson: this looks like UTF-16 without a byte order mark; use --encoding utf-16le",
    );
    check(
        "a.geojson",
        b"{\"type\":\"FeatureCollection\",\"features\":[\n{\"type\":\"Feature\",\"properties\":{\"n\":\"Z\xfcrich\"}}]}",
        "fatal[E106] a.geojson:2: byte 0xfc at 79 is not UTF-8; Windows-1252? use --encoding windows-1252",
    );
    check(
        "a.geojsonl",
        [WAGAH.as_bytes(), b"\n{\"type\":\"\xff\xfe\xfd\"}\n"].concat(),
        "1 kept, 1 refused\nrefused[E106] a.geojsonl:2: byte 0xff at 113 is not UTF-8; name it with --encoding; \
         record 2 set aside",
    );
}

#[test]
fn what_is_not_geojson_is_named() {
    let fatal = |bytes: &str, expected: &str| check("a.geojson", bytes, &format!("fatal[{expected}"));
    fatal("<!DOCTYPE html><html>404</html>", "E104] a.geojson: this is HTML, not GeoJSON");
    fatal("PK\u{3}\u{4}", "E104] a.geojson: this is a ZIP archive, not text; unpack it");
    fatal(
        "[1,2]",
        "E116] a.geojson:1: this is not GeoJSON: it begins with \"[1\", where an object with a type belongs",
    );
    fatal("{}", "E116] a.geojson:1: this is not GeoJSON: it has no type");
    fatal(r#"{"features":[]}"#, "E116] a.geojson:1: this is not GeoJSON: it has no type");
    fatal(r#"{"type":"FeatureCollection"}"#, "E116] a.geojson:1: this is not GeoJSON: it has no features");
    fatal(
        r#"{"type":"Topology","objects":{}}"#,
        "E116] a.geojson:1: this is not GeoJSON: it is TopoJSON, which is written and not read; convert what it was made of, or make GeoJSON of it, as ogr2ogr -f GeoJSON out.geojson does",
    );
    fatal(
        r#"{"type":"FeatureCollection","features":{"0":1}}"#,
        "E116] a.geojson:1: this is not GeoJSON: features are an object, not an array",
    );
}

#[test]
fn broken_json_is_told_with_its_byte() {
    let fatal = |bytes: &str, expected: &str| check("a.geojson", bytes, &format!("fatal[{expected}"));
    fatal(&with_point("[NaN,31]"), "E110] a.geojson:1: \"NaN\" at byte 116 is not JSON: expected value");
    fatal(&with_point("[Infinity,31]"), "E110] a.geojson:1: \"Infinity\" at byte 116 is not JSON: expected value");
    fatal(&with_point("[+74.5,31]"), "E110] a.geojson:1: \"+74.5\" at byte 116 is not JSON: expected value");
    fatal(&with_point("[74.5,031]"), "E110] a.geojson:1: \"031\" at byte 121 is not JSON: invalid number");
    fatal(
        "{\"type\":\n\"Feat\0ure\"}",
        "E110] a.geojson:2: \"t\\u{0}ure\" at byte 13 is not JSON: control character (\\u0000-\\u001F) found while \
         parsing a string",
    );
    fatal("{\"type\" \"Feature\"}", "E110] a.geojson:1: \"\"Feature\" at byte 8 is not JSON: expected :");
    fatal("{\"type\":}", "E110] a.geojson:1: \"}\" at byte 8 is not JSON: expected a value");
    fatal("{,}", "E110] a.geojson:1: \",\" at byte 1 is not JSON: expected the name of a member");
    fatal("{\"features\":[] 2}", "E110] a.geojson:1: \"2\" at byte 15 is not JSON: expected , or }");
}

#[test]
fn cut_off_and_doubled_documents_are_refused_whole() {
    let two = collection(&[WAGAH, WAGAH]);
    let told = |bytes: &str| reading("a.geojson", bytes.as_bytes(), &ReadOptions::default()).told;
    assert_eq!(told(&two[..two.len() - 40]), "fatal[E111] a.geojson:1: the file ends inside feature 2 at byte 209");
    assert_eq!(told(&two[..two.len() - 1]), "fatal[E111] a.geojson:1: the file ends inside the document at byte 248");
    assert_eq!(told("{\"type\":\"Fea"), "fatal[E111] a.geojson:1: the file ends inside the document at byte 12");
    assert_eq!(
        told(&format!("{} trailing", collection(&[]))),
        "fatal[E112] a.geojson:1: text follows the end of the document at byte 43: \"trailing\"",
    );
    assert_eq!(
        told(&format!("{}\n{WAGAH}", collection(&[]))),
        "fatal[E112] a.geojson:2: a second document begins at byte 43; name the file .geojsonl, or use \
         --input-format geojsonl",
    );
}

#[test]
fn every_cut_of_a_document_is_refused_whole() {
    let whole = collection(&[WAGAH, WAGAH]);
    for end in 0..whole.len() {
        let cut = reading("a.geojson", &whole.as_bytes()[..end], &ReadOptions::default());
        assert!(cut.tally.is_none(), "{end}: {}", cut.told);
    }
}

#[test]
fn members_come_in_any_order() {
    let text =
        format!(r#"{{"bbox":[1,2,3,4],"list":[1,[2]],"crs":null,"features":[{WAGAH}],"type":"FeatureCollection"}}"#);
    let read = reading("a.geojson", text.as_bytes(), &ReadOptions::default());
    assert_eq!(read.told, "1 kept, 0 refused");
    assert!(read.events.contains(&Event::Member { name: "list".into(), value: json!([1, [2]]) }));
    check("a.geojson", WAGAH, "1 kept, 0 refused");
    check("a.geojson", r#"{"coordinates":[60.86,29.5],"type":"Point"}"#, "1 kept, 0 refused");
}

#[test]
fn a_member_that_stands_twice_tells_against_the_document() {
    let fatal = |bytes: &str, expected: &str| check("a.geojson", bytes, expected);
    fatal(r#"{"type":"Feature","type":"Feature"}"#, "fatal[E114] a.geojson:1: member \"type\" stands twice");
    fatal(r#"{"features":[],"features":[]}"#, "fatal[E114] a.geojson:1: member \"features\" stands twice");
    fatal(
        &with_geometry(r#"{"type":"Point","coordinates":[1,2],"coordinates":[3,4]}"#),
        "fatal[E114] a.geojson:1: member \"coordinates\" stands twice",
    );
    fatal(
        &collection(&[r#"{"type":"Feature","properties":{"a":1,"a":2}}"#, WAGAH]),
        "1 kept, 1 refused\nrefused[E120] a.geojson:1: property \"a\" stands twice; record 1 set aside",
    );
    fatal(
        &collection(&[r#"{"type":"Feature","properties":{"a":{"b":1,"b":2}}}"#]),
        "1 kept, 0 refused\nwarning[W101] a.geojson:1: key \"b\" stands twice inside a value; the last was kept",
    );
}

#[test]
fn nesting_has_a_limit_and_never_overflows() {
    let deep = "[".repeat(1_000) + &"]".repeat(1_000);
    check(
        "a.geojson",
        collection(&[&format!(r#"{{"type":"Feature","properties":{{"p":{deep}}}}}"#), WAGAH]),
        "1 kept, 1 refused\nrefused[E113] a.geojson:1: nested 1002 levels deep, the limit is 128; --max-depth raises \
         it; record 1 set aside",
    );
    check(
        "a.geojson",
        "{\"a\":".repeat(100_000),
        "limit[E601] a.geojson:1: nested more than 128 levels deep; --max-depth raises the limit",
    );
    let nested = r#"{"type":"GeometryCollection","geometries":["#.repeat(10_000);
    check(
        "a.geojson",
        format!(r#"{{"type":"Feature","properties":{{}},"geometry":{nested}"#),
        "limit[E601] a.geojson:1: nested more than 128 levels deep; --max-depth raises the limit",
    );
    assert!(reading("a.geojson", "[".repeat(1_000_000).as_bytes(), &ReadOptions::default()).tally.is_none());
    assert!(reading("a.geojsonl", "[".repeat(1_000_000).as_bytes(), &ReadOptions::default()).tally.is_some());
}

#[test]
fn the_deepest_nesting_that_can_be_asked_for_fits_the_stack() {
    let mut options = ReadOptions::default();
    options.limits.depth = usize::MAX;
    let deep = "[".repeat(510) + &"]".repeat(510);
    let text = collection(&[&format!(r#"{{"type":"Feature","properties":{{"p":{deep}}}}}"#)]);
    check_with(&options, "a.geojson", text, "1 kept, 0 refused");
}

#[test]
fn one_record_has_a_limit() {
    let mut options = ReadOptions::default();
    options.limits.feature_bytes = 1_000;
    let long = format!(r#"{{"type":"Feature","properties":{{"s":"{}"}}}}"#, "x".repeat(2_000));
    check_with(
        &options,
        "a.geojson",
        collection(&[&long]),
        "limit[E602] a.geojson:1: feature 1 takes more than 1000 bytes; --max-feature-bytes raises the limit",
    );
    check_with(
        &options,
        "a.geojsonl",
        &long,
        "limit[E602] a.geojsonl:1: a record takes more than 1000 bytes; --max-feature-bytes raises the limit",
    );
    check("a.geojson", collection(&[&long]), "1 kept, 0 refused");
}

#[test]
fn sequences_lose_only_their_bad_records() {
    check(
        "a.geojsonl",
        format!("{WAGAH}\n{{bad\n\n{WAGAH}\n"),
        "2 kept, 1 refused\nrefused[E110] a.geojsonl:2: \"bad\" at byte 105 is not JSON: key must be a string; \
         record 2 set aside",
    );
    check("a.geojsons", format!("\u{1e}{WAGAH}\n\u{1e}{WAGAH}\n"), "2 kept, 0 refused");
    check("a.geojsons", format!("\u{1e}{}\n\u{1e}{WAGAH}", WAGAH.replace(',', ",\n")), "2 kept, 0 refused");
    check("stdin", format!("{WAGAH}\n{WAGAH}\n"), "2 kept, 0 refused");
    check(
        "a.geojsonl",
        collection(&[WAGAH]),
        "0 kept, 1 refused\nrefused[E117] a.geojsonl:1: a \"FeatureCollection\" stands where a Feature belongs; record \
         1 set aside",
    );
}

#[test]
fn a_refused_record_keeps_its_own_text() {
    let bad = r#"{ "type":"Feature", "properties":7 }"#;
    let read = reading("a.geojson", collection(&[WAGAH, bad]).as_bytes(), &ReadOptions::default());
    let Some(Event::Problem(problem)) = read.events.last() else { panic!("{}", read.told) };
    assert_eq!(problem.verbatim.as_deref(), Some(bad));
    assert_eq!((problem.origin.record, problem.origin.byte), (2, Some(144)));
}

#[test]
fn records_know_line_byte_and_id() {
    let text = format!(
        "{{\"type\":\"FeatureCollection\",\r\n\"features\":[\r{},\n\n{WAGAH}]}}",
        r#"{"type":"Feature","id":"a"}"#
    );
    let read = reading("a.geojson", text.as_bytes(), &ReadOptions::default());
    let origins: Vec<_> = read.records.iter().map(|record| &record.origin).collect();
    assert_eq!((origins[0].line, origins[0].record, origins[0].id.as_deref()), (Some(3), 1, Some("a")));
    assert_eq!((origins[1].line, origins[1].byte, origins[1].record), (Some(5), Some(73), 2));
}

#[test]
fn positions_that_are_no_positions_are_refused() {
    let refused = |coordinates: &str, expected: &str| {
        check_point(coordinates, &format!("1 kept, 1 refused\nrefused[{expected}; record 1 set aside"));
    };
    refused("[1e400,31]", "E203] p.geojson:1: coordinate \"1e400\" is not a finite number");
    refused(
        "[74.5,131.6]",
        "E204] p.geojson:1: latitude \"131.6\" is outside -90..90; longitude and latitude may be swapped",
    );
    refused("[131.6,-190]", "E204] p.geojson:1: latitude \"-190\" is outside -90..90");
    refused("[474.5,31.6]", "E205] p.geojson:1: longitude \"474.5\" is outside -180..180");
    refused(
        "[254.5,31.6]",
        "E205] p.geojson:1: longitude \"254.5\" is outside -180..180; --wrap-longitude reads 180..360",
    );
    refused(
        "[8293000.5,3714000.2]",
        "E208] p.geojson:1: \"8293000.5\" is no degree; projected coordinates? convert to EPSG:4326 first, as ogr2ogr -t_srs EPSG:4326 does",
    );
    refused(
        r#"["74.5","31.6"]"#,
        "E210] p.geojson:1: a position is \"[\"74.5\",\"31.6\"]\", not a list of two or more numbers",
    );
    refused("[74.5]", "E210] p.geojson:1: a position needs 2 numbers or more, this one has 1");
    refused("[]", "E210] p.geojson:1: a position needs 2 numbers or more, this one has 0");
    refused("null", "E210] p.geojson:1: a position is \"null\", not a list of two or more numbers");
    refused("[null,31.6]", "E210] p.geojson:1: a position is \"[null,31.6]\", not a list of two or more numbers");
    refused("[[74.5,31.6]]", "E210] p.geojson:1: a position is \"[[74.5,31.6]]\", not a list of two or more numbers");
}

#[test]
fn unusual_positions_are_kept_with_a_word() {
    check_point("[74.5,31.6,210]", "2 kept, 0 refused\nnote[N201] p.geojson:1: heights were left out");
    check_point(
        "[74.5,31.6,1,2,3]",
        "2 kept, 0 refused\nnote[N202] p.geojson:1: a position has 5 numbers, of which two were read",
    );
    check_point(
        "[-0.0,0]",
        "2 kept, 0 refused\nwarning[W201] p.geojson:1: the point is at 0, 0, which often stands for a missing location",
    );
    check_point("[5e-324,1e-310]", "2 kept, 0 refused");
    check_point("[7.45E1,3.16e+1]", "2 kept, 0 refused");
    check_point("[180,90]", "2 kept, 0 refused");
    check_point("[-180,-90]", "2 kept, 0 refused");
    check_point(&format!("[74.{},31.6]", "5".repeat(5_000)), "2 kept, 0 refused");
    let wrap = ReadOptions { longitudes: Longitudes::Wrap, ..ReadOptions::default() };
    check_with(
        &wrap,
        "p.geojson",
        with_point("[254.5,31.6]"),
        "2 kept, 0 refused\nnote[N203] p.geojson:1: longitudes beyond 180 were brought back by a full turn",
    );
}

#[test]
fn coordinates_are_rounded_once() {
    let read =
        reading("p.geojson", with_point("[74.57300000000001,31.604700000000003]").as_bytes(), &ReadOptions::default());
    let place = read.records[0].feature.shape.as_ref().and_then(sarhad::model::shape::Shape::point).unwrap();
    assert_eq!(
        (place.lon().to_bits(), place.lat().to_bits()),
        (74.573_000_000_000_01_f64.to_bits(), 31.604_700_000_000_003_f64.to_bits())
    );
}

#[test]
fn geometries_that_are_none_are_refused() {
    let refused = |geometry: &str, expected: &str| {
        check_geometry(geometry, &format!("0 kept, 1 refused\nrefused[{expected}; record 1 set aside"));
    };
    refused(r#"{"type":"Circle","coordinates":[1,2]}"#, "E201] g.geojson:1: geometry type \"Circle\" is not known");
    refused(
        r#"{"type":"point","coordinates":[1,2]}"#,
        "E201] g.geojson:1: geometry type \"point\" is not known; Point is meant",
    );
    refused("[1,2]", "E201] g.geojson:1: the geometry is an array, not an object with a type");
    refused(r#"{"type":"Point"}"#, "E210] g.geojson:1: the geometry has no coordinates");
    refused(r#"{"type":"LineString","coordinates":7}"#, "E210] g.geojson:1: \"7\" stands where coordinates belong");
    refused(
        r#"{"type":"LineString","coordinates":[[1,1]]}"#,
        "E211] g.geojson:1: a line has 1 position, it needs 2 or more",
    );
    refused(
        r#"{"type":"Polygon","coordinates":[[[0,0],[1,1],[0,0]]]}"#,
        "E212] g.geojson:1: a ring has 3 positions, it needs 4 or more",
    );
    refused(
        r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]],[[5,5],[5,6],[6,6],[6,5],[5,5]]]}"#,
        "E213] g.geojson:1: hole 1 lies outside its polygon's outer ring",
    );
    refused(
        r#"{"type":"GeometryCollection","geometries":[null]}"#,
        "E201] g.geojson:1: the geometry is null, not an object with a type",
    );
}

#[test]
fn mended_and_empty_geometries_are_kept() {
    check_geometry(
        r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}"#,
        "1 kept, 0 refused\nnote[E221] g.geojson:1: an unclosed ring was closed",
    );
    check_geometry(
        r#"{"type":"Polygon","coordinates":[[[0,0],[0,1],[1,1],[1,0],[0,0]]]}"#,
        "1 kept, 0 refused\nnote[E222] g.geojson:1: a ring was turned to run as RFC 7946 asks",
    );
    check_geometry(
        r#"{"type":"Polygon","coordinates":[[[179,-17],[181,-17],[181,-16],[179,-16],[179,-17]]]}"#,
        "1 kept, 0 refused\nnote[N203] g.geojson:1: longitudes beyond 180 were brought back by a full turn",
    );
    check_geometry(
        r#"{"type":"Polygon","coordinates":[[[0,0],[2,2],[2,0],[0,2],[0,0]]]}"#,
        "1 kept, 0 refused\nwarning[W203] g.geojson:1: the outline crosses itself at 1.000000 E 1.000000 N, so nothing is \
         surely inside or outside it",
    );
    check_geometry(r#"{"type":"LineString","coordinates":[[1,1],[1,1]]}"#, "1 kept, 0 refused");
    check_geometry(
        r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"GeometryCollection","geometries":[{"type":"LineString","coordinates":[[1,2],[3,4]]}]}]}"#,
        "1 kept, 0 refused",
    );
    for empty in [r#"{"type":"LineString","coordinates":[]}"#, r#"{"type":"MultiPolygon","coordinates":[]}"#, "null"] {
        let read = reading("g.geojson", with_geometry(empty).as_bytes(), &ReadOptions::default());
        assert_eq!(read.tally.map(|tally| (tally.kept, tally.no_location)), Some((1, 1)), "{empty}");
    }
    let missing = reading("g.geojson", br#"{"type":"Feature","properties":null}"#, &ReadOptions::default());
    assert_eq!(missing.tally.map(|tally| tally.no_location), Some(1));
}

#[test]
fn another_reference_system_is_never_read_as_degrees() {
    let with_crs = |crs: &str| format!(r#"{{"type":"FeatureCollection","crs":{crs},"features":[{WAGAH}]}}"#);
    let named = |name: &str| with_crs(&format!(r#"{{"type":"name","properties":{{"name":"{name}"}}}}"#));
    for name in
        ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326", "urn:ogc:def:crs:OGC::CRS84"]
    {
        check("a.geojson", named(name), "1 kept, 0 refused");
    }
    check("a.geojson", with_crs(r#"{"type":"EPSG","properties":{"code":4326}}"#), "1 kept, 0 refused");
    let refused = |name: &str| {
        format!(
            "fatal[E209] a.geojson:1: coordinate reference system \"{name}\" is not supported; convert to EPSG:4326"
        )
    };
    check("a.geojson", named("urn:ogc:def:crs:EPSG::3857"), &refused("urn:ogc:def:crs:EPSG::3857"));
    check("a.geojson", named("EPSG:32642"), &refused("EPSG:32642"));
    let after = r#"{"type":"FeatureCollection","features":[],"crs":{"type":"link"}}"#;
    check("a.geojson", after, &refused(r#"{"type":"link"}"#));
}

#[test]
fn features_with_other_members_than_a_feature_has() {
    let refused = |feature: &str, expected: &str| {
        check(
            "f.geojson",
            collection(&[feature]),
            &format!("0 kept, 1 refused\nrefused[{expected}; record 1 set aside"),
        );
    };
    refused("null", "E117] f.geojson:1: null stands where a Feature belongs");
    refused("{}", "E117] f.geojson:1: an object without a type stands where a Feature belongs");
    refused(r#"{"type":"Point","coordinates":[1,2]}"#, "E117] f.geojson:1: a \"Point\" stands where a Feature belongs");
    refused(r#"{"type":"Feature","properties":[1,2]}"#, "E118] f.geojson:1: properties are an array, not an object");
    refused(r#"{"type":"Feature","id":{"a":1}}"#, "E119] f.geojson:1: the id is an object, neither text nor a number");
    refused(
        r#"{"type":"Feature","properties":{"name":"\ud800"}}"#,
        "E115] f.geojson:1: \"\\ud800\" holds half a character, a lone surrogate",
    );
    let read = reading(
        "f.geojson",
        br#"{"type":"Feature","bbox":[1,2,3,4],"title":"x","b":1,"properties":{"a":1,"b":2}}"#,
        &ReadOptions::default(),
    );
    assert_eq!(
        read.told,
        "1 kept, 0 refused\nnote[N104] f.geojson:1: member \"title\" of the Feature was read as a property\n\
         warning[W103] f.geojson:1: member \"b\" of the Feature has a property's name and was left out",
    );
    assert_eq!(json!(read.records[0].feature.properties), json!({"a": 1, "b": 2, "title": "x"}));
}

#[test]
fn ids_and_numbers_are_never_altered() {
    check(
        "a.geojson",
        collection(&[r#"{"type":"Feature","id":7}"#, r#"{"type":"Feature","id":"7"}"#, r#"{"type":"Feature","id":7}"#]),
        "3 kept, 0 refused\nwarning[E230] a.geojson:1: id \"7\" was met before; both records are kept",
    );
    let text = r#"{"type":"Feature","id":12345678901234567890123,"properties":{"big":9007199254740993,"exact":401115.0,"huge":123456789012345678901234567890,"__proto__":{"x":1},"$serde_json::private::Number":"7","nul":"a\u0000b"}}"#;
    let read = reading("a.geojson", text.as_bytes(), &ReadOptions::default());
    let feature = &read.records[0].feature;
    assert_eq!(feature.id.as_ref().map(ToString::to_string).as_deref(), Some("12345678901234567890123"));
    let properties = serde_json::to_string(&feature.properties).unwrap();
    assert_eq!(
        properties,
        r#"{"big":9007199254740993,"exact":401115.0,"huge":123456789012345678901234567890,"__proto__":{"x":1},"$serde_json::private::Number":"7","nul":"a\u0000b"}"#,
    );
}

#[test]
fn notes_that_repeat_are_told_once_and_counted() {
    let high = r#"{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2,3]}}"#;
    let read = reading("a.geojson", collection(&[high; 5]).as_bytes(), &ReadOptions::default());
    assert_eq!(read.told, "5 kept, 0 refused\nnote[N201] a.geojson:1: heights were left out");
    assert_eq!(read.tally.and_then(|tally| tally.codes.get(&What::HeightDropped.code()).copied()), Some(5));
}

#[test]
fn control_characters_never_reach_the_terminal() {
    let read = reading(
        "a\u{1b}[31m.geojson",
        with_geometry(r#"{"type":"\u001b[2Jx\u202e","coordinates":[]}"#).as_bytes(),
        &ReadOptions::default(),
    );
    assert!(read.told.contains("a\\u{1b}[31m.geojson:1: geometry type \"\\u{1b}[2Jx\\u{202e}\""), "{}", read.told);
    assert!(read.told.chars().all(|c| !c.is_control() || c == '\n'));
}
