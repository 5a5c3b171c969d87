//! A database of somebody's, opened so that nothing in it can act and no byte of it changes. Not responsible for its tables.

use std::fmt::Write;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, Error, ErrorCode, OpenFlags};

use crate::io::read::options::Limits;
use crate::io::read::what::What;

const FORMAT: &str = "GeoPackage";
const DAMAGED: &str = "the file is damaged or cut off";
/// Bytes of the header of a database.
const HEADER_BYTES: usize = 100;
/// What stands beside a database that another program is writing.
const UNFINISHED: [&str; 2] = ["-wal", "-journal"];
/// Levels of an expression, and parts of a compound query, that a table's own SQL may have.
const EXPRESSION_DEPTH: i32 = 100;
const COMPOUND_PARTS: i32 = 20;

pub(super) fn refused(reason: impl Into<String>) -> What {
    What::Container { format: FORMAT, reason: reason.into() }
}

/// What a failure of the database means for the input.
pub(super) fn what_of(error: &Error, limits: Limits) -> What {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => refused("it is no SQLite database"),
        Some(ErrorCode::DatabaseCorrupt) => refused(DAMAGED),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            refused("another program has locked it; close it there first")
        }
        Some(ErrorCode::TooBig) => {
            What::FeatureLimit { inside: "a value of a row".to_owned(), limit: limits.feature_bytes }
        }
        _ => refused(error.to_string().to_lowercase()),
    }
}

/// The database at `path`, read-only and as it is on the disk now.
pub(super) fn opened(path: &Path, limits: Limits) -> Result<Connection, What> {
    for suffix in UNFINISHED {
        if beside(path, suffix).metadata().is_ok_and(|found| found.len() > 0) {
            let reason = format!(
                "a {suffix} file stands beside it with changes that are not in it yet; close it where it is open, or copy it with its program"
            );
            return Err(refused(reason));
        }
    }
    if is_cut_off(path).map_err(|error| refused(error.to_string()))? {
        return Err(refused(DAMAGED));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(uri(path), flags).map_err(|error| what_of(&error, limits))?;
    guarded(&connection, limits).map_err(|error| what_of(&error, limits))?;
    Ok(connection)
}

fn guarded(connection: &Connection, limits: Limits) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    let length = i32::try_from(limits.feature_bytes).unwrap_or(i32::MAX);
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, length)?;
    connection.set_limit(Limit::SQLITE_LIMIT_EXPR_DEPTH, EXPRESSION_DEPTH)?;
    connection.set_limit(Limit::SQLITE_LIMIT_COMPOUND_SELECT, COMPOUND_PARTS)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    connection.execute_batch(
        "PRAGMA query_only = ON; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;",
    )
}

/// Whether the file is shorter than its header says: pages that are not there would be read as if they were empty.
///
/// # Source
/// `SQLite`, "Database File Format", 1.3: page size, file change counter, size of the file in pages, version-valid-for.
fn is_cut_off(path: &Path) -> io::Result<bool> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut header = [0; HEADER_BYTES];
    if let Err(error) = file.read_exact(&mut header) {
        return if error.kind() == io::ErrorKind::UnexpectedEof { Ok(true) } else { Err(error) };
    }
    let number = |at: usize| u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    let page_bytes = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        bytes => u64::from(bytes.max(512)),
    };
    let is_told = number(24) == number(92) && number(28) > 0;
    let told = if is_told { u64::from(number(28)) * page_bytes } else { 0 };
    Ok(length < told || length % page_bytes != 0)
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// The path as an address that says that nobody changes the file, so that no lock and no file beside it is made.
fn uri(path: &Path) -> PathBuf {
    let mut address = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                address.push(char::from(*byte));
            }
            other => {
                // writing into a String cannot fail
                let _ = write!(address, "%{other:02X}");
            }
        }
    }
    PathBuf::from(address + "?immutable=1")
}
