//! Styles that draw the tiles of everything, for `MapLibre`. Not responsible for the tiles.
//!
//! Nothing comes from elsewhere: no glyphs, no sprites, so no text; counts show as the size of a circle. What is not exact is
//! hollow, what its source drew roughly is dashed.

use serde_json::{Value, json};

use crate::server::features::links::{self, Link};
use crate::server::http::{BaseUrl, Problem};
use crate::server::state::{EntryKind, Served};
use crate::server::tiles::address::Subject;
use crate::server::tiles::shelf::layer;
use crate::server::tiles::tilejson;

/// The media type of a style.
const STYLE_MEDIA: &str = "application/vnd.mapbox.style+json";
/// What the tiles are called in a style.
const SOURCE: &str = "sarhad";
/// A line that its source may have drawn this far off, or farther, is dashed: as in the web map.
const APPROXIMATE_FROM_M: f64 = 1_000.0;
/// The zoom from which districts are drawn.
const DISTRICTS_FROM: u8 = 6;

/// A style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// As it stands in addresses.
    pub id: &'static str,
    title: &'static str,
    colours: Colours,
}

/// The colours of the web map (`web/src/view/map/palette.ts`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Colours {
    beyond: &'static str,
    land: &'static str,
    province: &'static str,
    district: &'static str,
    border: &'static str,
    halo: &'static str,
    maritime: &'static str,
    incident: &'static str,
}

/// All styles, the usual one first.
pub const STYLES: [Style; 2] = [
    Style {
        id: "sarhad",
        title: "incidents and borders",
        colours: Colours {
            beyond: "#e7e7e3",
            land: "#fbfaf6",
            province: "#c9c7bf",
            district: "#e0ddd4",
            border: "#3c4249",
            halo: "#ffffff",
            maritime: "#5b7386",
            incident: "#b23a10",
        },
    },
    Style {
        id: "sarhad-dark",
        title: "incidents and borders, dark",
        colours: Colours {
            beyond: "#14171a",
            land: "#23282d",
            province: "#3d444b",
            district: "#30363c",
            border: "#c3c9cf",
            halo: "#14171a",
            maritime: "#7f9bb0",
            incident: "#ff9467",
        },
    },
];

/// The styles that there are.
#[must_use]
pub fn list(base: &BaseUrl) -> Value {
    let style = |style: &Style| {
        let links = [Link::new("stylesheet", STYLE_MEDIA, base.to(&format!("/styles/{}.json", style.id)), style.title)];
        json!({ "id": style.id, "title": style.title, "links": links::json(&links) })
    };
    json!({ "default": STYLES[0].id, "styles": STYLES.iter().map(style).collect::<Vec<Value>>() })
}

impl Style {
    /// The style as `MapLibre` takes it.
    ///
    /// # Errors
    /// Where a collection cannot be told of.
    pub fn document(&self, served: &Served, base: &BaseUrl) -> Result<Value, Problem> {
        let mut layers = self.ground();
        let mut bounds = Vec::new();
        for number in Subject::All.numbers(served) {
            let Some(entry) = served.entries().nth(number).filter(|entry| entry.kind == EntryKind::Records) else {
                continue;
            };
            // what is too much for tiles is in none of them
            let Ok(records) = layer(served, number) else { continue };
            let drawn = records.drawn();
            if drawn.areas {
                layers.extend(self.areas(&entry.id));
            }
            if drawn.lines {
                layers.push(self.lines(&entry.id));
            }
            layers.extend(self.points(&entry.id));
            bounds.push(records);
        }
        let mut style = json!({
            "version": 8,
            "name": format!("{}: {}", served.title, self.title),
            "sources": { SOURCE: { "type": "vector", "url": base.to(&tilejson::path(served, Subject::All)) } },
            "layers": layers,
        });
        if let Some([west, south, east, north]) = tilejson::bounds(&bounds) {
            style["center"] = json!([west.midpoint(east), south.midpoint(north)]);
            style["zoom"] = zoom_that_shows((east - west).max(north - south)).into();
        }
        Ok(style)
    }

