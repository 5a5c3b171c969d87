//! Inputs cut into blocks and shared among threads: what comes out is the same for any size and any number.

use std::fmt::Write as _;

use proptest::prelude::*;
use sarhad::io::read::{BlockSize, Event, Header, Input, Limits, ReadOptions, Tally, read_features};

/// All that reading yields, in order, and how it ended.
fn read_in(name: &str, bytes: &[u8], options: &ReadOptions) -> (Vec<Event>, Result<Tally, String>) {
    let mut events = Vec::new();
    let stream = Input::Stream { name: name.into(), reader: Box::new(std::io::Cursor::new(bytes.to_vec())) };
    let read = read_features(stream, options, &mut |event| {
        events.push(event);
        std::ops::ControlFlow::Continue(())
    });
    (events, read.map_err(|problem| format!("{:?} {problem}", problem.origin)))
}

/// Reads `bytes` in blocks of every size up to their length and compares all that comes out.
#[track_caller]
fn check(name: &str, bytes: impl AsRef<[u8]>, options: &ReadOptions) {
    let bytes = bytes.as_ref();
    let whole = read_in(name, bytes, options);
    for size in 1..=bytes.len() + 1 {
        let cut = ReadOptions { blocks: BlockSize { bytes: size }, ..options.clone() };
        let read = read_in(name, bytes, &cut);
        assert_eq!(read, whole, "{name} in blocks of {size} bytes:\n{}", String::from_utf8_lossy(bytes));
    }
}

fn limits(change: impl FnOnce(&mut Limits)) -> ReadOptions {
    let mut limits = Limits::default();
    change(&mut limits);
    ReadOptions { limits, ..ReadOptions::default() }
}

#[test]
fn a_table_reads_the_same_wherever_it_is_cut() {
    let usual = ReadOptions::default();
    for table in [
        "",
        "\n\n",
        "id,lat,lon",
        "id,lat,lon\n",
        "id,lat,lon\n1,26,62",
        "\r\n\nid,lat,lon\r\n\r\n1,26,62\r\n\r\n2,27,62",
        "id,lat,lon\r1,26,62\r\r2,27,62\r",
        "id,name,lat,lon\r\n1,\"a \"\"b\"\"\r\nc, d\",26,62\r\n\"2\",5\" pipe,27,62\r\n3,\"stray\"x\"y,27,62\r\n",
        "id,lat,lon,note\n1,26,62,\"\"\n2,26,62,\"\"\"\"\n3,26,62,\"\n\r\n\n\"\n1,x,62,z\n1,26,62,z\n",
        "id,lat,lon\n1,26,62\n2,27\n3,27,62,9\n,0,0\n4,,62\n5,131,62\n6,62,131\n",
        "id,lat,lon,n\n1,26,62,a\n2,26,62,\"b\n3,27,62,c\n",
        "id,lat,lon\n#id,#geo+lat,#geo+lon\n1,26,62\n",
        "id,date,lat,lon\n1,0000-00-00,26,62\n2,1402-11-08,26,62\n3,2024-13-45,26,62\n4,5/6/2024,26,62\n",
        "id;lat;lon\n1;26,5;62,5\n2;\"26,5\";x\n",
        "id,wkt\n1,POINT(62 27)\n2,\"POLYGON((0 0,2 2,2 0,0 2,0 0))\"\n3,\"LINESTRING(62 27, 63\n28)\"\n",
    ] {
        check("t.csv", table, &usual);
    }
    check(
        "broken.csv",
        b"id,name,lat,lon\n1,a,26,62\n2,\xd8\xb3\xff\xfe\xfd\xfc,27,62\n3,\"\xd8\xb3\",27,62\n",
        &usual,
    );
    check("latin.csv", b"id,name,lat,lon\n1,a,26,62\n2,caf\xe9,27,62\n3,c,27,62\n", &usual);
    check("bom.csv", b"\xef\xbb\xbfid,lat,lon\n1,26,62\n", &usual);
    let nameless = ReadOptions {
        header: Header::Absent,
        lon_column: Some("2".into()),
        lat_column: Some("1".into()),
        ..ReadOptions::default()
    };
    check("nameless.csv", "26,62\n27,62\n", &nameless);
}

