//! The command line: arguments in, data on standard output, all else on standard error.
//! Not responsible for computing any answer.

mod aggregation;
mod args;
mod claims;
mod commands;
mod credit;
mod crew;
mod date_words;
mod dates;
mod drawing;
mod drawn;
mod editions;
mod events;
mod exit;
mod failure;
mod filters;
mod input;
mod layers;
mod look;
mod mapped;
mod output;
mod output_form;
mod paragraph;
mod placing;
mod progress;
mod project;
mod publishing;
mod rejects;
mod remark;
mod report;
mod review;
mod run;
#[cfg(feature = "server")]
mod served;
mod sidecar;
mod signals;
mod sink;
mod stdin;
mod stream;
mod suggestion;
mod survey;
mod swapped;
mod table;
mod target;
mod tips;
mod usage;
mod workshop;
mod written_words;

pub use run::main;
