//! What can be asked of `sarhad index`. Not responsible for writing the index.

use std::path::PathBuf;

use clap::Args;

use super::{Choosing, Convert, OutputForm, Publishing, Writing};

/// `sarhad index`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad index events.csv -o events.sarhad
      one file that sarhad serve opens at once, with places, times and columns ready to be asked
  sarhad serve events.sarhad
  sarhad nearest events.sarhad --at 25.1264,62.3254
      every command reads it as it reads the file that it was made of
  sarhad index ged231.csv --in PK -o pakistan.sarhad

The file holds the records with their credit, licence and disclaimer. Each part has a checksum: a file
that is damaged, or of another version of sarhad, is refused. It is read whole into memory.")]
pub(in crate::cli) struct Index {
    /// A file, - for standard input, or @NAME for what is built in
    pub(in crate::cli) input: PathBuf,
    /// Write the index to this file, whole or not at all
    #[arg(long, short, value_name = "FILE.sarhad", help_heading = "Writing")]
    pub(in crate::cli) output: PathBuf,
    /// Replace a file that exists
    #[arg(long, help_heading = "Writing")]
    pub(in crate::cli) force: bool,
    /// Write refused records here, each verbatim [default: OUTPUT.rejects.ndjson]
    #[arg(long, value_name = "FILE", help_heading = "Writing")]
    pub(in crate::cli) rejects: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) publishing: Publishing,
    #[command(flatten)]
    pub(in crate::cli) choosing: Choosing,
}

impl Index {
    /// The same as another format is written.
    pub(in crate::cli) fn convert(&self) -> Convert {
        Convert {
            input: self.input.clone(),
            aggregate: None,
            choosing: self.choosing.clone(),
            writing: Writing {
                format: Some(OutputForm::Sarhad),
                output: Some(self.output.clone()),
                force: self.force,
                rejects: self.rejects.clone(),
                publishing: self.publishing.clone(),
                ..Writing::default()
            },
        }
    }
}
