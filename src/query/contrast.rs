//! How two claims differ in place, date, toll, actors or standing, in words. Not responsible for which pairs are compared.

use crate::geometry::geodesic::distance;
use crate::lonlat::LonLat;
use crate::model::claim::{Claim, ClaimSet, Count, Part, Toll};
use crate::model::crosswalk::TOWN;
use crate::model::dates::DateSpan;
use crate::model::precision::{Precision, Whereabouts};
use crate::units::Metres;

/// Verbs with which somebody says that something is not so.
const DENYING: [&str; 9] =
    ["deny", "denies", "denied", "reject", "rejects", "rejected", "refute", "disputes", "disputed"];

/// Two points that are nearer each other are one, written in other digits.
const SAME_POINT_M: f64 = 1.0;

/// How two places differ; `None` where they are the same one, named equally precisely, and points that are given for it may be
/// one.
pub(super) fn place_contrast(one: &Whereabouts, other: &Whereabouts) -> Option<String> {
    let same_named = one.place.is_some() && one.place == other.place;
    let areas = |place: &Whereabouts| {
        let mut areas = place.areas.clone();
        areas.sort_unstable();
        areas
    };
    let differ = one.precision != other.precision
        || areas(one) != areas(other)
        || are_two(one.border.as_ref(), other.border.as_ref())
        || are_two(one.place.as_ref(), other.place.as_ref());
    let apart = apart(one, other);
    let told = apart.map(|apart| format!(": {apart} apart")).unwrap_or_default();
    let differ = apart.is_some() || (differ && !same_named);
    differ.then(|| format!("{} against {}{told}", place_words(one), place_words(other)))
}

/// Whether both are named, and not the same.
fn are_two(one: Option<&String>, other: Option<&String>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one != other)
}

/// How far apart two points are that cannot be one: farther than their radii together. A town without a radius has that of towns.
fn apart(one: &Whereabouts, other: &Whereabouts) -> Option<Metres> {
    let point = |place: &Whereabouts| {
        let precise = matches!(place.precision, Precision::Exact | Precision::Near | Precision::Locality);
        place.lon.zip(place.lat).filter(|_| precise).and_then(|(lon, lat)| LonLat::new(lon, lat).ok())
    };
    let radius = |place: &Whereabouts| match (place.radius_m, place.precision) {
        (Some(radius_m), _) => radius_m,
        (None, Precision::Locality) => TOWN.value(),
        (None, _) => 0.0,
    };
    let apart = distance(point(one)?, point(other)?);
    (apart.value() > radius(one) + radius(other) + SAME_POINT_M).then_some(apart)
}

