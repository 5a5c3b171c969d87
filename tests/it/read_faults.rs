//! Inputs that are no files, streams that fail or trickle, and arbitrary bytes.

use std::fs;
use std::io::{self, Read};
use std::ops::ControlFlow;

use proptest::prelude::*;
use sarhad::io::read::{Code, Event, Input, InputFormat, ReadOptions, read_features};

use crate::read::{reading, reading_of};

#[test]
fn what_is_no_file_is_refused_without_waiting() {
    let folder = tempfile::tempdir().unwrap();
    let told = |path: &std::path::Path| reading_of(Input::Path(path.to_owned()), &ReadOptions::default()).told;
    assert!(told(folder.path()).ends_with(": this is a directory, not a file"));
    assert!(told(&folder.path().join("no.csv")).ends_with("no.csv: cannot be read: no such file or directory"));
    #[cfg(unix)]
    {
        let socket = folder.path().join("s.csv");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert!(told(&socket).ends_with(": this is a socket, not a file"));
        assert_eq!(told("/dev/zero".as_ref()), "fatal[E103] /dev/zero: this is a device, not a file");
        let pipe = folder.path().join("p.csv");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert!(told(&pipe).ends_with(": this is a named pipe, not a file"));
    }
}

#[test]
fn odd_file_names_are_shown_on_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a\nb\u{1b}.csv");
    fs::write(&path, "id\n").unwrap();
    let told = reading_of(Input::Path(path), &ReadOptions::default()).told;
    assert!(told.contains("a\\nb\\u{1b}.csv:1: no columns"), "{told}");
}

/// Gives one byte at a time, then fails.
struct Failing(Vec<u8>);

impl Read for Failing {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self.0.pop() {
            Some(byte) => {
                out[0] = byte;
                Ok(1)
            }
            None => Err(io::Error::new(io::ErrorKind::BrokenPipe, "The cable was cut")),
        }
    }
}

/// Gives one byte at a time.
struct Trickle(io::Cursor<Vec<u8>>);

impl Read for Trickle {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let end = out.len().min(1);
        self.0.read(&mut out[..end])
    }
}

#[test]
fn a_stream_that_fails_refuses_the_whole() {
    let mut bytes = b"lat,lon\n31.6,74.5\n".to_vec();
    bytes.reverse();
    let input = Input::Stream { name: "stdin".into(), reader: Box::new(Failing(bytes)) };
    assert_eq!(reading_of(input, &ReadOptions::default()).told, "fatal[E101] stdin: cannot be read: the cable was cut");
}

#[test]
fn a_stream_that_trickles_reads_the_same() {
    for (name, text) in [
        ("t.csv", "id,lat,lon\r\n\"a\"\"\r\n\",31.6,74.5\r\nb,31,\r\n1,2\r\n"),
        ("t.geojson", "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":1.50},\n 7 ]}"),
        ("t.geojsonl", "{\"type\":\"Feature\"}\n\n{bad\n{\"type\":\"Feature\"}"),
    ] {
        let slow =
            Input::Stream { name: name.into(), reader: Box::new(Trickle(io::Cursor::new(text.as_bytes().to_vec()))) };
        let (slow, fast) =
            (reading_of(slow, &ReadOptions::default()), reading(name, text.as_bytes(), &ReadOptions::default()));
        assert_eq!(slow.told, fast.told);
        assert_eq!(slow.records, fast.records);
    }
}

#[test]
fn reading_ends_when_the_receiver_has_enough() {
    let rows = format!("lat,lon\n{}", "31.6,74.5\n".repeat(1_000));
    let input = Input::Stream { name: "t.csv".into(), reader: Box::new(io::Cursor::new(rows)) };
    let mut kept = 0;
    let tally = read_features(input, &ReadOptions::default(), &mut |event| {
        kept += u64::from(matches!(event, Event::Kept(_)));
        if kept == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })
    .unwrap();
    assert_eq!((tally.read, tally.kept), (3, 3));
}

#[test]
fn codes_are_unique_and_say_what_to_do() {
    let mut seen = std::collections::HashSet::new();
    for code in Code::ALL {
        assert!(seen.insert(code.as_str()), "{code} stands twice");
        assert!(!code.meaning().is_empty() && !code.remedy().is_empty());
        assert!(!code.meaning().ends_with('.') && !code.remedy().ends_with('.'));
    }
}

/// Pieces from which broken inputs are made.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"{\"type\":\"FeatureCollection\",\"features\":[".to_vec()),
        Just(
            b"{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1]]]}}"
                .to_vec()
        ),
        Just(b"]}".to_vec()),
        Just(b",".to_vec()),
        Just(b"\"".to_vec()),
        Just(b"\n".to_vec()),
        Just(b"\r".to_vec()),
        Just(b"lat,lon,WKT,date\n".to_vec()),
        Just("31°36'16\"N,۷۴٫۵,POLYGON((0 0,1 1)),2024-02-30".as_bytes().to_vec()),
        Just(b"WKT\n".to_vec()),
        Just(b"MULTIPOLYGON(((1 2,".to_vec()),
        Just(b"1e999,-0,5e-324".to_vec()),
        prop::collection::vec(any::<u8>(), 0..8),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_break_a_reader(bytes in prop_oneof![prop::collection::vec(any::<u8>(), 0..300), pieces()]) {
        for name in ["x", "x.geojson", "x.geojsonl", "x.csv", "x.tsv", "x.csv.gz"] {
            reading(name, &bytes, &ReadOptions::default());
        }
        for label in ["utf-16le", "shift_jis", "windows-1252"] {
            let encoding = sarhad::io::read::encoding::Encoding::named(label).ok();
            reading("x.csv", &bytes, &ReadOptions { encoding, ..ReadOptions::default() });
        }
        let format = Some(InputFormat::GeoJson);
        reading("x", &bytes, &ReadOptions { format, ..ReadOptions::default() });
    }

    #[test]
    fn tables_give_back_what_was_written(cells in prop::collection::vec(("[^\0]{0,12}", -90.0..90.0_f64, -180.0..180.0_f64), 0..8)) {
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let rows: Vec<String> = cells.iter().map(|(text, lat, lon)| format!("{},{lat},{lon}\r\n", quoted(text))).collect();
        let read = reading("t.csv", format!("note,lat,lon\r\n{}", rows.concat()).as_bytes(), &ReadOptions::default());
        prop_assert_eq!(read.records.len(), cells.len(), "{}", read.told);
        for (record, (text, lat, lon)) in read.records.iter().zip(&cells) {
            let note = match &record.feature.properties["note"] {
                serde_json::Value::Null => String::new(),
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            prop_assert_eq!(&note, text);
            let place = record.feature.shape.as_ref().and_then(sarhad::model::shape::Shape::point).unwrap();
            prop_assert_eq!((place.lat(), place.lon()), (*lat, *lon));
        }
    }
}
