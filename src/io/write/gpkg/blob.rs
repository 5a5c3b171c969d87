//! A geometry as a `GeoPackage` holds it: WKB behind a header with its box. Not responsible for the WKB.

use geo::BoundingRect;

use crate::io::write::gpkg::class::Holds;
use crate::io::write::sheet::whole::{Box2d, SheetRecord};

/// EPSG:4326.
pub(super) const SRS_ID: i32 = 4326;
/// Little-endian.
const FLAGS: u8 = 0b0000_0001;
/// The same with a box of two dimensions.
const FLAGS_WITH_BOX: u8 = 0b0000_0011;
/// The WKB type of a point, and of a geometry whose parts are this plus 3.
const POINT: u8 = 1;
const SEVERAL: u8 = 3;

/// Writes the geometry of `record` into `blob`, and says which box it takes; `None` where it has no geometry.
pub(super) fn write(record: &SheetRecord, holds: Holds, blob: &mut Vec<u8>) -> Option<Box2d> {
    blob.clear();
    let wkb = record.wkb?;
    let kind = wkb.get(1).copied()?;
    let around = around(record, kind, wkb)?;
    blob.extend_from_slice(b"GP\0");
    blob.push(if kind == POINT { FLAGS } else { FLAGS_WITH_BOX });
    blob.extend_from_slice(&SRS_ID.to_le_bytes());
    if kind != POINT {
        for side in [around.west, around.east, around.south, around.north] {
            blob.extend_from_slice(&side.to_le_bytes());
        }
    }
    if kind <= SEVERAL && holds != Holds::Single {
        blob.extend_from_slice(&[1, kind + SEVERAL, 0, 0, 0, 1, 0, 0, 0]);
    }
    blob.extend_from_slice(wkb);
    Some(around)
}

fn around(record: &SheetRecord, kind: u8, wkb: &[u8]) -> Option<Box2d> {
    if kind == POINT {
        let number = |at: usize| wkb.get(at..at + 8)?.try_into().ok().map(f64::from_le_bytes);
        let (lon, lat) = (number(5)?, number(13)?);
        return Some(Box2d { west: lon, south: lat, east: lon, north: lat });
    }
    let rect = record.geometry()?.bounding_rect()?;
    Some(Box2d { west: rect.min().x, south: rect.min().y, east: rect.max().x, north: rect.max().y })
}
