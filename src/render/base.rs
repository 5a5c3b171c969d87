//! The map under the incidents: land, borders, outlines, the tripoint. Not responsible for words.

use geo_types::{Coord, LineString};

use crate::atlas::layer_name::LayerName;
use crate::atlas::whole::Atlas;
use crate::model::border::BorderKind;
use crate::model::place::Place;
use crate::model::region::RegionName;
use crate::model::shape::Shape;
use crate::render::linework::Linework;
use crate::render::marks::Marks;
use crate::render::names::bounds;
use crate::render::page::Page;
use crate::render::paths::{PxLine, closed_path, open_path, visible_rings, visible_runs};
use crate::render::projection::{Frame, Projection};
use crate::render::words::filled;

/// Lines whose source says that they may be off by more than this are dashed. It is about one pixel of the default map,
/// so that what is drawn solid is where the line says.
pub(super) const SURE_TO_M: f64 = 1_300.0;
/// A region without a boundary that is wider than this share of the map would only darken it.
const FUZZY_SHARE_MAX: f64 = 0.4;
/// How many tints `style.css` has for countries.
const TINTS: usize = 4;
/// A triangle that is nearer to an incident's dot would lie over it.
const COVERED_PX: f64 = 9.0;

/// The class of outlines of countries that are no border of the atlas.
pub(super) const OUTLINE: &str = "outline";

/// Lines of one kind that can be seen.
#[derive(Debug)]
pub(super) struct LineKind {
    /// Styled in `style.css`.
    pub(super) class: &'static str,
    /// What the legend says.
    pub(super) meaning: String,
    /// Path data.
    path: String,
}

/// What of the base map there is, for the legend to explain.
#[derive(Debug)]
pub(super) struct Base {
    pub(super) svg: String,
    /// The strongest first.
    pub(super) lines: Vec<LineKind>,
    /// Name, where there is one in the picture's language, and box of each region without a boundary that fits into the map.
    pub(super) fuzzy: Vec<(String, Frame)>,
    /// The tripoints that can be seen, and their triangles, which are drawn over bands.
    pub(super) tripoints: Vec<Place>,
    pub(super) triangles: String,
}

/// The base map of the page's atlas under `marks`.
pub(super) fn base(page: &Page, projection: &Projection, marks: &Marks) -> Base {
    let atlas = page.atlas;
    let lines = line_kinds(page, projection);
    // the strongest line is drawn last
    let paths = lines.iter().rev().map(|kind| format!("<path class=\"{}\" d=\"{}\"/>\n", kind.class, kind.path));
    let paths: Vec<String> = paths.collect();
    let (hatched, fuzzy) = fuzzy(page, projection);
    let covers = |at: Coord<f64>| marks.points.iter().any(|mark| (mark.at - at).x.hypot((mark.at - at).y) < COVERED_PX);
    let seen = |place: &&Place| {
        let at = projection.px(place.at.into());
        projection.frame.holds(at) && !covers(at)
    };
    let tripoints: Vec<Place> = atlas.tripoints().iter().filter(seen).cloned().collect();
    let svg = [land(atlas, projection), hatched, paths.concat()].concat();
    let triangles = meeting_points(&tripoints, projection);
    Base { svg, lines, fuzzy, tripoints, triangles }
}

/// Borders, then what is left of the outlines of countries, provinces and districts: each edge is drawn once.
fn line_kinds(page: &Page, projection: &Projection) -> Vec<LineKind> {
    let (atlas, words) = (page.atlas, page.words);
    let mut drawn = Linework::default();
    let (sure, unsure) = borders(atlas, projection, &mut drawn);
    let outline = outlines(atlas, LayerName::Countries, projection, &mut drawn);
    let kind = |class, meaning: &str, path| LineKind { class, meaning: meaning.to_owned(), path };
    let mut kinds = vec![kind("border", words.border, sure), kind("border unsure", words.border_unsure, unsure)];
    for (layer, classes, meaning) in [
        (LayerName::Provinces, ["inner-1", "inner-1 unsure"], words.province),
        (LayerName::Districts, ["inner-2", "inner-2 unsure"], words.district),
    ] {
        let path = outlines(atlas, layer, projection, &mut drawn);
        let off_m = atlas.layer(layer).metadata.accuracy_m.filter(|accuracy_m| *accuracy_m > SURE_TO_M);
        let with_off = |off_m: f64| {
            let km = page.language.digits(&format!("{:.0}", off_m / 1_000.0));
            filled(words.off, &[("what", meaning), ("km", &km)])
        };
        let meaning = off_m.map_or_else(|| meaning.to_owned(), with_off);
        kinds.push(kind(classes[usize::from(off_m.is_some())], &meaning, path));
    }
    kinds.push(kind(OUTLINE, words.outline, outline));
    kinds.retain(|kind| !kind.path.is_empty());
    kinds
}

