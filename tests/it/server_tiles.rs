//! Tiles over real sockets: nothing is dropped, what is no tile is refused, and each is that of an archive. Referees: a reader of
//! vector tiles that is not ours, and the writer of archives.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use fast_mvt::MvtTile;
use geo_types::{LineString, MultiPoint, Polygon};
use sarhad::atlas::{Atlas, LayerName};
use sarhad::collection::whole::Collection;
use sarhad::io::read::index_file::collection_in;
use sarhad::io::write::feature::{FeatureWriter, feature_writer};
use sarhad::io::write::format::OutputFormat;
use sarhad::io::write::options::WriteOptions;
use sarhad::io::write::tiles::{DEEPEST_MADE, LiveLayer, LiveTile, TILE_MOST_BYTES, Tile, live_tile};
use sarhad::model::feature::Feature;
use sarhad::server::http::{Edition, Editions, Options, Server, Stop, Summary};
use sarhad::server::router::router;
use sarhad::server::state::{Entry, EntryKind, Served};
use serde_json::{Value, json};

use crate::pmtiles::{archive, count, options, point, record, scattered, unpacked, zooms};

fn collection(features: &[Feature]) -> Arc<Collection> {
    let mut options = WriteOptions::new(OutputFormat::Index, "records.sarhad");
    options.document.metadata = Some(json!({ "attribution": "A & B <c>", "licence": "MIT", "disclaimer": "as drawn" }));
    let mut bytes = Vec::new();
    let mut writer = feature_writer(&mut bytes, options);
    for feature in features {
        writer.write(feature).unwrap();
    }
    writer.finish().unwrap();
    Arc::new(collection_in(bytes).unwrap())
}

fn live(features: &[Feature]) -> LiveLayer {
    LiveLayer::new("records", &collection(features)).unwrap()
}

fn decoded(bytes: &[u8]) -> MvtTile {
    fast_mvt::MvtReaderRef::new(bytes).unwrap().to_tile().unwrap()
}

/// Points, lines and areas about Gwadar, of which some cross tiles at every zoom.
fn mixed() -> Vec<Feature> {
    let ring = |lon: f64, lat: f64, radius: f64| {
        let corner = |turn: i32| {
            let angle = f64::from(turn) * std::f64::consts::TAU / 40.0;
            (lon + radius * angle.cos(), lat + radius * angle.sin())
        };
        LineString::from((0..=40).map(|turn| corner(turn % 40)).collect::<Vec<_>>())
    };
    let way = |at: i32| (62.0 + f64::from(at) * 0.003, 25.0 + f64::from(at * at % 17) * 0.001);
    let mut features: Vec<Feature> = (0..200_u32)
        .map(|id| {
            let (lon, lat) = (f64::from(id * 7_919 % 1_000) / 1_000.0, f64::from(id * 104_729 % 1_000) / 1_000.0);
            let what = ["attack", "protest"][id as usize % 2];
            let said = json!({ "what": what, "date": "2024-01-16", "n": id, "count": 3 });
            record(id as usize, point(62.0 + lon, 25.0 + lat), &said)
        })
        .collect();
    let holed = Polygon::new(ring(62.4, 25.4, 0.03), vec![ring(62.4, 25.4, 0.01)]);
    let shapes = [
        LineString::from((0..120).map(way).collect::<Vec<_>>()).into(),
        holed.into(),
        Polygon::new(ring(62.7, 25.2, 0.0001), vec![]).into(),
        MultiPoint::from(vec![(62.1, 25.1), (62.9, 25.9)]).into(),
    ];
    features.extend((200..).zip(shapes).map(|(id, shape)| record(id, Some(shape), &json!({ "what": "attack" }))));
    features.push(record(300, None, &json!({ "what": "attack" })));
    features
}

