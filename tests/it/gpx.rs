//! GPX: which records become waypoints, that they read back as they were, and what is made of documents of others.
//! Referee: Topografix, GPX 1.1 schema.

use geo_types::{Geometry, LineString, Point};
use sarhad::io::read::{Event, ReadOptions};
use sarhad::io::write::feature::{FeatureWriter, feature_writer};
use sarhad::io::write::format::OutputFormat;
use sarhad::io::write::options::WriteOptions;
use serde_json::json;

use crate::kml::{feature, plain, written};
use crate::read::{check, reading};

const LEFT_OUT: &str = "kept 2, of which the file leaves out 1: known only to an area, along a line, or without a location; GPX \
    holds single places alone, KML and GeoPackage hold all";

#[expect(clippy::unnecessary_wraps, reason = "a feature's place is optional")]
fn point() -> Option<Geometry<f64>> {
    Some(Geometry::Point(Point::new(60.8629, 29.4963)))
}

#[test]
fn only_places_become_waypoints() {
    let line = Some(LineString::from(vec![(61.0, 27.0), (62.0, 27.5)]).into());
    for (geometry, properties, is_one) in [
        (point(), json!({ "title": "x" }), true),
        (point(), json!({ "precision": "exact" }), true),
        (point(), json!({ "precision": "near", "radius_m": 500 }), true),
        (point(), json!({ "precision": "locality" }), true),
        (point(), json!({ "where_prec": 1 }), true),
        (point(), json!({ "where_prec": 3 }), false),
        (point(), json!({ "geo_precision": "2" }), false),
        (point(), json!({ "precision": "district" }), false),
        (point(), json!({ "precision": "country" }), false),
        (line, json!({}), false),
        (None, json!({}), false),
    ] {
        let what = properties.to_string();
        let one = feature("a", geometry, properties);
        let beside = feature("b", point(), json!({ "precision": "exact" }));
        let (bytes, told) = written(OutputFormat::Gpx, &[one.clone(), beside]);
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text.matches("<wpt ").count(), 1 + usize::from(is_one), "{what}");
        let expected: &[&str] = if is_one { &[] } else { &[LEFT_OUT] };
        assert_eq!(told.left_out, expected, "{what}");
        let mut alone = feature_writer(Vec::new(), WriteOptions::new(OutputFormat::Gpx, "out"));
        alone.write(&one).unwrap();
        let refused =
            alone.finish().map_err(|error| error.to_string().starts_with("out: none of 1 records can be held: known"));
        assert_eq!(refused.as_ref().err(), (!is_one).then_some(&true), "{what}: {refused:?}");
        let unstated = told.told.iter().any(|told| told.starts_with("1 waypoints stand for records that do not say"));
        assert_eq!(unstated, what == r#"{"title":"x"}"#, "{what}: {told:?}");
    }
}

#[test]
fn a_waypoint_says_how_far_it_may_be_off_and_never_makes_up_a_time() {
    let day = feature(
        "A3",
        point(),
        json!({
            "title": "Zahedan <x>", "date_start": "2022-09-30", "radius_m": 10000, "precision": "locality",
            "source": "a paper", "source_url": "javascript:alert(1)",
        }),
    );
    let text = String::from_utf8(written(OutputFormat::Gpx, &[day]).0).unwrap();
    assert!(text.contains("<name>Zahedan &lt;x&gt; (within 10.00 km)</name>"), "{text}");
    assert!(text.contains("<src>a paper</src>"));
    assert!(!text.contains("<time>") && !text.contains("<link"));
    let moment = json!({ "date": "2022-09-30T12:00:00+03:30", "url": "https://example.org/?a=1&b=2" });
    let text = String::from_utf8(written(OutputFormat::Gpx, &[feature("m", point(), moment)]).0).unwrap();
    assert!(text.contains("<time>2022-09-30T08:30:00Z</time>"), "{text}");
    assert!(text.contains("<link href=\"https://example.org/?a=1&amp;b=2\"/>"), "{text}");
}

#[test]
fn columns_read_back_as_they_were() {
    let columns = json!({
        "title": "T", "two words": 2, "2": -1.5, "a:b": true, "نام": "زاہدان", "list": [1, "x"], "day": "2022-09-30", "none": null,
    });
    let before = feature("A3", point(), columns);
    let (bytes, _) = written(OutputFormat::Gpx, std::slice::from_ref(&before));
    assert_eq!(written(OutputFormat::Gpx, std::slice::from_ref(&before)).0, bytes, "two runs differ");
    let read = reading("t.gpx", &bytes, &ReadOptions::default());
    let after = &read.records[0].feature;
    assert_eq!((&after.id, &after.shape), (&before.id, &before.shape));
    for (name, value) in &before.properties {
        assert_eq!(plain(&after.properties[name]), plain(value), "{name}");
    }
}

