//! Whether a row's point lies where the row says: in its country, province and district, on land or at sea; and if not, whether
//! the row is wrong or of another edition. Not responsible for mistakes in the coordinates themselves.

use crate::atlas::unit_changes::UnitChange;
use crate::lonlat::LonLat;
use crate::model::crosswalk::Coding;
use crate::model::precision::Precision;
use crate::query::areas::BORDER_ZONE;
use crate::query::level::Level;
use crate::query::locate::locate;
use crate::query::named_units::{NamedUnit, NamedUnits, UnknownName};
use crate::query::sanity::changes::{called, clause, split_off};
use crate::query::sanity::columns::Row;
use crate::query::sanity::coordinates::{self, mistake};
use crate::query::sanity::finding::{Finding, Rule};
use crate::query::sanity::place_named::{FAR, NamedPlace, VERY_FAR, is_near_a_town};
use crate::query::sanity::scrutiny::Scrutiny;
use crate::units::Metres;

/// A point called one at sea may be so far from the waters: ports, and coasts that are drawn otherwise.
const SHORE: Metres = Metres::from_km(10.0);

/// So near to a town no point is at sea.
const ISLET: Metres = Metres::from_km(5.0);
/// No point of a table is held to be better than this, however well an outline is drawn.
const LEAST: Metres = Metres::from_km(3.0);

/// How much of what a row says can be held against its point.
#[derive(Clone, Copy)]
struct Hold {
    /// The smallest unit that the point tells.
    least: Level,
    /// How far the event may have been from the point, beside what outlines may be off.
    slack: Metres,
}

impl Hold {
    fn of(named: &NamedUnits) -> Option<Self> {
        let (least, slack) = match named.coded.map(|coded| coded.precision) {
            Some(Precision::Near) => (Level::District, named.coded.and_then(|coded| coded.radius)),
            None | Some(Precision::Exact | Precision::Locality | Precision::District) => (Level::District, None),
            Some(Precision::Province) => (Level::Province, None),
            Some(Precision::Country) => (Level::Country, None),
            Some(Precision::BorderZone | Precision::Corridor) => (Level::Country, Some(BORDER_ZONE)),
            Some(Precision::Water | Precision::Unlocated) => return None,
        };
        Some(Self { least, slack: slack.unwrap_or(Metres::ZERO) })
    }

    /// How far a point may be from a unit that it is in, as far as can be told.
    fn most(self, unit: &NamedUnit<'_>) -> Metres {
        Metres::new(unit.accuracy().value().max(LEAST.value()) + self.slack.value())
    }
}

/// What is wrong between the point of a row and the units that it names: the rule that explains most.
pub(super) fn units(of: &Scrutiny, row: &Row<'_, '_>, named: &NamedUnits, at: LonLat) -> Option<Finding> {
    let hold = Hold::of(named)?;
    let off = |unit: &NamedUnit<'_>| of.placer.distance_to(unit, at).is_some_and(|distance| distance > hold.most(unit));
    let finest = named.finest(hold.least);
    let Some(finest) = finest.filter(off) else {
        let told = named.unknown.iter().filter(|name| name.level >= hold.least);
        return told.into_iter().find_map(|name| unknown(of, row, named, (name, at))).or_else(|| {
            // a place is held against its point only where the point stands for a place
            let of_a_place = named.coded.is_none_or(|coded| coded.precision <= Precision::Locality);
            if of_a_place { place(of, row, named, at) } else { None }
        });
    };
    let abroad = match &named.country {
        Some(country) => off(country),
        None => of.placer.areas().atlas().countries().index.first_holding(at).is_none(),
    };
    if abroad && let Some(found) = mistake(of.placer, named, row, at) {
        return Some(found);
    }
    if abroad && let Some(country) = &named.country {
        return apart(of, row, country, at).map(|found| Finding {
            rule: Rule::CountryDisagrees,
            message: with_unit(&found.message, row, named, country),
            ..found
        });
    }
    changed(of, row, &finest, at).or_else(|| apart(of, row, &finest, at))
}

/// The message of a point in another country, with the smaller unit that the row names too.
fn with_unit(message: &str, row: &Row<'_, '_>, named: &NamedUnits, country: &NamedUnit<'_>) -> String {
    match named.finest(Level::District).filter(|unit| unit.level() < Level::Country) {
        Some(unit) => {
            let says = format!("the row says {}", country.described());
            // the row's own words, where they are not those of the atlas
            let cell = short(&(row.text)(unit.column).unwrap_or_default());
            let own = unit.described().to_lowercase().contains(&cell.trim().to_lowercase());
            let unit = if own { unit.described().to_owned() } else { format!("{cell:?}") };
            message.replacen(&says, &format!("the row says {unit}, {}", country.described()), 1)
        }
        None => message.to_owned(),
    }
}

