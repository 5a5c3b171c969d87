//! Where an output's bytes go until it is complete: a hidden file beside the target, or memory for standard output.
//! Not responsible for what they say.

use std::cell::RefCell;
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::cli::args::Writing;
use crate::cli::failure::{Failure, output_failure};
use crate::cli::input::Source;
use crate::cli::signals;
use crate::cli::usage::Usage;
use crate::io::held::Held;
use crate::io::write::destination::{Destination, Overwrite};

/// Takes bytes; nothing appears before [`Sink::appear`]. Clones write to the same place.
#[derive(Clone)]
pub(super) struct Sink {
    place: Rc<RefCell<Place>>,
}

enum Place {
    File(Destination),
    Waiting(Held),
    Gone,
}

impl fmt::Debug for Sink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sink")
    }
}

/// What may be replaced.
pub(super) fn overwrite(writing: &Writing) -> Overwrite {
    match writing {
        Writing { in_place: true, .. } => Overwrite::InPlace,
        Writing { force: true, .. } => Overwrite::Force,
        _ => Overwrite::Refuse,
    }
}

/// The file that is written, `None` for standard output.
pub(super) fn target(writing: &Writing, source: Option<&Source>) -> Result<Option<PathBuf>, Usage> {
    let input = source.and_then(Source::file);
    if writing.in_place && input.is_none() {
        return Err(Usage::NothingInPlace { input: source.map(Source::name).unwrap_or_default() });
    }
    match &writing.output {
        Some(path) if path == Path::new("-") => Ok(None),
        Some(path) => Ok(Some(path.clone())),
        None => Ok(input.filter(|_| writing.in_place).map(Path::to_owned)),
    }
}

impl Sink {
    /// The sink of the file `target`, or of standard output.
    pub(super) fn new(target: Option<&Path>, writing: &Writing, source: Option<&Source>) -> Result<Self, Failure> {
        let place = match target {
            None => Place::Waiting(Held::default()),
            Some(path) => {
                let inputs: Vec<PathBuf> = source.and_then(Source::file).map(Path::to_owned).into_iter().collect();
                Place::File(Destination::file(path, overwrite(writing), &inputs)?)
            }
        };
        Ok(Self { place: Rc::new(RefCell::new(place)) })
    }

    /// The folder in which the output is made.
    pub(super) fn folder(&self) -> Option<PathBuf> {
        match &*self.place.borrow() {
            Place::File(destination) => destination.folder().map(Path::to_owned),
            _ => None,
        }
    }

    /// Makes what was written appear.
    pub(super) fn appear(self) -> Result<(), Failure> {
        signals::go_on()?;
        match self.place.replace(Place::Gone) {
            Place::File(destination) => Ok(destination.commit()?),
            Place::Waiting(held) => sent(held),
            Place::Gone => Ok(()),
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut *self.place.borrow_mut() {
            Place::File(destination) => destination.write(bytes),
            Place::Waiting(held) => held.write(bytes),
            Place::Gone => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut *self.place.borrow_mut() {
            Place::File(destination) => destination.flush(),
            Place::Waiting(held) => held.flush(),
            Place::Gone => Ok(()),
        }
    }
}

/// Sends what waited to standard output.
fn sent(held: Held) -> Result<(), Failure> {
    signals::nothing_to_clear();
    let mut out = Destination::stdout();
    let copied = held.let_go().and_then(|mut held| io::copy(&mut held, &mut out));
    copied.map_err(|error| output_failure(Path::new("-"), error))?;
    Ok(out.commit()?)
}

/// Sends `text` to standard output.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut out = Destination::stdout();
    out.write_all(text.as_bytes()).map_err(|error| output_failure(Path::new("-"), error))?;
    Ok(out.commit()?)
}

/// Writes `text` to -o or standard output.
pub(super) fn written_text(writing: &Writing, text: &str) -> Result<(), Failure> {
    let target = target(writing, None)?;
    let mut sink = Sink::new(target.as_deref(), writing, None)?;
    let called = target.unwrap_or_else(|| PathBuf::from("-"));
    sink.write_all(text.as_bytes()).map_err(|error| output_failure(&called, error))?;
    sink.appear()
}