#[test]
fn a_limit_is_met_wherever_the_text_is_cut() {
    let table = "id,lat,lon,note\n1,26,62,short\n2,26,62,\"a note\nthat is long\"\n3,26,62,short\n";
    let open = "id,lat,lon,note\n1,26,62,\"short\n2,26,62,short\n3,26,62,a\n";
    for text in [table, open] {
        check("t.csv", text, &limits(|limits| limits.field_bytes = 10));
        check("t.csv", text, &limits(|limits| limits.feature_bytes = 20));
        check("t.csv", text, &limits(|limits| limits.columns = 3));
        check("t.csv", text, &limits(|limits| (limits.columns, limits.field_bytes) = (4, 14)));
    }
    let lines =
        "{\"type\":\"Feature\"}\n{\"type\":\"Feature\",\"properties\":{\"a\":[[[1]]]}}\n{\"type\":\"Feature\"}\n";
    check("t.geojsonl", lines, &limits(|limits| limits.feature_bytes = 30));
    check("t.geojsonl", lines, &limits(|limits| limits.depth = 3));
}

#[test]
fn geojson_reads_the_same_wherever_it_is_cut() {
    let usual = ReadOptions::default();
    let point =
        r#"{"type":"Feature","id":1,"geometry":{"type":"Point","coordinates":[62,27,5]},"properties":{"a":1.50}}"#;
    let bare = r#"{"type":"Point","coordinates":[62,95]}"#;
    check("t.geojsonl", format!("{point}\n\n {point}\r\n{bare}\nnot json\n{{\"type\":\n{point}"), &usual);
    check(
        "t.geojsons",
        format!("\u{1e}{point}\n\u{1e}\n\u{1e}{{\"type\":\"Feature\",\n\"geometry\":null}}\n\u{1e}{bare}"),
        &usual,
    );
    let collection = |features: &str| {
        format!(
            "{{\"name\":\"x\",\"type\":\"FeatureCollection\",\"metadata\":{{\"b\":1}},\"features\":[{features}],\"after\":[1]}}"
        )
    };
    check("t.geojson", collection(&format!("{point},\n{point},{bare},\n{{\"type\":\"Foo\"}}")), &usual);
    check("t.geojson", collection(&format!("{point},\n{{\"type\" 1}},{point}")), &usual);
    check("t.geojson", collection(&format!("{point},\n{point} {point}")), &usual);
    check("t.geojson", collection(&format!("{point},")), &usual);
    check("t.geojson", &collection(&format!("{point},{point}"))[..180], &usual);
    check("t.geojson", point, &usual);
    check("t.geojson", bare, &usual);
}

/// What may stand in a cell or between cells.
fn token() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "1", "26", "62", "131", "", " ", "x", ",", ",", ",", "\"", "\"\"", "\n", "\r\n", "\r", "é", "سرحد", "a,b",
        "\"q\n\"", "\"r, s\"", ",26,62\n", "0,0,0\n",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_table_reads_the_same_wherever_it_is_cut(tokens in prop::collection::vec(token(), 0..40)) {
        check("t.csv", format!("id,lat,lon\n{}", tokens.concat()), &ReadOptions::default());
    }
}

/// A table of so many rows, some of them bad, some with line ends in cells.
fn table(rows: usize) -> String {
    let mut text = "id,lat,lon,name,border\n".to_owned();
    for row in 0..rows {
        let lat = if row % 97 == 5 { "131.5".to_owned() } else { format!("{:.4}", 25.0 + (row % 70) as f64 / 10.0) };
        let id = if row % 31 == 7 { row / 2 } else { row };
        let end = if row % 13 == 0 { ",more\n" } else { "\n" };
        // writing into a String cannot fail
        let _ = write!(text, "{id},{lat},{:.4},\"a \"\"b\"\"\n{row}\",=x{end}", 60.0 + (row % 50) as f64 / 10.0);
        if row % 41 == 3 {
            text.push('\n');
        }
    }
    text
}

#[cfg(feature = "cli")]
mod whole {
    use std::fs;
    use std::io::Write as _;
    use std::path::Path;
    use std::process::{Command, Stdio};

    use tempfile::TempDir;

    use super::table;

    /// All that a run leaves: its exit code, standard output and error, and the files in its folder.
    type Left = (Option<i32>, Vec<u8>, String, Vec<(String, Vec<u8>)>);

