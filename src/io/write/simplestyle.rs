//! Colours and titles by which map viewers draw features. Not responsible for the features' own properties, which always win.
//!
//! # Source
//! Mapbox, *simplestyle-spec* 1.1.0. Colours: Okabe and Ito, "Color Universal Design" (2008), told apart by the colour-blind.

use std::borrow::Cow;

use geo_types::Geometry;

use crate::io::json::push_text;
use crate::io::outgoing::Outgoing;
use crate::io::write::encoder::Encoded;
use crate::model::precision::Precision;

/// Whether features say how they are to be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MapStyle {
    /// They do not.
    #[default]
    None,
    /// By the properties of simplestyle-spec 1.1.
    Simplestyle,
}

/// How records of a precision look: colour, size of the marker, opacity of an area. Where two have one colour, size or
/// opacity tells them apart, but for a border zone and a corridor.
const LOOKS: [(Precision, &str, &str, &str); 9] = [
    (Precision::Exact, "#0072b2", "small", "0.5"),
    (Precision::Near, "#56b4e9", "small", "0.4"),
    (Precision::Locality, "#009e73", "medium", "0.4"),
    (Precision::District, "#e69f00", "medium", "0.3"),
    (Precision::Province, "#d55e00", "large", "0.2"),
    (Precision::BorderZone, "#cc79a7", "large", "0.2"),
    (Precision::Corridor, "#cc79a7", "large", "0.2"),
    (Precision::Country, "#d55e00", "large", "0.1"),
    (Precision::Water, "#56b4e9", "large", "0.2"),
];
/// How others look.
const UNSAID: (Precision, &str, &str, &str) = (Precision::Unlocated, "#666666", "medium", "0.3");

/// The property that says how precisely a record is placed.
const PRECISION: &str = "precision";
/// Properties in which a title is looked for.
const TITLES: [&str; 4] = ["name", "label", "headline", "what"];
/// Properties that a description is made of, and what stands before each.
const TOLD: [(&str, &str); 5] = [
    (PRECISION, "where: "),
    ("radius_m", "radius in metres: "),
    ("date", "date: "),
    ("source", "as drawn or told by: "),
    ("verb", "verb of the source: "),
];

/// Appends the style of `record` behind its properties; those of these names that it has already stay as they are, and are counted.
pub(super) fn push_style(record: &Outgoing, into: &mut Encoded) {
    let Some(shape) = record.shape else { return };
    let precision = record.said(PRECISION).and_then(|word| Precision::of_word(&word));
    let (_, colour, size, opacity) = LOOKS.into_iter().find(|(known, ..)| Some(*known) == precision).unwrap_or(UNSAID);
    let mut put = |name: &'static str, value: Member| {
        if record.holds(name) {
            *into.written.own_styles.entry(name).or_default() += 1;
            return;
        }
        let out = &mut into.text;
        if out.last() != Some(&b'{') {
            out.push(b',');
        }
        push_text(out, name);
        out.push(b':');
        match value {
            Member::Text(text) => push_text(out, text),
            Member::Number(digits) => out.extend_from_slice(digits.as_bytes()),
        }
    };
    let title = TITLES.iter().find_map(|name| record.said(name).filter(|text| !text.trim().is_empty()));
    if let Some(title) = &title {
        put("title", Member::Text(title));
    }
    let told = description(record);
    if !told.is_empty() {
        put("description", Member::Text(&told));
    }
    match shape.geometry() {
        Geometry::Point(_) | Geometry::MultiPoint(_) => {
            put("marker-color", Member::Text(colour));
            put("marker-size", Member::Text(size));
            put(
                "marker-symbol",
                Member::Text(if precision == Some(Precision::Exact) { "circle" } else { "circle-stroked" }),
            );
        }
        geometry => {
            put("stroke", Member::Text(colour));
            put("stroke-width", Member::Number("2"));
            put("stroke-opacity", Member::Number("0.9"));
            if matches!(geometry, Geometry::Polygon(_) | Geometry::MultiPolygon(_) | Geometry::GeometryCollection(_)) {
                put("fill", Member::Text(colour));
                put("fill-opacity", Member::Number(opacity));
            }
        }
    }
}

enum Member<'a> {
    Text(&'a str),
    Number(&'a str),
}

fn description(record: &Outgoing) -> String {
    let part = |(name, before): &(&str, &str)| {
        let says: Cow<str> = record.said(name).filter(|text| !text.trim().is_empty())?;
        let meaning = Precision::of_word(&says).filter(|_| *name == PRECISION).map(Precision::meaning);
        Some(format!("{before}{}", meaning.unwrap_or(&says)))
    };
    TOLD.iter().filter_map(part).collect::<Vec<_>>().join("; ")
}
