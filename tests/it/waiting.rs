//! What is worked on only as long as somebody waits for it.

use std::sync::Arc;

use sarhad::atlas::Atlas;
use sarhad::server::features::items::page;
use sarhad::server::features::query::Query;
use sarhad::server::http::Code;
use sarhad::server::params::Params;
use sarhad::server::questions::found::Asking;
use sarhad::server::questions::going::Going;
use sarhad::server::state::{Entry, EntryKind, Served};

use crate::served::{indexed, table};

#[test]
fn a_filter_ends_when_nobody_waits() {
    let collection = Arc::new(indexed("events.csv", &table()));
    let entry = Entry::new("events", EntryKind::Records, Box::new(move || Arc::clone(&collection)));
    let served = Served::new("Events".to_owned(), Arc::new(Atlas::built_in()), vec![entry]);
    let entry = served.entry("events").unwrap();
    for filter in [
        "filter=deaths%20%3E%2020",
        "filter=deaths%20%3E%2020&sortby=-deaths",
        "filter=S_INTERSECTS(geometry,BBOX(79,40,90,60))",
    ] {
        let params = Params::new(Some(filter), &["filter", "sortby"]).unwrap();
        let query = Query::new(&served, entry, &params).unwrap();
        let going = Going::default();
        let waiting = going.waiting();
        let asking = Asking { served: &served, entry, going: &going };
        assert_eq!(page(&asking, &query).unwrap().selection.matched, 5, "{filter}");
        drop(waiting);
        assert_eq!(page(&asking, &query).unwrap_err().code(), Code::Overloaded, "{filter}");
    }
}
