//! Positions as KML writes them: `74.574,31.6047,0`, blanks between two. Not responsible for geometries.

use geo_types::Coord;

use crate::io::read::escape::Quoted;
use crate::io::read::what::{Axis, What};

/// The positions that `text` lists, with what is to be told of them.
pub(super) fn positions(text: &str, notes: &mut Vec<What>) -> Result<Vec<Coord<f64>>, What> {
    let mut positions = Vec::new();
    let mut parts: Vec<&str> = Vec::new();
    // blanks beside a comma, which the standard does not allow and people write, divide no positions
    let mut is_open = false;
    for word in text.split_whitespace() {
        if !is_open && !word.starts_with(',') && !parts.is_empty() {
            positions.push(position(&parts, notes)?);
            parts.clear();
        }
        is_open = word.ends_with(',');
        parts.extend(word.split(',').filter(|part| !part.is_empty()));
    }
    if !parts.is_empty() {
        positions.push(position(&parts, notes)?);
    }
    Ok(positions)
}

/// The position that longitude, latitude and perhaps a height make.
pub(super) fn position(parts: &[&str], notes: &mut Vec<What>) -> Result<Coord<f64>, What> {
    let [lon, lat, heights @ ..] = parts else {
        return Err(What::PositionShort { numbers: parts.len() });
    };
    let at = Coord { x: degrees(lon, Axis::Longitude)?, y: degrees(lat, Axis::Latitude)? };
    let mut tell = |what: What| {
        if !notes.contains(&what) {
            notes.push(what);
        }
    };
    // a height of 0 stands where none is meant
    if heights.first().is_some_and(|height| height.parse() != Ok(0.0)) {
        tell(What::HeightDropped);
    }
    if heights.len() > 1 {
        tell(What::ExtraNumbers { numbers: parts.len() });
    }
    Ok(at)
}

/// A number of degrees.
pub(in crate::io::read) fn degrees(text: &str, axis: Axis) -> Result<f64, What> {
    let value = text.parse::<f64>().map_err(|_| What::NotANumber { axis, value: Quoted::new(text) })?;
    if value.is_finite() { Ok(value) } else { Err(What::NotFinite { value: Quoted::new(text) }) }
}