/// `district PK/gwadar`, `border-zone border/IR-PK in PK`.
fn place_words(place: &Whereabouts) -> String {
    let at = place.place.as_deref().or(place.border.as_deref());
    let within = place.areas.join(" ");
    let words = match (at, within.as_str()) {
        (Some(at), "") => at.to_owned(),
        (Some(at), within) => format!("{at} in {within}"),
        (None, within) => within.to_owned(),
    };
    let point = place.lon.zip(place.lat).map(|(lon, lat)| format!("{lon},{lat}"));
    let parts = [Some(place.precision.word().to_owned()), Some(words), point];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// How two spans differ; `None` where they are equal or one is not known.
pub(super) fn date_contrast(one: &DateSpan, other: &DateSpan) -> Option<String> {
    let known = |span: &DateSpan| span.start.is_some() || span.end.is_some();
    if (one.start, one.end) == (other.start, other.end) || !known(one) || !known(other) {
        return None;
    }
    let how = if one.may_overlap(other.start, other.end) { "not equally precise" } else { "no day in common" };
    Some(format!("{one} against {other}: {how}"))
}

/// How two tolls differ; `None` where their ranges meet.
pub(super) fn toll_contrast(one: &Toll, other: &Toll) -> Option<String> {
    let of = |what, part: fn(&Toll) -> Option<Count>| match (part(one), part(other)) {
        (Some(a), Some(b)) if !meet(a, b) => Some(format!("{} {what} against {}", count_words(a), count_words(b))),
        _ => None,
    };
    let uncounted = |toll: &Toll| toll.killed.is_none() && toll.wounded.is_none();
    let numbers = [of("killed", |toll| toll.killed), of("wounded", |toll| toll.wounded)];
    let numbers: Vec<String> = numbers.into_iter().flatten().collect();
    match (uncounted(one), uncounted(other)) {
        _ if !numbers.is_empty() => Some(numbers.join("; ")),
        (true, false) | (false, true) => Some(format!("{} against {}", toll_words(one), toll_words(other))),
        _ => None,
    }
}

/// Whether some number is allowed by both counts.
fn meet(one: Count, other: Count) -> bool {
    let low = |count: Count| count.low.or(count.best);
    // one number without a range is its own upper end; "at least" has none
    let high = |count: Count| count.high.or(count.best.filter(|_| count.low.is_none()));
    let below = |a: Count, b: Count| high(a).zip(low(b)).is_some_and(|(high, low)| high < low);
    !below(one, other) && !below(other, one)
}

/// `14`, `66 or more`, `up to 97`, `12 to 19`.
#[must_use]
pub fn count_words(count: Count) -> String {
    match (count.low, count.best, count.high) {
        (Some(low), _, Some(high)) if low == high => low.to_string(),
        (Some(low), Some(best), Some(high)) => format!("{low} to {high}, best {best}"),
        (Some(low), None, Some(high)) => format!("{low} to {high}"),
        (Some(low), best, None) => match best {
            Some(best) if best != low => format!("{low} or more, best {best}"),
            _ => format!("{low} or more"),
        },
        (None, Some(best), _) => best.to_string(),
        (None, None, Some(high)) => format!("up to {high}"),
        (None, None, None) => "not counted".to_owned(),
    }
}

/// `14 killed, 3 wounded`; the source's own words where it counts nobody.
#[must_use]
pub fn toll_words(toll: &Toll) -> String {
    let numbers = [toll.killed.map(|count| (count, "killed")), toll.wounded.map(|count| (count, "wounded"))];
    let counted: Vec<String> =
        numbers.into_iter().flatten().map(|(count, what)| format!("{} {what}", count_words(count))).collect();
    if counted.is_empty() {
        toll.as_written.as_ref().map_or_else(|| "not counted".to_owned(), |words| format!("“{words}”, not counted"))
    } else {
        counted.join(", ")
    }
}

/// How the actors of two claims differ in a part that both name; `None` where some actor has it in both.
pub(super) fn actors_contrast(set: &ClaimSet, one: &[Part], other: &[Part]) -> Option<String> {
    let role = |part: &Part| role(&part.role).to_owned();
    let shared: Vec<String> =
        one.iter().map(role).filter(|wanted| other.iter().any(|part| role(part) == *wanted)).collect();
    let named = |parts: &[Part], wanted: &str| -> Vec<String> {
        parts.iter().filter(|part| role(part) == wanted).map(|part| part.actor.clone()).collect()
    };
    let told = |ids: &[String]| -> String {
        let name = |id: &String| set.actor(id).map_or_else(|| id.clone(), |actor| actor.name.clone());
        ids.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    shared.iter().find_map(|wanted| {
        let (a, b) = (named(one, wanted), named(other, wanted));
        (!a.iter().any(|id| b.contains(id))).then(|| format!("{wanted}: {} against {}", told(&a), told(&b)))
    })
}

/// The part that a role is one wording of: a suspicion, a code and a claim of responsibility all say who did it.
fn role(role: &str) -> &str {
    let doing = ["perpetrator", "claimed responsibility", "attacker"];
    if doing.iter().any(|word| role.contains(word)) { "who did it" } else { role }
}

/// Whether one claim denies what the other speaks about.
pub(super) fn status_contrast(one: &Claim, other: &Claim) -> Option<String> {
    let denies = |claim: &Claim| claim.verb.to_lowercase().split_whitespace().any(|word| DENYING.contains(&word));
    let shared = one.about.iter().any(|what| other.about.contains(what));
    let (denial, assertion) = match (denies(one), denies(other)) {
        (true, false) => (&one.verb, &other.verb),
        (false, true) => (&other.verb, &one.verb),
        _ => return None,
    };
    shared.then(|| format!("one party “{denial}”, the other “{assertion}”"))
}
