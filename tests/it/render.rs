//! The locator map: well-formed, to scale, the same every time, and never more precise than its incidents.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly, in its helpers too")]

use std::sync::LazyLock;

use geo_types::{Geometry, LineString, MultiPolygon, Polygon};
use sarhad::atlas::{Atlas, LayerName, article::article};
use sarhad::geometry::geodesic::distance;
use sarhad::model::feature::{Feature, FeatureId, Properties};
use sarhad::model::layer::Layer;
use sarhad::model::shape::{Longitudes, Shape};
use sarhad::query::incidents::{Records, incident_features};
use sarhad::render::{Extent, MapOptions, map_svg};
use sarhad::{LonLat, Metres};
use serde_json::{Value, json};

static ATLAS: LazyLock<Atlas> = LazyLock::new(Atlas::built_in);

fn place(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).unwrap()
}

fn article_map() -> String {
    map_svg(&ATLAS, &incident_features(&ATLAS, article(), Records::Incidents), &MapOptions::default())
}

fn incident(id: &str, geometry: Option<Geometry<f64>>, properties: Value) -> Feature {
    let shape = geometry.and_then(|geometry| Shape::new(geometry, Longitudes::Strict).unwrap().shape);
    let properties = serde_json::from_value::<Properties>(properties).unwrap();
    Feature { id: Some(FeatureId::Text(id.to_owned())), shape, properties }
}

#[expect(clippy::unnecessary_wraps, reason = "an incident's place is optional")]
fn turbat() -> Option<Geometry<f64>> {
    Some(Geometry::Point((63.0544, 26.0031).into()))
}

fn square(west: f64, south: f64, east: f64, north: f64) -> Geometry<f64> {
    let corners = [(west, south), (east, south), (east, north), (west, north), (west, south)];
    Geometry::MultiPolygon(MultiPolygon(vec![Polygon::new(LineString::from(corners.to_vec()), Vec::new())]))
}

/// The inside of the group with this id.
fn group<'a>(svg: &'a str, id: &str) -> &'a str {
    let (_, rest) = svg.split_once(&format!("<g id=\"{id}\">")).unwrap();
    let mut depth = 1;
    for (at, _) in rest.match_indices('<') {
        depth += i32::from(rest[at..].starts_with("<g "));
        depth -= i32::from(rest[at..].starts_with("</g>"));
        if depth == 0 {
            return &rest[..at];
        }
    }
    panic!("group {id} has no end")
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).and_then(|(_, rest)| rest.split_once(after)).unwrap_or_else(|| panic!("no {before}")).0
}

/// Well-formed as far as this map needs it: tags nest, attributes are quoted and unique, entities are known, no control
/// characters, one root.
#[track_caller]
fn assert_well_formed(svg: &str) {
    let bad = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{fffe}' | '\u{ffff}');
    assert!(!svg.contains(bad), "a character that XML forbids or that turns the text");
    for (at, _) in svg.match_indices('&') {
        let known = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"];
        assert!(known.iter().any(|entity| svg[at..].starts_with(entity)), "{}", &svg[at..at + 10]);
    }
    let mut open: Vec<&str> = Vec::new();
    let mut roots = 0;
    for piece in svg.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or_else(|| panic!("<{piece} does not end"));
        assert!(!text.contains('>'), "a bare > after <{tag}>");
        assert!(!open.is_empty() || !tag.starts_with('/'), "</{tag}> closes nothing");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else {
            roots += usize::from(open.is_empty());
            let name = tag.split([' ', '/']).next().unwrap();
            assert!(name.chars().all(|c| c.is_ascii_alphabetic()) && !name.is_empty(), "<{tag}>");
            let quotes = tag.matches('"').count();
            assert_eq!(quotes % 2, 0, "<{tag}>");
            assert_eq!(tag.matches("=\"").count() * 2, quotes, "<{tag}>");
            if !tag.ends_with('/') {
                open.push(name);
            }
        }
    }
    assert!(open.is_empty() && roots == 1, "{open:?} stay open, {roots} roots");
    assert!(!["<script", "<image", "<foreignObject", "href", "NaN", "inf\""].iter().any(|word| svg.contains(word)));
}

