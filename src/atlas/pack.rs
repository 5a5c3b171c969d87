//! Reads the layers that `build.rs` packs into the library. Not responsible for files of the user's.

use std::io::Read as _;

use flate2::read::DeflateDecoder;
use geo_types::{Coord, Geometry, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};
use serde::Deserialize;

use crate::model::feature::{Feature, FeatureId, Properties};
use crate::model::layer::Layer;
use crate::model::shape::Shape;
use crate::model::source::LayerMetadata;

/// The packed layers by name, in alphabetical order within their folder.
pub(super) static PACKED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/layers.rs"));

/// The names of units beside those of the layers, deflated.
pub(super) static UNIT_NAMES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/unit-names.json"));

#[derive(Deserialize)]
struct Header {
    metadata: LayerMetadata,
    features: Vec<(Option<String>, Properties, Option<Outline>)>,
}

/// A geometry's type and how many positions each part has.
#[derive(Deserialize)]
enum Outline {
    Point(()),
    MultiPoint(usize),
    LineString(usize),
    MultiLineString(Vec<usize>),
    Polygon(Vec<usize>),
    MultiPolygon(Vec<Vec<usize>>),
}

/// The layer that `packed` holds; `None` if the bytes are not what `build.rs` writes.
pub(super) fn unpacked(packed: &[u8]) -> Option<Layer> {
    let mut bytes = Vec::with_capacity(packed.len() * 4);
    DeflateDecoder::new(packed).read_to_end(&mut bytes).ok()?;
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (header, coordinates) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    let header: Header = serde_json::from_slice(header).ok()?;
    let mut positions = Positions { bytes: coordinates, last: [0; 2] };
    let features = header.features.into_iter().map(|(id, properties, outline)| {
        let shape = match outline {
            Some(outline) => Some(Shape::from_checked(positions.geometry(outline)?)),
            None => None,
        };
        Some(Feature { id: id.map(FeatureId::Text), shape, properties })
    });
    Some(Layer { features: features.collect::<Option<_>>()?, metadata: header.metadata })
}

struct Positions<'a> {
    bytes: &'a [u8],
    last: [i64; 2],
}

impl Positions<'_> {
    fn geometry(&mut self, outline: Outline) -> Option<Geometry<f64>> {
        Some(match outline {
            Outline::Point(()) => Geometry::Point(Point(self.position()?)),
            Outline::MultiPoint(n) => Geometry::MultiPoint(MultiPoint(self.line(n)?.into_iter().map(Point).collect())),
            Outline::LineString(n) => Geometry::LineString(self.line(n)?),
            Outline::MultiLineString(parts) => Geometry::MultiLineString(MultiLineString(self.lines(&parts)?)),
            Outline::Polygon(rings) => Geometry::Polygon(self.polygon(&rings)?),
            Outline::MultiPolygon(parts) => {
                let polygons = parts.iter().map(|rings| self.polygon(rings)).collect::<Option<_>>()?;
                Geometry::MultiPolygon(MultiPolygon(polygons))
            }
        })
    }

    fn polygon(&mut self, rings: &[usize]) -> Option<Polygon<f64>> {
        let mut rings = self.lines(rings)?.into_iter();
        Some(Polygon::new(rings.next()?, rings.collect()))
    }

    fn lines(&mut self, lengths: &[usize]) -> Option<Vec<LineString<f64>>> {
        lengths.iter().map(|&n| self.line(n)).collect()
    }

    fn line(&mut self, n: usize) -> Option<LineString<f64>> {
        (0..n).map(|_| self.position()).collect::<Option<Vec<_>>>().map(LineString)
    }

    fn position(&mut self) -> Option<Coord<f64>> {
        for axis in 0..2 {
            self.last[axis] += self.varint()?;
        }
        let degrees = |steps: i64| steps as f64 / 1e7;
        Some(Coord { x: degrees(self.last[0]), y: degrees(self.last[1]) })
    }

    fn varint(&mut self) -> Option<i64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some((number >> 1).cast_signed() ^ -((number & 1).cast_signed()));
            }
        }
        None
    }
}
