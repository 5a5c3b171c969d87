//! Pure computation on the ellipsoid and in the lon/lat plane. Not responsible for what the geometry means.

pub mod antimeridian;
pub mod balance;
pub mod bounds;
pub mod centroid;
pub mod circle;
pub mod containment;
pub mod course;
pub mod crossing;
pub mod ecef;
pub mod edge;
pub mod foot;
pub mod geodesic;
pub(crate) mod hilbert;
pub mod hull;
pub mod overlay;
pub mod patch;
pub mod piece;
pub mod ring;
pub mod short;
pub mod sides;
pub mod slabs;
pub mod slope;
pub mod triangles;