/// That a point lies elsewhere than in `unit`, and what there is in the unit.
fn apart(of: &Scrutiny, row: &Row<'_, '_>, unit: &NamedUnit<'_>, at: LonLat) -> Option<Finding> {
    let told = of.placer.apart(unit, at, unit.accuracy())?;
    let hint = match (of.place_named(row, &unit.card().id), of.places_in(&unit.card().id)) {
        (Some((_, place)), _) => {
            let there = place.at.zip(place.distance(at)).map_or_else(String::new, |(there, distance)| {
                format!(" at {}, {:.0} km from the point", coordinates::pair(there), distance.km())
            });
            format!("; {}, which it names, is in {}{there}", place.name, unit.described())
        }
        (None, _) if let Some(near) = named_there(of, row, at) => format!("; {near}, which it names, lies there too"),
        (None, Some(places)) => format!("; in {} are {places}", unit.described()),
        (None, None) => String::new(),
    };
    Some(finding(Rule::UnitDisagrees, row, unit.column, format!("{told}{hint}")))
}

/// The place that a row names, if it lies near the point in the unit that holds that: then it is the row's unit that is wrong.
fn named_there(of: &Scrutiny, row: &Row<'_, '_>, at: LonLat) -> Option<String> {
    let holds = locate(of.placer.areas().atlas(), at);
    let holds = holds.district.or(holds.province)?;
    let (_, place) = of.place_named(row, &holds.id)?;
    place.distance(at).is_none_or(|distance| distance <= FAR).then(|| place.name.clone())
}

/// That the place which a row names is far from its point.
fn place(of: &Scrutiny, row: &Row<'_, '_>, named: &NamedUnits, at: LonLat) -> Option<Finding> {
    let unit = named.finest(Level::District)?;
    let Some((column, place)) = of.place_named(row, &unit.card().id) else {
        return elsewhere(of, row, named, at);
    };
    let (there, distance) = lies(of, &place, at).filter(|(_, distance)| *distance > FAR)?;
    let (name, unit_name, km) = (&place.name, unit.described(), distance.km());
    let message = format!("the row names {name}; {name} in {unit_name} lies {there}, {km:.0} km from the point");
    Some(finding(rule_of(&unit), row, column, message))
}

/// That the one place of its country which has the name that a row gives is in another unit, far from the point.
fn elsewhere(of: &Scrutiny, row: &Row<'_, '_>, named: &NamedUnits, at: LonLat) -> Option<Finding> {
    let unit = named.finest(Level::District)?;
    let country = unit.card().country.as_deref()?;
    let (column, place) = of.place_named(row, country)?;
    let (there, distance) = lies(of, &place, at).filter(|(_, distance)| *distance > VERY_FAR)?;
    let (name, unit_name, km) = (&place.name, unit.described(), distance.km());
    let message = format!(
        "the row names {name} and {unit_name}; the one {name} known in {country} lies {there}, {km:.0} km from the point"
    );
    Some(finding(rule_of(&unit), row, column, message))
}

/// How much it means that a place is not where `unit` is: in all of a province there may be another place of the name that the
/// gazetteer lacks.
fn rule_of(unit: &NamedUnit<'_>) -> Rule {
    if unit.level() == Level::District { Rule::PlaceDisagrees } else { Rule::PlaceElsewhere }
}

/// Where a place lies, in words, and how far from `at`: by its point, or else by the unit that it is in.
fn lies(of: &Scrutiny, place: &NamedPlace, at: LonLat) -> Option<(String, Metres)> {
    if let Some((there, distance)) = place.at.zip(place.distance(at)) {
        return Some((format!("at {}", coordinates::pair(there)), distance));
    }
    let unit = of.placer.unit_of_id(place.unit.as_deref()?, "")?;
    Some((format!("in {}", unit.described()), of.placer.distance_to(&unit, at)?))
}

fn finding(rule: Rule, row: &Row<'_, '_>, column: &str, message: String) -> Finding {
    let value = (row.text)(column).unwrap_or_default().into_owned();
    Finding { rule, column: column.to_owned(), value, message }
}

/// That the district which holds the point was split from the one that the row names.
fn changed(of: &Scrutiny, row: &Row<'_, '_>, stated: &NamedUnit<'_>, at: LonLat) -> Option<Finding> {
    let holds = locate(of.placer.areas().atlas(), at).district?;
    let change = split_off(&holds.id, &stated.card().id)?;
    let holds = of.placer.unit_of_id(&holds.id, stated.column)?.described();
    let clause = clause(change, stated.described());
    let message = format!("the row says {}; {holds}, which holds the point, {clause}", stated.described());
    Some(finding(Rule::UnitChanged, row, stated.column, message))
}

