//! Where a place is, in words. Referee for distances and bearings: geographiclib 2.1 for Python, asked about every town of the
//! gazetteer; tolerance 1 mm, and a direction within the wind's 45 degrees.

use sarhad::query::reverse::Towns;
use sarhad::{Atlas, LonLat};

#[test]
fn a_place_is_told_by_what_holds_it_and_the_nearest_town() {
    let atlas = Atlas::built_in();
    let towns = Towns::new(&atlas);
    let check = |place: (f64, f64), expected: Option<(&str, f64, Option<&str>)>, words: &str| {
        let found = towns.whereabouts(LonLat::new(place.0, place.1).unwrap());
        assert_eq!(found.words, words, "{place:?}");
        let nearest = found.nearest.as_ref().map(|town| (town.id.as_str(), town.wind()));
        assert_eq!(nearest, expected.map(|(id, _, wind)| (id, wind)), "{place:?}");
        if let (Some(town), Some((_, distance_m, _))) = (&found.nearest, expected) {
            assert!((town.distance.value() - distance_m).abs() < 0.001, "{place:?}: {}", town.distance.value());
        }
    };
    let turbat = "geonames/1163054";
    check(
        (63.15, 26.12),
        Some((turbat, 16_623.839_303, Some("NE"))),
        "17 km NE of Turbat, in Kech, Balochistan, Pakistan",
    );
    // nearer than the town's point is good to: no direction is told
    check((63.0544, 26.0031), Some((turbat, 627.273_598, None)), "in or near Turbat, in Kech, Balochistan, Pakistan");
    check(
        (60.8629, 29.4963),
        Some(("geonames/1159301", 0.0, None)),
        "in or near Zahedan, in Zahedan, Sistan and Baluchestan, Iran",
    );
    check(
        (61.6, 30.9),
        Some(("geonames/1159302", 7_715.512_731, Some("W"))),
        "8 km W of Zehak, in Zehak, Sistan and Baluchestan, Iran",
    );
    // the nearest town is across the border
    check(
        (62.0, 29.6),
        Some(("geonames/9969716", 82_792.892_394, Some("NE"))),
        "83 km NE of Taftan (Pakistan), in Nimroz, Afghanistan",
    );
    check(
        (64.0, 27.0),
        Some(("geonames/1168446", 9_893.846_185, Some("W"))),
        "10 km W of Panjgur, in Panjgur, Balochistan, Pakistan",
    );
    // beyond 100 km only the area is told
    check((59.0, 31.2), None, "in South Khorasan, Iran");
    check((62.0, 24.0), None, "in no country of the atlas");
    check((0.0, 0.0), None, "in no country of the atlas");
    check((180.0, 0.0), None, "in no country of the atlas");
    check((0.0, 90.0), None, "in no country of the atlas");
}

#[cfg(feature = "cli")]
#[track_caller]
fn check(args: &[&str], input: &str, expected: &[&str]) {
    let mut command = assert_cmd::Command::cargo_bin("sarhad").unwrap();
    let output = command.arg("reverse").args(args).write_stdin(input).output().unwrap();
    let told = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    for part in expected {
        assert!(told.contains(part), "{part:?} is not in:\n{told}");
    }
}

#[cfg(feature = "cli")]
#[test]
fn columns_are_those_of_locate_and_the_nearest_town() {
    let header = "district,district_name,on_border,nearest_place,nearest_place_id,place_distance_m,place_bearing,\
        place_accuracy_m,place_words";
    let turbat = "PK/kech,Kech,false,Turbat,geonames/1163054,16623.839,NE,5000,\
        \"17 km NE of Turbat, in Kech, Balochistan, Pakistan\"";
    let csv = ["-", "--format", "csv"];
    check(&csv, "id,lon,lat\na,63.15,26.12\n", &[header, turbat, "read 1 = kept 1 + refused 0 + filtered 0"]);
    // a place that is known to its district alone is near no town
    let vague = "id,lon,lat,where_prec,adm_1,adm_2,country\nb,63.15,26.12,3,Balochistan,Kech district,Pakistan\n";
    check(&csv, vague, &["PK/kech,Kech,,,,,,,\n"]);
    check(&csv, "id,lon,lat\nc,,\n", &["c,,,,,,,,,,,,,,,", "no location: 1"]);
    check(&csv, "id,lon,lat\n", &[header, "read 0 = kept 0"]);
    check(&csv, "id,lon,lat\nd,200,26\n", &["refused 1"]);
}

#[cfg(feature = "cli")]
#[test]
fn one_place_is_told_in_words() {
    check(
        &["--at", "63.15,26.12"],
        "",
        &[
            "where      17 km NE of Turbat, in Kech",
            "16.62 km away, the place being NE of it",
            "off by about 5 km",
            "GeoNames",
        ],
    );
    check(&["--at", "59,31.2"], "", &["where      in South Khorasan, Iran", "no town of the gazetteer within 100 km"]);
    check(&["--at", "26.12,63.15"], "", &["longitude stands first"]);
    check(&[], "", &["nothing to tell the whereabouts of"]);
}
