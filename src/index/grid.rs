//! Which areas hold a place, from a grid of cells: most lie wholly inside or outside. Not responsible for how it is filled.
//!
//! # Why it is exact
//! A cell without an edge, a millimetre round it included, lies wholly inside or wholly outside each area, and no place in it is
//! on an edge. A cell with edges knows of each area whether the cell's middle is inside; a place in it is inside too unless the
//! path from the middle to the place crosses the area's edges an odd number of times. The path, along a meridian and then a
//! parallel, stays in the cell, so the cell's own edges are all that it can cross. Both the middle and the crossings are judged
//! by the rule of [`crate::geometry::sides`], which has no ties and rounds nothing: the answer is the one that a ray to the
//! east gives among all edges, which is what [`Container::position`] counts.
//!
//! Longitudes of areas may leave −180..=180. Then a cell holds edges under the turn that brings the place to them, the parities
//! of the turns add up, and the place is moved exactly as `position` moves it, rounding included.

use std::ops::ControlFlow;

use geo_types::Coord;

use crate::geometry::containment::{Container, Position};
use crate::geometry::sides::{is_on, may_be_on, parts};
use crate::index::gridding::{ByCell, Draft, Owner, Touch, turned};
use crate::index::layout::Layout;
use crate::lonlat::LonLat;

/// The content of a cell that no area holds.
pub(super) const NOTHING: u32 = (1 << 31) - 1;
/// Marks the content of a cell that has edges or several areas: the rest of the number is where they are listed.
const LISTED: u32 = 1 << 31;

/// A grid of cells over the areas of an index.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    layout: Layout,
    /// For each cell the only area that holds it, [`NOTHING`], or [`LISTED`] and a number in `starts`.
    cells: Vec<u32>,
    /// Where each listed cell's groups start; one more entry than such cells.
    starts: Vec<u32>,
    groups: Vec<Group>,
    /// Numbers of edges in their containers, by group.
    members: Vec<u32>,
    /// For each row, the longitude that a millimetre is at most.
    reach_deg: Vec<f64>,
}

/// An area in a cell, with those of its edges that are near the cell after one of the turns.
#[derive(Debug, Clone, Copy)]
struct Group {
    area: u32,
    start: u32,
    end: u32,
    turn_deg: i16,
    /// Whether the cell's middle is inside the area, told by the area's first group.
    holds_middle: bool,
}

/// A question to a cell.
struct Asked {
    place: LonLat,
    middle: Coord<f64>,
    /// At least the longitude that a millimetre is at the place.
    reach_deg: f64,
}

impl Grid {
    /// The grid over `containers`, `None` where there is no edge.
    ///
    /// # Cost
    /// About 0.1 µs and at most 40 bytes for each edge, beside 16 MB at most for the cells: a layer whose areas overlap or whose
    /// edges are long has a coarser grid instead of a larger one.
    pub(super) fn new(containers: &[Container]) -> Option<Self> {
        let mut layout = Layout::over(containers)?;
        loop {
            let coarser = layout.coarser();
            let limit = if coarser.is_some() { Draft::limit(containers) } else { usize::MAX };
            if let Some(draft) = Draft::new(layout, containers, limit) {
                return Some(Self::of(draft));
            }
            layout = coarser?;
        }
    }

    fn of(draft: Draft) -> Self {
        let Draft { layout, reach_deg, sole, further, owners, touches, .. } = draft;
        let mut grid = Self {
            layout,
            cells: sole,
            starts: vec![0],
            groups: Vec::new(),
            members: Vec::with_capacity(touches.len()),
            reach_deg,
        };
        let (mut further, touches) = (further.as_slice(), ByCell::new(touches, layout.cells()));
        let mut inside = Vec::new();
        for cell in 0..layout.cells() {
            let (own, rest) = further.split_at(further.iter().take_while(|entry| entry.cell as usize == cell).count());
            let touching = touches.at(cell);
            if !(touching.is_empty() && own.is_empty()) {
                let sole = Some(grid.cells[cell]).filter(|&area| area != NOTHING);
                odd(sole.into_iter().chain(own.iter().map(|entry| entry.area)), &mut inside);
                grid.cells[cell] = LISTED | number(grid.starts.len() - 1);
                grid.list(touching, &inside, &owners);
            }
            further = rest;
        }
        grid.groups.shrink_to_fit();
        grid.starts.shrink_to_fit();
        grid
    }

    /// Lists a cell's groups by area: those with edges near, and those of `inside` without.
    fn list(&mut self, touching: &[Touch], inside: &[u32], owners: &[Owner]) {
        let mut inside = inside.iter().copied().peekable();
        for touches in touching.chunk_by(|a, b| a.owner == b.owner) {
            let Owner { area, turn_deg } = owners[touches[0].owner as usize];
            while let Some(wholly) = inside.next_if(|&other| other < area) {
                self.push_group(wholly, 0, true, &[]);
            }
            let holds_middle = inside.next_if_eq(&area).is_some();
            self.push_group(area, turn_deg, holds_middle, touches);
        }
        for wholly in inside {
            self.push_group(wholly, 0, true, &[]);
        }
        self.starts.push(number(self.groups.len()));
    }

