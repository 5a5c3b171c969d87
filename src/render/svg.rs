//! The whole picture: a locator map of incidents as one SVG file without scripts, fonts or links.
//! Not responsible for what may be drawn of an incident (`marks`), nor for where words stand (`labels`).

use geo_types::Coord;

use crate::atlas::layer_name::LayerName;
use crate::atlas::whole::Atlas;
use crate::model::feature::Feature;
use crate::render::base::{Base, base};
use crate::render::furniture::{Graticule, alternative, credits, graticule, headline, scale_bar};
use crate::render::labels::{Face, Labels, spots_around};
use crate::render::legend::legend;
use crate::render::marks::{Marks, NotDrawn, PathMark};
use crate::render::names;
use crate::render::options::{Extent, MapOptions};
use crate::render::projection::{Frame, Projection};
use crate::render::symbols;

/// The picture's width; it scales, so this only fixes the proportions of type and lines. Its height ends with the credits.
const WIDTH_PX: f64 = 1200.0;
const MAP: Frame = Frame { left: 52.0, top: 78.0, right: 896.0, bottom: 792.0 };
const LEGEND: Frame = Frame { left: 914.0, top: 78.0, right: 1184.0, bottom: 792.0 };
const CREDITS_TOP: f64 = 820.0;
const FOOT_PX: f64 = 12.0;

const STYLE: &str = include_str!("style.css");
const PATTERNS: &str = "\
<pattern id=\"hatch\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
<rect width=\"7\" height=\"7\" fill=\"#e69f00\" fill-opacity=\".14\"/>\
<path d=\"M0,0v7\" stroke=\"#e69f00\" stroke-width=\"2.8\"/></pattern>\n\
<pattern id=\"dots\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(-45)\">\
<path d=\"M0,0v8\" stroke=\"#666\" stroke-opacity=\".45\" stroke-width=\"1\"/></pattern>\n";
const REGION: Face = Face { class: "region", size_px: 12.5, spacing_px: 0.0 };

/// A locator map of `incidents` over the borders, provinces and districts of `atlas`, as SVG.
///
/// Each incident is drawn as precisely as its location and its property `precision` say: a point with its `radius_m`, a
/// stretch of border, an area. What is known only to a country or province, or not at all, is listed by id and not
/// drawn, even if it has a coordinate. Equal input gives equal bytes.
///
/// # Accuracy
/// Equirectangular, true to scale along the middle parallel, which stands beside the scale bar. Coordinates are rounded
/// to a tenth of a pixel.
///
/// # Cost
/// Below a second for the built-in atlas, most of it for unpacking its layers; linear in the vertices.
///
/// # Example
/// ```
/// use sarhad::atlas::{Atlas, article::article};
/// use sarhad::query::incidents::{Records, incident_features};
/// use sarhad::render::{MapOptions, map_svg};
/// let atlas = Atlas::built_in();
/// let incidents = incident_features(&atlas, article(), Records::Incidents);
/// let svg = map_svg(&atlas, &incidents, &MapOptions::default());
/// assert!(svg.starts_with("<svg ") && svg.len() < 300_000); // bytes
/// ```
#[must_use]
pub fn map_svg(atlas: &Atlas, incidents: &[Feature], options: &MapOptions) -> String {
    let projection = Projection::new(extent(atlas, incidents, options), MAP);
    let marks = Marks::new(incidents, &projection);
    let towns = names::towns(atlas, &options.towns, &projection);
    let base = base(atlas, &projection);
    let (bar, bar_box) = scale_bar(&projection);

    let mut labels = Labels::new(MAP);
    labels.block(bar_box);
    symbols::block_dots(&marks, &mut labels);
    names::block_towns(&towns, &projection, &mut labels);
    let unlabelled = symbols::label(&marks, &mut labels);
    let squares = names::label_towns(&towns, &projection, &mut labels);
    symbols::block_bands(&marks, &mut labels);
    names::label_areas(atlas, incidents, &projection, &mut labels);
    label_regions(&base, &mut labels);
    names::label_waters(atlas, &projection, &mut labels);

    let Graticule { lines, ticks } = graticule(&projection);
    let (side, side_end) = legend(&marks, &base, unlabelled, LEGEND);
    let corner = Coord { x: MAP.left, y: CREDITS_TOP.max(side_end + FOOT_PX) };
    let (credits, credits_height) = credits(atlas, options, corner, LEGEND.right - MAP.left);
    [
        opening(options, &marks, corner.y + credits_height + FOOT_PX),
        headline(options, MAP.left, LEGEND.right - MAP.left),
        format!("<g clip-path=\"url(#map)\">\n{}", rectangle("void", MAP)),
        lines,
        base.svg,
        squares,
        symbols::drawn(&marks),
        bar,
        labels.svg(),
        "</g>\n".to_owned(),
        ticks,
        side,
        credits,
        "</svg>\n".to_owned(),
    ]
    .concat()
}