#[test]
fn waypoints_of_others_are_read_and_tracks_are_told() {
    let text = "<?xml version=\"1.0\"?>\n<gpx version=\"1.1\" creator=\"x\" xmlns=\"http://www.topografix.com/GPX/1/1\">\n\
        <metadata><name>Trip</name><copyright author=\"A\"><license>https://l/</license></copyright></metadata>\n\
        <wpt lat=\"31.6047\" lon=\"74.574\"><ele>210.5</ele><time>2020-01-02T03:04:05Z</time><name>Wagah</name><sym>Flag</sym>\
        <link href=\"https://x/\"><text>more</text></link><extensions><g:a xmlns:g=\"g\"><g:depth>3</g:depth></g:a></extensions></wpt>\n\
        <wpt lat=\"131\" lon=\"74\"/>\n<wpt lon=\"74\"/>\n\
        <rte><rtept lat=\"1\" lon=\"2\"/></rte><trk><trkseg><trkpt lat=\"1\" lon=\"2\"/></trkseg></trk>\n</gpx>";
    let read = reading("-", text.as_bytes(), &ReadOptions::default());
    assert_eq!(
        read.told,
        "1 kept, 2 refused\nrefused[E204] -:5: latitude \"131\" is outside -90..90; longitude and latitude may be swapped; record 2 set aside\n\
         refused[E210] -:6: the geometry has no lat; record 3 set aside\n\
         warning[W303] -: parts that are no records were passed: 1 rte, 1 trk"
    );
    assert_eq!(
        json!(read.records[0].feature.properties),
        json!({
            "ele_m": 210.5, "time": "2020-01-02T03:04:05Z", "name": "Wagah", "sym": "Flag", "link": "https://x/",
            "link_text": "more", "depth": "3",
        })
    );
}

#[test]
fn two_elements_of_one_name_are_told() {
    let text = "<gpx><wpt lat=\"31\" lon=\"74\"><extensions><a:hr xmlns:a=\"a\">1</a:hr><b:hr xmlns:b=\"b\">2</b:hr>\
        <c:hr xmlns:c=\"c\">1</c:hr></extensions></wpt></gpx>";
    let read = reading("t.gpx", text.as_bytes(), &ReadOptions::default());
    assert_eq!(json!(read.records[0].feature.properties), json!({ "hr": "1", "hr_2": "2" }));
    assert!(read.told.contains("note[N319] t.gpx:1: several elements of a record are called \"hr\""), "{}", read.told);
    // an attribute that only looks like our namespace makes no document ours
    let text =
        "<gpx creator=\"urn:sarhad:record\"><metadata><desc>theirs</desc></metadata><wpt lat=\"31\" lon=\"74\"/></gpx>";
    let read = reading("t.gpx", text.as_bytes(), &ReadOptions::default());
    let told = |event: &Event| matches!(event, Event::Member { name, value } if name == "metadata" && value["description"] == "theirs");
    assert!(read.events.iter().any(told), "{}", read.told);
}

#[test]
fn a_document_that_cannot_be_trusted_is_refused() {
    check(
        "t.gpx",
        "<kml/>",
        "fatal[E104] t.gpx: this is KML, not what its name says; name it .kml or .gpx, or say so with --input-format",
    );
    check("t.gpx", "<gpx><wpt lat=\"1\"", "fatal[E111] t.gpx:1: the file ends inside element gpx at byte 17");
    check(
        "t.gpx",
        "<gpx><wpt lat=\"1\" lat=\"2\"/></gpx>",
        "fatal[E109] t.gpx:1: this GPX document cannot be read: an attribute on line 1 is damaged: position 12: duplicated attribute, previous declaration at position 4",
    );
    check("t.gpx", "", "fatal[E102] t.gpx: the file is empty");
    let (bytes, _) = written(OutputFormat::Gpx, &[feature("a", point(), json!({ "title": "x & y" }))]);
    let whole = bytes.trim_ascii_end().len();
    for cut in 0..whole {
        let read = reading("t.gpx", &bytes[..cut], &ReadOptions::default());
        assert!(read.tally.is_none(), "cut at {cut} passes: {}", read.told);
    }
}
