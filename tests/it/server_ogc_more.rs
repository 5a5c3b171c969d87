//! The requirements of OGC API - Features, Part 2 (18-058r1, reference systems), Part 3 (19-079r2, filters) and Part 5 (23-058r1,
//! schemas), each test named by its requirement.

use serde_json::{Value, json};

use crate::served::{SERVER, ids, link, query};

const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
const EPSG4326: &str = "http://www.opengis.net/def/crs/EPSG/0/4326";
const EPSG3857: &str = "http://www.opengis.net/def/crs/EPSG/0/3857";
const NOT_KNOWN: &str = "http://www.opengis.net/def/crs/EPSG/0/32642";

/// Web Mercator of e1, 60.5° E 25.25° N. Referee: `gdaltransform -s_srs EPSG:4326 -t_srs EPSG:3857` of GDAL 3.6.
const E1_MERCATOR: [f64; 2] = [6_734_829.193, 2_906_482.870];

/// `/req/crs/fc-md-crs-list`, `/req/crs/fc-md-storageCrs`, `/req/crs/fc-md-storageCrs-valid-value`, `/req/crs/crs-uri`
#[test]
fn req_crs_fc_md_crs_list() {
    for id in ["events", "far", "borders"] {
        let collection = SERVER.json(&format!("/collections/{id}"));
        assert_eq!(collection["crs"], json!([CRS84, EPSG4326, EPSG3857]), "{id}");
        assert_eq!(collection["storageCrs"], CRS84);
    }
}

/// `/req/crs/fc-bbox-crs-definition`, `-valid-value`, `-valid-defaultValue`, `-action`
#[test]
fn req_crs_fc_bbox_crs_action() {
    let [x, y] = E1_MERCATOR;
    let metres = format!("{},{},{},{}", x - 1.0, y - 1.0, x + 1.0, y + 1.0);
    for (crs, bbox) in [(CRS84, "60,25,61,26"), (EPSG4326, "25,60,26,61"), (EPSG3857, &*metres)] {
        assert_eq!(ids(&SERVER.items(&[("bbox", bbox), ("bbox-crs", crs)])), ["e1", "e24"], "{crs}");
    }
    let refused = query(&[("bbox", "60,25,61,26"), ("bbox-crs", NOT_KNOWN)]);
    assert_eq!(SERVER.get(&format!("/collections/events/items?{refused}")).problem(400), "bbox-crs");
    // degrees of latitude beyond a pole are no box, though they would be a longitude
    let turned = query(&[("bbox", "100,25,101,26"), ("bbox-crs", EPSG4326)]);
    assert_eq!(SERVER.get(&format!("/collections/events/items?{turned}")).problem(400), "bbox");
}

/// `/req/crs/fc-crs-definition`, `/req/crs/fc-crs-valid-value`, `/req/crs/fc-crs-default-value`, `/req/crs/fc-crs-action`,
/// `/req/crs/ogc-crs-header`, `/req/crs/ogc-crs-header-value`, `/req/crs/geojson`
#[test]
fn req_crs_fc_crs_action() {
    for (crs, expected, tolerance) in
        [(CRS84, [60.5, 25.25], 0.0), (EPSG4326, [25.25, 60.5], 0.0), (EPSG3857, E1_MERCATOR, 0.01)]
    {
        let params = query(&[("crs", crs)]);
        for path in ["/collections/events/items", "/collections/events/items/e1"] {
            let reply = SERVER.get(&format!("{path}?{params}"));
            assert_eq!(reply.header("content-crs"), Some(&*format!("<{crs}>")), "{path}");
            let document = reply.json();
            let feature = document.get("features").map_or(&document, |features| &features[0]);
            for (axis, expected) in expected.iter().enumerate() {
                let found = feature["geometry"]["coordinates"][axis].as_f64().unwrap();
                assert!((found - expected).abs() <= tolerance, "{crs} {path}: {found} for {expected}");
            }
        }
    }
    for path in ["/collections/events/items", "/collections/events/items/e1"] {
        assert_eq!(SERVER.get(&format!("{path}?{}", query(&[("crs", NOT_KNOWN)]))).problem(400), "crs", "{path}");
    }
}