/// Countries in tints, by the order of their codes.
fn land(atlas: &Atlas, projection: &Projection) -> String {
    let features = atlas.layer(LayerName::Countries).features.iter().enumerate();
    let mut countries: Vec<_> = features
        .filter_map(|(number, feature)| {
            Some((RegionName::of(feature, number), feature.shape.as_ref().and_then(Shape::polygons)?))
        })
        .collect();
    countries.sort_by(|a, b| a.0.cmp(&b.0));
    let paths = countries.iter().enumerate().map(|(number, (_, area))| {
        let path = closed_path(&visible_rings(area, projection));
        format!("<path class=\"land tint-{}\" d=\"{path}\"/>\n", number % TINTS)
    });
    paths.filter(|path| !path.contains("d=\"\"")).collect::<Vec<_>>().concat()
}

/// Path data of the borders that are drawn solid, and of those that are dashed.
fn borders(atlas: &Atlas, projection: &Projection, drawn: &mut Linework) -> (String, String) {
    let metadata = &atlas.layer(LayerName::Borders).metadata;
    let accuracy_m = |source: Option<&str>| {
        let own = metadata.sources.iter().find(|known| Some(known.id.as_str()) == source);
        own.and_then(|source| source.accuracy_m).or(metadata.accuracy_m)
    };
    let mut paths: [Vec<PxLine>; 2] = Default::default();
    for line in atlas.borders() {
        let border = &line.border;
        let off = accuracy_m(border.source.as_deref()).is_some_and(|accuracy_m| accuracy_m > SURE_TO_M);
        let unsure = off || border.kind == BorderKind::Maritime;
        paths[usize::from(unsure)].extend(fresh(border.lines.iter(), projection, drawn));
    }
    (open_path(&paths[0]), open_path(&paths[1]))
}

/// Path data of a layer's outlines, as far as no other line runs there.
fn outlines(atlas: &Atlas, layer: LayerName, projection: &Projection, drawn: &mut Linework) -> String {
    let shapes = atlas.layer(layer).features.iter().filter_map(|feature| feature.shape.as_ref());
    open_path(&fresh(shapes.flat_map(Shape::lines), projection, drawn))
}

fn fresh<'a>(
    lines: impl Iterator<Item = &'a LineString<f64>>,
    projection: &Projection,
    drawn: &mut Linework,
) -> Vec<PxLine> {
    let runs = lines.flat_map(|line| drawn.fresh(line)).collect::<Vec<_>>();
    runs.iter().flat_map(|run| visible_runs(run, projection)).collect()
}

/// Regions without a boundary, hatched, if they are small enough to be seen whole.
fn fuzzy(page: &Page, projection: &Projection) -> (String, Vec<(String, Frame)>) {
    let mut svg = String::new();
    let mut names = Vec::new();
    let frame = projection.frame;
    let small = |around: &Frame| frame.encloses(*around) && around.width() <= frame.width() * FUZZY_SHARE_MAX;
    for (number, feature) in page.atlas.layer(LayerName::Regions).features.iter().enumerate() {
        let Some(area) = feature.shape.as_ref().and_then(Shape::polygons) else { continue };
        let rings = visible_rings(&area, projection);
        let Some(around) = bounds(&rings).filter(small) else { continue };
        svg.push_str(&["<path class=\"fuzzy\" d=\"", &closed_path(&rings), "\"/>\n"].concat());
        let card = RegionName::of(feature, number);
        // what follows the colon tells which reading of the name it is, and is no part of it
        let name = page.language.own_name_of(page.atlas, feature, &card);
        let name = name.map(|name| name.split(':').next().unwrap_or_default().trim().to_owned());
        names.push((name.unwrap_or_default(), around));
    }
    (svg, names)
}

/// Triangles where three countries meet.
fn meeting_points(tripoints: &[Place], projection: &Projection) -> String {
    let triangles = tripoints.iter().map(|place| {
        let at = projection.px(place.at.into());
        let (x, y) = (at.x, at.y);
        format!("<path class=\"tripoint\" d=\"M{x:.1},{:.1}l6,10.4h-12z\"/>\n", y - 6.9)
    });
    triangles.collect::<Vec<_>>().concat()
}
