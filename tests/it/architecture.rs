//! The house stands: imports point down, and each outside crate is known only to its own rooms.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A room and the rooms that it may import, as the table in ARCHITECTURE.md says.
const FLOORS: &[(&str, &[&str])] = &[
    ("units", &[]),
    ("lonlat", &[]),
    ("geometry", &["lonlat", "units"]),
    ("model", &["geometry", "lonlat", "units"]),
    ("topology", &["model", "geometry", "lonlat", "units"]),
    ("index", &["model", "geometry", "lonlat", "units"]),
    ("names", &["model", "geometry", "lonlat", "units"]),
    ("atlas", &["topology", "index", "names", "model", "geometry", "lonlat", "units"]),
    ("query", &["atlas", "names", "index", "model", "geometry", "lonlat", "units"]),
    ("analysis", &["query", "atlas", "names", "index", "model", "geometry", "lonlat", "units"]),
    ("collection", &["query", "atlas", "index", "model", "geometry", "lonlat", "units"]),
    ("io", &["collection", "query", "names", "model", "geometry", "lonlat", "units"]),
    ("render", &["io", "query", "atlas", "model", "geometry", "lonlat", "units"]),
    (
        "server",
        &[
            "render",
            "io",
            "collection",
            "analysis",
            "query",
            "atlas",
            "index",
            "names",
            "model",
            "geometry",
            "lonlat",
            "units",
        ],
    ),
    (
        "cli",
        &[
            "server",
            "render",
            "io",
            "collection",
            "analysis",
            "query",
            "atlas",
            "topology",
            "index",
            "names",
            "model",
            "geometry",
            "lonlat",
            "units",
        ],
    ),
    ("main", &["cli"]),
];