/// `/req/queryables/get-queryables-op`, `/req/queryables/get-queryables-response`, `/req/queryables/queryables-link`,
/// `/req/features-filter/queryables-schema`; `/req/schemas/schemas-op` and `/req/schemas/schemas-response` of Part 5
#[test]
fn req_queryables_get_queryables_response() {
    let collection = SERVER.json("/collections/events");
    for (name, rel) in [("queryables", "queryables"), ("schema", "schema")] {
        let reply = SERVER.follow(link(&collection, &format!("http://www.opengis.net/def/rel/ogc/1.0/{rel}")).unwrap());
        assert_eq!(reply.header("content-type"), Some("application/schema+json"));
        let schema = reply.json();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["$id"], format!("{}/collections/events/{name}", SERVER.base()));
        assert_eq!(schema["type"], "object");
        let kinds: Vec<(String, Value)> = schema["properties"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, property)| (name.clone(), property.get("format").or(property.get("type")).cloned().unwrap()))
            .collect();
        let expected = [
            ("id", "string"),
            ("lon", "number"),
            ("lat", "number"),
            ("date", "date"),
            ("deaths", "integer"),
            ("kind", "string"),
            ("geometry", "geometry-point"),
        ];
        assert_eq!(kinds, expected.map(|(name, kind)| (name.to_owned(), kind.into())));
        assert_eq!(schema["additionalProperties"] == false, name == "queryables");
        assert_eq!(schema["properties"]["date"]["x-ogc-role"], "primary-instant");
    }
}

/// `/req/filter/filter-param`, `/req/filter/filter-lang-param`, `/req/filter/response`, `/req/features-filter/filter-param`. Referee: the
/// table by hand.
#[test]
fn req_filter_response() {
    let check = |text: &str, json: &Value, expected: &[&str]| {
        let written = json.to_string();
        for (filter, lang) in [(text, "cql2-text"), (&*written, "cql2-json")] {
            let document = SERVER.items(&[("filter", filter), ("filter-lang", lang)]);
            assert_eq!(ids(&document), expected, "{filter}");
            assert_eq!(document["numberMatched"], expected.len());
        }
    };
    let property = |name: &str| json!({ "property": name });
    check("deaths > 23", &json!({ "op": ">", "args": [property("deaths"), 23] }), &["e24", "e25"]);
    // neither true nor false of what is not there
    check(
        "date > DATE('2024-01-22')",
        &json!({ "op": ">", "args": [property("date"), { "date": "2024-01-22" }] }),
        &["e23", "e24"],
    );
    check("date IS NULL", &json!({ "op": "isNull", "args": [property("date")] }), &["e25"]);
    check(
        "CASEI(kind) LIKE CASEI('EXPL%') AND deaths BETWEEN 3 AND 7",
        &json!({ "op": "and", "args": [
            { "op": "like", "args": [{ "op": "casei", "args": [property("kind")] }, { "op": "casei", "args": ["EXPL%"] }] },
            { "op": "between", "args": [property("deaths"), 3, 7] },
        ] }),
        &["e4", "e6"],
    );
    check(
        "S_INTERSECTS(geometry, BBOX(60, 25, 62, 30))",
        &json!({ "op": "s_intersects", "args": [property("geometry"), { "bbox": [60, 25, 62, 30] }] }),
        &["e1", "e2"],
    );
    check(
        "NOT (deaths < 25) OR id IN ('e1')",
        &json!({ "op": "or", "args": [
            { "op": "not", "args": [{ "op": "<", "args": [property("deaths"), 25] }] },
            { "op": "in", "args": [property("id"), ["e1"]] },
        ] }),
        &["e1", "e25"],
    );
}

