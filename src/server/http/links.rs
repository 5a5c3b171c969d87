//! Where links of the answers lead. Not responsible for their paths.
//!
//! Never from what a client says of the host: links are made of the address that the server was told, or that it listens on.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use crate::server::http::error::BaseUrlError;

/// The address before every path: scheme, host, perhaps a folder; no slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(Arc<str>);

impl BaseUrl {
    /// `text` as it was given, without slashes at its end.
    ///
    /// # Errors
    /// Where it is no address of a server.
    pub fn new(text: &str) -> Result<Self, BaseUrlError> {
        let rest = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://"));
        let host = rest.and_then(|rest| rest.split('/').next()).filter(|host| !host.is_empty());
        let host = host.ok_or(BaseUrlError::NoHost)?;
        if host.contains('@') || text.contains(['?', '#']) {
            return Err(BaseUrlError::TooMuch);
        }
        let plain =
            |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}');
        if !text.chars().all(plain) {
            return Err(BaseUrlError::NotPlain);
        }
        Ok(Self(text.trim_end_matches('/').into()))
    }

    /// The base of a server that listens on `address` and was told nothing else.
    #[must_use]
    pub fn of(address: SocketAddr) -> Self {
        Self(format!("http://{address}").into())
    }

    /// The link to `path`, which begins with a slash.
    #[must_use]
    pub fn to(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
