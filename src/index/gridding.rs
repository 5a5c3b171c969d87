//! Fills a grid of cells: which edges are near a cell, and which areas hold its middle. Not responsible for answering from it.

use geo_types::Coord;

use crate::geometry::containment::{Container, TURNS_DEG};
use crate::geometry::sides::{ON_EDGE_DEG, PlaneEdge, is_east_of, on_edge_reach_deg};
use crate::index::grid::NOTHING;
use crate::index::layout::{Layout, SLACK_DEG};

/// Entries that a grid may hold for each edge, and beside: what needs more is given larger cells.
const ENTRIES_PER_EDGE: usize = 8;
const ENTRIES_FREE: usize = 1 << 17;
/// As many as 31 bits number.
const ENTRIES_MAX: usize = NOTHING as usize;

/// A grid in the making.
pub(super) struct Draft {
    pub(super) layout: Layout,
    /// For each row, the longitude that a millimetre is at most.
    pub(super) reach_deg: Vec<f64>,
    /// For each cell the first area that holds its middle, or [`NOTHING`].
    pub(super) sole: Vec<u32>,
    /// Further areas that hold a cell's middle, an even number of times meaning not; by cell, then by area.
    pub(super) further: Vec<Held>,
    /// Areas after one of the turns, in the order of areas.
    pub(super) owners: Vec<Owner>,
    /// Edges near cells, in the order of owners.
    pub(super) touches: Vec<Touch>,
    /// Where edges cross the middles of rows, of the owner in hand: the row, and the first column whose middle is east.
    crossings: Vec<[u32; 2]>,
    limit: usize,
}

/// An area that holds the middle of a cell.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Held {
    pub(super) cell: u32,
    pub(super) area: u32,
}

/// An area, met by places after this turn.
#[derive(Clone, Copy)]
pub(super) struct Owner {
    pub(super) area: u32,
    pub(super) turn_deg: i16,
}

/// An edge, by its number in its container, near a cell.
#[derive(Clone, Copy, Default)]
pub(super) struct Touch {
    cell: u32,
    pub(super) owner: u32,
    pub(super) edge: u32,
}

impl Draft {
    /// How many entries a grid over `containers` may hold.
    pub(super) fn limit(containers: &[Container]) -> usize {
        let edges: usize = containers.iter().map(|container| container.edges().count()).sum();
        (ENTRIES_PER_EDGE * edges + ENTRIES_FREE).min(ENTRIES_MAX)
    }

    /// The draft of `containers` on `layout`; `None` where it would take more than `limit` entries.
    pub(super) fn new(layout: Layout, containers: &[Container], limit: usize) -> Option<Self> {
        let reach_deg = |row: u32| {
            let lat_deg = layout.row_lats_deg(row).map(f64::abs).into_iter().fold(0.0, f64::max);
            on_edge_reach_deg((lat_deg + SLACK_DEG).min(90.0)) + SLACK_DEG
        };
        let mut draft = Self {
            layout,
            reach_deg: (0..layout.rows()).map(reach_deg).collect(),
            sole: vec![NOTHING; layout.cells()],
            further: Vec::new(),
            owners: Vec::new(),
            touches: Vec::new(),
            crossings: Vec::new(),
            limit,
        };
        for (area, container) in (0..).zip(containers) {
            for turn_deg in TURNS_DEG {
                draft.draw(container, area, turn_deg)?;
            }
        }
        draft.further.sort_unstable();
        Some(draft)
    }

    /// Draws one area after one turn.
    fn draw(&mut self, container: &Container, area: u32, turn_deg: f64) -> Option<()> {
        let reach_deg = self.reach_deg.iter().fold(0.0, |most: f64, &reach| most.max(reach));
        let [west, east] = container.lons_deg();
        if self.layout.cols(west - turn_deg - reach_deg, east - turn_deg + reach_deg).is_empty() {
            return Some(());
        }
        #[expect(clippy::cast_possible_truncation, reason = "one of three whole turns")]
        self.owners.push(Owner { area, turn_deg: turn_deg as i16 });
        for (number, edge) in (0..).zip(container.edges()) {
            self.trace(number, edge, turn_deg);
            if self.touches.len() > self.limit {
                return None;
            }
        }
        self.fill(area)
    }

