//! `sarhad map` and `sarhad embed`: what the page holds, and that it asks nobody for anything. How it behaves is tested in
//! `web/tests` by a browser.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// Whether `web/` was built before this program, as `make test` does.
fn is_built() -> bool {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/web/dist/page/sarhad-map.js")).exists()
}

fn sarhad(folder: &Path, words: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("sarhad").unwrap().current_dir(folder).args(words).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

/// The page of `words`, which end without its name.
fn page(folder: &Path, words: &[&str]) -> String {
    let (code, _, told) = sarhad(folder, &[words, &["-o", "map.html"]].concat());
    assert_eq!(code, 0, "{told}");
    fs::read_to_string(folder.join("map.html")).unwrap()
}

/// The text of the element that holds `name`.
fn data<'p>(page: &'p str, name: &str) -> &'p str {
    let (_, after) = page.split_once(&format!("data-sarhad=\"{name}\">")).unwrap();
    after.split_once("</script>").unwrap().0
}

fn records(page: &str) -> Value {
    serde_json::from_str(data(page, "incidents")).unwrap()
}

fn record<'r>(records: &'r Value, id: &str) -> &'r Value {
    records["features"].as_array().unwrap().iter().find(|feature| feature["id"] == id).unwrap()
}

#[test]
fn without_the_web_page_the_command_says_how_to_get_it() {
    if is_built() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let (code, _, told) = sarhad(folder.path(), &["map", "@incidents", "-o", "map.html"]);
    assert_eq!(code, 2);
    assert!(told.contains("run make web, then build it again"), "{told}");
    assert!(!folder.path().join("map.html").exists());
}

#[test]
fn a_page_holds_records_as_precisely_as_they_are_placed() {
    if !is_built() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let records = records(&page(folder.path(), &["map", "@incidents"]));
    // Gwadar district spans 0 to 251 km: no point stands for it, and the layers have its outline
    let gwadar = record(&records, "A10");
    assert_eq!(gwadar["geometry"], Value::Null);
    assert_eq!(gwadar["properties"]["areas"], "PK/gwadar");
    assert_eq!(gwadar["properties"]["district"], "PK/gwadar");
    assert_eq!(gwadar["properties"]["distance_min_m"], 0.0);
    assert_eq!(gwadar["properties"]["distance_m"], Value::Null);
    assert!(gwadar["properties"]["distance_max_m"].as_f64().unwrap() > 250_000.0);
    let zahedan = record(&records, "A3");
    assert_eq!(zahedan["geometry"]["type"], "Point");
    assert_eq!(zahedan["properties"]["radius_m"], 10_000.0);
    // a country is no place: nothing of it is drawn
    assert_eq!(record(&records, "A2")["geometry"], Value::Null);
    let claims = record(&records, "A10")["properties"]["claim_list"].as_array().unwrap();
    assert_eq!(claims.len(), 8);
    assert!(claims.iter().any(|claim| claim["verb"] == "alleged"), "{claims:?}");
    assert_eq!(claims[0]["where"], "in Gwadar district");
    assert_eq!(claims[0]["when"], "April 2019");
    // and in parts, which the page words in its own language by the names of the layers
    let parts = &claims[0]["when_parts"];
    assert_eq!([&parts["start"], &parts["end"], &parts["precision"]], ["2019-04-01", "2019-04-30", "month"]);
    let parts = &claims[0]["where_parts"];
    assert_eq!(
        [&parts["precision"], &parts["areas"][0], &parts["as_written"]],
        ["district", "PK/gwadar", "in Gwadar district"]
    );
    let sources = records["metadata"]["sources"].as_array().unwrap();
    assert!(sources.iter().any(|source| source["id"] == claims[0]["source"]));
}

