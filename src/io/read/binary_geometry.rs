//! Well-known binary to a geometry, whoever wrote it. Not responsible for whether it lies on Earth.
//!
//! Nothing is allocated by a number that the bytes claim: parts are pushed as they are met, and bytes that are not there end
//! the reading.
//!
//! # Source
//! OGC 06-103r4, section 8, with the types of ISO 13249-3 (1001 and more for heights, 2001 and more for measures); the flags of
//! `PostGIS` in the uppermost bits of a type.

use geo_types::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon,
};

use crate::io::read::shaping;
use crate::io::read::what::What;

/// Collections inside collections; deeper ones are made to break readers.
const DEPTH_MAX: usize = 16;

const EXTENDED_Z: u32 = 1 << 31;
const EXTENDED_M: u32 = 1 << 30;
const EXTENDED_SRID: u32 = 1 << 29;

/// A geometry, and what had to be mended or left out.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Binary {
    pub(super) geometry: Geometry<f64>,
    pub(super) notes: Vec<What>,
}

/// The geometry that `bytes` are, all of them.
///
/// # Errors
/// What is wrong with them.
pub(super) fn geometry(bytes: &[u8]) -> Result<Binary, String> {
    let mut cursor = Cursor { rest: bytes, notes: Vec::new() };
    let geometry = cursor.geometry(0)?;
    match cursor.rest.len() {
        0 => Ok(Binary { geometry, notes: cursor.notes }),
        more => Err(format!("{more} bytes follow it")),
    }
}

struct Cursor<'b> {
    rest: &'b [u8],
    notes: Vec<What>,
}

/// What stands before the coordinates of a geometry.
#[derive(Clone, Copy)]
struct Lead {
    is_little: bool,
    kind: u32,
    /// Numbers of a position behind the first two.
    more: usize,
}

