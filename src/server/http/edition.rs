//! The data that is served, under the name of its version, and swapped whole. Not responsible for what the data are.

use std::any::Any;
use std::sync::{Arc, PoisonError, RwLock};

/// Data of one version. Each request holds one edition from its beginning to its end, in its extensions.
#[derive(Clone)]
pub struct Edition {
    version: Arc<str>,
    data: Arc<dyn Any + Send + Sync>,
}

impl Edition {
    /// `data`, which other data of the same `version` equal to the byte.
    pub fn new<T: Any + Send + Sync>(version: &str, data: Arc<T>) -> Self {
        Self { version: version.into(), data }
    }

    /// The version, a word of the data's own, such as a hash of them.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The data, if they are of the kind `T`.
    #[must_use]
    pub fn data<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        Arc::clone(&self.data).downcast().ok()
    }
}

/// The edition that requests get from now on. Those under way keep theirs.
#[derive(Clone)]
pub struct Editions(Arc<RwLock<Edition>>);

impl Editions {
    /// Begins with `edition`.
    #[must_use]
    pub fn new(edition: Edition) -> Self {
        Self(Arc::new(RwLock::new(edition)))
    }

    /// The edition of now.
    #[must_use]
    pub fn current(&self) -> Edition {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Serves `edition` from the next request on.
    pub fn replace(&self, edition: Edition) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = edition;
    }
}