#[test]
fn a_page_asks_no_other_computer_for_anything() {
    if !is_built() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let page = page(folder.path(), &["map", "@incidents"]);
    let (head, _) = page.split_once("<body>").unwrap();
    assert!(head.contains("default-src 'none'; script-src 'sha256-"), "{head}");
    for forbidden in ["unsafe-inline", "unsafe-eval", "connect-src", "http://", "https://"] {
        assert!(!head.contains(forbidden), "{forbidden} in {head}");
    }
    for forbidden in ["<link rel=\"stylesheet\"", "<script src=", "<img ", "@import"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn what_a_record_says_cannot_end_the_element_that_holds_it() {
    if !is_built() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let table = "id,lon,lat,title\n1,61,29,</script><script>alert(1)</script>\n2,61,29,<!--<script>\n";
    fs::write(folder.path().join("hostile.csv"), table).unwrap();
    let page = page(folder.path(), &["map", "hostile.csv", "--title", "</title><script>alert(2)</script>"]);
    assert!(!page.contains("<script>alert"), "{page}");
    assert!(page.contains("&lt;/title&gt;&lt;script&gt;alert(2)"));
    let records = records(&page);
    assert_eq!(records["features"][0]["properties"]["title"], "</script><script>alert(1)</script>");
}

#[test]
fn two_pages_of_the_same_records_are_the_same_bytes() {
    if !is_built() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let first = page(folder.path(), &["map", "@incidents", "--lang", "ur"]);
    let again = page(folder.path(), &["map", "@incidents", "--lang", "ur", "--force", "--threads", "1"]);
    assert!(first == again, "two pages differ");
    assert!(first.contains("<html lang=\"ur\" dir=\"rtl\">"));
}

#[test]
fn a_folder_has_the_page_its_script_and_its_data() {
    if !is_built() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let (code, _, told) = sarhad(folder.path(), &["map", "@incidents", "-o", "site/"]);
    assert_eq!(code, 0, "{told}");
    for file in ["index.html", "sarhad-map.js", "data/incidents.geojson", "data/layers.topojson"] {
        assert!(folder.path().join("site").join(file).is_file(), "{file}");
    }
    let layers: Value =
        serde_json::from_slice(&fs::read(folder.path().join("site/data/layers.topojson")).unwrap()).unwrap();
    let objects: Vec<&str> = layers["objects"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(objects, ["countries", "provinces", "districts", "borders", "tripoints", "towns", "land"]);
    // what is known to Gwadar district was on its land, and the district reaches out to sea; Panjgur has no coast
    let land = layers["objects"]["land"]["geometries"].as_array().unwrap();
    assert!(land.iter().any(|unit| unit["id"] == "PK/gwadar"));
    assert!(!land.iter().any(|unit| unit["id"] == "PK/panjgur"));
    // it is replaced only when asked, and nothing that is not of it goes
    let (code, _, told) = sarhad(folder.path(), &["map", "@incidents", "-o", "site/"]);
    assert_eq!(code, 2, "{told}");
    assert_eq!(sarhad(folder.path(), &["map", "@incidents", "-o", "site/", "--force"]).0, 0);
    fs::write(folder.path().join("site/notes.txt"), "mine").unwrap();
    let (code, _, told) = sarhad(folder.path(), &["map", "@incidents", "-o", "site/", "--force"]);
    assert_eq!(code, 2, "{told}");
    assert!(told.contains("notes.txt"), "{told}");
}

#[test]
fn several_inputs_stand_on_one_map_with_the_credits_of_all() {
    if !is_built() {
        return;
    }
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.csv"), "id,lon,lat,title\n1,61,29,first\n2,61,99,nowhere\n").unwrap();
    let credited = r#"{"type":"FeatureCollection","metadata":{"attribution":"Others"},"features":[
        {"type":"Feature","geometry":{"type":"Point","coordinates":[62,26]},"properties":{"title":"second"}}]}"#;
    fs::write(folder.path().join("b.geojson"), credited).unwrap();
    let words = ["map", "a.csv", "b.geojson", "@incidents", "-o", "map.html"];
    let (code, _, told) = sarhad(folder.path(), &words);
    assert_eq!(code, 4, "{told}");
    assert!(told.contains("a.csv: read 2 = kept 1 + refused 1 + filtered 0"), "{told}");
    assert!(told.contains("read 18 = kept 17 + refused 1 + filtered 0"), "{told}");
    assert!(told.contains("(see map.html.rejects.ndjson)"), "{told}");
    let rejects = fs::read_to_string(folder.path().join("map.html.rejects.ndjson")).unwrap();
    let refused: Value = serde_json::from_str(rejects.trim()).unwrap();
    assert_eq!((&refused["file"], &refused["record"]), (&"a.csv".into(), &2.into()));
    assert_eq!(refused["verbatim"], "2,61,99,nowhere");
    let page = fs::read_to_string(folder.path().join("map.html")).unwrap();
    let records = records(&page);
    assert_eq!(records["features"].as_array().unwrap().len(), 17);
    let inputs: Vec<&str> = records["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["properties"]["input"].as_str().unwrap())
        .collect();
    assert_eq!(inputs[..2], ["a.csv", "b.geojson"]);
    assert!(inputs[2].starts_with("Claims coded from"), "{}", inputs[2]);
    assert_eq!(records["metadata"]["remarks"], serde_json::json!(["a.csv: of 2 entries, 1 could not be read"]));
    assert_eq!(record(&records, "A10")["properties"]["claim_list"].as_array().unwrap().len(), 8);
    assert!(!records["metadata"]["sources"].as_array().unwrap().is_empty());
    let title = records["metadata"]["title"].as_str().unwrap();
    assert!(title.starts_with("a; b; Claims coded from"), "{title}");
    let credit = records["metadata"]["input"]["attribution"].as_str().unwrap();
    assert!(credit.contains("Others") && credit.contains("sarhad contributors"), "{credit}");
}

/// A table of one claim, of a source called `S1` in every table, with this title.
fn claims(folder: &Path, name: &str, title: &str) {
    let head = "incident_id,claim_id,who,who_kind,verb,statement,source_id,source_title,incident_precision,incident_lon,incident_lat,precision,lon,lat,status\n";
    let row = format!(
        "{name},{name}.1,a witness,hearsay,alleged,Shots were heard.,S1,{title},exact,61,29,exact,61,29,reviewed\n"
    );
    let draft = format!(
        "{name}-draft,{name}.2,a witness,hearsay,alleged,More shots.,S1,{title},exact,61,29,exact,61,29,draft\n"
    );
    fs::write(folder.join(format!("{name}.csv")), [head, &row, &draft].concat()).unwrap();
}

#[test]
fn claims_of_several_sets_keep_their_own_sources() {
    if !is_built() {
        return;
    }
    let folder = TempDir::new().unwrap();
    claims(folder.path(), "one", "First Daily");
    claims(folder.path(), "two", "Second Daily");
    fs::create_dir(folder.path().join("more")).unwrap();
    claims(&folder.path().join("more"), "one", "First Daily");
    fs::write(folder.path().join("events.csv"), "id,lon,lat,input\nE1,62,26,mine\nE2,62,96,mine\n").unwrap();
    let inputs = ["one.csv", "two.csv", "more/one.csv", "events.csv"];
    let words = [&["map"], inputs.as_slice(), &["--claims", "-o", "map.html", "--rejects", "r.ndjson"]].concat();
    let (code, _, told) = sarhad(folder.path(), &words);
    assert_eq!(code, 4, "{told}");
    assert!(told.contains("events.csv is no set of claims, and read as records"), "{told}");
    assert!(told.contains("one.csv: read 2 = kept 1 + refused 0 + filtered 1"), "{told}");
    assert!(told.contains("read 8 = kept 4 + refused 1 + filtered 3"), "{told}");
    assert!(fs::read_to_string(folder.path().join("r.ndjson")).unwrap().starts_with("{\"file\":\"events.csv\""));
    let records = records(&fs::read_to_string(folder.path().join("map.html")).unwrap());
    let sources = records["metadata"]["sources"].as_array().unwrap();
    for (id, title) in [("one", "First Daily"), ("two", "Second Daily")] {
        let claim = &record(&records, id)["properties"]["claim_list"][0];
        let of_claim: Vec<&Value> = sources.iter().filter(|source| source["id"] == claim["source"]).collect();
        assert_eq!(of_claim.len(), 1, "{sources:?}");
        assert_eq!(of_claim[0]["title"], title);
    }
    // the same source twice is one
    assert_eq!(sources.iter().filter(|source| source["title"] == "First Daily").count(), 1, "{sources:?}");
    let features = records["features"].as_array().unwrap();
    let input = |number: usize| features[number]["properties"]["input"].as_str().unwrap();
    assert_ne!(input(0), input(2), "two inputs of one name are told apart, and no folder is told");
    assert!(!input(2).contains("more"), "{}", input(2));
    let own = &record(&records, "E1")["properties"];
    assert_eq!((&own["input"], &own["input_input"]), (&"events.csv".into(), &"mine".into()));
    // if none is a set of claims, that is told and nothing written
    let (code, _, told) = sarhad(folder.path(), &["map", "events.csv", "events.csv", "--claims", "-o", "x.html"]);
    assert_eq!(code, 3, "{told}");
    assert!(told.contains("error[E701] events.csv") && !folder.path().join("x.html").exists(), "{told}");
}

#[test]
fn refused_records_lie_beside_a_folder_that_others_will_see() {
    if !is_built() {
        return;
    }
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.csv"), "id,lon,lat\n1,61,29\n2,61,99\n").unwrap();
    for force in [&[][..], &["--force"]] {
        let (code, _, told) = sarhad(folder.path(), &[&["map", "a.csv", "-o", "site/"], force].concat());
        assert_eq!(code, 4, "{told}");
        assert!(told.contains("(see site.rejects.ndjson)"), "{told}");
    }
    assert!(folder.path().join("site.rejects.ndjson").is_file());
    let within: Vec<_> =
        fs::read_dir(folder.path().join("site")).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(within.len(), 3, "{within:?}");
}

#[test]
fn outlines_of_units_stand_in_a_page_once() {
    if !is_built() {
        return;
    }
    let folder = TempDir::new().unwrap();
    // a district, a province, and somewhere in an area without edges, which is looked for in its province
    let head = "id,relid,dyad_new_id,where_prec,adm_1,adm_2,country,latitude,longitude\n";
    let rows = "1,PAK-1,1,3,Balochistan,Gwadar district,Pakistan,25.1264,62.3254\n\
                2,PAK-1,1,4,Balochistan,,Pakistan,28.5,65.1\n\
                3,PAK-1,1,5,Balochistan,,Pakistan,28.5,65.1\n";
    fs::write(folder.path().join("events.csv"), [head, rows].concat()).unwrap();
    let drawn = records(&page(folder.path(), &["map", "events.csv", "--with", "provinces,districts"]));
    let ids = ["PK/gwadar", "PK/balochistan", "PK/balochistan"];
    for (feature, id) in drawn["features"].as_array().unwrap().iter().zip(ids) {
        assert_eq!(feature["geometry"], Value::Null, "{}", feature["properties"]);
        assert_eq!(feature["properties"]["areas"], id);
    }
    // without their layer they have their outlines themselves
    let (code, _, told) = sarhad(folder.path(), &["map", "events.csv", "--with", "districts", "-o", "site/"]);
    assert_eq!(code, 0, "{told}");
    let alone: Value =
        serde_json::from_slice(&fs::read(folder.path().join("site/data/incidents.geojson")).unwrap()).unwrap();
    assert_eq!(alone["features"][0]["geometry"], Value::Null);
    assert_eq!(alone["features"][1]["geometry"]["type"], "MultiPolygon");
}

#[test]
fn readers_of_the_page_are_told_what_was_noticed() {
    if !is_built() {
        return;
    }
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("private")).unwrap();
    let table = "id,lon,lat,precision\n1,29,61,exact\n2,26,62,exact\n3,26,62,who knows\n4,26,99,exact\n";
    fs::write(folder.path().join("private/swapped.csv"), table).unwrap();
    let (code, _, told) = sarhad(folder.path(), &["map", "private/swapped.csv", "-o", "map.html"]);
    assert_eq!(code, 4, "{told}");
    let records = records(&fs::read_to_string(folder.path().join("map.html")).unwrap());
    let remarks: Vec<&str> =
        records["metadata"]["remarks"].as_array().unwrap().iter().map(|remark| remark.as_str().unwrap()).collect();
    assert_eq!(remarks.len(), 3, "{remarks:?}");
    assert!(remarks[0].starts_with("3 of 3 points lie outside the atlas' countries"), "{remarks:?}");
    assert!(remarks[1].starts_with("1 record has a code"), "{remarks:?}");
    assert_eq!(remarks[2], "swapped.csv: of 4 entries, 1 could not be read");
    // what to do is for whoever makes the page
    assert!(told.contains("; check the order, and name --lon-column"), "{told}");
    assert!(!remarks.iter().any(|remark| remark.contains("--") || remark.contains("private")), "{remarks:?}");
}

#[test]
fn a_page_of_rows_that_may_not_be_passed_on_says_so() {
    if !is_built() {
        return;
    }
    let folder = TempDir::new().unwrap();
    // invented, with the columns of an ACLED export
    let head =
        "event_id_cnty,event_date,latitude,longitude,event_type,sub_event_type,actor1,iso,geo_precision,country\n";
    let row = "PAK1,2023-01-01,25.1,62.3,Battles,Armed clash,X,586,1,Pakistan\n";
    fs::write(folder.path().join("rows.csv"), [head, row].concat()).unwrap();
    let (code, _, told) = sarhad(folder.path(), &["map", "rows.csv", "-o", "map.html"]);
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("warning[W803]") && told.contains("ACLED"), "{told}");
    let records = records(&fs::read_to_string(folder.path().join("map.html")).unwrap());
    assert_eq!(records["metadata"]["rows"]["may_pass_on"], false);
    assert!(records["metadata"]["remarks"][0].as_str().unwrap().contains("ACLED"), "{}", records["metadata"]);
    // the row's own country is not lost to the atlas's
    assert_eq!(records["features"][0]["properties"]["country"], "PK");
    assert_eq!(records["features"][0]["properties"]["input_country"], "Pakistan");
    let words = ["map", "rows.csv", "-o", "map.html", "--public", "--force"];
    assert_eq!(sarhad(folder.path(), &words).0, 1);
}

