//! Which GeoJSON does Leaflet need to show the coded incidents? `L.geoJSON(await (await fetch(url)).json()).addTo(map)`.

#![allow(clippy::print_stdout, reason = "an example shows its answer")]

use sarhad::Atlas;
use sarhad::atlas::article::article;
use sarhad::io::write::digits::Digits;
use sarhad::io::write::feature::{FeatureWriter, feature_writer};
use sarhad::io::write::format::OutputFormat;
use sarhad::io::write::options::WriteOptions;
use sarhad::query::incidents::{Records, incident_features};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut bytes = Vec::new();
    let mut options = WriteOptions::new(OutputFormat::GeoJson, "incidents.geojson");
    options.document.name = Some("incidents".to_owned());
    options.document.metadata = Some(serde_json::to_value(&article().dataset)?); // attribution and caution travel along
    options.digits = Digits::AtMost(5); // about a metre: enough for a web map

    let mut writer = feature_writer(&mut bytes, options);
    for feature in incident_features(&Atlas::built_in(), article(), Records::Incidents) {
        writer.write(&feature)?;
    }
    let written = writer.finish()?;
    println!("{} features, {} kB", written.features, bytes.len() / 1_000);

    let text = String::from_utf8(bytes)?;
    assert_eq!(written.features, 15);
    assert!(text.contains("Claims are reported, not endorsed") && text.contains("[60.8629,29.4963]"));
    Ok(())
}
