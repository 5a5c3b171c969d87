//! Where clients begin: what the service is called, where everything is, and which parts of the standards hold.
//! Not responsible for the map, nor for any collection.

use serde_json::{Value, json};

use crate::query::filter::conformance;
use crate::server::features::forms::{HTML, JSON, OPENAPI};
use crate::server::features::links::{self, Link, TILES_REL};
use crate::server::http::BaseUrl;
use crate::server::state::Served;

/// The parts of the standards that hold, beside those of filters.
const CLASSES: [&str; 17] = [
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/schemas",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/core-roles-features",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/returnables-and-receivables",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
];

/// The relation of sets of tile matrices.
const SCHEMES_REL: &str = "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes";
/// The relation of styles.
const STYLES_REL: &str = "http://www.opengis.net/def/rel/ogc/1.0/styles";

/// Where everything is.
#[must_use]
pub fn document(served: &Served, base: &BaseUrl) -> Value {
    let links = [
        Link::new("self", JSON.media, base.to("/?f=json"), "this document"),
        Link::new("alternate", HTML.media, base.to("/?f=html"), "the map"),
        Link::new("service-desc", OPENAPI.media, base.to("/api"), "the definition of this interface"),
        Link::new("service-doc", HTML.media, base.to("/docs"), "the interface in words"),
        Link::new("conformance", JSON.media, base.to("/conformance"), "which parts of the standards hold"),
        Link::new("data", JSON.media, base.to("/collections"), "the collections"),
        Link::new(TILES_REL, JSON.media, base.to("/tiles"), "vector tiles of everything"),
        Link::new(SCHEMES_REL, JSON.media, base.to("/tileMatrixSets"), "where tiles lie"),
        Link::new(STYLES_REL, JSON.media, base.to("/styles"), "styles that draw these tiles"),
    ];
    let description = "Incidents and borders, read-only. Borders are as drawn by their sources; incidents are what \
                       someone claims, placed only as precisely as that is known.";
    json!({ "title": served.title, "description": description, "links": links::json(&links) })
}

/// Which parts of the standards hold.
#[must_use]
pub fn conformance() -> Value {
    let classes: Vec<&str> = CLASSES.into_iter().chain(conformance::CLASSES).chain(conformance::ENCODINGS).collect();
    json!({ "conformsTo": classes })
}