/// What is known of a unit whose name the atlas does not have.
fn unknown(
    of: &Scrutiny,
    row: &Row<'_, '_>,
    named: &NamedUnits,
    (name, at): (&UnknownName<'_>, LonLat),
) -> Option<Finding> {
    let country = named.country.as_ref().and_then(|unit| unit.card().country.as_deref());
    if let Some(change) = called(&name.name, country)
        && let Some(found) = of_changed(of, row, change, (name, at))
    {
        return Some(found);
    }
    let found = locate(of.placer.areas().atlas(), at);
    let holds = if name.level == Level::District { found.district } else { found.province }?;
    if spells(of, &name.name, &holds.id) {
        return None;
    }
    if let Some(found) = of_another_country(of, row, named, (name, at)) {
        return Some(found);
    }
    let there = of.placer.unit_of_id(&holds.id, name.column)?.described();
    let level = name.level.word();
    let message = format!("the atlas has no one {level} called {:?}; the point lies in {there}", short(&name.name));
    Some(finding(Rule::UnitUnknown, row, name.column, message))
}

/// That a name is that of a unit of another country than the row says.
fn of_another_country(
    of: &Scrutiny,
    row: &Row<'_, '_>,
    named: &NamedUnits,
    (name, at): (&UnknownName<'_>, LonLat),
) -> Option<Finding> {
    let country = named.country.as_ref()?;
    let unit = of.placer.unit_called(name.level, &name.name, name.column)?;
    let own = unit.card().country.as_deref().filter(|own| Some(*own) != country.card().country.as_deref())?;
    let own = of.placer.unit_of_id(own, name.column)?.described();
    let distance = of.placer.distance_to(&unit, at).filter(|distance| *distance > unit.accuracy())?;
    let (says, country, unit) = (short(&name.name), country.described(), unit.described());
    let message =
        format!("the row says {says:?} and {country}; {unit} is in {own}, {:.0} km from the point", distance.km());
    Some(finding(Rule::UnitDisagrees, row, name.column, message))
}

/// Whether a name may be one of the unit of this id, as the gazetteer spells it.
fn spells(of: &Scrutiny, name: &str, id: &str) -> bool {
    let hits = of.placer.areas().atlas().gazetteer().hits(name);
    hits.iter().any(|hit| hit.entry.id == id)
}

/// Whether a point lies in what a unit was made of, or is today.
fn of_changed(
    of: &Scrutiny,
    row: &Row<'_, '_>,
    change: &UnitChange,
    (name, at): (&UnknownName<'_>, LonLat),
) -> Option<Finding> {
    let wholes = change.of.iter().filter_map(|id| of.placer.unit_of_id(id, name.column));
    let wholes = wholes.filter_map(|unit| Some((unit, of.placer.distance_to(&unit, at)?)));
    let (whole, distance) = wholes.min_by(|(_, a), (_, b)| a.value().total_cmp(&b.value()))?;
    let clause = format!("{:?}, which {}", short(&name.name), clause(change, whole.described()));
    if distance <= whole.accuracy() {
        let message = format!("the row says {clause}; the layer has it under {}", whole.described());
        return Some(finding(Rule::UnitChanged, row, name.column, message));
    }
    let told = of.placer.apart(&whole, at, whole.accuracy())?.to_string();
    let told = told.replacen(&format!("the row says {}", whole.described()), &format!("the row says {clause}"), 1);
    Some(finding(Rule::UnitDisagrees, row, name.column, told))
}

/// As much of a name as a message needs.
fn short(name: &str) -> String {
    const CHARS_MAX: usize = 60;
    name.chars().take(CHARS_MAX).collect()
}

/// That a place on land lies at sea, or one at sea on land.
pub(super) fn sea(of: &Scrutiny, row: &Row<'_, '_>, named: &NamedUnits, at: LonLat) -> Option<Finding> {
    let precision = named.coded.map(|coded| coded.precision);
    let seas = of.seas();
    if precision == Some(Precision::Water) {
        // UCDP's code is that of airspace too
        let inland = seas.distance(at).filter(|distance| named.coding == Some(Coding::Words) && *distance > SHORE)?;
        let on_land = !seas.hold(at) && of.placer.areas().atlas().countries().index.first_holding(at).is_some();
        let message = format!("the row says water, and its point lies {:.0} km from the sea", inland.km());
        return on_land.then(|| coordinates::finding(Rule::AtSea, row, at, message));
    }
    let tells_of_land = match precision {
        Some(Precision::Exact | Precision::Near | Precision::Locality | Precision::District) => true,
        Some(_) => false,
        None => named.district.or(named.province).is_some(),
    };
    if !tells_of_land || !seas.hold(at) {
        return None;
    }
    let off = seas.distance(at)?;
    let slack = named.coded.and_then(|coded| coded.radius).unwrap_or(Metres::ZERO);
    // the waters lack small islands, of which the gazetteer has some
    if off.value() <= LEAST.value().max(slack.value()) || is_near_a_town(of.placer.areas().atlas(), at, ISLET) {
        return None;
    }
    let says = match named.finest(Level::District) {
        Some(unit) => format!("the row says {}", unit.described()),
        None => "the row tells of a place on land".to_owned(),
    };
    let message = format!(
        "{says}, and its point lies at sea, {:.0} km within the waters of the atlas, or on an islet that it lacks",
        off.km()
    );
    Some(coordinates::finding(Rule::AtSea, row, at, message))
}
