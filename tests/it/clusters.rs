//! Clusters: against DBSCAN as its definition says, and what a user sees of them.

use proptest::prelude::*;
use sarhad::analysis::dbscan::{Clustering, Density, clusters};
use sarhad::geometry::geodesic::{destination, distance};
use sarhad::{Degrees, LonLat, Metres};

fn place(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).unwrap()
}

/// The definition, word by word: n² distances.
fn by_definition(places: &[LonLat], Density { radius, min }: Density) -> Clustering {
    let count = places.len();
    let near: Vec<Vec<(f64, usize)>> = places
        .iter()
        .map(|&from| {
            let measured = places.iter().enumerate().map(|(number, &to)| (distance(from, to), number));
            measured.filter(|(length, _)| *length <= radius).map(|(length, number)| (length.value(), number)).collect()
        })
        .collect();
    let core = |number: usize| near[number].len() >= min && near[number].iter().any(|(_, other)| *other == number);
    let mut labels: Vec<Option<usize>> = vec![None; count];
    let mut found = 0;
    for first in (0..count).filter(|&number| core(number)) {
        if labels[first].is_some() {
            continue;
        }
        let mut todo = vec![first];
        while let Some(number) = todo.pop() {
            if labels[number].replace(found).is_none() {
                todo.extend(near[number].iter().map(|(_, other)| *other).filter(|&o| core(o) && labels[o].is_none()));
            }
        }
        found += 1;
    }
    for number in (0..count).filter(|&number| !core(number)) {
        let cores = near[number].iter().filter(|(_, other)| core(*other));
        let nearest = cores.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        labels[number] = nearest.and_then(|(_, core)| labels[*core]);
    }
    Clustering { clusters: labels, count: found }
}