    fn push_group(&mut self, area: u32, turn_deg: i16, holds_middle: bool, touches: &[Touch]) {
        let start = number(self.members.len());
        self.members.extend(touches.iter().map(|touch| touch.edge));
        self.groups.push(Group { area, start, end: number(self.members.len()), turn_deg, holds_middle });
    }

    /// Tells `hear` the areas that hold `place`, by number, until it has heard enough.
    #[inline]
    pub(super) fn visit<B>(
        &self,
        containers: &[Container],
        place: LonLat,
        mut hear: impl FnMut(usize, Position) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        let Some(cell) = self.layout.cell(place.into()) else { return ControlFlow::Continue(()) };
        let content = self.cells[self.layout.number(cell)];
        if content == NOTHING {
            return ControlFlow::Continue(());
        }
        if content & LISTED == 0 {
            return hear(content as usize, Position::Inside);
        }
        let asked = Asked { place, middle: self.layout.middle(cell), reach_deg: self.reach_deg[cell[1] as usize] };
        let list = (content ^ LISTED) as usize;
        let groups = &self.groups[self.starts[list] as usize..self.starts[list + 1] as usize];
        for groups in groups.chunk_by(|a, b| a.area == b.area) {
            let area = groups[0].area as usize;
            match self.position(&containers[area], groups, &asked) {
                Position::Outside => {}
                position => hear(area, position)?,
            }
        }
        ControlFlow::Continue(())
    }

    fn position(&self, container: &Container, groups: &[Group], asked: &Asked) -> Position {
        let mut inside = groups[0].holds_middle;
        for group in groups {
            let [from, to] = [asked.middle, asked.place.into()].map(|at| turned(at, f64::from(group.turn_deg)));
            for &member in &self.members[group.start as usize..group.end as usize] {
                let (edge, bears) = container.edge(member as usize);
                if bears && may_be_on(to, edge, asked.reach_deg) && is_on(to, edge) {
                    return Position::On;
                }
                inside ^= parts(from, to, edge);
            }
        }
        if inside { Position::Inside } else { Position::Outside }
    }

    /// How many bytes the grid takes.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(self.cells.as_slice())
            + size_of_val(self.starts.as_slice())
            + size_of_val(self.groups.as_slice())
            + size_of_val(self.members.as_slice())
            + size_of_val(self.reach_deg.as_slice())
    }
}

/// The areas that come an odd number of times in the ascending `areas`.
fn odd(areas: impl Iterator<Item = u32>, into: &mut Vec<u32>) {
    into.clear();
    for area in areas {
        if into.last() == Some(&area) {
            into.pop();
        } else {
            into.push(area);
        }
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).expect("a draft is limited to fewer than 2^31 entries")
}

#[cfg(test)]
mod tests {
    use geo_types::{LineString, MultiPolygon, Polygon};

    use super::*;

    /// Borders of cells belong to one cell each, and rounding may put a place beside them into either.
    #[test]
    fn places_on_the_borders_of_cells() {
        let ring = |corners: &[(f64, f64)]| LineString(corners.iter().map(|&(x, y)| Coord { x, y }).collect());
        let kite = ring(&[(60.0, 25.0), (63.0, 26.0), (64.0, 29.0), (61.0, 28.0), (60.0, 25.0)]);
        let bar = ring(&[(60.5, 26.5), (64.0, 26.5), (64.0, 26.6), (60.5, 26.6), (60.5, 26.5)]);
        let containers = [kite, bar].map(|ring| Container::new(&MultiPolygon(vec![Polygon::new(ring, Vec::new())])));
        let grid = Grid::new(&containers).unwrap();
        let far = grid.layout.cell(Coord { x: 64.0, y: 29.0 }).unwrap();
        for cell in (0..=far[0]).flat_map(|col| (0..=far[1]).map(move |row| [col, row])) {
            let (middle, [south, _]) = (grid.layout.middle(cell), grid.layout.row_lats_deg(cell[1]));
            let half_deg = (grid.layout.middle([1, 0]).x - grid.layout.middle([0, 0]).x) / 2.0;
            let west = middle.x - half_deg;
            for (lon, lat) in [(middle.x, south), (west, south.next_down()), (west.next_up(), middle.y)] {
                let Ok(place) = LonLat::new(lon, lat) else { continue };
                let mut found = Vec::new();
                let _: ControlFlow<()> = grid.visit(&containers, place, |area, position| {
                    found.push((area, position));
                    ControlFlow::Continue(())
                });
                let each = containers.iter().map(|container| container.position(place)).enumerate();
                let expected: Vec<_> = each.filter(|(_, position)| *position != Position::Outside).collect();
                assert_eq!(found, expected, "{lon} {lat}");
            }
        }
    }
}
