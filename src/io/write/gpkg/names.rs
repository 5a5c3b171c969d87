//! The names of tables: safe in every program that lists them, and unlike. Not responsible for the names of columns.

/// Letters of a table's name at most.
const LONGEST: usize = 100;
/// Names with which tables begin that are not a layer's.
const TAKEN: [&str; 4] = ["gpkg_", "sqlite_", "rtree_", "layer_styles"];

/// The tables' names so far.
#[derive(Debug, Default)]
pub(super) struct TableNames {
    met: Vec<String>,
}

impl TableNames {
    /// A name like `wanted` that no table has, whatever its capitals.
    pub(super) fn free(&mut self, wanted: &str) -> String {
        let safe = safe(wanted);
        let mut name = safe.clone();
        let mut count = 1;
        while self.met.contains(&name.to_lowercase()) {
            count += 1;
            name = format!("{safe}_{count}");
        }
        self.met.push(name.to_lowercase());
        name
    }
}

/// Letters and digits of all scripts; what could end a name in a path, a query or a list is an underscore.
fn safe(wanted: &str) -> String {
    let kept = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | ' ');
    let name: String =
        wanted.trim().chars().map(|letter| if kept(letter) { letter } else { '_' }).take(LONGEST).collect();
    let lower = name.to_lowercase();
    if name.is_empty() || TAKEN.iter().any(|taken| lower.starts_with(taken)) { format!("layer_{name}") } else { name }
}

/// `name` as an identifier of SQL.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\"").replace('\0', "\u{fffd}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_have_names_of_their_own() {
        let mut names = TableNames::default();
        for (wanted, expected) in [
            ("events", "events"),
            ("Events", "Events_2"),
            ("a\"; DROP TABLE x; --", "a__ DROP TABLE x_ --"),
            ("گوادر", "گوادر"),
            ("", "layer_"),
            ("gpkg_contents", "layer_gpkg_contents"),
            ("a|layername=b", "a_layername_b"),
        ] {
            assert_eq!(names.free(wanted), expected, "{wanted:?}");
        }
        assert_eq!(quoted("a\"b\0"), "\"a\"\"b\u{fffd}\"");
    }
}
