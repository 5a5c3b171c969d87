//! An order of places in which neighbours on the ground are neighbours in line. Not responsible for how near they are.

/// Cells along each side: 16 bits of each coordinate.
const CELLS: f32 = 65_535.0;

/// The order in which to visit `places` (metres in a plane) along a Z-shaped curve.
///
/// # Cost
/// n·log n.
#[must_use]
pub(crate) fn along_curve(places: &[[f32; 2]]) -> Vec<u32> {
    let (mut low, mut high) = ([f32::INFINITY; 2], [f32::NEG_INFINITY; 2]);
    for place in places {
        for axis in 0..2 {
            low[axis] = low[axis].min(place[axis]);
            high[axis] = high[axis].max(place[axis]);
        }
    }
    let per_cell = [0, 1].map(|axis| if high[axis] > low[axis] { CELLS / (high[axis] - low[axis]) } else { 0.0 });
    let key = |place: &[f32; 2]| interleaved(cell(place[0], low[0], per_cell[0]), cell(place[1], low[1], per_cell[1]));
    // key and number in one word: one comparison orders by both
    let mut keyed: Vec<u64> =
        places.iter().enumerate().map(|(number, place)| u64::from(key(place)) << 32 | number as u64).collect();
    keyed.sort_unstable();
    #[expect(clippy::cast_possible_truncation, reason = "the lower half is the number")]
    keyed.into_iter().map(|keyed| keyed as u32).collect()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a conversion of floats saturates")]
fn cell(at: f32, low: f32, per_cell: f32) -> u16 {
    ((at - low) * per_cell) as u16
}

/// The bits of both numbers in turn.
fn interleaved(x: u16, y: u16) -> u32 {
    let spread = |bits: u16| {
        let bits = u32::from(bits);
        let bits = (bits | bits << 8) & 0x00ff_00ff;
        let bits = (bits | bits << 4) & 0x0f0f_0f0f;
        let bits = (bits | bits << 2) & 0x3333_3333;
        (bits | bits << 1) & 0x5555_5555
    };
    spread(x) | spread(y) << 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_is_visited_once_and_quarters_one_after_the_other() {
        assert!(along_curve(&[]).is_empty());
        assert_eq!(along_curve(&[[5.0, 5.0], [5.0, 5.0]]), [0, 1]);
        let quarters = [[9.0, 9.0], [1.0, 1.0], [9.0, 1.0], [0.0, 0.0], [1.0, 9.0], [10.0, 10.0]];
        assert_eq!(along_curve(&quarters), [3, 1, 2, 4, 0, 5]);
    }
}
