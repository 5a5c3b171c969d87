//! Where did the article's incidents happen? The README's picture: `cargo run --example map_svg > map.svg`.
#![expect(clippy::print_stdout, reason = "the map is what this example prints")]

use sarhad::atlas::{Atlas, article::article};
use sarhad::query::incidents::{Records, incident_features};
use sarhad::render::{Extent, MapOptions, map_svg};

const SUBTITLE: &str =
    "Claims of one news article of 28 January 2024, shown only as exactly as the source gives the place";

fn main() {
    let (atlas, claims) = (Atlas::built_in(), article());
    let incidents = incident_features(&atlas, claims, Records::Incidents);
    let card = &claims.dataset;
    let notes = [card.attribution.clone(), card.disclaimer.clone()];
    let extent = Extent::of_borderlands(&atlas, &incidents);
    let options = MapOptions { notes: notes.to_vec(), subtitle: SUBTITLE.to_owned(), extent, ..MapOptions::default() };
    let svg = map_svg(&atlas, &incidents, &options);
    assert!(svg.contains(">A10</text>") && svg.len() < 300_000, "{} bytes", svg.len());
    print!("{svg}");
}
