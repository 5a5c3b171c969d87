//! How long does the program take for a file, start to end? Every record must come back measured.

mod made;

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use criterion::{Criterion, criterion_group, criterion_main};
use made::Row;

fn table(rows: usize) -> String {
    let mut text = String::from("id,date,lat,lon,category,notes\n");
    for (id, place) in made::places_near(&made::border(1_000), rows).iter().enumerate() {
        let notes = "\"near checkpoint, road closed\"";
        writeln!(text, "{id},2024-01-28,{:.6},{:.6},protest,{notes}", place.lat(), place.lon()).expect("memory");
    }
    text
}

fn run(arguments: &[&str], input: &Path, output: &Path) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_sarhad"));
    let done = program.arg(arguments[0]).arg(input).args(&arguments[1..]).arg("-o").arg(output).arg("--force").output();
    let done = done.expect("the program starts");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

fn end_to_end(c: &mut Criterion) {
    let rows = made::size(100, 100_000);
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let (input, output) = (folder.path().join("incidents.csv"), folder.path().join("out.geojson"));
    fs::write(&input, table(rows)).expect("a file is written");
    let questions: [(_, &[&str], _); 2] = [
        ("file to file: distance", &["distance", "--to", "border/IR-PK"], "\"distance_m\":"),
        ("file to file: locate", &["locate"], "\"country\":"),
    ];
    for (question, arguments, column) in questions {
        run(arguments, &input, &output);
        let written = fs::read_to_string(&output).expect("an output is written");
        assert_eq!(written.matches(column).count(), rows, "{question}");
        let size = format!("{rows} rows of CSV to GeoJSON");
        let row = Row { question, size, items: rows, asserts: "every row is answered" };
        row.measure(c, || run(arguments, &input, &output));
    }
}

fn one_place(c: &mut Criterion) {
    let ask = || {
        let mut program = Command::new(env!("CARGO_BIN_EXE_sarhad"));
        let done = program.args(["distance", "--at", "60.8629,29.4963", "--to", "border/IR-PK"]).output();
        let text = String::from_utf8(done.expect("the program starts").stdout).expect("UTF-8");
        assert!(text.starts_with("25.56 km"), "{text}");
    };
    let row = Row { question: "distance --at", size: "whole process".to_owned(), items: 1, asserts: "25.56 km" };
    row.measure(c, ask);
}

criterion_group! { name = benches; config = Criterion::default().sample_size(10); targets = end_to_end, one_place }
criterion_main!(benches);