#[test]
fn the_article_is_a_small_picture_with_its_words_beside_it() {
    let svg = article_map();
    assert_well_formed(&svg);
    assert!(svg.len() < 300_000, "{} bytes", svg.len());
    assert!(svg.starts_with("<svg ") && svg.contains("role=\"img\"") && svg.contains("aria-labelledby=\"t d\""));
    let said = "Boundaries as drawn by OpenStreetMap, Natural Earth, OCHA and WFP; no position on the status of any territory is implied";
    for word in ["© OpenStreetMap contributors (ODbL-1.0)", "OCHA, WFP (CC-BY-3.0-IGO)", "GeoNames (CC-BY-4.0)", said]
    {
        assert_eq!(group(&svg, "credits").matches(word).count(), 1, "{word}");
    }
    let labels = group(&svg, "labels");
    let names =
        ["IRAN", "PAKISTAN", "AFGHANISTAN", "Sistan and Baluchestan", "Balochistan", "Gwadar", "Panjgur", "Kech"];
    for word in names.into_iter().chain(["Zahedan", "Turbat", "Taftan", "A1", "A3", "A10", "A11", "A13"]) {
        assert!(labels.contains(&format!(">{word}<")), "{word}");
    }
    assert_eq!(labels.matches(">Gwadar<").count(), 2, "the district and the town");
}

#[test]
fn equal_input_gives_equal_bytes() {
    let own_atlas = Atlas::built_in();
    let again =
        map_svg(&own_atlas, &incident_features(&own_atlas, article(), Records::Incidents), &MapOptions::default());
    assert_eq!(article_map(), again);
}

#[test]
fn every_incident_is_drawn_or_listed_with_the_reason() {
    let svg = article_map();
    let said = between(&svg, "<desc id=\"d\">", "</desc>");
    let groups = [
        "Locator map. As points: 1. A3: ",
        "As stretches of border: 2. A1: ",
        "As areas: 2. A10: ",
        "Known only to a country or province: 7. A2: ",
        "Place named, no position published: 1 (A12). No place given: 2 (A5, A15).",
    ];
    for group in groups {
        assert!(said.contains(group), "{group} in {said}");
    }
    let legend = group(&svg, "legend");
    for ids in ["A2, A4, A6, A7, A8, A9, A14", "A12", "A5, A15"] {
        assert!(legend.contains(&format!(">{ids}<")), "{ids}");
    }
}

/// How many dots, circles, bands and areas are drawn of one incident, and what the picture says of it.
#[track_caller]
fn check(geometry: Option<Geometry<f64>>, properties: Value, drawn: [usize; 4], said: &str) {
    let svg = map_svg(&ATLAS, &[incident("X1", geometry, properties)], &MapOptions::default());
    assert_well_formed(&svg);
    let marks = group(&svg, "incidents");
    let found = ["class=\"dot", "class=\"radius\"", "class=\"band", "class=\"area\""].map(|c| marks.matches(c).count());
    assert_eq!(found, drawn);
    assert_eq!(between(&svg, "Locator map. ", "</desc>"), said);
}

#[test]
fn nothing_is_drawn_more_precisely_than_it_is_known() {
    let line = || Some(Geometry::LineString(vec![(62.0, 27.0), (63.0, 27.5)].into()));
    let away = Some(Geometry::Point((2.35, 48.86).into()));
    let point = "As points: 1 (X1).";
    check(turbat(), json!({}), [1, 0, 0, 0], point);
    check(turbat(), json!({"radius_m": 10_000}), [1, 1, 0, 0], point);
    check(turbat(), json!({"radius_m": -1}), [1, 0, 0, 0], point);
    check(turbat(), json!({"precision": "locality", "radius_m": 1e308}), [1, 1, 0, 0], point);
    check(turbat(), json!({"precision": "country"}), [0; 4], "Known only to a country or province: 1 (X1).");
    check(turbat(), json!({"precision": "province"}), [0; 4], "Known only to a country or province: 1 (X1).");
    check(
        Some(square(60.0, 25.0, 70.0, 30.0)),
        json!({"precision": "country"}),
        [0; 4],
        "Known only to a country or province: 1 (X1).",
    );
    check(turbat(), json!({"precision": "unlocated"}), [0; 4], "No place given: 1 (X1).");
    check(None, json!({"precision": "locality"}), [0; 4], "Place named, no position published: 1 (X1).");
    check(None, json!({}), [0; 4], "No place given: 1 (X1).");
    check(away, json!({}), [0; 4], "Outside this map: 1 (X1).");
    check(line(), json!({"precision": "border-zone"}), [0, 0, 1, 0], "As stretches of border: 1 (X1).");
    check(Some(square(62.0, 26.0, 63.0, 27.0)), json!({"precision": "district"}), [0, 0, 0, 1], "As areas: 1 (X1).");
}

