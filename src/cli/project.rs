//! A QGIS project and the data beside it: two files that appear together. Not responsible for what is in them.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::cli::args::Writing;
use crate::cli::failure::{Failure, output_failure};
use crate::cli::input::Source;
use crate::cli::report::Report;
use crate::cli::sink::overwrite;
use crate::cli::usage::Usage;
use crate::io::write::destination::Destination;
use crate::io::write::project::Project;

/// The extensions of a project, and of its data.
const PROJECT: &str = "qgz";
const DATA: &str = "gpkg";

/// A project in the making.
pub(super) struct ProjectFile {
    path: PathBuf,
    data: PathBuf,
    destination: Destination,
    project: Project,
}

impl ProjectFile {
    /// The project `target`; fails before anything is read if it cannot be made.
    pub(super) fn of(target: Option<&Path>, writing: &Writing, source: Option<&Source>) -> Result<Self, Failure> {
        let named = target.filter(|path| path.extension().is_some_and(|end| end.eq_ignore_ascii_case(PROJECT)));
        let path = named.ok_or(Usage::ProjectNeedsFile)?.to_owned();
        let data = path.with_extension(DATA);
        let inputs: Vec<PathBuf> = source.and_then(Source::file).map(Path::to_owned).into_iter().collect();
        let destination = Destination::file(&path, overwrite(writing), &inputs)?;
        let name = data.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { project: Project::new(name), path, data, destination })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Where its data go.
    pub(super) fn data_path(&self) -> PathBuf {
        self.data.clone()
    }

    /// What the writer of the data fills in.
    pub(super) fn plan(&self) -> Project {
        self.project.clone()
    }

    /// Writes what the data's writer has filled in; nothing appears yet.
    pub(super) fn write(&mut self) -> Result<(), Failure> {
        let written = self.destination.write_all(&self.project.take());
        written.map_err(|error| output_failure(&self.path, error))
    }

    /// Makes it appear, its data being there.
    pub(super) fn appear(self, report: &mut Report) -> Result<(), Failure> {
        self.destination.commit()?;
        let (path, data) = (self.path.display(), self.data.display());
        report.note(&format!("{path} opens {data} in QGIS; keep them side by side"));
        Ok(())
    }
}
