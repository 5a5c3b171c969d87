//! A QGIS project that an output makes beside itself. Not responsible for what is in it, nor for where it goes.

use std::sync::{Arc, Mutex};

/// Takes the project that is made with an output; clones take the same one.
#[derive(Debug, Clone)]
pub struct Project {
    /// The name by which the project finds the data: that of the file beside it, without a folder.
    pub data: String,
    made: Arc<Mutex<Vec<u8>>>,
}

impl Project {
    /// A project for the data in the file `data` beside it.
    #[must_use]
    pub fn new(data: impl Into<String>) -> Self {
        Self { data: data.into(), made: Arc::default() }
    }

    /// Its bytes (a `.qgz` archive), once the output has been finished; empty before.
    #[must_use]
    pub fn take(&self) -> Vec<u8> {
        self.made.lock().map(|mut made| std::mem::take(&mut *made)).unwrap_or_default()
    }

    #[cfg(feature = "gpkg")]
    pub(super) fn put(&self, bytes: Vec<u8>) {
        if let Ok(mut made) = self.made.lock() {
            *made = bytes;
        }
    }
}