impl Cursor<'_> {
    fn array<const N: usize>(&mut self) -> Result<[u8; N], String> {
        let (front, rest) = self.rest.split_first_chunk().ok_or("its bytes are cut off")?;
        self.rest = rest;
        Ok(*front)
    }

    fn number(&mut self, lead: Lead) -> Result<u32, String> {
        let bytes = self.array()?;
        Ok(if lead.is_little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    fn real(&mut self, lead: Lead) -> Result<f64, String> {
        let bytes = self.array()?;
        Ok(if lead.is_little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
    }

    fn coord(&mut self, lead: Lead) -> Result<Coord<f64>, String> {
        let coord = Coord { x: self.real(lead)?, y: self.real(lead)? };
        for _ in 0..lead.more {
            self.real(lead)?;
        }
        Ok(coord)
    }

    fn lead(&mut self) -> Result<Lead, String> {
        let [order] = self.array()?;
        if order > 1 {
            return Err(format!("its byte order is {order}, neither 0 nor 1"));
        }
        let mut lead = Lead { is_little: order == 1, kind: 0, more: 0 };
        let code = self.number(lead)?;
        if code & EXTENDED_SRID != 0 {
            self.number(lead)?;
        }
        let plain = code & !(EXTENDED_Z | EXTENDED_M | EXTENDED_SRID);
        let flagged = usize::from(code & EXTENDED_Z != 0) + usize::from(code & EXTENDED_M != 0);
        lead.more = flagged.max(match plain / 1_000 {
            0 => 0,
            1 | 2 => 1,
            3 => 2,
            _ => return Err(format!("type {code} is not known")),
        });
        lead.kind = plain % 1_000;
        let dropped = match (plain / 1_000, code & EXTENDED_M) {
            (2 | 3, _) | (_, EXTENDED_M) => What::ExtraNumbers { numbers: 2 + lead.more },
            _ => What::HeightDropped,
        };
        if lead.more > 0 && !self.notes.contains(&dropped) {
            self.notes.push(dropped);
        }
        Ok(lead)
    }

    fn geometry(&mut self, depth: usize) -> Result<Geometry<f64>, String> {
        if depth > DEPTH_MAX {
            return Err(format!("collections are nested more than {DEPTH_MAX} deep"));
        }
        let lead = self.lead()?;
        Ok(match lead.kind {
            1 => {
                let at = self.coord(lead)?;
                // a point that is empty
                if at.x.is_nan() && at.y.is_nan() {
                    Geometry::MultiPoint(MultiPoint(Vec::new()))
                } else {
                    Geometry::Point(Point(at))
                }
            }
            2 => Geometry::LineString(self.line(lead)?),
            3 => Geometry::Polygon(self.polygon(lead)?),
            4 => Geometry::MultiPoint(MultiPoint(self.members(lead, depth, |member| match member {
                Geometry::Point(point) => Ok(point),
                _ => Err("a part of its points is none".to_owned()),
            })?)),
            5 => Geometry::MultiLineString(MultiLineString(self.members(lead, depth, |member| match member {
                Geometry::LineString(line) => Ok(line),
                _ => Err("a part of its lines is none".to_owned()),
            })?)),
            6 => Geometry::MultiPolygon(MultiPolygon(self.members(lead, depth, |member| match member {
                Geometry::Polygon(polygon) => Ok(polygon),
                _ => Err("a part of its polygons is none".to_owned()),
            })?)),
            7 => Geometry::GeometryCollection(GeometryCollection(self.members(lead, depth, Ok)?)),
            kind => return Err(format!("type {kind} is not read; draw it of points, lines and polygons")),
        })
    }

    fn members<T>(
        &mut self,
        lead: Lead,
        depth: usize,
        of: impl Fn(Geometry<f64>) -> Result<T, String>,
    ) -> Result<Vec<T>, String> {
        let count = self.number(lead)?;
        let mut members = Vec::new();
        for _ in 0..count {
            members.push(of(self.geometry(depth + 1)?)?);
        }
        Ok(members)
    }

    fn line(&mut self, lead: Lead) -> Result<LineString<f64>, String> {
        let count = self.number(lead)?;
        let mut coords = Vec::new();
        for _ in 0..count {
            coords.push(self.coord(lead)?);
        }
        Ok(LineString(coords))
    }

    fn polygon(&mut self, lead: Lead) -> Result<Polygon<f64>, String> {
        let count = self.number(lead)?;
        let mut rings = Vec::new();
        for _ in 0..count {
            rings.push(self.line(lead)?);
        }
        let mut rings = rings.into_iter();
        let exterior = rings.next().unwrap_or_else(|| LineString(Vec::new()));
        Ok(shaping::polygon(exterior, rings.collect(), &mut self.notes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(hexadecimal: &str) -> Vec<u8> {
        let digits: Vec<char> = hexadecimal.chars().filter(|c| !c.is_whitespace()).collect();
        digits.chunks(2).map(|pair| u8::from_str_radix(&pair.iter().collect::<String>(), 16).unwrap()).collect()
    }

    /// Referee: the bytes by hand after the standard's tables.
    #[test]
    fn bytes_of_either_order_and_of_more_than_two_numbers_are_read() {
        let at = Geometry::Point(Point::new(1.0, 2.0));
        for (hexadecimal, note) in [
            ("01 01000000 000000000000f03f 0000000000000040", None),
            ("00 00000001 3ff0000000000000 4000000000000000", None),
            ("01 e9030000 000000000000f03f 0000000000000040 0000000000001440", Some(What::HeightDropped)),
            ("01 01000080 000000000000f03f 0000000000000040 0000000000001440", Some(What::HeightDropped)),
            ("01 d1070000 000000000000f03f 0000000000000040 0000000000001440", Some(What::ExtraNumbers { numbers: 3 })),
            ("01 01000020 e6100000 000000000000f03f 0000000000000040", None),
        ] {
            let expected = Binary { geometry: at.clone(), notes: note.into_iter().collect() };
            assert_eq!(geometry(&bytes(hexadecimal)), Ok(expected), "{hexadecimal}");
        }
    }

    #[test]
    fn a_ring_that_is_open_is_told() {
        let corners = ["0000000000000000", "000000000000f03f", "0000000000000040"];
        let at = |x: usize, y: usize| format!("{}{}", corners[x], corners[y]);
        let ring = [at(0, 0), at(1, 0), at(1, 1)].concat();
        let open = format!("01 03000000 01000000 03000000 {ring}");
        let closed = format!("01 03000000 01000000 04000000 {ring}{}", at(0, 0));
        let [open, closed] = [open, closed].map(|text| geometry(&bytes(&text)).unwrap());
        assert_eq!((open.geometry, open.notes), (closed.geometry, vec![What::RingClosed]));
        assert_eq!(closed.notes, []);
    }

    #[test]
    fn bytes_that_claim_more_than_there_is_are_refused() {
        for hexadecimal in [
            "",
            "01 02000000 ffffffff",
            "01 04000000 ffffffff 01",
            "02 01000000",
            "01 08000000",
            "01 01000000 000000000000f03f 0000000000000040 00",
            "01 04000000 01000000 01 02000000 00000000",
        ] {
            assert!(geometry(&bytes(hexadecimal)).is_err(), "{hexadecimal}");
        }
        let deep = "01 07000000 01000000".repeat(100_000);
        assert!(geometry(&bytes(&deep)).unwrap_err().contains("nested"));
    }
}
