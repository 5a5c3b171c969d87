//! How sure an answer is: intervals, certainty, and the order of what is known only roughly. Referees: the figures for
//! districts, which come from finer outlines than ours (± 5 km), and arithmetic on points.

use serde_json::Value;

/// The answers to `args` with `stdin` as input, and what was told.
fn answers(args: &[&str], stdin: &str) -> (Vec<Value>, String) {
    let output = assert_cmd::Command::cargo_bin("sarhad")
        .unwrap()
        .args(args)
        .args(["--format", "json"])
        .write_stdin(stdin)
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{args:?}: {told}");
    let rows: Value = serde_json::from_slice(&output.stdout).unwrap();
    (rows.as_array().unwrap().clone(), told)
}

/// A number of kilometres, or `None` for null.
fn km(row: &Value, column: &str) -> Option<f64> {
    row[column].as_f64().map(|metres| metres / 1_000.0)
}

#[track_caller]
fn assert_near(found: Option<f64>, expected: f64, tolerance: f64, what: &str) {
    let found = found.unwrap_or_else(|| panic!("{what}: nothing"));
    assert!((found - expected).abs() <= tolerance, "{what}: {found} km, not {expected} ± {tolerance} km");
}

#[test]
fn the_article_has_a_number_an_interval_a_band_and_what_is_nowhere() {
    let (rows, told) = answers(&["distance", "@incidents", "--to", "border/IR-PK"], "");
    assert_eq!(rows.len(), 15);
    let row = |id: &str| rows.iter().find(|row| row["id"] == id).unwrap();
    // Zahedan, whose place in the city is not given
    assert_near(km(row("A3"), "distance_m"), 25.56, 0.01, "A3");
    assert_eq!(row("A3")["side"], "IR");
    // Gwadar district
    assert_eq!(row("A10")["distance_m"], Value::Null);
    assert_eq!(km(row("A10"), "distance_min_m"), Some(0.0));
    assert_near(km(row("A10"), "distance_max_m"), 254.0, 5.0, "A10");
    assert_eq!(
        [&row("A10")["precision"], &row("A10")["interval_method"], &row("A10")["side"]],
        ["district", "area", "PK"]
    );
    // Kech district
    assert_near(km(row("A13"), "distance_max_m"), 162.0, 5.0, "A13");
    // somewhere near the border, in Pakistan
    assert_eq!([&row("A1")["precision"], &row("A1")["interval_method"]], ["border-zone", "band"]);
    assert_eq!(km(row("A1"), "distance_min_m"), Some(0.0));
    assert_near(km(row("A1"), "distance_max_m"), 25.0, 0.002, "A1");
    // several attacks told as one
    for column in ["distance_min_m", "distance_m", "distance_max_m", "side", "border"] {
        assert_eq!(row("A4")[column], Value::Null, "{column}");
    }
    assert!(told.contains("without a place, and so without a distance: "), "{told}");
}

/// Synthetic rows in UCDP's columns, one for each `where_prec`, all on the point of Turbat.
const UCDP: &str = "\
id,where_prec,adm_1,adm_2,latitude,longitude,country,date_prec,date_start,date_end
1,1.0,Balochistan province,Kech district,26.00122,63.04849,Pakistan,1,2020-01-01,2020-01-01
2,2.0,Balochistan province,Kech district,26.00122,63.04849,Pakistan,1,2020-01-01,2020-01-01
3,3.0,Balochistan province,Kech district,26.00122,63.04849,Pakistan,1,2020-01-01,2020-01-01
4,4.0,Balochistan province,,26.00122,63.04849,Pakistan,1,2020-01-01,2020-01-01
5,5.0,Balochistan province,,26.00122,63.04849,Pakistan,1,2020-01-01,2020-01-01
6,6.0,,,26.00122,63.04849,Pakistan,1,2020-01-01,2020-01-01
7,7.0,,,26.00122,63.04849,Pakistan,1,2020-01-01,2020-01-01
";

