//! The table of formats is true of the readers and writers. Referees: the readers' list of extensions, and what writers make.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use geo_types::Point;
use sarhad::io::formats::{FORMATS, FormatCard, formats_table, written_words};
use sarhad::io::read::event::Event;
use sarhad::io::read::features::read_features;
use sarhad::io::read::input::Input;
use sarhad::io::read::options::{InputFormat, ReadOptions};
use sarhad::io::write::error::WriteError;
use sarhad::io::write::feature::{FeatureWriter, feature_writer};
use sarhad::io::write::format::{Built, OutputFormat};
use sarhad::io::write::options::WriteOptions;
use sarhad::model::feature::{Feature, Properties};
use sarhad::model::shape::{Longitudes, Shape};
use serde_json::{Value, json};
use tempfile::TempDir;

#[test]
fn every_format_that_is_written_has_one_card() {
    for format in OutputFormat::ALL {
        let cards: Vec<&FormatCard> = FORMATS.iter().filter(|card| card.writes == Some(format)).collect();
        assert_eq!(cards.len(), 1, "{format:?}");
        for extension in format.extensions() {
            assert!(cards[0].extensions().contains(extension), "{format:?} {extension}");
        }
        assert_eq!(OutputFormat::from_extension(Path::new(&format!("a.{}", cards[0].extensions()[0]))), Some(format));
        assert_eq!(cards[0].credit() == "in it", format.tells_itself(), "{format:?}");
    }
}

#[test]
fn every_format_that_is_read_is_known_by_its_extensions() {
    let read: Vec<InputFormat> = FORMATS.iter().filter_map(|card| card.reads).collect();
    for (card, format) in FORMATS.iter().filter_map(|card| Some((card, card.reads?))) {
        assert_eq!(read.iter().filter(|other| **other == format).count(), 1, "{format:?}");
        // flat JSON is read where it is asked for
        assert_eq!(card.read_extensions().is_empty(), format == InputFormat::Json, "{format:?}");
    }
    assert_eq!(read.len(), 14);
    // layers of the atlas are drawn where the card says that there is room for them
    for (card, format) in FORMATS.iter().filter_map(|card| Some((card, card.writes?))) {
        assert_eq!(card.layers == "many", format.holds_layers(), "{format:?}");
        assert_eq!(
            card.shapes.starts_with("points, lines, areas"),
            format.draws_shapes() && format != OutputFormat::Gpx
        );
        let is_geojson =
            matches!(format, OutputFormat::GeoJson | OutputFormat::GeoJsonSeq | OutputFormat::GeoJsonTextSeq);
        assert_eq!(card.style == "with --style simplestyle", is_geojson, "{format:?}");
    }
}

/// Each writer that the build has writes a point; what it lacks says which feature has it.
#[test]
fn what_is_told_to_be_written_is_written() {
    let shape = Shape::new(Point::new(62.3332, 25.1216).into(), Longitudes::Strict).unwrap().shape;
    let feature = Feature { id: None, shape, properties: Properties::new() };
    for card in FORMATS.iter().filter(|card| card.writes.is_some()) {
        let format = card.writes.unwrap();
        let mut out = Vec::new();
        let mut writer = feature_writer(&mut out, WriteOptions::new(format, format!("a.{}", card.word)));
        let written = writer.write(&feature).and_then(|()| writer.finish());
        match (format.built(), written) {
            (Built::In, Ok(_)) => assert!(!out.is_empty(), "{}", card.word),
            // a project is written beside the data that it opens
            (Built::In, _) if format == OutputFormat::QgisProject => {}
            (Built::Without(feature), Err(WriteError::NotBuilt { feature: named, .. })) => assert_eq!(feature, named),
            (built, written) => panic!("{}: {built:?} {written:?}", card.word),
        }
        assert!(String::from_utf8(out).is_ok() || !format.is_text(), "{}", card.word);
    }
}