/// Crowds of several widths around a few centres, with copies, in the order of chance.
fn crowds() -> impl Strategy<Value = Vec<LonLat>> {
    let centres = prop::sample::select(vec![
        place(61.5, 27.0),
        place(61.51, 27.01),
        place(61.4, 27.3),
        place(180.0, 0.0),
        place(-179.99, 0.01),
        place(0.0, 90.0),
        place(77.0, -89.99),
    ]);
    let reach = prop::sample::select(vec![0.0, 1.0, 300.0, 3_000.0, 30_000.0]);
    let one = (centres, reach, 0.0..360.0, 0.0..1.0_f64).prop_map(|(centre, reach, bearing, share)| {
        destination(centre, Degrees::new(bearing), Metres::new(reach * share.sqrt()))
    });
    prop::collection::vec((one, 1_usize..4), 0..110)
        .prop_map(|places| places.into_iter().flat_map(|(place, copies)| vec![place; copies]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn clusters_are_as_defined(
        places in crowds(),
        radius_m in prop_oneof![Just(0.0), 1.0..500.0, 500.0..20_000.0, 1e5..2.1e7],
        min in prop_oneof![0_usize..12, 12_usize..200],
    ) {
        let density = Density { radius: Metres::new(radius_m), min };
        prop_assert_eq!(clusters(&places, density), by_definition(&places, density));
    }
}

#[track_caller]
fn check(places: &[LonLat], radius_m: f64, min: usize, expected: &[Option<usize>]) {
    let density = Density { radius: Metres::new(radius_m), min };
    let found = clusters(places, density);
    assert_eq!(found.clusters, expected);
    assert_eq!(found.count, expected.iter().flatten().max().map_or(0, |last| last + 1));
    assert_eq!(found, by_definition(places, density));
}

#[test]
fn the_first_rows_of_any_table() {
    let zahedan = place(60.8629, 29.4963);
    check(&[], 1_000.0, 1, &[]);
    check(&[zahedan], 1_000.0, 1, &[Some(0)]);
    check(&[zahedan], 1_000.0, 2, &[None]);
    check(&[zahedan], f64::NAN, 1, &[None]);
    check(&[zahedan], -1.0, 1, &[None]);
    check(&[zahedan; 3], 0.0, 3, &[Some(0); 3]);
    check(&[zahedan; 3], 0.0, 4, &[None; 3]);
    check(&[zahedan; 3], f64::INFINITY, 3, &[Some(0); 3]);
    // 111 m apart, across ±180° and at a pole, where every longitude is one place
    check(&[place(179.9995, 0.0), place(-179.9995, 0.0), place(0.0, 0.0)], 112.0, 2, &[Some(0), Some(0), None]);
    check(&[place(0.0, 90.0), place(123.0, 90.0), place(-50.0, 89.999)], 112.0, 3, &[Some(0); 3]);
}

#[test]
fn a_record_between_two_clusters_is_of_the_nearer_core() {
    let at = |m: f64| destination(place(61.0, 28.0), Degrees::new(90.0), Metres::new(m));
    // two threes, 190 m apart; 100 m east of the first it sees that one's last core only
    let places = [at(390.0), at(400.0), at(410.0), at(300.0), at(190.0), at(195.0), at(200.0)];
    check(&places, 95.0, 3, &[Some(0), Some(0), Some(0), Some(0), Some(1), Some(1), Some(1)]);
    // as near to both: the first in the input decides
    let two = [at(200.0), at(200.0), at(200.0), at(0.0), at(0.0), at(0.0), place(61.0, 28.0)];
    check(&two, 1.0, 3, &[Some(0), Some(0), Some(0), Some(1), Some(1), Some(1), Some(1)]);
}

/// Crowds far larger than a leaf, all within the radius, take no time that grows with their square.
#[test]
fn a_hundred_thousand_records_at_one_place_are_one_cluster() {
    let mut places = vec![place(61.5, 27.0); 100_000];
    places.push(place(61.6, 27.0));
    let found = clusters(&places, Density { radius: Metres::from_km(1.0), min: 10 });
    assert_eq!(found.count, 1);
    assert!(found.clusters[..100_000].iter().all(|cluster| *cluster == Some(0)));
    assert_eq!(found.clusters[100_000], None);
}

#[cfg(feature = "cli")]
mod seen {
    use std::process::Output;

    use assert_cmd::Command;
    use serde_json::Value;

    /// Four records about Taftan, two at Zahedan, one district, one without a coordinate that can be read.
    const EVENTS: &str = "id,lon,lat,date\n\
        a,61.586,28.947,2024-01-20\nb,60.8629,29.4963,2024-02-01\nc,61.587,28.947,2023-12-31\nd,61.5865,28.948,2024-03\n\
        e,60.8629,29.4963,2024-02-02\nf,61.5865,28.9475,2024-01-22\ng,61.5,126.0,2024-01-01\nh,66.0,30.0,2024-01-01\n";

    fn run(args: &[&str]) -> Output {
        let mut command = Command::cargo_bin("sarhad").unwrap();
        command.args(["clusters", "-", "--radius", "1km"]).args(args).write_stdin(EVENTS).output().unwrap()
    }

    #[track_caller]
    fn check(args: &[&str], code: i32, out: &[&str], err: &[&str]) {
        let ran = run(args);
        let (told, said) = (String::from_utf8(ran.stdout).unwrap(), String::from_utf8(ran.stderr).unwrap());
        assert_eq!(ran.status.code(), Some(code), "{said}");
        for part in out {
            assert!(told.contains(part), "no {part:?} in\n{told}");
        }
        for part in err {
            assert!(said.contains(part), "no {part:?} in\n{said}");
        }
    }

    #[test]
    fn every_record_is_written_with_its_cluster() {
        let rows = [
            "id,lon,lat,date,cluster,cluster_size\n",
            "a,61.586,28.947,2024-01-20,1,4\n",
            "h,66.0,30.0,2024-01-01,,\n",
        ];
        let told = ["read 8 = kept 7 + refused 1 + filtered 0", "clusters: 2; records in none of them: 1"];
        check(&["--min", "2", "--format", "csv"], 4, &rows, &told);
        check(&["--min", "2", "--format", "csv"], 4, &["b,60.8629,29.4963,2024-02-01,2,2\n"], &[]);
        check(&["--min", "5", "--format", "csv"], 4, &["a,61.586,28.947,2024-01-20,,\n"], &["clusters: 0"]);
    }

    #[test]
    fn a_table_lists_clusters_with_their_nearest_border() {
        let row = ["cluster", "2023-12-31", "2024-03-31", "Iran–Pakistan border"];
        check(&["--min", "3", "--format", "table"], 4, &row, &["read 8 = kept 7 + refused 1 + filtered 0"]);
    }

    #[test]
    fn outlines_are_polygons_and_points() {
        let ran = run(&["--min", "2", "--hulls", "--format", "geojson"]);
        let found: Value = serde_json::from_slice(&ran.stdout).unwrap();
        let kinds: Vec<&str> =
            (0..2).map(|number| found["features"][number]["geometry"]["type"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["Polygon", "Point"]);
        let first = &found["features"][0]["properties"];
        assert_eq!((first["cluster"].as_i64(), first["cluster_size"].as_i64()), (Some(1), Some(4)));
        assert_eq!(first["border"], "border/IR-PK");
        assert!(found["metadata"].is_object(), "the border's credit");
        check(&["--hulls", "--format", "csv"], 4, &["cluster,cluster_size,first_date"], &["clusters: 0"]);
    }

    #[test]
    fn usage_errors_say_what_to_do() {
        check(&["--min", "0"], 2, &[], &["--min 0 makes every record a cluster; write a number from 1"]);
        let mut command = Command::cargo_bin("sarhad").unwrap();
        let ran = command.args(["clusters", "@places", "--radius", "5"]).output().unwrap();
        assert_eq!(ran.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&ran.stderr).contains("--radius \"5\" has no unit; write 5km or 5m"));
    }

    #[test]
    fn what_is_no_single_point_is_in_no_cluster_and_told() {
        let mut command = Command::cargo_bin("sarhad").unwrap();
        let args = ["clusters", "@districts", "--radius", "5km", "--min", "1", "--format", "csv"];
        let ran = command.args(args).output().unwrap();
        let said = String::from_utf8(ran.stderr).unwrap();
        assert!(said.contains("no single point"), "{said}");
        assert!(said.contains("clusters: 0; records in none of them: 0"), "{said}");
    }
}