#[test]
fn the_scale_bar_is_as_long_as_it_says() {
    let corners =
        [(60.0, 25.0, 66.0, 27.5), (58.8, 24.7, 70.3, 32.1), (61.5, 28.9, 61.6, 29.0), (-20.0, 55.0, 30.0, 75.0)];
    for (west, south, east, north) in corners {
        let extent = Some(Extent::new(place(west, south), place(east, north)).unwrap());
        let svg = map_svg(&ATLAS, &[], &MapOptions { extent, ..MapOptions::default() });
        let bar = group(&svg, "scale");
        let number = |text: &str| text.parse::<f64>().unwrap();
        let px = number(between(between(bar, "class=\"bar\"", ">"), "width=\"", "\""));
        let km = number(between(bar, "class=\"scale\"", "km<").rsplit('>').next().unwrap().trim());
        let lat = number(between(bar, "true along ", "°"));
        // referee: GeographicLib between two meridians of the graticule, along the parallel that the map names
        let meridians: Vec<(f64, f64)> = svg
            .split("<text class=\"degrees\" x=\"")
            .skip(1)
            .filter_map(|text| {
                let lon = between(text, ">", "°");
                let sign = if text.split('<').next()?.ends_with('W') { -1.0 } else { 1.0 };
                text.split('<')
                    .next()?
                    .ends_with(['E', 'W'])
                    .then(|| (number(text.split('"').next().unwrap()), number(lon) * sign))
            })
            .collect();
        let [(x0, lon0), .., (x1, lon1)] = meridians[..] else { panic!("{} meridians", meridians.len()) };
        // in steps of a fortieth, since a geodesic is shorter than the parallel it spans
        let step = distance(place(lon0, lat), place(lon0 + (lon1 - lon0) / 40.0, lat)).value() * 40.0;
        let bar_m = step / (x1 - x0) * px;
        assert!((bar_m / (km * 1_000.0) - 1.0).abs() < 0.01, "{bar_m} m for {km} km at {lat}");
    }
}

#[test]
fn a_radius_is_drawn_to_scale() {
    // referee: GeographicLib, through the bar that the test above measures
    let svg = map_svg(&ATLAS, &[incident("X", turbat(), json!({"radius_m": 100_000}))], &MapOptions::default());
    let bar = group(&svg, "scale");
    let bar_px: f64 = between(between(bar, "class=\"bar\"", ">"), "width=\"", "\"").parse().unwrap();
    let km: f64 = between(bar, "class=\"scale\"", " km<").rsplit('>').next().unwrap().parse().unwrap();
    let marks = group(&svg, "incidents");
    let north: f64 = between(marks, "ry=\"", "\"").parse().unwrap();
    let east: f64 = between(marks, "rx=\"", "\"").parse().unwrap();
    let expected = Metres::from_km(100.0).km() / km * bar_px;
    assert!((north / expected - 1.0).abs() < 0.01, "{north} px for {expected}");
    // a degree of longitude is drawn as wide as at 28.4° N, but is 2 % wider on the ground at Turbat
    assert!((east / expected - 28.4_f64.to_radians().cos() / 26.0_f64.to_radians().cos()).abs() < 0.01, "{east} px");
}

