//! Symbols of QGIS: dots, lines, hatching, as its styles write them. Not responsible for what they stand for.

use crate::io::write::gpkg::xml::escaped;

/// What a symbol is drawn on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum On {
    Points,
    Lines,
    Areas,
}

impl On {
    const fn word(self) -> &'static str {
        match self {
            Self::Points => "marker",
            Self::Lines => "line",
            Self::Areas => "fill",
        }
    }
}

/// A symbol: layers, the lowest first.
#[derive(Debug, Clone)]
pub(super) struct Symbol {
    on: On,
    layers: Vec<String>,
}

impl Symbol {
    /// A symbol of these layers.
    pub(super) fn new(on: On, layers: impl IntoIterator<Item = String>) -> Self {
        Self { on, layers: layers.into_iter().collect() }
    }

    /// The symbol as a style calls it `name`.
    pub(super) fn xml(&self, name: &str) -> String {
        let layers = self.layers.concat().replace("{symbol}", &escaped(name));
        format!(
            r#"<symbol name="{}" type="{}" alpha="1" clip_to_extent="1" force_rhr="0">{layers}</symbol>"#,
            escaped(name),
            self.on.word()
        )
    }
}

/// A layer of a symbol: `settings`, and a symbol within.
fn layer(class: &str, settings: &[(&str, &str)], within: &str) -> String {
    let option =
        |(name, value): &(&str, &str)| format!(r#"<Option name="{name}" type="QString" value="{}"/>"#, escaped(value));
    let settings = settings.iter().map(option).collect::<Vec<_>>().concat();
    format!(
        r#"<layer class="{class}" enabled="1" locked="0" pass="0"><Option type="Map">{settings}</Option>{within}</layer>"#
    )
}

/// A colour with how much it covers, from 0 to 255.
pub(super) type Rgba = [u8; 4];

fn colour([red, green, blue, cover]: Rgba) -> String {
    format!("{red},{green},{blue},{cover}")
}

/// The look of a marker.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marker {
    /// `circle`, `square`, `triangle`, `diamond`.
    pub(super) shape: &'static str,
    pub(super) size_mm: f64,
    pub(super) fill: Rgba,
    pub(super) edge: Rgba,
    pub(super) edge_mm: f64,
}

impl Marker {
    pub(super) fn layer(self) -> String {
        layer(
            "SimpleMarker",
            &[
                ("name", self.shape),
                ("size", &self.size_mm.to_string()),
                ("size_unit", "MM"),
                ("color", &colour(self.fill)),
                ("outline_color", &colour(self.edge)),
                ("outline_width", &self.edge_mm.to_string()),
                ("outline_width_unit", "MM"),
                ("outline_style", "solid"),
                ("joinstyle", "round"),
            ],
            "",
        )
    }
}

/// The look of a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stroke {
    pub(super) colour: Rgba,
    pub(super) width_mm: f64,
    /// Lengths of dashes and gaps in millimetres with semicolons between, empty for none.
    pub(super) dashes: &'static str,
}

impl Stroke {
    pub(super) fn layer(self) -> String {
        layer(
            "SimpleLine",
            &[
                ("line_color", &colour(self.colour)),
                ("line_width", &self.width_mm.to_string()),
                ("line_width_unit", "MM"),
                ("line_style", "solid"),
                ("capstyle", if self.dashes.is_empty() { "round" } else { "flat" }),
                ("joinstyle", "round"),
                ("use_custom_dash", if self.dashes.is_empty() { "0" } else { "1" }),
                ("customdash", if self.dashes.is_empty() { "5;2" } else { self.dashes }),
                ("customdash_unit", "MM"),
            ],
            "",
        )
    }

    /// An arrow along the line.
    pub(super) fn arrow(self) -> String {
        let head =
            Marker { shape: "filled_arrowhead", size_mm: 3.2, fill: self.colour, edge: self.colour, edge_mm: 0.1 };
        let head = Symbol::new(On::Points, [head.layer()]).xml("@{symbol}@1");
        let settings = [("placement", "lastvertex"), ("rotate", "1")];
        format!("{}{}", self.layer(), layer("MarkerLine", &settings, &head))
    }
}

/// An area of one colour.
pub(super) fn filled(fill: Rgba) -> String {
    layer("SimpleFill", &[("color", &colour(fill)), ("style", "solid"), ("outline_style", "no")], "")
}

/// An area's outline, drawn as a line.
pub(super) fn outlined(stroke: Stroke) -> String {
    layer(
        "SimpleLine",
        &[
            ("line_color", &colour(stroke.colour)),
            ("line_width", &stroke.width_mm.to_string()),
            ("line_width_unit", "MM"),
            ("line_style", "solid"),
            ("joinstyle", "round"),
            ("use_custom_dash", if stroke.dashes.is_empty() { "0" } else { "1" }),
            ("customdash", if stroke.dashes.is_empty() { "5;2" } else { stroke.dashes }),
            ("customdash_unit", "MM"),
        ],
        "",
    )
}

/// An area hatched by `stroke`.
pub(super) fn hatched(stroke: Stroke, apart_mm: f64) -> String {
    let line = Symbol::new(On::Lines, [stroke.layer()]).xml("@{symbol}@0");
    let settings =
        [("angle", "45"), ("distance", &apart_mm.to_string()[..]), ("distance_unit", "MM"), ("line_width", "0.3")];
    layer("LinePatternFill", &settings, &line)
}

/// An area made of what is drawn by the expression `geometry`, as `fill` and `stroke` look.
pub(super) fn generated(geometry: &str, fill: Rgba, stroke: Stroke) -> String {
    let area = Symbol::new(On::Areas, [filled(fill), outlined(stroke)]).xml("@{symbol}@0");
    let settings = [("SymbolType", "Fill"), ("geometryModifier", geometry), ("units", "MapUnit")];
    layer("GeometryGenerator", &settings, &area)
}
