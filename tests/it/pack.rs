//! Data packages: what is in the folder, that it is the same twice, and that whatever is changed in it is found.
//! Referees: Frictionless Table Schema 1.0 for types, `sha256sum` (FIPS 180-4) for checksums.

use sarhad::io::pack::card::plain_name;
use sarhad::io::pack::manifest::checksum;
use sarhad::io::pack::table::{delimiter_of, survey};
use sarhad::io::write::pulse::Pulse;
use tempfile::TempDir;

#[test]
fn columns_have_the_types_of_all_their_cells() {
    let folder = TempDir::new().unwrap();
    let check = |cells: &[&str], expected: (&str, &str, u64, Option<usize>)| {
        let path = folder.path().join("a.csv");
        let quoted: Vec<String> = cells.iter().map(|cell| format!("\"{}\",x\n", cell.replace('"', "\"\""))).collect();
        std::fs::write(&path, format!("a,b\n{}", quoted.concat())).unwrap();
        let found = survey(&path, b',', &Pulse::default()).unwrap();
        let column = &found.columns[0];
        let kind = column.field_type();
        let values = column.values.as_ref().map(std::collections::BTreeMap::len);
        assert_eq!((kind.word(), kind.format(), column.blanks, values), expected, "{cells:?}");
        assert_eq!(found.rows, cells.len() as u64);
    };
    check(&[], ("string", "default", 0, Some(0)));
    check(&["", ""], ("string", "default", 2, Some(0)));
    check(&["1", "", "-7"], ("integer", "default", 1, Some(2)));
    check(&["1", "2.5"], ("number", "default", 0, Some(2)));
    check(&["007", "12"], ("string", "default", 0, Some(2)));
    check(&["true", "false", "true"], ("boolean", "default", 0, Some(2)));
    check(&["true", "yes"], ("string", "default", 0, Some(2)));
    check(&["2019-04-18", "2019-04-19"], ("date", "default", 0, Some(2)));
    check(&["2019-04-18 00:00:00.000"], ("datetime", "any", 0, Some(1)));
    check(&["2019-04-18T03:00:00Z"], ("datetime", "any", 0, Some(1)));
    check(&["[1,2]", "[]"], ("array", "default", 0, Some(2)));
    check(&["{\"a\":1}"], ("object", "default", 0, Some(1)));
    check(&["[1,2]", "{}"], ("string", "default", 0, Some(2)));
    check(&["[1", "[2"], ("string", "default", 0, Some(2)));
    check(&["گوادر"], ("string", "default", 0, Some(1)));
    let many: Vec<String> = (0..21).map(|number| number.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    check(&many, ("integer", "default", 0, None));
}

#[test]
fn names_are_those_that_a_data_package_allows() {
    for (text, expected) in
        [("events", "events"), ("GED 23.1", "ged-23.1"), ("واقعات", "records"), ("..", "records"), ("-a-", "a")]
    {
        assert_eq!(plain_name(text), expected);
    }
}

#[test]
fn checksums_and_delimiters_of_files() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(&path, "abc").unwrap();
    let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(checksum(&path, &Pulse::default()).unwrap(), (3, expected.to_owned()));
    assert!(checksum(&path, &Pulse::new(|_| false)).is_err(), "a signal ends it");
    for (text, expected) in [("a,b\n1,2\n", b','), ("a;b;c\n1;2;3\n", b';')] {
        std::fs::write(&path, text).unwrap();
        assert_eq!(delimiter_of(&path).unwrap(), expected, "{text}");
    }
}

#[cfg(all(feature = "cli", feature = "gpkg"))]
mod cli {
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::process::Command;

    use sarhad::io::write::folder::files_in;
    use serde_json::Value;
    use tempfile::TempDir;

    struct Ran {
        code: i32,
        out: String,
        err: String,
    }

    fn run_in(folder: &Path, args: &[&str]) -> Ran {
        let ran =
            Command::new(assert_cmd::cargo::cargo_bin!("sarhad")).args(args).current_dir(folder).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ran { code: ran.status.code().unwrap(), out: text(ran.stdout), err: text(ran.stderr) }
    }