#[test]
fn columns_of_other_names_are_what_a_mapping_says() {
    if !is_built() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let table = "id;lat;lon;Date of Incident;Perpetrator;Kind\n1;29;61;03/04/2023;X;raid\n";
    fs::write(folder.path().join("messy.csv"), table).unwrap();
    let mapping = r#"{"columns":{"date":"Date of Incident","actor1":"Perpetrator"},"date_order":"dmy"}"#;
    fs::write(folder.path().join("m.json"), mapping).unwrap();
    let records = records(&page(folder.path(), &["map", "messy.csv", "--map", "m.json"]));
    let properties = &records["features"][0]["properties"];
    assert_eq!(properties["date_start"], "2023-04-03");
    assert_eq!(properties["actors"], "X");
    assert_eq!(properties["Date of Incident"], "03/04/2023");
}

#[test]
fn a_flow_is_a_diagram_and_has_no_distance() {
    if !is_built() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let records = records(&page(folder.path(), &["map", "@flows"]));
    for flow in records["features"].as_array().unwrap() {
        assert_eq!(flow["properties"]["distance_min_m"], Value::Null, "{flow}");
    }
}

#[track_caller]
fn check_refused(words: &[&str], expected: &str) {
    if !is_built() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let (code, _, told) = sarhad(folder.path(), words);
    assert_eq!(code, 2, "{told}");
    assert!(told.contains(expected), "{told}");
}

