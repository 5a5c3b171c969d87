//! The whole picture: a locator map of incidents as one SVG file without scripts, fonts or links.
//! Not responsible for what may be drawn of an incident (`marks`), nor for where words stand (`labels`, `layout`).

use geo_types::Coord;
use thiserror::Error;

use crate::atlas::layer_name::LayerName;
use crate::atlas::whole::Atlas;
use crate::model::feature::Feature;
use crate::render::alternative::{description, elements, paragraph};
use crate::render::base::{Base, base};
use crate::render::credits::Credits;
use crate::render::furniture::{Graticule, graticule, headline, scale_bar};
use crate::render::intervals::panel;
use crate::render::labels::{Anchor, Face, Labels, Spot};
use crate::render::layout::{Layout, Sheet, map_shares, scales};
use crate::render::left_out::{LeftOut, left_out};
use crate::render::legend::{Detail, Told, in_columns, items, legend};
use crate::render::marks::{Marks, NotDrawn};
use crate::render::metrics::Weight;
use crate::render::names;
use crate::render::options::{Extent, MapOptions};
use crate::render::page::Page;
use crate::render::projection::{Frame, Projection};
use crate::render::size::PictureSize;
use crate::render::symbols;

/// From the last line to the lower edge.
const FOOT_PX: f64 = 12.0;
/// The longest legend that titles of what is not drawn may make in a picture without a size.
const FREE_LEGEND_MAX_PX: f64 = 900.0;
/// Incidents in one picture: no page shows more marks than this apart, and nobody reads them.
const INCIDENTS_MAX: usize = 100_000;

const REGION: Face = Face { class: "region", size_px: 12.5, spacing_px: 0.0, weight: Weight::Regular };

/// A picture, and the same in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The drawing.
    pub svg: String,
    /// One paragraph for those who do not see it, in the picture's language.
    pub alt: String,
    /// How many of the records are drawn.
    pub drawn: usize,
    /// How many have a place, but not in this map.
    pub outside: usize,
    /// What there was no room for, and what a reader of the picture may look for in vain.
    pub left_out: Vec<LeftOut>,
}

/// Why there is no picture.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PictureError {
    /// Credits, legend and map do not fit.
    #[error("{width}x{height} has no room for the map with its legend and credits; make it larger")]
    NoRoom {
        /// Pixels from left to right.
        width: u32,
        /// Pixels from top to bottom.
        height: u32,
    },
    /// More incidents than a picture can show.
    #[error(
        "{count} incidents are too many for a picture, which shows {most} at most; filter them with sarhad convert"
    )]
    TooMany {
        /// How many came.
        count: usize,
        /// How many may.
        most: usize,
    },
}

/// A locator map of `incidents` over the borders, provinces and districts of `atlas`, as SVG, 1200 wide and as high as its
/// legend and credits ask.
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
    let page = Page::new(atlas, options);
    let studio = Studio { page: &page, incidents, options };
    studio.free().svg
}

/// The same with its description; where a `size` is asked, all of it fits into so many pixels.
///
/// Where there is little room, type is smaller (never below 10 pixels but for credits), and then the legend tells less: titles
/// are left out, ids become counts. What is left out is counted.
///
/// # Errors
/// [`PictureError`] when there are too many incidents, or not even the least legend and the credits leave room for a map.
///
/// # Example
/// ```
/// use sarhad::Atlas;
/// use sarhad::render::{Language, MapOptions, picture};
/// let atlas = Atlas::built_in();
/// let picture = picture(&atlas, &[], &MapOptions::in_language(Language::Persian), Some("1200x675".parse()?))?;
/// assert!(picture.svg.contains("width=\"1200\" height=\"675\"") && picture.alt.contains("ایران"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn picture(
    atlas: &Atlas,
    incidents: &[Feature],
    options: &MapOptions,
    size: Option<PictureSize>,
) -> Result<Picture, PictureError> {
    if incidents.len() > INCIDENTS_MAX {
        return Err(PictureError::TooMany { count: incidents.len(), most: INCIDENTS_MAX });
    }
    let page = Page::new(atlas, options);
    let studio = Studio { page: &page, incidents, options };
    let Some(size) = size else {
        return Ok(studio.free());
    };
    studio.fitted(size).ok_or(PictureError::NoRoom { width: size.width(), height: size.height() })
}

/// All that a picture is made of.
struct Studio<'a> {
    page: &'a Page<'a>,
    incidents: &'a [Feature],
    options: &'a MapOptions,
}

/// What of the data can be seen in a map.
struct Seen {
    projection: Projection,
    marks: Marks,
    base: Base,
}

