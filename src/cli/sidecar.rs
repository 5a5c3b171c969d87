//! The file of metadata beside an output whose format has no room for it. Not responsible for what it tells.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::cli::args::Writing;
use crate::cli::failure::Failure;
use crate::cli::input::Source;
use crate::cli::report::Report;
use crate::cli::sink::overwrite;
use crate::io::write::destination::Overwrite;
use crate::io::write::sidecar::Sidecar;

/// What stands beside an output; nothing beside standard output and devices.
pub(super) struct Beside {
    output: Option<PathBuf>,
    overwrite: Overwrite,
    input: Option<PathBuf>,
    file: Option<Sidecar>,
    /// Whether the file has been written and is to appear.
    told: bool,
}

impl Beside {
    /// What may stand beside `target`, by the rules of the output itself.
    pub(super) fn of(target: Option<&Path>, writing: &Writing, source: Option<&Source>) -> Self {
        let device = |path: &&Path| std::fs::metadata(path).is_ok_and(|found| !found.is_file());
        Self {
            output: target.filter(|path| !device(path)).map(Path::to_owned),
            overwrite: overwrite(writing),
            input: source.and_then(Source::file).map(Path::to_owned),
            file: None,
            told: false,
        }
    }

    /// Where its file is or would be.
    pub(super) fn path(&self) -> Option<PathBuf> {
        self.output.as_deref().map(Sidecar::path_for)
    }

    /// The same, with its file made; fails where that may not be replaced.
    pub(super) fn prepared(mut self) -> Result<Self, Failure> {
        self.prepare()?;
        Ok(self)
    }

    fn prepare(&mut self) -> Result<(), Failure> {
        if let (Some(output), None) = (&self.output, &self.file) {
            self.file = Some(Sidecar::of(output, self.overwrite, self.input.as_deref())?);
        }
        Ok(())
    }

    /// Takes in what is to be told, if there is anything; nothing appears yet. An earlier file that would tell of another
    /// output is replaced in any case.
    pub(super) fn tell(&mut self, metadata: Option<&Value>) -> Result<(), Failure> {
        self.prepare()?;
        let Some(file) = &mut self.file else { return Ok(()) };
        let nothing = Value::Object(serde_json::Map::new());
        let Some(metadata) = metadata.or(Some(&nothing).filter(|_| file.replaces())) else { return Ok(()) };
        file.write(metadata)?;
        self.told = true;
        Ok(())
    }

    /// Makes the file appear, if anything was told.
    pub(super) fn appear(self, report: &mut Report) -> Result<(), Failure> {
        let Some(file) = self.file.filter(|_| self.told) else { return Ok(()) };
        let name = file.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
        file.commit()?;
        report.note(&format!("credit and licence are in {name}; publish it with the output"));
        Ok(())
    }
}
