//! The edges of rings, sorted into slabs of latitude so that those at one latitude are found at once.
//! Not responsible for what is asked of the edges.

use geo_types::Coord;

use crate::geometry::sides::PlaneEdge;

/// Slabs of latitude with the edges that touch each.
#[derive(Debug, Clone, PartialEq)]
pub struct Slabs {
    edges: Vec<PlaneEdge>,
    south_deg: f64,
    height_deg: f64,
    /// Where each slab's edges start in `members`; one more entry than slabs.
    starts: Vec<u32>,
    members: Vec<u32>,
}

/// Edges per slab aimed at: few enough to look at each, enough not to store long edges too often.
const EDGES_PER_SLAB: usize = 4;
/// Slabs that an edge may lie in on average, beside the one or two that every edge lies in.
const MEMBERSHIPS_PER_EDGE: f64 = 14.0;
/// More slabs than this would cost more memory than they save time.
const SLABS_MAX: usize = 1 << 15;

impl Slabs {
    /// The slabs of all edges of `rings`; `margin_deg` widens each edge's reach north and south.
    #[must_use]
    pub fn new(rings: &[Vec<Coord<f64>>], margin_deg: f64) -> Self {
        let edges: Vec<PlaneEdge> =
            rings.iter().flat_map(|ring| ring.windows(2).map(|pair| [pair[0], pair[1]])).collect();
        let lats = || edges.iter().flatten().map(|coord| coord.y);
        let (south, north) = lats().fold((f64::INFINITY, f64::NEG_INFINITY), |(s, n), lat| (s.min(lat), n.max(lat)));
        let span_deg = north - south + 2.0 * margin_deg;
        let height = |edge: &PlaneEdge| (edge[0].y - edge[1].y).abs() + 2.0 * margin_deg;
        // long edges lie in many slabs each: fewer slabs then, so that memory stays in proportion to the edges
        let slabs_per_edge = edges.iter().map(height).sum::<f64>() / span_deg.max(f64::MIN_POSITIVE);
        let most = (MEMBERSHIPS_PER_EDGE * edges.len() as f64 / slabs_per_edge.max(f64::MIN_POSITIVE)).max(1.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most SLABS_MAX")]
        let most = most.min(SLABS_MAX as f64) as usize;
        let count = (edges.len() / EDGES_PER_SLAB).clamp(1, most);
        let mut slabs = Self {
            south_deg: south - margin_deg,
            height_deg: (span_deg / count as f64).max(f64::MIN_POSITIVE),
            starts: vec![0; count + 1],
            members: Vec::new(),
            edges,
        };
        slabs.fill(margin_deg);
        slabs
    }

    fn fill(&mut self, margin_deg: f64) {
        let reaches: Vec<(usize, usize)> = self
            .edges
            .iter()
            .map(|[a, b]| (self.slab(a.y.min(b.y) - margin_deg), self.slab(a.y.max(b.y) + margin_deg)))
            .collect();
        for &(low, high) in &reaches {
            for slab in low..=high {
                self.starts[slab + 1] += 1;
            }
        }
        for slab in 1..self.starts.len() {
            self.starts[slab] += self.starts[slab - 1];
        }
        let mut next = self.starts.clone();
        self.members = vec![0; self.starts.last().map_or(0, |&total| total as usize)];
        for (edge, &(low, high)) in reaches.iter().enumerate() {
            for place in &mut next[low..=high] {
                self.members[*place as usize] = u32::try_from(edge).expect("fewer than 2^32 edges");
                *place += 1;
            }
        }
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the slabs there are")]
    fn slab(&self, lat_deg: f64) -> usize {
        let last = self.starts.len() - 2;
        ((lat_deg - self.south_deg) / self.height_deg).clamp(0.0, last as f64) as usize
    }

    /// How many slabs there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// All edges.
    #[must_use]
    pub fn edges(&self) -> &[PlaneEdge] {
        &self.edges
    }

    /// The numbers of the edges that touch slab `slab`.
    #[must_use]
    pub fn members(&self, slab: usize) -> &[u32] {
        &self.members[self.starts[slab] as usize..self.starts[slab + 1] as usize]
    }

    /// The edges that may touch latitude `lat_deg`.
    pub fn at(&self, lat_deg: f64) -> impl Iterator<Item = &PlaneEdge> {
        self.members(self.slab(lat_deg)).iter().map(|&edge| &self.edges[edge as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A comb's 400,000 teeth, each as high as the comb, once lay in 32,768 slabs each: 13 billion entries.
    #[test]
    fn long_edges_do_not_fill_the_memory() {
        let teeth = (0..400_000_u32).map(|i| Coord { x: f64::from(i) * 1e-5, y: 5.0 * f64::from(i % 2) });
        let slabs = Slabs::new(&[teeth.collect()], 1e-8);
        let members: usize = (0..slabs.count()).map(|slab| slabs.members(slab).len()).sum();
        assert!(members <= 17 * slabs.edges().len(), "{members} entries for {} edges", slabs.edges().len());
        assert_eq!(slabs.at(2.5).count(), slabs.edges().len());
    }
}
