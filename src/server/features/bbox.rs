//! `bbox`: the boxes that a client names. Not responsible for what lies in them.
//!
//! # Source
//! OGC 17-069r4, requirement 23: lower left, upper right; four or six numbers; the first longitude is greater than the second where a
//! box crosses the antimeridian.

use geo_types::Coord;

use crate::index::boxes::Corners;
use crate::server::features::crs::Crs;
use crate::server::http::Problem;
use crate::server::params::numbers;

/// The boxes in degrees that `text` names in `crs`: one, or two where it crosses the antimeridian.
///
/// # Errors
/// Where it is no box on Earth.
pub fn boxes(text: &str, crs: Crs) -> Result<Vec<Corners>, Problem> {
    let refused = |what: &str| Problem::parameter("bbox", format!("bbox={text} {what}"));
    let numbers = numbers("bbox", text)?;
    let (low, high) = match *numbers.as_slice() {
        // heights are not looked at, for nothing here has one
        [x1, y1, x2, y2] | [x1, y1, _, x2, y2, _] => (Coord { x: x1, y: y1 }, Coord { x: x2, y: y2 }),
        _ => return Err(refused("has neither four nor six numbers")),
    };
    let (low, high) = (crs.to_degrees(low), crs.to_degrees(high));
    let on_earth = |at: Coord<f64>| (-180.0..=180.0).contains(&at.x) && (-90.0..=90.0).contains(&at.y);
    if !on_earth(low) || !on_earth(high) {
        return Err(refused("leaves the Earth: longitudes are from -180 to 180, latitudes from -90 to 90"));
    }
    if low.y > high.y {
        return Err(refused("has its southern edge north of its northern one"));
    }
    if low.x <= high.x {
        return Ok(vec![[low.x, low.y, high.x, high.y]]);
    }
    Ok(vec![[low.x, low.y, 180.0, high.y], [-180.0, low.y, high.x, high.y]])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_as_the_standard_has_them() {
        assert_eq!(boxes("60,25,64,30", Crs::Crs84).unwrap(), [[60.0, 25.0, 64.0, 30.0]]);
        assert_eq!(boxes("60,25,-1,64,30,9", Crs::Crs84).unwrap(), [[60.0, 25.0, 64.0, 30.0]]);
        assert_eq!(boxes("25,60,30,64", Crs::Epsg4326).unwrap(), [[60.0, 25.0, 64.0, 30.0]]);
        let over = boxes("177,65,-177,70", Crs::Crs84).unwrap();
        assert_eq!(over, [[177.0, 65.0, 180.0, 70.0], [-180.0, 65.0, -177.0, 70.0]]);
        for text in ["1,2,3", "a,b,c,d", "NaN,NaN,NaN,NaN", "1,1,1,1e400", "10,10,0,0", "-999,-999,999,999", ""] {
            assert!(boxes(text, Crs::Crs84).is_err(), "{text}");
        }
    }
}
