//! `sarhad completions` and `sarhad man`: what is generated from the arguments. Not responsible for installing it.

use std::path::Path;

use clap::CommandFactory;
use clap_complete::Shell;

use crate::cli::args::Cli;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, output_failure};
use crate::cli::sink::print;

/// Prints the completions of `shell`.
pub(in crate::cli) fn completions(shell: Shell) -> Result<Exit, Failure> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "sarhad", &mut text);
    print(&String::from_utf8_lossy(&text))?;
    Ok(Exit::Done)
}

/// Prints the manual page.
pub(in crate::cli) fn man() -> Result<Exit, Failure> {
    let mut text = Vec::new();
    let rendered = clap_mangen::Man::new(Cli::command()).render(&mut text);
    rendered.map_err(|error| output_failure(Path::new("-"), error))?;
    print(&String::from_utf8_lossy(&text))?;
    Ok(Exit::Done)
}
