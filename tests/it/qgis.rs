//! Projects beside packages: what a person sees who opens one. Referee for how it looks: `tests/interop/qgis_open.py`.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly, in its helpers too")]

use geo_types::{Geometry, LineString, Point, polygon};
use sarhad::io::write::feature::{FeatureWriter, feature_writer};
use sarhad::io::write::format::OutputFormat;
use sarhad::io::write::options::{Document, DrawnLayer, WriteOptions};
use sarhad::io::write::project::Project;
use sarhad::model::feature::Feature;
use sarhad::model::shape::{Longitudes, Shape};
use serde_json::{Value, json};
use tempfile::tempdir;

fn feature(geometry: Option<Geometry<f64>>, properties: &Value) -> Feature {
    let shape = geometry.and_then(|geometry| Shape::new(geometry, Longitudes::Strict).unwrap().shape);
    Feature { id: None, shape, properties: properties.as_object().unwrap().clone() }
}

/// A record of an incident; `more` are its other columns.
fn incident(geometry: Option<Geometry<f64>>, more: &Value) -> Feature {
    let mut properties = json!({"record": "incident", "claims": "c1", "asserted_by": "x", "precision": "locality"});
    properties.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    feature(geometry, &properties)
}

fn zahedan() -> Geometry<f64> {
    Point::new(60.8629, 29.4963).into()
}

fn along() -> Geometry<f64> {
    LineString::from(vec![(61.0, 29.0), (62.0, 28.0)]).into()
}

fn square() -> Geometry<f64> {
    polygon![(x: 61.0, y: 25.0), (x: 62.0, y: 25.0), (x: 62.0, y: 26.0), (x: 61.0, y: 26.0)].into()
}

/// The project that opens a package of `features`, as text.
fn project(features: &[Feature], document: Document) -> String {
    let folder = tempdir().unwrap();
    let mut options = WriteOptions::new(OutputFormat::GeoPackage, "events.gpkg");
    options.spool_dir = Some(folder.path().to_owned());
    options.document = document;
    let project = Project::new("map.gpkg");
    options.project = Some(project.clone());
    let mut writer = feature_writer(Vec::new(), options);
    for feature in features {
        writer.write(feature).unwrap();
    }
    writer.finish().unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(project.take())).unwrap();
    assert_eq!(archive.len(), 1);
    let mut text = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("map.qgs").unwrap(), &mut text).unwrap();
    assert!(!text.contains(&*folder.path().to_string_lossy()));
    let mut reader = quick_xml::Reader::from_str(&text);
    while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
    text
}

/// What stands in `text` between `before` and `after`, each time.
fn between<'t>(text: &'t str, before: &str, after: &str) -> Vec<&'t str> {
    text.split(before).skip(1).filter_map(|rest| rest.split(after).next()).collect()
}

#[test]
fn a_project_says_when_and_by_whom() {
    let metadata = json!({"title": "A <map> & more", "attribution": "by \"us\"", "disclaimer": "no view"});
    let features = [
        feature(Some(zahedan()), &json!({"day": "2019-04-18"})),
        feature(Some(along()), &json!({"day": "2020-01-01"})),
    ];
    let text = project(&features, Document { metadata: Some(metadata), ..Document::default() });
    for part in [
        "<datasource>./map.gpkg|layername=events_points</datasource>",
        "<title>A &lt;map&gt; &amp; more</title>",
        "by &quot;us&quot;",
        "<Absolute type=\"bool\">false</Absolute>",
        "no view",
        "<start>2019-04-18T00:00:00Z</start><end>2020-01-01T23:59:59Z</end>",
    ] {
        assert!(text.contains(part), "{part}");
    }
}