#[test]
fn every_code_of_ucdp_has_its_interval() {
    let (rows, _) = answers(&["distance", "-", "--to", "border/IR-PK"], UCDP);
    let words: Vec<[&str; 2]> = rows
        .iter()
        .map(|row| ["precision", "interval_method"].map(|column| row[column].as_str().unwrap_or("none")))
        .collect();
    assert_eq!(words[..4], [["exact", "point"], ["near", "disc"], ["district", "area"], ["province", "area"]]);
    assert_eq!(words[5], ["country", "area"]);
    let spans: Vec<[Option<f64>; 3]> = rows
        .iter()
        .map(|row| ["distance_min_m", "distance_m", "distance_max_m"].map(|column| km(row, column)))
        .collect();
    // Turbat lies 69.39 km from the border; UCDP's "near" is about 25 km
    assert_near(spans[0][0], 69.39, 0.01, "exact, least");
    assert_near(spans[0][2], 69.39, 0.01, "exact, greatest");
    assert_near(spans[1][0], 44.39, 0.02, "near, least");
    assert_near(spans[1][2], 94.39, 0.02, "near, greatest");
    assert_eq!(spans[2][..2], [Some(0.0), None]);
    assert_near(spans[2][2], 162.0, 5.0, "Kech district");
    for (wider, finer) in [(3, 2), (5, 3)] {
        assert!(spans[wider][2] > spans[finer][2], "{wider}: {:?}", spans[wider]);
    }
}

#[test]
fn what_must_be_is_part_of_what_half_is_and_that_of_what_may_be() {
    let within = |distance: &str, certainty: &str| -> Vec<String> {
        let args = ["within", "-", "--to", "border/IR-PK", "--distance", distance, "--certainty", certainty];
        answers(&args, UCDP).0.iter().map(|row| row["id"].to_string()).collect()
    };
    let mut kept = Vec::new();
    for distance in ["10km", "69km", "100km", "1000km"] {
        let sets = ["must", "0.5", "may"].map(|certainty| within(distance, certainty));
        for pair in sets.windows(2) {
            assert!(pair[0].iter().all(|id| pair[1].contains(id)), "{distance}: {sets:?}");
        }
        kept.push(sets[0].len());
    }
    assert!(kept.is_sorted() && kept[0] == 0 && kept[3] >= 4, "{kept:?}");
    let (_, told) = answers(&["within", "-", "--to", "border/IR-PK", "--distance", "69km"], UCDP);
    assert!(told.contains("within 69.00 km: 0 must be, "), "{told}");
}

#[test]
fn the_order_is_told_to_be_uncertain_where_it_is() {
    let nearest = |k: &str, input: &str| answers(&["nearest", "-", "--at", "63.0,26.0", "-k", k], input);
    let (rows, told) = nearest("2", UCDP);
    assert_eq!(
        [&rows[0]["id"], &rows[1]["id"]],
        ["1", "2"].map(|id| serde_json::from_str::<Value>(id).unwrap()).each_ref()
    );
    assert!(told.contains("the order of 2 of them is not certain; 4 not listed may be nearer"), "{told}");
    let (_, told) = nearest("2", "id,lat,lon\n1,26,63\n2,26,64\n3,26,65\n");
    assert!(!told.contains("not certain"), "{told}");
}

#[test]
fn certainty_is_must_may_or_a_share() {
    for (word, code) in
        [("must", 0), ("may", 0), ("0.5", 0), ("1", 0), ("0", 2), ("1.5", 2), ("NaN", 2), ("perhaps", 2)]
    {
        let args = ["within", "-", "--at", "63,26", "--distance", "5km", "--certainty", word];
        let output =
            assert_cmd::Command::cargo_bin("sarhad").unwrap().args(args).write_stdin("id,lat,lon\n1,26,63\n").output();
        assert_eq!(output.unwrap().status.code(), Some(code), "{word}");
    }
}

#[test]
fn what_the_border_may_be_off_widens_the_interval() {
    let (rows, _) =
        answers(&["distance", "-", "--to", "border/IR-PK", "--border-accuracy"], "id,lat,lon\n1,29.4963,60.8629\n");
    // OpenStreetMap's line is told to be off by about 100 m
    assert_near(km(&rows[0], "distance_min_m"), 25.460_417, 2e-6, "least");
    assert_near(km(&rows[0], "distance_m"), 25.560_417, 1e-6, "best");
    assert_near(km(&rows[0], "distance_max_m"), 25.660_417, 2e-6, "greatest");
}

