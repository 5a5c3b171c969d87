//! Where a web map goes, and what goes beside it. Not responsible for what is written.

use std::fs;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use crate::cli::args::Map;
use crate::cli::failure::Failure;
use crate::cli::usage::Usage;
use crate::io::write::destination::Overwrite;
use crate::io::write::folder::FolderDestination;
use crate::io::write::rejects::RejectsFile;
use crate::render::html::{WebMap, is_map};

/// What a page that is one file is called.
const PAGE_ENDINGS: [&str; 2] = ["html", "htm"];

/// Where the map goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Stream,
    File,
    Folder,
}

impl Place {
    pub(super) fn of(asked: &Map) -> Result<Self, Usage> {
        let path = &asked.output;
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        let as_folder = path.to_string_lossy().ends_with(['/', MAIN_SEPARATOR]);
        match ending {
            _ if as_folder => Ok(Self::Folder),
            _ if path == Path::new("-") => Ok(Self::Stream),
            Some(ending) if PAGE_ENDINGS.contains(&ending.as_str()) => Ok(Self::File),
            None if path.is_dir() => Ok(Self::Folder),
            _ => Err(Usage::NoPage { output: path.clone() }),
        }
    }

    /// The file that is written first, and the folder that it is made in.
    pub(super) fn target(self, asked: &Map) -> Result<(PathBuf, Option<FolderDestination>), Failure> {
        match self {
            Self::Stream | Self::File => Ok((asked.output.clone(), None)),
            Self::Folder => {
                let overwrite = overwrite(asked);
                let owned = |folder: &Path| {
                    let page = fs::read(folder.join(WebMap::folder_paths()[0])).unwrap_or_default();
                    is_map(&page).then(|| WebMap::folder_paths().iter().map(PathBuf::from).collect())
                };
                let folder = FolderDestination::new(&asked.output, overwrite, owned)?;
                Ok((folder.building().join(WebMap::folder_paths()[0]), Some(folder)))
            }
        }
    }

    /// Where refused records go: beside a folder and never in it, since all that is in it will be seen.
    pub(super) fn rejects(self, asked: &Map) -> Option<PathBuf> {
        asked.rejects.clone().or_else(|| match self {
            Self::Stream => None,
            Self::File => Some(RejectsFile::path_for(&asked.output)),
            // without the separator at its end
            Self::Folder => Some(RejectsFile::path_for(&asked.output.components().collect::<PathBuf>())),
        })
    }
}

/// What may be replaced.
pub(super) fn overwrite(asked: &Map) -> Overwrite {
    if asked.force { Overwrite::Force } else { Overwrite::Refuse }
}