#[test]
fn what_cannot_be_a_map_is_told_before_anything_is_read() {
    check_refused(&["map", "@incidents", "-o", "map.pdf"], "write -o map.html for one file, or -o site/ for a folder");
    check_refused(&["map", "@incidents", "-o", "map.html", "--with", "roads"], "there is no layer \"roads\"");
    check_refused(&["map", "@incidents", "-o", "map.html", "--generalise", "district"], "maps of claims");
}

#[test]
fn embedding_gives_markup_with_the_pages_title() {
    if !is_built() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let words = ["map", "@incidents", "--title", "Events & claims", "-o", "site/"];
    assert_eq!(sarhad(folder.path(), &words).0, 0);
    let url = "https://example.org/a/map.html";
    let (code, markup, told) = sarhad(folder.path(), &["embed", "site/", "--url", url]);
    assert_eq!(code, 0);
    // no picture is promised that is not there, and the command that makes it is one that a shell takes
    assert!(!markup.contains("<noscript>"), "{markup}");
    let command = "sarhad picture site/data/incidents.geojson -o site/map.png --size 1200x675 --lang en --title 'Events & claims'";
    assert!(told.contains(command), "{told}");
    let drawn = [
        "picture",
        "site/data/incidents.geojson",
        "-o",
        "site/map.png",
        "--size",
        "1200x675",
        "--title",
        "Events & claims",
    ];
    let (code, _, told) = sarhad(folder.path(), &drawn);
    assert_eq!(code, 0, "{told}");
    let (_, markup, told) = sarhad(folder.path(), &["embed", "site/", "--url", url]);
    assert!(!told.contains("sarhad picture"), "{told}");
    assert!(
        markup.contains("<iframe src=\"https://example.org/a/map.html\" title=\"Events &amp; claims\""),
        "{markup}"
    );
    assert!(
        markup.contains("<sarhad-map lang=\"en\" src=\"https://example.org/a/data/incidents.geojson\""),
        "{markup}"
    );
    assert!(
        markup.contains(
            "<noscript><a href=\"https://example.org/a/map.html\"><img src=\"https://example.org/a/map.png\""
        )
    );
    // WordPress keeps these elements and attributes from everyone; of the others it keeps what is between the tags
    let picture =
        "<img src=\"https://example.org/a/map.png\" alt=\"Events &amp; claims\" width=\"1200\" height=\"675\">";
    assert!(markup.ends_with(&format!("-->\n<a href=\"{url}\">{picture}</a>\n")), "{markup}");
    page(folder.path(), &["map", "@incidents", "--title", "Who's \"who\""]);
    let (_, markup, told) = sarhad(folder.path(), &["embed", "map.html", "--url", url]);
    assert!(!markup.contains("<sarhad-map") && !markup.contains("<noscript>"), "{markup}");
    // it is beside that page's own name, and a picture elsewhere may be named
    assert!(
        told.contains(r#"sarhad picture INPUT -o map.png --size 1200x675 --lang en --title 'Who'\''s "who"'`"#),
        "{told}"
    );
    let elsewhere = "https://example.org/p.png?a=1&b=2";
    let (_, markup, _) = sarhad(folder.path(), &["embed", "map.html", "--url", url, "--picture", elsewhere]);
    assert!(markup.contains("<img src=\"https://example.org/p.png?a=1&amp;b=2\""), "{markup}");
}

#[test]
fn markup_holds_no_address_that_runs() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("map.html"), "").unwrap();
    for (flag, url) in
        [("--url", "javascript:alert(1)"), ("--picture", " java\tscript:x"), ("--url", "data:text/html,x")]
    {
        let (code, markup, told) = sarhad(folder.path(), &["embed", "map.html", flag, url]);
        assert_eq!((code, markup.as_str()), (2, ""), "{told}");
        assert!(told.contains("is no address of a page"), "{told}");
    }
    // nothing is wrong with a relative one but that there is no map
    assert_eq!(sarhad(folder.path(), &["embed", "map.html", "--url", "maps/a:b.html"]).0, 3);
}

#[test]
fn what_is_no_map_cannot_be_embedded() {
    let folder = TempDir::new().unwrap();
    let told = |name: &str| {
        let (code, markup, told) = sarhad(folder.path(), &["embed", name]);
        assert_eq!((code, markup.as_str()), (3, ""), "{told}");
        told
    };
    assert!(told("none.html").contains("error[E101] none.html: cannot be read: no such file or directory"));
    fs::write(folder.path().join("other.html"), "<!DOCTYPE html><title>x</title>").unwrap();
    let other = "error[E104] other.html: this is a file of another kind, not a page that sarhad map wrote";
    assert!(told("other.html").contains(other));
    fs::create_dir(folder.path().join("site")).unwrap();
    assert!(told("site").contains("index.html: cannot be read"));
}
