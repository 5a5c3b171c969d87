//! Whose data an answer rests on is told with it, in every form. Referee: what the layers' own files tell of themselves.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use serde_json::{Value, json};

#[cfg(feature = "mcp")]
use crate::mcp::Assistant;
use crate::server_questions::Serving;
use crate::server_served::Reply;

/// What has to be told.
const MEMBERS: [&str; 3] = ["attribution", "licence", "disclaimer"];
/// Records that tell of no one.
const POINTS: &str = "id,lon,lat\na,61.0,29.5\nb,62.5,27.5\nc,63.5,31.0\n";
/// A record that is known to a district alone.
const CODED: &str = "\
id,where_prec,adm_1,adm_2,country,latitude,longitude,date_start,best
3,3,Balochistan province,Kech district,Pakistan,26.0031,63.0544,2020-02-05,1
";
/// Records that do.
const OWN: &str = r#"{"type":"FeatureCollection","metadata":{"title":"Raids","attribution":"The raids project","licence":"CC-BY-4.0"},"features":[
{"type":"Feature","id":"r1","properties":{"name":"raid"},"geometry":{"type":"Point","coordinates":[61.0,29.5]}}]}"#;
/// A place that is sent.
const SENT: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[61.0,29.5]}}]}"#;

static SERVER: LazyLock<Serving> =
    LazyLock::new(|| Serving::new(&[("points.csv", POINTS), ("coded.csv", CODED), ("own.geojson", OWN)]));

/// What the file of a layer tells of itself.
fn told_by(layer: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("data/layers/{layer}.geojson"));
    serde_json::from_str::<Value>(&fs::read_to_string(path).unwrap()).unwrap()["metadata"].clone()
}

/// That `told` holds what the layers tell, part by part.
fn holds(what: &str, told: &Value, layers: &[&str]) {
    for layer in layers {
        let card = told_by(layer);
        for member in MEMBERS {
            let text = told[member].as_str().unwrap_or_else(|| panic!("{what} tells no {member}: {told}"));
            let between = if member == "licence" { " AND " } else { "; " };
            for part in card[member].as_str().unwrap().split(between) {
                assert!(text.contains(part), "{what}: {part:?} of {layer} is not in {text:?}");
            }
        }
    }
}

#[test]
fn answers_that_layers_took_part_in_credit_them() {
    let units = ["countries", "provinces", "districts"].as_slice();
    let lines = ["borders", "countries"].as_slice();
    for (path, layers) in [
        ("/collections/points/items?border=IR-PK", lines),
        ("/collections/points/items?border=IR-PK&border_distance=..900km&limit=1", lines),
        ("/collections/points/items?in=PK205&certainty=may", units),
        ("/collections/points/items?near=61,29&in=IR", units),
        ("/collections/coded/items?near=62,26&distance=500km&certainty=may", units),
        ("/nearest?at=62,26&collection=coded", units),
        ("/collections/coded/items?in=PK205", units),
        ("/collections/own/items?border=AF-IR", lines),
        ("/collections/places/items?border=IR-PK&limit=1", lines),
        ("/distance?at=61,29.5", lines),
        ("/locate?at=61,29.5", units),
    ] {
        holds(path, &SERVER.json(path)["metadata"], layers);
    }
    let sent = SERVER.post("/nearest?collection=coded", SENT);
    holds("/nearest of what is sent", &serde_json::from_slice::<Value>(&sent.body).unwrap()["metadata"], units);
}

#[test]
fn what_records_tell_of_themselves_stands_beside_the_layers() {
    let joined = SERVER.json("/collections/own/items?border=IR-PK")["metadata"].clone();
    assert_eq!(
        joined["input"],
        json!({ "title": "Raids", "attribution": "The raids project", "licence": "CC-BY-4.0" })
    );
    assert!(joined["measured"].as_str().unwrap().contains("rfc7946"), "{joined}");
    // where no layer takes part it is as before, but for how it was measured
    let near = SERVER.json("/collections/own/items?near=61,29")["metadata"].clone();
    assert_eq!(near["attribution"], "The raids project");
    assert!(near["measured"].is_string() && near.get("layers").is_none(), "{near}");
    assert!(SERVER.json("/collections/points/items").get("metadata").is_none());
    let page = SERVER.get("/collections/own/items?border=IR-PK&f=html");
    for text in ["© OpenStreetMap contributors", "The raids project", "ODbL-1.0", "CC-BY-4.0"] {
        assert!(page.text().contains(&format!("<p>{text}</p>")), "{text}: {}", page.text());
    }
}