    fn left(name: &str, text: &str, args: &[&str], work: &[&str]) -> Left {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join(name), text).unwrap();
        let done = Command::new(assert_cmd::cargo::cargo_bin!("sarhad"))
            .args(args)
            .args(work)
            .current_dir(folder.path())
            .env_remove("COLUMNS")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap())
            .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
            .collect();
        files.sort();
        (done.status.code(), done.stdout, String::from_utf8(done.stderr).unwrap(), files)
    }

    /// Runs `args` with one thread, then with more and with blocks of other sizes, and compares all that is left.
    #[track_caller]
    fn check(name: &str, text: &str, args: &[&str]) -> Left {
        let one = left(name, text, args, &["--threads", "1"]);
        for work in [
            &["--threads", "2"][..],
            &["--threads", "3", "--block-bytes", "1"],
            &["--threads", "2", "--block-bytes", "300"],
            &["--threads", "1", "--block-bytes", "5000"],
        ] {
            assert_eq!(left(name, text, args, work), one, "{args:?} {work:?}");
        }
        one
    }

    #[test]
    fn every_command_leaves_the_same_for_any_number_of_threads() {
        let text = table(700);
        let border = ["--to", "border/IR-PK"];
        for form in ["o.geojson", "o.geojsonl", "o.csv", "o.json"] {
            check("in.csv", &text, &[&["distance", "in.csv", "-o", form], &border[..]].concat());
            check("in.csv", &text, &["convert", "in.csv", "-o", form]);
        }
        check("in.csv", &text, &["locate", "in.csv", "-o", "o.csv"]);
        check("in.csv", &text, &["convert", "in.csv", "--in", "PK/balochistan", "-o", "o.csv"]);
        check("in.csv", &text, &["nearest", "in.csv", "--at", "62,27", "-k", "9", "--format", "csv"]);
        check("in.csv", &text, &[&["within", "in.csv", "--distance", "30km", "-o", "o.geojson"], &border[..]].concat());
        check("in.csv", &text, &["check", "in.csv", "--format", "json"]);
        check("in.csv", &text, &["distance", "in.csv", "--format", "table"]);
        let strict = check("in.csv", &text, &["convert", "in.csv", "--strict", "-o", "o.csv"]);
        assert_eq!((strict.0, strict.3.len()), (Some(3), 1), "{}", strict.2);
    }

    #[test]
    fn geojson_leaves_the_same_for_any_number_of_threads() {
        let feature = |n: usize| {
            let (lon, lat) = (60.0 + (n % 50) as f64 / 10.0, 25.0 + (n % 70) as f64 / 10.0);
            format!(
                r#"{{"type":"Feature","id":{},"geometry":{{"type":"Point","coordinates":[{lon},{lat}]}},"properties":{{"side":{n}.50}}}}"#,
                n % 300
            )
        };
        let features: Vec<String> = (0..400).map(feature).collect();
        check("in.geojsonl", &features.join("\n"), &["distance", "in.geojsonl", "-o", "o.geojsonl"]);
        check("in.geojsonl", &features.join("\n"), &["locate", "in.geojsonl", "-o", "o.csv"]);
        let collection = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(",\n"));
        check("in.geojson", &collection, &["distance", "in.geojson", "-o", "o.geojson"]);
        check(
            "in.geojson",
            &collection.replace(r#""id":299,"#, r#""id" 299,"#),
            &["convert", "in.geojson", "-o", "o.csv"],
        );
    }

    #[test]
    fn an_input_refused_late_leaves_the_old_file() {
        let text = table(700) + "9,26,62,\"open\n";
        let folder_had = |left: &Left| left.3.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        let refused = check("in.csv", &text, &["distance", "in.csv", "--force", "-o", "o.csv"]);
        assert_eq!(refused.0, Some(3), "{}", refused.2);
        assert_eq!(folder_had(&refused), ["in.csv"]);
    }

    #[cfg(unix)]
    #[test]
    fn an_interrupted_run_leaves_the_old_file_and_no_thread() {
        let folder = TempDir::new().unwrap();
        let out = folder.path().join("o.geojson");
        fs::write(&out, "old").unwrap();
        let mut child = begun(folder.path(), &["distance", "-", "--force", "-o", "o.geojson", "--threads", "3"]);
        // far more than a pipe holds: when it has been taken, the work has begun
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(table(20_000).as_bytes()).unwrap();
        assert!(Command::new("kill").args(["-s", "INT", &child.id().to_string()]).status().unwrap().success());
        assert_eq!(child.wait().unwrap().code(), Some(130));
        drop(stdin);
        assert_eq!(fs::read_to_string(&out).unwrap(), "old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    /// Nobody waits for the rest of an input that is refused already.
    #[test]
    fn a_refusal_does_not_wait_for_an_input_that_never_ends() {
        let folder = TempDir::new().unwrap();
        let mut child = begun(folder.path(), &["convert", "-", "-o", "o.geojson", "--threads", "2"]);
        let mut stdin = child.stdin.take().unwrap();
        // more than is looked at before anything is read
        let good = "2,Gwadar,25.1216,62.3254\n".repeat(100);
        stdin.write_all(&[b"id,name,lat,lon\n1,caf\xe9,26,62\n", good.as_bytes()].concat()).unwrap();
        stdin.flush().unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(3));
        drop(stdin);
    }

    fn begun(folder: &Path, args: &[&str]) -> std::process::Child {
        Command::new(assert_cmd::cargo::cargo_bin!("sarhad"))
            .args(args)
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }
}
