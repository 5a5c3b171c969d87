//! Edges that shapes have in common, each once. Not responsible for the grid, nor for JSON around them.
//!
//! A corner at which shapes part ways is a junction: its neighbours are not the same two in all lines through it. Lines are cut at
//! junctions; a piece that another line has too, in either direction, is the same arc.
//!
//! # Source
//! Mike Bostock, "How to Infer Topology" (2013).

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use serde_json::Value;

use crate::io::write::topojson::grid::{Cross, Placed};

/// A shape made of arcs.
#[derive(Debug)]
pub(super) enum Drawn {
    /// Its kind and its coordinates, which are steps from the origin.
    Points(&'static str, Value),
    /// Its kind and the numbers of its arcs.
    Arcs(&'static str, Value),
    Collection(Vec<Self>),
}

/// Arcs, and how shapes are made of them.
#[derive(Debug, Default)]
pub(super) struct Topology {
    junctions: HashSet<Cross>,
    origin: Cross,
    arcs: Vec<Vec<Cross>>,
    numbers: HashMap<Vec<Cross>, i64>,
}

/// The two neighbours that a corner has in a line, the lesser first.
type Neighbours = [Cross; 2];

/// Finds junctions.
#[derive(Default)]
struct Survey {
    met: HashMap<Cross, Neighbours>,
    junctions: HashSet<Cross>,
}

impl Survey {
    fn take(&mut self, shape: &Placed) {
        match shape {
            Placed::Points(..) => {}
            Placed::Lines(_, lines) => lines.iter().for_each(|line| self.line(line)),
            Placed::Areas(_, areas) => areas.iter().flatten().for_each(|ring| self.ring(ring)),
            Placed::Collection(parts) => parts.iter().for_each(|part| self.take(part)),
        }
    }

    fn line(&mut self, line: &[Cross]) {
        for three in line.windows(3) {
            self.meet(three[1], [three[0], three[2]]);
        }
        for end in [line.first(), line.last()].into_iter().flatten() {
            self.junctions.insert(*end);
        }
    }

    fn ring(&mut self, ring: &[Cross]) {
        // the last corner is the first again
        let corners = &ring[..ring.len() - 1];
        for (at, corner) in corners.iter().enumerate() {
            let before = corners[(at + corners.len() - 1) % corners.len()];
            let after = corners[(at + 1) % corners.len()];
            self.meet(*corner, [before, after]);
        }
    }

    fn meet(&mut self, corner: Cross, mut neighbours: Neighbours) {
        neighbours.sort_unstable();
        match self.met.entry(corner) {
            Entry::Occupied(known) if *known.get() != neighbours => {
                self.junctions.insert(corner);
            }
            Entry::Occupied(_) => {}
            Entry::Vacant(free) => {
                free.insert(neighbours);
            }
        }
    }
}

impl Topology {
    /// The junctions of all `shapes`, whose places count from `origin`; arcs are numbered as shapes are drawn.
    pub(super) fn of<'s>(origin: Cross, shapes: impl Iterator<Item = &'s Placed>) -> Self {
        let mut survey = Survey::default();
        shapes.for_each(|shape| survey.take(shape));
        Self { junctions: survey.junctions, origin, ..Self::default() }
    }

    /// `shape` by the numbers of its arcs.
    pub(super) fn drawn(&mut self, shape: &Placed) -> Drawn {
        match shape {
            Placed::Points(kind, places) => {
                let [west, south] = self.origin;
                let steps: Vec<Value> =
                    places.iter().map(|place| vec![place[0] - west, place[1] - south].into()).collect();
                let one = *kind == "Point";
                Drawn::Points(kind, if one { steps.into_iter().next().unwrap_or_default() } else { steps.into() })
            }
            Placed::Lines(kind, lines) => {
                let mut arcs: Vec<Value> = lines.iter().map(|line| self.pieces(line).into()).collect();
                let one = *kind == "LineString";
                Drawn::Arcs(
                    kind,
                    if one { arcs.pop().unwrap_or_else(|| Vec::<Value>::new().into()) } else { arcs.into() },
                )
            }
            Placed::Areas(kind, areas) => {
                let mut arcs: Vec<Value> = areas
                    .iter()
                    .map(|rings| rings.iter().map(|ring| Value::from(self.around(ring))).collect::<Vec<_>>().into())
                    .collect();
                let one = *kind == "Polygon";
                Drawn::Arcs(
                    kind,
                    if one { arcs.pop().unwrap_or_else(|| Vec::<Value>::new().into()) } else { arcs.into() },
                )
            }
            Placed::Collection(parts) => Drawn::Collection(parts.iter().map(|part| self.drawn(part)).collect()),
        }
    }

    /// The arcs of a ring, which begins at a junction, or at its least corner where it has none.
    fn around(&mut self, ring: &[Cross]) -> Vec<i64> {
        let corners = &ring[..ring.len() - 1];
        let junction = corners.iter().position(|corner| self.junctions.contains(corner));
        let least = || (0..corners.len()).min_by_key(|at| corners[*at]).unwrap_or_default();
        let first = junction.unwrap_or_else(least);
        let mut turned: Vec<Cross> = corners[first..].iter().chain(&corners[..first]).copied().collect();
        turned.extend(turned.first().copied());
        self.pieces(&turned)
    }

    /// The arcs of a line, cut at junctions.
    fn pieces(&mut self, line: &[Cross]) -> Vec<i64> {
        let mut arcs = Vec::new();
        let mut start = 0;
        for at in 1..line.len() {
            if at + 1 == line.len() || self.junctions.contains(&line[at]) {
                arcs.push(self.arc(&line[start..=at]));
                start = at;
            }
        }
        arcs
    }

    /// The number of an arc; the complement of one that runs the other way.
    fn arc(&mut self, piece: &[Cross]) -> i64 {
        if let Some(number) = self.numbers.get(piece) {
            return *number;
        }
        let back: Vec<Cross> = piece.iter().rev().copied().collect();
        if let Some(number) = self.numbers.get(&back) {
            return !*number;
        }
        let number = i64::try_from(self.arcs.len()).unwrap_or(i64::MAX);
        self.numbers.insert(piece.to_vec(), number);
        self.arcs.push(piece.to_vec());
        number
    }

    /// Appends all arcs: each corner by its steps from the one before, the first from the origin.
    pub(super) fn push_arcs(&self, text: &mut Vec<u8>) {
        let mut line = String::new();
        for (number, arc) in self.arcs.iter().enumerate() {
            line.clear();
            line.push_str(if number > 0 { ",\n[" } else { "\n[" });
            let mut before = self.origin;
            for (place, corner) in arc.iter().enumerate() {
                let comma = if place > 0 { "," } else { "" };
                let _ = write!(line, "{comma}[{},{}]", corner[0] - before[0], corner[1] - before[1]);
                before = *corner;
            }
            line.push(']');
            text.extend_from_slice(line.as_bytes());
        }
    }
}
