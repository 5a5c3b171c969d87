//! The database file itself: made beside the output, always with the same bytes. Not responsible for layers.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::PathBuf;

use rusqlite::{Connection, ToSql};
use tempfile::TempPath;

use crate::io::write::error::WriteError;
use crate::io::write::gpkg::faults::fault;
use crate::io::write::gpkg::schema;
use crate::io::write::options::WriteOptions;
use crate::io::write::pulse::Pulse;

/// When tables changed last: the clock would make each run's bytes others.
pub(super) const LAST_CHANGE: &str = "1970-01-01T00:00:00.000Z";
/// Bytes copied to the output at a time.
const COPIED_BYTES: usize = 1 << 20;
/// No journal: the file appears when it is whole, or not at all. Nothing but this file is written.
const SETTINGS: &str = "
    PRAGMA page_size = 4096;
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -65536;
    PRAGMA foreign_keys = OFF;
    PRAGMA encoding = 'UTF-8';";

/// A `GeoPackage` in the making.
#[derive(Debug)]
pub(super) struct Container {
    connection: Connection,
    file: TempPath,
    target: PathBuf,
    pulse: Pulse,
}

impl Container {
    /// An empty one, with the tables that every `GeoPackage` has.
    pub(super) fn new(options: &WriteOptions) -> Result<Self, WriteError> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".sarhad-").suffix(".tmp");
        let made = match &options.spool_dir {
            Some(folder) => builder.tempfile_in(folder),
            None => builder.tempfile(),
        };
        let file = made.map_err(|error| WriteError::from_io(&options.target, error))?.into_temp_path();
        let opened = Connection::open(&file).map_err(|error| fault(&options.target, &error))?;
        let (target, pulse) = (options.target.clone(), options.pulse.clone());
        let container = Self { connection: opened, file, target, pulse };
        container.run(SETTINGS)?;
        container.run("BEGIN")?;
        container.run(schema::CORE)?;
        Ok(container)
    }

    /// Runs statements that ask nothing.
    pub(super) fn run(&self, sql: &str) -> Result<(), WriteError> {
        self.checked(self.connection.execute_batch(sql))
    }

    /// Inserts a row.
    pub(super) fn insert(&self, sql: &str, values: &[&dyn ToSql]) -> Result<(), WriteError> {
        let mut statement = self.checked(self.connection.prepare_cached(sql))?;
        self.checked(statement.execute(values)).map(|_| ())
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// What the database answered, or what its failure means for the output.
    pub(super) fn checked<T>(&self, answer: rusqlite::Result<T>) -> Result<T, WriteError> {
        answer.map_err(|error| fault(&self.target, &error))
    }

    /// Fails where writing is to end.
    pub(super) fn beat(&self, done: u64) -> Result<(), WriteError> {
        self.pulse.beat(done).map_err(|error| self.failed(error))
    }

    pub(super) fn failed(&self, error: io::Error) -> WriteError {
        WriteError::from_io(&self.target, error)
    }

    /// Refuses what the format has no room for.
    pub(super) fn cannot_hold(&self, reason: String) -> WriteError {
        WriteError::CannotHold { target: self.target.clone(), reason }
    }

    /// Completes the file and copies it into `out`.
    pub(super) fn finish(self, out: &mut dyn Write) -> Result<(), WriteError> {
        self.run("COMMIT")?;
        let Self { connection, file, target, pulse } = self;
        connection.flush_prepared_statement_cache();
        connection.close().map_err(|(_, error)| fault(&target, &error))?;
        copied(&file, out, &pulse).map_err(|error| WriteError::from_io(&target, error))
    }
}

fn copied(file: &TempPath, out: &mut dyn Write, pulse: &Pulse) -> io::Result<()> {
    let mut file = File::open(file)?;
    let mut buffer = vec![0; COPIED_BYTES];
    loop {
        pulse.beat(0)?;
        match file.read(&mut buffer)? {
            0 => return Ok(()),
            read => out.write_all(&buffer[..read])?,
        }
    }
}