/// What has to be in the map: what is asked for, or else the districts, provinces or countries of the atlas.
fn extent(atlas: &Atlas, incidents: &[Feature], options: &MapOptions) -> Extent {
    let layers = [LayerName::Districts, LayerName::Provinces, LayerName::Countries];
    let around = |layer: LayerName| Extent::around(&atlas.layer(layer).features);
    let whole_earth = Extent { min: (-180.0, -90.0).into(), max: (180.0, 90.0).into() };
    let found = options.extent.or_else(|| layers.into_iter().find_map(around));
    found.or_else(|| Extent::around(incidents)).unwrap_or(whole_earth)
}

fn opening(options: &MapOptions, marks: &Marks, height: f64) -> String {
    let head = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH_PX} {height}\" width=\"{WIDTH_PX}\" \
         height=\"{height}\" role=\"img\" aria-labelledby=\"t d\">\n"
    );
    let defs =
        format!("<defs>\n{PATTERNS}<clipPath id=\"map\">{}</clipPath>\n</defs>\n", rectangle("", MAP).trim_end());
    let whole = Frame { left: 0.0, top: 0.0, right: WIDTH_PX, bottom: height };
    let text = alternative(&options.title, &description(marks));
    [head, text, format!("<style>\n{STYLE}</style>\n"), defs, rectangle("paper", whole)].concat()
}

fn rectangle(class: &str, frame: Frame) -> String {
    let Frame { left, top, .. } = frame;
    let (width, height) = (frame.width(), frame.height());
    format!("<rect class=\"{class}\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"/>\n")
}

/// The map in words: what is drawn, what is not and why.
fn description(marks: &Marks) -> String {
    let listed = |label: &str, ids: Vec<&str>| (!ids.is_empty()).then(|| format!("{label}: {}.", ids.join(", ")));
    let lines = |marks: &[PathMark]| marks.iter().flat_map(|mark| mark.ids.clone()).collect::<Vec<_>>();
    let points: Vec<&str> = marks.points.iter().flat_map(|mark| &mark.ids).map(String::as_str).collect();
    let (bands, areas) = (lines(&marks.lines), lines(&marks.areas));
    let drawn = [
        listed("As points", points),
        listed("As stretches of border", bands.iter().map(String::as_str).collect()),
        listed("As areas", areas.iter().map(String::as_str).collect()),
    ];
    let not_drawn = NotDrawn::ALL.map(|reason| listed(reason.words(), marks.left_out(reason)));
    let parts: Vec<String> = drawn.into_iter().chain(not_drawn).flatten().collect();
    format!("Locator map. {}", parts.join(" "))
}

/// The names of regions without a boundary, below or above their outline.
fn label_regions(base: &Base, labels: &mut Labels) {
    for (name, around) in &base.fuzzy {
        let middle = Coord { x: f64::midpoint(around.left, around.right), y: f64::midpoint(around.top, around.bottom) };
        let reach = (around.height() / 2.0).max(around.width() / 2.0);
        labels.place(name, REGION, &spots_around(middle, reach, REGION.size_px));
    }
}
