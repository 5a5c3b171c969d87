//! How a grid of cells lies over the map: which cell holds a place, and where a cell lies. Not responsible for what is in them.

use std::ops::Range;

use geo_types::Coord;

use crate::geometry::containment::{Container, TURNS_DEG};
use crate::geometry::sides::{ON_EDGE_DEG, on_edge_reach_deg};

/// Cells per edge: enough that few cells have edges and these have few, without more memory than the edges themselves take.
const CELLS_PER_EDGE: f64 = 1.0;
/// Small layers may have this many cells, large ones no more than that: 16 KB and 16 MB.
const CELLS_MIN: f64 = 4_096.0;
const CELLS_MAX: f64 = 4_194_304.0;
/// How many rows, and how many columns, an edge may reach across on average: long edges make the grid coarse in their direction.
const CROSSED_PER_EDGE: f64 = 4.0;
/// Wider than any rounding of a longitude or latitude in degrees (1e-13), far narrower than a millimetre (9e-9).
pub(super) const SLACK_DEG: f64 = 1e-9;
/// Cells are this much wider than their share, so that rounding puts no place of the last row or column into one beyond.
const WIDENED: f64 = 1.0 + 1e-12;

/// Cells of equal size in degrees over −180..=180 and −90..=90, or the part of it that matters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Layout {
    west_deg: f64,
    south_deg: f64,
    cell_deg: [f64; 2],
    per_deg: [f64; 2],
    /// Columns and rows.
    count: [u32; 2],
}

/// What decides how fine a grid should be.
#[derive(Debug, Clone, Copy)]
struct Extent {
    low: [f64; 2],
    high: [f64; 2],
    /// How far all edges reach, summed, along either axis.
    reached_deg: [f64; 2],
    edges: usize,
}

impl Layout {
    /// The layout that suits `containers`; `None` where there is no edge.
    pub(super) fn over(containers: &[Container]) -> Option<Self> {
        let extent = Extent::of(containers)?;
        let allowed = |axis: usize| {
            let span_deg = extent.high[axis] - extent.low[axis];
            let by_reach = (extent.edges as f64 + CELLS_MIN.sqrt()) * CROSSED_PER_EDGE * span_deg;
            (by_reach / extent.reached_deg[axis].max(f64::MIN_POSITIVE)).max(1.0)
        };
        let cells = (CELLS_PER_EDGE * extent.edges as f64).clamp(CELLS_MIN, CELLS_MAX);
        let aspect = (extent.high[0] - extent.low[0]) / (extent.high[1] - extent.low[1]);
        let rows = (cells / aspect).sqrt().clamp(1.0, cells).min(allowed(1)).ceil();
        let cols = (cells / rows).clamp(1.0, cells).min(allowed(0)).ceil();
        let rows = (cells / cols).clamp(1.0, cells).min(allowed(1)).ceil();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most CELLS_MAX")]
        let count = [cols as u32, rows as u32];
        Some(Self::of(extent.low, [0, 1].map(|axis| extent.high[axis] - extent.low[axis]), count))
    }

    fn of(low: [f64; 2], span_deg: [f64; 2], count: [u32; 2]) -> Self {
        let cell_deg = [0, 1].map(|axis: usize| span_deg[axis] / f64::from(count[axis]) * WIDENED);
        Self { west_deg: low[0], south_deg: low[1], cell_deg, per_deg: cell_deg.map(f64::recip), count }
    }

    /// The same area in about a quarter as many cells; `None` where there is but one.
    pub(super) fn coarser(&self) -> Option<Self> {
        let span_deg = [0, 1].map(|axis: usize| self.cell_deg[axis] * f64::from(self.count[axis]));
        let count = self.count.map(|count| count.div_ceil(2));
        (count != self.count).then(|| Self::of([self.west_deg, self.south_deg], span_deg, count))
    }

