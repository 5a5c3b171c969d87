//! How far is Zahedan from the Iran–Pakistan border, and on which side?

#![allow(clippy::print_stdout, reason = "an example shows its answer")]

use sarhad::query::distance::Target;
use sarhad::{Atlas, LonLat};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let atlas = Atlas::built_in();
    let border = Target::named(&atlas, "border/IR-PK")?;
    let found = border.measure(&atlas, LonLat::new(60.8629, 29.4963)?);

    println!("{} from the {}", found.distance, found.name);
    println!("nearest point: {}", found.nearest);

    assert!((found.distance.km() - 25.56).abs() < 0.05);
    assert_eq!(found.side.map(sarhad::query::distance::Side::word), Some("IR"));
    Ok(())
}
