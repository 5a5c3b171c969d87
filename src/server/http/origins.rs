//! Whose pages may read the answers (CORS, as the Fetch standard has it). Not responsible for who may ask: anyone may who
//! reaches the port.

use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, ALLOW, HeaderValue,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use crate::server::http::options::Origins;

/// Headers that a page may send.
const MAY_SEND: &str = "accept, accept-language, content-type, if-none-match";
/// Headers that a page may read beside those that every page may.
const MAY_READ: &str =
    "content-crs, etag, link, retry-after, sarhad-attribution, sarhad-disclaimer, sarhad-licence, sarhad-tile";
/// How long a browser may remember a preflight, in seconds: a day.
const REMEMBERED_S: &str = "86400";

/// Lets pages of `origins` read the answer with `headers`. Never with credentials.
pub(super) fn open(headers: &mut HeaderMap, origins: Origins) {
    if origins == Origins::Any {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(MAY_READ));
    }
}

/// The answer to OPTIONS, made of the refusal of a path that is there: what may be asked of it, and of a preflight also what
/// a page may send.
pub(super) fn told_what_is_allowed(refusal: Response, asked: &HeaderMap, origins: Origins) -> Response {
    let Some(methods) = refusal.headers().get(ALLOW).cloned() else { return refusal };
    let mut response = Response::default();
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    headers.insert(ALLOW, methods.clone());
    if origins == Origins::Any && asked.contains_key(ACCESS_CONTROL_REQUEST_METHOD) {
        headers.insert(ACCESS_CONTROL_ALLOW_METHODS, methods);
        headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(MAY_SEND));
        headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static(REMEMBERED_S));
    }
    response
}
