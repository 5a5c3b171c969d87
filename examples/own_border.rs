//! How far is a place from a border of your own, read from a file? Here a line of two corners, read from memory.

#![allow(clippy::print_stdout, reason = "an example shows its answer")]

use std::ops::ControlFlow;

use sarhad::io::read::{Event, Input, ReadOptions, read_features};
use sarhad::query::distance::Target;
use sarhad::{Atlas, LonLat};

const LINE: &str = r#"{"type":"Feature","id":"sketch","properties":{},
    "geometry":{"type":"LineString","coordinates":[[66.3,29.9],[67.0,31.3]]}}"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let input = Input::Stream { name: "sketch.geojson".to_owned(), reader: Box::new(LINE.as_bytes()) };
    let mut features = Vec::new();
    let tally = read_features(input, &ReadOptions::default(), &mut |event| {
        if let Event::Kept(record) = event {
            features.push(record.feature);
        }
        ControlFlow::Continue(())
    })?;

    let atlas = Atlas::built_in(); // tells the side
    let target = Target::of_features(&atlas, &features)?;
    let found = target.measure(&atlas, LonLat::new(66.996, 30.183)?); // Quetta, degrees
    println!("{} from {}, nearest at {}", found.distance, found.target, found.nearest);

    assert_eq!((tally.read, tally.kept), (1, 1));
    assert!((found.distance.km() - 48.94).abs() < 0.01);
    assert_eq!(found.side.map(sarhad::query::distance::Side::word), Some("PK"));
    Ok(())
}
