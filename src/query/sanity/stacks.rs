//! Points on which many rows stand: at the middle of a unit, where it is the unit that was meant, or a large share of all.
//! Not responsible for single rows. A town may well have many events.

use std::collections::{BTreeMap, HashMap};

use crate::geometry::centroid::{Middle, middle};
use crate::geometry::geodesic::distance;
use crate::lonlat::LonLat;
use crate::model::precision::Precision;
use crate::query::level::Level;
use crate::query::locate::locate;
use crate::query::placing::Placer;
use crate::query::sanity::coordinates::pair;
use crate::query::sanity::finding::Rule;
use crate::query::sanity::place_named::is_near_a_town;
use crate::query::sanity::scrutiny::Seen;
use crate::units::Metres;

/// Points remembered; those that come behind are not watched, which is told. About 30 MB.
pub const POINTS_MAX: usize = 1 << 18;
/// So many rows on the middle of a unit are no chance.
const ROWS_ON_A_MIDDLE: u64 = 5;
/// So many rows on one point are worth a note, if they are a fifth of all.
const ROWS_ON_A_POINT: u64 = 10;
const SHARE: u64 = 5;
/// How far from a unit's centroid a point is still taken for it: outlines of other sources have other centroids. A kilometre, or a
/// hundredth of the side of a square as large as the unit: a town lies there by chance once in 3,000.
const MIDDLE: Metres = Metres::from_km(1.0);
const MIDDLE_SHARE: f64 = 0.01;

/// Rows on one point.
#[derive(Debug, Clone, Copy)]
struct Heap {
    rows: u64,
    /// Those that call themselves more precise than a district, a province, a country, or say nothing.
    finer_than: [u64; 3],
    /// The number that its first row was given.
    first: u64,
}

/// Points and how many rows stand on each.
#[derive(Debug, Default)]
pub struct Stacks {
    heaps: HashMap<(u64, u64), Heap>,
    rows: u64,
    unwatched: bool,
}

/// Many rows on one point.
#[derive(Debug, Clone, PartialEq)]
pub struct StackFound {
    /// Whether the point is the middle of a unit.
    pub rule: Rule,
    /// The number that its first row was given.
    pub first: u64,
    /// The point.
    pub at: LonLat,
    /// What is doubtful.
    pub message: String,
}

impl Stacks {
    /// Takes in what was seen of the row of this number; says whether it is the first on its point.
    pub fn add(&mut self, seen: &Seen, number: u64) -> bool {
        let Some(at) = seen.at else { return false };
        self.rows += 1;
        let key = (at.lon().to_bits(), at.lat().to_bits());
        if self.heaps.len() == POINTS_MAX && !self.heaps.contains_key(&key) {
            self.unwatched = true;
            return false;
        }
        let heap = self.heaps.entry(key).or_insert(Heap { rows: 0, finer_than: [0; 3], first: number });
        heap.rows += 1;
        for (count, level) in heap.finer_than.iter_mut().zip(Level::ALL) {
            *count += u64::from(is_finer(seen.precision, level));
        }
        heap.rows == 1
    }

    /// Whether there were more points than are watched.
    #[must_use]
    pub fn is_unwatched(&self) -> bool {
        self.unwatched
    }

    /// The points on which too many rows stand, in the order of their first rows.
    #[must_use]
    pub fn found(&self, placer: &Placer) -> Vec<StackFound> {
        let mut middles = BTreeMap::new();
        let found = self.heaps.iter().filter(|(_, heap)| heap.rows >= ROWS_ON_A_MIDDLE).filter_map(|(key, heap)| {
            let at = LonLat::new(f64::from_bits(key.0), f64::from_bits(key.1)).ok()?;
            self.on_middle(placer, heap, at, &mut middles).or_else(|| self.on_point(heap, at))
        });
        let mut found: Vec<StackFound> = found.collect();
        found.sort_by_key(|stack| stack.first);
        found
    }

    fn on_middle(
        &self,
        placer: &Placer,
        heap: &Heap,
        at: LonLat,
        middles: &mut BTreeMap<String, Option<Middle>>,
    ) -> Option<StackFound> {
        let holders = locate(placer.areas().atlas(), at);
        let holders = [holders.district, holders.province, holders.country];
        holders.into_iter().zip(heap.finer_than).find_map(|(holder, rows)| {
            let card = holder.filter(|_| rows >= ROWS_ON_A_MIDDLE)?;
            let area = || placer.areas().of_region(&card.id).and_then(|area| middle(&area.outline));
            let middle = (*middles.entry(card.id.clone()).or_insert_with(area))?;
            let off = distance(at, middle.at);
            let most = MIDDLE.value().max(middle.side.value() * MIDDLE_SHARE);
            // Turbat lies 1.5 km from the centroid of its district
            (off.value() <= most && !is_near_a_town(placer.areas().atlas(), at, off)).then(|| {
                let unit = placer.unit_of_id(&card.id, "").map_or(card.name.as_str(), |unit| unit.described());
                let message = format!(
                    "{rows} of {} records stand on {}, {:.1} km from the centroid of {unit}, as if it were a place",
                    self.rows,
                    pair(at),
                    off.km()
                );
                StackFound { rule: Rule::CentroidStack, first: heap.first, at, message }
            })
        })
    }

    fn on_point(&self, heap: &Heap, at: LonLat) -> Option<StackFound> {
        let rows = heap.finer_than[0];
        (rows >= ROWS_ON_A_POINT && rows * SHARE >= self.rows).then(|| StackFound {
            rule: Rule::Stack,
            first: heap.first,
            at,
            message: format!("{rows} of {} records stand on {}", self.rows, pair(at)),
        })
    }
}

/// Whether a row of this precision means a place smaller than such a unit.
fn is_finer(precision: Option<Precision>, level: Level) -> bool {
    precision.is_none_or(|precision| precision < level.precision())
}
