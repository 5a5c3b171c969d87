//! From a row or a claim's words to all places where the event may have been. Referees: the codebooks of UCDP GED, ACLED and
//! GDELT, and the built-in set's own words.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use sarhad::atlas::article::article;
use sarhad::geometry::containment::{Container, Position};
use sarhad::geometry::geodesic::area_m2;
use sarhad::model::crosswalk::PrecisionMap;
use sarhad::model::extent::{Area, Extent, Placed};
use sarhad::query::areas::Areas;
use sarhad::query::distance::Target;
use sarhad::query::placing::{Placer, PlacingColumns};
use sarhad::{Atlas, LonLat, Metres};

/// `precision extent area best`, as in `locality disc - point`.
fn told(placed: &Placed) -> String {
    let area = match &placed.extent {
        Some(Extent::Area(area)) => area.id.clone(),
        Some(Extent::Band(band)) => {
            format!("{:.0}km:{}", band.width.km(), band.within.as_ref().map_or("-", |area| area.id.as_str()))
        }
        Some(Extent::Disc { radius, .. }) => format!("{:.0}km", radius.km()),
        _ => "-".to_owned(),
    };
    let precision = placed.precision.map_or("-", |precision| precision.word());
    let extent = placed.extent.as_ref().map_or("-", Extent::word);
    format!("{precision} {extent} {area} {}", if placed.best.is_some() { "best" } else { "-" })
}

#[test]
fn the_built_in_records_are_placed_as_their_words_allow() {
    let atlas = Atlas::built_in();
    let areas = Areas::new(&atlas);
    let set = article();
    let check = |id: &str, expected: &str| {
        let record = set.records.iter().find(|record| record.id == id);
        let claim = set.records.iter().flat_map(|record| &record.claims).find(|claim| claim.id == id);
        let words = record.map(|record| &record.whereabouts).or(claim.and_then(|claim| claim.whereabouts.as_ref()));
        assert_eq!(told(&areas.placed(words.unwrap_or_else(|| panic!("no {id}")))), expected, "{id}");
    };
    check("A1", "border-zone band 25km:PK -");
    check("A2", "country area IR -");
    check("A3", "locality disc 10km best");
    check("A4", "country area IR -");
    check("A5", "unlocated - - -");
    check("A6", "country area IR -");
    check("A7", "country area AF IR PK -");
    check("A8", "province area PK/balochistan -");
    check("A9", "province area PK/balochistan -");
    check("A10", "district area PK/gwadar -");
    check("A11", "locality band 25km:PK/panjgur -");
    check("A12", "locality - - -");
    check("A13", "district area PK/kech -");
    check("A14", "country area IR -");
    check("A15", "unlocated - - -");
    check("D9", "country area PK -");
    check("D10", "unlocated - - -");
    // a locality of a province, beside a border
    check("A2.3", "locality band 25km:IR/sistan-and-baluchestan -");
    // countries that the atlas lacks
    check("A7.2", "country - - -");
    // UCDP's where_prec 5: the point stands for a stretch of road, and no radius is published
    check("A10.4", "corridor area PK/gwadar best");
    // Ormara stands for a place near it
    check("A10.5", "locality disc 25km best");
    check("A12.3", "locality band 25km:PK/kech -");
}

#[test]
fn areas_and_bands_are_made_once_and_lent() {
    let atlas = Atlas::built_in();
    let areas = Areas::new(&atlas);
    let ids = |ids: &[&str]| ids.iter().map(|&id| id.to_owned()).collect::<Vec<String>>();
    let check = |asked: &[&str], again: &[&str]| {
        let (first, second) = (areas.of_regions(&ids(asked)), areas.of_regions(&ids(again)));
        assert!(first.zip(second).is_some_and(|(first, second)| Arc::ptr_eq(&first, &second)), "{asked:?} {again:?}");
    };
    check(&["PK/gwadar"], &["PK/gwadar"]);
    check(&["PK", "IR"], &["IR", "PK"]);
    check(&["PK"], &["PK", "PK"]);
    let band = |width: Option<Metres>| areas.along("border/IR-PK", &ids(&["PK"]), width);
    let (band, again) = (band(None), band(Some(Metres::from_km(25.0))));
    assert!(band.as_ref().zip(again.as_ref()).is_some_and(|(band, again)| Arc::ptr_eq(band, again)));
    assert_eq!(band.map(|band| band.name.clone()).as_deref(), Some("the Iran–Pakistan border in Pakistan"));
    assert!(areas.of_region("XX").is_none() && areas.of_regions(&[]).is_none());
    assert!(areas.of_regions(&ids(&["IR", "XX"])).is_none() && areas.along("border/XX", &[], None).is_none());
}

