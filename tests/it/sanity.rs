//! What is doubtful about rows. Referees: the outlines of the layers, the codebook of UCDP GED for sums and codes, the calendar, and
//! for towns their points in GeoNames; each rule has a near miss beside what it finds.

use std::borrow::Cow;
use std::sync::LazyLock;

use jiff::civil::{Date, date};
use proptest::prelude::*;
use sarhad::model::precision::Precision;
use sarhad::model::profile::Role;
use sarhad::model::profile::role_columns::{RoleColumns, is_called};
use sarhad::query::locate::locate;
use sarhad::query::placing::{Placer, PlacingColumns};
use sarhad::query::sanity::columns::{KnownColumns, Row};
use sarhad::query::sanity::finding::Rule;
use sarhad::query::sanity::scrutiny::{Scrutiny, Seen};
use sarhad::query::sanity::stacks::Stacks;
use sarhad::query::sanity::twins::Twins;
use sarhad::{Atlas, LonLat};

static ATLAS: LazyLock<Atlas> = LazyLock::new(Atlas::built_in);
const GWADAR: (f64, f64) = (62.3254, 25.1264);
const TURBAT: (f64, f64) = (63.0544, 26.0031);
const ZAHEDAN: (f64, f64) = (60.8629, 29.4963);
const KABUL: (f64, f64) = (69.1723, 34.5289);
/// Two kilometres inside Pakistan.
const TAFTAN: (f64, f64) = (61.58661, 28.94687);
const DELHI: (f64, f64) = (77.2167, 28.6667);
const TODAY: Date = date(2024, 1, 28);

/// What is seen of a row of `name=value` cells, where `_` in a value is a blank.
fn seen(scrutiny: &Scrutiny, cells: &str, (lon, lat): (f64, f64)) -> Seen {
    let cells: Vec<(&str, String)> = cells
        .split_whitespace()
        .filter_map(|cell| cell.split_once('='))
        .map(|(name, value)| (name, value.replace('_', " ")))
        .collect();
    let text = |column: &str| {
        let cell = cells.iter().find(|(name, value)| is_called(name, column) && !value.is_empty());
        cell.map(|(_, value)| Cow::Borrowed(value.as_str()))
    };
    let names: Vec<&str> = cells.iter().map(|(name, _)| *name).collect();
    let columns = KnownColumns::of(&RoleColumns::default(), &names);
    scrutiny.look(&Row { text: &text, at: LonLat::new(lon, lat).ok(), columns: &columns })
}

