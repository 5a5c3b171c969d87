//! By which names the column of each role is looked for, row by row. Not responsible for telling whose table it is.

use crate::model::profile::columns::PLAIN_ROLES;
use crate::model::profile::{Role, folded};

/// The names by which columns are looked for: the one that the user has told, or else the usual ones, the surest first.
///
/// # Example
/// ```
/// use sarhad::model::profile::Role;
/// use sarhad::model::profile::role_columns::RoleColumns;
/// let columns = RoleColumns::new(vec![(Role::District, "Zila".to_owned())]);
/// assert_eq!(columns.names(Role::District), ["Zila"]);
/// assert_eq!(columns.names(Role::DateEnd), ["date_end", "end_date"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleColumns {
    /// In the order of [`Role::ALL`].
    names: Vec<Vec<String>>,
}

impl RoleColumns {
    /// The usual names, but for the roles of which the user has told the column.
    #[must_use]
    pub fn new(told: Vec<(Role, String)>) -> Self {
        let usual = |role: Role| {
            let known = PLAIN_ROLES.iter().find(|(known, _)| *known == role);
            known.map(|(_, names)| names.iter().map(|&name| name.to_owned()).collect()).unwrap_or_default()
        };
        let mut names: Vec<Vec<String>> = Role::ALL.into_iter().map(usual).collect();
        for (role, column) in told {
            names[role as usize] = vec![column];
        }
        Self { names }
    }

    /// The names of the column that has this role.
    #[must_use]
    pub fn names(&self, role: Role) -> &[String] {
        &self.names[role as usize]
    }
}

impl Default for RoleColumns {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

/// Whether a column that is written `column` is the one called `name`: compared as [`folded`] does, without making texts of
/// names in ASCII.
///
/// # Example
/// ```
/// use sarhad::model::profile::role_columns::is_called;
/// assert!(is_called("Event Date", "event_date"));
/// assert!(!is_called("Event Dates", "event_date"));
/// ```
#[must_use]
pub fn is_called(column: &str, name: &str) -> bool {
    if column.is_ascii() && name.is_ascii() {
        let (column, name) = (column.trim(), name.trim());
        return column.len() == name.len() && column.bytes().map(letter).eq(name.bytes().map(letter));
    }
    folded(column) == folded(name)
}

/// A letter of a name as it is compared.
const fn letter(byte: u8) -> u8 {
    match byte {
        b' ' | b'-' | b'.' => b'_',
        _ => byte.to_ascii_lowercase(),
    }
}