#[test]
fn a_tile_is_that_of_an_archive() {
    let features = mixed();
    let layer = live(&features);
    let (archive, _) = archive(&features, options(zooms(0, DEEPEST_MADE)));
    assert!(archive.tiles.len() > 500);
    for ((zoom, x, y), (expected, length)) in &archive.tiles {
        let made = live_tile(&[&layer], Tile::new(*zoom, *x, *y).unwrap()).unwrap();
        assert_eq!(decoded(&unpacked(&made.bytes)), *expected, "{zoom}/{x}/{y}");
        assert_eq!(made.bytes.len(), *length, "{zoom}/{x}/{y}");
    }
    // a neighbour that no archive has is empty
    let empty = live_tile(&[&layer], Tile::new(5, 0, 0).unwrap()).unwrap();
    assert_eq!((empty.bytes.len(), empty.steps), (0, 0));
    assert_eq!(layer.left_out(), 1);
}

#[test]
fn tiles_deeper_than_the_grid_are_parts_of_it() {
    let layer = live(&mixed());
    let of = |tile: Tile| {
        let made = live_tile(&[&layer], tile).unwrap();
        if made.bytes.is_empty() { MvtTile::default() } else { decoded(&LiveTile::unpacked(&made.bytes).unwrap()) }
    };
    let alone = |tile: &MvtTile| -> Vec<u64> {
        let features = tile.layers.iter().flat_map(|layer| &layer.features);
        let points = features.filter(|feature| matches!(feature.geometry, geo_types::Geometry::Point(_)));
        let mut ids: Vec<u64> = points.map(|feature| feature.id.unwrap()).collect();
        ids.sort_unstable();
        ids
    };
    // the tile at zoom 16 about the first point, and all of its 4,096 parts at zoom 22; referee: the formula of slippy map
    // tilenames, by hand
    let (x, y) = (44054, 28065);
    let whole = alone(&of(Tile::new(16, x, y).unwrap()));
    assert!(!whole.is_empty());
    let parts = (0..64_u32).flat_map(|dx| (0..64_u32).map(move |dy| (x * 64 + dx, y * 64 + dy)));
    let mut found: Vec<u64> = parts.flat_map(|(x, y)| alone(&of(Tile::new(22, x, y).unwrap()))).collect();
    found.sort_unstable();
    assert_eq!(found, whole);
    assert_eq!(Tile::new(23, 0, 0), None);
    assert_eq!(Tile::new(3, 8, 0), None);
}

#[test]
fn a_record_that_says_too_much_is_told_by_its_number() {
    let mut state = 1_u64;
    let noise: String = (0..1_200_000)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            char::from(b'!' + u8::try_from((state >> 40) % 90).unwrap())
        })
        .collect();
    let layer = live(&[record(0, point(62.0, 25.0), &json!({ "note": noise }))]);
    let made = live_tile(&[&layer], Tile::new(0, 0, 0).unwrap()).unwrap();
    assert!(made.is_mute && made.bytes.len() <= TILE_MOST_BYTES);
    let tile = decoded(&unpacked(&made.bytes));
    assert_eq!((tile.layers[0].features[0].id, tile.layers[0].features[0].properties.len()), (Some(1), 0));
}

/// A server of these tests; it stops with the test.
struct Site {
    address: SocketAddr,
    stop: Stop,
    editions: Editions,
    running: Option<JoinHandle<Summary>>,
}

/// What came back.
struct Reply {
    status: u16,
    head: String,
    body: Vec<u8>,
}

fn edition(version: &str, features: &[Feature]) -> Edition {
    let ground = Polygon::new(LineString::from(vec![(60.0, 24.0), (64.0, 24.0), (64.0, 27.0)]), vec![]);
    let (records, provinces) = (collection(features), collection(&[record(0, Some(ground.into()), &json!({}))]));
    let entries = vec![
        Entry::new("records", EntryKind::Records, Box::new(move || Arc::clone(&records))),
        Entry::new("provinces", EntryKind::Layer(LayerName::Provinces), Box::new(move || Arc::clone(&provinces))),
        Entry::new("places", EntryKind::Layer(LayerName::Places), Box::new(|| collection(&[]))),
    ];
    Edition::new(version, Arc::new(Served::new("A title".to_owned(), Arc::new(Atlas::built_in()), entries)))
}

