//! What is counted and told of the server's work. Not responsible for where it is written.

use crate::server::http::events::{Event, Sink};
use crate::server::http::metrics::Metrics;

/// What is counted and told of the server's work.
#[derive(Default)]
pub(super) struct Books {
    /// What is counted.
    pub(super) metrics: Metrics,
    /// Who is told.
    pub(super) sink: Option<Sink>,
}

impl Books {
    /// Tells `event` to whoever listens.
    pub(super) fn tell(&self, event: &Event) {
        if let Some(sink) = &self.sink {
            sink(event);
        }
    }
}
