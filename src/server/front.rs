//! The map that stands at `/` for people: files that were made beforehand. Not responsible for making them.

use axum::extract::Extension;
use axum::http::Uri;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;

use crate::server::http::{Code, Edition, Problem};
use crate::server::state::Served;

/// A file of the map.
#[derive(Debug, Clone)]
pub struct FrontFile {
    /// Its path from `/`; that of the page itself is empty.
    pub path: String,
    /// Its media type.
    pub media: &'static str,
    /// What it holds.
    pub bytes: Bytes,
}

/// The files of the map.
#[derive(Debug, Clone, Default)]
pub struct Front {
    /// Them.
    pub files: Vec<FrontFile>,
    /// What the page may load, as it tells itself.
    pub policy: String,
}

impl Front {
    /// The file at `path`, as an answer.
    #[must_use]
    pub fn answer(&self, path: &str) -> Option<Response> {
        let file = self.files.iter().find(|file| file.path == path)?;
        let mut response = file.bytes.clone().into_response();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(file.media));
        if path.is_empty() {
            let policy = HeaderValue::from_str(&self.policy).ok()?;
            response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
        }
        Some(response)
    }
}

/// A file that the map loads.
pub(super) async fn file(edition: Extension<Edition>, uri: Uri) -> Result<Response, Problem> {
    let served = edition.data::<Served>().ok_or_else(|| Problem::plain(Code::Fault))?;
    let path = uri.path().trim_start_matches('/');
    served.front().and_then(|front| front.answer(path)).ok_or_else(|| Problem::plain(Code::NotFound))
}