impl Studio<'_> {
    /// The picture that is as high as it needs, with a map as high as its legend.
    fn free(&self) -> Picture {
        let mut layout = Layout::free(self.page, self.options);
        let seen = self.seen(layout.map);
        let told = Told { page: self.page, marks: &seen.marks, base: &seen.base, unlabelled: 0 };
        let width = layout.legend[0].width();
        let height_of = |detail| in_columns(&items(&told, detail, width), 1, f64::INFINITY).map(|(_, height)| height);
        let whole = height_of(Detail::Whole).filter(|height| *height <= FREE_LEGEND_MAX_PX);
        if whole.is_some() {
            layout.detail = Detail::Whole;
        }
        if let Some(height) = whole.or_else(|| height_of(layout.detail)) {
            layout.lengthen(height);
        }
        self.composed(&layout).expect("a legend without end has room")
    }

    /// The picture in the fullest form that fits into `size`.
    fn fitted(&self, size: PictureSize) -> Option<Picture> {
        let scales = scales(size);
        let mut guess: Option<Seen> = None;
        for share in map_shares() {
            for detail in Detail::ALL {
                for &scale in &scales {
                    let Some(sheet) = Sheet::new(self.page, self.options, size, scale) else { continue };
                    if guess.is_none() {
                        let first = sheet.layout(detail, 0.0, 0.0)?;
                        guess = Some(self.seen(first.map));
                    }
                    let layout = guess.as_ref().and_then(|seen| self.tried(&sheet, seen, detail, share));
                    if let Some(picture) = layout.and_then(|layout| self.composed(&layout)) {
                        return Some(picture);
                    }
                }
            }
        }
        None
    }

    /// The layout that has room for a legend of what is seen in another one, which may differ by a line or two.
    fn tried(&self, sheet: &Sheet, seen: &Seen, detail: Detail, share: f64) -> Option<Layout> {
        const SLACK_PX: f64 = 18.0;
        let (columns, width) = sheet.columns();
        let told = Told { page: self.page, marks: &seen.marks, base: &seen.base, unlabelled: 0 };
        let room = sheet.legend_room(share);
        let (_, height) = in_columns(&items(&told, detail, width), columns, room - SLACK_PX)?;
        sheet.layout(detail, height + SLACK_PX, share)
    }

    fn seen(&self, map: Frame) -> Seen {
        let projection = Projection::new(self.extent(), map);
        let marks = Marks::new(self.incidents, &projection, self.page);
        let base = base(self.page, &projection, &marks);
        Seen { projection, marks, base }
    }

    /// The picture as `layout` arranges it; `None` where its legend has no room.
    fn composed(&self, layout: &Layout) -> Option<Picture> {
        let (page, options) = (self.page, self.options);
        let seen = self.seen(layout.map);
        let (inside, ticks, unlabelled) = self.map(&seen);
        let told = Told { page, marks: &seen.marks, base: &seen.base, unlabelled };
        let first = layout.legend[0];
        let items = items(&told, layout.detail, first.width());
        let (places, legend_height) = in_columns(&items, layout.legend.len(), first.height())?;

        let credits = Credits::new(page, options);
        let top = if layout.height.is_some() {
            layout.credits.top
        } else {
            layout.credits.top.max(first.top + legend_height)
        };
        let ground = Frame { top, ..layout.credits };
        let height = layout.height.unwrap_or(top + credits.height_px(layout.credit_px, ground.width()) + FOOT_PX);
        let bars = options.intervals.as_ref().zip(layout.bars).map(|(bars, frame)| panel(bars, page, frame));
        let said = description(page, &seen.marks, options.intervals.as_ref());
        let svg = [
            self.opening(layout, height, &said),
            headline(page, options, layout.head).svg,
            inside,
            ticks,
            legend(page, &items, &places, &layout.legend),
            bars.unwrap_or_default(),
            credits.svg(page, ground, layout.credit_px),
            "</svg>\n".to_owned(),
        ];
        let head = headline(page, options, layout.head);
        let left_out = left_out(page, &seen.marks, layout.detail, head.cut);
        let (drawn, outside) = (seen.marks.drawn.len(), seen.marks.left_out(NotDrawn::Outside).len());
        Some(Picture { svg: svg.concat(), alt: paragraph(page, options, &said), drawn, outside, left_out })
    }

    /// What is inside the map's frame, what is at its edge, and how many incidents have no room for their ids.
    fn map(&self, seen: &Seen) -> (String, String, usize) {
        let (page, Seen { projection, marks, base }) = (self.page, seen);
        let towns = names::towns(page, &self.options.towns, projection);
        let (bar, bar_box) = scale_bar(page, projection, marks);
        let mut labels = Labels::new(projection.frame);
        labels.block(bar_box);
        symbols::block_dots(marks, &mut labels);
        names::block_tripoints(&base.tripoints, projection, &mut labels);
        names::block_towns(&towns, projection, &mut labels);
        let unlabelled = symbols::label(marks, &mut labels);
        let squares = names::label_towns(&towns, marks.dot_px(), projection, &mut labels);
        symbols::block_bands(marks, &mut labels);
        names::label_areas(page, self.incidents, marks, (projection, &mut labels));
        label_regions(base, &mut labels);
        names::label_waters(page, projection, &mut labels);
        let Graticule { lines, ticks } = graticule(page, projection);
        let inside = [
            format!("<g clip-path=\"url(#map)\">\n{}", rectangle("void", projection.frame)),
            lines,
            base.svg.clone(),
            squares,
            symbols::drawn(marks, page),
            base.triangles.clone(),
            bar,
            labels.svg(page.class()),
            "</g>\n".to_owned(),
        ];
        (inside.concat(), ticks, unlabelled)
    }

    /// What has to be in the map: what is asked for, or else the districts, provinces or countries of the atlas.
    fn extent(&self) -> Extent {
        let layers = [LayerName::Districts, LayerName::Provinces, LayerName::Countries];
        let around = |layer: LayerName| Extent::around(&self.page.atlas.layer(layer).features);
        let whole_earth = Extent { min: (-180.0, -90.0).into(), max: (180.0, 90.0).into() };
        let found = self.options.extent.or_else(|| layers.into_iter().find_map(around));
        found.or_else(|| Extent::around(self.incidents)).unwrap_or(whole_earth)
    }

    fn opening(&self, layout: &Layout, height: f64, description: &str) -> String {
        let (width, language) = (layout.width, self.page.language);
        let round = |units: f64| (units * 1_000.0).round() / 1_000.0;
        let size = layout.size.map(|size| (f64::from(size.width()), f64::from(size.height())));
        let (width_px, height_px) = size.unwrap_or((width, height));
        let (width, height) = (round(width), round(height));
        let head = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width_px}\" \
             height=\"{height_px}\" role=\"img\" xml:lang=\"{language}\" aria-labelledby=\"t d\">\n"
        );
        let clip = rectangle("", layout.map);
        let defs = format!(
            "<defs>\n{}<clipPath id=\"map\">{}</clipPath>\n</defs>\n",
            self.page.theme.patterns(),
            clip.trim_end()
        );
        let style = format!("<style>\n{}</style>\n", self.page.theme.style(language));
        let whole = Frame { left: 0.0, top: 0.0, right: width, bottom: height };
        [head, elements(&self.options.title, description), style, defs, rectangle("paper", whole)].concat()
    }
}