#[test]
fn layers_and_titles_are_named_for_people() {
    let check = |features: &[Feature], title: &str, layers: &[&str]| {
        let layer = DrawnLayer {
            name: "borders".to_owned(),
            features: vec![feature(Some(along()), &json!({"name": "a"}))],
            metadata: None,
        };
        let text = project(features, Document { layers: vec![layer], ..Document::default() });
        let [shown, ..] = between(&text, "<title>", "</title>")[..] else { panic!("no title") };
        assert_eq!(shown, title);
        assert_eq!(between(&text, "<layername>", "</layername>"), layers);
    };
    let dated = |geometry| incident(geometry, &json!({"date": "2019-04-18"}));
    check(
        &[dated(Some(zahedan())), dated(Some(along())), dated(Some(square())), dated(None)],
        "Incidents, 2019",
        &[
            "Incidents at a point",
            "Incidents along a line",
            "Incidents in an area",
            "Incidents without a location",
            "Borders",
        ],
    );
    check(&[incident(Some(zahedan()), &json!({}))], "Incidents", &["Incidents at a point", "Borders"]);
    let event =
        feature(Some(zahedan()), &json!({"where_prec": 1, "date_start": "2019-04-18", "date_end": "2020-04-18"}));
    check(&[event], "Events, 2019–2020", &["Events at a point", "Borders"]);
    let road = |geometry| feature(geometry, &json!({"name": "a"}));
    check(&[road(Some(along()))], "events", &["events", "Borders"]);
    check(&[road(Some(along())), road(None)], "events", &["events", "events: without a location", "Borders"]);
}

#[test]
fn credits_say_of_what_each_licence_is_and_nothing_twice() {
    let osm = json!({"attribution": "© OSM", "licence": "ODbL-1.0"});
    let earth = json!({"attribution": "Natural Earth", "licence": "LicenseRef-public-domain"});
    let layer = |name: &str, sources: Value, by: &str| DrawnLayer {
        name: name.to_owned(),
        features: vec![feature(Some(along()), &json!({"name": "a"}))],
        metadata: Some(json!({"sources": sources, "licence": "all", "attribution": "all",
            "disclaimer": format!("boundaries as drawn by {by}; no position on the status of any territory is implied")})),
    };
    let layers =
        vec![layer("borders", json!([osm]), "OSM"), layer("provinces", json!([osm, earth]), "OSM and Natural Earth")];
    let metadata = json!({"title": "Claims of an article", "licence": "MIT", "attribution": "Coded by us."});
    let features = [incident(Some(zahedan()), &json!({})), incident(None, &json!({}))];
    let text = project(&features, Document { metadata: Some(metadata), layers, ..Document::default() });
    let credit = between(&text, "<CopyrightLabel>", "</CopyrightLabel>");
    let credit = between(credit[0], "<Label type=\"QString\">", "</Label>");
    assert_eq!(
        credit[0].split("&#10;").collect::<Vec<_>>(),
        [
            "1 of 2 records have no location and are not on the map.",
            "Data: Claims of an article (MIT). Coded by us.",
            "Map: © OSM (ODbL-1.0); Natural Earth (public domain).",
            "Boundaries as drawn by OSM and Natural Earth; no position on the status of any territory is implied.",
        ]
    );
}

#[test]
fn labels_of_many_records_wait_for_a_large_scale_and_borders_make_room() {
    let many = |count: usize| -> String {
        let features: Vec<Feature> = (0..count).map(|_| incident(Some(zahedan()), &json!({"title": "a"}))).collect();
        project(&features, Document::default())
    };
    for (count, shown) in
        [(40, "scaleVisibility=\"0\""), (41, "scaleVisibility=\"1\" scaleMin=\"1\" scaleMax=\"750000\"")]
    {
        assert!(many(count).contains(shown), "{count}");
    }
    let border = feature(Some(along()), &json!({"id": "border/IR-PK", "name": "a", "name_fa": "b"}));
    let layers = vec![DrawnLayer { name: "borders".to_owned(), features: vec![border], metadata: None }];
    let there = "NOT IN ('border/IR-PK')";
    for (place, expected) in [(json!({"along_border": "border/IR-PK"}), true), (json!({"along_border": null}), false)] {
        let document = Document { layers: layers.clone(), ..Document::default() };
        assert_eq!(project(&[incident(Some(along()), &place)], document).contains(there), expected, "{place}");
    }
}