fn serve(features: &[Feature]) -> Site {
    let bound = Server::bind(Options::at("127.0.0.1:0".parse().unwrap())).unwrap();
    let editions = Editions::new(edition("v1", features));
    let (address, stop) = (bound.address(), bound.stop());
    let (router, served) = (router(bound.base().clone()), editions.clone());
    let running = std::thread::spawn(move || bound.run(router, served));
    Site { address, stop, editions, running: Some(running) }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.stop.now();
        if let Some(running) = self.running.take() {
            assert_eq!(running.join().unwrap().panics, 0);
        }
    }
}

impl Site {
    fn ask(&self, line: &str, headers: &str) -> Reply {
        let mut stream = TcpStream::connect(self.address).unwrap();
        // far beyond any limit: a server that hangs fails the test
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        write!(stream, "{line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap().to_ascii_lowercase();
        Reply { status: head.split(' ').nth(1).unwrap().parse().unwrap(), head, body: bytes[end + 4..].to_vec() }
    }

    fn get(&self, path: &str) -> Reply {
        self.ask(&format!("GET {path}"), "")
    }

    fn json(&self, path: &str) -> Value {
        let reply = self.get(path);
        assert_eq!(reply.status, 200, "{path}: {}", String::from_utf8_lossy(&reply.body));
        serde_json::from_slice(&reply.body).unwrap()
    }

    /// The path of a link.
    fn path<'l>(&self, link: &'l str) -> &'l str {
        link.strip_prefix(&format!("http://{}", self.address)).unwrap_or_else(|| panic!("{link} leads elsewhere"))
    }
}

impl Reply {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    fn tile(&self) -> MvtTile {
        assert_eq!(self.status, 200);
        assert_eq!(self.header("content-type"), Some("application/vnd.mapbox-vector-tile"));
        decoded(&self.body)
    }
}

fn sum(tile: &MvtTile, layer: &str) -> u64 {
    let held = tile.layers.iter().filter(|held| held.name == layer);
    held.flat_map(|held| &held.features).map(count).sum()
}

#[test]
fn the_world_has_every_record() {
    let site = serve(&scattered(3_000));
    let one = site.get("/collections/records/tiles/WebMercatorQuad/0/0/0").tile();
    assert_eq!((sum(&one, "records"), one.layers.len()), (3_000, 1));
    let all = site.get("/tiles/WebMercatorQuad/0/0/0").tile();
    let names: Vec<&str> = all.layers.iter().map(|layer| layer.name.as_str()).collect();
    assert_eq!((sum(&all, "records"), names), (3_000, vec!["records", "provinces"]));
    // the row stands before the column: Gwadar lies at 21/13
    let here = site.get("/collections/records/tiles/WebMercatorQuad/5/13/21").tile();
    let there = site.get("/collections/records/tiles/WebMercatorQuad/5/21/13");
    assert!(sum(&here, "records") > 1_000);
    assert!(there.status == 204 || sum(&there.tile(), "records") < 100);
}

#[test]
fn what_is_no_tile_is_refused() {
    let site = serve(&mixed());
    let check = |path: &str, expected: &[u16]| {
        let reply = site.get(path);
        assert!(expected.contains(&reply.status), "{path}: {}", reply.status);
        assert_eq!(reply.header("content-type"), Some("application/problem+json"), "{path}");
    };
    for base in ["/tiles/WebMercatorQuad", "/collections/records/tiles/WebMercatorQuad"] {
        for bad in ["-1/0/0", "1.5/0/0", "1e3/0/0", "1/0/0.mvt", "1/%20/0", "1/0/-0", "0x1/0/0", "%C3%28/0/0"] {
            check(&format!("{base}/{bad}"), &[400]);
        }
        for missing in ["31/0/0", "23/0/0", "1/0/2", "1/2/0", "4294967296/0/0", "1/0/0/0", "1/0"] {
            check(&format!("{base}/{missing}"), &[404]);
        }
        for way in ["1/0/0.mvt/../../etc/passwd", "1/0/..%2f..%2fetc", "../../../etc/passwd"] {
            check(&format!("{base}/{way}"), &[400, 404]);
        }
        check(&format!("{base}/1/0/1?f=png"), &[400]);
        check(&format!("{base}/1/0/1?unknown=1"), &[400]);
    }
    check("/collections/nothing/tiles/WebMercatorQuad/0/0/0", &[404]);
    check("/collections/records/tiles/WorldCRS84Quad/0/0/0", &[404]);
    for path in ["/tiles/nothing.json", "/tiles/records", "/tileMatrixSets/x", "/styles/x.json", "/styles/sarhad"] {
        check(path, &[404]);
    }
    assert_eq!(site.ask("POST /tiles/WebMercatorQuad/0/0/0", "Content-Length: 0\r\n").status, 405);
}