    /// How many cells there are.
    pub(super) fn cells(&self) -> usize {
        self.count[0] as usize * self.count[1] as usize
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> u32 {
        self.count[1]
    }

    /// The number of a cell, row by row from the south.
    pub(super) fn number(&self, [col, row]: [u32; 2]) -> usize {
        row as usize * self.count[0] as usize + col as usize
    }

    /// The column and row that hold `at`; `None` outside all cells.
    #[inline]
    pub(super) fn cell(&self, at: Coord<f64>) -> Option<[u32; 2]> {
        let (x, y) = self.position(at);
        let held = x >= 0.0 && y >= 0.0 && x < f64::from(self.count[0]) && y < f64::from(self.count[1]);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held by the cells there are")]
        held.then_some([x as u32, y as u32])
    }

    #[inline]
    fn position(&self, at: Coord<f64>) -> (f64, f64) {
        ((at.x - self.west_deg) * self.per_deg[0], (at.y - self.south_deg) * self.per_deg[1])
    }

    /// The columns that hold longitudes from `west_deg` to `east_deg`; empty, at the nearer end, where none does.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the columns there are")]
    pub(super) fn cols(&self, west_deg: f64, east_deg: f64) -> Range<u32> {
        let last = f64::from(self.count[0]);
        let (low, _) = self.position(Coord { x: west_deg, y: 0.0 });
        let (high, _) = self.position(Coord { x: east_deg, y: 0.0 });
        low.clamp(0.0, last) as u32..(high + 1.0).clamp(0.0, last) as u32
    }

    /// The rows that hold latitudes from `south_deg` to `north_deg`, or are nearest to them.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the rows there are")]
    pub(super) fn rows_between(&self, south_deg: f64, north_deg: f64) -> Range<u32> {
        let last = f64::from(self.count[1] - 1);
        let row = |lat_deg: f64| self.position(Coord { x: 0.0, y: lat_deg }).1.clamp(0.0, last) as u32;
        row(south_deg)..row(north_deg) + 1
    }

    /// The southern and the northern edge of a row, as far as rounding allows.
    pub(super) fn row_lats_deg(&self, row: u32) -> [f64; 2] {
        [0.0, 1.0].map(|up| self.south_deg + (f64::from(row) + up) * self.cell_deg[1])
    }

    /// A point well inside a cell: its middle.
    #[inline]
    pub(super) fn middle(&self, [col, row]: [u32; 2]) -> Coord<f64> {
        Coord {
            x: self.west_deg + (f64::from(col) + 0.5) * self.cell_deg[0],
            y: self.south_deg + (f64::from(row) + 0.5) * self.cell_deg[1],
        }
    }
}

impl Extent {
    fn of(containers: &[Container]) -> Option<Self> {
        let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        let (mut reached_deg, mut edges) = ([0.0; 2], 0);
        for [a, b] in containers.iter().flat_map(Container::edges) {
            low[1] = low[1].min(a.y).min(b.y);
            high[1] = high[1].max(a.y).max(b.y);
            reached_deg[0] += (a.x - b.x).abs();
            reached_deg[1] += (a.y - b.y).abs();
            edges += 1;
        }
        let reach_deg = on_edge_reach_deg(low[1].abs().max(high[1].abs()).min(90.0)) + SLACK_DEG;
        let laps =
            || containers.iter().flat_map(|held| TURNS_DEG.map(|turn_deg| held.lons_deg().map(|x| x - turn_deg)));
        for [west, east] in laps().filter(|[west, east]| east + reach_deg >= -180.0 && west - reach_deg <= 180.0) {
            low[0] = low[0].min(west - reach_deg);
            high[0] = high[0].max(east + reach_deg);
        }
        let margin_deg = ON_EDGE_DEG + SLACK_DEG;
        let low = [low[0].max(-180.0), (low[1] - margin_deg).max(-90.0)];
        let high = [high[0].min(180.0), (high[1] + margin_deg).min(90.0)];
        (edges > 0).then_some(Self { low, high, reached_deg, edges })
    }
}
