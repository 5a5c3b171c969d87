//! The names that stand beside what QGIS draws, in Latin and in Arabic script. Not responsible for symbols.

use crate::io::write::gpkg::class::Class;
use crate::io::write::gpkg::table::{Role, Table};
use crate::io::write::gpkg::xml::{column, escaped};

/// Columns that tell what a record is, the best first.
const TELLING: [&str; 9] =
    ["label", "title", "name", "conflict_name", "event_type", "where", "location", "place", "id"];
/// Columns of names in Arabic script.
const SECOND: [&str; 4] = ["name_fa", "name_ur", "name_ar", "name_ps"];
/// Letters of a line of a label, about.
const LINE_LETTERS: u8 = 28;

/// How a label looks.
struct Face {
    size_pt: f64,
    colour: &'static str,
    weight: u8,
    /// The scale's denominator up to which it is shown.
    up_to: Option<u32>,
}

/// The expression of a table's labels; `None` where no column tells what its records are.
pub(super) fn expression(table: &Table) -> Option<String> {
    let found = |names: &[&str]| -> Vec<String> {
        names.iter().filter_map(|name| table.column(name)).map(|found| column(&found.name)).collect()
    };
    let first = found(&["name"]).pop().filter(|_| !found(&SECOND).is_empty());
    if let Some(name) = first {
        return Some(format!("concat({name}, coalesce('\\n' || {}, ''))", second(table, &found(&SECOND))));
    }
    let telling = found(&TELLING);
    let told: Vec<String> = telling.iter().map(|name| format!("nullif(to_string({name}), '')")).collect();
    (!told.is_empty()).then(|| format!("wordwrap(coalesce({}, ''), {LINE_LETTERS})", told.join(", ")))
}

/// The name in the other script: Urdu in Pakistan, Persian elsewhere, where both are known.
fn second(table: &Table, found: &[String]) -> String {
    let all = found.join(", ");
    let (persian, urdu) = (table.column("name_fa"), table.column("name_ur"));
    let country = table.column("country").or_else(|| table.column("code"));
    match (persian, urdu, country) {
        (Some(_), Some(_), Some(country)) => {
            let country = column(&country.name);
            format!("CASE WHEN {country} LIKE 'PK%' THEN coalesce(\"name_ur\", \"name_fa\") ELSE coalesce({all}) END")
        }
        _ => format!("coalesce({all})"),
    }
}

/// None is slanted: few slanted faces have letters of Arabic script.
fn face(role: Role) -> Face {
    let face = |size_pt, colour, up_to| Face { size_pt, colour, weight: 50, up_to };
    match role {
        Role::Records => Face { weight: 63, ..face(8.5, "90,42,0,255", None) },
        Role::Countries => Face { weight: 75, ..face(13.0, "85,85,85,255", None) },
        Role::Provinces => face(9.0, "106,99,84,255", Some(12_000_000)),
        Role::Districts => face(7.5, "74,68,54,255", Some(4_000_000)),
        Role::Borders => face(7.5, "59,59,59,255", Some(5_000_000)),
        _ => face(8.0, "50,50,50,255", Some(8_000_000)),
    }
}

/// Where labels stand: around points, along borders, level anywhere else.
const fn placement(role: Role, class: Class) -> u8 {
    match (role, class) {
        (_, Class::Points) => 6,
        (Role::Borders, Class::Lines) => 2,
        _ => 4,
    }
}

/// The part of a style that sets labels by `expression`.
pub(super) fn labeling(table: &Table, expression: &str) -> String {
    let Face { size_pt, colour, weight, up_to } = face(table.role);
    let priority = table.role.height().min(9) + 1;
    format!(
        "<labeling type=\"simple\"><settings calloutType=\"simple\">\
         <text-style isExpression=\"1\" fieldName=\"{}\" fontSize=\"{size_pt}\" fontSizeUnit=\"Point\" fontWeight=\"{weight}\" \
         fontItalic=\"0\" textColor=\"{colour}\" textOpacity=\"1\" multilineHeight=\"1\" fontFamily=\"Noto Sans\" \
         namedStyle=\"\" fontKerning=\"1\" blendMode=\"0\" textOrientation=\"horizontal\"><families><family name=\"Noto Sans\"/>\
         <family name=\"DejaVu Sans\"/></families>\
         <text-buffer bufferDraw=\"1\" bufferSize=\"0.7\" bufferSizeUnits=\"MM\" bufferColor=\"255,255,255,255\" \
         bufferOpacity=\"0.85\" bufferNoFill=\"1\" bufferJoinStyle=\"128\"/></text-style>\
         <text-format multilineAlign=\"1\" wrapChar=\"\" autoWrapLength=\"0\"/>\
         <placement placement=\"{}\" placementFlags=\"10\" dist=\"0.6\" distUnits=\"MM\" priority=\"{priority}\" \
         centroidInside=\"1\" fitInPolygonOnly=\"0\" predefinedPositionOrder=\"TR,TL,BR,BL,R,L,TSR,BSR\"/>\
         <rendering drawLabels=\"1\" obstacle=\"{}\" obstacleFactor=\"1\" displayAll=\"0\" scaleVisibility=\"{}\" \
         scaleMin=\"1\" scaleMax=\"{}\" labelPerPart=\"0\" mergeLines=\"1\"/></settings></labeling>",
        escaped(expression),
        placement(table.role, table.class),
        u8::from(table.class == Class::Points),
        u8::from(up_to.is_some()),
        up_to.unwrap_or_default()
    )
}