    /// Land, units and borders.
    fn ground(&self) -> Vec<Value> {
        let colours = &self.colours;
        let line = |id: &str, from: &str, colour: &str| {
            json!({
                "id": id, "type": "line", "source": SOURCE, "source-layer": from,
                "layout": { "line-join": "round" },
                "paint": { "line-color": colour, "line-width": 1 },
            })
        };
        let provinces = line("provinces", "provinces", colours.province);
        let mut districts = line("districts", "districts", colours.district);
        districts["minzoom"] = DISTRICTS_FROM.into();
        let width = json!(["interpolate", ["linear"], ["zoom"], 3, 1, 8, 2]);
        let border = |id: &str, colour: &str, dashes: &[u32], which: Value| {
            let mut border = line(id, "borders", colour);
            border["paint"]["line-width"] = width.clone();
            if !dashes.is_empty() {
                border["paint"]["line-dasharray"] = dashes.into();
            }
            border["filter"] = which;
            border
        };
        let maritime = json!(["in", "maritime", ["downcase", ["coalesce", ["get", "status"], ["get", "kind"], ""]]]);
        let rough = json!([">=", ["coalesce", ["get", "accuracy_m"], 0], APPROXIMATE_FROM_M]);
        let mut halo = line("borders-halo", "borders", colours.halo);
        halo["paint"]["line-width"] = 4.into();
        vec![
            json!({ "id": "beyond", "type": "background", "paint": { "background-color": colours.beyond } }),
            json!({
                "id": "land", "type": "fill", "source": SOURCE, "source-layer": "provinces",
                "filter": ["==", "$type", "Polygon"],
                "paint": { "fill-color": colours.land },
            }),
            districts,
            provinces,
            halo,
            border("borders", colours.border, &[], json!(["all", ["!", maritime], ["!", rough]])),
            border("borders-approximate", colours.border, &[4, 2], json!(["all", ["!", maritime], rough])),
            border("borders-maritime", colours.maritime, &[1, 2], maritime),
        ]
    }

    /// Records that are known to an area: pale, with a dashed outline.
    fn areas(&self, from: &str) -> [Value; 2] {
        let colour = self.colours.incident;
        [
            json!({
                "id": format!("{from}-areas"), "type": "fill", "source": SOURCE, "source-layer": from,
                "filter": ["==", "$type", "Polygon"],
                "paint": { "fill-color": colour, "fill-opacity": 0.1 },
            }),
            json!({
                "id": format!("{from}-outlines"), "type": "line", "source": SOURCE, "source-layer": from,
                "filter": ["==", "$type", "Polygon"],
                "paint": { "line-color": colour, "line-width": 1, "line-dasharray": [3, 2] },
            }),
        ]
    }

    fn lines(&self, from: &str) -> Value {
        json!({
            "id": format!("{from}-lines"), "type": "line", "source": SOURCE, "source-layer": from,
            "filter": ["==", "$type", "LineString"],
            "paint": { "line-color": self.colours.incident, "line-width": 2 },
        })
    }

    /// Records at a place, and circles for several together, whose area grows with how many they are.
    fn points(&self, from: &str) -> [Value; 2] {
        let Colours { incident, halo, .. } = self.colours;
        let is_rough = json!([
            "any",
            ["==", ["get", "collapsed"], true],
            ["!=", ["coalesce", ["get", "precision"], "exact"], "exact"],
        ]);
        let radius = json!(["interpolate", ["linear"], ["sqrt", ["get", "count"]], 1, 6, 10, 12, 100, 26, 1000, 44]);
        [
            json!({
                "id": format!("{from}-together"), "type": "circle", "source": SOURCE, "source-layer": from,
                "filter": ["==", "aggregated", true],
                "paint": {
                    "circle-color": incident, "circle-opacity": 0.55, "circle-radius": radius,
                    "circle-stroke-color": halo, "circle-stroke-width": 1,
                },
            }),
            json!({
                "id": format!("{from}-records"), "type": "circle", "source": SOURCE, "source-layer": from,
                "filter": ["all", ["==", "$type", "Point"], ["!=", "aggregated", true]],
                "paint": {
                    "circle-color": incident,
                    "circle-opacity": ["case", is_rough, 0.2, 1],
                    "circle-radius": 5,
                    "circle-stroke-color": ["case", is_rough, incident, halo],
                    "circle-stroke-width": 1.5,
                },
            }),
        ]
    }
}

/// The zoom at which so many degrees fit into a window of some 800 pixels.
fn zoom_that_shows(side_deg: f64) -> u8 {
    (0..10_u8).rev().find(|zoom| side_deg * f64::from(1_u32 << zoom) * 512.0 / 360.0 <= 800.0).unwrap_or(0)
}

/// The style of this id.
#[must_use]
pub fn style(id: &str) -> Option<&'static Style> {
    STYLES.iter().find(|style| style.id == id)
}
