//! A tree over boxes in degrees that stay as they are: how many meet others, and which, a page at a time. Not responsible for
//! what is in a box: where that has to be asked, the caller answers.
//!
//! # Cost
//! 38 bytes a box, those around others counted. Counting what lies in a box looks at what its edges cross alone; of all else whole subtrees are added up.

use geo_types::Coord;

use crate::geometry::hilbert::HilbertGrid;

/// West, south, east, north, in degrees; west is at most east.
pub type Corners = [f64; 4];

/// Boxes of a level for each of the level above.
const NODE_SIZE: usize = 16;

/// Boxes, each known by its number, in the order of a curve.
#[derive(Debug, Clone, Default)]
pub struct BoxTree {
    /// In the order of the curve.
    numbers: Vec<u32>,
    /// The boxes in the same order, then those around each sixteen of them, and so on; the last level has one.
    levels: Vec<Vec<Corners>>,
}

/// What is looked for: any of some boxes, and what decides about those that they meet in part.
pub struct Wanted<'w> {
    /// Of which any may be met; none of them crosses the antimeridian.
    pub boxes: &'w [Corners],
    /// Whether what has this number meets any of them, asked where its box alone does not say so.
    pub meets: &'w dyn Fn(u32) -> bool,
}

/// How a node lies to what is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lies {
    Outside,
    Partly,
    Inside,
}

impl BoxTree {
    /// The tree over `boxes`, each with its number.
    ///
    /// # Cost
    /// n·log n.
    #[must_use]
    pub fn new(boxes: &[(u32, Corners)]) -> Self {
        let Some(all) = boxes.iter().map(|(_, corners)| *corners).reduce(around) else { return Self::default() };
        let [west, south, east, north] = all;
        let grid = HilbertGrid::new(Coord { x: west, y: south }, Coord { x: east, y: north });
        let along = |[w, s, e, n]: Corners| grid.position(Coord { x: f64::midpoint(w, e), y: f64::midpoint(s, n) });
        let mut order: Vec<(u32, u32)> = (0_u32..).zip(boxes).map(|(at, (_, corners))| (along(*corners), at)).collect();
        order.sort_unstable();
        let placed = |&(_, at): &(u32, u32)| boxes[at as usize];
        let numbers = order.iter().map(|ordered| placed(ordered).0).collect();
        let mut levels = vec![order.iter().map(|ordered| placed(ordered).1).collect::<Vec<Corners>>()];
        while let Some(below) = levels.last().filter(|level| level.len() > 1) {
            let group = |group: &[Corners]| group.iter().copied().reduce(around).unwrap_or(all);
            levels.push(below.chunks(NODE_SIZE).map(group).collect());
        }
        Self { numbers, levels }
    }

    /// How many boxes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// The box around all of them.
    #[must_use]
    pub fn bounds(&self) -> Option<Corners> {
        self.levels.last().and_then(|level| level.first()).copied()
    }

    /// How many meet what is wanted.
    #[must_use]
    pub fn count(&self, wanted: &Wanted) -> u64 {
        self.page(wanted, 0, 0).1
    }

    /// Those that meet what is wanted, in an order that stays the same, without the first `skip` and at most `limit` of them; and how
    /// many meet it in all.
    #[must_use]
    pub fn page(&self, wanted: &Wanted, skip: u64, limit: usize) -> (Vec<u32>, u64) {
        let mut page = Page { skip, limit, numbers: Vec::new(), met: 0 };
        if !self.is_empty() {
            self.visit((self.levels.len() - 1, 0), wanted, &mut page);
        }
        (page.numbers, page.met)
    }

    /// All that meet what is wanted, by number.
    #[must_use]
    pub fn all(&self, wanted: &Wanted) -> Vec<u32> {
        let (mut numbers, _) = self.page(wanted, 0, usize::MAX);
        numbers.sort_unstable();
        numbers
    }

