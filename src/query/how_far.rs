//! How far an event may be, must be, and is best told to be from a target, by all that is known of where it was.
//! Not responsible for finding out where it was: see `placing`.

use std::borrow::Borrow;

use crate::lonlat::LonLat;
use crate::model::extent::{Extent, Placed};
use crate::model::precision::Precision;
use crate::query::distance::{Measurement, Side};
use crate::query::interval::Ruler;
use crate::units::Metres;

/// How far an event is from a target, as surely as its place is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HowFar<'t> {
    /// The single distance, with its side and bearing; `None` where any single number would be a guess.
    pub best: Option<Measurement<'t>>,
    /// No place where it may have been is nearer.
    pub min: Metres,
    /// No place where it may have been is farther.
    pub max: Metres,
    /// What is nearest to the nearest of these places.
    pub to: Measurement<'t>,
    /// On which side all of these places lie; `None` where some lie on another, or where it is not known.
    pub side: Option<Side<'t>>,
    /// How precisely the place is known; `None` where the record does not say.
    pub precision: Option<Precision>,
    /// What was measured: [`Extent::word`].
    pub method: &'static str,
}

/// The distance of an event that is `placed`; `None` where it has no place.
///
/// # Accuracy
/// As [`Ruler::interval`]: a metre at both ends, to the safe side.
#[must_use]
pub fn how_far<'t>(ruler: &Ruler<'t>, placed: &Placed) -> Option<HowFar<'t>> {
    let extent = placed.extent.as_ref()?;
    let interval = ruler.interval(extent);
    let best = placed.best.map(|best| ruler.interval(&Extent::Point(best)).nearest);
    // a point outside the area that its row names stands for no place in it
    let best = best.filter(|best| interval.min <= best.distance && best.distance <= interval.max);
    Some(HowFar {
        best,
        min: interval.min,
        max: interval.max,
        to: interval.nearest,
        side: ruler.side(extent, &interval),
        precision: placed.precision,
        method: extent.word(),
    })
}

/// As [`how_far`], for each of `placed`, in their order.
///
/// # Cost
/// Less than one by one where they are single places.
#[must_use]
pub fn how_far_each<'t>(ruler: &Ruler<'t>, placed: &[impl Borrow<Placed>]) -> Vec<Option<HowFar<'t>>> {
    let placed = placed.iter().map(Borrow::borrow);
    let singles: Vec<LonLat> = placed.clone().filter_map(Placed::single).collect();
    let mut measured = ruler.measured_each(&singles).into_iter();
    let far = |placed: &Placed| match placed.single() {
        Some(_) => measured.next().map(|found| HowFar::of_place(found, placed.precision)),
        None => how_far(ruler, placed),
    };
    placed.map(far).collect()
}

impl<'t> HowFar<'t> {
    /// The distance of a single place, as it was `measured`.
    #[must_use]
    pub const fn of_place(measured: Measurement<'t>, precision: Option<Precision>) -> Self {
        Self {
            best: Some(measured),
            min: measured.distance,
            max: measured.distance,
            to: measured,
            side: measured.side,
            precision,
            method: "point",
        }
    }

    /// The same where the target may itself be `off` by so much.
    #[must_use]
    pub fn widened(self, off: Metres) -> Self {
        let min = Metres::new((self.min.value() - off.value()).max(0.0));
        let side = self.side.filter(|_| min > Metres::ZERO);
        Self { min, max: Metres::new(self.max.value() + off.value()), side, ..self }
    }

    /// Whether the distance is one number, to a millimetre.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.max.value() - self.min.value() < MILLIMETRE_M
    }
}

/// Distances are told to a millimetre.
const MILLIMETRE_M: f64 = 1e-3;
