//! `sarhad mcp`: tools for an assistant, on standard input and output. Not responsible for the answers: see `server/mcp`.

use std::io::{stdin, stdout};
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::cli::args::{Edges, Mcp};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::layers::atlas;
use crate::cli::report::Report;
use crate::cli::served::{Offer, named};
use crate::cli::signals;
use crate::cli::usage::Usage;
use crate::server::mcp::attend;

/// How often signals are looked for.
const BEAT: Duration = Duration::from_millis(50);

/// Answers until the input ends or a signal comes.
pub(in crate::cli) fn run(asked: &Mcp, report: &mut Report) -> Result<Exit, Failure> {
    let inputs = named(&asked.inputs);
    if inputs.iter().any(|input| input == Path::new("-")) {
        return Err(Usage::ProtocolIsThere.into());
    }
    let atlas = Arc::new(atlas(&asked.atlas, Edges::default(), report)?);
    let offer = Offer {
        inputs: &inputs,
        title: "Incidents and borders",
        threads: None,
        publishing: asked.publishing(),
        atlas: &asked.atlas,
    };
    let edition = offer.edition(&atlas, report)?;
    // not scoped: a wait for bytes that never come ends with the process
    let attending = thread::spawn(move || attend(edition, stdin(), stdout()));
    while signals::caught().is_none() {
        if attending.is_finished() {
            attending.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            break;
        }
        thread::sleep(BEAT);
    }
    Ok(Exit::Done)
}