/// `/req/filter/filter-crs-wgs84`, `/req/filter/filter-crs-param`
#[test]
fn req_filter_filter_crs_param() {
    let [x, y] = E1_MERCATOR;
    let metres = format!("{},{},{},{}", x - 1.0, y - 1.0, x + 1.0, y + 1.0);
    for (crs, numbers) in [(CRS84, "60,25,61,26"), (EPSG4326, "25,60,26,61"), (EPSG3857, &*metres)] {
        let filter = format!("S_INTERSECTS(geometry, BBOX({numbers}))");
        assert_eq!(ids(&SERVER.items(&[("filter", &filter), ("filter-crs", crs)])), ["e1"], "{crs}");
    }
    let shape = "NOT S_DISJOINT(geometry, POLYGON((25 60, 25 61, 26 61, 26 60, 25 60)))";
    assert_eq!(ids(&SERVER.items(&[("filter", shape), ("filter-crs", EPSG4326)])), ["e1"]);
    let refused = query(&[("filter", "deaths > 1"), ("filter-crs", NOT_KNOWN)]);
    assert_eq!(SERVER.get(&format!("/collections/events/items?{refused}")).problem(400), "filter-crs");
}

/// `/req/filter/mixing-expressions`: every condition has to hold.
#[test]
fn req_filter_mixing_expressions() {
    let document = SERVER.items(&[
        ("filter", "kind = 'Explosion'"),
        ("bbox", "60,25,66.6,40"),
        ("datetime", "2024-01-03/.."),
        ("sortby", "-deaths"),
    ]);
    assert_eq!(ids(&document), ["e24", "e6", "e4"]);
}

/// F18, F19: what cannot be a filter is refused, and says where; nothing takes long.
#[test]
fn what_is_no_filter_is_refused() {
    let deep = format!("{}deaths > 1{}", "(".repeat(1_000), ")".repeat(1_000));
    let many = vec!["deaths>1"; 900].join(" AND ");
    for filter in [
        "'; DROP TABLE events",
        "deaths >",
        "deaths = 'a' AND",
        "(deaths > 1",
        "nothing_of_this_name = 1",
        "deaths = ",
        "1e999 < deaths",
        "S_INTERSECTS(geometry, POINT(a b))",
        "S_DWITHIN(geometry, POINT(1 2), 5, meters)",
        "kind > 5",
        "\"kind",
        &deep,
        "",
        "this_is_not_a_queryable = 1",
    ] {
        let asked = format!("/collections/events/items?{}", query(&[("filter", filter)]));
        assert_eq!(SERVER.get(&asked).problem(400), "filter", "{}", &filter[..filter.len().min(60)]);
    }
    for (filter, status) in [(&*many, [200, 414]), ("kind LIKE '%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%b'", [200, 200])] {
        let reply = SERVER.get(&format!("/collections/events/items?{}", query(&[("filter", filter)])));
        assert!(status.contains(&reply.status) || reply.problem(400) == "filter", "{}", reply.status);
    }
    for filter in ["{", "[]", "null", "{\"op\":\"and\"}", "{\"op\":\"=\",\"args\":[1]}"] {
        let asked = query(&[("filter", filter), ("filter-lang", "cql2-json")]);
        assert_eq!(SERVER.get(&format!("/collections/events/items?{asked}")).problem(400), "filter", "{filter}");
    }
}

/// What QGIS 3.36 and later write of a filter in its query builder, and what GDAL does.
#[test]
fn filters_as_map_programs_write_them_are_understood() {
    let check = |filter: &str, expected: &[&str]| {
        let params = [("filter", filter), ("filter-lang", "cql2-text"), ("limit", "1000")];
        assert_eq!(ids(&SERVER.items(&params)), expected, "{filter}");
    };
    check("((\"kind\" = 'Explosion') AND (\"deaths\" >= 22))", &["e22", "e24"]);
    check("((\"kind\" = 'Explosion') OR (\"deaths\" = 25)) AND (\"deaths\" > 23)", &["e24", "e25"]);
    check("(date >= DATE('2024-01-23'))", &["e23", "e24"]);
    check("date >= TIMESTAMP('2024-01-24T00:00:00Z')", &["e24"]);
    check("(CASEI(kind) LIKE CASEI('ARMED%')) AND (deaths < 4)", &["e1", "e3"]);
    check("(deaths IN (1,2))", &["e1", "e2"]);
    check("S_INTERSECTS(geometry,BBOX(60,25,61,26)) AND (NOT (deaths IS NULL))", &["e1"]);
}
