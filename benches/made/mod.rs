//! Made-up borders, districts and incidents for the benches, from fixed seeds. Not responsible for measuring.

#![allow(dead_code, unreachable_pub, reason = "each bench uses a part")]

use criterion::Criterion;
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use sarhad::LonLat;

/// What a row of the table is about; `benches/table.awk` takes it apart again.
pub struct Row {
    pub question: &'static str,
    /// Of what size the question is.
    pub size: String,
    /// How many answers one run gives.
    pub items: usize,
    /// What the bench asserts before it measures.
    pub asserts: &'static str,
}

/// Longer names are printed cut.
const NAME_MAX: usize = 100;

impl Row {
    pub fn measure<T>(&self, c: &mut Criterion, mut answer: impl FnMut() -> T) {
        let id = format!("{}; {}; {}; {}", self.question, self.size, self.items, self.asserts);
        assert!(id.len() <= NAME_MAX, "{id:?} is cut in print");
        c.bench_function(&id, |b| b.iter(&mut answer));
    }
}

/// `full` when times are measured, `quick` when the bench is run as a test.
pub fn size<T>(quick: T, full: T) -> T {
    if std::env::args().any(|argument| argument == "--bench") { full } else { quick }
}

/// A generator of numbers that look random (xorshift64*), the same on every machine.
pub struct Chance(u64);

impl Chance {
    pub fn of_seed(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// Evenly from `low` to `high`.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let bits = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11;
        low + (high - low) * (bits as f64 / (1_u64 << 53) as f64)
    }

    /// Normal, with mean 0 and standard deviation 1 (Box and Muller).
    pub fn normal(&mut self) -> f64 {
        (-2.0 * self.between(f64::MIN_POSITIVE, 1.0).ln()).sqrt()
            * (std::f64::consts::TAU * self.between(0.0, 1.0)).cos()
    }
}

/// From `a` to `b` in `pieces` pieces: each half is displaced at its middle in turn, by `rough` of its length to either side.
pub fn fractal(chance: &mut Chance, [a, b]: [Coord<f64>; 2], pieces: usize, rough: f64) -> Vec<Coord<f64>> {
    let mut line = vec![a; pieces + 1];
    line[pieces] = b;
    halve(chance, &mut line, rough);
    line
}

fn halve(chance: &mut Chance, line: &mut [Coord<f64>], rough: f64) {
    let last = line.len() - 1;
    if last < 2 {
        return;
    }
    let middle = last / 2;
    let (a, b) = (line[0], line[last]);
    let (share, aside) = (middle as f64 / last as f64, chance.between(-rough, rough));
    line[middle] = Coord {
        x: a.x + share * (b.x - a.x) - aside * (b.y - a.y),
        y: a.y + share * (b.y - a.y) + aside * (b.x - a.x),
    };
    halve(chance, &mut line[..=middle], rough);
    halve(chance, &mut line[middle..], rough);
}

/// The lands of the districts: west, south, east, north in degrees.
pub const LANDS_DEG: [f64; 4] = [57.0, 22.0, 67.0, 33.0];

/// `cols` times `rows` districts that leave no gap: neighbours share fractal edges of `pieces` pieces, more or less.
pub fn districts(cols: usize, rows: usize, pieces: usize) -> Vec<MultiPolygon<f64>> {
    let mut chance = Chance::of_seed(7);
    let corners = corners(&mut chance, cols, rows);
    let mut edges = |across: usize, up: usize| -> Vec<Vec<Vec<Coord<f64>>>> {
        let mut edge = |i: usize, j: usize| {
            let count = pieces as f64 * (0.6 * chance.normal()).exp().clamp(0.3, 1.9);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few thousand at most")]
            fractal(&mut chance, [corners[j][i], corners[j + up][i + across]], count as usize + 1, 0.09)
        };
        (0..=rows - up).map(|j| (0..=cols - across).map(|i| edge(i, j)).collect()).collect()
    };
    let (along, up) = (edges(1, 0), edges(0, 1));
    let ring = |i: usize, j: usize| {
        let there = [&along[j][i], &up[j][i + 1]].into_iter().flat_map(|edge| edge[..edge.len() - 1].iter());
        let back = [&along[j + 1][i], &up[j][i]].into_iter().flat_map(|edge| edge[1..].iter().rev());
        there.chain(back).copied().collect::<Vec<_>>()
    };
    let area = |i: usize, j: usize| MultiPolygon(vec![Polygon::new(LineString(ring(i, j)), Vec::new())]);
    (0..rows).flat_map(|j| (0..cols).map(move |i| (i, j))).map(|(i, j)| area(i, j)).collect()
}

/// Where districts meet: a lattice, its inner corners shaken by up to a quarter of a cell.
fn corners(chance: &mut Chance, cols: usize, rows: usize) -> Vec<Vec<Coord<f64>>> {
    let [west, south, east, north] = LANDS_DEG;
    let (wide, high) = ((east - west) / cols as f64, (north - south) / rows as f64);
    let mut corner = |i: usize, j: usize| {
        let inner = |at: usize, last: usize| if at > 0 && at < last { 0.25 } else { 0.0 };
        let (aside, up) = (chance.between(-1.0, 1.0) * inner(i, cols), chance.between(-1.0, 1.0) * inner(j, rows));
        Coord { x: west + wide * (i as f64 + aside), y: south + high * (j as f64 + up) }
    };
    (0..=rows).map(|j| (0..=cols).map(|i| corner(i, j)).collect()).collect()
}

/// Places spread evenly over the lands, to six decimals.
pub fn places(count: usize) -> Vec<LonLat> {
    let mut chance = Chance::of_seed(42);
    let [west, south, east, north] = LANDS_DEG;
    let six = |deg: f64| (deg * 1e6).round() / 1e6;
    let mut place = || LonLat::new(six(chance.between(west, east)), six(chance.between(south, north)));
    (0..count).map(|_| place().expect("on Earth")).collect()
}

/// A border of `vertices` from Iran's north-east to the sea, and places about it: most within 25 km, some 300 km away.
pub fn border(vertices: usize) -> LineString<f64> {
    let ends = [Coord { x: 60.87, y: 29.86 }, Coord { x: 61.62, y: 25.17 }];
    LineString(fractal(&mut Chance::of_seed(3), ends, vertices - 1, 0.09))
}

/// `count` places near `line`: a vertex by chance, and off it by log-normal degrees with median 0.22°, at most 2.7°.
pub fn places_near(line: &LineString<f64>, count: usize) -> Vec<LonLat> {
    let mut chance = Chance::of_seed(43);
    let mut place = || {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of a vertex")]
        let vertex = line.0[chance.between(0.0, line.0.len() as f64) as usize];
        let off = (0.22 * (1.2 * chance.normal()).exp()).min(2.7);
        let (sin, cos) = chance.between(0.0, std::f64::consts::TAU).sin_cos();
        LonLat::new(vertex.x + off * sin, vertex.y + off * cos).expect("on Earth")
    };
    (0..count).map(|_| place()).collect()
}
