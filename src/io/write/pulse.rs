//! A sign of life during long writing, and the way to end it early. Not responsible for what is shown.

use std::fmt;
use std::io;
use std::sync::Arc;

type Beat = dyn Fn(u64) -> bool + Send + Sync;

/// Called every few thousand records while an output is completed, with how many are done.
#[derive(Clone, Default)]
pub struct Pulse {
    beat: Option<Arc<Beat>>,
}

impl Pulse {
    /// Calls `beat` with how many records are done; where it answers `false`, writing ends with
    /// [`WriteError::Incomplete`](crate::io::write::error::WriteError::Incomplete).
    #[must_use]
    pub fn new(beat: impl Fn(u64) -> bool + Send + Sync + 'static) -> Self {
        Self { beat: Some(Arc::new(beat)) }
    }

    pub(in crate::io) fn beat(&self, done: u64) -> io::Result<()> {
        match &self.beat {
            Some(beat) if !beat(done) => Err(io::ErrorKind::Interrupted.into()),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for Pulse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pulse")
    }
}