#[test]
fn a_tile_that_is_too_full_is_coarser_and_says_so() {
    let features: Vec<Feature> = (0..60_001).map(|id| record(id, point(62.3254, 25.1216), &json!({}))).collect();
    let site = serve(&features);
    let plain = site.get("/collections/records/tiles/WebMercatorQuad/0/0/0");
    assert_eq!((plain.header("sarhad-tile"), sum(&plain.tile(), "records")), (None, 60_001));
    // referee: the formula of slippy map tilenames, by hand
    let deep = site.get("/collections/records/tiles/WebMercatorQuad/14/7010/11028");
    assert_eq!(sum(&deep.tile(), "records"), 60_001);
    assert_eq!(deep.header("sarhad-tile"), Some("coarser; steps=1; together=60001"));
    assert!(deep.body.len() <= TILE_MOST_BYTES);
}

#[test]
fn tiles_are_packed_once_named_and_empty_where_nothing_is() {
    let site = serve(&mixed());
    let path = "/collections/records/tiles/WebMercatorQuad/5/13/21";
    let packed = site.ask(&format!("GET {path}"), "Accept-Encoding: br, gzip\r\n");
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    let plain = site.get(path);
    assert_eq!(plain.header("content-encoding"), None);
    assert_eq!(unpacked(&packed.body), plain.body);
    assert_eq!(site.ask(&format!("GET {path}"), "Accept-Encoding: gzip\r\n").body, packed.body, "kept as it was");
    let refused = site.ask(&format!("GET {path}"), "Accept-Encoding: gzip;q=0\r\n");
    assert_eq!((refused.header("content-encoding"), &refused.body), (None, &plain.body));
    let tag = packed.header("etag").unwrap();
    let again = site.ask(&format!("GET {path}"), &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((again.status, again.body.len()), (304, 0));
    let head = site.ask(&format!("HEAD {path}"), "Accept-Encoding: gzip\r\n");
    assert_eq!(head.header("content-length"), Some(packed.body.len().to_string().as_str()));
    assert!(head.body.is_empty());
    let empty = site.get("/collections/records/tiles/WebMercatorQuad/5/0/0");
    assert_eq!((empty.status, empty.body.len()), (204, 0));
    assert_eq!(site.get("/collections/places/tiles/WebMercatorQuad/0/0/0").status, 204);
    // another edition has other tiles
    site.editions.replace(edition("v2", &scattered(10)));
    assert_eq!(sum(&site.get("/collections/records/tiles/WebMercatorQuad/0/0/0").tile(), "records"), 10);
    assert_ne!(site.get("/collections/records/tiles/WebMercatorQuad/0/0/0").header("etag"), Some(tag));
}

#[test]
fn map_libraries_are_told_where_tiles_are_and_whose() {
    let site = serve(&mixed());
    for (path, layers) in [("/tiles/records.json", vec!["records"]), ("/tiles/all.json", vec!["records", "provinces"])]
    {
        let told = site.json(path);
        assert_eq!((&told["tilejson"], &told["minzoom"], &told["maxzoom"]), (&json!("3.0.0"), &json!(0), &json!(14)));
        assert_eq!(told["attribution"], "A &amp; B &lt;c&gt;", "map libraries show it as markup");
        assert!(told["description"].as_str().unwrap().starts_with("as drawn – "));
        let held: Vec<&str> =
            told["vector_layers"].as_array().unwrap().iter().map(|layer| layer["id"].as_str().unwrap()).collect();
        assert_eq!(held, layers);
        assert_eq!(told["vector_layers"][0]["fields"]["count"], "Number");
        assert_eq!(
            told["vector_layers"][0]["fields"]["count_2"], "Number",
            "a column of that name is called otherwise"
        );
        let template = told["tiles"][0].as_str().unwrap();
        assert!(template.ends_with("/{z}/{y}/{x}"), "{template}");
        let filled = template.replace("{z}", "5").replace("{y}", "13").replace("{x}", "21");
        assert!(sum(&site.get(site.path(&filled)).tile(), "records") > 0);
    }
    let records = site.json("/tiles/records.json");
    assert!(records["bounds"][0].as_f64().is_some_and(|west| (west - 62.0).abs() < 0.01), "{records}");
    // an empty collection has no bounds, and is no fault
    assert_eq!(site.json("/tiles/places.json").get("bounds"), None);
}

#[test]
fn sets_of_tiles_lead_to_their_tiles() {
    let site = serve(&mixed());
    let link = |document: &Value, rel: &str| {
        let links = document["links"].as_array().unwrap();
        let found = links.iter().find(|link| link["rel"] == rel || link["rel"].as_str().unwrap().ends_with(rel));
        found.unwrap_or_else(|| panic!("no {rel} in {document}"))["href"].as_str().unwrap().to_owned()
    };
    for path in ["/tiles", "/collections/records/tiles"] {
        let list = site.json(path);
        let set = site.json(site.path(&link(&list["tilesets"][0], "self")));
        assert_eq!(
            (&set["dataType"], &set["crs"]),
            (&json!("vector"), &json!("http://www.opengis.net/def/crs/EPSG/0/3857"))
        );
        let matrices = site.json(site.path(&link(&set, "/tiling-scheme")));
        let matrices = matrices["tileMatrices"].as_array().unwrap();
        assert_eq!((matrices.len(), &matrices[22]["matrixWidth"]), (23, &json!(4_194_304)));
        // referee: the registry's definition of WebMercatorQuad
        let scale = matrices[14]["scaleDenominator"].as_f64().unwrap();
        assert!((scale - 34_123.672_999_062_5).abs() < 1e-3, "{scale}");
        let item =
            link(&set, "item").replace("{tileMatrix}", "5").replace("{tileRow}", "13").replace("{tileCol}", "21");
        assert!(sum(&site.get(site.path(&item)).tile(), "records") > 0);
        assert_eq!(site.json(site.path(&link(&set, "describedby")))["tilejson"], "3.0.0");
    }
    let page = site.get("/tiles?f=html");
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
}

#[test]
fn styles_draw_what_the_tiles_have_and_ask_nothing_of_others() {
    let site = serve(&mixed());
    let list = site.json("/styles");
    assert_eq!(list["styles"].as_array().unwrap().len(), 2);
    for listed in list["styles"].as_array().unwrap() {
        let style = site.json(site.path(listed["links"][0]["href"].as_str().unwrap()));
        assert_eq!((&style["version"], style.get("glyphs"), style.get("sprite")), (&json!(8), None, None));
        let source = site.json(site.path(style["sources"]["sarhad"]["url"].as_str().unwrap()));
        assert_eq!(source["tilejson"], "3.0.0");
        let layers = style["layers"].as_array().unwrap();
        let ids: Vec<&str> = layers.iter().map(|layer| layer["id"].as_str().unwrap()).collect();
        for expected in ["borders-approximate", "records-areas", "records-lines", "records-together", "records-records"]
        {
            assert!(ids.contains(&expected), "no {expected} in {ids:?}");
        }
        let mut apart = ids.clone();
        apart.sort_unstable();
        apart.dedup();
        assert_eq!(apart.len(), ids.len(), "an id stands twice");
        let dashed = layers.iter().find(|layer| layer["id"] == "borders-approximate").unwrap();
        assert!(dashed["paint"]["line-dasharray"].is_array());
        let text = style.to_string();
        let own = format!("http://{}", site.address);
        assert_eq!(text.matches("://").count(), text.matches(&own).count(), "an address that is not the server's");
    }
}
