//! The Hilbert curve through a box: an order of places in which neighbours in line are neighbours on the ground.
//! Not responsible for how near they are, nor for what is ordered.

use geo_types::Coord;

/// Cells along each side: 16 bits of each coordinate.
const CELLS: f64 = 65_535.0;
const CELL_BITS: u8 = 16;

/// A square of 2¹⁶ × 2¹⁶ cells over a box.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HilbertGrid {
    low: Coord<f64>,
    /// Cells for each degree.
    scale: Coord<f64>,
}

impl HilbertGrid {
    /// The grid over the box between two corners; a box without width or height has one column or one row of cells.
    #[must_use]
    pub(crate) fn new(low: Coord<f64>, high: Coord<f64>) -> Self {
        let scale = |low: f64, high: f64| if high > low { CELLS / (high - low) } else { 0.0 };
        Self { low, scale: Coord { x: scale(low.x, high.x), y: scale(low.y, high.y) } }
    }

    /// How far along the curve the cell of `at` lies; places outside the box count as its nearest edge.
    #[must_use]
    pub(crate) fn position(&self, at: Coord<f64>) -> u32 {
        let [x, y] = [(at.x - self.low.x) * self.scale.x, (at.y - self.low.y) * self.scale.y].map(cell);
        u32::try_from(position(x, y, CELL_BITS)).unwrap_or(u32::MAX)
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a conversion of floats saturates")]
fn cell(at: f64) -> u32 {
    u32::from(at as u16)
}

/// How far along the curve through 2ⁿ × 2ⁿ cells, where n is `bits`, cell `x`, `y` lies: from 0 where both are 0 to the last where `x`
/// alone is greatest. Bits above those are passed over.
///
/// # Source
/// D. Hilbert, "Über die stetige Abbildung einer Linie auf ein Flächenstück", 1891: each quarter of a square holds the same
/// curve, turned so that the four join.
#[must_use]
pub(crate) fn position(mut x: u32, mut y: u32, bits: u8) -> u64 {
    let mut along = 0;
    for bit in (0..bits).rev() {
        let (right, upper) = (x >> bit & 1, y >> bit & 1);
        along = along << 2 | u64::from((3 * right) ^ upper);
        if upper == 0 {
            // the lower quarters run turned: the left one along its diagonal, the right one along the other
            if right == 1 {
                (x, y) = (!x, !y);
            }
            (x, y) = (y, x);
        }
    }
    along
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Referee: the curve of the first two orders drawn by hand, as the uppermost bits of the cells.
    #[test]
    fn the_curve_of_the_second_order_is_as_drawn() {
        let drawn = [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 1],
            [0, 2],
            [0, 3],
            [1, 3],
            [1, 2],
            [2, 2],
            [2, 3],
            [3, 3],
            [3, 2],
            [3, 1],
            [2, 1],
            [2, 0],
            [3, 0],
        ];
        for (number, [x, y]) in (0..).zip(drawn) {
            assert_eq!(position(x, y, 2), number, "{x}, {y}");
            let [x, y] = [x, y].map(|cell| cell << 14);
            assert_eq!(position(x, y, CELL_BITS) >> 28, number, "{x}, {y}");
        }
    }

    /// Referee: the definition. Neighbours along the curve share an edge, and no cell is met twice.
    #[test]
    fn cells_in_line_share_an_edge() {
        let mut cells: Vec<(u64, [u32; 2])> = Vec::new();
        for x in 0..64_u32 {
            for y in 0..64_u32 {
                cells.push((position(x, y, CELL_BITS), [x, y]));
            }
        }
        cells.sort_unstable();
        for pair in cells.windows(2) {
            let ([x, y], [other_x, other_y]) = (pair[0].1, pair[1].1);
            assert_eq!(pair[0].0 + 1, pair[1].0);
            assert_eq!(x.abs_diff(other_x) + y.abs_diff(other_y), 1, "{pair:?}");
        }
    }

    #[test]
    fn a_box_without_width_and_places_outside_have_a_cell() {
        let at = |x, y| Coord { x, y };
        assert_eq!(position(0, 0, CELL_BITS), 0);
        assert_eq!(position(0xffff, 0, CELL_BITS), 0xffff_ffff);
        let flat = HilbertGrid::new(at(60.0, 25.0), at(60.0, 25.0));
        assert_eq!(flat.position(at(60.0, 25.0)), 0);
        let grid = HilbertGrid::new(at(60.0, 25.0), at(61.0, 26.0));
        assert_eq!(grid.position(at(70.0, 20.0)), u32::MAX);
        assert_eq!(grid.position(at(f64::NAN, f64::NAN)), 0);
    }
}