    #[track_caller]
    fn check(folder: &Path, args: &[&str], code: i32, err: &str) -> Ran {
        let ran = run_in(folder, args);
        assert_eq!(ran.code, code, "{args:?}\n{}\n{}", ran.out, ran.err);
        assert!(ran.err.contains(err), "{args:?}: no {err:?} in\n{}", ran.err);
        ran
    }

    /// Every file of a folder with its bytes.
    fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
        let files = files_in(folder).unwrap();
        files.into_iter().map(|file| (file.clone(), fs::read(folder.join(file)).unwrap())).collect()
    }

    fn json(path: &Path) -> Value {
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    }

    const EVENTS: &str = "id,date,lat,lon,place,killed,where_note\n\
        1,2023-04-01,25.1216,62.3332,گوادر,2,\n\
        2,2023-04-02,31.6,274.5,wrong,0,\n\
        3,2023-05-03,29.4963,60.8629,Zahedan,,a | b\n";

    fn with_events() -> TempDir {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("events.csv"), EVENTS).unwrap();
        folder
    }

    #[test]
    fn a_table_is_packed_with_all_that_belongs_to_it() {
        let folder = with_events();
        let args = ["pack", "events.csv", "-o", "a", "--licence", "CC BY 4.0", "--with", "borders"];
        let ran = check(folder.path(), &args, 4, "refused.ndjson");
        assert!(ran.err.contains("read 3 = kept 2 + refused 1 + filtered 0"), "{}", ran.err);
        let files: Vec<String> =
            files_in(&folder.path().join("a")).unwrap().iter().map(|path| path.display().to_string()).collect();
        let expected = [
            "CODEBOOK.md",
            "README.md",
            "SOURCES.md",
            "data/events.csv",
            "data/events.csv.meta.json",
            "data/events.geojson",
            "data/events.gpkg",
            "data/layers/borders.geojson",
            "datapackage.json",
            "manifest.json",
            "refused.ndjson",
        ];
        assert_eq!(files, expected);
        let manifest = json(&folder.path().join("a/manifest.json"));
        assert_eq!(manifest["records"]["kept"], 2);
        assert_eq!(manifest["input"]["name"], "events.csv");
        assert_eq!(manifest["boundaries"]["layers"][0]["accuracy_m"], 100.0);
        let command: Vec<&str> = manifest["command"].as_array().unwrap().iter().map(|w| w.as_str().unwrap()).collect();
        let told = ["sarhad", "pack", "events.csv", "-o", "DIR", "--licence", "CC BY 4.0", "--with", "borders"];
        assert_eq!(command, told);
        let package = json(&folder.path().join("a/datapackage.json"));
        assert_eq!(package["licenses"][0]["name"], "CC-BY-4.0");
        let fields = package["resources"][0]["schema"]["fields"].as_array().unwrap();
        let types: Vec<String> = fields
            .iter()
            .map(|field| format!("{} {}", field["name"].as_str().unwrap(), field["type"].as_str().unwrap()))
            .collect();
        let expected = [
            "id integer",
            "date date",
            "lat number",
            "lon number",
            "place string",
            "killed integer",
            "where_note string",
        ];
        assert_eq!(types, expected);
        let codebook = fs::read_to_string(folder.path().join("a/CODEBOOK.md")).unwrap();
        assert!(
            codebook.contains("| `lat` | latitude on WGS 84, north positive | number | degree | none |"),
            "{codebook}"
        );
        assert!(codebook.contains("50.0 %") && codebook.contains("a \\| b"), "{codebook}");
        let (_, told) = ran.err.split_once("SHA-256 of manifest.json: ").unwrap();
        check(folder.path(), &["pack", "--verify", "a"], 0, told.split(';').next().unwrap());
        check(folder.path(), &["pack", "--verify", "a"], 0, "0 findings");
    }

    #[test]
    fn two_runs_are_the_same_wherever_they_write_and_however_many_work() {
        let folder = with_events();
        check(folder.path(), &["pack", "@incidents", "-o", "a", "--threads", "1"], 0, "");
        check(folder.path(), &["pack", "@incidents", "--threads=2", "--quiet", "-o", "b"], 0, "");
        assert_eq!(contents(&folder.path().join("a")), contents(&folder.path().join("b")));
        let path = folder.path().join("events.csv");
        check(folder.path(), &["pack", "events.csv", "--output=c"], 4, "");
        check(folder.path(), &["pack", path.to_str().unwrap(), "--output=d", "--force"], 4, "");
        assert_eq!(contents(&folder.path().join("c")), contents(&folder.path().join("d")));
        for bytes in contents(&folder.path().join("d")).values() {
            let path = folder.path().to_str().unwrap().as_bytes();
            assert!(!bytes.windows(path.len()).any(|window| window == path), "no path of this machine is packed");
        }
    }

    #[test]
    fn claims_are_packed_with_their_sources() {
        let folder = TempDir::new().unwrap();
        check(folder.path(), &["pack", "@incidents", "-o", "a"], 0, "");
        let sources = fs::read_to_string(folder.path().join("a/data/sources.csv")).unwrap();
        assert!(sources.starts_with("id,title,publisher,published,kind,url,licence\n"), "{sources}");
        let papers = fs::read_to_string(folder.path().join("a/SOURCES.md")).unwrap();
        for told in
            ["as drawn by OpenStreetMap", "ODbL-1.0", "May be off by about: 100 m", "Records: MIT OR Apache-2.0"]
        {
            assert!(papers.contains(told), "no {told:?} in\n{papers}");
        }
        check(folder.path(), &["claims", "@incidents", "-o", "own.json"], 0, "");
        check(folder.path(), &["pack", "own.json", "--claims", "--include-drafts", "-o", "b"], 0, "");
        let own = json(&folder.path().join("b/manifest.json"));
        assert_eq!(own["records"]["kept"], json(&folder.path().join("a/manifest.json"))["records"]["kept"]);
        check(folder.path(), &["pack", "--verify", "b"], 0, "0 findings");
    }

    /// Points that the article's claims give, by hand from `sarhad claims @incidents`.
    #[test]
    fn a_package_of_coarser_places_tells_no_point_of_a_claim() {
        let folder = TempDir::new().unwrap();
        let at = folder.path();
        let hidden = ["60.8629", "29.4963", "64.63626", "25.21018"];
        let tells = |package: &str| {
            let files = contents(&at.join(package));
            let texts: Vec<String> = files.values().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect();
            let told = |point: &&&str| texts.iter().any(|text| text.contains(**point));
            hidden.iter().filter(told).count()
        };
        check(at, &["pack", "@incidents", "-o", "a"], 0, "");
        assert_eq!(tells("a"), hidden.len());
        check(at, &["claims", "@incidents", "-o", "own.json"], 0, "");
        for (input, package) in [("@incidents", "b"), ("own.json", "c")] {
            let mut args = vec!["pack", input, "--generalise", "district", "-o", package];
            if input == "own.json" {
                args.extend(["--claims", "--include-drafts"]);
            }
            check(at, &args, 0, "claims.csv is left out");
            assert!(
                at.join(package).join("data/sources.csv").exists()
                    && !at.join(package).join("data/claims.csv").exists()
            );
            assert_eq!(tells(package), 0, "{package}");
            check(at, &["pack", "--verify", package], 0, "0 findings");
        }
    }

    #[test]
    fn columns_of_an_input_get_no_meaning_of_ours() {
        let folder = TempDir::new().unwrap();
        let at = folder.path();
        let rows = "id,lon,lat,status,kind,sex_m,__init__\nx1,62.3332,25.1216,open,car,3,1\n";
        fs::write(at.join("e.csv"), rows).unwrap();
        let meaning = |package: &str, column: &str| {
            let text = fs::read_to_string(at.join(package).join("CODEBOOK.md")).unwrap();
            let row = text.lines().find(|line| line.starts_with(&format!("| `{column}` |"))).unwrap_or_default();
            let cells: Vec<&str> = row.split(" | ").collect();
            format!("{}/{}", cells[1], cells[3])
        };
        check(at, &["pack", "e.csv", "-o", "a"], 0, "");
        for column in ["status", "kind", "sex_m", "id"] {
            assert_eq!(meaning("a", column), "as the input has it/", "{column}");
        }
        assert!(meaning("a", "lat").ends_with("north positive/degree"));
        let package = fs::read_to_string(at.join("a/datapackage.json")).unwrap();
        assert!(!package.contains("keywords") && !package.contains("metre"), "{package}");
        // an answer keeps its meaning, and the columns beside it their own
        check(at, &["distance", "e.csv", "--to", "border/IR-PK", "-o", "n.geojson"], 0, "");
        check(at, &["pack", "n.geojson", "-o", "b"], 0, "");
        assert!(meaning("b", "distance_min_m").ends_with("/metre"));
        assert_eq!(meaning("b", "sex_m"), "as the input has it/");
    }

    /// What people see: the capitals of the input, numbers in their order, whole ones without a fraction.
    #[test]
    fn names_and_values_are_as_people_write_them() {
        let folder = TempDir::new().unwrap();
        let at = folder.path();
        let rows = "id,lon,lat,code,size\n1,62,25,10.0,1.5\n2,62,25,9.0,10\n3,62,25,9.0,-2\n";
        fs::write(at.join("GED_IR.csv"), rows).unwrap();
        check(at, &["pack", "GED_IR.csv", "-o", "a"], 0, "");
        let codebook = fs::read_to_string(at.join("a/CODEBOOK.md")).unwrap();
        let row = |column: &str| codebook.lines().find(|line| line.starts_with(&format!("| `{column}` "))).unwrap();
        assert!(row("code").ends_with("| `9` 2, `10` 1 |"), "{}", row("code"));
        assert!(row("size").ends_with("| `-2` 1, `1.5` 1, `10` 1 |"), "{}", row("size"));
        assert!(codebook.contains("| `near` | near this point, within `radius_m` where that is told |"), "{codebook}");
        let package = json(&at.join("a/datapackage.json"));
        assert_eq!((&package["name"], &package["resources"][0]["name"]), (&"ged_ir".into(), &"ged_ir".into()));
        assert_eq!(package["resources"][0]["path"], "data/GED_IR.csv");
        check(at, &["pack", "--verify", "a/manifest.json"], 0, " in the manifest, 0 findings");
        fs::write(at.join("a/manifest.json"), "{\n").unwrap();
        check(at, &["pack", "--verify", "a"], 3, "a/manifest.json ends in its middle, on line 2; this is no package");
        fs::write(at.join("a/manifest.json"), "what").unwrap();
        check(at, &["pack", "--verify", "a"], 3, "a/manifest.json is no JSON: ");
        fs::remove_file(at.join("a/manifest.json")).unwrap();
        check(at, &["pack", "--verify", "a"], 3, "a/manifest.json is missing; this is no package");
    }

    #[test]
    fn the_command_is_told_without_the_folder_however_it_is_written() {
        let folder = with_events();
        let long = folder.path().join("of-one-machine");
        let long = long.to_str().unwrap();
        for words in [vec!["-qo", long], vec!["-o", long], vec![&format!("-qo{long}")], vec![&format!("-o={long}")]] {
            let args = [&["pack", "events.csv", "--force"], words.as_slice()].concat();
            check(folder.path(), &args, 4, "");
            let manifest = fs::read_to_string(Path::new(long).join("manifest.json")).unwrap();
            assert!(!manifest.contains("of-one-machine") && manifest.contains("DIR"), "{manifest}");
            assert!(!manifest.contains("\"-q"), "{manifest}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_the_system_refuses_is_told_of_the_package() {
        let folder = with_events();
        let words = format!("ulimit -f 16; {} pack events.csv -o a", assert_cmd::cargo::cargo_bin!("sarhad").display());
        let ran = Command::new("bash").args(["-c", &words]).current_dir(folder.path()).output().unwrap();
        let err = String::from_utf8(ran.stderr).unwrap();
        assert_eq!(ran.status.code(), Some(5), "{err}");
        assert!(err.contains("error: a/data/events.gpkg: ") && !err.contains(".sarhad-"), "{err}");
        assert!(!folder.path().join("a").exists());
    }

    #[test]
    fn whatever_is_changed_is_found() {
        let folder = with_events();
        let package = folder.path().join("a");
        let check_changed = |change: &dyn Fn(&Path), code: i32, told: &str| {
            let _ = fs::remove_dir_all(&package);
            check(folder.path(), &["pack", "events.csv", "-o", "a"], 4, "");
            change(&package);
            let ran = run_in(folder.path(), &["pack", "--verify", "a", "--format", "json"]);
            assert_eq!(ran.code, code, "{}\n{}", ran.out, ran.err);
            assert!(ran.out.contains(told) || ran.err.contains(told), "no {told:?} in\n{}\n{}", ran.out, ran.err);
        };
        let edit = |path: PathBuf, from: &str, to: &str| {
            let text = fs::read_to_string(&path).unwrap();
            assert!(text.contains(from));
            fs::write(path, text.replacen(from, to, 1)).unwrap();
        };
        check_changed(&|_| {}, 0, "\"findings\": []");
        check_changed(&|at| edit(at.join("data/events.csv"), "Zahedan", "Zaheden"), 1, "SHA-256");
        check_changed(&|at| edit(at.join("data/events.csv"), "Zahedan", "Zah"), 1, "bytes");
        check_changed(&|at| fs::remove_file(at.join("CODEBOOK.md")).unwrap(), 1, "it is missing");
        check_changed(&|at| fs::write(at.join("data/more.csv"), "").unwrap(), 1, "data/more.csv");
        check_changed(&|at| edit(at.join("manifest.json"), "\"rows\": 2", "\"rows\": 3"), 1, "3 rows");
        check_changed(&|at| edit(at.join("manifest.json"), "sarhad-pack/1", "other/1"), 3, "other/1");
        check_changed(
            &|at| edit(at.join("manifest.json"), "data/events.csv\"", "../events.csv\""),
            3,
            "no path within",
        );
        check_changed(&|at| fs::write(at.join("manifest.json"), "{").unwrap(), 3, "manifest.json");
        check_changed(&|at| fs::remove_file(at.join("manifest.json")).unwrap(), 3, "manifest.json");
    }

    #[test]
    fn a_folder_is_replaced_only_where_all_of_it_is_a_package() {
        let folder = with_events();
        let at = folder.path();
        check(at, &["pack", "events.csv", "-o", "a"], 4, "");
        check(at, &["pack", "events.csv", "-o", "a"], 2, "exists; replace it with --force");
        check(at, &["pack", "events.csv", "--name", "others", "-o", "a", "--force"], 4, "");
        assert!(at.join("a/data/others.csv").exists() && !at.join("a/data/events.csv").exists());
        fs::write(at.join("a/data/mine.txt"), "mine").unwrap();
        let before = contents(&at.join("a"));
        check(at, &["pack", "events.csv", "-o", "a", "--force"], 2, "data/mine.txt");
        assert_eq!(contents(&at.join("a")), before);
        fs::remove_file(at.join("a/data/mine.txt")).unwrap();
        check(at, &["pack", "a/data/others.csv", "-o", "a", "--force"], 2, "which this run reads or writes");
        check(at, &["pack", "events.csv", "-o", "events.csv", "--force"], 2, "which this run reads or writes");
        fs::write(at.join("mine.txt"), "mine").unwrap();
        check(at, &["pack", "events.csv", "-o", "mine.txt", "--force"], 2, "is no folder");
        check(at, &["pack", "events.csv", "-o", "none/a"], 5, "does not exist");
        let left: Vec<String> =
            fs::read_dir(at).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        assert!(left.iter().all(|name| !name.starts_with(".sarhad")), "{left:?}");
    }

    #[test]
    fn what_may_not_be_passed_on_is_not_packed() {
        let folder = TempDir::new().unwrap();
        let acled =
            "event_id_cnty,time_precision,geo_precision,event_date,latitude,longitude\nPAK1,1,1,2023-01-01,25,62\n";
        fs::write(folder.path().join("acled.csv"), acled).unwrap();
        check(folder.path(), &["pack", "acled.csv", "-o", "a"], 1, "E801");
        assert!(!folder.path().join("a").exists());
        let events = with_events();
        check(events.path(), &["pack", "events.csv", "--generalise", "district", "-o", "a"], 4, "not for publication");
        assert!(!events.path().join("a/refused.ndjson").exists());
        assert!(events.path().join("a.rejects.ndjson").exists());
        check(events.path(), &["pack", "events.csv", "--strict", "-o", "b"], 3, "");
        check(events.path(), &["pack", "-", "-o", "b"], 2, "checksum");
        check(events.path(), &["pack", "events.csv", "--date", "2024-1-1", "-o", "b"], 2, "--date");
        check(events.path(), &["pack", "events.csv", "--name", "a b", "-o", "b"], 2, "--name");
        assert!(!events.path().join("b").exists());
    }
}
