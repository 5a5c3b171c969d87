//! The table of formats is true of the readers and writers. Referees: the readers' list of extensions, and what writers make.

use std::path::Path;

use geo_types::Point;
use sarhad::io::formats::{FORMATS, FormatCard, formats_table, written_words};
use sarhad::io::read::options::InputFormat;
use sarhad::io::write::error::WriteError;
use sarhad::io::write::feature::{FeatureWriter, feature_writer};
use sarhad::io::write::format::{Built, OutputFormat};
use sarhad::io::write::options::WriteOptions;
use sarhad::model::feature::{Feature, Properties};
use sarhad::model::shape::{Longitudes, Shape};

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
    assert_eq!(read.len(), 13);
    // layers of the atlas are drawn where the card says that there is room for them
    for (card, format) in FORMATS.iter().filter_map(|card| Some((card, card.writes?))) {
        assert_eq!(card.layers == "many", format.holds_layers(), "{format:?}");
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

#[test]
fn the_table_has_a_row_for_each_and_its_words_are_options() {
    let text = formats_table(b',');
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(rows.headers().unwrap(), &FormatCard::COLUMNS[..]);
    assert_eq!(rows.records().map(Result::unwrap).count(), FORMATS.len());
    assert!(written_words().starts_with("geojson, geojsonl, ") && written_words().ends_with(" or pmtiles"));
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
        assert_eq!(cards.len(), 17);
        assert_eq!(cards[16]["write"], "no");
        let (code, _, err) = run(&["formats", "--format", "gpkg"]);
        assert_eq!(code, 2, "{err}");
    }

    #[test]
    fn an_unknown_extension_is_told_what_there_is() {
        let (code, _, err) = run(&["convert", "@places", "-o", "places.dxf"]);
        assert_eq!(code, 2);
        assert!(err.contains("use --format geojson, ") && err.contains(" or pmtiles"), "{err}");
    }
}
