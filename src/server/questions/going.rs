//! Whether anybody still waits for an answer, and how many are worked on at once. Not responsible for the answers.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::server::http::{Code, Problem};

/// Answers that are worked on at once, for each thread that answers: one computes while another waits for memory.
const EACH: usize = 2;
/// How long a question waits for its turn before it is refused.
const PATIENCE: Duration = Duration::from_secs(5);

/// Whether anybody still waits for an answer.
#[derive(Debug, Clone, Default)]
pub struct Going(Arc<AtomicBool>);

impl Going {
    /// That somebody waits.
    ///
    /// # Errors
    /// Where nobody does, so that the work may end.
    pub fn on(&self) -> Result<(), Problem> {
        if self.is_on() { Ok(()) } else { Err(Problem::plain(Code::Overloaded)) }
    }

    /// Whether somebody waits.
    #[must_use]
    pub fn is_on(&self) -> bool {
        !self.0.load(Ordering::Relaxed)
    }

    /// Somebody who waits as long as what is returned is there.
    #[must_use]
    pub fn waiting(&self) -> Waiting {
        Waiting(self.clone())
    }
}

/// Somebody who waits. With it goes the reason to go on.
#[derive(Debug)]
pub struct Waiting(Going);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.0.store(true, Ordering::Relaxed);
    }
}

/// Where questions wait for their turn.
#[derive(Debug)]
pub struct Turns {
    turns: Arc<Semaphore>,
    patience: Duration,
}

impl Turns {
    /// The turns of a server of so many threads.
    #[must_use]
    pub fn of(threads: NonZeroUsize) -> Self {
        Self::new(threads.get().saturating_mul(EACH).min(Semaphore::MAX_PERMITS), PATIENCE)
    }

    /// So many at once, for which a question waits at most so long.
    #[must_use]
    pub fn new(most: usize, patience: Duration) -> Self {
        Self { turns: Arc::new(Semaphore::new(most)), patience }
    }

    /// A turn, as long as it is held.
    ///
    /// # Errors
    /// Where none comes in time.
    pub async fn take(&self) -> Result<OwnedSemaphorePermit, Problem> {
        match timeout(self.patience, Arc::clone(&self.turns).acquire_owned()).await {
            Ok(Ok(turn)) => Ok(turn),
            _ => Err(Problem::plain(Code::Overloaded)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_ends_when_nobody_waits() {
        let going = Going::default();
        let waiting = going.waiting();
        assert!(going.clone().on().is_ok());
        drop(waiting);
        assert_eq!(going.on().unwrap_err().code(), Code::Overloaded);
    }

    #[test]
    fn who_gets_no_turn_is_refused() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(async {
            let turns = Turns::new(1, Duration::ZERO);
            let held = turns.take().await.unwrap();
            assert_eq!(turns.take().await.unwrap_err().code(), Code::Overloaded);
            drop(held);
            assert!(turns.take().await.is_ok());
        });
    }
}
