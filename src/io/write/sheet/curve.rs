//! The order of records along a Hilbert curve, in which neighbours in a file are neighbours on the ground.
//! Not responsible for the curve itself, nor for writing.

use geo::CoordsIter;
use geo_types::{Coord, Geometry};

use crate::geometry::hilbert::HilbertGrid;
use crate::io::write::error::WriteError;
use crate::io::write::sheet::whole::{Box2d, Sheet};

/// A box by its corners: west, south, east, north.
pub(in crate::io::write) type Corners = [f64; 4];

/// The box around `geometry`; `None` where it is empty.
pub(in crate::io::write) fn corners(geometry: &Geometry<f64>) -> Option<Corners> {
    let mut coords = geometry.coords_iter();
    let first = coords.next()?;
    let start = [first.x, first.y, first.x, first.y];
    Some(coords.fold(start, |[w, s, e, n], at| [w.min(at.x), s.min(at.y), e.max(at.x), n.max(at.y)]))
}

/// The numbers of records whose boxes are given, in the order in which a curve through `bounds` meets the boxes' middles; those
/// without a box come last, in their own order.
pub(in crate::io::write) fn along(bounds: Box2d, boxes: impl Iterator<Item = Option<Corners>>) -> Vec<u32> {
    let Box2d { west, south, east, north } = bounds;
    let grid = HilbertGrid::new(Coord { x: west, y: south }, Coord { x: east, y: north });
    let mut placed: Vec<u64> = Vec::new();
    let mut others = Vec::new();
    for (number, corners) in (0_u32..).zip(boxes) {
        match corners {
            // place and number in one word: one comparison orders by both
            Some([w, s, e, n]) => {
                let middle = Coord { x: f64::midpoint(w, e), y: f64::midpoint(s, n) };
                placed.push(u64::from(grid.position(middle)) << 32 | u64::from(number));
            }
            None => others.push(number),
        }
    }
    placed.sort_unstable();
    #[expect(clippy::cast_possible_truncation, reason = "the lower half is the number")]
    let numbers = placed.into_iter().map(|placed| placed as u32);
    numbers.chain(others).collect()
}

/// Refuses a sheet of more records than numbers of 32 bits can tell apart.
pub(in crate::io::write) fn countable(sheet: &Sheet) -> Result<(), WriteError> {
    match u32::try_from(sheet.count()) {
        Ok(_) => Ok(()),
        Err(_) => Err(WriteError::CannotHold {
            target: sheet.options.target.clone(),
            reason: format!("{} records are more than can be put in order; write parts of them", sheet.count()),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_follow_the_curve_and_those_without_a_place_come_last() {
        let bounds = Box2d { west: 0.0, south: 0.0, east: 4.0, north: 4.0 };
        let point = |x, y| Some([x, y, x, y]);
        // Referee: the curve of the first order, by hand: lower left, upper left, upper right, lower right
        let boxes = [point(4.0, 0.0), None, point(0.0, 4.0), point(0.0, 0.0), point(4.0, 4.0), point(0.0, 0.0)];
        assert_eq!(along(bounds, boxes.into_iter()), [3, 5, 2, 4, 0, 1]);
    }
}
