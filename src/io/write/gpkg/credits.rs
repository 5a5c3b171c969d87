//! Who made what a project shows, and what they ask to be said, as lines on a map. Not responsible for where they stand.

use serde_json::Value;

use crate::io::write::credit;
use crate::io::write::gpkg::table::{Role, Table};

/// Characters of a line: QGIS breaks none by itself.
const LINE_LETTERS: usize = 160;
/// How a layer says whose lines it draws, and what it adds.
const DRAWN_BY: &str = "boundaries as drawn by ";
const NO_POSITION: &str = "no position on the status of any territory is implied";

/// The lines of credit, licence and caution: how many are not seen, then of the records, then of what lies under them, each thing once.
pub(super) fn lines(tables: &[Table], metadata: Option<&Value>, title: &str) -> Vec<String> {
    let drawn: Vec<&Table> = tables.iter().filter(|table| table.role != Role::Records).collect();
    let mut sentences: Vec<String> = unplaced(tables).into_iter().collect();
    sentences.extend(data(metadata, title));
    let sources = of_sources(&drawn);
    if !sources.is_empty() {
        sentences.push(format!("Map: {}.", sources.join("; ")));
    }
    let mut cautions: Vec<&str> = credit::told(metadata, "disclaimer");
    cautions.extend(drawn.iter().flat_map(|table| table.told("disclaimer")));
    sentences.extend(cautioned(&cautions));
    sentences.iter().flat_map(|sentence| broken(sentence)).collect()
}

/// How many records are not to be seen, though there are some that are.
fn unplaced(tables: &[Table]) -> Option<String> {
    let of = |wanted: fn(&Table) -> bool| -> u64 {
        let records = tables.iter().filter(|table| table.role == Role::Records);
        records.filter(|table| wanted(table)).map(|table| table.count).sum()
    };
    let (missing, all) = (of(|table| table.geometry_type.is_none()), of(|_| true));
    (missing > 0).then(|| format!("{missing} of {all} records have no location and are not on the map."))
}

/// What is told of the records: their title where the map has another, who made them, under which licence.
fn data(metadata: Option<&Value>, title: &str) -> Option<String> {
    let told = |member: &str| credit::told(metadata, member).join("; ");
    let mut names = credit::told(metadata, "title");
    names.extend(credit::told(metadata, "dataset"));
    let name = names.into_iter().find(|name| !title.contains(*name)).unwrap_or_default();
    let licence = told("licence");
    let licence = if licence.is_empty() { licence } else { format!(" ({licence})") };
    let attribution = told("attribution");
    match (name, attribution.trim_end_matches('.')) {
        ("", "") if licence.is_empty() => None,
        ("", "") => Some(format!("Data:{licence}.")),
        (name, "") => Some(format!("Data: {name}{licence}.")),
        ("", made) => Some(format!("Data: {made}{licence}.")),
        (name, made) => Some(format!("Data: {name}{licence}. {made}.")),
    }
}

/// Each source of the layers with its licence, once.
fn of_sources(drawn: &[&Table]) -> Vec<String> {
    let mut credits: Vec<String> = Vec::new();
    for table in drawn {
        let sources = table.metadata.as_ref().and_then(|metadata| metadata.get("sources")).and_then(Value::as_array);
        let told = |source: &Value, member: &str| source.get(member).and_then(Value::as_str).map(str::to_owned);
        let of_source = |source: &Value| credited(&told(source, "attribution")?, told(source, "licence").as_deref());
        let mut lines: Vec<String> = sources.into_iter().flatten().filter_map(of_source).collect();
        if lines.is_empty() {
            let licence = table.told("licence").join("; ");
            lines.extend(credited(&table.told("attribution").join("; "), Some(&licence)));
        }
        for line in lines {
            if !credits.contains(&line) {
                credits.push(line);
            }
        }
    }
    credits
}

fn credited(attribution: &str, licence: Option<&str>) -> Option<String> {
    let attribution = attribution.trim();
    if attribution.is_empty() {
        return None;
    }
    Some(match licence.map(str::trim).filter(|licence| !licence.is_empty()) {
        // a name of SPDX's own kind, as a reader knows it
        Some(licence) => match licence.strip_prefix("LicenseRef-") {
            Some(own) => format!("{attribution} ({})", own.replace('-', " ")),
            None => format!("{attribution} ({licence})"),
        },
        None => attribution.to_owned(),
    })
}

/// The cautions, each once; those that say whose boundaries are drawn become one.
fn cautioned(said: &[&str]) -> Vec<String> {
    let mut cautions: Vec<String> = Vec::new();
    let mut drawn_by: Vec<&str> = Vec::new();
    let mut takes_no_position = false;
    for caution in said.iter().flat_map(|said| parts_of(said)) {
        if let Some(names) = caution.strip_prefix(DRAWN_BY) {
            for name in names.split(", ").flat_map(|part| part.split(" and ")) {
                if !drawn_by.contains(&name) {
                    drawn_by.push(name);
                }
            }
        } else if caution == NO_POSITION {
            takes_no_position = true;
        } else if !cautions.iter().any(|other| other == caution) {
            cautions.push(caution.to_owned());
        }
    }
    if let Some((last, names)) = drawn_by.split_last() {
        let names = if names.is_empty() { (*last).to_owned() } else { format!("{} and {last}", names.join(", ")) };
        let position = if takes_no_position { format!("; {NO_POSITION}") } else { String::new() };
        cautions.push(format!("Boundaries as drawn by {names}{position}."));
    } else if takes_no_position {
        cautions.push(NO_POSITION.to_owned());
    }
    cautions
}

/// The parts of a caution that layers say of their lines; others' sentences stay whole.
fn parts_of(caution: &str) -> Vec<&str> {
    if caution.starts_with(DRAWN_BY) { caution.split("; ").collect() } else { vec![caution] }
}

/// `sentence` in lines.
fn broken(sentence: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in sentence.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= LINE_LETTERS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_cautions_are_said_once() {
        let check = |said: &[&str], expected: &[&str]| assert_eq!(cautioned(said), expected);
        let osm = "boundaries as drawn by OSM; no position on the status of any territory is implied";
        let both = "boundaries as drawn by OSM, OCHA and WFP; no position on the status of any territory is implied";
        let joined = "Boundaries as drawn by OSM, OCHA and WFP; no position on the status of any territory is implied.";
        check(&[], &[]);
        check(&[osm, both, osm], &[joined]);
        check(
            &["reported, not endorsed; see all", "boundaries as drawn by me"],
            &["reported, not endorsed; see all", "Boundaries as drawn by me."],
        );
        assert_eq!(broken(&"x".repeat(200)).len(), 1);
        assert_eq!(broken(&"word ".repeat(64)).len(), 2);
    }
}
