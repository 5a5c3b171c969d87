//! A cell of well-known text. Not responsible for whether the geometry is on Earth.

use geo_types::Geometry;
use wkt::Wkt;

use crate::io::read::escape::Quoted;
use crate::io::read::options::Limits;
use crate::io::read::what::What;

/// The geometry that `cell` holds; `None` where it is blank or an empty point.
pub(in crate::io::read) fn geometry(
    cell: &str,
    limits: Limits,
    notes: &mut Vec<What>,
) -> Result<Option<Geometry<f64>>, What> {
    let text = without_srid(cell.trim())?;
    if text.is_empty() {
        return Ok(None);
    }
    let refused = |reason| What::Wkt { value: Quoted::new(cell), reason };
    check_brackets(text, limits).map_err(|fault| match fault {
        Brackets::Unbalanced => refused("its brackets do not match, cut off?"),
        Brackets::TooDeep { depth, limit } => What::TooDeep { depth, limit },
    })?;
    let parsed: Wkt<f64> = text.parse().map_err(|_| refused("its type, numbers or commas are wrong"))?;
    if let Wkt::Point(point) = &parsed
        && point.coord().is_none()
    {
        return Ok(None);
    }
    note_form(&parsed, notes);
    Geometry::try_from(parsed).map(Some).map_err(|_| refused("a part of it is an empty point"))
}

/// Extended WKT may name its reference system.
fn without_srid(text: &str) -> Result<&str, What> {
    let Some(named) = text.get(..5).filter(|start| start.eq_ignore_ascii_case("SRID=")).and_then(|_| text.get(5..))
    else {
        return Ok(text);
    };
    match named.split_once(';') {
        Some(("4326" | "4979", rest)) => Ok(rest.trim_start()),
        Some((srid, _)) => Err(What::Crs { name: Quoted::new(&format!("EPSG:{srid}")) }),
        None => Err(What::Wkt { value: Quoted::new(text), reason: "nothing follows its reference system" }),
    }
}

enum Brackets {
    Unbalanced,
    TooDeep { depth: usize, limit: usize },
}

/// The parser recurses and stops at the first whole geometry, so depth and end are judged before it.
fn check_brackets(text: &str, limits: Limits) -> Result<(), Brackets> {
    let limit = limits.depth_in_force();
    let (mut depth, mut deepest, mut closed_at) = (0_usize, 0, None);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' if closed_at.is_some() => return Err(Brackets::Unbalanced),
            b'(' => depth += 1,
            b')' => {
                depth = depth.checked_sub(1).ok_or(Brackets::Unbalanced)?;
                closed_at = (depth == 0).then_some(at);
            }
            0 => return Err(Brackets::Unbalanced),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    if deepest > limit {
        return Err(Brackets::TooDeep { depth: deepest, limit });
    }
    let ends_empty = text.len() >= 5
        && text.is_char_boundary(text.len() - 5)
        && text[text.len() - 5..].eq_ignore_ascii_case("EMPTY");
    let ended = if deepest == 0 { ends_empty } else { closed_at == Some(text.len() - 1) };
    if depth == 0 && ended { Ok(()) } else { Err(Brackets::Unbalanced) }
}

/// What the conversion to geo's types does without a word: it closes rings and leaves heights out.
fn note_form(parsed: &Wkt<f64>, notes: &mut Vec<What>) {
    if parsed.dimension() != wkt::types::Dimension::XY && !notes.contains(&What::HeightDropped) {
        notes.push(What::HeightDropped);
    }
    let mut note_rings = |polygon: &wkt::types::Polygon<f64>| {
        let open = polygon.rings().iter().any(|ring| {
            let ends = ring.coords().first().zip(ring.coords().last());
            ends.is_some_and(|(first, last)| (first.x, first.y) != (last.x, last.y))
        });
        if open && !notes.contains(&What::RingClosed) {
            notes.push(What::RingClosed);
        }
    };
    match parsed {
        Wkt::Polygon(polygon) => note_rings(polygon),
        Wkt::MultiPolygon(many) => many.polygons().iter().for_each(note_rings),
        Wkt::GeometryCollection(many) => many.geometries().iter().for_each(|part| note_form(part, notes)),
        _ => {}
    }
}
