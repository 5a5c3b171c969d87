//! The requirements of OGC API - Features, Part 1 (17-069r4): Core, GeoJSON, HTML and `OpenAPI` 3.0, each test named by its requirement.

use serde_json::Value;

use crate::served::{EVENTS, SERVER, ids, link, query, table};

const PATHS: [&str; 8] = [
    "/",
    "/conformance",
    "/collections",
    "/collections/events",
    "/collections/events/schema",
    "/collections/events/queryables",
    "/collections/events/items",
    "/collections/events/items/e1",
];

/// `/req/core/root-op`, `/req/core/root-success`
#[test]
fn req_core_root_success() {
    let root = SERVER.json("/");
    let of = |rel: &str| {
        let links = root["links"].as_array().unwrap();
        links.iter().find(|link| link["rel"] == rel).unwrap_or_else(|| panic!("no {rel}")).clone()
    };
    assert_eq!(of("service-desc")["type"], "application/vnd.oai.openapi+json;version=3.0");
    assert_eq!(of("service-doc")["type"], "text/html");
    for rel in ["service-desc", "service-doc", "conformance", "data"] {
        assert_eq!(SERVER.follow(of(rel)["href"].as_str().unwrap()).status, 200, "{rel}");
    }
}

/// `/req/core/api-definition-op`, `/req/core/api-definition-success`, `/req/oas30/oas-definition-1`, `/req/oas30/oas-definition-2`
#[test]
fn req_core_api_definition_success() {
    for headers in ["", "Accept: application/vnd.oai.openapi+json;version=3.0\r\n", "Accept: application/json\r\n"] {
        let reply = SERVER.ask("GET /api", headers);
        assert_eq!(reply.header("content-type"), Some("application/vnd.oai.openapi+json;version=3.0"), "{headers}");
        let document = reply.json();
        assert_eq!(document["openapi"], "3.0.3");
        assert_eq!(document["servers"][0]["url"], SERVER.base());
    }
    let page = SERVER.ask("GET /api", "Accept: text/html\r\n");
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(page.body, SERVER.get("/docs").body);
}

/// `/req/oas30/oas-impl`, `/req/oas30/completeness`, `/req/oas30/exception-codes`: what the document refers to is in it, each
/// operation has a name of its own, and says how it refuses.
#[test]
fn req_oas30_completeness() {
    let document = SERVER.json("/api");
    let text = document.to_string();
    for reference in text.split("\"$ref\":\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        let pointer = reference.strip_prefix('#').unwrap_or_else(|| panic!("{reference} is elsewhere"));
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
    let mut names = Vec::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for operation in operations.as_object().unwrap().values() {
            names.push(operation["operationId"].as_str().unwrap().to_owned());
            let refused = &document["components"]["responses"]["Refused400"]["content"];
            assert!(refused["application/problem+json"].is_object());
            assert_eq!(operation["responses"]["400"]["$ref"], "#/components/responses/Refused400", "{path}");
            assert!(operation["responses"].get("404").is_some() || !path.contains('{'), "{path}");
        }
    }
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count);
    let ids = &document["components"]["parameters"]["collectionId"]["schema"]["enum"];
    assert_eq!(ids, &serde_json::json!(["events", "far", "borders"]));
}

/// Each path of the document is answered, in each form that it promises, and by nothing that it does not.
#[test]
fn each_path_is_answered_as_the_document_says() {
    let document = SERVER.json("/api");
    for (path, operations) in document["paths"].as_object().unwrap() {
        let Some(operation) = operations.get("get") else { continue };
        let path = path.replace("{collectionId}", "events").replace("{featureId}", "e1").replace("{styleId}", "sarhad");
        let path = ["{tileMatrix}", "{tileRow}", "{tileCol}"].iter().fold(path, |path, part| path.replace(part, "0"));
        assert!(!path.contains('{'), "{path}");
        // what each question needs to be one
        let needed = match &*path {
            "/nearest" => "at=62,26&collection=events&",
            "/locate" | "/distance" => "at=62,26&",
            _ => "",
        };
        let promised = operation["responses"]["200"]["content"].as_object().unwrap();
        let form = operation["parameters"].as_array().unwrap().iter().find(|parameter| parameter["name"] == "f");
        for name in form.and_then(|form| form["schema"]["enum"].as_array()).into_iter().flatten() {
            let asked = format!("{path}?{needed}f={}", name.as_str().unwrap());
            let reply = SERVER.get(&asked);
            assert_eq!(reply.status, 200, "{asked}");
            let media = reply.header("content-type").unwrap();
            let promised = promised.keys().any(|own| media == own || media.split(';').next() == Some(own));
            assert!(promised, "{asked} gives {media}");
        }
        if form.is_some() {
            assert_eq!(SERVER.get(&format!("{path}?{needed}f=exe")).problem(400), "f", "{path}");
        }
    }
}