    fn visit(&self, (level, at): (usize, usize), wanted: &Wanted, page: &mut Page) {
        match lies(&self.levels[level][at], wanted.boxes) {
            Lies::Outside => {}
            Lies::Inside => page.take(&self.numbers[self.leaves(level, at)]),
            Lies::Partly if level == 0 => {
                let number = self.numbers[at];
                if (wanted.meets)(number) {
                    page.take(&[number]);
                }
            }
            Lies::Partly => {
                let below = level - 1;
                let end = ((at + 1) * NODE_SIZE).min(self.levels[below].len());
                for child in at * NODE_SIZE..end {
                    self.visit((below, child), wanted, page);
                }
            }
        }
    }

    /// The boxes under a node.
    fn leaves(&self, level: usize, at: usize) -> std::ops::Range<usize> {
        let each = NODE_SIZE.pow(u32::try_from(level).unwrap_or(u32::MAX));
        at * each..((at + 1) * each).min(self.numbers.len())
    }
}

/// A page that fills.
struct Page {
    skip: u64,
    limit: usize,
    numbers: Vec<u32>,
    met: u64,
}

impl Page {
    fn take(&mut self, numbers: &[u32]) {
        let skipped = usize::try_from(self.skip.saturating_sub(self.met)).unwrap_or(usize::MAX).min(numbers.len());
        let room = self.limit - self.numbers.len().min(self.limit);
        self.numbers.extend(numbers[skipped..].iter().take(room));
        self.met += numbers.len() as u64;
    }
}

fn around(one: Corners, other: Corners) -> Corners {
    [one[0].min(other[0]), one[1].min(other[1]), one[2].max(other[2]), one[3].max(other[3])]
}

fn lies(own: &Corners, boxes: &[Corners]) -> Lies {
    let mut found = Lies::Outside;
    for wanted in boxes {
        if own[0] > wanted[2] || own[2] < wanted[0] || own[1] > wanted[3] || own[3] < wanted[1] {
            continue;
        }
        if own[0] >= wanted[0] && own[2] <= wanted[2] && own[1] >= wanted[1] && own[3] <= wanted[3] {
            return Lies::Inside;
        }
        found = Lies::Partly;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Boxes of any size, without chance.
    fn boxes(count: u32) -> Vec<(u32, Corners)> {
        let of = |n: u32| {
            let (x, y) = (f64::from(n * 7919 % 360) - 180.0, f64::from(n * 104_729 % 170) - 85.0);
            let side = if n.is_multiple_of(3) { 0.0 } else { f64::from(n % 5) };
            (n, [x, y, (x + side).min(180.0), y + side])
        };
        (0..count).map(of).collect()
    }

    /// Referee: a look at every box.
    #[test]
    fn counts_and_pages_are_those_of_a_look_at_every_box() {
        for count in [0, 1, 15, 16, 17, 257, 5_000] {
            let boxes = boxes(count);
            let tree = BoxTree::new(&boxes);
            // what is met in part is met if its number is even
            let meets = |number: u32| number.is_multiple_of(2);
            for wanted in [
                vec![[-180.0, -90.0, 180.0, 90.0]],
                vec![[10.0, -20.0, 60.5, 33.0]],
                vec![[170.0, -90.0, 180.0, 90.0], [-180.0, -90.0, -170.0, 90.0]],
                vec![[500.0, 0.0, 501.0, 1.0]],
            ] {
                let wanted = Wanted { boxes: &wanted, meets: &meets };
                let is_met = |(number, own): &&(u32, Corners)| match lies(own, wanted.boxes) {
                    Lies::Outside => false,
                    Lies::Inside => true,
                    Lies::Partly => meets(*number),
                };
                let expected: Vec<u32> = boxes.iter().filter(is_met).map(|(number, _)| *number).collect();
                assert_eq!(tree.all(&wanted), expected);
                assert_eq!(tree.count(&wanted), expected.len() as u64);
                let mut paged = Vec::new();
                for skip in (0..expected.len() as u64).step_by(7) {
                    let (page, matched) = tree.page(&wanted, skip, 7);
                    assert_eq!(matched, expected.len() as u64);
                    paged.extend(page);
                }
                paged.sort_unstable();
                assert_eq!(paged, expected);
            }
        }
    }
}
