//! A flat object of a JSON array to a record: its members are columns, two of them say where. Not responsible for finding it.

use std::borrow::Cow;

use crate::io::read::escape::Quoted;
use crate::io::read::geojson::cursor::{Member, kind_of, members, string_of};
use crate::io::read::geojson::feature;
use crate::io::read::geojson::value;
use crate::io::read::intake::{Draft, Flaw};
use crate::io::read::options::ReadOptions;
use crate::io::read::point::{Degrees, PAIRS};
use crate::io::read::what::{Axis, What};
use crate::model::feature::{Feature, FeatureId, Properties};
use crate::model::profile::{Profile, Role, folded};

/// Which members say where and which record it is; what is `None` is found by usual names.
#[derive(Debug)]
pub(super) struct RecordColumns {
    lon: Option<String>,
    lat: Option<String>,
    id: Option<String>,
    degrees: Degrees,
}

impl RecordColumns {
    pub(super) fn new(options: &ReadOptions) -> Self {
        Self {
            lon: options.lon_column.clone(),
            lat: options.lat_column.clone(),
            id: options.id_column.clone(),
            degrees: Degrees { decimal: options.decimal, longitudes: options.longitudes },
        }
    }

    /// Whether the object `text` has members that say where, or is a Feature.
    pub(super) fn places(&self, text: &str) -> bool {
        text.starts_with('{')
            && members(text).is_ok_and(|members| is_feature(&members) || self.pair(&members).is_some())
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
            Some([lon, lat]) => {
                let texts = [degrees_of(lon, Axis::Longitude)?, degrees_of(lat, Axis::Latitude)?];
                self.degrees.point([&texts[0], &texts[1]], &mut notes)?
            }
            None => None,
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
