//! One `GeoJSON` Feature or bare geometry to a record. Not responsible for finding it in the input.

use std::collections::HashSet;

use serde_json::Value;

use crate::io::read::escape::Quoted;
use crate::io::read::geojson::cursor::{Cursor, Member, kind_of, members, string_of};
use crate::io::read::geojson::geometry::{self, single};
use crate::io::read::geojson::number::number;
use crate::io::read::geojson::{crs, value};
use crate::io::read::intake::{Draft, Flaw};
use crate::io::read::shaping::shaped;
use crate::io::read::what::What;
use crate::model::feature::{Feature, FeatureId, Properties};
use crate::model::shape::Longitudes;

/// Members of a Feature that have a meaning of their own.
const OWN: [&str; 6] = ["type", "id", "geometry", "properties", "bbox", "crs"];

/// The record that an element of `features` holds.
pub(super) fn element(text: &str, longitudes: Longitudes) -> Result<Draft, Flaw> {
    let members = object_members(text)?;
    match type_of(&members)?.as_deref() {
        Some("Feature") => feature(&members, longitudes),
        found => Err(Flaw::Record(What::NotAFeature { found: described(found) })),
    }
}

/// The record that a line of a sequence holds: a Feature, or a geometry alone.
pub(super) fn line(text: &str, longitudes: Longitudes) -> Result<Draft, Flaw> {
    let members = object_members(text)?;
    match type_of(&members)?.as_deref() {
        Some("Feature") => feature(&members, longitudes),
        Some(kind) if geometry::is_type(kind) => bare(&members, longitudes),
        found => Err(Flaw::Record(What::NotAFeature { found: described(found) })),
    }
}

/// The type that the members name.
pub(super) fn type_of(members: &[Member]) -> Result<Option<String>, Flaw> {
    Ok(single(members, "type")?.and_then(string_of).map(std::borrow::Cow::into_owned))
}

/// The record of a geometry that stands alone.
pub(super) fn bare(members: &[Member], longitudes: Longitudes) -> Result<Draft, Flaw> {
    let mut notes = Vec::new();
    let geometry = geometry::from_members(members, &mut notes)?;
    let shape = shaped(geometry, longitudes, &mut notes).map_err(Flaw::Record)?;
    Ok(Draft { feature: Feature { id: None, shape, properties: Properties::new() }, notes })
}

/// The record of a Feature's members.
pub(super) fn feature(members: &[Member], longitudes: Longitudes) -> Result<Draft, Flaw> {
    let mut notes = Vec::new();
    for own in OWN {
        single(members, own)?;
    }
    // structure first: a member that stands twice tells against the whole input
    let geometry = match single(members, "geometry")? {
        Some(value) => geometry::geometry(value, &mut notes)?,
        None => None,
    };
    let read = || -> Result<Draft, What> {
        if let Some(member) = members.iter().find(|member| member.name == "crs") {
            crs::check(member.value)?;
        }
        let id = find(members, "id").map_or(Ok(None), id_of)?;
        let mut properties = match find(members, "properties") {
            None | Some("null") => Properties::new(),
            Some(object) if object.starts_with('{') => value::properties(object, &mut notes)?,
            Some(other) => return Err(What::PropertiesKind { found: kind_of(other) }),
        };
        add_foreign(members, &mut properties, &mut notes)?;
        let shape = geometry.map_or(Ok(None), |geometry| shaped(geometry, longitudes, &mut notes))?;
        Ok(Draft { feature: Feature { id, shape, properties }, notes })
    };
    read().map_err(Flaw::Record)
}

fn object_members(text: &str) -> Result<Vec<Member<'_>>, Flaw> {
    if text.starts_with('{') {
        members(text).map_err(Flaw::Record)
    } else {
        Err(Flaw::Record(What::NotAFeature { found: kind_of(text).to_owned() }))
    }
}

fn find<'a>(members: &'a [Member], name: &str) -> Option<&'a str> {
    members.iter().find(|member| member.name == name).map(|member| member.value)
}

fn described(kind: Option<&str>) -> String {
    kind.map_or_else(|| "an object without a type".to_owned(), |kind| format!("a {}", Quoted::new(kind)))
}

fn id_of(value: &str) -> Result<Option<FeatureId>, What> {
    let mut cursor = Cursor::new(value);
    match cursor.peek() {
        b'n' => Ok(None),
        b'"' => Ok(Some(FeatureId::Text(cursor.string()?.into_owned()))),
        b'-' | b'0'..=b'9' => Ok(Some(FeatureId::Number(number(value)?))),
        _ => Err(What::IdKind { found: kind_of(value) }),
    }
}

/// Members beside the properties become properties, where none has their name.
fn add_foreign(members: &[Member], properties: &mut Properties, notes: &mut Vec<What>) -> Result<(), What> {
    let mut met = HashSet::new();
    for member in members.iter().filter(|member| !OWN.contains(&member.name.as_ref())) {
        let name = Quoted::new(&member.name);
        if !met.insert(&member.name) {
            return Err(What::DuplicateMember { name });
        }
        let value: Value = value::value(member.value, notes)?;
        if properties.contains_key(member.name.as_ref()) {
            notes.push(What::ForeignLost { name });
        } else {
            properties.insert(member.name.clone().into_owned(), value);
            notes.push(What::ForeignMember { name });
        }
    }
    Ok(())
}
