//! A flat object of a JSON array to a record: its members are columns, two of them say where. Not responsible for finding it.

use std::borrow::Cow;

use crate::io::read::csv::columns::WKT_BESIDE_PAIR;
use crate::io::read::csv::wkt;
use crate::io::read::escape::Quoted;
use crate::io::read::geojson::cursor::{Member, kind_of, members, string_of};
use crate::io::read::geojson::feature;
use crate::io::read::geojson::value;
use crate::io::read::intake::{Draft, Flaw};
use crate::io::read::options::{Limits, ReadOptions};
use crate::io::read::point::{Degrees, PAIRS};
use crate::io::read::shaping::shaped;
use crate::io::read::what::{Axis, What};
use crate::model::feature::{Feature, FeatureId, Properties};
use crate::model::profile::{Profile, Role, folded};
use crate::model::shape::Shape;

/// Which members say where and which record it is; what is `None` is found by usual names.
#[derive(Debug)]
pub(super) struct RecordColumns {
    lon: Option<String>,
    lat: Option<String>,
    id: Option<String>,
    wkt: Option<String>,
    degrees: Degrees,
    limits: Limits,
}

impl RecordColumns {
    pub(super) fn new(options: &ReadOptions) -> Self {
        Self {
            lon: options.lon_column.clone(),
            lat: options.lat_column.clone(),
            id: options.id_column.clone(),
            wkt: options.wkt_column.clone(),
            limits: options.limits,
            degrees: Degrees { decimal: options.decimal, longitudes: options.longitudes },
        }
    }

    /// Whether the object `text` has members that say where, or is a Feature.
    pub(super) fn places(&self, text: &str) -> bool {
        let tells =
            |members: &[Member]| is_feature(members) || self.pair(members).is_some() || self.drawing(members).is_some();
        text.starts_with('{') && members(text).is_ok_and(|members| tells(&members))
    }

    /// The record that the object `text` is; a Feature among such objects is one as ever.
    pub(super) fn record(&self, text: &str) -> Result<Draft, Flaw> {
        if !text.starts_with('{') {
            return Err(Flaw::Record(What::NotARecord { found: kind_of(text) }));
        }
        let members = members(text).map_err(Flaw::Record)?;
        if is_feature(&members) {
            return feature::feature(&members, self.degrees.longitudes);
        }
        self.drafted(text, &members).map_err(Flaw::Record)
    }

    fn drafted(&self, text: &str, members: &[Member]) -> Result<Draft, What> {
        let mut notes = Vec::new();
        let properties = value::properties(text, &mut notes)?;
        let shape = match self.pair(members) {
            Some([lon, lat]) if !(is_blank(lon) && is_blank(lat)) => {
                let texts = [degrees_of(lon, Axis::Longitude)?, degrees_of(lat, Axis::Latitude)?];
                self.degrees.point([&texts[0], &texts[1]], &mut notes)?
            }
            _ => self.drawn(members, &mut notes)?,
        };
        let id = self.id_in(members, &properties)?;
        Ok(Draft { feature: Feature { id, shape, properties }, notes })
    }

    /// The members of longitude and latitude.
    fn pair<'m>(&self, members: &'m [Member<'m>]) -> Option<[&'m Member<'m>; 2]> {
        let called = |name: &str| members.iter().find(|member| folded(&member.name) == name);
        let asked =
            |name: &String| members.iter().find(|member| member.name == *name).or_else(|| called(&folded(name)));
        match (&self.lon, &self.lat) {
            (Some(lon), Some(lat)) => Some([asked(lon)?, asked(lat)?]),
            (Some(lon), None) => Some([asked(lon)?, PAIRS.iter().find_map(|(_, lat)| called(lat))?]),
            (None, Some(lat)) => Some([PAIRS.iter().find_map(|(lon, _)| called(lon))?, asked(lat)?]),
            (None, None) => PAIRS.iter().find_map(|(lon, lat)| Some([called(lon)?, called(lat)?])),
        }
    }

    /// The member of well-known text: where points have members of degrees, other shapes have it, as in our own arrays.
    fn drawing<'m>(&self, members: &'m [Member<'m>]) -> Option<&'m Member<'m>> {
        let called = |name: &str| members.iter().find(|member| folded(&member.name) == name);
        match &self.wkt {
            Some(asked) => members.iter().find(|member| member.name == *asked).or_else(|| called(&folded(asked))),
            None => WKT_BESIDE_PAIR.into_iter().find_map(called),
        }
    }

    fn drawn(&self, members: &[Member], notes: &mut Vec<What>) -> Result<Option<Shape>, What> {
        let Some(member) = self.drawing(members).filter(|member| !is_blank(member)) else { return Ok(None) };
        let Some(text) = string_of(member.value) else {
            return Err(What::Wkt { value: Quoted::new(member.value), reason: "it is no text" });
        };
        notes.push(What::WktRead { column: Quoted::new(&member.name) });
        match wkt::geometry(&text, self.limits, notes)? {
            Some(geometry) => shaped(geometry, self.degrees.longitudes, notes),
            None => Ok(None),
        }
    }

    fn id_in(&self, members: &[Member], properties: &Properties) -> Result<Option<FeatureId>, What> {
        let names: Vec<&str> = members.iter().map(|member| member.name.as_ref()).collect();
        let own = || names.iter().copied().find(|name| folded(name) == "id").map(str::to_owned);
        let known = || {
            let found = Profile::recognised(&names);
            found.column(Role::Id).filter(|_| found.profile != Profile::Plain).map(str::to_owned)
        };
        let Some(name) = self.id.clone().or_else(own).or_else(known) else { return Ok(None) };
        match properties.get(&name) {
            Some(serde_json::Value::String(text)) if text.trim().is_empty() => Ok(None),
            Some(serde_json::Value::String(text)) => Ok(Some(FeatureId::Text(text.clone()))),
            Some(serde_json::Value::Number(number)) => Ok(Some(FeatureId::Number(number.clone()))),
            None | Some(serde_json::Value::Null) => Ok(None),
            Some(_) => {
                let value = members.iter().find(|member| member.name == name).map_or("", |member| member.value);
                Err(What::IdKind { found: kind_of(value) })
            }
        }
    }
}

/// The names of the members of the object `text`.
pub(super) fn names(text: &str) -> Vec<String> {
    let members = if text.starts_with('{') { members(text).unwrap_or_default() } else { Vec::new() };
    members.into_iter().map(|member| member.name.into_owned()).collect()
}

fn is_feature(members: &[Member]) -> bool {
    let named = |name: &str| members.iter().find(|member| member.name == name);
    named("geometry").is_some() && named("type").and_then(|kind| string_of(kind.value)).as_deref() == Some("Feature")
}

/// Whether the member is null, or text of blanks.
fn is_blank(member: &Member) -> bool {
    member.value == "null" || string_of(member.value).is_some_and(|text| text.trim().is_empty())
}

/// The text of a coordinate, written as a number or in quotes; blank for null.
fn degrees_of<'m>(member: &Member<'m>, axis: Axis) -> Result<Cow<'m, str>, What> {
    match member.value.as_bytes().first() {
        Some(b'n') => Ok(Cow::Borrowed("")),
        Some(b'-' | b'0'..=b'9') => Ok(Cow::Borrowed(member.value)),
        Some(b'"') => match string_of(member.value) {
            Some(text) => Ok(text),
            None => Err(What::LoneSurrogate { text: Quoted::new(member.value) }),
        },
        _ => Err(What::NotANumber { axis, value: Quoted::new(member.value) }),
    }
}
