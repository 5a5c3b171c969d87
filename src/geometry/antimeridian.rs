//! stub
use geo_types::Geometry;
/// stub
#[must_use]
pub fn split(_geometry: &Geometry<f64>) -> Option<Geometry<f64>> {
    None
}
