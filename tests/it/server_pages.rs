//! What the forms of an answer say of themselves, and what of a record may stand in a page. Referee: what was served.

use std::sync::LazyLock;

use serde_json::Value;

use crate::server_questions::Serving;
use crate::server_served::Reply;

/// The forms of features.
const FORMS: [&str; 5] = ["json", "html", "csv", "fgb", "kml"];
/// A record that would have a page run something.
const LINKS: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature","id":"one","properties":{
"links":[{"href":"javascript:alert(1)","title":"press here","type":"text/html"}],
"nested":[{"links":[{"href":"javascript:alert(2)","title":"or here"}]}],
"source":"https://example.org/a","distance_m":"far"},"geometry":{"type":"Point","coordinates":[61.0,29.5]}}]}"#;
/// Inputs that are called as something else is.
const CALLED: &str = "id,lon,lat\na,61.0,29.5\nb,62.5,27.5\n";

static SERVER: LazyLock<Serving> =
    LazyLock::new(|| Serving::new(&[("links.geojson", LINKS), ("borders.csv", CALLED), ("all.csv", CALLED)]));

/// The answer to `path`, which is there.
fn answer(path: &str) -> Reply {
    let reply = SERVER.get(path);
    assert_eq!(reply.status, 200, "{path}: {}", String::from_utf8_lossy(&reply.body));
    reply
}

/// The parameter that a refusal of `path` names.
fn refused(path: &str) -> String {
    let reply = SERVER.get(path);
    assert_eq!(reply.status, 400, "{path}");
    reply.problem()["parameter"].as_str().unwrap().to_owned()
}

#[test]
fn content_crs_is_that_of_what_was_written() {
    let items = "/collections/borders-2/items";
    let (mercator, crs84) =
        ("http://www.opengis.net/def/crs/epsg/0/3857", "http://www.opengis.net/def/crs/ogc/1.3/crs84");
    let reply = answer(&format!("{items}?crs=EPSG:3857"));
    assert_eq!(reply.header("content-crs"), Some(format!("<{mercator}>").as_str()));
    // each other form of the same is had without the system
    let document: Value = serde_json::from_slice(&reply.body).unwrap();
    let others = document["links"].as_array().unwrap().iter().filter(|link| link["rel"] == "alternate");
    for href in others.map(|link| link["href"].as_str().unwrap()) {
        let path = &href[href.find("/collections").unwrap()..];
        assert_eq!(answer(path).header("content-crs"), Some(format!("<{crs84}>").as_str()), "{path}");
    }
    for form in &FORMS[1..] {
        for crs in ["EPSG:3857", "EPSG:4326"] {
            assert_eq!(refused(&format!("{items}?f={form}&crs={crs}")), "crs", "{form} {crs}");
        }
        answer(&format!("{items}?f={form}&crs=OGC:CRS84"));
    }
    assert_eq!(refused(&format!("{items}/a?f=html&crs=EPSG:4326")), "crs");
    assert!(answer(&format!("{items}/a?crs=EPSG:4326")).text().contains("[29.5,61"), "latitude first");
}

#[test]
fn an_offset_beyond_all_numbers_is_an_empty_page_in_each_form() {
    for form in FORMS {
        for offset in ["18446744073709551615", "99999999999999999999999"] {
            let reply = answer(&format!("/collections/links/items?offset={offset}&f={form}"));
            match form {
                "json" => assert!(reply.text().contains("\"numberReturned\":0"), "{}", reply.text()),
                "html" => assert!(reply.text().contains("<p>0 of 1 features</p>"), "{}", reply.text()),
                _ => {}
            }
        }
    }
}