#[test]
fn hostile_words_stay_words() {
    let names = [
        "</text><script>alert(1)</script>",
        "a\" onload=\"x",
        "]]>&lt;&#0;",
        "nul\0esc\u{1b}[31mbell\u{7}",
        "\u{202e}\u{2066}turned\u{fffe}",
        "line\nbreak\ttab",
        "",
        "گوادر",
        &"long ".repeat(2_000),
        &"x".repeat(5_000),
    ];
    let incidents: Vec<Feature> = names
        .iter()
        .enumerate()
        .map(|(i, name)| {
            let at = Geometry::Point((62.0 + 0.5 * i as f64, 28.0).into());
            let at = Some(at).filter(|_| i % 3 > 0);
            incident(name, at, json!({"title": name, "date": name, "areas": name, "precision": name}))
        })
        .collect();
    let words = || names.iter().map(|name| (*name).to_owned());
    let options = MapOptions {
        title: names[0].to_owned(),
        subtitle: names[3].to_owned(),
        extent: None,
        towns: words().collect(),
        notes: words().collect(),
        ..MapOptions::default()
    };
    let svg = map_svg(&ATLAS, &incidents, &options);
    assert_well_formed(&svg);
    assert!(svg.contains("&lt;script&gt;alert(1)"));
}

#[test]
fn many_incidents_are_counted_where_they_have_no_room() {
    let many: Vec<Feature> = (0..3_000)
        .map(|i| {
            let at = Geometry::Point((61.0 + 0.002 * f64::from(i), 27.0 + 0.3 * f64::from(i % 7)).into());
            let (at, precision) = if i % 3 == 0 { (None, "country") } else { (Some(at), "exact") };
            incident(&format!("no-{i}"), at, json!({"precision": precision, "title": "x"}))
        })
        .collect();
    let svg = map_svg(&ATLAS, &many, &MapOptions::default());
    assert_well_formed(&svg);
    assert_eq!(svg.matches("class=\"id").count(), 0, "nobody looks up one id among so many");
    let legend = group(&svg, "legend");
    assert!(legend.contains("Incidents drawn: 2,000") && legend.contains("Not drawn: 1,000"), "{legend}");
    assert!(!legend.contains("no-"), "{legend}");
}

#[test]
fn an_atlas_of_ones_own_is_drawn_without_the_built_in_one() {
    let region = |id: &str, west: f64| incident(id, Some(square(west, 10.0, west + 2.0, 12.0)), json!({"name": id}));
    let layer = |features: Vec<Feature>| Layer { features, ..Layer::default() };
    let point = || Some(Geometry::Point((22.0, 10.0).into()));
    let both = || layer(vec![region("AA", 20.0), region("BB", 22.0)]);
    let mut builder = Atlas::builder();
    for name in [LayerName::Countries, LayerName::Provinces, LayerName::Districts] {
        builder = builder.layer(name, both()).unwrap();
    }
    for name in [LayerName::Regions, LayerName::Places] {
        builder = builder.layer(name, Layer::default()).unwrap();
    }
    let atlas = builder.layer(LayerName::Tripoints, layer(vec![incident("t", point(), json!({}))])).unwrap().build();
    let svg = map_svg(&atlas, &[], &MapOptions::default());
    assert_well_formed(&svg);
    assert!(svg.contains(">AA<") && svg.contains(">BB<") && !svg.contains("PAKISTAN"));
    // the one edge that the two countries share is drawn once, as a border, and not again as an outline
    let base = between(&svg, "class=\"graticule\"", "<g id=\"incidents\">");
    assert_eq!(base.matches("class=\"border\"").count(), 1);
    assert_eq!(base.matches("class=\"outline\"").count(), 1);
    assert_eq!(base.matches("class=\"inner").count(), 0);
}

#[test]
fn extents_at_the_rim_of_the_earth_are_drawn() {
    let rims = [
        (-180.0, -90.0, 180.0, 90.0),
        (0.0, 89.9, 0.0, 90.0),
        (179.9, 0.0, 180.0, 0.0),
        (-180.0, -90.0, -180.0, -90.0),
    ];
    for (west, south, east, north) in rims {
        let extent = Some(Extent::new(place(west, south), place(east, north)).unwrap());
        assert_well_formed(&map_svg(&ATLAS, &[], &MapOptions { extent, ..MapOptions::default() }));
    }
    assert!(Extent::new(place(2.0, 0.0), place(1.0, 1.0)).is_err());
    assert_eq!(Extent::around(&[]), None);
    let one = [incident("X", turbat(), json!({}))];
    let svg = map_svg(&ATLAS, &one, &MapOptions { extent: Extent::around(&one), ..MapOptions::default() });
    assert!(group(&svg, "incidents").contains("class=\"dot"));
}
