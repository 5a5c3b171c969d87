//! The names that stand beside what QGIS draws, in Latin and in Arabic script. Not responsible for symbols.

use crate::io::write::gpkg::class::Class;
use crate::io::write::gpkg::style::tells_precision;
use crate::io::write::gpkg::table::{Role, Table};
use crate::io::write::gpkg::towns;
use crate::io::write::gpkg::xml::{column, escaped};

/// Columns that tell what a record is, the best first: a map has room for titles.
const TELLING: [&str; 9] =
    ["title", "name", "label", "conflict_name", "event_type", "where", "location", "place", "id"];
/// The column that also tells who says so; it is shown where the map is large.
const LABEL: &str = "label";
/// Columns of names in Arabic script.
const SECOND: [&str; 4] = ["name_fa", "name_ur", "name_ar", "name_ps"];
/// Letters of a line of a label, about.
const LINE_LETTERS: u8 = 20;
/// Up to so many records have labels at any scale; more would cover the map.
const LABELLED_MAX: u64 = 40;
/// The scale's denominators up to which the labels of many records are shown, and longer ones of few.
const LARGE: u32 = 750_000;
const LARGER: u32 = 1_500_000;

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
        let both = format!("concat({name}, coalesce('\\n' || {}, ''))", second(table, &found(&SECOND)));
        return Some(shown(table, both));
    }
    let telling = found(&TELLING);
    let first_of = |names: &[String]| {
        let told: Vec<String> = names.iter().map(|name| format!("nullif(to_string({name}), '')")).collect();
        format!("coalesce({}, '')", told.join(", "))
    };
    let short = (!telling.is_empty()).then(|| first_of(&telling))?;
    let text = match table.column(LABEL) {
        Some(label) if telling.len() > 1 => {
            let long = first_of(&[column(&label.name), telling[0].clone()]);
            format!("CASE WHEN @map_scale <= {LARGER} THEN {long} ELSE {short} END")
        }
        _ => short,
    };
    Some(format!("wordwrap({text}, {LINE_LETTERS})"))
}

