//! What can be asked of `sarhad mcp`. Not responsible for answering.

use std::path::PathBuf;

use clap::Args;

use super::{AtlasArgs, Publishing, Terms};

/// `sarhad mcp`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad mcp
      the built-in incidents and layers, for an assistant that starts this program
  sarhad mcp events.csv ged231.gpkg
      files of yours beside the layers
  sarhad mcp events.csv --public
      rows that may not be passed on are refused: what an assistant reads may leave this machine
  sarhad index cases.xlsx --lon-column x --lat-column y -o cases.sarhad && sarhad mcp cases.sarhad
      whatever has to be told of a file is told to sarhad index
  echo '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}' | sarhad mcp

An assistant's configuration:
  { \"mcpServers\": { \"sarhad\": { \"command\": \"sarhad\", \"args\": [\"mcp\", \"events.csv\"] } } }

Tools: locate, distance, find_place, list_collections, incidents_near, incidents, incident. They are
read-only, ask no other computer for anything, and answer as the commands and sarhad serve do, with
attribution, licence and disclaimer. At most 100 records and 64 KiB an answer; what was cut is told.
Standard output carries the protocol alone, a line of JSON each; messages go to standard error.")]
pub(in crate::cli) struct Mcp {
    /// Files, index files of sarhad index, or @NAME for what is built in [default: @incidents]
    #[arg(value_name = "INPUT")]
    pub(in crate::cli) inputs: Vec<PathBuf>,
    /// Refuse rows that may not be passed on
    #[arg(long, help_heading = "Publishing")]
    pub(in crate::cli) public: bool,
    #[command(flatten)]
    pub(in crate::cli) terms: Terms,
    #[command(flatten)]
    pub(in crate::cli) atlas: AtlasArgs,
}

impl Mcp {
    /// Whether others will see the records, and on which terms.
    pub(in crate::cli) fn publishing(&self) -> Publishing {
        Publishing { public: self.public, ..self.terms.publishing() }
    }
}
