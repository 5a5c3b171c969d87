//! Interrupts and requests to end: noticed between records, so that what was begun is cleared away.
//! Not responsible for exit codes.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use crate::cli::exit::Exit;
use crate::cli::failure::Failure;

static WATCH: OnceLock<Watch> = OnceLock::new();

#[derive(Debug, Default)]
struct Watch {
    /// The number of the signal that came, 0 before any did.
    caught: Arc<AtomicUsize>,
    /// Whether the next signal ends the process at once.
    at_once: Arc<AtomicBool>,
}

/// Begins to watch; a second signal ends the process at once.
///
/// Where the system refuses to tell, signals end the process as they always do: an output is then whole or old as well.
pub(super) fn watch() {
    let watch = WATCH.get_or_init(Watch::default);
    for signal in [SIGINT, SIGTERM] {
        let code = i32::from(Exit::Signal(signal).code());
        // in this order: the first signal arms what the second one finds
        let _ = flag::register_conditional_shutdown(signal, code, Arc::clone(&watch.at_once));
        let _ = flag::register(signal, Arc::clone(&watch.at_once));
        let number = usize::try_from(signal).unwrap_or_default();
        let _ = flag::register_usize(signal, Arc::clone(&watch.caught), number);
    }
    outlive_full_files();
}

/// A file that grows past the limit of the system is an error to be told, not a reason to die (SIGXFSZ).
#[cfg(unix)]
fn outlive_full_files() {
    let _ = flag::register(signal_hook::consts::signal::SIGXFSZ, Arc::new(AtomicBool::new(false)));
}

#[cfg(not(unix))]
fn outlive_full_files() {}

/// The signal that came, if one did.
pub(super) fn caught() -> Option<i32> {
    let number = WATCH.get()?.caught.load(Ordering::Relaxed);
    i32::try_from(number).ok().filter(|&signal| signal != 0)
}

/// Fails if a signal came.
pub(super) fn go_on() -> Result<(), Failure> {
    caught().map_or(Ok(()), |signal| Err(Failure::Signal { signal }))
}

/// Lets the next signal end the process at once: from here on there is nothing to clear away, and writing to a pipe that
/// nobody empties would wait for ever.
pub(super) fn nothing_to_clear() {
    if let Some(watch) = WATCH.get() {
        watch.at_once.store(true, Ordering::Relaxed);
    }
}
