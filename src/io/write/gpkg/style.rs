//! How QGIS draws each table when it is opened: shapes by how precisely a place is known, colours that the eye tells apart.
//! Not responsible for how symbols are written.

use crate::io::write::error::WriteError;
use crate::io::write::gpkg::class::Class;
use crate::io::write::gpkg::container::{Container, LAST_CHANGE};
use crate::io::write::gpkg::label;
use crate::io::write::gpkg::schema::GEOMETRY;
use crate::io::write::gpkg::symbols::{Marker, On, Rgba, Stroke, Symbol, filled, generated, hatched, outlined};
use crate::io::write::gpkg::table::{Role, Table};
use crate::io::write::gpkg::towns;
use crate::io::write::gpkg::xml::{column, escaped};

/// The version of QGIS whose styles these are; later ones read them.
pub(super) const QGIS: &str = "3.22.0";

const DOT: Rgba = [213, 94, 0, 255];
const DOT_PALE: Rgba = [213, 94, 0, 46];
const WHITE: Rgba = [255, 255, 255, 255];
const GREY: Rgba = [110, 110, 110, 255];
const INK: Rgba = [34, 34, 34, 255];
const BAND: Rgba = [0, 114, 178, 140];
const HATCH: Rgba = [143, 90, 0, 255];
const BORDER: Rgba = [59, 59, 59, 255];
const PROVINCE: Rgba = [122, 116, 104, 255];
const DISTRICT: Rgba = [154, 147, 132, 255];
const VAGUE: Rgba = [102, 102, 102, 255];
const TINTS: [Rgba; 4] = [[246, 239, 228, 255], [251, 248, 239, 255], [238, 243, 232, 255], [243, 238, 244, 255]];

/// Metres from which on a line is drawn as one that is not sure.
const COARSE_M: u32 = 1_000;

/// What one rule of a style draws: which records, what it is called, and how it looks.
struct Rule {
    filter: String,
    label: &'static str,
    symbol: Symbol,
}

impl Rule {
    fn new(filter: impl Into<String>, label: &'static str, symbol: Symbol) -> Self {
        Self { filter: filter.into(), label, symbol }
    }
}

/// Writes a style for each table that has geometries.
pub(super) fn write(container: &Container, tables: &[Table]) -> Result<(), WriteError> {
    for table in tables.iter().filter(|table| table.geometry_type.is_some()) {
        container.insert(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, \
             styleQML, styleSLD, useAsDefault, description, owner, ui, update_time) \
             VALUES ('', '', ?1, ?2, 'sarhad', ?3, '', 1, ?4, '', NULL, ?5)",
            &[&table.name, &GEOMETRY, &qml(table), &"shapes by precision of place", &LAST_CHANGE],
        )?;
    }
    Ok(())
}

/// The style of `table` as a file of QGIS.
fn qml(table: &Table) -> String {
    let labels = u8::from(label::expression(table).is_some());
    format!(
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"{QGIS}\" \
         styleCategories=\"Symbology|Labeling|Temporal\" labelsEnabled=\"{labels}\">{}</qgis>\n",
        body(table)
    )
}

/// The parts of a style that stand in a project as they stand in a file of styles.
pub(super) fn body(table: &Table) -> String {
    let labels = label::expression(table).map(|expression| label::labeling(table, &expression)).unwrap_or_default();
    format!("{}{}{labels}<blendMode>0</blendMode>", temporal(table), renderer(&rules(table)))
}

/// Which columns say when; nothing for layers that are not in time.
fn temporal(table: &Table) -> String {
    let Some(period) = table.period.as_ref().filter(|_| table.role == Role::Records) else { return String::new() };
    let name = |number: usize| table.columns.get(number).map_or("", |column| column.name.as_str());
    let (mode, end) = period.end.map_or((1, ""), |end| (2, name(end)));
    format!(
        "<temporal enabled=\"1\" mode=\"{mode}\" limitMode=\"1\" startField=\"{}\" endField=\"{}\" accumulate=\"0\" \
         fixedDuration=\"0\" durationField=\"\" durationUnit=\"min\" startExpression=\"\" endExpression=\"\">\
         <fixedRange><start></start><end></end></fixedRange></temporal>",
        escaped(name(period.start)),
        escaped(end)
    )
}

