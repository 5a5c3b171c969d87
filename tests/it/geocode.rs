//! Places for rows that name them: what is one place, what is not guessed, and what is never lost.

use sarhad::Atlas;
use sarhad::query::geocode::{Geocoder, PlaceWords};

/// Outcome, id and precision of words; `-` for what there is none of.
fn answer(geocoder: &Geocoder, place: &str, units: [&str; 2], country: &str) -> String {
    let some = |text| Some(text).filter(|text: &&str| !text.is_empty());
    let found = geocoder.geocoded(&PlaceWords {
        place: some(place),
        units: [some(units[0]), some(units[1]), None],
        country: some(country),
        kind: None,
    });
    let id = found.entry.map_or("-", |entry| entry.id.as_str());
    let precision = found.location.as_ref().map_or("-", |location| location.precision.word());
    format!("{} {id} {precision}", found.outcome.word())
}

#[test]
fn words_are_read_in_the_context_of_their_row() {
    let atlas = Atlas::built_in();
    let geocoder = Geocoder::new(&atlas);
    let check = |place: &str, units: [&str; 2], country: &str, expected: &str| {
        assert_eq!(answer(&geocoder, place, units, country), expected, "{place:?} in {units:?} of {country:?}");
    };
    check("", ["", ""], "", "blank - -");
    check("", ["Balochistan", "Kech"], "Pakistan", "unit PK/kech district");
    check("Atlantis", ["", ""], "", "not found - -");
    check("Turbat", ["", ""], "Pakistan", "place geonames/1163054 locality");
    check("Turbat", ["Balochistan", "Kech district"], "Pakistan", "place geonames/1163054 locality");
    check("Turbat, Kech, Pakistan", ["", ""], "", "place geonames/1163054 locality");
    // a place without a coordinate is its district, never a pin
    check("Chukab", ["Balochistan", ""], "Pakistan", "place place/chukab locality");
    // two provinces have the name: never guessed, and told apart by the country
    check("Balochistan", ["", ""], "", "ambiguous - -");
    check("Balochistan", ["", ""], "Pakistan", "place PK/balochistan province");
    // a village that the gazetteer lacks is somewhere in its district
    check("Nokabad of Nowhere", ["Balochistan", "Kech"], "Pakistan", "unit PK/kech district");
    // a name that is known elsewhere alone contradicts its row
    check("Zahedan", ["Balochistan", "Kech"], "Pakistan", "not found - -");
    // a country that the gazetteer lacks is no reason to look in the others
    check("Turbat", ["", ""], "India", "not found - -");
    // a unit that the gazetteer lacks may be smaller than the one that it has
    check("Nokabad of Nowhere", ["Balochistan", "Nowhere district"], "Pakistan", "not found - -");
    check("Islamic State in the Khorasan Province", ["", ""], "", "not a place - -");
    // what the row says of its units does not go together
    check("Taftan", ["", "Chagai"], "Iran", "ambiguous - -");
    check("Turbat", ["", "Kech"], "Iran", "not found - -");
    check("Sirkan", ["", ""], "Iran", "ambiguous - -");
    check("N/A", ["unknown", "-"], "none", "blank - -");
    check("unknown", ["Balochistan", "Kech"], "Pakistan", "unit PK/kech district");
}

#[cfg(feature = "cli")]
mod command {
    use std::fmt::Write as _;
    use std::fs;

    use assert_cmd::Command;
    use serde_json::Value;

    fn sarhad() -> Command {
        Command::cargo_bin("sarhad").expect("the binary is built")
    }

    #[test]
    fn a_table_without_coordinates_keeps_every_row_and_can_be_measured() {
        let folder = tempfile::tempdir().expect("a folder");
        let (input, output) = (folder.path().join("notes.csv"), folder.path().join("placed.csv"));
        let rows =
            "id,location,district,country\n1,Turbat,Kech,Pakistan\n2,Balochistan,,\n3,Chukab,Panjgur,Pakistan\n4,,,\n";
        fs::write(&input, rows).expect("a file");
        let ran = sarhad().args(["geocode"]).arg(&input).args(["-o"]).arg(&output).assert().success();
        let told = String::from_utf8_lossy(&ran.get_output().stderr).into_owned();
        assert!(told.contains("2 place, 1 ambiguous, 1 blank"), "{told}");
        assert!(told.contains("placed at a point: 1, in an area or on a border: 1, without a place: 2"), "{told}");
        let placed = fs::read_to_string(&output).expect("a file");
        assert!(placed.contains(",5000,") && !placed.contains("5000.0"), "{placed}");
        let measured = sarhad()
            .args(["distance"])
            .arg(&output)
            .args(["--to", "border/IR-PK", "--format", "json"])
            .assert()
            .success();
        let rows: Vec<Value> = serde_json::from_slice(&measured.get_output().stdout).expect("JSON");
        let methods: Vec<&str> = rows.iter().map(|row| row["interval_method"].as_str().unwrap_or("-")).collect();
        assert_eq!(methods, ["disc", "-", "area", "-"]);
        assert_eq!(rows[2]["interval_area"], "PK/panjgur");
    }

