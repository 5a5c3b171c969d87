//! What a client is told that gets no answer: problem details as JSON (RFC 9457). The only file that knows which refusal has
//! which status. Not responsible for finding out.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;
use serde_json::{Map, Value};

use crate::server::short::shortened;

/// The media type of problem details.
pub const PROBLEM_JSON: &str = "application/problem+json";
/// Longest detail in characters: what a client sent may be in it, and is not sent back at any length.
const DETAIL_CHARS: usize = 400;
/// After how many seconds a client that was turned away may come again.
const COME_AGAIN_S: &str = "2";

/// Why there is no answer: a word that stays the same from version to version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Code {
    /// The request is not one of HTTP/1.1.
    BadRequest,
    /// A parameter is unknown, stands twice, or has a value that it cannot have.
    BadParameter,
    /// A body is not what it should be.
    BadBody,
    /// There is nothing at this path.
    NotFound,
    /// What is there is not asked for in this way.
    MethodNotAllowed,
    /// None of the forms that the client takes is to be had.
    NotAcceptable,
    /// The head or the body did not come in time.
    Timeout,
    /// The body is too large.
    BodyTooLarge,
    /// Path and query are too long.
    UrlTooLong,
    /// The body is of a kind, or packed in a way, that is not read.
    MediaType,
    /// The head is too large.
    HeadTooLarge,
    /// A panic: a fault of ours.
    Fault,
    /// Too much at once, or it would take too long.
    Overloaded,
    /// Any other refusal.
    Refused,
}

impl Code {
    /// The word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::BadRequest => "bad-request",
            Self::BadParameter => "bad-parameter",
            Self::BadBody => "bad-body",
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::NotAcceptable => "not-acceptable",
            Self::Timeout => "timeout",
            Self::BodyTooLarge => "body-too-large",
            Self::UrlTooLong => "url-too-long",
            Self::MediaType => "unsupported-media-type",
            Self::HeadTooLarge => "head-too-large",
            Self::Fault => "fault",
            Self::Overloaded => "overloaded",
            Self::Refused => "refused",
        }
    }

    /// The status of HTTP.
    #[must_use]
    pub fn status(self) -> StatusCode {
        match self {
            Self::BadRequest | Self::BadParameter | Self::BadBody | Self::Refused => StatusCode::BAD_REQUEST,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::Timeout => StatusCode::REQUEST_TIMEOUT,
            Self::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UrlTooLong => StatusCode::URI_TOO_LONG,
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::HeadTooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::Fault => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Overloaded => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// What is told where whoever refused said nothing.
    fn plain_detail(self) -> &'static str {
        match self {
            Self::BadRequest => {
                "the request is not HTTP/1.1 as its standard has it; in an address write %20 for a blank and %3E for >, or curl -G --data-urlencode"
            }
            Self::BadParameter => "a parameter has a value that it cannot have",
            Self::BadBody => "the body cannot be read",
            Self::NotFound => "there is nothing at this path; / lists what there is",
            Self::MethodNotAllowed => "this path is not asked for in this way; see the header Allow",
            Self::NotAcceptable => "none of the forms asked for is to be had",
            Self::Timeout => "the request did not come in time; send it again",
            Self::BodyTooLarge => "the body is too large; ask in parts",
            Self::UrlTooLong => "path and query are too long; ask in parts, or use POST where there is one",
            Self::MediaType => "the body is of a kind, or packed in a way, that is not read; send it plain",
            Self::HeadTooLarge => "the request has too many or too large header lines",
            Self::Fault => "a fault of the server; other requests are not touched by it",
            Self::Overloaded => "the server is busy; try again later",
            Self::Refused => "the request is refused",
        }
    }

    /// The code that stands for `status` where nobody said more.
    fn of(status: StatusCode) -> Self {
        let codes = [
            Self::BadRequest,
            Self::NotFound,
            Self::MethodNotAllowed,
            Self::NotAcceptable,
            Self::Timeout,
            Self::BodyTooLarge,
            Self::UrlTooLong,
            Self::MediaType,
            Self::HeadTooLarge,
            Self::Fault,
            Self::Overloaded,
        ];
        codes.into_iter().find(|code| code.status() == status).unwrap_or(Self::Refused)
    }
}

/// Problem details: what a client is told that gets no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    code: Code,
    status: StatusCode,
    detail: String,
    parameter: Option<String>,
    instance: Option<String>,
}

impl Problem {
    /// Refused for `code`, and `detail` says what and what to do.
    #[must_use]
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self { code, status: code.status(), detail: detail.into(), parameter: None, instance: None }
    }

    /// Refused for `code`, with what is always told of it.
    #[must_use]
    pub fn plain(code: Code) -> Self {
        Self::new(code, code.plain_detail())
    }

    /// A parameter `name` that is unknown, stands twice, or has a value that it cannot have.
    #[must_use]
    pub fn parameter(name: &str, detail: impl Into<String>) -> Self {
        Self { parameter: Some(bounded(name)), ..Self::new(Code::BadParameter, detail) }
    }

    /// What `status` means where nobody said more.
    pub(super) fn of_status(status: StatusCode) -> Self {
        Self { status, ..Self::plain(Code::of(status)) }
    }

    /// The same, with the path that it is about.
    #[must_use]
    pub fn about(self, path: &str) -> Self {
        Self { instance: Some(bounded(path)), ..self }
    }

    /// The word for it.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// Its status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The body. Signs of HTML in what a client sent are written as escapes, so that no program takes them for a page.
    #[must_use]
    pub fn json(&self) -> String {
        let mut members = Map::new();
        members.insert("type".into(), "about:blank".into());
        members.insert("title".into(), self.status.canonical_reason().unwrap_or("Refused").into());
        members.insert("status".into(), self.status.as_u16().into());
        members.insert("code".into(), self.code.word().into());
        members.insert("detail".into(), bounded(&self.detail).into());
        if let Some(parameter) = &self.parameter {
            members.insert("parameter".into(), parameter.as_str().into());
        }
        if let Some(instance) = &self.instance {
            members.insert("instance".into(), instance.as_str().into());
        }
        let text = Value::Object(members).to_string();
        text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
    }

    /// The whole answer as bytes on the wire, for a connection that is closed after it.
    pub(super) fn wire(&self) -> Vec<u8> {
        let body = self.json();
        let retry =
            if self.code == Code::Overloaded { format!("retry-after: {COME_AGAIN_S}\r\n") } else { String::new() };
        format!(
            "HTTP/1.1 {} {}\r\ncontent-type: {PROBLEM_JSON}\r\ncontent-length: {}\r\n{retry}cache-control: no-store\r\n\
             x-content-type-options: nosniff\r\naccess-control-allow-origin: *\r\nconnection: close\r\n\r\n{body}",
            self.status.as_u16(),
            self.status.canonical_reason().unwrap_or("Refused"),
            body.len()
        )
        .into_bytes()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response<Body> {
        let mut response = Response::new(Body::from(self.json()));
        *response.status_mut() = self.status;
        let mut put = |name: HeaderName, value| response.headers_mut().insert(name, HeaderValue::from_static(value));
        put(CONTENT_TYPE, PROBLEM_JSON);
        put(CACHE_CONTROL, "no-store");
        if self.code == Code::Overloaded {
            put(RETRY_AFTER, COME_AGAIN_S);
        }
        response.extensions_mut().insert(self.code);
        response
    }
}

/// The beginning of `text`, with a mark where something was left out.
fn bounded(text: &str) -> String {
    shortened(text, DETAIL_CHARS).into_owned()
}