fn renderer(rules: &[Rule]) -> String {
    let listed = |(number, Rule { filter, label, .. }): (usize, &Rule)| {
        let filter = if filter.is_empty() { String::new() } else { format!(" filter=\"{}\"", escaped(filter)) };
        format!("<rule key=\"{}\" symbol=\"{number}\" label=\"{label}\"{filter}/>", key(number + 1))
    };
    let list: Vec<String> = rules.iter().enumerate().map(listed).collect();
    let symbols = rules.iter().enumerate().map(|(number, rule)| rule.symbol.xml(&number.to_string()));
    format!(
        "<renderer-v2 type=\"RuleRenderer\" symbollevels=\"0\" forceraster=\"0\" enableorderby=\"0\">\
         <rules key=\"{}\">{}</rules><symbols>{}</symbols></renderer-v2>",
        key(0),
        list.concat(),
        symbols.collect::<String>()
    )
}

/// A key that no other rule of the style has, always the same.
fn key(number: usize) -> String {
    format!("{{00000000-0000-4000-8000-{number:012}}}")
}

fn rules(table: &Table) -> Vec<Rule> {
    match (table.role, table.class) {
        (Role::Records, Class::Points) => points(table),
        (Role::Records, Class::Lines) if tells_precision(table) => vec![Rule::new("", "somewhere along it", band())],
        (Role::Records, Class::Lines) => {
            vec![Rule::new("", "", Symbol::new(On::Lines, [stroke(BAND, 0.6, "").layer()]))]
        }
        (Role::Records, _) if !tells_precision(table) => {
            vec![Rule::new("", "", Symbol::new(On::Areas, [outlined(stroke(HATCH, 0.4, ""))]))]
        }
        (Role::Records, _) => vec![Rule::new(
            "",
            "somewhere in it",
            Symbol::new(On::Areas, [hatched(stroke(HATCH, 0.3, ""), 1.8), outlined(stroke(HATCH, 0.4, ""))]),
        )],
        (Role::Countries, Class::Areas) => tinted(),
        (Role::Provinces, Class::Areas) => edges(table, stroke(PROVINCE, 0.35, ""), stroke(PROVINCE, 0.35, "2.4;1")),
        (Role::Districts, Class::Areas) => edges(table, stroke(DISTRICT, 0.2, ""), stroke(DISTRICT, 0.2, "1.2;0.8")),
        (Role::Borders, Class::Lines) => borders(table),
        (Role::Flows, Class::Lines) => vec![Rule::new(
            "",
            "schematic: shows no route",
            Symbol::new(On::Lines, [stroke(GREY, 0.5, "2;1.2").arrow()]),
        )],
        (Role::Tripoints, Class::Points) => {
            vec![Rule::new("", "where three borders meet", marker("triangle", 3.0, INK))]
        }
        (_, Class::Points) => {
            let shown = towns::up_to(table).map(|scale| format!("@map_scale <= {scale}"));
            vec![Rule::new(shown.unwrap_or_default(), "", marker("square", 1.8, WHITE))]
        }
        (_, Class::Lines) => vec![Rule::new("", "", Symbol::new(On::Lines, [stroke(VAGUE, 0.4, "").layer()]))],
        _ => vec![Rule::new("", "edges not sure", Symbol::new(On::Areas, [outlined(stroke(VAGUE, 0.3, "0.5;0.9"))]))],
    }
}

/// Columns of records that say how precisely something is placed, or what is claimed of it.
const PRECISIONS: [&str; 5] = ["precision", "where_prec", "geo_precision", "radius_m", "verb"];

/// Whether the records of `table` are of something that is placed, and not what they are drawn as, such as districts.
pub(super) fn tells_precision(table: &Table) -> bool {
    PRECISIONS.iter().any(|name| table.column(name).is_some())
}

fn stroke(colour: Rgba, width_mm: f64, dashes: &'static str) -> Stroke {
    Stroke { colour, width_mm, dashes }
}

fn marker(shape: &'static str, size_mm: f64, fill: Rgba) -> Symbol {
    let edge = if fill == WHITE { INK } else { WHITE };
    Symbol::new(On::Points, [Marker { shape, size_mm, fill, edge, edge_mm: 0.35 }.layer()])
}

/// A place that is known: a dot.
fn spot() -> Symbol {
    marker("circle", 2.6, DOT)
}

/// A point that stands for more than a place: never the same as a dot.
fn stand_in() -> Symbol {
    let empty = Marker { shape: "diamond", size_mm: 2.8, fill: [255, 255, 255, 150], edge: HATCH, edge_mm: 0.4 };
    Symbol::new(On::Points, [empty.layer()])
}