#[test]
fn several_regions_are_one_area_with_their_corners_kept() {
    let atlas = Atlas::built_in();
    let areas = Areas::new(&atlas);
    let ids = ["PK/gwadar", "PK/kech"].map(str::to_owned);
    let corners = |area: &Area| -> BTreeSet<[u64; 2]> {
        let rings = area.outline.iter().flat_map(|polygon| polygon.exterior().coords());
        rings.map(|at| [at.x.to_bits(), at.y.to_bits()]).collect()
    };
    let both = areas.of_regions(&ids).unwrap();
    let parts = ids.each_ref().map(|id| areas.of_region(id).unwrap());
    let known = &corners(&parts[0]) | &corners(&parts[1]);
    let made = corners(&both);
    assert!(made.len() > 100 && made.is_subset(&known), "{} of {}", made.len(), known.len());
    let covered_m2 = |area: &Area| -> f64 { area.outline.iter().map(area_m2).sum() };
    let parts: f64 = parts.iter().map(|part| covered_m2(part)).sum();
    // referee: GeographicLib's polygon areas of the two by themselves; a corner on a straight edge may be left out
    assert!((covered_m2(&both) / parts - 1.0).abs() < 1e-6, "{} {parts}", covered_m2(&both));
    assert_eq!((both.name.as_str(), both.country.as_deref()), ("Gwadar district, Kech district", Some("PK")));
    // one that holds the other adds nothing
    let nested = areas.of_regions(&["PK/balochistan", "PK/gwadar"].map(str::to_owned)).unwrap();
    let whole = areas.of_region("PK/balochistan").unwrap();
    let share = covered_m2(&nested) / covered_m2(&whole);
    assert!((share - 1.0).abs() < 1e-4, "{share}");
}

const GWADAR: [f64; 2] = [62.3254, 25.1264];
const TURBAT: [f64; 2] = [63.0544, 26.0031];
const ZAHEDAN: [f64; 2] = [60.8629, 29.4963];
const KABUL: [f64; 2] = [69.1723, 34.5289];
const SUI: [f64; 2] = [69.2, 28.6];
const DELHI: [f64; 2] = [77.2, 28.6];

/// `a=1 b=2`, blanks in values written `_`.
fn row(written: &str) -> Vec<(String, String)> {
    let cells = written.split_whitespace().filter_map(|cell| cell.split_once('='));
    cells.map(|(column, text)| (column.to_owned(), text.replace('_', " "))).collect()
}

fn cell<'t>(row: &'t [(String, String)], column: &str) -> Option<Cow<'t, str>> {
    let column = column.replace('_', " ");
    let found = row.iter().find(|(name, _)| name.replace('_', " ") == column);
    found.map(|(_, text)| Cow::Borrowed(text.as_str())).filter(|text| !text.is_empty())
}

fn at([lon, lat]: [f64; 2]) -> Option<LonLat> {
    LonLat::new(lon, lat).ok()
}

