//! Lists among what a record says, as filters of the server know them.

use std::sync::Arc;

use sarhad::atlas::Atlas;
use sarhad::server::features::items::page;
use sarhad::server::features::query::Query;
use sarhad::server::features::schema::queryables;
use sarhad::server::http::BaseUrl;
use sarhad::server::params::Params;
use sarhad::server::questions::found::Asking;
use sarhad::server::questions::going::Going;
use sarhad::server::state::{Entry, EntryKind, Served};

use crate::served::{indexed, query};

/// Lists of words, of numbers, of both, and a column in which something is no list of plain values.
const LISTED: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","id":"a","properties":{"tags":["road","night"],"dead":[1,2],"any":["x",1],"mixed":["road"]},"geometry":null},
{"type":"Feature","id":"b","properties":{"tags":["road"],"dead":[2.0],"any":[true],"mixed":{"road":1}},"geometry":null},
{"type":"Feature","id":"c","properties":{"tags":[],"dead":[],"any":[1],"mixed":[["road"]]},"geometry":null},
{"type":"Feature","id":"d","properties":{"tags":null,"dead":null,"any":null,"mixed":null},"geometry":null}]}"#;

fn served() -> Served {
    let collection = Arc::new(indexed("listed.geojson", LISTED));
    let entry = Entry::new("listed", EntryKind::Records, Box::new(move || Arc::clone(&collection)));
    Served::new("Lists".to_owned(), Arc::new(Atlas::built_in()), vec![entry])
}

/// The ids of the records that meet a filter, or why it is none.
fn met(served: &Served, filter: &str) -> Result<String, String> {
    let asked = query(&[("filter", filter)]);
    let params = Params::new(Some(&asked), &["filter"]).unwrap();
    let entry = served.entry("listed").unwrap();
    let query = Query::new(served, entry, &params).map_err(|problem| format!("{problem:?}"))?;
    let found = page(&Asking { served, entry, going: &Going::default() }, &query).unwrap();
    Ok(found.selection.numbers.into_iter().map(|number| entry.collection().ids().id(number).to_owned()).collect())
}

#[test]
fn lists_are_compared_as_sets() {
    let served = served();
    let check = |filter: &str, expected: &str| assert_eq!(met(&served, filter).as_deref(), Ok(expected), "{filter}");
    check("A_CONTAINS(tags, ('road'))", "ab");
    check("A_EQUALS(tags, ('night', 'road'))", "a");
    check("A_CONTAINEDBY(tags, ('road', 'day'))", "bc");
    check("A_OVERLAPS(dead, (2, 5))", "ab");
    check("A_EQUALS(dead, (2))", "b");
    check("A_OVERLAPS(any, (TRUE, 'x'))", "ab");
    check("NOT A_CONTAINS(tags, ('road'))", "c");
    check("tags IS NULL", "d");
    check("mixed LIKE '%road%'", "abc");
    assert!(met(&served, "A_CONTAINS(mixed, ('road'))").unwrap_err().contains("a_contains needs lists, not text"));
}

#[test]
fn queryables_tell_which_columns_are_lists() {
    let served = served();
    let base = BaseUrl::new("http://localhost").unwrap();
    let told = queryables(served.entry("listed").unwrap(), &base);
    let of =
        |name: &str| (told["properties"][name]["type"].as_str(), told["properties"][name]["items"]["type"].as_str());
    assert_eq!(of("tags"), (Some("array"), Some("string")));
    assert_eq!(of("dead"), (Some("array"), Some("number")));
    assert_eq!(of("any"), (Some("array"), None));
    assert_eq!(of("mixed"), (None, None));
}
