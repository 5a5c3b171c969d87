//! Questions that can be copied: each asks the server itself for something that it has. Not responsible for how they are shown.

use crate::model::column_kind::ColumnKind;
use crate::server::http::BaseUrl;
use crate::server::state::{Entry, Served};

/// A question and what it answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// What is asked, in words.
    pub what: String,
    /// The address that answers it, where one does.
    pub href: Option<String>,
    /// What is typed into a terminal.
    pub command: String,
}

/// Questions for what is served, whose addresses begin with `base`.
#[must_use]
pub fn examples(served: &Served, base: &BaseUrl) -> Vec<Example> {
    let Some(entry) = served.entries().next() else { return Vec::new() };
    let mut all = asked(entry, base);
    let id = &entry.id;
    let sent = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[60.8629,29.4963]}}]}"#;
    all.push(Example {
        what: "The same of many places at once: GeoJSON that is sent".to_owned(),
        href: None,
        command: format!(
            "curl -H 'Content-Type: application/geo+json' -d '{sent}' '{}'",
            base.to("/distance?to=border/IR-PK")
        ),
    });
    all.push(Example {
        what: "Tiles for MapLibre, OpenLayers or Leaflet: this address is all they need".to_owned(),
        href: Some(base.to("/tiles/all.json")),
        command: base.to("/tiles/all.json"),
    });
    let (gdal, root) = (format!("OAPIF:{base}"), base.to("/"));
    let typed = |what: &str, command: String| Example { what: what.to_owned(), href: None, command };
    all.push(typed("What there is, by GDAL", format!("ogrinfo {gdal}")));
    all.push(typed("All of a collection as a GeoPackage, by GDAL", format!("ogr2ogr {id}.gpkg {gdal} {id}")));
    all.push(typed(
        "A box alone, by GDAL: west, south, east, north; it is asked of the server",
        format!("ogr2ogr -spat 44 25 61 40 {id}.geojson {gdal} {id}"),
    ));
    all.push(typed(
        "In Python, by OWSLib",
        format!("python3 -c \"from owslib.ogcapi.features import Features; print(Features('{root}').feature_collections())\""),
    ));
    all
}

/// Questions that are an address.
fn asked(entry: &Entry, base: &BaseUrl) -> Vec<Example> {
    let items = |query: &[(&str, &str)]| {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
        base.to(&format!("/collections/{}/items?{query}", entry.id))
    };
    let curl = |what: &str, href: String| {
        let command = format!("curl '{href}'");
        Example { what: what.to_owned(), href: Some(href), command }
    };
    let mut all = vec![
        curl("Which collections there are", base.to("/collections?f=json")),
        curl("The first ten features", items(&[("limit", "10")])),
        curl("In a box: west, south, east, north", items(&[("bbox", "60,25,64,30")])),
        curl(
            "Within 100 km of Zahedan, the nearest first, each with its distance",
            items(&[("near", "60.8629,29.4963"), ("distance", "100km")]),
        ),
        curl(
            "Surely within 50 km of the border of Iran and Pakistan as it is drawn",
            items(&[("border", "IR-PK"), ("border_distance", "..50km"), ("certainty", "must")]),
        ),
        curl("Since January 2024", items(&[("datetime", "2024-01-01/..")])),
        curl(
            "A shape, as CQL2",
            items(&[("filter", "S_INTERSECTS(geometry, POLYGON((60 25, 64 25, 64 30, 60 30, 60 25)))")]),
        ),
    ];
    all.extend([
        curl("Where a place is", base.to("/locate?at=60.8629,29.4963")),
        curl(
            "How far it is from the border of Iran and Pakistan",
            base.to("/distance?at=60.8629,29.4963&to=border/IR-PK"),
        ),
        curl("What is nearest to it", base.to(&format!("/nearest?at=60.8629,29.4963&collection={}&count=3", entry.id))),
    ]);
    let words = entry.collection().card().columns.iter().find(|column| column.kind == ColumnKind::Text);
    if let Some(column) = words {
        let filter = format!("\"{}\" IS NOT NULL", column.name.replace('"', "\"\""));
        let what = format!("Those that have something in {}, as a table for a spreadsheet", column.name);
        let href = items(&[("filter", &filter), ("f", "csv")]);
        all.push(Example { what, command: format!("curl -o {}.csv '{href}'", entry.id), href: Some(href) });
    }
    all
}