    /// Notes the cells that `edge` is near, and where it crosses the middles of rows.
    fn trace(&mut self, number: u32, edge: &PlaneEdge, turn_deg: f64) {
        let owner = u32::try_from(self.owners.len() - 1).expect("three for each of fewer than 2^30 areas");
        let margin_deg = ON_EDGE_DEG + SLACK_DEG;
        let (south, north) = if edge[0].y < edge[1].y { (edge[0], edge[1]) } else { (edge[1], edge[0]) };
        for row in self.layout.rows_between(south.y - margin_deg, north.y + margin_deg) {
            let [low, high] = self.layout.row_lats_deg(row);
            let [one, other] = lons_between(south, north, [low - margin_deg, high + margin_deg]);
            let reach_deg = self.reach_deg[row as usize];
            let cols = self.layout.cols(one.min(other) - turn_deg - reach_deg, one.max(other) - turn_deg + reach_deg);
            let middle = |col: u32| turned(self.layout.middle([col, row]), turn_deg);
            let level = middle(0).y;
            if (south.y <= level) != (north.y <= level) {
                let west_of = cols.clone().find(|&col| !is_east_of(middle(col), edge)).unwrap_or(cols.end);
                self.crossings.push([row, west_of]);
            }
            #[expect(clippy::cast_possible_truncation, reason = "a layout has fewer than 2^31 cells")]
            let cells = cols.map(|col| self.layout.number([col, row]) as u32);
            self.touches.extend(cells.map(|cell| Touch { cell, owner, edge: number }));
        }
    }

    /// Tells the cells whose middles have an odd number of crossings to the east of them.
    ///
    /// Rings are closed, so a row has an even number of crossings, and from west to east every second gap is inside.
    fn fill(&mut self, area: u32) -> Option<()> {
        let mut crossings = std::mem::take(&mut self.crossings);
        crossings.sort_unstable();
        for pair in crossings.chunks_exact(2) {
            for col in pair[0][1]..pair[1][1] {
                self.toggle(self.layout.number([col, pair[0][0]]), area);
            }
            if self.further.len() > self.limit {
                return None;
            }
        }
        crossings.clear();
        self.crossings = crossings;
        Some(())
    }

    fn toggle(&mut self, cell: usize, area: u32) {
        match self.sole[cell] {
            NOTHING => self.sole[cell] = area,
            same if same == area => self.sole[cell] = NOTHING,
            #[expect(clippy::cast_possible_truncation, reason = "a layout has fewer than 2^31 cells")]
            _ => self.further.push(Held { cell: cell as u32, area }),
        }
    }
}

/// `at` moved east by `turn_deg`.
pub(super) fn turned(at: Coord<f64>, turn_deg: f64) -> Coord<f64> {
    Coord { x: at.x + turn_deg, y: at.y }
}

/// The longitudes at which the edge from `south` to `north` enters and leaves the latitudes `[low, high]`.
fn lons_between(south: Coord<f64>, north: Coord<f64>, [low, high]: [f64; 2]) -> [f64; 2] {
    let climb_deg = north.y - south.y;
    let at = |lat_deg: f64| south.x + ((lat_deg - south.y) / climb_deg).clamp(0.0, 1.0) * (north.x - south.x);
    [if low <= south.y { south.x } else { at(low) }, if high >= north.y { north.x } else { at(high) }]
}

/// Touches sorted by cell, otherwise in their order.
pub(super) struct ByCell {
    sorted: Vec<Touch>,
    starts: Vec<u32>,
}

impl ByCell {
    /// Counts before it moves: linear in touches and cells.
    #[expect(clippy::needless_pass_by_value, reason = "millions, let go of as soon as they are sorted")]
    pub(super) fn new(touches: Vec<Touch>, cells: usize) -> Self {
        let mut starts = vec![0_u32; cells + 1];
        for touch in &touches {
            starts[touch.cell as usize + 1] += 1;
        }
        for cell in 0..cells {
            starts[cell + 1] += starts[cell];
        }
        let mut next = starts.clone();
        let mut sorted = vec![Touch::default(); touches.len()];
        for touch in &touches {
            let place = &mut next[touch.cell as usize];
            sorted[*place as usize] = *touch;
            *place += 1;
        }
        Self { sorted, starts }
    }

    /// Those of `cell`.
    pub(super) fn at(&self, cell: usize) -> &[Touch] {
        &self.sorted[self.starts[cell] as usize..self.starts[cell + 1] as usize]
    }
}