#[test]
fn areas_on_the_coast_end_there() {
    let atlas = Atlas::built_in();
    let areas = Areas::new(&atlas);
    let border = Target::named(&atlas, "border/IR-PK").unwrap();
    let check = |id: &str, expected_km: f64| {
        let area = areas.of_region(id).unwrap();
        let rings = area.outline.iter().flat_map(|polygon| polygon.exterior().coords());
        let away = rings.filter_map(|corner| LonLat::new(corner.x, corner.y).ok());
        let km: Vec<f64> = away.map(|corner| border.measure(&atlas, corner).distance.km()).collect();
        let far = km.iter().copied().fold(0.0, f64::max);
        // corners that the border and the district share are still the border's own
        assert!(km.iter().any(|km| *km < 1e-6), "{id} is off the border");
        assert!((far - expected_km).abs() < 5.0, "{id} reaches {far} km");
    };
    // referee: the published reach of finer outlines, to 5 km
    check("PK/gwadar", 254.0);
    check("PK/kech", 162.0);
    // these end earlier than finer outlines do (209 and 390 km): brute force over the same outlines and every third vertex of the
    // border, which overstates by what lies between them, says 200.9 and 280.5
    check("PK/panjgur", 200.6);
    check("PK/chagai", 275.6);
    let holds = |id: &str, place: [f64; 2]| {
        let area = areas.of_region(id).unwrap();
        Container::new(&area.outline).position(at(place).unwrap()) != Position::Outside
    };
    let sea = [62.3, 24.95];
    assert!(!holds("PK/gwadar", sea) && !holds("PK/balochistan", sea) && !holds("PK", sea) && holds("PK/waters", sea));
    assert!(holds("PK/gwadar", GWADAR) && holds("PK", GWADAR) && !holds("PK/waters", GWADAR));
    let water = |areas_named: &str| {
        let row = row(&format!("precision=water areas={areas_named}"));
        told(&Placer::new(&atlas, &PlacingColumns::default()).placed(&|column| cell(&row, column), None))
    };
    assert_eq!(water("PK"), "water area PK/waters -");
    assert_eq!(water("PK_IR"), "water area IR/waters PK/waters -");
    assert_eq!(water("AF"), "water - - -");
}

#[test]
fn rows_are_placed_as_their_dataset_codes_them() {
    let atlas = Atlas::built_in();
    let placer = Placer::new(&atlas, &PlacingColumns::default());
    let check = |written: &str, place: Option<LonLat>, expected: &str| {
        let row = row(written);
        let found = placer.placed(&|column| cell(&row, column), place);
        assert_eq!(told(&found), expected, "{written}");
    };
    // nothing said
    check("", None, "- - - -");
    check("", at(GWADAR), "- point - best");
    check("where_prec=", at(GWADAR), "- point - best");
    check("where_prec=9", at(GWADAR), "- point - best");
    // UCDP
    let ucdp =
        |code: &str| format!("where_prec={code} country=Pakistan adm_1=Balochistan_province adm_2=Gwadar_district");
    check(&ucdp("1"), at(GWADAR), "exact point - best");
    check(&ucdp("2.0"), at(GWADAR), "near disc 25km best");
    check(&ucdp("3.0"), at(GWADAR), "district area PK/gwadar -");
    check(&ucdp("\"3\""), at(GWADAR), "district area PK/gwadar -");
    check(&ucdp("3"), None, "district area PK/gwadar -");
    check(&ucdp("4"), at(GWADAR), "province area PK/balochistan -");
    check(&ucdp("5"), at(GWADAR), "corridor area PK/balochistan best");
    check(&ucdp("6"), at(GWADAR), "country area PK -");
    check(&ucdp("7"), at(GWADAR), "water - - -");
    // the unit stated, not the one that holds the point
    check("where_prec=3 adm_2=Dera_Bugti_district", at(GWADAR), "district area PK/dera-bugti -");
    check(
        "where_prec=4 country=Iran adm_1=Sistan_va_Baluchestan_province",
        at(GWADAR),
        "province area IR/sistan-and-baluchestan -",
    );
    // the one that holds the point, where none is stated, or none that the atlas knows
    check("where_prec=3", at(TURBAT), "district area PK/kech -");
    check("where_prec=3 country=Pakistan adm_2=Nowhere_district", at(TURBAT), "district area PK/kech -");
    check("where_prec=4", at(ZAHEDAN), "province area IR/sistan-and-baluchestan -");
    check("where_prec=6", at(KABUL), "country area AF -");
    // the layer has no districts there: all of the province
    check(
        "where_prec=3 country=Afghanistan adm_1=Kabul_province adm_2=Kabul_district",
        at(KABUL),
        "district area AF/kabul -",
    );
    // the atlas has the name in another country, or the province named is another
    check("where_prec=3 country=Afghanistan adm_2=Kech_district", at(KABUL), "district area AF/kabul -");
    check("where_prec=3 country=Pakistan adm_1=Sindh adm_2=Karachi_district", at(GWADAR), "district area PK/sindh -");
    check("where_prec=3", at(DELHI), "district - - -");
    check("where_prec=5", at(TURBAT), "corridor area PK/balochistan best");
    // ACLED: the town stands for its unit
    let acled = |code: &str| format!("geo_precision={code} country=Pakistan admin1=Balochistan admin2=Kech");
    check(&acled("1"), at(TURBAT), "locality disc 5km best");
    check(&acled("2"), at(TURBAT), "district area PK/kech -");
    check(&acled("2"), at(GWADAR), "district area PK/kech -");
    check(&acled("3"), at(TURBAT), "province area PK/balochistan -");
    check("geo_precision=2 country=Pakistan admin1=Balochistan", at(TURBAT), "province area PK/balochistan -");
    check("geo_precision=3 country=Pakistan", None, "province area PK -");
    check("geo_precision=3 country=Pakistan", at(TURBAT), "province area PK/balochistan -");
    // another dataset's column of that name
    check("geo_precision=2", at(TURBAT), "- point - best");
    // GDELT
    check("ActionGeo_Type=1 ActionGeo_FullName=Pakistan", at(KABUL), "country area PK -");
    check("ActionGeo_Type=5 ActionGeo_FullName=Balochistan,_Pakistan", at(KABUL), "province area PK/balochistan -");
    check("ActionGeo_Type=4 ActionGeo_FullName=Turbat,_Balochistan,_Pakistan", at(TURBAT), "locality disc 5km best");
    check("ActionGeo_Type=4 ActionGeo_FullName=Turbat,_Balochistan,_Pakistan", None, "locality area PK/balochistan -");
    check("ActionGeo_Type=3", at(DELHI), "locality disc 5km best");
    check("ActionGeo_Type=0", None, "unlocated - - -");
}

