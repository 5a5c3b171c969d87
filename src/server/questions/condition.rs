//! `near`, `border`, `in`: conditions of distance and place as a client asks them. Not responsible for which records meet them: see
//! `found`.

use crate::io::written::length::length;
use crate::io::written::place::place;
use crate::lonlat::LonLat;
use crate::query::certainty::{Certainty, CertaintyError};
use crate::query::distance::Target;
use crate::query::inside::Inside;
use crate::query::named_region::{NamedRegionError, named_region};
use crate::server::http::Problem;
use crate::server::params::Params;
use crate::server::state::Served;
use crate::units::Metres;

/// Farther than this is nowhere on Earth.
const FARTHEST: Metres = Metres::new(21_000_000.0);

/// What is measured to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum To {
    /// A place.
    Place(LonLat),
    /// What the atlas calls so.
    Named(String),
}

/// How far a record may be: at least, and at most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Range {
    pub(super) least: Metres,
    pub(super) most: Metres,
}

/// A question of distance.
#[derive(Debug)]
pub(super) struct Aim<'s> {
    pub(super) to: To,
    pub(super) target: Target<'s>,
    /// What distances are asked for, where any are.
    pub(super) range: Option<Range>,
}

/// Conditions of distance and place.
#[derive(Debug)]
pub struct Condition<'s> {
    pub(super) aim: Option<Aim<'s>>,
    pub(super) unit: Option<Inside<'s>>,
    pub(super) certainty: Certainty,
}

/// What `params` ask, if anything.
///
/// # Errors
/// Where a value is none that its parameter can have, or one lacks the other that it belongs to.
pub fn of<'s>(served: &'s Served, params: &Params) -> Result<Option<Condition<'s>>, Problem> {
    let certainty = match params.get("certainty") {
        // as the commands have it: what is not said to be unsure is not told as if it were sure
        None => Certainty::Must,
        Some(text) => {
            text.parse().map_err(|error: CertaintyError| Problem::parameter("certainty", error.to_string()))?
        }
    };
    let aim = aim(served, params)?;
    let unit = params.get("in").map(|name| unit(served, name)).transpose()?;
    if params.get("certainty").is_some() && unit.is_none() && aim.as_ref().is_none_or(|aim| aim.range.is_none()) {
        let detail = "certainty belongs to a condition: distance with near, border_distance with border, or in";
        return Err(Problem::parameter("certainty", detail));
    }
    Ok((aim.is_some() || unit.is_some()).then_some(Condition { aim, unit, certainty }))
}

fn aim<'s>(served: &'s Served, params: &Params) -> Result<Option<Aim<'s>>, Problem> {
    belongs(params, "distance", "near")?;
    belongs(params, "border_distance", "border")?;
    match (params.get("near"), params.get("border")) {
        (Some(_), Some(_)) => Err(Problem::parameter("near", "near and border are two questions; ask one at a time")),
        (None, None) => Ok(None),
        (Some(text), None) => {
            let at = at("near", text)?;
            let range = params.get("distance").map(|text| range("distance", text)).transpose()?;
            Ok(Some(Aim { to: To::Place(at), target: Target::of_place(at), range }))
        }
        (None, Some(name)) => {
            let (name, target) = target(served, "border", name)?;
            let range = params.get("border_distance").map(|text| range("border_distance", text)).transpose()?;
            Ok(Some(Aim { to: To::Named(name), target, range }))
        }
    }
}

fn belongs(params: &Params, name: &str, to: &str) -> Result<(), Problem> {
    if params.get(name).is_some() && params.get(to).is_none() {
        return Err(Problem::parameter(name, format!("{name} belongs to {to}, which is not there")));
    }
    Ok(())
}

/// The place that a parameter names.
pub(super) fn at(parameter: &str, text: &str) -> Result<LonLat, Problem> {
    place(text).map_err(|error| Problem::parameter(parameter, error.to_string()))
}

/// What a parameter names to measure to, and its name in full: `IR-PK` is short for `border/IR-PK`.
pub(super) fn target<'s>(served: &'s Served, parameter: &str, name: &str) -> Result<(String, Target<'s>), Problem> {
    let in_full = format!("border/{name}");
    let named = Target::named(&served.atlas, name).map(|target| (name.to_owned(), target));
    let named = named.or_else(|error| match Target::named(&served.atlas, &in_full) {
        Ok(target) => Ok((in_full, target)),
        Err(_) => Err(error),
    });
    named.map_err(|error| Problem::parameter(parameter, error.to_string()))
}

/// `25km`, `..25km`, `5km..25km` or `5km..`; both ends belong to it.
fn range(name: &str, text: &str) -> Result<Range, Problem> {
    let limit = |text: &str| length(text).map_err(|error| Problem::parameter(name, error.to_string()));
    let end = |text: &str, open: Metres| if text.is_empty() { Ok(open) } else { limit(text) };
    let Some((least, most)) = text.split_once("..") else {
        return Ok(Range { least: Metres::ZERO, most: limit(text)? });
    };
    let range = Range { least: end(least, Metres::ZERO)?, most: end(most, FARTHEST)? };
    if range.least > range.most {
        return Err(Problem::parameter(name, format!("{name}={text} ends before it begins")));
    }
    Ok(range)
}

fn unit<'s>(served: &'s Served, name: &str) -> Result<Inside<'s>, Problem> {
    let region = named_region(&served.atlas, name).map_err(|error| {
        let detail = match &error {
            NamedRegionError::None { .. } => format!("{name:?}: {error}; /collections/districts lists them"),
            NamedRegionError::Many { .. } => format!("{name:?}: {error}"),
        };
        Problem::parameter("in", detail)
    })?;
    Inside::new(&served.atlas, region, served.parents())
        .ok_or_else(|| Problem::parameter("in", format!("{name:?} is a unit without an outline")))
}

impl Condition<'_> {
    /// That records are near `at`, the nearest first.
    #[must_use]
    pub fn near(at: LonLat) -> Self {
        let aim = Aim { to: To::Place(at), target: Target::of_place(at), range: None };
        Self { aim: Some(aim), unit: None, certainty: Certainty::Must }
    }

    /// Whether distances are measured.
    #[must_use]
    pub const fn measures(&self) -> bool {
        self.aim.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_has_one_end_or_two() {
        let check = |text: &str, least_m: f64, most_m: f64| {
            let range = range("border_distance", text).unwrap();
            assert_eq!((range.least.value(), range.most.value()), (least_m, most_m), "{text}");
        };
        check("25km", 0.0, 25_000.0);
        check("..25km", 0.0, 25_000.0);
        check("5km..25km", 5_000.0, 25_000.0);
        check("5km..", 5_000.0, 21_000_000.0);
        for text in ["", "25", "25km..5km", "5km..x", "-5km", "5km...25km"] {
            assert!(range("border_distance", text).is_err(), "{text}");
        }
    }
}
