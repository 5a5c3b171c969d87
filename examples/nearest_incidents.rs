//! Which coded incidents lie nearest to Panjgur town, and which could not be measured at all?

#![allow(clippy::print_stdout, reason = "an example shows its answer")]

use sarhad::atlas::article::article;
use sarhad::query::incidents::{Records, incident_features};
use sarhad::query::nearby::Nearby;
use sarhad::{Atlas, LonLat};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let atlas = Atlas::built_in();
    let incidents = incident_features(&atlas, article(), Records::Incidents);
    let nearby = Nearby::new(&incidents);
    let panjgur = LonLat::new(64.0946, 26.9719)?;

    for found in nearby.nearest(panjgur, 3) {
        println!("{:>10}  {}", found.distance.to_string(), found.feature.text("title").unwrap_or_default());
    }
    println!("{} of {} are known only to an area", nearby.without_point(), incidents.len());

    assert_eq!(nearby.nearest(panjgur, 1)[0].feature.text("id"), Some("A3"));
    assert_eq!((nearby.without_point(), incidents.len()), (14, 15));
    Ok(())
}
