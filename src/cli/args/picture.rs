//! What can be asked of `sarhad picture`. Not responsible for drawing.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{AtlasArgs, Placing, Publishing, Reading, Writing};
use crate::render::{Language, Theme};

/// `sarhad picture`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sarhad picture @incidents -o map.svg
  sarhad picture @incidents -o map.png --size 1200x675
  sarhad picture @incidents -o map.png --size 1080x1080 --lang fa --theme dark
  sarhad picture events.csv -o map.png --size 1240x1754 --theme print --title 'Events of 2023'
  sarhad picture @incidents -o far.png --size 1200x900 --intervals border/IR-PK
      with bars from the least to the greatest distance that each incident may have
  sarhad picture events.csv --bbox 60,24,66,30 --towns Gwadar,Turbat > map.svg

Each incident is drawn only as precisely as its record places it: a point with its radius, a stretch
of border, an area; what is known to a province or country alone is listed and not drawn. Without
--bbox the map shows the borderlands of Iran and Pakistan, or where the incidents are if some of
them lie elsewhere. With --size all of it fits into so many pixels, the legend, the credits and the
disclaimer too. A paragraph that says the same in words (alt text) goes to standard output, or to
standard error where that is taken by the picture. The map is drawn without any map server.")]
pub(in crate::cli) struct Picture {
    /// A file, - for standard input, or @NAME for what is built in
    pub(in crate::cli) input: PathBuf,
    #[command(flatten)]
    pub(in crate::cli) drawing: Drawing,
    /// Write to this file, map.svg or map.png, whole or not at all; - is standard output
    #[arg(long, short, value_name = "FILE", help_heading = "Writing")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// svg or png; without it, the extension of -o, or svg
    #[arg(long, value_name = "FORMAT", help_heading = "Writing")]
    pub(in crate::cli) format: Option<PictureForm>,
    /// Replace a file that exists
    #[arg(long, help_heading = "Writing")]
    pub(in crate::cli) force: bool,
    /// Write refused records here, each verbatim [default: OUTPUT.rejects.ndjson; without -o, none]
    #[arg(long, value_name = "FILE", help_heading = "Writing")]
    pub(in crate::cli) rejects: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) publishing: Publishing,
    #[command(flatten)]
    pub(in crate::cli) placing: Placing,
    #[command(flatten)]
    pub(in crate::cli) atlas: AtlasArgs,
    #[command(flatten)]
    pub(in crate::cli) reading: Reading,
}

/// What the picture looks like.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Picture")]
pub(in crate::cli) struct Drawing {
    /// The headline [default: says what the map shows]
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) title: Option<String>,
    /// The line below it; empty for none
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) subtitle: Option<String>,
    /// Pixels of the whole picture, such as 1200x675 [default: 1200 wide, as high as it needs]
    #[arg(long, value_name = "WIDTHxHEIGHT")]
    pub(in crate::cli) size: Option<String>,
    /// Pixels of a PNG for each of --size: 2 for dense screens
    #[arg(long, value_name = "FACTOR", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=8))]
    pub(in crate::cli) scale: u32,
    /// The language of its words and, where they are known in it, of names
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    pub(in crate::cli) lang: Tongue,
    /// The ground that it is drawn for; print is black on white, for photocopiers
    #[arg(long, value_name = "THEME", default_value = "light")]
    pub(in crate::cli) theme: Ground,
    /// What the map shows
    #[arg(long, value_name = "W,S,E,N", allow_hyphen_values = true)]
    pub(in crate::cli) bbox: Option<String>,
    /// Towns by name or id, the most important first, with commas between them; none for none
    #[arg(long, value_name = "TOWNS")]
    pub(in crate::cli) towns: Option<String>,
    /// Draw how far from it each incident surely is: border, border/IR-PK, tripoint, @LAYER, or a file
    #[arg(long, value_name = "TARGET")]
    pub(in crate::cli) intervals: Option<PathBuf>,
    /// A font file for letters that the built-in font does not have, in PNG; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) font: Vec<PathBuf>,
}

/// The format of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PictureForm {
    /// A drawing.
    Svg,
    /// Pixels.
    Png,
}

/// The language of a picture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Tongue {
    /// English.
    #[default]
    En,
    /// Persian.
    Fa,
    /// Urdu.
    Ur,
}

impl From<Tongue> for Language {
    fn from(tongue: Tongue) -> Self {
        match tongue {
            Tongue::En => Self::English,
            Tongue::Fa => Self::Persian,
            Tongue::Ur => Self::Urdu,
        }
    }
}

/// The theme of a picture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Ground {
    /// White paper and screens.
    #[default]
    Light,
    /// Dark screens.
    Dark,
    /// Black ink.
    Print,
}

impl From<Ground> for Theme {
    fn from(ground: Ground) -> Self {
        match ground {
            Ground::Light => Self::Light,
            Ground::Dark => Self::Dark,
            Ground::Print => Self::Print,
        }
    }
}

impl Picture {
    /// How it is written, in the words of other commands.
    pub(in crate::cli) fn writing(&self) -> Writing {
        Writing {
            output: self.output.clone(),
            force: self.force,
            rejects: self.rejects.clone(),
            publishing: self.publishing.clone(),
            ..Writing::default()
        }
    }
}
