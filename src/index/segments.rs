//! Which point of many edges is nearest. Not responsible for whose border the edges are.

use geo_types::LineString;
use rstar::{AABB, PointDistance, RTree, RTreeObject};

use crate::geometry::bounds::chord_beyond;
use crate::geometry::ecef::{Ecef, between, chord2_m2, foot_share};
use crate::geometry::edge::{Edge, EdgeModel, edges};
use crate::geometry::foot::{Foot, Observer, Stretch, nearest_on, settled};
use crate::lonlat::LonLat;
use crate::units::Metres;

/// Longer stretches are cut, so that few others must be looked at: a metre of sag is an edge of about 6 km.
const SAG_M: f64 = 1.0;
/// Pieces that edges may be cut into on average, and pieces that a few long edges may have beside: 80 bytes each.
const PIECES_PER_EDGE: usize = 8;
const PIECES_FREE: usize = 1 << 18;
/// However long an edge is, it is cut no finer than this: the search halves stretches by itself.
const CUTS_MAX: u32 = 1_024;

/// An index of edges.
#[derive(Debug, Clone)]
pub struct SegmentIndex {
    edges: Vec<Edge>,
    tree: RTree<Piece>,
    /// How far any piece strays from its chord.
    sag_max_m: f64,
}

/// The nearest point of an index.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NearestPoint {
    /// Where it is.
    pub place: LonLat,
    /// How far away along the geodesic.
    pub distance: Metres,
    /// The number of its edge, in the order in which the edges were put in.
    pub edge: usize,
}

impl SegmentIndex {
    /// The index of all edges of `lines`.
    ///
    /// # Cost
    /// n·log n in the number of edges.
    #[must_use]
    pub fn new<'a>(lines: impl IntoIterator<Item = &'a LineString<f64>>, model: EdgeModel) -> Self {
        let edges: Vec<Edge> = lines.into_iter().flat_map(|line| edges(line, model)).collect();
        let pieces: Vec<Piece> = pieces(&edges);
        Self {
            sag_max_m: pieces.iter().map(|piece| piece.stretch.sag_m).fold(0.0, f64::max),
            tree: RTree::bulk_load(pieces),
            edges,
        }
    }

    /// Whether there is no edge.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edges.is_empty()
    }

    /// The point of all edges that is nearest to `from`; `None` if there is no edge.
    ///
    /// # Accuracy
    /// The distance is right to a millimetre at any range; the place to a millimetre up to 300 km.
    ///
    /// # Not unique
    /// Of several equally near points, the westernmost, then the southernmost.
    ///
    /// # Cost
    /// log n for the tree and a few microseconds for the foot.
    #[must_use]
    pub fn nearest(&self, from: LonLat) -> Option<NearestPoint> {
        let observer = Observer::from(from);
        let mut best: Option<(Foot, usize)> = None;
        // chords beyond this belong to geodesics longer than the best: compared as they are, without an arc each
        let mut enough_m = f64::INFINITY;
        for (piece, chord2_m2) in self.tree.nearest_neighbor_iter_with_distance_2(observer.space) {
            let chord_m = chord2_m2.sqrt();
            if chord_m - self.sag_max_m > enough_m {
                break;
            }
            if chord_m - piece.stretch.sag_m > enough_m {
                continue;
            }
            let before = best.map(|(foot, _)| foot);
            let found = nearest_on(&self.edges[piece.edge], piece.stretch, &observer, before);
            if found != before {
                best = found.map(|foot| (foot, piece.edge));
                enough_m = best.map_or(f64::INFINITY, |(foot, _)| chord_beyond(foot.distance));
            }
        }
        best.map(|(foot, edge)| {
            let foot = settled(&self.edges[edge], foot, &observer);
            NearestPoint { place: foot.place, distance: foot.distance, edge }
        })
    }

    /// As [`SegmentIndex::nearest`], for each of `places`, in their order.
    #[must_use]
    pub fn nearest_of_each(&self, places: &[LonLat]) -> Vec<Option<NearestPoint>> {
        places.iter().map(|&place| self.nearest(place)).collect()
    }
}

/// A stretch of an edge in the tree, ranked by its straight chord.
#[derive(Debug, Clone, Copy)]
struct Piece {
    edge: usize,
    stretch: Stretch,
}

impl RTreeObject for Piece {
    type Envelope = AABB<Ecef>;

    fn envelope(&self) -> Self::Envelope {
        AABB::from_corners(self.stretch.ends[0], self.stretch.ends[1])
    }
}

impl PointDistance for Piece {
    fn distance_2(&self, from: &Ecef) -> f64 {
        let [a, b] = self.stretch.ends;
        chord2_m2(*from, between(a, b, foot_share(*from, a, b)))
    }
}

/// The pieces of all edges: as straight as [`SAG_M`] if that takes no more of them than memory should hold.
fn pieces(edges: &[Edge]) -> Vec<Piece> {
    let sags_m: Vec<f64> = edges.iter().map(|edge| edge.sag_m(1.0)).collect();
    let most = PIECES_PER_EDGE * edges.len() + PIECES_FREE;
    let mut limit_m = SAG_M;
    while sags_m.iter().map(|&sag_m| cuts(sag_m, limit_m) as usize).sum::<usize>() > most {
        limit_m *= 4.0;
    }
    let each = edges.iter().zip(&sags_m).enumerate();
    each.flat_map(|(number, (edge, &sag_m))| {
        let cuts = cuts(sag_m, limit_m);
        let share = move |cut: u32| f64::from(cut) / f64::from(cuts);
        (0..cuts).map(move |cut| Piece { edge: number, stretch: Stretch::new(edge, share(cut), share(cut + 1)) })
    })
    .collect()
}

/// How many pieces of an edge sag by less than `limit_m`: the sag falls with the square of the length.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 1..=1,024")]
fn cuts(sag_m: f64, limit_m: f64) -> u32 {
    (sag_m / limit_m).sqrt().ceil().clamp(1.0, f64::from(CUTS_MAX)) as u32
}