#[test]
fn no_property_of_a_record_becomes_a_link_that_runs() {
    for path in [
        "/collections/links/items/one?f=html",
        "/collections/links/items?f=html",
        "/collections/links/schema?f=html",
        "/nearest?at=61,29&collection=links&f=html",
    ] {
        let page = answer(path).text().to_owned();
        assert!(!page.contains("href=\"javascript"), "{path}: {page}");
        assert!(page.contains(">links</th>") || page.contains("&quot;links&quot;:"), "{path}: {page}");
    }
    let page = answer("/collections/links/items/one?f=html").text().to_owned();
    assert!(page.contains("javascript:alert(1)"), "the property is shown as any other: {page}");
    assert!(page.contains("<a href=\"https://example.org/a\""), "{page}");
}

#[test]
fn a_page_shows_the_distances_that_were_asked_for() {
    let page = answer("/collections/links/items?near=61,29&f=html").text().to_owned();
    let document: Value = serde_json::from_slice(&answer("/collections/links/items?near=61,29").body).unwrap();
    let told = &document["features"][0]["properties"];
    let names = ["distance_m", "distance_min_m", "distance_max_m", "distance_m_input"];
    for name in names.into_iter().filter(|name| told.get(name).is_some()) {
        assert!(page.contains(&format!("<th scope=\"col\">{name}</th>")), "{name}: {page}");
        let value = told[name].as_str().map_or_else(|| told[name].to_string(), str::to_owned);
        assert!(page.contains(&format!("<td>{value}</td>")), "{name} {value}: {page}");
    }
    assert!(told["distance_m"].is_number(), "{told}");
    // what the record itself calls so stands under its other name
    assert!(page.contains("<td>far</td>"), "{page}");
    let border = answer("/collections/borders-2/items?border=IR-PK&f=html").text().to_owned();
    for name in ["border", "distance_m", "nearest_lon", "border_source"] {
        assert!(border.contains(&format!("<th scope=\"col\">{name}</th>")), "{name}: {border}");
    }
}

#[test]
fn an_input_takes_no_layers_place() {
    let list: Value = serde_json::from_slice(&answer("/collections").body).unwrap();
    let ids: Vec<&str> =
        list["collections"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(ids[..3], ["links", "borders-2", "all-2"]);
    assert!(ids.contains(&"borders") && !ids.contains(&"all"), "{ids:?}");
    let layer: Value = serde_json::from_slice(&answer("/collections/borders").body).unwrap();
    assert!(layer["attribution"].as_str().unwrap().contains("OpenStreetMap"), "{layer}");
    let everything: Value = serde_json::from_slice(&answer("/tiles/all.json").body).unwrap();
    let layers: Vec<&str> =
        everything["vector_layers"].as_array().unwrap().iter().map(|layer| layer["id"].as_str().unwrap()).collect();
    assert_eq!(layers, ["links", "borders-2", "all-2", "incidents", "borders", "districts", "provinces"]);
    let own: Value = serde_json::from_slice(&answer("/tiles/all-2.json").body).unwrap();
    assert_eq!(own["vector_layers"].as_array().unwrap().len(), 1);
}

#[test]
fn another_title_name_or_layer_is_another_edition() {
    let own = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"x"},"geometry":{"type":"Point","coordinates":[61.0,29.5]}}]}"#;
    let edition = |name: &str, arguments: &[&str], layer: &str| {
        let server = Serving::with(&[(name, CALLED), ("own.geojson", layer)], arguments);
        let health = server.json("/health");
        health["edition"].as_str().unwrap().to_owned()
    };
    let places = ["--layer", "places=FOLDER/own.geojson"];
    let usual = edition("a.csv", &[], own);
    assert_eq!(edition("a.csv", &[], own), usual);
    let others = [
        edition("a.csv", &["--title", "Another"], own),
        edition("b.csv", &[], own),
        edition("a.csv", &places, own),
        edition("a.csv", &["--layer", "regions=FOLDER/own.geojson"], own),
    ];
    for (at, other) in others.iter().enumerate() {
        assert!(*other != usual && !others[..at].contains(other), "{at}: {others:?} {usual}");
    }
}
