//! From the arguments to the command that they name. Not responsible for what commands do.

use std::env::args_os;
use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use crate::cli::args::{Cli, Command};
#[cfg(feature = "mcp")]
use crate::cli::commands::mcp;
#[cfg(feature = "server")]
use crate::cli::commands::serve;
use crate::cli::commands::{
    bdist, check, claims, clusters, conflicts, convert, demo, diff, distance, draft, formats, geocode, layers, locate,
    matching, nearest, pack, paper, picture, place, profile, reverse, sensitivity, show, within,
};
#[cfg(feature = "web")]
use crate::cli::commands::{embed, map};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::mapped;
use crate::cli::report::{Report, parser_message};
use crate::cli::signals;
use crate::cli::sink::print;
use crate::cli::tips;

/// Answers the question that the process was started with.
#[must_use]
pub fn main() -> ExitCode {
    signals::watch();
    match Cli::try_parse() {
        Ok(cli) => {
            let mut cli = cli;
            let mut report = Report::new(&cli.talk);
            let mapped = mapped::apply(&mut cli.command).map_err(Failure::from);
            let outcome = mapped.and_then(|()| answered(&cli.command, &mut report));
            report.end(&outcome).into()
        }
        Err(mut unclear) => {
            let words: Vec<String> = args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
            tips::add(&mut unclear, &words);
            told(&unclear).into()
        }
    }
}

fn answered(command: &Command, report: &mut Report) -> Result<Exit, Failure> {
    match command {
        Command::Demo(asked) => demo::run(asked, report),
        Command::Layers(asked) => layers::run(asked, report),
        Command::Place(asked) => place::run(asked, report),
        Command::Locate(asked) => locate::run(asked, report),
        Command::Geocode(asked) => geocode::run(asked, report),
        Command::Reverse(asked) => reverse::run(asked, report),
        Command::Distance(asked) => distance::run(asked, report),
        Command::Nearest(asked) => nearest::run(asked, report),
        Command::Within(asked) => within::run(asked, report),
        Command::Sensitivity(asked) => sensitivity::run(asked, report),
        Command::Bdist(asked) => bdist::run(asked, report),
        Command::Clusters(asked) => clusters::run(asked, report),
        Command::Convert(asked) => convert::run(asked, report),
        Command::Diff(asked) => diff::run(asked, report),
        Command::Apply(asked) => diff::run_apply(asked, report),
        Command::Match(asked) => matching::run(asked, report),
        Command::Picture(asked) => picture::run(asked, report),
        #[cfg(feature = "web")]
        Command::Map(asked) => map::run(asked, report),
        #[cfg(feature = "web")]
        Command::Embed(asked) => embed::run(asked, report),
        Command::Check(asked) => check::run(asked, report),
        Command::Profile(asked) => profile::run(asked, report),
        Command::Show(asked) => show::run(asked, report),
        Command::Conflicts(asked) => conflicts::run(asked, report),
        Command::Claims(asked) => claims::run(asked, report),
        Command::Draft(asked) => draft::run(asked, report),
        Command::Pack(asked) => pack::run(asked, report),
        #[cfg(feature = "server")]
        Command::Serve(asked) => serve::run(asked, report),
        #[cfg(feature = "mcp")]
        Command::Mcp(asked) => mcp::run(asked, report),
        Command::Index(asked) => convert::run(&asked.convert(), report),
        Command::Formats(asked) => formats::run(asked),
        Command::Completions(asked) => paper::completions(asked.shell),
        Command::Man => paper::man(),
    }
}

/// Prints help, the version, or what is wrong with the arguments.
fn told(unclear: &clap::Error) -> Exit {
    if !unclear.use_stderr() {
        return match print(&unclear.render().to_string()) {
            Ok(()) => Exit::Done,
            Err(failure) => Exit::from(&failure),
        };
    }
    // nobody is left to be told if standard error is closed
    let _ = write!(std::io::stderr(), "{}", parser_message(&unclear.render()));
    Exit::Usage
}