/// What a card says of columns is what comes back of them. Referee: the record that was written.
#[test]
fn columns_come_back_as_the_cards_say() {
    let folder = TempDir::new().unwrap();
    let shape = Shape::new(Point::new(62.3332, 25.1216).into(), Longitudes::Strict).unwrap().shape;
    let cells = json!({ "flag": true, "whole": 7, "real": 1.5, "date": "2024-01-28", "moment": "2024-01-28T03:00:00Z", "text": "a" });
    let Value::Object(properties) = cells else { unreachable!() };
    let feature = Feature { id: None, shape, properties: properties.clone() };
    let both = |card: &&FormatCard| {
        card.read_built() == Some(Built::In) && card.writes.map(OutputFormat::built) == Some(Built::In)
    };
    for card in FORMATS.iter().filter(both) {
        let path = folder.path().join(format!("a.{}", card.word));
        let mut writer =
            feature_writer(fs::File::create(&path).unwrap(), WriteOptions::new(card.writes.unwrap(), &path));
        writer.write(&feature).unwrap();
        writer.finish().unwrap();
        let options = ReadOptions { format: card.reads, ..ReadOptions::default() };
        let mut read = Vec::new();
        let tally = read_features(Input::Path(path), &options, &mut |event| {
            if let Event::Kept(kept) = event {
                read.push(kept.feature.properties.clone());
            }
            ControlFlow::Continue(())
        });
        assert_eq!(tally.map(|tally| tally.kept).map_err(|problem| problem.to_string()), Ok(1), "{}", card.word);
        let says = |kind: &str| card.columns.contains("any JSON") || card.columns.contains(kind);
        let numbers = |kind: &str| says(kind) || card.columns.contains("numbers");
        for (name, kept) in [
            ("flag", says("true/false") && !card.note.contains("true and false are read as text")),
            ("whole", numbers("whole")),
            ("real", numbers("real")),
            ("date", true),
            ("text", true),
        ] {
            assert!(!kept || read[0].get(name) == properties.get(name), "{} {name}: {:?}", card.word, read[0]);
        }
        assert!(read[0]["moment"].as_str().is_some_and(|moment| moment.starts_with("2024-01-28")), "{}", card.word);
    }
}

#[test]
fn the_table_has_a_row_for_each_and_its_words_are_options() {
    let text = formats_table(&FORMATS, b',');
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(rows.headers().unwrap(), &FormatCard::COLUMNS[..]);
    assert_eq!(rows.records().map(Result::unwrap).count(), FORMATS.len());
    assert!(written_words().starts_with("geojson, geojsonl, ") && written_words().ends_with(" or sarhad"));
    assert!(!written_words().contains("shp"));
}

#[cfg(feature = "cli")]
mod cli {
    use std::process::Command;

    use serde_json::Value;

    fn run(args: &[&str]) -> (i32, String, String) {
        let ran = Command::new(assert_cmd::cargo::cargo_bin!("sarhad")).args(args).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (ran.status.code().unwrap(), text(ran.stdout), text(ran.stderr))
    }

    #[test]
    fn formats_are_listed_for_people_and_for_programs() {
        let (code, out, _) = run(&["formats"]);
        assert_eq!(code, 0);
        for word in ["geojson", "gpkg", "shp: not written"] {
            assert!(out.contains(word), "no {word} in\n{out}");
        }
        let (_, out, _) = run(&["formats", "--format", "json"]);
        let cards: Vec<Value> = serde_json::from_str(&out).unwrap();
        assert_eq!(cards.len(), 18);
        assert_eq!(cards[16]["write"], "no");
        let (code, _, err) = run(&["formats", "--format", "gpkg"]);
        assert_eq!(code, 2, "{err}");
        for name in ["gpkg", ".gpkg", "GeoPackage", "geopackage"] {
            let (code, out, err) = run(&["formats", name]);
            assert!(code == 0 && out.contains("index       R-tree\n") && !out.contains("fgb"), "{name}: {out}{err}");
        }
        let (code, out, _) = run(&["formats", "shapefile", "--format", "json"]);
        assert!(code == 0 && out.contains("\"format\":\"shp\"") && !out.contains("gpkg\","), "{out}");
        let (code, _, err) = run(&["formats", "elephant"]);
        assert!(code == 2 && err.contains("there is no format \"elephant\"; there are geojson"), "{err}");
    }