/// An outside crate and the only rooms that may name it.
const KEEPERS: &[(&str, &[&str])] = &[
    ("rstar", &["index"]),
    ("geographiclib_rs", &["geometry"]),
    ("earcut", &["geometry"]),
    ("geojson", &["io"]),
    ("csv", &["io"]),
    ("calamine", &["io"]),
    ("zip", &["io"]),
    ("wkt", &["io"]),
    ("encoding_rs", &["io"]),
    ("wkb::", &["io"]),
    ("rusqlite", &["io"]),
    ("flatgeobuf::", &["io"]),
    ("flatbuffers::", &["io"]),
    ("parquet::", &["io"]),
    ("arrow_array", &["io"]),
    ("arrow_schema", &["io"]),
    ("quick_xml", &["io"]),
    ("fast_mvt", &["io"]),
    ("resvg", &["render"]),
    ("rust_embed", &["render"]),
    ("base64", &["render"]),
    ("dejavu", &["render"]),
    ("tempfile", &["io"]),
    ("pmtiles", &["io"]),
    ("fst", &["names"]),
    ("strsim", &["names"]),
    ("unicode_normalization", &["names"]),
    ("std::fs", &["io", "cli"]),
    ("rmcp", &["server"]),
    ("axum", &["server"]),
    ("hyper", &["server"]),
    ("hyper_util", &["server"]),
    ("socket2", &["server"]),
    ("tokio", &["server"]),
    ("tower_http", &["server"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("comfy_table", &["cli"]),
    ("anstream", &["cli"]),
    ("signal_hook", &["cli"]),
    ("terminal_size", &["cli"]),
    ("std::process", &["cli", "main"]),
    ("std::env", &["cli"]),
    ("println!", &["cli"]),
    ("eprintln!", &["cli"]),
    ("SystemTime", &["cli"]),
    ("Instant", &["cli", "server"]),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
    found
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The top-level room that a file belongs to: `geometry` for src/geometry/edge.rs, `units` for src/units.rs.
fn room(path: &Path) -> String {
    let inside = path.strip_prefix(root()).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

/// Code without comments and without the tests at a file's end, which may look wherever they need to.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let body = text.split("#[cfg(test)]").next().unwrap_or_default();
    body.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The rooms that `code` imports or names, by `crate::room`.
fn imports(code: &str) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    for after in code.split("crate::").skip(1) {
        if let Some(group) = after.strip_prefix('{') {
            let inside = group.split('}').next().unwrap_or_default();
            rooms.extend(inside.split(',').map(|part| part.trim().split("::").next().unwrap_or_default().to_owned()));
        } else {
            rooms.insert(after.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    rooms
}

#[test]
fn imports_point_down() {
    let mut upward = Vec::new();
    for path in sources(&root()) {
        let room = room(&path);
        if room == "lib" {
            continue;
        }
        let (_, allowed) =
            FLOORS.iter().find(|(name, _)| *name == room).unwrap_or_else(|| panic!("{room} has no floor"));
        for import in imports(&code(&path)) {
            if import != room && !allowed.contains(&import.as_str()) {
                upward.push(format!("{} imports crate::{import}", path.strip_prefix(root()).unwrap().display()));
            }
        }
    }
    assert!(upward.is_empty(), "upward imports:\n{}", upward.join("\n"));
}

#[test]
fn outside_crates_stay_in_their_rooms() {
    let mut strays = Vec::new();
    for path in sources(&root()) {
        let (room, code) = (room(&path), code(&path));
        for (name, rooms) in KEEPERS {
            let named = code.match_indices(name).any(|(at, _)| {
                let before = code[..at].chars().next_back();
                let after = code[at + name.len()..].chars().next();
                let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
                // a room of ours may be called as a crate is
                let path = code[..at].rsplit(|c| !word(Some(c)) && c != ':').next().unwrap_or_default();
                !word(before)
                    && !path.starts_with("crate::")
                    && before != Some('"')
                    && before != Some('.')
                    && !word(after)
                    && after != Some('"')
                    && (name.ends_with('!')
                        || code[at + name.len()..].starts_with("::")
                        || code[..at].ends_with("use "))
            });
            if named && !rooms.contains(&room.as_str()) {
                strays.push(format!("{} names {name}", path.strip_prefix(root()).unwrap().display()));
            }
        }
    }
    assert!(strays.is_empty(), "crates outside their rooms:\n{}", strays.join("\n"));
}

#[test]
fn files_are_rooms_not_halls() {
    let long: Vec<String> = sources(&root())
        .into_iter()
        .filter(|path| path.file_name().is_none_or(|name| name != "args.rs"))
        .map(|path| (fs::read_to_string(&path).unwrap().lines().count(), path))
        .filter(|(lines, path)| *lines > if path.ends_with("mod.rs") || path.ends_with("main.rs") { 60 } else { 600 })
        .map(|(lines, path)| format!("{} has {lines} lines", path.display()))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

/// The rooms that the table in ARCHITECTURE.md lets `room` import.
fn drawn(picture: &str, room: &str) -> BTreeSet<String> {
    let names = [format!("`{room}/`"), format!("`{room}.rs`")];
    let cells = |line: &str| -> Vec<String> { line.split('|').map(|cell| cell.trim().to_owned()).collect() };
    let rows = picture.lines().filter(|line| line.starts_with("| ")).map(cells);
    let mut of_room = rows.filter(|cells| cells.len() == 6 && names.iter().any(|name| cells[2].contains(name)));
    let row = of_room.next().unwrap_or_else(|| panic!("the table of ARCHITECTURE.md has no {room}"));
    let plain = row[4].replace("(results, to write them)", "");
    plain.split(',').map(|name| name.trim().to_owned()).filter(|name| name != "–").collect()
}

#[test]
fn the_picture_in_architecture_md_is_the_one_that_is_kept() {
    let picture = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).unwrap();
    for (room, allowed) in FLOORS {
        // geometry's two doors share a row, and the binary's entry sees all below
        if matches!(*room, "units" | "lonlat" | "cli") {
            assert!(picture.contains(&format!("`{room}")), "ARCHITECTURE.md does not name `{room}`");
            continue;
        }
        let allowed: BTreeSet<String> = allowed.iter().map(|&name| name.to_owned()).collect();
        assert_eq!(drawn(&picture, room), allowed, "what {room} may import");
    }
}

/// `rust-version` promises a compiler; no dependency may ask for a newer one.
#[test]
fn rust_version_is_no_lower_than_what_dependencies_declare() {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = std::process::Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--filter-platform", "x86_64-unknown-linux-gnu"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let version = |package: &serde_json::Value| -> Option<Vec<u32>> {
        package["rust_version"].as_str()?.split('.').map(|part| part.parse().ok()).collect()
    };
    let packages = metadata["packages"].as_array().unwrap();
    let own = packages.iter().find(|package| package["name"] == "sarhad").and_then(version).unwrap();
    let normal = normal_dependencies(&metadata);
    for package in packages.iter().filter(|package| normal.contains(package["id"].as_str().unwrap())) {
        if let Some(theirs) = version(package) {
            assert!(own >= theirs, "{} needs Rust {theirs:?}, rust-version is {own:?}", package["name"]);
        }
    }
}

/// Ids of all packages that a user compiles: development dependencies are ours alone.
fn normal_dependencies(metadata: &serde_json::Value) -> BTreeSet<String> {
    let nodes = metadata["resolve"]["nodes"].as_array().unwrap();
    let mut todo = vec![metadata["resolve"]["root"].as_str().unwrap().to_owned()];
    let mut seen = BTreeSet::new();
    while let Some(id) = todo.pop() {
        if !seen.insert(id.clone()) {
            continue;
        }
        let node = nodes.iter().find(|node| node["id"] == id.as_str()).unwrap();
        for dependency in node["deps"].as_array().unwrap() {
            let kinds = dependency["dep_kinds"].as_array().unwrap();
            if kinds.iter().any(|kind| kind["kind"] != "dev") {
                todo.push(dependency["pkg"].as_str().unwrap().to_owned());
            }
        }
    }
    seen
}