/// `label` where it has room: of towns the larger ones first; of borders those along which nothing else is drawn.
fn shown(table: &Table, label: String) -> String {
    match table.role {
        Role::Places => match towns::up_to(table) {
            Some(scale) => format!("CASE WHEN @map_scale <= {scale} THEN {label} END"),
            None => label,
        },
        Role::Borders if !table.along.is_empty() && table.column("id").is_some() => {
            let quoted = |id: &String| format!("'{}'", id.replace('\'', "''"));
            let along: Vec<String> = table.along.iter().map(quoted).collect();
            format!("CASE WHEN \"id\" NOT IN ({}) THEN {label} END", along.join(", "))
        }
        _ => label,
    }
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
fn face(table: &Table) -> Face {
    let face = |size_pt, colour, up_to| Face { size_pt, colour, weight: 50, up_to };
    match table.role {
        Role::Records => {
            // areas that are no records of something placed have names rather than titles, and room for them
            let is_named = table.class == Class::Areas && !tells_precision(table);
            let up_to = (table.count > LABELLED_MAX && !is_named).then_some(LARGE);
            Face { weight: 63, ..face(8.5, "90,42,0,255", up_to) }
        }
        Role::Countries => Face { weight: 75, ..face(13.0, "85,85,85,255", None) },
        Role::Provinces => face(9.0, "106,99,84,255", Some(12_000_000)),
        Role::Districts => face(7.5, "112,104,88,255", Some(4_000_000)),
        Role::Borders => face(7.5, "59,59,59,255", Some(5_000_000)),
        Role::Places => face(8.0, "30,30,30,255", None),
        _ => face(8.0, "50,50,50,255", Some(8_000_000)),
    }
}

/// Where labels stand: around points, along borders, level anywhere else.
const fn placement(role: Role, class: Class) -> u8 {
    match (role, class) {
        (Role::Records, Class::Lines) | (_, Class::Points) => 6,
        (Role::Borders, Class::Lines) => 2,
        _ => 4,
    }
}

/// The middle of what the map shows of a line, beside which its label has room; on the line it would cover it.
const BESIDE_LINES: &str = "point_on_surface(intersection($geometry, transform(@map_extent, @map_crs, 'EPSG:4326')))";

/// The part of a style that sets labels by `expression`.
pub(super) fn labeling(table: &Table, expression: &str) -> String {
    let settings = settings(table, expression);
    if table.role != Role::Records || table.class == Class::Areas {
        return format!("<labeling type=\"simple\">{settings}</labeling>");
    }
    // the records themselves keep others' labels off, also where they have none
    let kept_off = "<settings calloutType=\"simple\"><text-style isExpression=\"1\" fieldName=\"''\"/>\
        <rendering drawLabels=\"0\" obstacle=\"1\" obstacleFactor=\"1.5\"/></settings>";
    let rule = |number: u8, settings: &str| {
        format!("<rule key=\"{{00000000-0000-4000-8001-{number:012}}}\">{settings}</rule>")
    };
    format!(
        "<labeling type=\"rule-based\"><rules key=\"{{00000000-0000-4000-8001-000000000000}}\">{}{}</rules></labeling>",
        rule(1, &settings),
        rule(2, kept_off)
    )
}

fn settings(table: &Table, expression: &str) -> String {
    let Face { size_pt, colour, weight, up_to } = face(table);
    let priority = table.role.height().min(9) + 1;
    let beside = match (table.role, table.class) {
        (Role::Records, Class::Lines) => format!(
            " geometryGeneratorEnabled=\"1\" geometryGeneratorType=\"PointGeometry\" geometryGenerator=\"{}\"",
            escaped(BESIDE_LINES)
        ),
        _ => String::new(),
    };
    let apart_mm = if table.role == Role::Records && table.class == Class::Lines { 4.2 } else { 0.6 };
    let priorities = match table.role {
        Role::Places => towns::priority(table).map(|priority| data_defined("Priority", &priority)).unwrap_or_default(),
        _ => String::new(),
    };
    format!(
        "<settings calloutType=\"simple\">\
         <text-style isExpression=\"1\" fieldName=\"{}\" fontSize=\"{size_pt}\" fontSizeUnit=\"Point\" fontWeight=\"{weight}\" \
         fontItalic=\"0\" textColor=\"{colour}\" textOpacity=\"1\" multilineHeight=\"1\" fontFamily=\"Noto Sans\" \
         namedStyle=\"\" fontKerning=\"1\" blendMode=\"0\" textOrientation=\"horizontal\"><families><family name=\"Noto Sans\"/>\
         <family name=\"DejaVu Sans\"/></families>\
         <text-buffer bufferDraw=\"1\" bufferSize=\"0.7\" bufferSizeUnits=\"MM\" bufferColor=\"255,255,255,255\" \
         bufferOpacity=\"0.85\" bufferNoFill=\"1\" bufferJoinStyle=\"128\"/></text-style>\
         <text-format multilineAlign=\"1\" wrapChar=\"\" autoWrapLength=\"0\"/>\
         <placement placement=\"{}\" placementFlags=\"10\" dist=\"{apart_mm}\" distUnits=\"MM\" offsetType=\"{}\" priority=\"{priority}\" \
         centroidInside=\"1\" fitInPolygonOnly=\"0\" predefinedPositionOrder=\"TR,TL,BR,BL,R,L,TSR,BSR\"{beside}/>\
         <rendering drawLabels=\"1\" obstacle=\"{}\" obstacleFactor=\"1\" displayAll=\"0\" scaleVisibility=\"{}\" \
         scaleMin=\"1\" scaleMax=\"{}\" labelPerPart=\"0\" mergeLines=\"1\"/>{priorities}</settings>",
        escaped(expression),
        placement(table.role, table.class),
        // beside a point's symbol; the bounds of a line are no part of it
        u8::from(table.class == Class::Points),
        u8::from(table.class == Class::Points),
        u8::from(up_to.is_some()),
        up_to.unwrap_or_default()
    )
}

/// A property of labels that `expression` says record by record.
fn data_defined(property: &str, expression: &str) -> String {
    format!(
        "<dd_properties><Option type=\"Map\"><Option name=\"name\" type=\"QString\" value=\"\"/>\
         <Option name=\"properties\" type=\"Map\"><Option name=\"{property}\" type=\"Map\">\
         <Option name=\"active\" type=\"bool\" value=\"true\"/><Option name=\"expression\" type=\"QString\" value=\"{}\"/>\
         <Option name=\"type\" type=\"int\" value=\"3\"/></Option></Option>\
         <Option name=\"type\" type=\"QString\" value=\"collection\"/></Option></dd_properties>",
        escaped(expression)
    )
}
