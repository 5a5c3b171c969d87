//! The forms in which answers are had, and an answer in one of them. Not responsible for what it says.

use axum::body::Body;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, LINK};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::io::write::error::WriteError;
use crate::server::http::{Code, Form, Problem};

/// JSON.
pub const JSON: Form = Form { name: "json", media: "application/json", also: &[] };
/// A page.
pub const HTML: Form = Form { name: "html", media: "text/html", also: &["application/xhtml+xml"] };
/// Features.
pub const GEOJSON: Form =
    Form { name: "json", media: "application/geo+json", also: &["application/json", "application/vnd.geo+json"] };
/// A table.
pub const CSV: Form = Form { name: "csv", media: "text/csv", also: &[] };
/// `FlatGeobuf`.
pub const FGB: Form = Form { name: "fgb", media: "application/flatgeobuf", also: &["application/vnd.flatgeobuf"] };
/// KML.
pub const KML: Form = Form { name: "kml", media: "application/vnd.google-earth.kml+xml", also: &[] };

/// Whether a form is a file for other programs, which know nothing of a next page.
#[must_use]
pub fn is_file(form: &Form) -> bool {
    [CSV, FGB, KML].contains(form)
}

/// JSON Schema.
pub const SCHEMA: Form = Form { name: "json", media: "application/schema+json", also: &["application/json"] };
/// `OpenAPI` 3.0.
pub const OPENAPI: Form = Form {
    name: "json",
    media: "application/vnd.oai.openapi+json;version=3.0",
    also: &["application/vnd.oai.openapi+json", "application/openapi+json", "application/json"],
};

/// What a page of ours may load: its own style, nothing else.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

/// An answer as bytes of a form.
#[must_use]
pub fn answer(form: &Form, bytes: Vec<u8>) -> Response {
    let mut response = Body::from(bytes).into_response();
    let media = match form.media {
        "text/html" => "text/html; charset=utf-8",
        "text/csv" => "text/csv; charset=utf-8",
        media => media,
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media));
    if *form == HTML {
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(PAGE_POLICY));
    }
    response
}

/// An answer of JSON.
#[must_use]
pub fn json(form: &Form, value: &Value) -> Response {
    answer(form, value.to_string().into_bytes())
}

/// What a client is told where features cannot be written in a form: what the form cannot hold is the request's fault, all else is
/// ours, and what the system says of it stays here.
#[must_use]
pub fn unwritten(form: &Form, error: &WriteError) -> Problem {
    match error {
        WriteError::CannotHold { .. }
        | WriteError::OverLimit { .. }
        | WriteError::UndeclaredColumn { .. }
        | WriteError::NotBuilt { .. } => Problem::parameter("f", format!("f={}: {error}", form.name)),
        WriteError::DiskFull { .. } => Problem::new(
            Code::Overloaded,
            "the server has no room to write this form; ask for f=json, or try again later",
        ),
        _ => Problem::plain(Code::Fault),
    }
}

/// `response` with a header, unless its value cannot stand in one.
#[must_use]
pub fn with(mut response: Response, name: HeaderName, value: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().append(name, value);
    }
    response
}

/// `response` with a link.
#[must_use]
pub fn linking(response: Response, rel: &str, href: &str) -> Response {
    with(response, LINK, &format!("<{href}>; rel=\"{rel}\""))
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::*;

    #[test]
    fn faults_of_ours_are_not_told_as_the_clients() {
        let told = |error: &WriteError| {
            let problem = unwritten(&CSV, error);
            (problem.status().as_u16(), problem.json())
        };
        let target = std::path::PathBuf::from("/var/tmp/secret");
        let (status, text) = told(&WriteError::Io { target: target.clone(), source: Error::from(ErrorKind::NotFound) });
        assert!(status == 500 && !text.contains("secret"), "{status} {text}");
        let (status, text) = told(&WriteError::DiskFull { target: target.clone() });
        assert!(status == 503 && !text.contains("secret"), "{status} {text}");
        let (status, text) = told(&WriteError::CannotHold { target, reason: "a line has no column".to_owned() });
        assert!(status == 400 && text.contains("a line has no column"), "{status} {text}");
    }
}
