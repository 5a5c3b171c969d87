//! The whole server over a real socket, with a table of these tests and the layers of the atlas, and a client for it.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::Command;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use sarhad::atlas::{Atlas, LayerName};
use sarhad::collection::whole::Collection;
use sarhad::io::read::index_file::{collection_in, read_collection};
use sarhad::io::write::feature::{FeatureWriter, feature_writer};
use sarhad::io::write::format::OutputFormat;
use sarhad::io::write::options::WriteOptions;
use sarhad::server::http::{Edition, Editions, Options, Server};
use sarhad::server::router::router;
use sarhad::server::state::{Entry, EntryKind, Served};
use serde_json::Value;

/// Twenty-five events: the twenty-fourth has no place, the twenty-fifth no time.
pub(crate) const EVENTS: usize = 25;

/// A server that all tests share; it lives as long as they do.
pub(crate) static SERVER: LazyLock<Client> = LazyLock::new(|| Client { address: started() });

/// Asks the server.
#[derive(Debug)]
pub(crate) struct Client {
    address: SocketAddr,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

/// The table: along a line from 60° E 25° N to the north-east, a day apart from 2024-01-01 on.
pub(crate) fn table() -> String {
    let row = |n: usize| {
        let at = if n == 24 { ",".to_owned() } else { format!("{}.5,{}.25", 59 + n, 24 + n) };
        let day = if n == 25 { String::new() } else { format!("2024-01-{n:02}") };
        let kind = if n.is_multiple_of(2) { "Explosion" } else { "armed attack" };
        format!("e{n},{at},{day},{n},{kind}\n")
    };
    format!("id,lon,lat,date,deaths,kind\n{}", (1..=EVENTS).map(row).collect::<String>())
}

/// `text` as a collection, by way of an index file.
pub(crate) fn indexed(name: &str, text: &str) -> Collection {
    let folder = tempfile::tempdir().unwrap();
    let (input, index) = (folder.path().join(name), folder.path().join("index.sarhad"));
    fs::write(&input, text).unwrap();
    let output =
        Command::new(env!("CARGO_BIN_EXE_sarhad")).arg("index").arg(&input).arg("-o").arg(&index).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    read_collection(&index).unwrap()
}

/// A line over the antimeridian, in two parts, and a point beside it.
const FAR: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","id":1,"properties":{"name":"Chukotka"},"geometry":{"type":"Polygon","coordinates":[[[178,66],[179,66],[179,67],[178,66]]]}},
{"type":"Feature","id":2,"properties":{"name":"beyond"},"geometry":{"type":"Point","coordinates":[-179.5,66.5]}},
{"type":"Feature","id":3,"properties":{"name":"elsewhere"},"geometry":{"type":"Point","coordinates":[0,66.5]}}]}"#;

fn layer(atlas: &Atlas, name: LayerName) -> Collection {
    let mut bytes = Vec::new();
    let options = WriteOptions::new(OutputFormat::Index, name.word());
    let mut writer = feature_writer(&mut bytes, options);
    for feature in &atlas.layer(name).features {
        writer.write(feature).unwrap();
    }
    writer.finish().unwrap();
    collection_in(bytes).unwrap()
}

fn started() -> SocketAddr {
    let atlas = Arc::new(Atlas::built_in());
    let records = |name: &str, text: &str| {
        let collection = Arc::new(indexed(name, text));
        let id = name.split('.').next().unwrap();
        Entry::new(id, EntryKind::Records, Box::new(move || Arc::clone(&collection)))
    };
    let borders = {
        let atlas = Arc::clone(&atlas);
        Entry::new(
            "borders",
            EntryKind::Layer(LayerName::Borders),
            Box::new(move || Arc::new(layer(&atlas, LayerName::Borders))),
        )
    };
    let entries = vec![records("events.csv", &table()), records("far.geojson", FAR), borders];
    let served = Arc::new(Served::new("Events of tests".to_owned(), atlas, entries));
    let bound = Server::bind(Options::at("127.0.0.1:0".parse().unwrap())).unwrap();
    let (address, router) = (bound.address(), router(bound.base().clone()));
    std::thread::spawn(move || bound.run(router, Editions::new(Edition::new("v1", served))));
    address
}

impl Client {
    /// What links begin with.
    pub(crate) fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The answer to a request of `line`, such as `GET /items`, with more header lines.
    pub(crate) fn ask(&self, line: &str, headers: &str) -> Reply {
        let mut stream = TcpStream::connect(self.address).unwrap();
        // far beyond any limit: a server that hangs fails the test
        stream.set_read_timeout(Some(Duration::from_mins(2))).unwrap();
        let request = format!("{line} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n{headers}\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Reply { status, head, body: bytes[end + 4..].to_vec() }
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        self.ask(&format!("GET {path}"), "")
    }

    /// The answer at a link that the server gave.
    pub(crate) fn follow(&self, href: &str) -> Reply {
        let path = href.strip_prefix(&self.base()).unwrap_or_else(|| panic!("{href} leads elsewhere"));
        self.get(if path.is_empty() { "/" } else { path })
    }

    /// The document at `path`.
    pub(crate) fn json(&self, path: &str) -> Value {
        let reply = self.get(path);
        assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        reply.json()
    }

    /// The items of the events under these parameters, each a name and a value as it is before it stands in an address.
    pub(crate) fn items(&self, params: &[(&str, &str)]) -> Value {
        self.json(&format!("/collections/events/items?{}", query(params)))
    }
}

/// Parameters as they stand in addresses.
pub(crate) fn query(params: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(params).finish()
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (own, value) = line.split_once(": ")?;
            own.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The problem that it is, of that status; the parameter that it names, or nothing.
    pub(crate) fn problem(&self, status: u16) -> String {
        assert_eq!(self.status, status, "{}", self.text());
        assert_eq!(self.header("content-type"), Some("application/problem+json"));
        let problem = self.json();
        assert_eq!(problem["status"], status);
        problem["parameter"].as_str().unwrap_or_default().to_owned()
    }
}

/// The ids of features, in their order.
pub(crate) fn ids(document: &Value) -> Vec<String> {
    let features = document["features"].as_array().unwrap();
    features.iter().map(|feature| feature["id"].to_string().trim_matches('"').to_owned()).collect()
}

/// The address of the first link of a relation.
pub(crate) fn link<'d>(document: &'d Value, rel: &str) -> Option<&'d str> {
    document["links"].as_array().unwrap().iter().find(|link| link["rel"] == rel)?["href"].as_str()
}
