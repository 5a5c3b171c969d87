//! Numbers of 32 bits beside those of 64, on the side that makes a box no narrower. Not responsible for boxes.

/// The greatest number of 32 bits that is not above `value`.
#[expect(clippy::cast_possible_truncation, reason = "what is lost is given back by the next number below")]
pub(in crate::io::write) fn below(value: f64) -> f32 {
    let near = value as f32;
    if f64::from(near) > value { near.next_down() } else { near }
}

/// The least number of 32 bits that is not below `value`.
#[expect(clippy::cast_possible_truncation, reason = "what is lost is given back by the next number above")]
pub(in crate::io::write) fn above(value: f64) -> f32 {
    let near = value as f32;
    if f64::from(near) < value { near.next_up() } else { near }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_outwards() {
        for value in [61.600_000_1, -61.600_000_1, 0.0, 180.0, 25.3, 1e-9] {
            assert!(f64::from(below(value)) <= value && value <= f64::from(above(value)), "{value}");
            assert!(above(value) - below(value) <= 1.6e-5, "{value}");
        }
    }
}