fn rectangle(class: &str, frame: Frame) -> String {
    let Frame { left, top, .. } = frame;
    let (width, height) = (frame.width(), frame.height());
    format!("<rect class=\"{class}\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>\n")
}

/// The names of regions without a boundary, inside their outline: beside it they would name another place.
fn label_regions(base: &Base, labels: &mut Labels) {
    for (name, around) in base.fuzzy.iter().filter(|(name, _)| !name.is_empty()) {
        let middle = Coord { x: f64::midpoint(around.left, around.right), y: f64::midpoint(around.top, around.bottom) };
        let lines = names::halves(name).map_or_else(|| vec![name.as_str()], |halves| halves.to_vec());
        let wide = lines.iter().map(|line| REGION.width_px(line)).fold(0.0, f64::max) / 2.0;
        let high = REGION.size_px * lines.len() as f64 / 2.0;
        // steps to all sides, the nearest to the middle first, as long as all four corners lie in the circle
        let reach = around.width().min(around.height()) / 2.0;
        let steps = || (-8..=8).map(|step| f64::from(step) * reach / 8.0);
        let mut offsets: Vec<Coord<f64>> = steps().flat_map(|x| steps().map(move |y| Coord { x, y })).collect();
        offsets.retain(|off| (off.x.abs() + wide).hypot(off.y.abs() + high) < reach);
        offsets.sort_by(|a, b| a.x.hypot(a.y).total_cmp(&b.x.hypot(b.y)));
        let down = Coord { x: 0.0, y: REGION.size_px * 0.3 };
        let spots: Vec<Spot> =
            offsets.iter().map(|off| Spot { at: middle + *off + down, anchor: Anchor::Middle }).collect();
        labels.place_lines(&lines, REGION, &spots);
    }
}
