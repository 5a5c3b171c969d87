//! What is asked of an output that others will see. Not responsible for what becomes of it.

use clap::{Args, ValueEnum};

use crate::query::generalise::Blur;

/// Licence and credit of the rows, and how much of them may be seen.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Publishing")]
pub(in crate::cli) struct Publishing {
    /// The output is meant for publication: refuse rows that may not be passed on
    #[arg(long)]
    pub(in crate::cli) public: bool,
    /// The licence of rows of your own: its name, or a JSON file with name, url, attribution, may_share; it lifts no other
    /// terms
    #[arg(long, value_name = "TEXT|FILE")]
    pub(in crate::cli) licence: Option<String>,
    /// Your permission to pass rows on, in words; it is written into the output's metadata
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) permission: Option<String>,
    /// Write places no finer than this, and no column that tells more
    #[arg(long, value_name = "HOW")]
    pub(in crate::cli) generalise: Option<Coarseness>,
}

/// On which terms rows are shown by `serve` and `mcp`, which write no file that could tell them.
#[cfg(feature = "server")]
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Terms {
    /// Your permission to pass rows on, in words; it is told with the records
    #[arg(long, value_name = "TEXT", help_heading = "Publishing")]
    pub(in crate::cli) permission: Option<String>,
    /// The licence of rows of your own: its name, or a JSON file with name, url, attribution, may_share
    #[arg(long, value_name = "TEXT|FILE", help_heading = "Publishing")]
    pub(in crate::cli) licence: Option<String>,
}

#[cfg(feature = "server")]
impl Terms {
    /// As an output has it that is not meant for others.
    pub(in crate::cli) fn publishing(&self) -> Publishing {
        Publishing { licence: self.licence.clone(), permission: self.permission.clone(), ..Publishing::default() }
    }
}

/// How coarse places become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Coarseness {
    /// The district, without coordinates.
    District,
    /// The province, without coordinates.
    Province,
    /// The middle of a cell of a tenth of a degree, with its radius.
    #[value(name = "0.1deg")]
    Tenth,
}

impl From<Coarseness> for Blur {
    fn from(coarseness: Coarseness) -> Self {
        match coarseness {
            Coarseness::District => Self::District,
            Coarseness::Province => Self::Province,
            Coarseness::Tenth => Self::Tenth,
        }
    }
}