/// `/req/core/conformance-op`, `/req/core/conformance-success`
#[test]
fn req_core_conformance_success() {
    let document = SERVER.json("/conformance");
    let classes: Vec<&str> = document["conformsTo"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    for class in [
        "ogcapi-features-1/1.0/conf/core",
        "ogcapi-features-1/1.0/conf/geojson",
        "ogcapi-features-1/1.0/conf/html",
        "ogcapi-features-1/1.0/conf/oas30",
        "ogcapi-features-2/1.0/conf/crs",
        "ogcapi-features-3/1.0/conf/queryables",
        "ogcapi-features-3/1.0/conf/filter",
        "ogcapi-features-3/1.0/conf/features-filter",
        "cql2/1.0/conf/cql2-text",
        "cql2/1.0/conf/cql2-json",
        "cql2/1.0/conf/basic-cql2",
    ] {
        assert!(classes.contains(&&*format!("http://www.opengis.net/spec/{class}")), "{class}");
    }
}

/// `/req/core/http`: HTTP/1.1, and what HEAD tells is what GET tells.
#[test]
fn req_core_http() {
    for path in PATHS {
        let (get, head) = (SERVER.get(path), SERVER.ask(&format!("HEAD {path}"), ""));
        assert!(get.head.starts_with("HTTP/1.1 200"), "{path}");
        assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
        for name in ["content-type", "content-length", "etag"] {
            assert_eq!(head.header(name), get.header(name), "{path} {name}");
        }
    }
}

/// `/req/core/query-param-unknown`, `/req/core/query-param-invalid`: F13, F14, F15
#[test]
fn req_core_query_param_unknown() {
    for path in PATHS.into_iter().chain(["/api", "/docs"]) {
        assert_eq!(SERVER.get(&format!("{path}?unknownparam=1")).problem(400), "unknownparam", "{path}");
    }
    for (asked, name) in [
        ("crs=bogus", "crs"),
        ("bbox-crs=bogus&bbox=1,2,3,4", "bbox-crs"),
        ("filter-lang=x", "filter-lang"),
        ("filter-crs=x&filter=id='a'", "filter-crs"),
        ("f=exe", "f"),
        ("bbox=1,2,3,4&bbox=1,2,3,4", "bbox"),
        ("sortby=nothing-of-this-name", "sortby"),
        ("limit=%ff", "limit"),
    ] {
        assert_eq!(SERVER.get(&format!("/collections/events/items?{asked}")).problem(400), name, "{asked}");
    }
}

/// `/req/core/crs84`: nothing is said of a system, and longitude stands first.
#[test]
fn req_core_crs84() {
    let reply = SERVER.get("/collections/events/items/e1");
    assert_eq!(reply.json()["geometry"]["coordinates"].to_string(), "[60.5,25.25]");
    assert_eq!(reply.header("content-crs"), Some("<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"));
}

/// `/req/core/fc-md-op`, `/req/core/fc-md-success`, `/req/core/fc-md-links`, `/req/core/fc-md-items`, `/req/core/fc-md-items-links`,
/// `/req/core/fc-md-extent`, `/req/core/sfc-md-op`, `/req/core/sfc-md-success`
#[test]
fn req_core_fc_md_success() {
    let document = SERVER.json("/collections");
    for rel in ["self", "alternate"] {
        assert_eq!(SERVER.follow(link(&document, rel).unwrap()).status, 200, "{rel}");
    }
    let collections = document["collections"].as_array().unwrap();
    let named: Vec<&str> = collections.iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(named, ["events", "far", "borders"]);
    for one in collections {
        assert_eq!(*one, SERVER.json(&format!("/collections/{}", one["id"].as_str().unwrap())));
        let items = SERVER.follow(link(one, "items").unwrap());
        assert_eq!(items.header("content-type"), Some("application/geo+json"));
        assert!(one["links"].as_array().unwrap().iter().all(|link| link["type"].is_string()));
    }
    let extent = &collections[0]["extent"];
    assert_eq!(extent["spatial"]["bbox"].to_string(), "[[60.5,25.25,84.5,49.25]]");
    assert_eq!(extent["temporal"]["interval"].to_string(), r#"[["2024-01-01T00:00:00Z","2024-01-24T23:59:59Z"]]"#);
}

/// `/req/core/sfc-md-success`, F16: what is not there is told so, and no path leads out.
#[test]
fn what_is_not_there_is_a_problem_and_no_path_leads_out() {
    for path in [
        "/collections/nothing",
        "/collections/nothing/items",
        "/collections/nothing/schema",
        "/collections/events/items/nothing",
        "/collections/events/items/%00",
        "/collections/%00",
        "/collections/..%2f..%2fetc%2fpasswd",
        "/collections/events/items/..%2f..%2f..%2fetc%2fpasswd",
        "/../etc/passwd",
        "//etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/docs/..%5c..%5cetc%5cpasswd",
        "/docs/%2e%2e%2f%2e%2e%2fetc/passwd",
        "/docs/style.css/../../../etc/passwd",
    ] {
        assert_eq!(SERVER.get(path).problem(404), "", "{path}");
    }
}

/// `/req/core/fc-op`, `/req/core/fc-response`, `/req/core/fc-numberMatched`, `/req/core/fc-numberReturned`
#[test]
fn req_core_fc_response() {
    let document = SERVER.items(&[]);
    assert_eq!(ids(&document), (1..=EVENTS).map(|n| format!("e{n}")).collect::<Vec<_>>());
    assert_eq!((&document["numberMatched"], &document["numberReturned"]), (&EVENTS.into(), &EVENTS.into()));
    assert!(document.get("timeStamp").is_none(), "the same is asked, and the same bytes come");
    let nothing = SERVER.items(&[("bbox", "0,0,1,1"), ("datetime", "1999-01-01")]);
    assert_eq!((nothing["features"].to_string(), &nothing["numberMatched"]), ("[]".to_owned(), &0.into()));
}

/// `/req/core/fc-limit-definition`, `/req/core/fc-limit-response-1`: F1, F2, F3
#[test]
fn req_core_fc_limit_response_1() {
    let schema = &SERVER.json("/api")["components"]["parameters"]["limit"]["schema"];
    let limits = ["minimum", "maximum", "default"].map(|member| schema[member].as_u64().unwrap());
    assert_eq!(limits, [1, 10_000, 100]);
    for text in ["0", "-1", "abc", "1e9", "", "1.5", "+1", "0x10"] {
        assert_eq!(
            SERVER.get(&format!("/collections/events/items?{}", query(&[("limit", text)]))).problem(400),
            "limit",
            "{text}"
        );
    }
    for (text, count) in [("7", 7), ("25", 25), ("1000000000", 25), ("99999999999999999999", 25)] {
        let document = SERVER.items(&[("limit", text)]);
        assert_eq!((ids(&document).len(), &document["numberMatched"]), (count, &EVENTS.into()), "{text}");
        assert_eq!(link(&document, "next").is_some(), count < EVENTS, "{text}");
    }
}

/// F4, and an offset behind the last feature is an empty page.
#[test]
fn offsets_are_counts() {
    for text in ["-1", "abc", "1.5", ""] {
        assert_eq!(SERVER.get(&format!("/collections/events/items?offset={text}")).problem(400), "offset", "{text}");
    }
    for text in ["999999999", "99999999999999999999"] {
        let document = SERVER.items(&[("offset", text)]);
        assert_eq!((ids(&document).len(), &document["numberMatched"]), (0, &EVENTS.into()), "{text}");
        assert_eq!(link(&document, "next"), None);
    }
}

/// `/req/core/fc-links`, `/req/core/fc-rel-type`: pages that follow `next` are all features once, and keep what was asked.
#[test]
fn req_core_fc_links() {
    let check = |params: &[(&str, &str)], expected: usize| {
        let mut document = SERVER.items(params);
        let matched = document["numberMatched"].clone();
        assert_eq!(matched, expected, "{params:?}");
        let mut all = ids(&document);
        while let Some(next) = link(&document, "next").map(str::to_owned) {
            let reply = SERVER.follow(&next);
            assert_eq!(reply.header("content-type"), Some("application/geo+json"));
            document = reply.json();
            assert_eq!(document["numberMatched"], matched, "{next}");
            let this = SERVER.follow(link(&document, "self").unwrap());
            assert_eq!(this.json()["features"], document["features"]);
            all.extend(ids(&document));
        }
        let count = all.len();
        assert_eq!(count, expected, "{params:?}");
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count, "{params:?}");
    };
    check(&[("limit", "4")], 25);
    check(&[("limit", "3"), ("sortby", "-kind,deaths")], 25);
    check(&[("limit", "2"), ("bbox", "60,25,66.6,40")], 8);
    check(&[("limit", "5"), ("filter", "kind = 'Explosion'")], 12);
    check(&[("limit", "5"), ("near", "60.5,25.25")], 24);
    check(&[("limit", "4"), ("datetime", "2024-01-10/.."), ("bbox", "0,0,90,60")], 16);
    for link in SERVER.items(&[])["links"].as_array().unwrap() {
        assert!(link["rel"].is_string() && link["type"].is_string(), "{link}");
    }
}

/// A file's page leads to the next page of the same kind.
#[test]
fn the_next_page_of_a_table_is_a_table() {
    let reply = SERVER.get("/collections/events/items?limit=20&f=csv");
    let next = reply.header("link").unwrap().split(['<', '>']).nth(1).unwrap().to_owned();
    let next = SERVER.follow(&next);
    assert_eq!(next.header("content-type"), Some("text/csv; charset=utf-8"));
    assert_eq!(next.text().lines().count(), 1 + 5);
    assert!(!next.head.contains("rel=\"next\""), "{}", next.head);
}

/// `/req/core/fc-bbox-definition`, F5, F6, F7, F9, F10
#[test]
fn req_core_fc_bbox_definition() {
    let parameter = &SERVER.json("/api")["components"]["parameters"]["bbox"];
    assert_eq!((&parameter["style"], &parameter["explode"]), (&"form".into(), &false.into()));
    assert_eq!((&parameter["schema"]["minItems"], &parameter["schema"]["maxItems"]), (&4.into(), &6.into()));
    for text in [
        "1,2,3",
        "1,2,3,4,5",
        "1,2,3,4,5,6,7",
        "a,b,c,d",
        "NaN,NaN,NaN,NaN",
        "inf,0,1,1",
        "0,0,1,1e400",
        "10,10,0,0",
        "-999,-999,999,999",
        "0,0,0,91",
        "",
        ",,,",
    ] {
        let asked = format!("/collections/events/items?{}", query(&[("bbox", text)]));
        assert_eq!(SERVER.get(&asked).problem(400), "bbox", "{text}");
    }
    let six = SERVER.items(&[("bbox", "60,25,-100,66.6,40,100")]);
    assert_eq!(six["features"], SERVER.items(&[("bbox", "60,25,66.6,40")])["features"]);
}

/// `/req/core/fc-bbox-response`, F8. Referee: the table's own numbers, by hand; e24 has no place, and is an answer to every box.
#[test]
fn req_core_fc_bbox_response() {
    let check = |bbox: &str, expected: &[&str]| assert_eq!(ids(&SERVER.items(&[("bbox", bbox)])), expected, "{bbox}");
    check("60,25,62,30", &["e1", "e2", "e24"]);
    // the edge of a box belongs to it
    check("61.5,26.25,62.5,27.25", &["e2", "e3", "e24"]);
    check("60.5,25.25,60.5,25.25", &["e1", "e24"]);
    check("0,0,1,1", &["e24"]);
    let far = |bbox: &str| {
        let mut found = ids(&SERVER.json(&format!("/collections/far/items?bbox={bbox}")));
        found.sort();
        found
    };
    assert_eq!(far("177,65,-177,70"), ["1", "2"]);
    assert_eq!(far("170,-20,-170,20"), [""; 0]);
    assert_eq!(far("-180,65,180,70"), ["1", "2", "3"]);
    // a corner of its box that the triangle does not reach
    assert_eq!(far("178.6,66.9,178.62,66.92"), [""; 0]);
}

/// `/req/core/fc-time-definition`, F11, F12
#[test]
fn req_core_fc_time_definition() {
    let parameter = &SERVER.json("/api")["components"]["parameters"]["datetime"];
    assert_eq!((&parameter["style"], &parameter["explode"]), (&"form".into(), &false.into()));
    for text in
        ["notadate", "2024-13-45", "2024-12-31/2024-01-01", "/", "", "2024-01-01/2024-01-02/2024-01-03", "2024-02-30"]
    {
        assert_eq!(
            SERVER.get(&format!("/collections/events/items?datetime={text}")).problem(400),
            "datetime",
            "{text}"
        );
    }
}

/// `/req/core/fc-time-response`. Referee: the table's own days; e25 has no time, and is an answer to every time.
#[test]
fn req_core_fc_time_response() {
    let check = |datetime: &str, expected: &[&str]| {
        assert_eq!(ids(&SERVER.items(&[("datetime", datetime)])), expected, "{datetime}");
    };
    check("2024-01-03", &["e3", "e25"]);
    check("2024-01-03T12:00:00Z", &["e3", "e25"]);
    check("2024-01-03T23:59:59Z/2024-01-04T00:00:00Z", &["e3", "e4", "e25"]);
    // midnight in Karachi is an evening in Greenwich
    check("2024-01-04T00:00:00+05:00", &["e3", "e25"]);
    check("../2024-01-02", &["e1", "e2", "e25"]);
    check("/2024-01-02", &["e1", "e2", "e25"]);
    check("2024-01-23/..", &["e23", "e24", "e25"]);
    check("2024-01-23/", &["e23", "e24", "e25"]);
    // as QGIS 3.22 writes open ends
    check("2024-01-23/9999-12-31T00:00:00Z", &["e23", "e24", "e25"]);
    check("0000-01-01T00:00:00Z/2024-01-01", &["e1", "e25"]);
    check("1999-01-01", &["e25"]);
    assert_eq!(ids(&SERVER.items(&[("datetime", "../..")])).len(), EVENTS);
}

/// `/req/core/f-op`, `/req/core/f-success`, `/req/core/f-links`
#[test]
fn req_core_f_success() {
    for feature in SERVER.items(&[])["features"].as_array().unwrap() {
        let id = feature["id"].as_str().unwrap();
        let one = SERVER.json(&format!("/collections/events/items/{id}"));
        for member in ["type", "id", "geometry", "properties"] {
            assert_eq!(one[member], feature[member], "{id}");
        }
        assert_eq!(SERVER.follow(link(&one, "self").unwrap()).json(), one);
        assert_eq!(SERVER.follow(link(&one, "collection").unwrap()).json()["id"], "events");
        let page = SERVER.follow(link(&one, "alternate").unwrap());
        assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    }
}

/// `/req/geojson/definition`, `/req/geojson/content`: features as RFC 7946 has them, each with the same properties of the same kinds.
#[test]
fn req_geojson_content() {
    let reply = SERVER.ask("GET /collections/events/items", "Accept: application/geo+json\r\n");
    assert_eq!(reply.header("content-type"), Some("application/geo+json"));
    let document = reply.json();
    assert_eq!(document["type"], "FeatureCollection");
    for feature in document["features"].as_array().unwrap() {
        assert_eq!(feature["type"], "Feature");
        let names: Vec<&String> = feature["properties"].as_object().unwrap().keys().collect();
        assert_eq!(names, ["id", "lon", "lat", "date", "deaths", "kind"].iter().collect::<Vec<_>>(), "{feature}");
        let n: usize = feature["id"].as_str().unwrap()[1..].parse().unwrap();
        assert_eq!(feature["properties"]["deaths"], n);
        assert_eq!(feature["geometry"].is_null(), n == 24);
    }
    assert_eq!(table().lines().count(), 1 + EVENTS);
}

/// `/req/html/definition`, `/req/html/content`: every answer is also a page, without a script, and links stand in it.
#[test]
fn req_html_content() {
    for path in PATHS {
        let reply = SERVER.ask(&format!("GET {path}"), "Accept: text/html,application/xhtml+xml;q=0.9,*/*;q=0.8\r\n");
        assert_eq!(reply.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
        assert!(reply.text().starts_with("<!DOCTYPE html>") && !reply.text().contains("<script"), "{path}");
    }
    let page = SERVER.get("/collections/events/items?f=html&limit=3");
    for expected in ["armed attack", "/collections/events/items/e3", "offset=3"] {
        assert!(page.text().contains(expected), "{expected}");
    }
}

/// Permission 3 of RFC 9110, 12.5.1 and F24: whoever takes nothing that is to be had gets JSON.
#[test]
fn who_takes_no_form_of_ours_gets_json() {
    for (path, media) in [("/", "application/json"), ("/collections/events/items", "application/geo+json")] {
        let reply = SERVER.ask(&format!("GET {path}"), "Accept: application/xml\r\n");
        assert_eq!((reply.status, reply.header("content-type")), (200, Some(media)));
    }
}

/// F22, F23: nothing is written here.
#[test]
fn what_only_reads_says_what_is_allowed() {
    for line in ["POST", "PUT", "DELETE", "PATCH", "TRACE"] {
        let reply = SERVER.ask(&format!("{line} /collections/events/items"), "");
        reply.problem(405);
        assert_eq!(reply.header("allow"), Some("GET, HEAD, OPTIONS"), "{line}");
    }
}

/// F25: links never follow what a client says of the host.
#[test]
fn links_do_not_follow_the_host() {
    for path in PATHS.into_iter().chain(["/api", "/docs"]) {
        let reply =
            SERVER.ask(&format!("GET {path}"), "X-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\n");
        assert!(!reply.text().contains("evil.example") && !reply.head.contains("evil.example"), "{path}");
    }
}

/// A server behind a folder of another has no path of its own from the root.
#[test]
fn links_of_pages_begin_with_the_base() {
    for path in
        ["/docs", "/collections?f=html", "/collections/events/items?f=html", "/collections/events/items/e1?f=html"]
    {
        let page = SERVER.get(path);
        assert!(page.text().contains(&format!("href=\"{}/docs/style.css\"", SERVER.base())), "{path}");
        assert!(!page.text().contains("href=\"/"), "{path}");
    }
}

/// Every question of the page that can be followed is answered.
#[test]
fn the_examples_of_the_page_are_answered() {
    let page = SERVER.get("/docs");
    let text = page.text();
    assert!(
        !text.contains("<script") && page.header("content-security-policy").unwrap().starts_with("default-src 'none'")
    );
    let links: Vec<String> = text
        .split("href=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&").replace("&#39;", "'"))
        .collect();
    let asked: Vec<&String> = links.iter().filter(|link| link.contains('?')).collect();
    assert!(asked.len() >= 10, "{asked:?}");
    for href in asked {
        assert_eq!(SERVER.follow(href).status, 200, "{href}");
    }
    for expected in ["ogr2ogr", "QGIS", "border_distance", "certainty"] {
        assert!(text.contains(expected), "{expected}");
    }
}
