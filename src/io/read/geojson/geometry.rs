//! `GeoJSON` geometries to geometry types, as written. Not responsible for whether they are places on Earth.

use geo_types::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon,
};

use crate::io::read::escape::Quoted;
use crate::io::read::geojson::crs;
use crate::io::read::geojson::cursor::{Cursor, Member, kind_of, members, string_of};
use crate::io::read::intake::Flaw;
use crate::io::read::what::What;

/// The types of RFC 7946 §1.4.
const TYPES: [&str; 7] =
    ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"];

/// Whether `name` is the type of a geometry.
pub(super) fn is_type(name: &str) -> bool {
    TYPES.contains(&name)
}

/// The geometry that `value` holds; `None` for null.
pub(super) fn geometry(value: &str, notes: &mut Vec<What>) -> Result<Option<Geometry<f64>>, Flaw> {
    match value.as_bytes().first() {
        Some(b'n') => Ok(None),
        Some(b'{') => from_members(&members(value).map_err(Flaw::Record)?, notes).map(Some),
        _ => Err(Flaw::Record(What::GeometryKind { found: kind_of(value) })),
    }
}

/// The geometry that an object's members make.
pub(super) fn from_members(members: &[Member], notes: &mut Vec<What>) -> Result<Geometry<f64>, Flaw> {
    let kind = single(members, "type")?;
    let coordinates = single(members, "coordinates")?;
    let geometries = single(members, "geometries")?;
    if let Some(member) = single(members, "crs")? {
        crs::check(member).map_err(Flaw::Record)?;
    }
    let Some(kind) = kind.and_then(string_of) else {
        return Err(Flaw::Record(What::GeometryKind { found: "an object without a type" }));
    };
    if kind == "GeometryCollection" {
        return collection(geometries.ok_or(Flaw::Record(What::NoMember { name: "geometries" }))?, notes);
    }
    if !is_type(&kind) {
        let meant = TYPES.into_iter().find(|known| known.eq_ignore_ascii_case(&kind));
        return Err(Flaw::Record(What::GeometryType { found: Quoted::new(&kind), meant }));
    }
    let text = coordinates.ok_or(Flaw::Record(What::NoMember { name: "coordinates" }))?;
    let mut coordinates = Coordinates { cursor: Cursor::new(text), notes };
    coordinates.geometry(&kind).map_err(Flaw::Record)
}

/// The value of the member called `name`; twice is a flaw of the whole input.
pub(super) fn single<'a>(members: &'a [Member], name: &str) -> Result<Option<&'a str>, Flaw> {
    let mut found = members.iter().filter(|member| member.name == name);
    let first = found.next().map(|member| member.value);
    match found.next() {
        Some(_) => Err(Flaw::Input(What::DuplicateMember { name: Quoted::new(name) })),
        None => Ok(first),
    }
}

fn collection(geometries: &str, notes: &mut Vec<What>) -> Result<Geometry<f64>, Flaw> {
    let mut cursor = Cursor::new(geometries);
    if !cursor.eat(b'[') {
        return Err(Flaw::Record(What::CoordinatesKind { found: Quoted::new(geometries) }));
    }
    let mut parts = Vec::new();
    while !cursor.eat(b']') && cursor.peek() != 0 {
        let part = geometry(cursor.value(), notes)?;
        parts.push(part.ok_or(Flaw::Record(What::GeometryKind { found: "null" }))?);
        cursor.eat(b',');
    }
    Ok(Geometry::GeometryCollection(GeometryCollection(parts)))
}

/// A walk over coordinates, as deep as the geometry's type says.
struct Coordinates<'a, 'n> {
    cursor: Cursor<'a>,
    notes: &'n mut Vec<What>,
}

impl Coordinates<'_, '_> {
    fn geometry(&mut self, kind: &str) -> Result<Geometry<f64>, What> {
        Ok(match kind {
            "Point" => Geometry::Point(self.point()?),
            "MultiPoint" => Geometry::MultiPoint(MultiPoint(self.list(Self::point)?)),
            "LineString" => Geometry::LineString(self.line()?),
            "MultiLineString" => Geometry::MultiLineString(MultiLineString(self.list(Self::line)?)),
            "Polygon" => Geometry::Polygon(self.polygon()?),
            _ => Geometry::MultiPolygon(MultiPolygon(self.list(Self::polygon)?)),
        })
    }

    fn list<T>(&mut self, item: fn(&mut Self) -> Result<T, What>) -> Result<Vec<T>, What> {
        let start = self.cursor.clone();
        if !self.cursor.eat(b'[') {
            return Err(What::CoordinatesKind { found: Quoted::new(start.clone().value()) });
        }
        let mut items = Vec::new();
        while !self.cursor.eat(b']') && self.cursor.peek() != 0 {
            items.push(item(self)?);
            self.cursor.eat(b',');
        }
        Ok(items)
    }

    fn point(&mut self) -> Result<Point<f64>, What> {
        self.position().map(Point)
    }

    fn line(&mut self) -> Result<LineString<f64>, What> {
        self.list(Self::position).map(LineString)
    }

    fn polygon(&mut self) -> Result<Polygon<f64>, What> {
        let mut rings = self.list(Self::line)?.into_iter();
        let outer = rings.next().unwrap_or_else(|| LineString(Vec::new()));
        Ok(polygon_noted(outer, rings.collect(), self.notes))
    }

    fn position(&mut self) -> Result<Coord<f64>, What> {
        let mut whole = self.cursor.clone();
        let malformed = |whole: &mut Cursor| What::PositionKind { found: Quoted::new(whole.value()) };
        if !self.cursor.eat(b'[') {
            return Err(malformed(&mut whole));
        }
        let mut pair = [0.0; 2];
        let mut numbers = 0;
        while !self.cursor.eat(b']') {
            if !matches!(self.cursor.peek(), b'-' | b'0'..=b'9') {
                return Err(malformed(&mut whole));
            }
            let text = self.cursor.value();
            match text.parse::<f64>() {
                Ok(value) if value.is_finite() => pair.iter_mut().skip(numbers).take(1).for_each(|slot| *slot = value),
                _ => return Err(What::NotFinite { value: Quoted::new(text) }),
            }
            numbers += 1;
            self.cursor.eat(b',');
        }
        self.note_count(numbers)?;
        Ok(Coord { x: pair[0], y: pair[1] })
    }

    fn note_count(&mut self, numbers: usize) -> Result<(), What> {
        let note = match numbers {
            0 | 1 => return Err(What::PositionShort { numbers }),
            2 => return Ok(()),
            3 => What::HeightDropped,
            _ => What::ExtraNumbers { numbers },
        };
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
        Ok(())
    }
}

/// The polygon of these rings; geo closes open ones without a word, so the word is said here.
pub(in crate::io::read) fn polygon_noted(
    outer: LineString<f64>,
    holes: Vec<LineString<f64>>,
    notes: &mut Vec<What>,
) -> Polygon<f64> {
    let open = |ring: &LineString<f64>| ring.0.first() != ring.0.last();
    if (open(&outer) || holes.iter().any(open)) && !notes.contains(&What::RingClosed) {
        notes.push(What::RingClosed);
    }
    Polygon::new(outer, holes)
}