/// The circle of `radius_m` (an expression) around a point. A Mercator map is true to scale at its own latitude, so metres
/// are stretched by what it stretches there.
fn circle(radius_m: &str) -> Symbol {
    let geometry = format!(
        "transform(buffer(transform($geometry, 'EPSG:4326', 'EPSG:3857'), ({radius_m}) / cos(radians(y($geometry))), 24), \
         'EPSG:3857', 'EPSG:4326')"
    );
    Symbol::new(On::Points, [generated(&geometry, DOT_PALE, stroke(DOT, 0.25, ""))])
}

/// Points of records, by what their columns say of their precision; what no column says is told as such.
fn points(table: &Table) -> Vec<Rule> {
    let mut rules = Vec::new();
    let named = |name: &str| table.column(name).map(|found| column(&found.name));
    if let Some(radius) = named("radius_m") {
        rules.push(Rule::new(
            format!("to_real({radius}) > 0"),
            "within the circle",
            circle(&format!("to_real({radius})")),
        ));
    }
    let coded = |column: &str, codes: &str| format!("to_int({column}) IN ({codes})");
    if let Some(precision) = named("precision") {
        rules.push(Rule::new(format!("{precision} IN ('exact', 'near')"), "a spot", spot()));
        let known = Marker { shape: "circle", size_mm: 2.4, fill: WHITE, edge: DOT, edge_mm: 0.7 };
        let locality = Symbol::new(On::Points, [known.layer()]);
        rules.push(Rule::new(format!("{precision} = 'locality'"), "a town or named spot", locality));
        let coarse = "'district', 'province', 'border-zone', 'corridor', 'country', 'water', 'unlocated'";
        rules.push(Rule::new(format!("{precision} IN ({coarse})"), "stands for an area, not a place", stand_in()));
    } else if let Some(precision) = named("where_prec") {
        rules.push(Rule::new(coded(&precision, "2"), "within about 25 km", circle("25000")));
        rules.push(Rule::new(coded(&precision, "1, 2"), "a spot, or within about 25 km of it", spot()));
        rules.push(Rule::new(coded(&precision, "3, 4, 5, 6, 7"), "stands for an area, not a place", stand_in()));
    } else if let Some(precision) = named("geo_precision") {
        rules.push(Rule::new(coded(&precision, "1"), "a town or spot", spot()));
        rules.push(Rule::new(coded(&precision, "2, 3"), "stands for an area, not a place", stand_in()));
    }
    let all = rules.iter().all(|rule| rule.label == "within the circle");
    let unstated = marker("circle", 2.2, GREY);
    rules.push(Rule::new(if all { "" } else { "ELSE" }, "how precise is not stated", unstated));
    rules
}

/// A stretch of a border: a wide band, and a thin line within.
fn band() -> Symbol {
    Symbol::new(On::Lines, [stroke(BAND, 2.2, "").layer(), stroke(WHITE, 0.3, "").layer()])
}

/// Countries in pale colours by their number.
fn tinted() -> Vec<Rule> {
    let tint = |(number, tint): (usize, Rgba)| {
        Rule::new(format!("\"fid\" % 4 = {number}"), "", Symbol::new(On::Areas, [filled(tint)]))
    };
    TINTS.into_iter().enumerate().map(tint).collect()
}

/// Outlines, dashed where their source is coarse.
fn edges(table: &Table, sure: Stroke, unsure: Stroke) -> Vec<Rule> {
    let drawn = |stroke: Stroke| Symbol::new(On::Areas, [outlined(stroke)]);
    match table.column("accuracy_m") {
        None => vec![Rule::new("", "", drawn(sure))],
        Some(_) => vec![
            Rule::new(format!("\"accuracy_m\" >= {COARSE_M}"), "may be a kilometre or more off", drawn(unsure)),
            Rule::new("ELSE", "", drawn(sure)),
        ],
    }
}

/// Borders: dashed where they are coarse or run through the sea.
fn borders(table: &Table) -> Vec<Rule> {
    let drawn = |stroke: Stroke| Symbol::new(On::Lines, [stroke.layer()]);
    let unsure = [
        table.column("accuracy_m").map(|_| format!("\"accuracy_m\" >= {COARSE_M}")),
        table.column("kind").map(|_| "\"kind\" LIKE 'maritime%'".to_owned()),
    ];
    let unsure: Vec<String> = unsure.into_iter().flatten().collect();
    let sure = drawn(stroke(BORDER, 0.6, ""));
    if unsure.is_empty() {
        return vec![Rule::new("", "as drawn by its source", sure)];
    }
    vec![
        Rule::new(unsure.join(" OR "), "coarse, or at sea", drawn(stroke(BORDER, 0.6, "2.2;1.2"))),
        Rule::new("ELSE", "as drawn by its source", sure),
    ]
}
