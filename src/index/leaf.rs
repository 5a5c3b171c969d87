//! The places of one leaf as f32 in a frame, compared with a place all at once. Not responsible for exact distances.

/// Places in a leaf: of 8, 16 and 32 the fastest for counts, and as fast as any for the nearest ten.
pub(crate) const LEAF_SIZE: usize = 32;
/// Where places lie that do not exist: their squared distance is finite, and beyond what any bound reaches.
const NOWHERE_M: f32 = 1e18;

/// How many are compared at once.
const LANES: usize = 4;
/// The bit of each slot.
const BITS: [[u32; LANES]; LEAF_SIZE / LANES] = {
    let mut bits = [[0; LANES]; LEAF_SIZE / LANES];
    let mut slot = 0;
    while slot < LEAF_SIZE {
        bits[slot / LANES][slot % LANES] = 1 << slot;
        slot += 1;
    }
    bits
};

/// Places of a leaf, axis by axis.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
pub(crate) struct Leaf {
    at: [[f32; LEAF_SIZE]; 3],
}

impl Leaf {
    /// A leaf with at most [`LEAF_SIZE`] places.
    pub(crate) fn new(places: impl Iterator<Item = [f32; 3]>) -> Self {
        let mut leaf = Self { at: [[NOWHERE_M; LEAF_SIZE]; 3] };
        for (slot, place) in places.take(LEAF_SIZE).enumerate() {
            for (slots, coordinate) in leaf.at.iter_mut().zip(place) {
                slots[slot] = coordinate;
            }
        }
        leaf
    }

    /// The squared distance from `at` to each place.
    #[inline]
    pub(crate) fn distances2(&self, at: [f32; 3]) -> [f32; LEAF_SIZE] {
        let mut sums = [0.0; LEAF_SIZE];
        for (at, places) in at.iter().zip(&self.at) {
            for (sum, place) in sums.iter_mut().zip(places) {
                let length = place - at;
                *sum += length * length;
            }
        }
        sums
    }
}

/// The slots of a leaf that fulfil something, a bit each; iterated lowest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slots(u32);

impl Slots {
    /// The slots whose distance is at most `bound2_m2`.
    #[inline]
    pub(crate) fn up_to(distances2: &[f32; LEAF_SIZE], bound2_m2: f32) -> Self {
        // lane by lane, as compilers make whole registers of nothing else; the lanes are put together at the end
        let mut lanes = [0_u32; LANES];
        for (row, bits) in distances2.as_chunks().0.iter().zip(&BITS) {
            let row: &[f32; LANES] = row;
            for lane in 0..LANES {
                lanes[lane] |= if row[lane] <= bound2_m2 { bits[lane] } else { 0 };
            }
        }
        Self(lanes.iter().fold(0, |all, lane| all | lane))
    }

    /// How many there are.
    #[inline]
    pub(crate) fn total(&self) -> usize {
        self.0.count_ones() as usize
    }

    /// All slots of a leaf that holds `count` places.
    pub(crate) fn first(count: usize) -> Self {
        Self(u32::MAX.checked_shr(u32::try_from(LEAF_SIZE.saturating_sub(count)).unwrap_or(u32::BITS)).unwrap_or(0))
    }

    /// No slots.
    pub(crate) fn none() -> Self {
        Self(0)
    }

    /// Those that are in `others` too.
    #[inline]
    pub(crate) fn among(self, others: &Self) -> Self {
        Self(self.0 & others.0)
    }

    /// Whether `slot` is one of them.
    #[inline]
    pub(crate) fn has(&self, slot: usize) -> bool {
        self.0 >> slot & 1 == 1
    }

    /// Whether there are none.
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.0 == 0
    }

    /// Those and `slot`.
    #[inline]
    pub(crate) fn with(self, slot: usize) -> Self {
        Self(self.0 | 1 << slot)
    }

    /// Those that are not in `others`.
    #[inline]
    pub(crate) fn without(self, others: &Self) -> Self {
        Self(self.0 & !others.0)
    }
}

impl Iterator for Slots {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        let lowest = self.0.trailing_zeros();
        self.0 &= self.0.wrapping_sub(1);
        (lowest < u32::BITS).then_some(lowest as usize)
    }
}