    #[test]
    fn a_row_with_a_location_keeps_it_and_blank_columns_are_filled() {
        let rows = "id,town,country,lon,lat\n1,Turbat,Pakistan,,\n2,Turbat,Pakistan,60.5,29.5\n";
        let ran = sarhad().args(["geocode", "-", "--format", "json"]).write_stdin(rows).assert().success();
        let rows: Vec<Value> = serde_json::from_slice(&ran.get_output().stdout).expect("JSON");
        assert_eq!(rows[0]["place_match"], "place");
        assert!(rows[0]["lon"].as_f64().is_some_and(|lon| (lon - 63.054).abs() < 0.01), "{}", rows[0]);
        assert_eq!(rows[1]["place_match"], "own location");
        assert_eq!(rows[1]["lon"].as_f64(), Some(60.5));
    }

    #[test]
    fn any_number_of_threads_and_any_block_give_the_same_bytes() {
        let mut rows = "id,location,district,country\n".to_owned();
        for number in 0..40 {
            let place = ["Turbat", "Balochistan", "Chukab", "", "Sirkan"][number % 5];
            writeln!(rows, "{number},{place},,Pakistan").expect("memory takes text");
        }
        let written = |arguments: &[&str]| {
            let mut geocode = sarhad();
            geocode.args(["geocode", "-", "--format", "csv"]).args(arguments);
            geocode.write_stdin(rows.as_str()).assert().success().get_output().stdout.clone()
        };
        let one = written(&["--threads", "1"]);
        assert!(String::from_utf8_lossy(&one).contains("geonames/1163054"));
        assert!(one == written(&["--threads", "2"]), "2 threads");
        assert!(one == written(&["--threads", "2", "--block-bytes", "1"]), "blocks of a row");
    }

    #[test]
    fn a_table_shows_what_a_person_reads() {
        let rows = "id,location,country\n1,Turbat,Pakistan\n";
        let ran = sarhad().args(["geocode", "-", "--format", "table"]).write_stdin(rows).assert().success();
        let table = String::from_utf8_lossy(&ran.get_output().stdout).into_owned();
        let header: Vec<&str> = table.lines().next().unwrap_or_default().split_whitespace().collect();
        assert_eq!(
            header,
            ["id", "location", "place_match", "place_id", "place_name", "precision", "areas", "candidates"]
        );
    }

    #[test]
    fn the_terms_of_a_dataset_hold_here_too() {
        let rows =
            "event_id_cnty,event_date,event_type,location,country,source\nPAK1,2024-01-18,Battles,Turbat,Pakistan,X\n";
        let ran = sarhad().args(["geocode", "-", "--public", "--format", "csv"]).write_stdin(rows).assert().code(1);
        let told = String::from_utf8_lossy(&ran.get_output().stderr).into_owned();
        assert!(told.contains("E801") && told.contains("rows of ACLED"), "{told}");
        sarhad().args(["geocode", "-", "--format", "csv"]).write_stdin(rows).assert().success();
    }

    #[test]
    fn what_cannot_be_asked_is_told() {
        let check = |arguments: &[&str], rows: &str, expected: &str| {
            let ran = sarhad().args(["geocode", "-"]).args(arguments).write_stdin(rows).assert().code(2);
            let told = String::from_utf8_lossy(&ran.get_output().stderr).into_owned();
            assert!(told.contains(expected), "{arguments:?}: {told}");
        };
        check(&[], "id,where\n1,Turbat\n", "no column of places was found");
        check(&["--place-column", "wher"], "id,where\n1,Turbat\n", "there is no column \"wher\"");
        check(&["--kind", "village"], "id,town\n1,Turbat\n", "there is no kind \"village\"");
        check(&["--country", "XX"], "id,town\n1,Turbat\n", "there is no country \"XX\"; the countries are");
        check(&["--generalise", "district"], "id,town\n1,Turbat\n", "geocode first");
    }
}