#[test]
fn rows_of_our_own_are_placed_as_their_words_allow() {
    let atlas = Atlas::built_in();
    let placer = Placer::new(&atlas, &PlacingColumns::default());
    let check = |written: &str, place: Option<LonLat>, expected: &str| {
        let row = row(written);
        let found = placer.placed(&|column| cell(&row, column), place);
        assert_eq!(told(&found), expected, "{written}");
    };
    check("precision=locality radius_m=10000 areas=IR/sistan-and-baluchestan", at(ZAHEDAN), "locality disc 10km best");
    check("precision=locality", at(ZAHEDAN), "locality disc 5km best");
    check("precision=locality areas=PK/panjgur along_border=border/IR-PK", None, "locality band 25km:PK/panjgur -");
    check("precision=locality", None, "locality - - -");
    check("precision=border-zone areas=PK along_border=border/IR-PK radius_m=4000", None, "border-zone band 4km:PK -");
    check("precision=border-zone along_border=border/IR-PK", None, "border-zone band 25km:- -");
    check("precision=border-zone along_border=border/XX district=Kech", None, "border-zone area PK/kech -");
    check("precision=district areas=PK/gwadar", None, "district area PK/gwadar -");
    check("precision=country areas=AF_PK_IR", None, "country area AF IR PK -");
    check("precision=country areas=SY_IQ", None, "country - - -");
    check("precision=district district=Kech", None, "district area PK/kech -");
    check("precision=Border_Zone along_border=border/IR-PK", None, "border-zone band 25km:- -");
    check("precision=near", at(ZAHEDAN), "near area IR/zahedan best");
    check("precision=near radius_m=3km", at(ZAHEDAN), "near disc 3km best");
    check("precision=unlocated", at(ZAHEDAN), "unlocated - - -");
    check("precision=high", at(ZAHEDAN), "- point - best");
    check("precision=0.001", at(ZAHEDAN), "- point - best");
}