#[cfg(feature = "mcp")]
#[test]
fn an_assistant_is_told_of_layers_and_of_records() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("points.csv");
    fs::write(&input, POINTS).unwrap();
    let mut assistant = Assistant::new(&[input.to_str().unwrap(), "@incidents"]);
    let units = ["countries", "provinces", "districts"].as_slice();
    let inside = json!({ "in": "IR", "certainty": "may" });
    let told = assistant.answer("incidents", &inside);
    holds("incidents", &told, units);
    assert!(
        told["licence"]
            .as_str()
            .unwrap()
            .ends_with("of the records: none is told by the input; ask whoever made it before you pass records on"),
        "{}",
        told["licence"]
    );
    let near = json!({ "lon": 61.0, "lat": 29.5, "radius_km": 100, "in": "IR", "certainty": "may" });
    holds("incidents_near", &assistant.answer("incidents_near", &near), units);
    let near = json!({ "lon": 61.0, "lat": 29.5, "radius_km": 300, "collection": "incidents", "certainty": "may" });
    holds("incidents_near", &assistant.answer("incidents_near", &near), units);
    let alone = assistant.answer("incidents", &json!({}));
    assert_eq!(alone["attribution"], "none is told by the input");
}

/// What a header says, as it was before it was encoded.
fn header(reply: &Reply, name: &str) -> String {
    let value = reply.header(name).unwrap_or_else(|| panic!("no {name} in {}", reply.head));
    form_urlencoded::parse(format!("x={}", value.replace('+', "%2B")).as_bytes()).next().unwrap().1.into_owned()
}

#[test]
fn a_table_has_its_credit_in_headers() {
    for (path, layers) in [
        ("/collections/points/items?border=IR-PK&f=csv", ["borders", "countries"].as_slice()),
        ("/collections/borders/items?f=csv", &["borders"]),
        ("/distance?at=61,29.5&f=csv", &["borders"]),
        ("/locate?at=61,29.5&f=csv", &["countries"]),
        ("/nearest?at=61,29.5&collection=borders&f=csv", &["borders"]),
    ] {
        let reply = SERVER.get(path);
        assert_eq!(reply.status, 200, "{path}");
        let told = MEMBERS.map(|member| (member.to_owned(), Value::from(header(&reply, &format!("sarhad-{member}")))));
        let told: Value = told.into_iter().collect::<serde_json::Map<_, _>>().into();
        let known: Vec<Value> = layers.iter().map(|layer| told_by(layer)).collect();
        for member in MEMBERS {
            // heads are in lower case here
            let text = told[member].as_str().unwrap().to_lowercase();
            for card in &known {
                let card = card[member].as_str().unwrap().to_lowercase();
                assert!(
                    card.replace(" and ", "; ").split("; ").all(|part| text.contains(part)),
                    "{path}: {card:?} is not in {text:?}"
                );
            }
        }
        let licence = "<https://opendatacommons.org/licenses/odbl/1-0/>; rel=\"license\"";
        assert!(reply.head.contains(licence), "{path}: {}", reply.head);
        let readable = reply.header("access-control-expose-headers").unwrap();
        assert!(readable.contains("sarhad-attribution") && readable.contains("sarhad-disclaimer"), "{readable}");
    }
    let reply = SERVER.get("/collections/own/items?border=IR-PK&f=csv");
    assert!(header(&reply, "sarhad-attribution").contains("the raids project"), "{}", reply.head);
    assert!(reply.head.contains("/collections/own>; rel=\"collection\""), "{}", reply.head);
    // who tells of no one is not credited, and other forms hold it themselves
    assert_eq!(SERVER.get("/collections/points/items?f=csv").header("sarhad-attribution"), None);
    for form in ["kml", "fgb"] {
        let file = SERVER.get(&format!("/collections/own/items?border=IR-PK&f={form}")).body;
        for text in ["OpenStreetMap contributors", "The raids project"] {
            assert!(file.windows(text.len()).any(|part| part == text.as_bytes()), "{form} has no {text}");
        }
    }
}
