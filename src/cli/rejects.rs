//! Refused records on their way to the rejects file, if there is one. Not responsible for telling of them.

use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use crate::io::read::problem::{Problem, Severity};
use crate::io::write::destination::Overwrite;
use crate::io::write::rejects::{Refusal, RejectsFile};
use crate::model::feature::FeatureId;

/// Takes refused records; nothing appears before [`Rejects::appear`].
#[derive(Debug, Default)]
pub(super) struct Rejects {
    file: Option<RejectsFile>,
}

impl Rejects {
    /// The rejects file at `path`, or none.
    pub(super) fn new(path: Option<PathBuf>, overwrite: Overwrite) -> Result<Self, Failure> {
        let file = path.map(|path| RejectsFile::new(path, overwrite)).transpose()?;
        Ok(Self { file })
    }

    /// Where the file will be.
    pub(super) fn path(&self) -> Option<&Path> {
        self.file.as_ref().map(RejectsFile::path)
    }

    /// Whether it holds a record.
    pub(super) fn holds_some(&self) -> bool {
        self.file.as_ref().is_some_and(|file| file.refusals() > 0)
    }

    /// Adds the record of `problem`, if that refuses it.
    pub(super) fn refused(&mut self, problem: &Problem) -> Result<(), Failure> {
        if problem.severity == Severity::Refused { self.add(problem) } else { Ok(()) }
    }

    /// Adds the record that `problem` refuses.
    pub(super) fn add(&mut self, problem: &Problem) -> Result<(), Failure> {
        let Some(file) = &mut self.file else { return Ok(()) };
        let id = problem.origin.id.clone().map(FeatureId::Text);
        let message = problem.to_string();
        file.write(&Refusal {
            file: &problem.origin.file,
            line: problem.origin.line,
            byte: problem.origin.byte,
            record: Some(problem.origin.record).filter(|&record| record > 0),
            id: id.as_ref(),
            code: problem.code.as_str(),
            field: problem.field.as_deref(),
            value: problem.value.as_deref(),
            message: &message,
            verbatim: problem.verbatim.as_deref().unwrap_or_default().as_bytes(),
        })?;
        Ok(())
    }

    /// Makes the file appear.
    pub(super) fn appear(self) -> Result<(), Failure> {
        if let Some(file) = self.file {
            file.commit()?;
        }
        Ok(())
    }
}
