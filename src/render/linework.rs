//! Outlines of neighbours drawn once: an edge that two areas share belongs to whoever asks first.
//! Not responsible for styles.

use std::collections::HashSet;

use geo_types::{Coord, LineString};

type Key = [u64; 2];

/// The edges that have been drawn.
#[derive(Debug, Default)]
pub(super) struct Linework {
    drawn: HashSet<(Key, Key)>,
}

impl Linework {
    /// The runs of `line` that have not been drawn yet; from now on they have.
    pub(super) fn fresh(&mut self, line: &LineString<f64>) -> Vec<LineString<f64>> {
        let mut runs: Vec<LineString<f64>> = Vec::new();
        let mut going = false;
        for edge in line.lines() {
            // an edge across ±180° would be drawn through the whole map
            let new = (edge.end.x - edge.start.x).abs() < 180.0 && self.drawn.insert(key(edge.start, edge.end));
            match (new, going) {
                (true, true) => runs.last_mut().expect("a run is going").0.push(edge.end),
                (true, false) => runs.push(LineString(vec![edge.start, edge.end])),
                (false, _) => {}
            }
            going = new;
        }
        runs
    }
}

fn key(a: Coord<f64>, b: Coord<f64>) -> (Key, Key) {
    let bits = |at: Coord<f64>| [at.x.to_bits(), at.y.to_bits()];
    let (a, b) = (bits(a), bits(b));
    (a.min(b), a.max(b))
}
