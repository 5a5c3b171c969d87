//! What can be asked of `sarhad serve`. Not responsible for serving.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[cfg(feature = "web")]
use super::map::MapLook;
use super::{AtlasArgs, Publishing, Terms};
#[cfg(feature = "web")]
use super::{Map, Placing, Reading};

/// `sarhad serve`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad serve
      the built-in incidents and layers, on http://127.0.0.1:8080
  sarhad serve events.csv ged231.gpkg
      files of yours beside the layers; http://127.0.0.1:8080/collections lists them
  sarhad index ged231.csv -o ged.sarhad && sarhad serve ged.sarhad
      a million records are ready in a second or two
  sarhad serve events.csv --watch
      a file that is replaced is served anew; every answer comes from one version
  sarhad index cases.xlsx --lon-column x --lat-column y --date-column day -o cases.sarhad
      whatever has to be told of a file is told to sarhad index, whose file is served
  sarhad serve events.csv --host 0.0.0.0 --base-url https://maps.example.org/borders
      for others, behind a proxy that speaks TLS; rows that may not be passed on are refused

QGIS: Layer > Add Layer > Add WFS / OGC API - Features Layer, with the address.
GDAL: ogr2ogr out.gpkg OAPIF:http://127.0.0.1:8080 events
The interface is OGC API - Features with filters in CQL2; /docs tells it in words, /api as OpenAPI.
It is read-only, asks no other computer for anything, and logs neither clients nor questions.")]
pub(in crate::cli) struct Serve {
    /// Files, index files of sarhad index, or @NAME for what is built in [default: @incidents]
    #[arg(value_name = "INPUT")]
    pub(in crate::cli) inputs: Vec<PathBuf>,
    /// The port; 0 takes a free one
    #[arg(long, default_value_t = 8080, value_name = "PORT")]
    pub(in crate::cli) port: u16,
    /// The address to listen on; any other than this machine's own shows the records to others
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    pub(in crate::cli) host: IpAddr,
    /// Whose pages a browser lets read the answers: any site's, or this server's own alone
    #[arg(long, value_name = "WHOSE", default_value = "any")]
    pub(in crate::cli) origins: OriginsForm,
    /// What links in answers begin with, where that is not the address; a proxy in front takes its path off
    #[arg(long, value_name = "URL")]
    pub(in crate::cli) base_url: Option<String>,
    /// Serve a file anew when it is replaced
    #[arg(long)]
    pub(in crate::cli) watch: bool,
    /// What is told of each request on standard error
    #[arg(long, value_name = "FORM", default_value = "off")]
    pub(in crate::cli) log: LogForm,
    /// What the service is called
    #[arg(long, value_name = "TEXT", default_value = "Incidents and borders")]
    pub(in crate::cli) title: String,
    /// Threads that answer [default: as many as processors]
    #[arg(long, value_name = "COUNT")]
    pub(in crate::cli) threads: Option<u16>,
    /// Connections at once; more are told to come again
    #[arg(long, value_name = "COUNT", default_value_t = 1_024)]
    pub(in crate::cli) max_connections: usize,
    #[command(flatten)]
    pub(in crate::cli) terms: Terms,
    #[command(flatten)]
    pub(in crate::cli) atlas: AtlasArgs,
}

/// Whose pages may read the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum OriginsForm {
    /// Those of any site, as web maps elsewhere need it.
    Any,
    /// Those of this server, for records that no other page in your browser should see.
    Own,
}

/// What is told of each request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum LogForm {
    /// Nothing.
    Off,
    /// A line for people.
    Text,
    /// A line of JSON.
    Json,
}

impl Serve {
    /// Whether others will see the records, and on which terms.
    pub(in crate::cli) fn publishing(&self) -> Publishing {
        Publishing { public: !self.host.is_loopback(), ..self.terms.publishing() }
    }

    /// How `inputs` become the map at `/`, in the folder `output`.
    #[cfg(feature = "web")]
    pub(in crate::cli) fn mapping(&self, inputs: Vec<PathBuf>, output: PathBuf) -> Map {
        Map {
            inputs,
            claims: false,
            include_drafts: false,
            look: MapLook::with_all_layers(),
            output,
            force: true,
            rejects: None,
            publishing: self.publishing(),
            placing: Placing::default(),
            atlas: self.atlas.clone(),
            reading: Reading::default(),
        }
    }
}