#[test]
fn a_count_is_told_with_what_it_rests_on() {
    let asked = |more: &[&str]| {
        let args =
            [&["sensitivity", "-", "--to", "border/IR-PK", "--distance", "69km", "--draws", "200"], more].concat();
        answers(&args, UCDP).0
    };
    let rows = asked(&[]);
    let number = |column: &str| rows[0][column].as_f64().unwrap();
    assert_eq!([&rows[0]["quantity"], &rows[1]["quantity"]], ["count", "share"]);
    // Turbat lies 69.39 km from the border, so no pin counts; all but the one that is exact, and the one at sea, may
    assert!((number("must"), number("may"), number("centroid")) == (0.0, 5.0, 0.0), "{rows:?}");
    let ends = ["must", "low", "mean", "high", "may"].map(number);
    assert!(ends.is_sorted(), "{ends:?}");
    // the mean of 200 draws of at most 5 events is within 0.4 of what is expected, six standard errors
    assert!((number("mean") - number("expected")).abs() < 0.4, "{rows:?}");
    assert!((rows[1]["expected"].as_f64().unwrap() - number("expected") / 6.0).abs() < 1e-3, "{rows:?}");
    assert_eq!(asked(&["--threads", "2", "--block-bytes", "100"]), rows);
    assert_ne!(asked(&["--seed", "2"])[0]["mean"], rows[0]["mean"]);
    assert_eq!(asked(&["--from", "2021"])[0]["may"], 0);
}

#[test]
fn each_claim_is_measured_by_itself() {
    let (rows, told) = answers(&["distance", "@incidents", "--per-claim", "--to", "border/IR-PK"], "");
    assert_eq!(rows.len(), 59);
    assert!(told.contains("claims of @incidents: 59, refused 0"), "{told}");
    let row = |id: &str| rows.iter().find(|row| row["id"] == id).unwrap();
    // the article's district, UCDP's point on a road, and a pass near Ormara: three claims about one event
    assert_near(km(row("A10.1"), "distance_max_m"), 254.0, 5.0, "A10.1");
    assert_near(km(row("A10.4"), "distance_m"), 208.2, 0.1, "A10.4");
    assert_near(km(row("A10.5"), "distance_m"), 214.8, 0.1, "A10.5");
    for column in ["asserted_by", "verb", "source"] {
        assert!(row("A10.4")[column].as_str().is_some_and(|text| !text.is_empty()), "{column}");
    }
}

#[test]
fn prio_grids_distances_are_told_by_their_names() {
    let (rows, _) = answers(&["bdist", "-"], "id,lat,lon\n1,29.4963,60.8629\n2,25.1216,62.3254\n3,0,0\n");
    // Zahedan; Gwadar, whose own outline runs through the sea before it
    assert_eq!(
        [&rows[0]["country"], &rows[0]["bdist1_border"], &rows[0]["bdist2_country"]],
        ["IR", "border/IR-PK", "PK"]
    );
    assert_near(km(&rows[0], "bdist1_m"), 25.56, 0.01, "Zahedan");
    assert_eq!(rows[0]["bdist1_m"], rows[0]["bdist2_m"]);
    assert_near(km(&rows[1], "bdist1_m"), 70.66, 0.01, "Gwadar");
    assert!(km(&rows[1], "bdist3_m") < km(&rows[1], "bdist1_m"));
    assert_eq!(rows[2]["bdist3_m"], Value::Null);
}

#[test]
fn a_point_that_stands_for_an_area_is_no_place() {
    let (rows, _) = answers(&["locate", "-"], UCDP);
    let units =
        |row: &Value| ["country", "province", "district"].map(|column| row[column].as_str().unwrap_or("-").to_owned());
    let expected = [
        ["PK", "PK/balochistan", "PK/kech"],
        ["PK", "PK/balochistan", "PK/kech"],
        ["PK", "PK/balochistan", "PK/kech"],
        ["PK", "PK/balochistan", "-"],
        ["PK", "PK/balochistan", "-"],
        ["PK", "-", "-"],
        ["-", "-", "-"],
    ];
    for (row, expected) in rows.iter().zip(expected) {
        assert_eq!(units(row), expected, "{row}");
    }
    let (rows, told) = answers(&["clusters", "-", "--radius", "1km", "--min", "2"], UCDP);
    let sizes: Vec<&Value> = rows.iter().map(|row| &row["cluster_size"]).collect();
    assert_eq!(sizes[..3], [&Value::from(2), &Value::from(2), &Value::Null], "{rows:?}");
    assert!(told.contains("5 records are known to an area alone"), "{told}");
}

