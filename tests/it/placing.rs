//! From a row or a claim's words to all places where the event may have been. Referees: the codebooks of UCDP GED, ACLED and
//! GDELT, and the built-in set's own words.

use std::collections::BTreeSet;
use std::sync::Arc;

use sarhad::atlas::article::article;
use sarhad::geometry::geodesic::area_m2;
use sarhad::model::extent::{Area, Extent, Placed};
use sarhad::query::areas::Areas;
use sarhad::{Atlas, Metres};

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
    check("A10.4", "near area PK/gwadar best");
    check("A10.5", "locality area PK/gwadar -");
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
    let band = |within: Option<&str>, width: Option<Metres>| areas.along("border/IR-PK", within, width);
    let (band, again) = (band(Some("PK"), None), band(Some("PK"), Some(Metres::from_km(25.0))));
    assert!(band.as_ref().zip(again.as_ref()).is_some_and(|(band, again)| Arc::ptr_eq(band, again)));
    assert_eq!(band.map(|band| band.name.clone()).as_deref(), Some("the Iran–Pakistan border in Pakistan"));
    assert!(areas.of_region("XX").is_none() && areas.of_regions(&[]).is_none());
    assert!(areas.of_regions(&ids(&["IR", "XX"])).is_none() && areas.along("border/XX", None, None).is_none());
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
