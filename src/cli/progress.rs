//! A sign of life on a terminal when reading takes long. Not responsible for messages.

use std::io::{IsTerminal, stderr};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shorter work needs no sign of life.
const QUIET_FOR: Duration = Duration::from_secs(1);
/// Drawings a second.
const DRAWINGS_HZ: u8 = 5;

/// Whether a sign of life is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// On a terminal, after a second.
    OnTerminal,
    /// Never.
    Never,
}

/// A counter of records on standard error.
#[derive(Debug)]
pub(super) struct Progress {
    began: Instant,
    shown: Shown,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Begins now.
    pub(super) fn new(shown: Shown) -> Self {
        let shown = if stderr().is_terminal() { shown } else { Shown::Never };
        Self { began: Instant::now(), shown, bar: None }
    }

    /// Tells that `records` have been read.
    pub(super) fn tell(&mut self, records: u64) {
        if self.shown == Shown::Never {
            return;
        }
        if self.bar.is_none() && self.began.elapsed() > QUIET_FOR {
            self.bar = Some(counter());
        }
        if let Some(bar) = &self.bar {
            bar.set_position(records);
        }
    }

    /// Runs `print` while nothing is drawn.
    pub(super) fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }

    /// Clears what was drawn; how long it all took, where that was long enough for a sign of life.
    pub(super) fn end(&mut self) -> Option<Duration> {
        let bar = self.bar.take()?;
        bar.finish_and_clear();
        Some(self.began.elapsed())
    }
}

fn counter() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(DRAWINGS_HZ));
    if let Ok(style) = ProgressStyle::with_template("{spinner} {human_pos} records in {elapsed}") {
        bar.set_style(style);
    }
    bar
}