#[test]
fn columns_of_the_users_say_how_precisely() {
    let atlas = Atlas::built_in();
    let check = |columns: PlacingColumns, written: &str, expected: &str| {
        let placer = Placer::new(&atlas, &columns);
        let row = row(written);
        let found = placer.placed(&|column| cell(&row, column), at(TURBAT));
        assert_eq!(told(&found), expected, "{written}");
    };
    let named = |precision: &str| PlacingColumns { precision: Some(precision.to_owned()), ..PlacingColumns::default() };
    check(named("how"), "how=near where_prec=3", "near area PK/kech best");
    check(PlacingColumns { radius: Some("r".to_owned()), ..named("how") }, "how=near r=12km", "near disc 12km best");
    check(PlacingColumns { radius: Some("r".to_owned()), ..named("how") }, "how=near r=far", "near area PK/kech best");
    check(named("how"), "where_prec=3", "- point - best");
    check(named("where_prec"), "where_prec=3", "district area PK/kech -");
    let map = |json: &str| PlacingColumns { map: PrecisionMap::parse(json).ok(), ..PlacingColumns::default() };
    let codes = r#"{"map": {"1": "locality", "2": {"precision": "near", "radius_m": 7000}}}"#;
    check(map(codes), "where_prec=2.0", "near disc 7km best");
    check(map(codes), "where_prec=1", "locality disc 5km best");
    check(map(codes), "where_prec=3", "- point - best");
    let column = r#"{"column": "how", "map": {"A": "district"}}"#;
    check(map(column), "how=A where_prec=1", "district area PK/kech -");
    check(PlacingColumns { precision: Some("b".to_owned()), ..map(column) }, "b=A", "district area PK/kech -");
}

