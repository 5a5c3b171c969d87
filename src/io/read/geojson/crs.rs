//! The `crs` member of old `GeoJSON`. Not responsible for reprojection.

use std::borrow::Cow;

use crate::io::read::escape::Quoted;
use crate::io::read::geojson::cursor::{Member, members, string_of};
use crate::io::read::what::What;

/// Refuses a `crs` that is not longitude and latitude on WGS 84.
pub(super) fn check(crs: &str) -> Result<(), What> {
    if crs == "null" {
        return Ok(());
    }
    let name = name_of(crs);
    let known = name.as_deref().is_some_and(is_wgs84);
    if known { Ok(()) } else { Err(What::Crs { name: Quoted::new(name.as_deref().unwrap_or(crs)) }) }
}

/// `{"type":"name","properties":{"name":…}}`, or the older `{"type":"EPSG","properties":{"code":4326}}`.
fn name_of(crs: &str) -> Option<String> {
    let find = |object: &str, name: &str| -> Option<String> {
        let found = members(object).ok()?.into_iter().find(|member: &Member| member.name == name)?;
        Some(found.value.to_owned())
    };
    let properties = find(crs, "properties").filter(|properties| properties.starts_with('{'))?;
    if let Some(name) = find(&properties, "name") {
        return Some(string_of(&name)?.into_owned());
    }
    let code = find(&properties, "code")?;
    Some(format!("EPSG:{}", string_of(&code).map_or(code.clone(), Cow::into_owned)))
}

/// Whether a coordinate reference system of this name is longitude and latitude on WGS 84.
pub(in crate::io::read) fn is_wgs84(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    let last = name.rsplit([':', '/', '#']).next().unwrap_or_default();
    let authority_is = |authority: &str| name == last || name.contains(authority);
    match last {
        "CRS84" | "CRS84H" | "WGS84" | "WGS 84" => true,
        "4326" | "4979" => authority_is("EPSG"),
        _ => false,
    }
}
