//! What is asked of an output that others will see. Not responsible for what becomes of it.

use clap::Args;

/// Licence and credit of the rows, and how much of them may be seen.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Publishing")]
pub(in crate::cli) struct Publishing {
    /// The output is meant for publication: refuse rows that may not be passed on
    #[arg(long)]
    pub(in crate::cli) public: bool,
    /// The licence of rows of your own: its name, or a JSON file with name, url, attribution, may_share
    #[arg(long, value_name = "TEXT|FILE")]
    pub(in crate::cli) licence: Option<String>,
    /// Your permission to pass rows on, in words; it is written into the output's metadata
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) permission: Option<String>,
}
