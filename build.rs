//! Packs the layers of `data/` for embedding: properties as JSON, coordinates as differences in 1e-7 degrees, deflated.
//! The names of units are deflated as they are. `src/atlas/pack.rs` reads what is written here. Nothing is fetched and nothing outside `OUT_DIR` is written.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use flate2::{Compression, write::DeflateEncoder};
use serde_json::{Value, json};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // the page that a program with the feature `web` holds; npm is never run from here
    println!("cargo::rerun-if-changed=web/dist/page");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    let mut table = String::from("&[\n");
    for folder in ["data/layers", "data/gazetteer"] {
        println!("cargo::rerun-if-changed={folder}");
        for file in layer_files(&root.join(folder)) {
            let name = file.file_stem().and_then(|stem| stem.to_str()).expect("layers have plain names").to_owned();
            let packed = out.join(format!("{name}.layer"));
            fs::write(&packed, pack(&file)).expect("OUT_DIR can be written");
            writeln!(table, "({name:?}, include_bytes!({:?})),", packed.display().to_string())
                .expect("a string takes text");
        }
    }
    table.push(']');
    fs::write(out.join("layers.rs"), table).expect("OUT_DIR can be written");
    let names: Value = read_json(&root.join("data/gazetteer/unit-names.json"));
    fs::write(out.join("unit-names.json"), deflated(&[names.to_string().as_bytes()])).expect("OUT_DIR can be written");
}

fn read_json(file: &Path) -> Value {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn deflated(parts: &[&[u8]]) -> Vec<u8> {
    let mut deflated = DeflateEncoder::new(Vec::new(), Compression::best());
    for part in parts {
        deflated.write_all(part).expect("memory takes bytes");
    }
    deflated.finish().expect("memory takes bytes")
}

fn layer_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|ext| ext == "geojson")).collect();
    files.sort();
    files
}

fn pack(file: &Path) -> Vec<u8> {
    let layer = read_json(file);
    let mut coordinates = Coordinates::default();
    let features: Vec<Value> = layer["features"]
        .as_array()
        .expect("a layer is a FeatureCollection")
        .iter()
        .map(|feature| json!([feature["id"], feature["properties"], coordinates.geometry(&feature["geometry"])]))
        .collect();
    let header = json!({ "metadata": layer["metadata"], "features": features }).to_string();
    let length = u32::try_from(header.len()).expect("a header below 4 GB");
    deflated(&[&length.to_le_bytes(), header.as_bytes(), &coordinates.bytes])
}

/// The coordinates of a layer, each as the difference to the one before.
#[derive(Default)]
struct Coordinates {
    bytes: Vec<u8>,
    last: [i64; 2],
}

impl Coordinates {
    /// What remains of a geometry in the header: its type and how many positions each part has.
    fn geometry(&mut self, geometry: &Value) -> Value {
        let coordinates = &geometry["coordinates"];
        match geometry["type"].as_str() {
            None => Value::Null,
            Some("Point") => {
                self.position(coordinates);
                json!({ "Point": null })
            }
            Some(line @ ("LineString" | "MultiPoint")) => json!({ line: self.line(coordinates) }),
            Some(lines @ ("MultiLineString" | "Polygon")) => json!({ lines: self.lines(coordinates) }),
            Some("MultiPolygon") => {
                let polygons: Vec<Value> = parts(coordinates).iter().map(|polygon| self.lines(polygon)).collect();
                json!({ "MultiPolygon": polygons })
            }
            Some(other) => panic!("layers hold no {other}"),
        }
    }

    fn lines(&mut self, lines: &Value) -> Value {
        parts(lines).iter().map(|line| self.line(line)).collect()
    }

    fn line(&mut self, line: &Value) -> Value {
        for position in parts(line) {
            self.position(position);
        }
        json!(parts(line).len())
    }

    fn position(&mut self, position: &Value) {
        for axis in 0..2 {
            let degrees = position[axis].as_f64().expect("a coordinate is a number");
            #[expect(clippy::cast_possible_truncation, reason = "at most 1.8e9")]
            let steps = (degrees * 1e7).round() as i64;
            assert!((steps as f64 / 1e7 - degrees).abs() < 1e-12, "{degrees} has more than seven decimals");
            self.varint(steps - self.last[axis]);
            self.last[axis] = steps;
        }
    }

    /// Small numbers of either sign in few bytes: zigzag, then seven bits a byte, the lowest first.
    fn varint(&mut self, number: i64) {
        let mut rest = ((number << 1) ^ (number >> 63)).cast_unsigned();
        while rest >= 0x80 {
            self.bytes.push((rest & 0x7f) as u8 | 0x80);
            rest >>= 7;
        }
        self.bytes.push((rest & 0x7f) as u8);
    }
}

fn parts(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