/// A row's cells and its point, and the rule that is to be found with a part of what it says.
type Case<'c> = (&'c str, (f64, f64), Option<(Rule, &'c str)>);

/// Holds each case's cells and point against the rule that is to be found and a part of what it says; no rule where none is.
fn check_each(cases: &[Case]) {
    let placer = Placer::new(&ATLAS, &PlacingColumns::default());
    let scrutiny = Scrutiny::new(&placer, Some(TODAY));
    for (cells, at, expected) in cases {
        let found = seen(&scrutiny, cells, *at).findings;
        match expected {
            None => assert!(found.is_empty(), "{cells} {at:?}: {found:?}"),
            Some((rule, message)) => {
                assert_eq!(found.iter().map(|finding| finding.rule).collect::<Vec<_>>(), [*rule], "{cells}: {found:?}");
                assert!(found[0].message.contains(message), "{cells}: {}", found[0].message);
            }
        }
    }
}

#[test]
fn names_are_held_against_their_countries_and_places_against_their_units() {
    check_each(&[
        (
            "country=Iran district=Kech",
            ZAHEDAN,
            Some((Rule::UnitDisagrees, "the row says \"Kech\" and Iran; Kech district is in Pakistan, ")),
        ),
        ("country=Iran district=Nowhere", ZAHEDAN, Some((Rule::UnitUnknown, "called \"Nowhere\""))),
        (
            "country=Pakistan province=Balochistan district=Gwadar place=Sui",
            (62.5, 25.2),
            Some((
                Rule::PlaceDisagrees,
                "the row names Sui and Gwadar district; the one Sui known in PK lies in Dera Bugti district, ",
            )),
        ),
        ("country=Pakistan place=Sui", (62.5, 25.2), Some((Rule::PlaceElsewhere, "lies in Dera Bugti district, "))),
        ("district=Kech place=Quetta", TURBAT, Some((Rule::PlaceDisagrees, "the one Quetta known in PK lies at 67.0"))),
        // a province is too large for the name to be one place's
        (
            "country=Pakistan province=Punjab place=Quetta",
            (74.34, 31.55),
            Some((Rule::PlaceElsewhere, "the one Quetta known in PK lies at 67.0")),
        ),
        ("district=Kech place=Turbat", TURBAT, None),
        ("district=Dera_Bugti place=Sui", (69.17, 28.65), None),
    ]);
}

#[test]
fn what_is_no_number_and_no_date_is_told() {
    let check = |cells: &str, rule: Rule, message: &str| check_each(&[(cells, TURBAT, Some((rule, message)))]);
    check("deaths=abc", Rule::ImpossibleToll, "deaths is \"abc\", which is no number");
    check("killed=3-5", Rule::ImpossibleToll, "\"3-5\"");
    check("killed=NaN", Rule::ImpossibleToll, "\"NaN\"");
    check("deaths=-9223372036854775808", Rule::ImpossibleToll, "deaths is -9223372036854775808: no toll is below zero");
    check("date=45307", Rule::DatesDisagree, "as a serial number of Excel it is 2024-01-16");
    check("date=1019-02-20", Rule::DatesDisagree, "1019 is too early");
    check("date=0001-01-01", Rule::DatesDisagree, "too early");
    check("date=2023-02-30", Rule::DatesDisagree, "which is no date");
    let quiet = [
        "deaths=unknown",
        "killed=3.0",
        "date=03/04/2023",
        "date=1402-11-08",
        "date=unknown",
        "date=2023",
        "date=20230403",
    ];
    for cells in quiet {
        check_each(&[(cells, TURBAT, None)]);
    }
}

/// Each usual name of a role is one by which the rules find its column, however it is written.
#[test]
fn columns_are_found_by_each_name_of_their_role() {
    let placer = Placer::new(&ATLAS, &PlacingColumns::default());
    let scrutiny = Scrutiny::new(&placer, Some(TODAY));
    let check = |role: Role, value: &str, beside: &str, expected: Option<Rule>| {
        for name in RoleColumns::default().names(role) {
            for name in [name.clone(), name.to_uppercase(), name.replace('_', "-")] {
                let found = seen(&scrutiny, &format!("{name}={value} {beside}"), GWADAR).findings;
                let rules: Vec<Rule> = found.iter().map(|finding| finding.rule).collect();
                assert_eq!(rules, expected.into_iter().collect::<Vec<_>>(), "{role} {name}: {found:?}");
            }
        }
    };
    check(Role::District, "Dera_Bugti", "", Some(Rule::UnitDisagrees));
    check(Role::District, "Gwadar", "", None);
    check(Role::Province, "Sindh", "", Some(Rule::UnitDisagrees));
    check(Role::Country, "Iran", "", Some(Rule::CountryDisagrees));
    check(Role::Place, "Sui", "district=Dera_Bugti", Some(Rule::UnitDisagrees));
    check(Role::Place, "Turbat", "country=Pakistan province=Balochistan", Some(Rule::PlaceElsewhere));
    check(Role::Date, "2024-03-01", "", Some(Rule::FutureDate));
    check(Role::DateEnd, "2024-03-01", "", Some(Rule::FutureDate));
    check(Role::Deaths, "-1", "", Some(Rule::ImpossibleToll));
    for role in [Role::Lon, Role::Lat] {
        let other = if role == Role::Lon { "lat=25.1" } else { "lon=62.3" };
        for name in RoleColumns::default().names(role) {
            let cells = format!("precision=exact {name}=62.3 {other}");
            let found = seen(&scrutiny, &cells, (62.3, 25.1)).findings;
            assert_eq!(found.first().map(|finding| finding.column.is_empty()), Some(false), "{cells}: {found:?}");
        }
    }
}

#[test]
fn mistakes_in_coordinates_are_told_by_what_the_row_says() {
    use Rule::{FewDecimals, NullIsland, PointSlipped, Swapped, WrongSign};
    check_each(&[
        (
            "country=Pakistan",
            (25.1264, 62.3254),
            Some((Swapped, "is 62.3254,25.1264 and lies in Pakistan, as the row")),
        ),
        ("country=Iran", (29.4963, 60.8629), Some((Swapped, "60.8629,29.4963 and lies in Iran"))),
        ("adm_2=Gwadar_district", (25.1264, 62.3254), Some((Swapped, "lies in Gwadar district"))),
        // nothing says where it should be
        ("note=x", (25.1264, 62.3254), None),
        ("country=Pakistan", (-62.3254, 25.1264), Some((WrongSign, "the other sign of its longitude"))),
        ("country=Pakistan", (62.3254, -25.1264), Some((WrongSign, "the other sign of its latitude"))),
        ("country=Finland", (25.1264, 62.3254), None),
        ("country=Pakistan adm_2=Gwadar", (6.23254, 25.1264), Some((PointSlipped, "62.3254,25.1264"))),
        ("country=Pakistan adm_2=Gwadar", (62.3254, 2.51264), Some((PointSlipped, "62.3254,25.1264"))),
        ("country=Pakistan", (0.01, -0.02), Some((NullIsland, "near 0, 0"))),
        ("country=Pakistan", (62.3, 0.0), Some((NullIsland, "the latitude is 0, and the row says Pakistan"))),
        ("country=Ghana", (0.5, 5.6), None),
        ("precision=exact lon=63.1 lat=26", (63.1, 26.0), Some((FewDecimals, "is written in tenths of a degree"))),
        ("precision=exact lon=63.10 lat=26", (63.1, 26.0), None),
        ("precision=district lon=63 lat=26", (63.0, 26.0), None),
        ("lon=63 lat=26", (63.0, 26.0), None),
    ]);
}

#[test]
fn a_point_is_held_against_the_units_that_its_row_names() {
    use Rule::{CountryDisagrees, PlaceDisagrees, UnitDisagrees};
    check_each(&[
        (
            "where_prec=1 country=Pakistan adm_1=Balochistan_province adm_2=Dera_Bugti_district where_coordinates=Sui_town",
            GWADAR,
            Some((
                UnitDisagrees,
                "the row says Dera Bugti district, its point lies in Gwadar district, 724 km from there; Sui, which it names, \
                 is in Dera Bugti district",
            )),
        ),
        (
            "country=Pakistan adm_2=Dera_Bugti_district",
            GWADAR,
            Some((UnitDisagrees, "; in Dera Bugti district are Dera Bugti and Sui")),
        ),
        (
            "country=Pakistan adm_2=Nushki_district where_coordinates=Dalbandin_town",
            (64.4065, 28.8885),
            Some((UnitDisagrees, "; Dalbandin, which it names, lies there too")),
        ),
        ("where_prec=4 country=Pakistan adm_1=Balochistan adm_2=Dera_Bugti_district", GWADAR, None),
        ("where_prec=1 country=Pakistan adm_1=Balochistan adm_2=Gwadar_district", GWADAR, None),
        ("country=Iran", GWADAR, Some((CountryDisagrees, "the row says Iran, its point lies in"))),
        ("country=Iran adm_2=Saravan", KABUL, Some((CountryDisagrees, "the row says Saravan county, Iran, its point"))),
        // no table's points are better than 3 km
        ("country=Iran", TAFTAN, None),
        // "near" is as much as 25 km
        ("where_prec=2 country=Iran", (61.71, 28.91), None),
        ("where_prec=1 country=Iran", (61.71, 28.91), Some((CountryDisagrees, "the row says Iran"))),
        // an event along the border is coded on either side of it
        ("where_prec=5 country=Iran", (61.71, 28.91), None),
        ("where_prec=6 country=Iran", GWADAR, Some((CountryDisagrees, "the row says Iran"))),
        ("where_prec=7 country=Iran", GWADAR, None),
        ("country=India", DELHI, None),
        (
            "country=Pakistan adm_2=Chagai where_coordinates=Dalbandin",
            (62.75, 28.82),
            Some((PlaceDisagrees, "Dalbandin in Chagai district lies at 64.4")),
        ),
        ("country=Pakistan adm_2=Chagai where_coordinates=Dalbandin", (64.5, 28.8), None),
        // the town stands for its district
        ("where_prec=3 country=Pakistan adm_2=Chagai where_coordinates=Dalbandin", (62.75, 28.82), None),
    ]);
}

#[test]
fn a_point_as_near_to_its_unit_as_the_layer_may_be_off_is_none() {
    let placer = Placer::new(&ATLAS, &PlacingColumns::default());
    let scrutiny = Scrutiny::new(&placer, None);
    let district = |lat: f64| locate(&ATLAS, LonLat::new(62.6, lat).unwrap()).district.map(|card| card.id.clone());
    let (mut inside, mut outside) = (25.3, 26.3);
    assert_eq!((district(inside).as_deref(), district(outside).as_deref()), (Some("PK/gwadar"), Some("PK/kech")));
    while outside - inside > 1e-6 {
        let middle = f64::midpoint(inside, outside);
        if district(middle).as_deref() == Some("PK/gwadar") { inside = middle } else { outside = middle }
    }
    let findings = |lat| seen(&scrutiny, "country=Pakistan adm_2=Gwadar", (62.6, lat)).findings.len();
    // a degree of latitude is 111 km
    assert_eq!([outside + 0.02, outside + 0.2].map(findings), [0, 1]);
}

#[test]
fn units_that_were_split_or_renamed_are_told_apart_from_wrong_ones() {
    use Rule::{UnitChanged, UnitDisagrees, UnitUnknown};
    let hub = (66.8828, 25.0586);
    check_each(&[
        (
            "country=Pakistan adm_2=Hub_district",
            hub,
            Some((
                UnitChanged,
                "the row says \"Hub district\", which was split from Lasbela district in 2022; the layer has",
            )),
        ),
        (
            "country=Pakistan adm_2=Hub_district",
            GWADAR,
            Some((
                UnitDisagrees,
                "\"Hub district\", which was split from Lasbela district in 2022, its point lies in Gwadar",
            )),
        ),
        ("country=Pakistan adm_2=Lasbela_district", hub, None),
        (
            "country=Pakistan adm_2=Killa_Abdullah",
            (66.4512, 30.9177),
            Some((
                UnitChanged,
                "Chaman district, which holds the point, was split from Killa Abdullah district in 2021",
            )),
        ),
        // Chaman was never a part of Lasbela
        ("country=Pakistan adm_2=Lasbela_district", (66.4512, 30.9177), Some((UnitDisagrees, "Chaman district"))),
        (
            "country=Iran adm_2=Chabahar_county",
            (61.4, 25.5),
            Some((UnitChanged, "Dashtiari county, which holds the point, was split from Chabahar county in 2019")),
        ),
        // the layer has had Nushki since it was split from Chagai
        (
            "country=Pakistan adm_2=Nushki",
            (64.4065, 28.8885),
            Some((UnitDisagrees, "its point lies in Chagai district")),
        ),
        (
            "country=Pakistan adm_2=Chagai",
            (66.02, 29.55),
            Some((UnitChanged, "Nushki district, which holds the point")),
        ),
        // the gazetteer knows what they became
        ("country=Pakistan adm_1=Federally_Administered_Tribal_Areas adm_2=Khyber_agency", (71.2, 34.0), None),
        ("country=Pakistan adm_1=Azad_Jammu_&_Kashmir", (73.47, 34.37), None),
        ("country=Iran adm_1=East_Azarbaijan_province", (46.29, 38.08), None),
        ("country=Pakistan adm_2=Gwaderabad", GWADAR, Some((UnitUnknown, "no one district called \"Gwaderabad\""))),
        // there are no districts of Sindh to know
        ("country=Pakistan adm_1=Sindh adm_2=Karachi_district", (67.01, 24.86), None),
    ]);
}

#[test]
fn land_is_told_from_sea() {
    let sea = (62.35, 24.95);
    check_each(&[
        (
            "where_prec=1 country=Pakistan adm_2=Gwadar_district",
            sea,
            Some((Rule::AtSea, "the row says Gwadar district, and")),
        ),
        ("country=Pakistan adm_2=Gwadar_district", sea, Some((Rule::AtSea, "its point lies at sea"))),
        ("where_prec=7 country=Pakistan", sea, None),
        ("where_prec=4 country=Pakistan adm_1=Balochistan", sea, None),
        ("country=Pakistan", sea, None),
        // Greater Tunb, an island that the layer of waters lacks
        ("country=Iran adm_1=Hormozgan", (55.3192, 26.2634), None),
        ("country=Pakistan adm_2=Gwadar_district", GWADAR, None),
        ("precision=water country=Iran", ZAHEDAN, Some((Rule::AtSea, "the row says water, and its point lies"))),
        ("precision=water country=Pakistan", GWADAR, None),
        // UCDP's code is that of airspace too
        ("where_prec=7 country=Iran", ZAHEDAN, None),
    ]);
}

#[test]
fn dates_are_in_order_and_not_in_the_future() {
    use Rule::{DatesDisagree, FutureDate, SourceBefore};
    let check = |cells: &'static str, expected| check_each(&[(cells, TURBAT, expected)]);
    check(
        "date_start=2023-03-02 date_end=2023-03-01",
        Some((DatesDisagree, "date_end is 2023-03-01, before date_start")),
    );
    check("date_start=2023-03-02_00:00:00.000 date_end=2023-03-02_00:00:00.000 year=2023.0", None);
    check("date_start=2023-03 date_end=2023-03-01", None);
    check("event_date=28_January_2023 year=2024", Some((DatesDisagree, "year is 2024, and event_date is 2023-01-28")));
    check("date_start=2022-12-30 date_end=2023-01-02 year=2023", None);
    check("SQLDATE=20230128 Year=2023 DATEADDED=20230129", None);
    check("SQLDATE=20230128 Year=2022", Some((DatesDisagree, "Year is 2022")));
    check("date=1401-11-08 year=1401", None);
    check("date_start=2023-03-02 source_date=2023-02-01", Some((SourceBefore, "source_date is 2023-02-01")));
    check("date_start=2023-03-02 source_date=2023-02-01;2023-03-03", None);
    check("date_start=2023-03-02 source_date=unknown", None);
    check("date=2031-01-01", Some((FutureDate, "date is 2031-01-01, and today is 2024-01-28")));
    // somewhere it is tomorrow
    check("date=2024-01-29", None);
    check("date=2024-01-30", Some((FutureDate, "date is 2024-01-30")));
    check("year=2025", Some((FutureDate, "year is 2025")));
    // which number is the day is not known
    check("date=03/04/2031", None);
}

#[test]
fn tolls_can_be() {
    use Rule::ImpossibleToll;
    let check = |cells: &'static str, expected| check_each(&[(cells, TURBAT, expected)]);
    check("low=3.0 best=2.0 high=3.0", Some((ImpossibleToll, "low is 3 and best is 2")));
    check("low=1 best=2 high=1", Some((ImpossibleToll, "best is 2 and high is 1")));
    check("low=1 best=2 high=2", None);
    check("low=5 high=1", None);
    check("killed_low=5 killed_high=1", Some((ImpossibleToll, "killed_low is 5 and killed_high is 1")));
    check("killed_low=5 killed_best= killed_high=7", None);
    check("fatalities=-1", Some((ImpossibleToll, "fatalities is -1")));
    check("fatalities=unknown", None);
    let parts = "deaths_a=1 deaths_b=2 deaths_civilians=0 deaths_unknown=0";
    let check = |best: &str, expected: Option<(Rule, &str)>| {
        check_each(&[(&format!("{parts} low=0 best={best} high=9"), TURBAT, expected)]);
    };
    check("3.0", None);
    check("4", Some((ImpossibleToll, "best is 4, and deaths_a + deaths_b + deaths_civilians + deaths_unknown is 3")));
}

fn stack(rows: u64, precision: Option<Precision>, at: (f64, f64), others: u64) -> Vec<(Rule, String)> {
    let placer = Placer::new(&ATLAS, &PlacingColumns::default());
    let mut stacks = Stacks::default();
    for number in 0..rows {
        let at = LonLat::new(at.0, at.1).ok();
        stacks.add(&Seen { at, precision, ..Seen::default() }, number);
    }
    for number in 0..others {
        let at = LonLat::new(60.0 + number as f64 / 1_000.0, 30.0).ok();
        stacks.add(&Seen { at, ..Seen::default() }, rows + number);
    }
    stacks.found(&placer).into_iter().map(|stack| (stack.rule, stack.message)).collect()
}

#[test]
fn stacks_on_a_centroid_are_told_and_towns_are_not() {
    // the centroid of the layer's outline of Kech district, by the shoelace formula
    let kech = (63.067, 25.9962);
    let check = |rows, precision, at, others, expected: Option<(Rule, &str)>| {
        let found = stack(rows, precision, at, others);
        match expected {
            None => assert_eq!(found, []),
            Some((rule, message)) => {
                assert!(found.len() == 1 && found[0].0 == rule && found[0].1.contains(message), "{found:?}");
            }
        }
    };
    check(5, None, kech, 100, Some((Rule::CentroidStack, "5 of 105 records stand on")));
    check(5, None, kech, 100, Some((Rule::CentroidStack, "from the centroid of Kech district, as if it were a place")));
    check(5, Some(Precision::Exact), kech, 100, Some((Rule::CentroidStack, "Kech district")));
    check(4, None, kech, 100, None);
    // they say that it is the district
    check(50, Some(Precision::District), kech, 100, None);
    // Turbat is 1.5 km from there
    check(9, None, TURBAT, 10, None);
    check(10, None, TURBAT, 10, Some((Rule::Stack, "10 of 20 records stand on 63.0544,26.0031")));
    check(10, None, TURBAT, 100, None);
}

#[test]
fn twins_say_the_same_of_date_place_actors_and_numbers() {
    let placer = Placer::new(&ATLAS, &PlacingColumns::default());
    let scrutiny = Scrutiny::new(&placer, None);
    let first = "id=a date=2023-01-18 actor1=BLA fatalities=3";
    let check = |cells: &str, at, expected: Option<u64>| {
        let mut twins = Twins::default();
        let keys = [seen(&scrutiny, first, TURBAT), seen(&scrutiny, cells, at)].map(|seen| seen.twin);
        assert_eq!(keys[0].and_then(|key| twins.first_of(key, 1)), None);
        assert_eq!(keys[1].and_then(|key| twins.first_of(key, 2)), expected, "{cells}");
    };
    check("id=b date=2023-01-18 actor1=BLA fatalities=3", TURBAT, Some(1));
    check("id=b date=2023-01-19 actor1=BLA fatalities=3", TURBAT, None);
    check("id=b date=2023-01-18 actor1=BLA fatalities=4", TURBAT, None);
    check("id=b date=2023-01-18 actor1=BLF fatalities=3", TURBAT, None);
    check("id=b date=2023-01-18 actor1=BLA fatalities=3", GWADAR, None);
    // too little to be a twin
    let quiet = seen(&scrutiny, "id=a date=2023-01-18", TURBAT).twin;
    assert_eq!(quiet, None);
    assert_eq!(seen(&scrutiny, "date=2023-01-18 fatalities=3 incident_id=a", TURBAT).twin, None);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]
    /// A row that says of its point what the atlas says finds nothing, wherever the point is on land.
    #[test]
    fn clean_rows_find_nothing(lon in 59.0..70.0_f64, lat in 25.6..36.0_f64, killed in 0..50_u32, day in 1..28_i8) {
        let placer = Placer::new(&ATLAS, &PlacingColumns::default());
        let scrutiny = Scrutiny::new(&placer, Some(TODAY));
        let found = locate(&ATLAS, LonLat::new(lon, lat).unwrap());
        let name = |card: Option<&sarhad::model::region::RegionName>| card.map_or(String::new(), |card| card.name.replace(' ', "_"));
        let cells = format!(
            "country={} admin1={} admin2={} date=2023-01-{day:02} year=2023 low={killed} best={killed} high={killed} lon={lon} lat={lat}",
            name(found.country), name(found.province), name(found.district)
        );
        let seen = seen(&scrutiny, &cells, (lon, lat));
        prop_assert!(seen.findings.is_empty(), "{cells}: {:?}", seen.findings);
    }
}