    /// What people write who do not know our words, and what they are told.
    #[test]
    fn a_slip_is_told_what_to_write() {
        for (args, expected) in [
            (&["convert", "@places", "-o", "places.xls"][..], "write .xlsx, or use --format geojson, "),
            (&["convert", "@places", "-o", "places.QGS"], "write .qgz, or"),
            (&["convert", "@places", "-o", "places.mbtiles"], "write .pmtiles, or"),
            (&["convert", "@places", "-o", "places.geopackage"], "write .gpkg, or"),
            (&["convert", "@places", "--format", "excel"], "tip: write --format xlsx"),
            (&["convert", "@places", "--format", "geopackage"], "tip: write --format gpkg"),
            (&["convert", "@places", "--format", "shapefile"], "tip: shapefiles are not written: "),
            (&["convert", "@places", "places.gpkg"], "tip: write to it with -o places.gpkg"),
            (&["picture", "@places", "places.png"], "tip: write to it with -o places.png"),
            (&["formats", "--json"], "tip: write --format json"),
            (&["tiles"], "tip: sarhad convert INPUT -o map.pmtiles"),
            (&["verify", "pack"], "tip: sarhad pack --verify DIR"),
            (&["pack", "verify", "pack"], "tip: sarhad pack --verify pack"),
            (&["convert", "@places", "--quite"], "'--quiet'"),
        ] {
            let (code, _, err) = run(args);
            assert!(code == 2 && err.contains(expected), "{args:?}: {err}");
        }
        let (_, _, err) = run(&["tiles"]);
        assert!(!err.contains("layers"), "{err}");
        let (code, _, err) = run(&["convert", "incidents"]);
        assert!(code == 3 && err.contains("no such file or directory; did you mean @incidents?"), "{err}");
    }

    #[test]
    fn what_is_only_written_is_told_what_to_read_instead() {
        let folder = tempfile::TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        for (name, expected) in [
            ("a.topojson", "it is TopoJSON, which is written and not read; convert what it was made of"),
            #[cfg(feature = "gpkg")]
            ("a.qgz", "this is a QGIS project, not records; read the data that it opens"),
            #[cfg(feature = "tiles")]
            ("a.pmtiles", "this is a PMTiles archive of map tiles, not records; tiles are drawn coarser"),
        ] {
            let (code, _, err) = run(&["convert", "@regions", "-o", &at(name), "--max-zoom", "2"]);
            assert_eq!(code, 0, "{err}");
            let (code, _, err) = run(&["convert", &at(name)]);
            assert!(code == 3 && err.contains(expected), "{name}: {err}");
        }
    }

    #[cfg(feature = "gpkg")]
    #[test]
    fn files_that_nobody_named_are_told() {
        let folder = tempfile::TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let (code, _, err) = run(&["convert", "@regions", "-o", &at("bare")]);
        assert!(code == 0 && err.contains("bare has no extension, so it is GeoJSON (RFC 7946)"), "{err}");
        let (_, _, err) = run(&["convert", &at("bare"), "--in-place"]);
        assert!(!err.contains("no extension"), "{err}");
        run(&["convert", "@regions", "-o", &at("map.gpkg")]);
        let (code, _, err) = run(&["convert", "@regions", "-o", &at("map.qgz")]);
        let told = format!("opens its data from {}, which must be written beside it and exists", at("map.gpkg"));
        assert!(code == 2 && err.contains(&told), "{err}");
        assert!(!folder.path().join("map.qgz").exists());
    }

    #[test]
    fn an_unknown_extension_is_told_what_there_is() {
        let (code, _, err) = run(&["convert", "@places", "-o", "places.dxf"]);
        assert_eq!(code, 2);
        assert!(err.contains("use --format geojson, ") && err.contains(" or sarhad"), "{err}");
    }
}
