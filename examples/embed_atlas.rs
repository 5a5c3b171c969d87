//! Which country, province and district is a place in? The atlas is inside the library: no file, no network.

#![allow(clippy::print_stdout, reason = "an example shows its answer")]

use sarhad::query::locate::locate;
use sarhad::{Atlas, LonLat};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let atlas = Atlas::built_in();
    let turbat = LonLat::new(63.0485, 26.0012)?; // degrees, longitude first
    let found = locate(&atlas, turbat);

    for region in [&found.country, &found.province, &found.district].into_iter().flatten() {
        println!("{:<24} {}", region.id, region.name);
    }

    assert_eq!(found.district.map(|district| district.id.as_str()), Some("PK/kech"));
    assert!(!found.on_border);
    Ok(())
}