#[cfg(feature = "cli")]
mod command {
    use std::fs;

    use tempfile::TempDir;

    fn ran(args: &[&str], rows: &str) -> (Option<i32>, String) {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("rows.csv"), rows).unwrap();
        let mut command = assert_cmd::Command::new(assert_cmd::cargo::cargo_bin!("sarhad"));
        let args = ["check", "rows.csv", "--today", "2024-01-28"].into_iter().chain(args.iter().copied());
        let done = command.current_dir(folder.path()).args(args).output().unwrap();
        (done.status.code(), String::from_utf8(done.stdout).unwrap())
    }

    #[test]
    fn what_many_rows_tell_is_found() {
        let check = |rows: &str, code: i32, expected: &[&str]| {
            let (found, out) = ran(&["--format", "csv"], rows);
            assert_eq!(found, Some(code), "{out}");
            for expected in expected {
                assert!(out.contains(expected), "{expected}: {out}");
            }
        };
        let head = "event_id_cnty,event_date,actor1,fatalities,longitude,latitude\n";
        let twins = format!(
            "{head}A1,2023-01-18,BLA,3,63.0544,26.0031\nA2,2023-01-18,BLA,3,63.0544,26.0031\nA1,2023-01-20,BLA,0,62.3254,25.1264\n"
        );
        check(
            &twins,
            1,
            &[
                "N501,note,rows.csv,3,98,2,A2,,,\"date, place, actors and numbers are those of record 1, under another id\",",
                "E230,warning,rows.csv,4,134,3,A1,event_id_cnty,A1,",
            ],
        );
        let dates = format!("{head}A1,03/04/2023,BLA,3,63.0544,26.0031\nA2,05/06/2023,BLA,3,63.0544,26.0031\n");
        check(&dates, 0, &["N402,note,rows.csv,,,0,,event_date,,\"of 2 dates such as \"\"03/04/2023\"\", none tells"]);
        let mixed = format!("{head}A1,03/14/2023,BLA,3,63.0544,26.0031\nA2,25/06/2023,BLA,3,63.0544,26.0031\n");
        check(&mixed, 1, &["W405,warning"]);
        let outside = format!("{head}A1,2023-01-18,BLA,3,63.0544,26.0031\nA2,2023-01-18,BLA,3,77.2,28.6\n");
        check(&outside, 0, &["N205,note,rows.csv,3,98,2,,,,1 of 2 points lie in no country of the atlas,"]);
        let clean = format!("{head}A1,2023-01-18,BLA,3,63.0544,26.0031\n");
        check(&clean, 0, &["code,severity,file,line,byte,record,id,field,value,message,hint"]);
    }

    #[test]
    fn a_table_ends_with_a_summary_by_code() {
        let rows = "id,low,best,high,longitude,latitude\na,3,2,3,63.0544,26.0031\nb,1,2,1,63.0544,26.0031\nc,1,1,1,63.0544,26.0031\n";
        let (code, out) = ran(&[], rows);
        let last = out.lines().last().unwrap();
        assert!(code == Some(1) && last.trim_start().starts_with("2  W501  a toll cannot be"), "{out}");
        let (_, json) = ran(&["--format", "json"], rows);
        let found: serde_json::Value = serde_json::from_str(&json).unwrap();
        let first = &found[0];
        let expected = ["W501", "low", "3", "correct the number that is wrong"];
        assert_eq!(["code", "field", "value", "hint"].map(|key| first[key].as_str().unwrap()), expected, "{json}");
    }

    #[test]
    fn the_day_that_it_is_can_be_told() {
        let rows = "id,date,longitude,latitude\na,2031-02-03,63.0544,26.0031\n";
        assert_eq!(ran(&[], rows).0, Some(1));
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("rows.csv"), rows).unwrap();
        let run = |today: &str| {
            let mut command = assert_cmd::Command::new(assert_cmd::cargo::cargo_bin!("sarhad"));
            command
                .current_dir(folder.path())
                .args(["check", "rows.csv", "--today", today])
                .output()
                .unwrap()
                .status
                .code()
        };
        assert_eq!((run("2031-02-03"), run("3/2/2031")), (Some(0), Some(2)));
    }

    #[test]
    fn the_same_rows_give_the_same_bytes_with_any_threads() {
        let mut rows = vec!["id,date,country,adm_2,best,low,longitude,latitude".to_owned()];
        for row in 0..3_000 {
            let (district, low) = if row % 7 == 0 { ("Dera Bugti", 2) } else { ("Gwadar", 1) };
            rows.push(format!("r{row},2023-01-{:02},Pakistan,{district},1,{low},62.3254,25.1264", row % 28 + 1));
        }
        let rows = rows.join("\n");
        let [one, two] = ["1", "2"].map(|threads| ran(&["--format", "json", "--threads", threads], &rows));
        assert_eq!(one, two);
        assert!(one.1.contains("W205") && one.1.contains("W501"), "{}", &one.1[..300]);
    }
}
