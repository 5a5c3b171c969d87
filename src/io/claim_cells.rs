//! The columns of a table of claims, and lists within one cell. Not responsible for rows, nor for what claims mean.

/// The columns of a table of claims, in the order in which they are written.
pub const CLAIM_COLUMNS: [&str; 69] = [
    "incident_id",
    "title",
    "record",
    "what",
    "claim_id",
    "who",
    "who_kind",
    "verb",
    "quoted",
    "statement",
    "about",
    "source_id",
    "source_title",
    "source_publisher",
    "source_url",
    "source_published",
    "source_kind",
    "source_licence",
    "said_on",
    "offset_start",
    "offset_end",
    "date_start",
    "date_end",
    "date_precision",
    "date_as_written",
    "precision",
    "areas",
    "along_border",
    "place",
    "lon",
    "lat",
    "radius_m",
    "as_written",
    "place_note",
    "actors",
    "actor_names",
    "killed_low",
    "killed_best",
    "killed_high",
    "wounded_low",
    "wounded_best",
    "wounded_high",
    "toll_as_written",
    "toll_whom",
    "status",
    "summary",
    "incident_date_start",
    "incident_date_end",
    "incident_date_precision",
    "incident_date_as_written",
    "incident_precision",
    "incident_areas",
    "incident_along_border",
    "incident_place",
    "incident_lon",
    "incident_lat",
    "incident_radius_m",
    "incident_as_written",
    "incident_place_note",
    "conflicts",
    "unknown",
    "dataset_id",
    "dataset_title",
    "dataset_description",
    "dataset_licence",
    "dataset_attribution",
    "dataset_published",
    "dataset_article_sha256",
    "dataset_disclaimer",
];

/// The columns that say the same in every row of a record.
pub const RECORD_COLUMNS: [&str; 19] = [
    "title",
    "record",
    "what",
    "summary",
    "incident_date_start",
    "incident_date_end",
    "incident_date_precision",
    "incident_date_as_written",
    "incident_precision",
    "incident_areas",
    "incident_along_border",
    "incident_place",
    "incident_lon",
    "incident_lat",
    "incident_radius_m",
    "incident_as_written",
    "incident_place_note",
    "conflicts",
    "unknown",
];

/// The columns that say the same in every row of a table.
pub const DATASET_COLUMNS: [&str; 8] = [
    "dataset_id",
    "dataset_title",
    "dataset_description",
    "dataset_licence",
    "dataset_attribution",
    "dataset_published",
    "dataset_article_sha256",
    "dataset_disclaimer",
];

/// The columns that say the same in every row of a source.
pub const SOURCE_COLUMNS: [&str; 6] =
    ["source_title", "source_publisher", "source_url", "source_published", "source_kind", "source_licence"];

/// What divides the items of a list in one cell.
const BETWEEN: &str = "; ";

/// The items of a list in one cell, `; ` between them; a semicolon or backslash within an item has a backslash before it.
pub(super) fn joined<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> String {
    let escaped = |item: T| item.as_ref().replace('\\', "\\\\").replace(';', "\\;");
    items.into_iter().map(escaped).collect::<Vec<_>>().join(BETWEEN)
}

/// The items of the list that a cell holds.
pub(super) fn items(cell: &str) -> Vec<String> {
    if cell.is_empty() {
        return Vec::new();
    }
    let mut items = vec![String::new()];
    let mut chars = cell.chars().peekable();
    while let Some(c) = chars.next() {
        let item = items.last_mut().expect("there is one from the start");
        match c {
            '\\' => item.extend(chars.next()),
            ';' => {
                chars.next_if_eq(&' ');
                items.push(String::new());
            }
            c => item.push(c),
        }
    }
    items
}

/// An id made of a name, where a table gives no id: letters and digits in lower case, hyphens between them.
pub(super) fn id_of_name(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// Whether `text` may stand for something as its id.
pub(super) fn is_id(text: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '/');
    text.starts_with(char::is_alphanumeric) && text.chars().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_reads_back_as_it_was() {
        for list in [&[][..], &["a"], &["a", "b c"], &["semi;colon", "back\\slash", "end\\"], &["; ", ";"]] {
            assert_eq!(items(&joined(list)), list, "{list:?}");
        }
        assert_eq!(items("day;place; toll"), ["day", "place", "toll"]);
    }

    #[test]
    fn a_name_becomes_an_id() {
        assert_eq!(id_of_name("Jaish-ul Adl (group)"), "jaish-ul-adl-group");
        assert!(is_id("PK/gwadar") && is_id("A10.4") && !is_id("a b") && !is_id("") && !is_id("a=b"));
    }
}