/// Made-up rows of one's own table.
const OWN: &str = "id,lat,lon,precision,radius_m,areas\n\
    1,26,63,distict,,\n\
    2,26,63,near,10 miles,\n\
    3,26,63,district,,PK/nosuch\n\
    4,26,63,locality,,\n\
    5,26,63,locality,2km,\n\
    6,26,63,border-zone,,PK/gwadar PK/washuk\n";

#[test]
fn what_means_nothing_is_told_and_what_is_rough_is_no_point() {
    let (rows, told) = answers(&["distance", "-", "--to", "border/IR-PK"], OWN);
    assert!(
        told.contains("[W206] 3 records have a code, a radius or a region of the place that means nothing"),
        "{told}"
    );
    let methods: Vec<&str> = rows.iter().map(|row| row["interval_method"].as_str().unwrap_or("none")).collect();
    // a locality without a radius reaches 5 km round its point
    assert_eq!(methods[..5], ["point", "area", "none", "disc", "disc"]);
    let width = |row: &Value| km(row, "distance_max_m").unwrap() - km(row, "distance_min_m").unwrap();
    assert!((width(&rows[3]) - 10.0).abs() < 0.1 && (width(&rows[4]) - 4.0).abs() < 0.1, "{rows:?}");
    let output =
        assert_cmd::Command::cargo_bin("sarhad").unwrap().args(["check", "-"]).write_stdin(OWN).output().unwrap();
    let found = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1));
    for expected in ["\"distict\" says nothing", "\"10 miles\" is no radius", "no region \"PK/nosuch\""] {
        assert!(found.contains(expected), "no {expected} in {found}");
    }
}

#[test]
fn a_column_that_is_asked_for_by_name_is_in_the_table() {
    for (command, flag) in [
        (&["distance", "-"][..], "--precision-column"),
        (&["within", "-", "--at", "63,26", "--distance", "5km"], "--radius-column"),
        (&["locate", "-"], "--precision-column"),
        (&["clusters", "-", "--radius", "5km"], "--precision-column"),
        (&["bdist", "-"], "--radius-column"),
        (&["sensitivity", "-", "--distance", "5km"], "--precision-column"),
    ] {
        let output = assert_cmd::Command::cargo_bin("sarhad")
            .unwrap()
            .args(command)
            .args([flag, "nosuch"])
            .write_stdin(OWN)
            .output();
        let output = output.unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{command:?}: {told}");
        assert!(told.contains("there is no column \"nosuch\""), "{command:?}: {told}");
    }
}

#[test]
fn a_disc_that_reaches_another_country_has_no_side() {
    // 25 km round it reach Afghanistan, though not the border of Iran and Pakistan
    let input = "id,lat,lon,where_prec\n1,31.0,61.55,2\n2,29.4963,60.8629,1\n";
    let (rows, _) = answers(&["distance", "-", "--to", "border/IR-PK"], input);
    assert_eq!([&rows[0]["side"], &rows[1]["side"]], [&Value::Null, &Value::from("IR")]);
}

#[test]
fn a_point_with_the_borders_accuracy_is_still_one_point() {
    let args =
        ["within", "-", "--to", "border/IR-PK", "--distance", "25600m", "--certainty", "0.5", "--border-accuracy"];
    let (rows, _) = answers(&args, "id,lat,lon\n1,29.4963,60.8629\n");
    assert_eq!(rows.len(), 1);
}

#[test]
fn a_point_outside_the_area_that_its_row_names_is_no_best_place() {
    let input = "id,where_prec,adm_1,country,latitude,longitude\n1,5,Balochistan,Pakistan,34.5,69.2\n";
    let (rows, _) = answers(&["distance", "-", "--to", "border/IR-PK"], input);
    assert_eq!(rows[0]["distance_m"], Value::Null, "{rows:?}");
}

#[test]
fn prio_grids_distances_are_for_places_alone() {
    let (rows, told) = answers(&["bdist", "-"], UCDP);
    assert!(rows[1]["bdist1_m"].is_number() && rows[3]["bdist1_m"].is_null(), "{rows:?}");
    assert!(told.contains("5 records are known to an area alone"), "{told}");
}
