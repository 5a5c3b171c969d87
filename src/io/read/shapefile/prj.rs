//! Whether a `.prj` means longitude and latitude on WGS 84. Not responsible for reprojection.

use crate::io::read::escape::Quoted;
use crate::io::read::what::What;

/// How the text of a geographic system begins, in both versions of WKT.
const GEOGRAPHIC: [&str; 3] = ["GEOGCS[", "GEOGCRS[", "GEODCRS["];
/// Names of the datum.
const DATUMS: [&str; 5] = ["D_WGS_1984", "WGS_1984", "WORLD GEODETIC SYSTEM 1984", "WGS84", "WGS 84"];

/// Refuses a system that is not longitude and latitude on WGS 84, by its name.
pub(super) fn check(text: &str) -> Result<(), What> {
    let upper: String = text.trim_start_matches('\u{feff}').to_uppercase();
    let compact: String = upper.split_whitespace().collect::<Vec<_>>().join(" ").replace("[ ", "[").replace(" [", "[");
    let is_geographic = GEOGRAPHIC.iter().any(|begin| compact.starts_with(begin));
    let in_degrees = compact.contains("DEGREE") && !compact.contains("GRAD\"");
    if is_geographic
        && in_degrees
        && datum(&compact).is_some_and(|name| DATUMS.contains(&name))
        && from_greenwich(&compact)
    {
        return Ok(());
    }
    Err(What::Crs { name: Quoted::new(quoted(text).unwrap_or(text)) })
}

/// The first text in quotes.
fn quoted(text: &str) -> Option<&str> {
    text.split('"').nth(1)
}

/// The datum's name: `DATUM["D_WGS_1984",…`, or the ensemble of WKT 2.
fn datum(text: &str) -> Option<&str> {
    let behind = ["DATUM[", "ENSEMBLE["].iter().find_map(|word| text.split_once(word))?.1;
    let name = quoted(behind)?;
    Some(name.strip_suffix(" ENSEMBLE").unwrap_or(name))
}

/// Whether longitudes count from Greenwich, as they do where nothing is said.
fn from_greenwich(text: &str) -> bool {
    text.split_once("PRIMEM[").is_none_or(|(_, behind)| quoted(behind) == Some("GREENWICH"))
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn longitude_and_latitude_on_wgs_84_are_known() {
        let esri = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;
        assert!(check(esri).is_ok());
        let second = r#"GEOGCRS["WGS 84",ENSEMBLE["World Geodetic System 1984 ensemble",MEMBER["x"]],ANGLEUNIT["degree",0.017]]"#;
        assert!(check(second).is_ok());
        for (text, name) in [
            (esri.replace("Greenwich", "Paris"), "GCS_WGS_1984"),
            (esri.replace("D_WGS_1984", "D_North_American_1983"), "GCS_WGS_1984"),
            (
                format!(r#"PROJCS["WGS_1984_UTM_Zone_41N",{esri},PROJECTION["Transverse_Mercator"]]"#),
                "WGS_1984_UTM_Zone_41N",
            ),
            ("EPSG:32641".to_owned(), "EPSG:32641"),
        ] {
            let told = check(&text).expect_err(name).to_string();
            assert!(told.contains(name) && told.contains("EPSG:4326"), "{told}");
        }
    }
}
