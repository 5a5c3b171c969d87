//! How far an event may be, must be, and is best told to be from a target, by all that is known of where it was.
//! Not responsible for finding out where it was: see `placing`.

use crate::atlas::whole::Atlas;
use crate::model::extent::{Area, Extent, Placed};
use crate::model::precision::Precision;
use crate::query::distance::{Measurement, Side};
use crate::query::interval::{Interval, Ruler};
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
pub fn how_far<'t>(atlas: &'t Atlas, ruler: &Ruler<'t>, placed: &Placed) -> Option<HowFar<'t>> {
    let extent = placed.extent.as_ref()?;
    let interval = ruler.interval(extent);
    let best = placed.best.map(|best| ruler.interval(&Extent::Point(best)).nearest);
    Some(HowFar {
        best,
        min: interval.min,
        max: interval.max,
        to: interval.nearest,
        side: side(atlas, extent, &interval),
        precision: placed.precision,
        method: extent.word(),
    })
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

    /// The same with what the target may itself be off, as far as its source tells.
    #[must_use]
    pub fn with_accuracy_of_target(self) -> Self {
        let Some(off) = self.to.accuracy else { return self };
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

/// The side on which all of `extent` lies: that of its country, or of any of its places where none is on the line.
fn side<'t>(atlas: &'t Atlas, extent: &Extent, interval: &Interval<'t>) -> Option<Side<'t>> {
    match extent {
        Extent::Area(area) => of_country(atlas, area),
        Extent::Band(band) => of_country(atlas, band.within.as_deref()?),
        Extent::Point(_) => interval.nearest.side,
        // one place after another, without crossing the line
        Extent::Disc { .. } => interval.nearest.side.filter(|_| interval.min > Metres::ZERO),
        Extent::Points(_) | Extent::Line(_) => None,
    }
}

/// The side of the country that all of `area` lies in.
fn of_country<'t>(atlas: &'t Atlas, area: &Area) -> Option<Side<'t>> {
    let country = area.country.as_deref()?;
    atlas.countries().names.iter().find(|card| card.id == country).map(|card| Side::Of(&card.id))
}