#[test]
fn a_map_that_is_none_says_why() {
    let check = |json: &str, expected: &str| {
        let told = PrecisionMap::parse(json).map_or_else(|error| error.to_string(), |map| map.known());
        assert!(told.starts_with(expected), "{json}: {told}");
    };
    check(r#"{"map": {"1": "exact"}}"#, "1");
    check(r#"{"map": {"1.0": {"precision": "near", "radius_m": null}}}"#, "1");
    check("", "EOF while parsing a value at line 1 column 0; write {\"column\"");
    check("{\"map\": {\"1\": \"exact\",\n}}", "trailing comma at line 2 column 1; write");
    check(r#"{"map": {}}"#, "the map is empty; give at least one code its word");
    check(r#"{"codes": {}}"#, "unknown field `codes`");
    check(
        r#"{"map": {"1": "precise"}}"#,
        "code \"1\": \"precise\" is no precision; the words are exact, near, locality",
    );
    check(r#"{"map": {"1": 3}}"#, "code \"1\" has neither a word nor an object; write");
    check(r#"{"map": {"1": {"radius_m": 3}}}"#, "code \"1\" has no word for precision; write");
    check(r#"{"map": {"1": {"precision": "near", "km": 3}}}"#, "code \"1\" has \"km\"; write");
    check(
        r#"{"map": {"1": {"precision": "near", "radius_m": -1}}}"#,
        "code \"1\": radius_m -1 is not a length; write metres",
    );
}

#[test]
fn a_code_that_says_nothing_is_told() {
    let atlas = Atlas::built_in();
    let placer = Placer::new(&atlas, &PlacingColumns::default());
    let check = |written: &str, expected: &str| {
        let row = row(written);
        let found = placer.unclear(&|column| cell(&row, column));
        assert_eq!(found.map_or_else(String::new, |code| code.to_string()), expected, "{written}");
    };
    check("", "");
    check("where_prec=", "");
    check("where_prec=7", "");
    check("where_prec=8", "where_prec \"8\" says nothing of how precise the place is; it is one of 1 to 7");
    check("where_prec=3.5", "where_prec \"3.5\" says nothing of how precise the place is; it is one of 1 to 7");
    let words = "exact, near, locality, district, province, border-zone, corridor, country, water, unlocated";
    check(
        "precision=high",
        &format!("precision \"high\" says nothing of how precise the place is; it is one of {words}"),
    );
    check("precision=12.5", "");
}

#[test]
fn a_unit_and_a_point_that_disagree_are_told_with_the_distance() {
    let atlas = Atlas::built_in();
    let placer = Placer::new(&atlas, &PlacingColumns::default());
    let check = |written: &str, place: [f64; 2], expected: &str| {
        let row = row(written);
        let found = placer.disagreement(&|column| cell(&row, column), at(place).unwrap());
        assert_eq!(found.map_or_else(String::new, |found| found.to_string()), expected, "{written}");
    };
    let sui = "country=Pakistan adm_1=Balochistan_province adm_2=Dera_Bugti_district";
    // referee: Vincenty's formula from the point to each corner of the outline, to the kilometre
    let told = "the row says Dera Bugti district, its point lies in Gwadar district, 724 km from there";
    check(&format!("where_prec=1 {sui}"), GWADAR, told);
    check(&format!("where_prec=3 {sui}"), GWADAR, told);
    check(&format!("where_prec=4 {sui}"), GWADAR, "");
    check(&format!("where_prec=1 {sui}"), SUI, "");
    check("where_prec=1 adm_2=Gwadar_district", GWADAR, "");
    check("where_prec=1 adm_2=Nowhere_district", GWADAR, "");
    check("", GWADAR, "");
    check(
        "where_prec=1 country=Iran adm_1=Fars_province",
        KABUL,
        "the row says Fars province, its point lies in Kabul province, 1460 km from there",
    );
    check(
        "where_prec=1 country=Iran adm_1=Fars_province",
        DELHI,
        "the row says Fars province, its point lies in no country of the atlas, 2122 km from there",
    );
}

#[cfg(feature = "cli")]
mod check {
    use std::fs;

    use tempfile::TempDir;

    const ROWS: &str = "id,where_prec,country,adm_1,adm_2,longitude,latitude\n\
        a,1.0,Pakistan,Balochistan province,Dera Bugti district,62.3254,25.1264\n\
        b,3.0,Pakistan,Balochistan province,Gwadar district,62.3254,25.1264\n\
        c,8,Iran,Sistan and Baluchestan province,,60.8629,29.4963\n";

    fn ran(args: &[&str], rows: &str) -> (Option<i32>, String, String) {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("rows.csv"), rows).unwrap();
        fs::write(folder.path().join("map.json"), r#"{"map": {"8": "province", "1": "exact", "3": "district"}}"#)
            .unwrap();
        fs::write(folder.path().join("bad.json"), r#"{"map": {"8": "somewhere"}}"#).unwrap();
        let mut command = assert_cmd::Command::new(assert_cmd::cargo::cargo_bin!("sarhad"));
        let done = command.current_dir(folder.path()).args(["check", "rows.csv"]).args(args).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (done.status.code(), text(done.stdout), text(done.stderr))
    }

    #[test]
    fn rows_whose_unit_and_point_disagree_are_findings() {
        let (code, out, _) = ran(&["--format", "csv"], ROWS);
        let expected = "code,severity,file,line,byte,record,id,field,value,message,hint\n\
            W205,warning,rows.csv,2,53,1,a,adm_2,Dera Bugti district,\"the row says Dera Bugti district, its point lies in \
            Gwadar district, 724 km from there; in Dera Bugti district are Dera Bugti and Sui\",\"check both; the row is \
            kept, and its area is the unit named\"\n\
            W206,warning,rows.csv,4,193,3,c,where_prec,8,\"where_prec \"\"8\"\" says nothing of how precise the place is; it \
            is one of 1 to 7\",\"correct it, or say what a code means with --precision-map\"\n";
        assert_eq!((code, out.as_str()), (Some(1), expected));
        let (code, out, _) = ran(&["--precision-map", "map.json"], ROWS);
        assert!(code == Some(1) && out.contains("W205") && !out.contains("W206"), "{out}");
    }

    #[test]
    fn columns_and_maps_that_are_none_are_told() {
        let check = |args: &[&str], code: i32, expected: &str| {
            let (found, out, err) = ran(args, ROWS);
            assert!(found == Some(code) && err.contains(expected), "{args:?}: {found:?} {out} {err}");
        };
        check(
            &["--precision-column", "how"],
            2,
            "there is no column \"how\" for the precision of places; the columns are id, where_prec",
        );
        check(&["--radius-column", "r"], 2, "there is no column \"r\"");
        check(
            &["--precision-map", "bad.json"],
            3,
            "bad.json: code \"8\": \"somewhere\" is no precision; the words are exact",
        );
        check(&["--precision-map", "none.json"], 3, "none.json: No such file");
    }
}
