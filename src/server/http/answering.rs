//! The way of one request through the shell: judged by its head, asked within its limits, answered with the headers that all
//! answers have. Not responsible for what is asked.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HOST, HeaderName,
    HeaderValue, REFERRER_POLICY, TRANSFER_ENCODING, VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, Method, StatusCode, Version};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time::timeout;

use crate::server::http::caching;
use crate::server::http::intake;
use crate::server::http::origins;
use crate::server::http::panics::{Panicked, caught_in};
use crate::server::http::problem::{Code, PROBLEM_JSON, Problem};
use crate::server::http::seats::Seat;
use crate::server::http::shell::Shell;
use crate::server::http::ticket::{Answer, TakenRoute, Ticket};

/// What an answer may load or run, unless it says so itself: nothing.
const POLICY: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// What was asked, kept while the request itself is on its way.
struct Asked {
    method: Method,
    headers: HeaderMap,
    tag: String,
    seat: Option<Arc<Seat>>,
}

/// Outermost: judges the head, and gives whatever comes back the headers of an answer.
pub(super) async fn answer(State(shell): State<Arc<Shell>>, mut request: Request, next: Next) -> Response {
    let seat = request.extensions_mut().remove::<Arc<Seat>>();
    let ticket = Ticket::new(Arc::clone(&shell.books), seat.clone(), (request.method(), request.uri().path()));
    request.extensions_mut().insert(ticket.route());
    let edition = shell.editions.current();
    let asked = Arc::new(Asked {
        method: request.method().clone(),
        headers: request.headers().clone(),
        tag: caching::tag((edition.version(), &shell.base), request.uri(), request.headers()),
        seat,
    });
    let mut response = if let Err(problem) = judged(&shell, &request) {
        closing(problem.about(request.uri().path()).into_response())
    } else {
        request.extensions_mut().insert(edition);
        request.extensions_mut().insert(Arc::clone(&asked));
        next.run(request).await
    };
    if asked.headers.contains_key(TRANSFER_ENCODING) {
        // where chunks end is the parser's knowledge, so no head behind them could be looked at before it is parsed
        response = closing(response);
    }
    finished(&shell, &asked, response, ticket)
}

impl Asked {
    /// Whether nothing but reading is asked for.
    fn reads(&self) -> bool {
        matches!(self.method, Method::GET | Method::HEAD)
    }
}

/// Within the router: notes which route was taken, and makes no answer that the client has.
pub(super) async fn routed(request: Request, next: Next) -> Response {
    let extensions = request.extensions();
    if let (Some(route), Some(path)) = (extensions.get::<TakenRoute>(), extensions.get::<MatchedPath>()) {
        route.note(path.as_str());
    }
    if extensions
        .get::<Arc<Asked>>()
        .is_some_and(|asked| asked.reads() && caching::known(&asked.headers, &asked.tag).is_some())
    {
        return unchanged();
    }
    next.run(request).await
}

/// What the head alone tells of a request that is not answered.
fn judged(shell: &Shell, request: &Request) -> Result<(), Problem> {
    let hosts = request.headers().get_all(HOST).iter().count();
    if hosts > 1 || (hosts == 0 && request.version() == Version::HTTP_11) {
        return Err(Problem::new(Code::BadRequest, "a request of HTTP/1.1 has exactly one header Host"));
    }
    let url_bytes = request.uri().path_and_query().map_or(0, |target| target.as_str().len());
    if url_bytes > shell.limits.url_bytes {
        let most = shell.limits.url_bytes;
        return Err(Problem::new(Code::UrlTooLong, format!("path and query have at most {most} bytes; ask in parts")));
    }
    intake::judged(request.headers(), &shell.limits)
}

/// Innermost: takes the body whole, and asks within the time and without its panics reaching anyone else.
pub(super) async fn ask(State(shell): State<Arc<Shell>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path().to_owned();
    let seat = parts.extensions.get::<Arc<Asked>>().and_then(|asked| asked.seat.clone());
    let (bytes, _held) = match intake::whole(&shell.intake, &shell.limits, body, seat.as_deref()).await {
        Ok(taken) => taken,
        Err(problem) => return closing(problem.about(&path).into_response()),
    };
    let request = Request::from_parts(parts, Body::from(bytes));
    match timeout(shell.limits.request, caught_in(next.run(request))).await {
        Ok(Ok(response)) => worded(response, &path),
        Ok(Err(panicked)) => fault(&path, panicked),
        Err(_) => {
            let most = shell.limits.request.as_secs_f64();
            let detail = format!("no answer within {most} s; ask for less at once, or try again later");
            Problem::new(Code::Overloaded, detail).about(&path).into_response()
        }
    }
}

