//! The bytes of a geometry: a header of the package, and well-known binary. Not responsible for whether it is on Earth.
//!
//! # Source
//! OGC 12-128r17, 2.1.3; OGC 06-103r4, 8.2.

use geo_types::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon,
};

use crate::io::read::escape::Quoted;
use crate::io::read::options::Limits;
use crate::io::read::shaping;
use crate::io::read::what::What;

/// Bytes of the header before the box.
const HEADER_BYTES: usize = 8;
/// Bytes of the boxes, by their kind: none, two dimensions, with heights, with measures, with both.
const BOX_BYTES: [usize; 5] = [0, 32, 48, 48, 64];
/// Flags of extended geometries.
const EXTENDED: u8 = 0b0010_0000;

/// Types of curves and of what is made of them, which are not read.
const CURVED: [(u32, &str); 10] = [
    (8, "CircularString"),
    (9, "CompoundCurve"),
    (10, "CurvePolygon"),
    (11, "MultiCurve"),
    (12, "MultiSurface"),
    (13, "Curve"),
    (14, "Surface"),
    (15, "PolyhedralSurface"),
    (16, "TIN"),
    (17, "Triangle"),
];

/// The geometry that `blob` holds; `None` where it is empty.
pub(super) fn read(
    blob: &[u8],
    srs_id: i64,
    limits: Limits,
    notes: &mut Vec<What>,
) -> Result<Option<Geometry<f64>>, What> {
    let header = blob.get(..HEADER_BYTES).filter(|header| header.starts_with(b"GP"));
    let header = header.ok_or_else(|| damaged("it does not begin as one of a GeoPackage does"))?;
    let flags = header[3];
    if flags & EXTENDED != 0 {
        return Err(damaged("it is of an extended kind"));
    }
    let number: [u8; 4] = [header[4], header[5], header[6], header[7]];
    let own = i64::from(if flags & 1 == 1 { i32::from_le_bytes(number) } else { i32::from_be_bytes(number) });
    if own != srs_id && !matches!(own, 0 | -1) {
        return Err(damaged(format!("its reference system is number {own}, that of its layer {srs_id}")));
    }
    let of_box = BOX_BYTES.get(usize::from(flags >> 1 & 7)).ok_or_else(|| damaged("its box is of no known kind"))?;
    let rest = blob.get(HEADER_BYTES + of_box..).ok_or_else(cut_off)?;
    let mut reader = Reader { rest, little: true, numbers: 2, depth: limits.depth_in_force(), notes };
    let geometry = reader.geometry()?;
    if !reader.rest.is_empty() {
        return Err(damaged("bytes follow it"));
    }
    Ok(geometry)
}

fn damaged(reason: impl Into<String>) -> What {
    What::GeometryBytes { reason: reason.into() }
}

fn cut_off() -> What {
    damaged("it is cut off")
}

/// Well-known binary, read from front to back.
struct Reader<'b> {
    rest: &'b [u8],
    little: bool,
    /// Numbers of a position.
    numbers: usize,
    /// Levels that collections may still be deep.
    depth: usize,
    notes: &'b mut Vec<What>,
}

impl Reader<'_> {
    fn take<const COUNT: usize>(&mut self) -> Result<[u8; COUNT], What> {
        let (front, rest) = self.rest.split_first_chunk().ok_or_else(cut_off)?;
        self.rest = rest;
        Ok(*front)
    }

    fn whole(&mut self) -> Result<u32, What> {
        let bytes = self.take()?;
        Ok(if self.little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    fn real(&mut self) -> Result<f64, What> {
        let bytes = self.take()?;
        Ok(if self.little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
    }

    /// How many parts follow, of which each takes so many bytes at least.
    fn count(&mut self, bytes: usize) -> Result<usize, What> {
        let count = self.whole()? as usize;
        if count > self.rest.len() / bytes { Err(cut_off()) } else { Ok(count) }
    }

    fn note(&mut self, what: What) {
        if !self.notes.contains(&what) {
            self.notes.push(what);
        }
    }

    /// The type of the next geometry, without heights and measures.
    fn kind(&mut self) -> Result<u32, What> {
        let [order] = self.take()?;
        self.little = match order {
            0 => false,
            1 => true,
            _ => return Err(damaged("its byte order is neither 0 nor 1")),
        };
        let code = self.whole()?;
        let (kind, further) = (code % 1_000, code / 1_000);
        self.numbers = match further {
            0 => 2,
            1 | 2 => 3,
            3 => 4,
            _ => return Err(damaged(format!("its type {code} is not known"))),
        };
        match further {
            1 => self.note(What::HeightDropped),
            2 | 3 => self.note(What::ExtraNumbers { numbers: self.numbers }),
            _ => {}
        }
        Ok(kind)
    }

    fn geometry(&mut self) -> Result<Option<Geometry<f64>>, What> {
        let kind = self.kind()?;
        Ok(Some(match kind {
            1 => {
                let at = self.position()?;
                // an empty point has no numbers
                return Ok((!(at.x.is_nan() && at.y.is_nan())).then_some(Geometry::Point(Point(at))));
            }
            2 => Geometry::LineString(self.line()?),
            3 => Geometry::Polygon(self.polygon()?),
            4 => Geometry::MultiPoint(MultiPoint(self.parts(1, |reader| Ok(Point(reader.position()?)))?)),
            5 => Geometry::MultiLineString(MultiLineString(self.parts(2, Self::line)?)),
            6 => Geometry::MultiPolygon(MultiPolygon(self.parts(3, Self::polygon)?)),
            7 => return self.collection(),
            other => {
                let name = CURVED.iter().find(|(code, _)| *code == other).map(|(_, name)| *name);
                let found = name.map_or_else(|| Quoted::new(&other.to_string()), Quoted::new);
                return Err(What::GeometryType { found, meant: None });
            }
        }))
    }

    fn position(&mut self) -> Result<Coord<f64>, What> {
        let (x, y) = (self.real()?, self.real()?);
        for _ in 2..self.numbers {
            self.real()?;
        }
        Ok(Coord { x, y })
    }

    fn line(&mut self) -> Result<LineString<f64>, What> {
        let count = self.count(self.numbers * 8)?;
        Ok(LineString((0..count).map(|_| self.position()).collect::<Result<_, _>>()?))
    }

    fn polygon(&mut self) -> Result<Polygon<f64>, What> {
        let count = self.count(4)?;
        let mut rings = (0..count).map(|_| self.line());
        let outer = rings.next().transpose()?.unwrap_or(LineString(Vec::new()));
        let inner: Vec<LineString<f64>> = rings.collect::<Result<_, _>>()?;
        Ok(shaping::polygon(outer, inner, self.notes))
    }

    /// Parts that are all of type `kind`.
    fn parts<T>(&mut self, kind: u32, mut part: impl FnMut(&mut Self) -> Result<T, What>) -> Result<Vec<T>, What> {
        let count = self.count(5)?;
        let mut parts = Vec::new();
        for _ in 0..count {
            if self.kind()? != kind {
                return Err(damaged("a part of it is of another type than the whole"));
            }
            parts.push(part(self)?);
        }
        Ok(parts)
    }

    fn collection(&mut self) -> Result<Option<Geometry<f64>>, What> {
        self.depth = self.depth.checked_sub(1).ok_or_else(|| damaged("it is nested too deeply"))?;
        let count = self.count(5)?;
        let mut parts = Vec::new();
        for _ in 0..count {
            parts.extend(self.geometry()?);
        }
        self.depth += 1;
        Ok(Some(Geometry::GeometryCollection(GeometryCollection(parts))))
    }
}
