//! The interface as one document of `OpenAPI` 3.0, whole in itself. Not responsible for its parts.
//!
//! # Source
//! `OpenAPI` Specification 3.0.3; OGC 17-069r4, chapter 9.

use serde_json::{Value, json};

use crate::server::http::BaseUrl;
use crate::server::openapi::answers::refusals;
use crate::server::openapi::parameters::parameters;
use crate::server::openapi::paths::{FEATURES, SERVER, START, paths};
use crate::server::openapi::question_paths::QUESTIONS;
use crate::server::openapi::schemas::schemas;
use crate::server::openapi::tile_paths::TILES;
use crate::server::state::Served;

/// The version of `OpenAPI`; 3.0 is what map programs read.
const OPENAPI_VERSION: &str = "3.0.3";

/// The interface of what is served, whose links begin with `base`.
#[must_use]
pub fn document(served: &Served, base: &BaseUrl) -> Value {
    json!({
        "openapi": OPENAPI_VERSION,
        "info": {
            "title": served.title,
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Incidents and borders, read-only. Borders are as drawn by their sources; incidents are what someone \
                            claims, placed only as precisely as that is known. HEAD and OPTIONS are answered wherever GET is. \
                            Answers have an ETag; whoever sends it back as If-None-Match is told by 304 that nothing has changed.",
            "license": { "name": "of each collection its own, see license and attribution", "url": base.to("/collections") },
        },
        "servers": [{ "url": base.to("") }],
        "tags": [
            { "name": START, "description": "What is served, and how to ask." },
            { "name": FEATURES, "description": "Collections and their features: OGC API - Features with questions of ours." },
            { "name": QUESTIONS, "description": "Questions about places of yours: units, distances, what is nearest." },
            { "name": TILES, "description": "Vector tiles for web maps, with styles: OGC API - Tiles, TileJSON, MapLibre." },
            { "name": SERVER, "description": "Whether the server is well." },
        ],
        "security": [],
        "paths": paths(),
        "components": { "parameters": parameters(served), "responses": refusals(), "schemas": schemas() },
    })
}