/// What the client of a panic gets; whoever sends it counts and tells what the panic said.
fn fault(path: &str, panicked: Panicked) -> Response {
    let mut response = Problem::plain(Code::Fault).about(path).into_response();
    response.extensions_mut().insert(Arc::new(panicked));
    response
}

/// A refusal that is not worded as a problem, such as the router's own, as one.
fn worded(response: Response, path: &str) -> Response {
    let status = response.status();
    let is_problem = response.headers().get(CONTENT_TYPE).is_some_and(|media| media == PROBLEM_JSON);
    if !(status.is_client_error() || status.is_server_error()) || is_problem {
        return response;
    }
    let mut worded = Problem::of_status(status).about(path).into_response();
    if let Some(methods) = response.headers().get(ALLOW) {
        let methods = methods.to_str().unwrap_or_default();
        let all = format!("{methods},OPTIONS").replace(',', ", ");
        worded.headers_mut().extend(HeaderValue::from_str(&all).ok().map(|value| (ALLOW, value)));
    }
    worded
}

/// An answer after which the connection ends, since bytes of the request may still be on their way.
fn closing(mut response: Response) -> Response {
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    response
}

/// The client has the answer already.
fn unchanged() -> Response {
    let mut response = Response::default();
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    response
}

/// `response` with the headers that all answers have, and with the ticket that ends with it.
fn finished(shell: &Shell, asked: &Asked, mut response: Response, mut ticket: Ticket) -> Response {
    if let Some(panicked) = response.extensions_mut().remove::<Arc<Panicked>>() {
        ticket.panicked(Panicked(panicked.0.clone()));
    }
    if asked.method == Method::OPTIONS && response.status() == StatusCode::METHOD_NOT_ALLOWED {
        response = origins::told_what_is_allowed(response, &asked.headers, shell.origins);
    }
    let reads_well = asked.reads() && matches!(response.status(), StatusCode::OK | StatusCode::NOT_MODIFIED);
    if reads_well && may_be_kept(response.headers()) {
        response = named(response, asked);
    }
    let unchanged = response.status() == StatusCode::NOT_MODIFIED;
    let is_empty = response.status() == StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    if is_empty {
        headers.remove(CONTENT_LENGTH);
    }
    origins::open(headers, shell.origins);
    // the packing writes a Vary of its own; ours says more
    headers.insert(VARY, HeaderValue::from_static("accept, accept-encoding, accept-language"));
    let mut put = |name: HeaderName, value| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    put(X_CONTENT_TYPE_OPTIONS, "nosniff");
    // what is said with 304 would be the policy of the page that the client has, whose own it is
    if !unchanged {
        put(CONTENT_SECURITY_POLICY, POLICY);
    }
    put(REFERRER_POLICY, "no-referrer");
    put(CACHE_CONTROL, "no-cache");
    ticket.answered(response.status().as_u16(), response.extensions_mut().remove::<Code>());
    response.map(|body| Body::new(Answer::new(body, ticket)))
}

fn may_be_kept(headers: &HeaderMap) -> bool {
    !headers.get(CACHE_CONTROL).is_some_and(|value| value.as_bytes().starts_with(b"no-store"))
}

/// `response` under its name; only the name where the client has it already.
fn named(mut response: Response, asked: &Asked) -> Response {
    let own =
        response.headers().get(ETAG).and_then(|value| value.to_str().ok()).map(|tag| tag.trim_matches('"').to_owned());
    let tag = own.as_deref().unwrap_or(&asked.tag);
    let known = caching::known(&asked.headers, tag);
    if response.status() == StatusCode::OK && (known.is_some() || caching::any(&asked.headers)) {
        response = unchanged();
    }
    // what the client has is told by the name that it has it by
    let confirmed = known.filter(|_| response.status() == StatusCode::NOT_MODIFIED);
    caching::name(response.headers_mut(), confirmed.unwrap_or(tag));
    response
}
